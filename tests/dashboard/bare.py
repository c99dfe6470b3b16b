"""Councils with next to nothing in their exports, each bare in a way of its own."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.plain_reading.contract import RESOURCES, fields
from tests.plain_reading.few_rows import delivered

EXTRACT_DATE = date(2026, 9, 30)
DAYS = {
    "open_from": "2020-04-01",
    "received_on": "2026-01-02",
    "decided_on": "2026-01-04",
    "started_on": "2026-01-05",
    "as_of": "2026-01-06",
    "from_on": "2026-01-07",
    "assessed_on": "2026-02-02",
    "held_on": "2026-02-03",
    "recorded_on": "2026-03-02",
    "concluded_on": "2026-03-02",
    "collected_on": "2026-03-20",
    "audited_on": "2026-03-21",
    "said_on": "2026-03-22",
}
# A row has one of each; which is told by the row's number.
REFERENCES = {"person_ref": "P", "concern_ref": "C", "enquiry_ref": "E"}
# What no form leaves open, and what would make the rows something else.
ALWAYS = {"enquiry_type": "s42", "consent": "yes", "restricted": "no", "ended_early": "", "outcome_no": "1"}
Row = dict[str, str]
Tables = dict[str, list[Row]]
OPEN: dict[str, Row] = {"concerns": {}, "enquiries": {"concluded_on": ""}, "dols": {}}


def rows(resource: str, number: int, answer: str, **more: str) -> list[Row]:
    """Return so many rows of a file with all questions answered alike, or by the first code that there is."""
    return [_row(resource, place, answer) | more for place in range(number)]


def _row(resource: str, place: int, answer: str) -> Row:
    return {field["name"]: _value(field, place, answer) for field in fields(resource)}


def _value(field: Mapping[str, object], place: int, answer: str) -> str:
    name = str(field["name"])
    if name in ALWAYS:
        return ALWAYS[name]
    if "codeList" in field:
        constraints = field["constraints"]
        assert isinstance(constraints, dict)
        codes = constraints["enum"]
        return answer if answer in codes else str(codes[0])
    known = {"team_name": "North", "service": "Adults", "text": "They listened.", "note": "A new form."}
    if name.endswith("_ref"):
        return f"{REFERENCES.get(name, 'X')}{place}"
    return known.get(name) or DAYS.get(name, "")


def every_file(number: int, answer: str) -> Tables:
    """Return all files of the contract, with so many people in each and one team."""
    return {name: rows(name, 1 if name in ("teams", "rollout") else number, answer) for name in RESOURCES}


def nobody_ended() -> Tables:
    """Enquiries that are all still open, so that nothing has a denominator."""
    return {name: rows(name, 6, "yes", **more) for name, more in OPEN.items()}


def nothing_applied() -> Tables:
    """Enquiries that ended, of which no question applied to any."""
    return {"enquiries": rows("enquiries", 30, "not_applicable")}


def one_team_without_audits() -> Tables:
    """Thirty people of one team with the same answers, and a file of audits in which there is none."""
    return {**every_file(30, "yes"), "audits": []}


def nothing_recorded() -> Tables:
    """Thirty people in all files, of whom every answer is not recorded."""
    return every_file(30, "not_recorded")


def one_quarter() -> Tables:
    """People whose enquiries all began and ended in the quarter before the export."""
    days = {"started_on": "2026-07-02", "concluded_on": "2026-08-03"}
    wishes = rows("desired_outcomes", 24, "fully", recorded_on="2026-08-03")
    return {"enquiries": rows("enquiries", 24, "asked_expressed", **days), "desired_outcomes": wishes}


def a_hundred_teams() -> Tables:
    """A hundred teams with two enquiries each."""
    names = [f"Team {place:03d}" for place in range(100)]
    found = rows("enquiries", 200, "asked_expressed")
    for place, row in enumerate(found):
        row["team_name"] = names[place // 2]
    teams = [row | {"team_name": name} for name, row in zip(names, rows("teams", 100, ""), strict=True)]
    stages = [row | {"team_name": name} for name, row in zip(names, rows("rollout", 100, ""), strict=True)]
    return {"teams": teams, "enquiries": found, "rollout": stages}


def only_enquiries() -> Tables:
    """Three enquiries with what an export must hold, and no other file."""
    needed = ("enquiry_ref", "person_ref", "enquiry_type", "started_on")
    return {"enquiries": [{name: row[name] for name in needed} for row in rows("enquiries", 3, "")]}


def write(folder: Path, tables: Tables) -> Path:
    """Write an export into a folder, which is made, and return it."""
    folder.mkdir()
    delivered(folder, **tables)
    return folder


COUNCILS: Sequence[Callable[[], Tables]] = (
    nobody_ended,
    nothing_applied,
    one_team_without_audits,
    nothing_recorded,
    one_quarter,
    a_hundred_teams,
    only_enquiries,
)
