"""Each defect that a mapping, a file or a threshold deals with: a small source, and all that comes of it."""

from datetime import date
from pathlib import Path

import pytest

from tests.etl.defects import InSource, prove

FILE = "files: {f: {path: f.csv, columns: [Ref, Day, Word]}}\n"
HEADER = "Ref,Day,Word\n"
SET = "enquiry_ref: Ref, person_ref: Ref, enquiry_type: {constant: s42}, started_on: Day"
STEPS = HEADER + "E1,2026-01-05,Completed\nE2,2026-01-06,Cancelled\n"
TEAM = "enquiries.team_name"
STARTED = "enquiries.started_on"
RISK = "enquiries.risk_outcome"


def load(more: str = "", *, steps: str = "", into: str = SET) -> str:
    """Return the load entry of an enquiry, with more fields and steps."""
    fields = f"{into}, {more}" if more else into
    return f"load:\n  - {{into: enquiries, from: f, {steps}set: {{{fields}}}}}\n"


def words(word: str, *others: str) -> str:
    """Return a file of one enquiry for each word."""
    return HEADER + "".join(f"E{n},2026-01-05,{each}\n" for n, each in enumerate((word, *others), 1))


DEFECTS = (
    InSource(
        rule="renamed_header",
        mapping=FILE.replace("Word]", "Word], rename: {Day: [Start, Start Date]}") + load(),
        files={"f.csv": "Ref,Start Date,Word\nE1,2026-01-05,\n"},
        facts={STARTED: [date(2026, 1, 5)]},
    ),
    InSource(
        rule="missing_column",
        mapping=FILE + load("team_name: Word"),
        files={"f.csv": "Ref,Day\nE1,2026-01-05\n"},
        refused="f.csv",
    ),
    InSource(
        rule="header_twice",
        mapping=FILE + load("team_name: Word"),
        files={"f.csv": "Ref,Day,Word,Word\nE1,2026-01-05,A,B\n"},
        refused="f.csv has the column Word twice",
    ),
    InSource(
        rule="appended_extracts",
        mapping=FILE + load("team_name: Word", steps="latest_by: {key: Ref, order: Day}, "),
        files={"f.csv": HEADER + "E1,2026-01-05,Old\nE1,2026-02-05,New\nE2,2026-01-05,Hub\n"},
        left_out=(("latest_by", 1),),
        facts={TEAM: ["New", "Hub"]},
    ),
    InSource(
        rule="several_files",
        mapping=FILE.replace("f.csv", "f*.csv") + load(),
        files={"f1.csv": STEPS, "f2.csv": STEPS},
        refused="2 files fit f*.csv",
    ),
    InSource(
        rule="no_record",
        mapping=FILE.replace("Word]", "Word], drop_rows: {Ref: [Tests]}") + load(),
        files={"f.csv": HEADER + "E1,2026-01-05,\nTests,1,\nTotal,2,\n"},
        left_out=(("drop_rows", 1),),
        warned="Row 4 is a total and left out",
        facts={STARTED: [date(2026, 1, 5)]},
    ),
    InSource(
        rule="cancelled_step",
        mapping=FILE + load(steps="where: {Word: {not: [cancelled]}}, "),
        files={"f.csv": STEPS},
        left_out=(("where", 1),),
        facts={STARTED: [date(2026, 1, 5)]},
    ),
    InSource(
        rule="retired_name",
        mapping=FILE + "maps: {risk: {match: prefix, Risk removed: removed, Risk gone: removed}}\n"
        "" + load("risk_outcome: {of: Word, map: risk}"),
        files={"f.csv": words("Risk removed", "Risk gone (pre 2024)")},
        facts={RISK: ["removed", "removed"]},
    ),
    InSource(
        rule="spelled_anew",
        mapping=FILE + "maps: {risk: {Risk removed: removed}}\n"
        "" + load("risk_outcome: {of: Word, map: risk}"),
        files={"f.csv": words("RISK  Removed ", "risk removed")},
        facts={RISK: ["removed", "removed"]},
    ),
    InSource(
        rule="missing_word",
        mapping="defaults: {missing: [N/A, '#N/A']}\n" + FILE + load("team_name: Word"),
        files={"f.csv": words("n/a", "#N/A", "Hub")},
        facts={TEAM: [None, None, "Hub"]},
    ),
    InSource(
        rule="supplier_default",
        mapping=FILE + "maps: {ticked: {'true': 'yes', 'false': ''}}\n"
        "" + load("capacity_doubted: {of: Word, map: ticked}"),
        files={"f.csv": words("true", "false", "")},
        facts={"enquiries.capacity_doubted": ["yes", "not_recorded", "not_recorded"]},
    ),
    InSource(
        rule="several_values",
        mapping=FILE + load() + "  - {into: enquiry_risks, from: f, split: {column: Word}, "
        "set: {enquiry_ref: Ref, risk_type: Word}}\n",
        files={"f.csv": words("neglect; sexual;")},
        facts={"enquiry_risks.risk_type": ["neglect", "sexual"]},
    ),
    InSource(
        rule="numbered_slots",
        mapping="files: {f: {path: f.csv, columns: [Ref, Day, R1, R2, R3]}}\n"
        "" + load() + "  - {into: enquiry_risks, from: f, unpivot: {slots: [{r: R1}, {r: R2}, {r: R3}]}, "
        "set: {enquiry_ref: Ref, risk_type: r}}\n",
        files={"f.csv": "Ref,Day,R1,R2,R3\nE1,2026-01-05,neglect,,sexual\n"},
        facts={"enquiry_risks.risk_type": ["neglect", "sexual"]},
    ),
    InSource(
        rule="ticks",
        mapping="files: {f: {path: f.csv, columns: [Ref, Day, Neglect, Sexual]}}\n"
        "" + load() + "  - {into: enquiry_risks, from: f, "
        "tick_columns: {column: r, columns: {Neglect: neglect, Sexual: sexual}}, "
        "set: {enquiry_ref: Ref, risk_type: r}}\n",
        files={"f.csv": "Ref,Day,Neglect,Sexual\nE1,2026-01-05,x,\nE2,2026-01-05,No,maybe\n"},
        found=(("enquiry_risks", 3, "quarantined", "outside_list", "risk_type"),),
        facts={"enquiry_risks.risk_type": ["neglect"]},
    ),
    InSource(
        rule="form_date",
        mapping=FILE
        + load(into=SET.replace("started_on: Day", "started_on: {choose: [{of: Word}, {of: Day}]}")),
        files={"f.csv": words("2026-01-02", "")},
        facts={STARTED: [date(2026, 1, 2), date(2026, 1, 5)]},
    ),
    InSource(
        rule="excel_serial",
        mapping="defaults: {dates: {serials: 1900}}\n" + FILE + load(),
        files={"f.csv": HEADER + "E1,46027,\n"},
        facts={STARTED: [date(2026, 1, 5)]},
    ),
    InSource(
        rule="swapped_dates",
        mapping="defaults: {dates: {formats: '%d/%m/%Y'}}\n" + FILE + load(),
        files={"f.csv": HEADER + "E1,01/15/2026,\nE2,02/03/2026,\n"},
        refused="look like month first",
    ),
    InSource(
        rule="wrong_encoding",
        mapping=FILE + load(),
        files={"f.csv": words("Zoë").encode("cp1252")},
        refused="f.csv is in none of its declared encodings",
    ),
    InSource(
        rule="ragged_row",
        mapping=FILE + load(),
        files={"f.csv": HEADER + "E1,2026-01-05,A\nE2,2026-01-05\n"},
        refused="f.csv row 3",
    ),
    InSource(
        rule="date_of_birth",
        mapping="files: {f: {path: f.csv, columns: [Ref, Day, DOB], transient: [DOB]}}\n"
        "" + load("age_band: {of: DOB, age_band_at: Day}"),
        files={"f.csv": "Ref,Day,DOB\nE1,2026-01-05,1941-02-03\n"},
        facts={"enquiries.age_band": ["75-84"]},
    ),
    InSource(
        rule="denied_column",
        mapping="files: {f: {path: f.csv, columns: [Ref, Day, Client Name]}}\n"
        "" + load("team_name: Client Name"),
        files={"f.csv": "Ref,Day,Client Name\nE1,2026-01-05,A\n"},
        refused="Client Name",
    ),
    InSource(
        rule="unlisted_column",
        mapping=FILE + load(),
        files={"f.csv": "Ref,Day,Word,Mood\nE1,2026-01-05,,low\n"},
        facts={STARTED: [date(2026, 1, 5)]},
    ),
    InSource(
        rule="person_without_row",
        mapping=FILE + load(),
        files={"f.csv": words("")},
        facts={"people.gender": ["not_recorded"]},
    ),
    InSource(
        rule="team_without_row",
        mapping=FILE + load("team_name: Word"),
        files={"f.csv": words("Hub")},
        facts={"teams.team_name": ["Hub"], "teams.service": ["Not stated"]},
    ),
    InSource(
        rule="team_renamed",
        mapping=FILE + "maps: {team: {North Locality: North, north team: North}}\n"
        "" + load("team_name: {of: Word, map: team}"),
        files={"f.csv": words("North Team", "North Locality", "South")},
        facts={TEAM: ["North", "North", "South"]},
    ),
    InSource(
        rule="too_many_unmapped",
        mapping="thresholds: {unmapped_pct: 2}\n" + FILE + load("risk_outcome: Word"),
        files={"f.csv": words(*["removed"] * 20, *["Went away"] * 5)},
        found=tuple(("enquiries", row, "flagged", "outside_list", "risk_outcome") for row in range(22, 27)),
        held="5 of 25 filled cells hold a word outside the list",
    ),
    InSource(
        rule="too_many_blank",
        mapping="thresholds: {blank_pct: {enquiries.risk_outcome: 10}}\n" + FILE + load("risk_outcome: Word"),
        files={"f.csv": words(*["removed"] * 20, *[""] * 5)},
        held="5 of 25 cells are blank",
    ),
    InSource(
        rule="too_few_rows",
        mapping=FILE.replace("Word]", "Word], expect: {min_rows: 3}") + load(),
        files={"f.csv": STEPS},
        refused="f.csv: 2 rows, where at least 3 are expected",
    ),
    InSource(
        rule="stale_export",
        mapping=FILE.replace("Word]", "Word], expect: {max_age_days: 40}")
        + "extract_date: {constant: 2020-01-31}\n"
        "" + load(),
        files={"f.csv": STEPS},
        refused="the mapping allows f 40",
    ),
)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.rule)
def test_a_defect_of_a_source_is_dealt_with_as_its_rule_says(defect: InSource, tmp_path: Path) -> None:
    prove(defect, tmp_path)
