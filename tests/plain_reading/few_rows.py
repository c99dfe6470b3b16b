"""A few rows in, one answer out: what the hand-worked tests of the plain reading share."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from tests.plain_reading.contract import Row, fields
from tests.plain_reading.measures import answers
from tests.plain_reading.reading import Export, read_export

YEAR = {"from_": date(2025, 4, 1), "to": date(2026, 3, 31)}
ENQUIRY = {
    "enquiry_ref": "E1",
    "person_ref": "P1",
    "enquiry_type": "s42",
    "started_on": "2025-05-01",
    "concluded_on": "2025-07-01",
}
WISH = {"enquiry_ref": "E1", "outcome_no": "1", "stage": "start"}


def delivered(folder: Path, **tables: list[dict[str, str]]) -> Export:
    """The export of these rows; every column is there, blank where a row does not give it."""
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, [column["name"] for column in fields(name)], restval="")
            writer.writeheader()
            writer.writerows(rows)
    return read_export(folder)


def answer(export: Export, key: str, **question: Any) -> Row:
    """One measure's answer, of the financial year 2025-26 unless the question says otherwise."""
    return answers(export, **{**YEAR, **question}, keys=[key])[0]


def four(found: Row) -> tuple[int, int, int, int]:
    """The four numbers of a proportion."""
    return found["numerator"], found["denominator"], found["not_recorded"], found["excluded"]


def counted(found: Row) -> dict[str, int]:
    """The categories that occur."""
    return {entry["code"]: entry["count"] for entry in found["categories"] if entry["count"]}


def entry_of(found: Row, **names: str) -> Row:
    """The one entry, of an answer or of a group, that bears these names."""
    (entry,) = (e for e in found["entries"] if all(e[name] == value for name, value in names.items()))
    return dict(entry)


def apart(found: Row) -> tuple[int, int, int]:
    """The denominator, not recorded and excluded of categories."""
    return found["denominator"], found["not_recorded"], found["excluded"]
