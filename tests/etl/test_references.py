"""The way back to a source's own references: sealed, as the newest extract has them, gone on erasure."""

import json
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from etl.__main__ import app
from msp_dashboard.operations import (
    RESTRICTED,
    KeyRefused,
    keep_group,
    open_groups,
    read_key,
    reading,
    record_references,
    references_of,
    remove_references,
    upgrade,
    writing,
)
from msp_dashboard.settings import settings
from tests.etl.exports import load, rows, write
from tests.etl.sources import CROSSWALK, mapping

pytestmark = pytest.mark.usefixtures("home")

ENQUIRIES = "enquiry_ref,person_ref,enquiry_type,started_on,restricted\n"
FIRST = "FILE/0001,P1,s42,2025-03-01,no\nFILE/0002,P2,s42,2025-03-02,\n"
HIDDEN = "FILE/0003,P3,s42,2025-03-03,yes\n"


def held() -> dict[tuple[str, str], str]:
    """Return (source, pseudonym) and reference of everything that the store holds, opened."""
    with reading() as store:
        groups = list(open_groups(store, read_key(RESTRICTED)))
    for (_, beginning), text in groups:
        assert {token[:2] for token in json.loads(text)} == {beginning}
    return {
        (source, token): reference
        for (source, _), text in groups
        for token, reference in json.loads(text).items()
    }


def by_start() -> dict[date, str | None]:
    """Return the reference of each enquiry in the current release, by the day that it started."""
    enquiries = rows("enquiries", "source_system", "record_token", "started_on")
    with reading() as store:
        found = references_of(
            store, read_key(RESTRICTED), [(source, token) for source, token, _ in enquiries]
        )
    return {started_on: found.get((source, token)) for source, token, started_on in enquiries}


def test_each_reference_is_found_by_its_pseudonym_but_not_that_of_a_restricted_record(source: Path) -> None:
    load(write(source, enquiries=ENQUIRIES + FIRST + HIDDEN))
    assert by_start() == {
        date(2025, 3, 1): "FILE/0001",
        date(2025, 3, 2): "FILE/0002",
        date(2025, 3, 3): None,
    }
    assert len(held()) == 2


def test_no_file_holds_a_reference_in_clear_and_another_key_opens_none(source: Path, home: Path) -> None:
    load(write(source, enquiries=ENQUIRIES + FIRST))
    assert len(held()) == 2
    assert [path for path in home.rglob("*") if path.is_file() and b"FILE/000" in path.read_bytes()] == []
    with reading() as store, pytest.raises(KeyRefused):
        list(open_groups(store, bytes(32)))


def test_a_group_moved_to_another_place_cannot_be_opened(source: Path) -> None:
    load(write(source, enquiries=ENQUIRIES + FIRST))
    with writing() as store:
        store.execute(sa.update(record_references).values(source_system="other"))
    with reading() as store, pytest.raises(KeyRefused):
        list(open_groups(store, read_key(RESTRICTED)))


def test_what_the_source_no_longer_holds_or_has_restricted_is_closed(source: Path) -> None:
    load(write(source, enquiries=ENQUIRIES + FIRST + HIDDEN))
    load(
        write(source, enquiries=ENQUIRIES + FIRST.replace("02,\n", "02,yes\n") + HIDDEN.replace("yes", "no"))
    )
    assert by_start() == {
        date(2025, 3, 1): "FILE/0001",
        date(2025, 3, 2): None,
        date(2025, 3, 3): "FILE/0003",
    }
    load(write(source, enquiries=ENQUIRIES + "FILE/0004,P1,s42,2025-03-04,no\n"))
    assert list(held().values()) == ["FILE/0004"]


def test_a_held_extract_is_followed_as_well(source: Path) -> None:
    load(write(source, enquiries=ENQUIRIES + FIRST))
    restricted = write(source, enquiries=ENQUIRIES + "FILE/0001,P1,s42,2025-03-01,yes\n")
    load(restricted, hold=True, extract_date=date(2025, 4, 1))
    assert held() == {}


