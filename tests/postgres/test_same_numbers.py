"""Every measure, asked of a release as a file and of the same release in PostgreSQL: the same answers."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from msp_dashboard import results
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.releases import Release, open_release, verify
from msp_dashboard.releases.opening import read_file
from msp_dashboard.scope import Question, Reader, allow
from tests.etl.exports import load
from tests.postgres.fixtures import Database

BREAKDOWNS = {
    "public": (None, "quarter", "age_band"),
    "board": (None, "quarter", "gender", "risk_type"),
    "exact": (None, "month", "team", "ethnic_group", "risk_source", "lacked_capacity", "source"),
}


@dataclass(frozen=True, kw_only=True)
class Both:
    """One release in two stores."""

    file: Release
    warehouse: Release


@pytest.fixture
def both(published: Database, home: Path, sample_home: Path) -> Iterator[Both]:
    """Return the sample's release as the file that a load made, and as PostgreSQL was given it."""
    shutil.copytree(sample_home, home)
    assert load(home / "sample").status == "unchanged"
    assert published.run("SELECT number FROM msp.current_release") == [(1,)]
    file = read_file(1)
    yield Both(file=file, warehouse=open_release())
    file.engine.dispose()


def answers(release: Release, tier: str, question: Question) -> dict[str, Any]:
    scope = allow(Reader(tier=tier), results.choices(release), question)
    return {key: results.as_json(answer) for key, answer in results.answer(release, scope).by_key.items()}


def test_every_measure_gives_the_same_numbers_from_both(both: Both) -> None:
    assert both.warehouse.path is None
    assert both.warehouse.content_hash == both.file.content_hash
    for tier, fields in BREAKDOWNS.items():
        for by in fields:
            question = Question(by=by, enquiry_type="all" if by is None else "s42")
            found = answers(both.warehouse, tier, question)
            assert set(found) == set(measures())
            assert found == answers(both.file, tier, question), (by, tier)
    filtered = Question(where={"risk_type": ("neglect", "physical"), "gender": ("female",)}, by="team")
    assert answers(both.warehouse, "exact", filtered) == answers(both.file, "exact", filtered)
    assert results.recording_notes(both.warehouse) == results.recording_notes(both.file)
    verify(1)


def test_a_release_of_an_earlier_version_gives_the_same_numbers_from_both(both: Both) -> None:
    """Then no figures stand in it, and the statements that derive them run where it is kept."""
    earlier = Both(
        file=replace(both.file, units_digest="of an earlier version"),
        warehouse=replace(both.warehouse, units_digest="of an earlier version"),
    )
    for by in (None, "quarter", "risk_type"):
        question = Question(by=by)
        found = answers(earlier.warehouse, "exact", question)
        assert found == answers(earlier.file, "exact", question), by
        assert found == answers(both.warehouse, "exact", question), by
