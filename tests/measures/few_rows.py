"""A few rows in, one answer out: an export written to a folder, the real load, and the one door to numbers.

A story is the few rows that one test is about. Its rows are of one team, so that one load serves many tests.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.report import Report
from etl.run import Request, run_load
from msp_dashboard import results
from msp_dashboard.periods import Period
from msp_dashboard.releases import Release, open_release
from msp_dashboard.scope import Question, Reader, allow
from msp_dashboard.settings import settings
from tests.plain_reading.contract import fields

Row = dict[str, Any]
Tables = dict[str, list[Row]]

EXTRACT_DATE = "2026-09-30"
YEAR = ("2025-04-01", "2026-03-31")
UNREMARKABLE: dict[str, Row] = {
    "concerns": {"received_on": "2025-04-20"},
    "enquiries": {"enquiry_type": "s42", "started_on": "2025-05-01", "concluded_on": "2025-07-01"},
    "meetings": {"held_on": "2025-06-01"},
    "capacity_assessments": {"assessed_on": "2025-06-01"},
}
EVERY_FILE = (
    *("teams", "people", "concerns", "enquiries", "enquiry_risks", "desired_outcomes"),
    *("capacity_assessments", "advocacy", "dols", "meetings", "responses"),
    *("experience", "audits", "focus_groups", "rollout"),
)


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A release that the real load made of a few rows, and what the load said of them."""

    release: Release
    report: Report

    def ask(
        self, key: str, team: str | None = None, period: tuple[str, str] | None = YEAR, **more: Any
    ) -> Row:
        """Return a measure's answer, of the financial year 2025-26 and in the exact tier unless told."""
        reader = Reader(tier=more.pop("tier", "exact"))
        where = {name: (code,) for name, code in more.pop("where", {}).items()}
        question = Question(
            period=None if period is None else Period(first=_day(period[0]), last=_day(period[1])),
            where=where if team is None else {**where, "team": (team,)},
            **more,
        )
        scope = allow(reader, results.choices(self.release), question)
        return results.as_json(results.answer(self.release, scope, [key])[key])


def story(team: str, enquiries: Iterable[Row] = (), concerns: Iterable[Row] = ()) -> Tables:
    """Return the rows of some enquiries, with what hangs on each, and of concerns by people of their own."""
    tables: Tables = defaultdict(list)
    for number, told in enumerate(enquiries, 1):
        links = {"enquiry_ref": f"{team} {number}", "person_ref": f"{team} {number}", "team_name": team}
        _tell(tables, links, told)
    for number, row in enumerate(concerns, 1):
        _add(tables, "concerns", {"person_ref": f"{team} caller {number}", "team_name": team}, row)
    return tables


def enquiry(**columns: Any) -> Row:
    """Return an enquiry; a list under a file's name is its rows there, and `wishes` a list for each wish."""
    return columns


def each(column: str, counts: Mapping[str, int], **same: Any) -> list[Row]:
    """Return as many enquiries with each code in a column as told."""
    return [enquiry(**{column: code}, **same) for code, count in counts.items() for _ in range(count)]


def at(stage: str, recorded_on: str = "", **columns: str) -> Row:
    """Return a row about a wish; a blank day is the enquiry's start, or its conclusion at that stage."""
    return {"stage": stage, "recorded_on": recorded_on, **columns}


def loaded(
    folder: Path, *stories: Tables, without: Iterable[str] = (), extract_date: str = EXTRACT_DATE
) -> Loaded:
    """Write the stories as one export, every file and column but those in `without`, and load it."""
    export = folder / "export"
    write(export, *stories, without=without)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSP_HOME", str(folder / "home"))
        settings.cache_clear()
        asked = Request(mapping="standard", source=export, extract_date=_day(extract_date))
        report = run_load(asked, _nothing, _nothing)
        release = open_release()
    settings.cache_clear()
    return Loaded(release=release, report=report)


def write(export: Path, *stories: Tables, without: Iterable[str] = ()) -> None:
    """Write stories as the CSV files of one export."""
    export.mkdir()
    left_out = set(without)
    for name in EVERY_FILE:
        if name in left_out:
            continue
        header = [column["name"] for column in fields(name) if f"{name}.{column['name']}" not in left_out]
        with (export / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, header, restval="")
            writer.writeheader()
            for tables in stories:
                writer.writerows(tables.get(name, []))


def four(answer: Row) -> tuple[int, int, int, int]:
    """Return the numerator, denominator, not recorded and excluded of a proportion or a group of one."""
    return answer["numerator"], answer["denominator"], answer["not_recorded"], answer["excluded"]


def counted(answer: Row) -> dict[str, int]:
    """Return the categories that occur."""
    return {entry["code"]: entry["count"] for entry in answer["categories"] if entry["count"]}


def apart(answer: Row) -> tuple[int, int, int]:
    """Return the denominator, not recorded and excluded of categories."""
    return answer["denominator"], answer["not_recorded"], answer["excluded"]


def cells(answer: Row) -> dict[tuple[str, ...], int]:
    """Return the counts of cells by row and column, or of flows by start, end and met."""
    found = answer["flows"] if answer["kind"] == "flows" else answer["cells"]
    return {tuple(value for name, value in cell.items() if name != "count"): cell["count"] for cell in found}


def entry(answer: Row, **codes: str) -> Row:
    """Return the one entry of some codes."""
    (found,) = [each for each in answer["entries"] if codes.items() <= each.items()]
    return dict(found)


def groups(answer: Row) -> dict[str, tuple[int, int, int, int]]:
    """Return the four numbers of each group of a proportion that holds any."""
    return {group["value"]: four(group) for group in answer["groups"] if any(four(group))}


def counts(answer: Row) -> dict[str, int]:
    """Return the count of each group that holds any."""
    return {group["value"]: group["count"] for group in answer["groups"] if group["count"]}


def _tell(tables: Tables, links: Row, told: Row) -> None:
    own = {name: value for name, value in told.items() if isinstance(value, str)}
    links = {**links, **{name: own[name] for name in links if name in own}}
    if "concern" in told:
        own["concern_ref"] = f"the concern of {links['enquiry_ref']}"
        _add(tables, "concerns", links, {"concern_ref": own["concern_ref"], **told["concern"]})
    _add(tables, "enquiries", links, own)
    for number, rows in enumerate(told.get("wishes", ()), 1):
        for row in rows:
            _add(tables, "desired_outcomes", links, {"outcome_no": str(number), **row})
    for name in EVERY_FILE:
        for row in told.get(name, ()):
            _add(tables, name, links, row)


def _add(tables: Tables, name: str, links: Row, row: Row) -> None:
    """Add a row with what it belongs to, unremarkable days and a reference of its own where it says none."""
    columns = [column["name"] for column in fields(name)]
    reference = {columns[0]: f"{links['team_name']} {name} {len(tables[name]) + 1}"}
    assumed = {**reference, **links, **UNREMARKABLE.get(name, {})}
    tables[name].append({**{column: assumed[column] for column in columns if column in assumed}, **row})


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _nothing(words: str) -> None:
    """Progress and doubts are not what these tests are about."""