def test_an_increment_adds_its_own_and_keeps_the_rest(source: Path, tmp_path: Path) -> None:
    increment = mapping(tmp_path, mode="incremental")
    load(write(source, enquiries=ENQUIRIES + FIRST), mapping=increment)
    more = "FILE/0002,P2,s42,2025-03-02,yes\nFILE/0005,P5,s42,2025-03-05,no\n"
    load(write(source, enquiries=ENQUIRIES + more), mapping=increment)
    assert by_start() == {
        date(2025, 3, 1): "FILE/0001",
        date(2025, 3, 2): None,
        date(2025, 3, 5): "FILE/0005",
    }


def test_another_source_leaves_these_alone(source: Path, tmp_path: Path) -> None:
    load(write(source, enquiries=ENQUIRIES + FIRST))
    other = write(tmp_path / "other", enquiries=ENQUIRIES + "FILE/0001,P1,s42,2025-03-09,no\n")
    load(other, mapping=mapping(tmp_path, "newer"))
    assert sorted(held().values()) == ["FILE/0001", "FILE/0001", "FILE/0002"]
    assert by_start()[date(2025, 3, 9)] == "FILE/0001"


def test_an_enquiry_that_moved_is_found_where_it_is_now(source: Path, tmp_path: Path) -> None:
    load(write(source, enquiries=ENQUIRIES + FIRST))
    other = write(
        tmp_path / "other",
        enquiries=ENQUIRIES + "77,P9,s42,2025-03-01,no\n",
        crosswalk=CROSSWALK + "enquiry,77,standard,FILE/0001\n",
    )
    load(other, mapping=mapping(tmp_path, "newer"))
    assert by_start() == {date(2025, 3, 1): "77", date(2025, 3, 2): "FILE/0002"}
    assert sorted(held().values()) == ["77", "FILE/0002"]


def test_an_enquiry_that_is_only_linked_keeps_its_reference_under_its_new_pseudonym(
    source: Path, tmp_path: Path
) -> None:
    load(write(source, enquiries=ENQUIRIES + FIRST))
    before = set(held())
    other = write(
        tmp_path / "other",
        enquiries=ENQUIRIES + "78,P9,s42,2025-03-09,no\n",
        crosswalk=CROSSWALK + "enquiry,77,standard,FILE/0001\nenquiry,77a,standard,FILE/0002\n",
    )
    load(other, mapping=mapping(tmp_path, "newer"))
    # What is linked goes by one of its two names: whichever it is, the release and the store say the same.
    assert by_start() == {
        date(2025, 3, 1): "FILE/0001",
        date(2025, 3, 2): "FILE/0002",
        date(2025, 3, 9): "78",
    }
    assert len(held()) == len(before) + 1


def test_erasing_a_person_takes_their_references_and_nobody_elses(source: Path) -> None:
    load(write(source, enquiries=ENQUIRIES + FIRST + "FILE/0006,P1,s42,2025-03-06,no\n"))
    command = ["erase", "--source", "standard", "--confirm"]
    assert CliRunner().invoke(app, command, input="P1\n").exit_code == 0
    assert list(held().values()) == ["FILE/0002"]
    load(source, extract_date=date(2025, 4, 1))
    assert list(held().values()) == ["FILE/0002"]


def test_one_is_taken_out_of_a_group_that_others_stay_in() -> None:
    settings().home.mkdir(mode=0o700)
    upgrade()
    key = bytes(range(32))
    with writing() as store:
        keep_group(store, key, ("a", "ab"), json.dumps({"ab1": "one", "ab2": "two"}))
        keep_group(store, key, ("b", "ab"), json.dumps({"ab1": "three"}))
        remove_references(store, key, {"ab1"})
        assert dict(open_groups(store, key)) == {("a", "ab"): '{"ab2": "two"}'}
        assert references_of(store, key, [("a", "ab1"), ("a", "ab2"), ("b", "ab1")]) == {("a", "ab2"): "two"}
