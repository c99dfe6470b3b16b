"""Files to look at: each rule draws what fits it, for those who may, in an order that nobody chose."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from msp_dashboard.operations import (
    RESTRICTED,
    audit_log,
    open_groups,
    read_key,
    reading,
    record_references,
    remove_references,
    writing,
)
from msp_dashboard.releases import Release, open_release
from msp_dashboard.results.files import RULES, Request, SampleRefused, draw_files
from msp_dashboard.results.files.drawing import NO_REFERENCES, NONE_FITS, NOT_EXACT
from msp_dashboard.scope import Reader, Scope, ScopeRefused
from msp_dashboard.settings import settings
from tests.files.council import FILES, FITS, LEAD, PURPOSE, YEAR, asked, drawn, named
from tests.measures.few_rows import loaded, story


def log() -> list[tuple[str, str, dict[str, Any]]]:
    """Return who did what of the entries about files, with what is written down of it."""
    about = audit_log.c.action.in_(["files drawn", "denied"])
    query = sa.select(audit_log).where(about).order_by(audit_log.c.entry_id)
    with reading() as store:
        return [(row.actor, row.action, json.loads(row.details)) for row in store.execute(query)]


def tokens() -> dict[str, str]:
    """Return the pseudonym of each of the team's files, by its reference."""
    with reading() as store:
        groups = [json.loads(text) for _, text in open_groups(store, read_key(RESTRICTED))]
    found = {reference: token for group in groups for token, reference in group.items()}
    return {f"N/{words}": found[f"N/{words}"] for words in FILES}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_draws_every_file_that_fits_it_and_no_other(release: Release, rule: str) -> None:
    sample = drawn(release, asked(rule))
    assert set(named(sample)) == FITS[rule]
    assert {(each.source_system, each.team) for each in sample.files} == {("standard", "North")}


def test_every_rule_has_words_of_its_own_and_something_to_ask() -> None:
    assert set(RULES) == set(FITS)
    assert len({rule.words for rule in RULES.values()}) == len(RULES)
    assert all(rule.ask.endswith("?") for rule in RULES.values())


def test_a_reader_of_everything_draws_from_every_team_or_from_the_one_that_they_name(
    release: Release,
) -> None:
    analyst = Reader(tier="exact")
    both = drawn(release, asked("not_supported"), analyst)
    assert sorted(each.reference for each in both.files) == ["N/lacked, no one", "S/lacked, no one"]
    south = drawn(release, asked("not_supported"), analyst, team="South")
    assert [(each.reference, each.team) for each in south.files] == [("S/lacked, no one", "South")]


def test_another_team_cannot_be_asked_for(release: Release) -> None:
    with pytest.raises(ScopeRefused, match="not one of yours"):
        drawn(release, asked(), team="South")


def test_other_filters_are_refused_since_they_would_tell_of_what_is_in_a_file(release: Release) -> None:
    with pytest.raises(SampleRefused, match="by service or team and period only"):
        drawn(release, asked(), lacked_capacity="yes")


@pytest.mark.parametrize("tier", ["board", "public"])
def test_who_sees_no_exact_figures_is_refused_and_that_is_written_down(release: Release, tier: str) -> None:
    scope = Scope(tier=tier, period=YEAR)
    chair = replace(LEAD, key="a-chair", role="chair")
    for author, actor in ((chair, "a-chair"), (None, "nobody")):
        with pytest.raises(SampleRefused, match="exact figures of their own") as refused:
            draw_files(release, scope, asked(), author)
        assert refused.value.faults == {"": NOT_EXACT}
        assert log()[-1][:2] == (actor, "denied")
    assert len(log()) == 2


def test_the_order_is_that_of_a_hash_of_seed_and_pseudonym(release: Release) -> None:
    by_reference = tokens()

    def place(reference: str) -> str:
        return hashlib.sha256(f"7\x1f{by_reference[reference]}".encode()).hexdigest()

    found = [each.reference for each in drawn(release, asked(seed=7)).files]
    assert found == sorted(by_reference, key=place)


def test_the_same_seed_draws_the_same_files_and_a_smaller_sample_is_the_beginning_of_a_larger(
    release: Release,
) -> None:
    whole = named(drawn(release, asked(seed=1)))
    assert named(drawn(release, asked(seed=1))) == whole
    assert named(drawn(release, asked(seed=1, number=4))) == whole[:4]
    others = {tuple(named(drawn(release, asked(seed=seed, number=4)))) for seed in range(8)}
    assert len(others) > 1


