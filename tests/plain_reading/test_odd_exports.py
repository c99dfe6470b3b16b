"""What holds for every odd export, so that a difference found on one is never the generator's fault."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.plain_reading.measures import answers
from tests.plain_reading.odd_exports import write_odd_export
from tests.plain_reading.reading import Export, read_export

SEEDS = range(12)


def _export(folder: Path, seed: int) -> Export:
    write_odd_export(folder, seed)
    return read_export(folder)


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for place in ("first", "second"):
        write_odd_export(tmp_path / place, 5)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / x).iterdir()} for x in ("first", "second"))
    assert first == second


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_is_kept_quarantined_or_merged(tmp_path: Path, seed: int) -> None:
    for counts in _export(tmp_path, seed).counts.values():
        assert counts.offered == counts.kept + counts.quarantined + counts.merged


@pytest.mark.parametrize("seed", SEEDS)
def test_no_order_is_left_open(tmp_path: Path, seed: int) -> None:
    rows = _export(tmp_path, seed).rows
    key = ("enquiry_ref", "outcome_no", "stage", "recorded_on")
    wishes = Counter(tuple(row[column] for column in key) for row in rows["desired_outcomes"])
    conclusions = Counter(
        (e["person_ref"], e["concluded_on"]) for e in rows["enquiries"] if e["concluded_on"]
    )
    safer = Counter(
        (row["enquiry_ref"], row["respondent"], row["collected_on"])
        for row in rows["experience"]
        if row["question"] == "feel_safer"
    )
    assert max(wishes.values(), default=1) == 1
    assert max(safer.values(), default=1) == 1
    assert max(conclusions.values(), default=1) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_quarters_and_concluded_proportions_add_up(tmp_path: Path, seed: int) -> None:
    export = _export(tmp_path, seed)
    found = {
        answer["key"]: answer
        for answer in answers(export, from_=date(2024, 5, 15), to=date(2026, 2, 3), by="quarter")
        if answer.get("collected", True)
    }
    concluded = found.get("enquiries_concluded", {"count": 0})["count"]
    for key in ("asked", "met", "seen_alone", "advocacy_gap", "took_part", "dols_involved", "assessed"):
        if key in found:
            parts = ("denominator", "not_recorded", "excluded")
            assert sum(found[key][part] for part in parts) == concluded
            for part in ("numerator", *parts):
                assert sum(group[part] for group in found[key]["groups"]) == found[key][part]


@pytest.mark.parametrize("by", ["quarter", "team", "lacked_capacity"])
@pytest.mark.parametrize("key", ["experience", "experience_by_met", "safer_change", "audits", "completeness"])
def test_the_entries_of_groups_that_cannot_overlap_add_up(key: str, by: str, tmp_path: Path) -> None:
    export = _export(tmp_path, 9)
    (found,) = answers(export, from_=date(2024, 5, 15), to=date(2026, 2, 3), by=by, keys=[key])
    if "groups" not in found:
        assert (key, by) == ("audits", "lacked_capacity")
        return
    for place, whole in enumerate(found["entries"]):
        parts = [group["entries"][place] for group in found["groups"]]
        for name in ("denominator", "not_recorded", "excluded"):
            assert sum(part[name] for part in parts) == whole[name]
    assert sum(entry["denominator"] for entry in found["entries"]) > 0
