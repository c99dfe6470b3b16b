"""The rules that quarantine a row or blank a cell, one function a rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tests.plain_reading.cells import is_under_18, read_cell
from tests.plain_reading.contract import NOT_RECORDED, Row, fields, is_required, key_columns
from tests.plain_reading.files import OfferedRow

_BLANK_STAYS = {
    ("enquiries", "override_reason"),
    ("desired_outcomes", "partner"),
    ("desired_outcomes", "contribution"),
    ("desired_outcomes", "reason"),
    ("advocacy", "barrier"),
}
_ASKED = ("asked_expressed", "asked_none_expressed")

Fault = tuple[str, str]


@dataclass(kw_only=True)
class CheckedRow:
    """A row with its cells read: values by column; faults quarantine it, flags do not: (column, rule)."""

    number: int
    values: Row
    faults: list[Fault] = field(default_factory=list)
    flags: list[Fault] = field(default_factory=list)


def check(name: str, row: OfferedRow) -> CheckedRow:
    """The row's cells read one by one: a fault in a required one; a flag and a blank in an optional one."""
    checked = CheckedRow(number=row.number, values={})
    for column in fields(name):
        text = row.cells[column["name"]]
        value, rule = read_cell(text, column) if text else (None, None)
        checked.values[column["name"]] = value
        if column["name"] == "age_band" and is_under_18(text):
            checked.faults.append(("age_band", "under_18"))
        elif is_required(column) and value is None:
            checked.faults.append((column["name"], rule or "blank"))
        elif rule:
            checked.flags.append((column["name"], rule))
    return checked


def quarantine_conflicts(name: str, checked: list[CheckedRow]) -> None:
    """Two rows of one key that differ: both. The key is the source's, before anything is filled in."""
    of_key: dict[tuple[object, ...], list[CheckedRow]] = defaultdict(list)
    required = [c["name"] for c in fields(name) if is_required(c) and c["name"] in key_columns(name)]
    for row in checked:
        if all(row.values[column] is not None for column in required):
            of_key[tuple(row.values[column] for column in key_columns(name))].append(row)
    for rows in of_key.values():
        if len(rows) > 1:
            for row in rows:
                row.faults.append(("", "conflicting_rows"))


def follow_concern(checked: list[CheckedRow], concerns: list[Row]) -> None:
    """A concern_ref that is unknown is blanked and flagged."""
    known = {concern["concern_ref"] for concern in concerns}
    for row in checked:
        if row.values["concern_ref"] is not None and row.values["concern_ref"] not in known:
            row.values["concern_ref"] = None
            row.flags.append(("concern_ref", "unknown_concern"))


def follow_enquiry(checked: list[CheckedRow], enquiries: list[Row]) -> None:
    """A row that names an enquiry which was not kept is quarantined, also where it need not name one."""
    known = {enquiry["enquiry_ref"] for enquiry in enquiries}
    for row in checked:
        if row.values["enquiry_ref"] is not None and row.values["enquiry_ref"] not in known:
            row.faults.append(("enquiry_ref", "unknown_enquiry"))


def default_recorded_on(checked: list[CheckedRow], enquiries: list[Row]) -> None:
    """Blank recorded_on: started_on before conclusion, concluded_on at it; a review or follow_up needs it."""
    of_ref = {enquiry["enquiry_ref"]: enquiry for enquiry in enquiries}
    for row in checked:
        if row.values["recorded_on"] is not None:
            continue
        if row.values["stage"] in ("review", "follow_up"):
            row.faults.append(("recorded_on", "blank"))
        elif not row.faults:
            taken_from = "concluded_on" if row.values["stage"] == "conclusion" else "started_on"
            row.values["recorded_on"] = of_ref[row.values["enquiry_ref"]][taken_from]
            row.flags.append(("recorded_on", "date_taken_from_enquiry"))


def fill_blanks(name: str, kept: list[Row]) -> None:
    """A blank coded cell becomes not_recorded, where its list has that code and its blank has no meaning."""
    for column in fields(name):
        permitted = column.get("constraints", {}).get("enum", [])
        if NOT_RECORDED not in permitted or (name, column["name"]) in _BLANK_STAYS:
            continue
        for row in kept:
            meaningful = column["name"] == "not_asked_reason" and row["outcomes_asked"] in _ASKED
            if row[column["name"]] is None and not meaningful:
                row[column["name"]] = NOT_RECORDED