def test_units_of_an_earlier_version_are_derived_anew(release: Release) -> None:
    older = replace(release, units_digest="of an earlier version")
    for rule in ("not_assessed", "met_differs"):
        assert named(drawn(older, asked(rule))) == named(drawn(release, asked(rule)))


def test_what_is_written_down_says_all_but_which_files(release: Release) -> None:
    sample = drawn(release, asked("not_asked", number=1, purpose=f"  {PURPOSE}\n"))
    [(actor, action, details)] = log()
    assert (actor, action) == ("a-lead", "files drawn")
    assert details == {
        "release": "r000001",
        "role": "qa_lead",
        "rule": "not_asked",
        "number": 1,
        "seed": 7,
        "purpose": PURPOSE,
        "period": "2025-04-01..2026-03-31",
        "where": {},
        "limits": {"team": ["North"]},
        "files": 1,
    }
    assert sample.files[0].reference not in json.dumps(details)


def test_fewer_than_asked_for_and_none_are_said_in_words(release: Release) -> None:
    assert drawn(release, asked("not_supported", number=1)).note is None
    assert drawn(release, asked("not_supported", number=3)).note == (
        "Only 1 enquiry fits, and 3 were asked for."
    )
    assert drawn(release, asked("not_asked", number=3)).note == (
        "Only 2 enquiries fit, and 3 were asked for."
    )
    nobody = drawn(release, asked(), Reader(tier="exact", teams=()))
    assert (nobody.files, nobody.note) == ((), NONE_FITS)
    assert log()[-1][2]["files"] == 0


def test_a_reference_that_is_gone_is_said_and_another_file_does_not_take_its_place(
    release: Release,
) -> None:
    first, second, third = drawn(release, asked(number=3)).files
    token = tokens()[second.reference]
    with writing() as store:
        remove_references(store, read_key(RESTRICTED), {token})
    sample = drawn(release, asked(number=3))
    assert sample.files == (first, third)
    assert sample.note == (
        "1 of the 3 drawn has no reference any more: the source no longer holds it, or has restricted it."
    )
    with writing() as store:
        store.execute(sa.delete(record_references))
    assert drawn(release, asked(number=3)).note == NO_REFERENCES


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (asked(rule="nonsense"), "rule"),
        (asked(number=0), "number"),
        (asked(number=51), "number"),
        (asked(seed=-1), "seed"),
        (asked(seed=10**12), "seed"),
        (asked(purpose=""), "purpose"),
        (asked(purpose=" short \n "), "purpose"),
        (asked(purpose="x" * 201), "purpose"),
        (asked(purpose="The file of 943 476 5919"), "purpose"),
        (asked(purpose="Audit <b>for</b> October"), "purpose"),
    ],
)
def test_a_request_that_does_not_hold_is_refused_at_its_field_and_nothing_is_drawn(
    release: Release, request_: Request, field: str
) -> None:
    with pytest.raises(SampleRefused) as refused:
        drawn(release, request_)
    assert set(refused.value.faults) == {field}
    assert log() == []


def test_every_fault_is_said_at_once(release: Release) -> None:
    with pytest.raises(SampleRefused) as refused:
        drawn(release, asked(rule="", number=0, seed=-1, purpose=""))
    assert list(refused.value.faults) == ["rule", "number", "seed", "purpose"]


def test_a_key_that_is_gone_is_said_and_no_draw_is_written_down(home: Path, release: Release) -> None:
    (home / "keys" / RESTRICTED).unlink()
    with pytest.raises(SampleRefused, match="cannot be read"):
        drawn(release, asked())
    assert log() == []


def test_a_rule_that_a_release_cannot_tell_is_refused_and_either_sign_of_ceasing_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [{**FILES[name], "enquiry_ref": f"N/{name}"} for name in ("plain", "ceased by conclusion")]
    without = ("enquiries.ended_early", "enquiries.supported_by", "capacity_assessments")
    loaded(tmp_path, story("North", files), without=without)
    monkeypatch.setenv("MSP_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    release = open_release()
    assert named(drawn(release, asked("ceased_early"))) == ["ceased by conclusion"]
    for rule in ("not_supported", "not_assessed"):
        with pytest.raises(SampleRefused, match="does not hold what this rule goes by"):
            drawn(release, asked(rule))
    settings.cache_clear()
