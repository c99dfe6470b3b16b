"""Each defect of a value that a mapping finds: a small source, and all that comes of it."""

from datetime import date
from pathlib import Path

import pytest

from tests.etl.defects import InSource, prove
from tests.etl.test_defects_in_sources import FILE, HEADER, RISK, load, words

DEFECTS = (
    InSource(
        rule="two_answers",
        mapping=FILE
        + load(
            "risk_outcome: {choose: [{of: Word}, {of: Ref, when: {Ref: removed}}], disagree: blank_and_flag}"
        ),
        files={"f.csv": HEADER + "removed,2026-01-05,reduced\nE2,2026-01-05,reduced\n"},
        found=(("enquiries", 2, "flagged", "two_answers", "risk_outcome"),),
        facts={RISK: ["not_recorded", "reduced"]},
    ),
    InSource(
        rule="broken_json",
        mapping="files:\n  raw: {path: f.csv, columns: [Ref, Day, Word]}\n  f: {explode_json: {from: raw, "
        "column: Word, keep: [Ref, Day], columns: {Risk: risk}}}\n" + load("risk_outcome: Risk"),
        files={
            "f.csv": HEADER + 'E1,2026-01-05,"{""risk"": ""removed""}"\nE2,2026-01-05,"{""risk"": ""re"\n'
        },
        found=(("enquiries", 3, "quarantined", "broken_json", None),),
        facts={RISK: ["removed"]},
    ),
    InSource(
        rule="placeholder_date",
        mapping="defaults: {dates: {placeholders: [1900-01-01]}}\n" + FILE + load("concluded_on: Word"),
        files={"f.csv": words("1900-01-01")},
        found=(("enquiries", 2, "flagged", "placeholder_date", "concluded_on"),),
        facts={"enquiries.concluded_on": [None]},
    ),
    InSource(
        rule="impossible_birth",
        mapping="files: {f: {path: f.csv, columns: [Ref, Day, DOB], transient: [DOB]}}\n"
        "" + load("age_band: {of: DOB, age_band_at: Day}"),
        files={"f.csv": "Ref,Day,DOB\nE1,2026-01-05,1841-02-03\nE2,2026-01-05,2026-02-03\n"},
        found=tuple(("enquiries", row, "flagged", "impossible_birth", "age_band") for row in (2, 3)),
        facts={"enquiries.age_band": ["not_recorded", "not_recorded"]},
    ),
    InSource(
        rule="before_other_day",
        mapping=FILE
        + load("concluded_on: Word").replace(
            "}}\n", "}, check: {concluded_on: {not_before: started_on, then: blank_and_flag}}}\n"
        ),
        files={"f.csv": words("2026-01-04", "2026-01-06")},
        found=(("enquiries", 2, "flagged", "before_other_day", "concluded_on"),),
        facts={"enquiries.concluded_on": [None, date(2026, 1, 6)]},
    ),
    InSource(
        rule="not_within_days",
        mapping=FILE
        + load("concluded_on: Word").replace(
            "}}\n", "}, check: {concluded_on: {within_days: {of: started_on, days: 900}}}}\n"
        ),
        files={"f.csv": words("2006-02-04")},
        found=(
            ("enquiries", 2, "flagged", "concluded_before_start", "concluded_on"),
            ("enquiries", 2, "flagged", "not_within_days", "concluded_on"),
        ),
        facts={"enquiries.concluded_on": [date(2006, 2, 4)]},
    ),
    InSource(
        rule="outside_range",
        mapping=FILE + load("age_band: {of: Word, as: age}"),
        files={"f.csv": words("190", "82")},
        found=(("enquiries", 2, "flagged", "outside_range", "age_band"),),
        facts={"enquiries.age_band": ["not_recorded", "75-84"]},
    ),
)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.rule)
def test_a_defect_of_a_value_is_found_as_its_rule_says(defect: InSource, tmp_path: Path) -> None:
    prove(defect, tmp_path)
