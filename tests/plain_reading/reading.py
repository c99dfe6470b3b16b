"""A standard export folder read strictly by the contract's table "What happens to what does not fit"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.plain_reading import checking
from tests.plain_reading.checking import CheckedRow
from tests.plain_reading.contract import NOT_RECORDED, RESOURCES, Row, fields
from tests.plain_reading.files import OfferedFile, collected, merge, newest_event, read_files


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One rule that one row broke; `column` is empty where the whole row did."""

    resource: str
    row: int
    column: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What became of a resource's rows: offered = kept + quarantined + merged."""

    offered: int
    kept: int
    quarantined: int
    merged: int


@dataclass(frozen=True, kw_only=True)
class Export:
    """A delivery as read: kept rows and counts a resource, what is collected, and what was remarked on.

    `collected` holds "advocacy" for a file that is there and "advocacy.barrier" for a column that is.
    `teams` holds {team_name, service}, the teams file's order first, then names met in the kept rows.
    """

    rows: dict[str, list[Row]]
    counts: dict[str, Counts]
    collected: frozenset[str]
    extract_date: date | None
    quarantine: list[Remark]
    flags: list[Remark]
    persons_created: list[str]
    teams: list[Row]


def read_export(folder: Path, extract_date: date | None = None) -> Export:
    """The export in a folder; raises Refused where the contract refuses the load."""
    offered = read_files(folder)
    rows: dict[str, list[Row]] = {}
    checked: dict[str, list[CheckedRow]] = {}
    for name in RESOURCES:
        checked[name] = _check_all(name, offered.get(name), rows)
        rows[name] = [row.values for row in checked[name] if not row.faults]
        checking.fill_blanks(name, rows[name])
    counts = {name: _counts(offered.get(name), checked[name], len(rows[name])) for name in RESOURCES}
    return Export(
        rows=rows,
        counts=counts,
        collected=collected(offered),
        extract_date=extract_date or newest_event(offered),
        quarantine=[_remark(n, row, *fault) for n in RESOURCES for row in checked[n] for fault in row.faults],
        flags=[_remark(n, row, *flag) for n in RESOURCES for row in checked[n] for flag in row.flags],
        persons_created=_create_persons(rows),
        teams=_teams(rows),
    )


def _check_all(name: str, offered: OfferedFile | None, rows: dict[str, list[Row]]) -> list[CheckedRow]:
    """Every rule in its order; `rows` holds what was kept of the resources before this one."""
    checked = [checking.check(name, row) for row in merge(offered.rows if offered else [])]
    checking.quarantine_conflicts(name, checked)
    if name == "enquiries":
        checking.follow_concern(checked, rows["concerns"])
    elif any(column["name"] == "enquiry_ref" for column in fields(name)):
        checking.follow_enquiry(checked, rows["enquiries"])
    if name == "desired_outcomes":
        checking.default_recorded_on(checked, rows["enquiries"])
    return checked


def _counts(offered: OfferedFile | None, checked: list[CheckedRow], kept: int) -> Counts:
    total = len(offered.rows) if offered else 0
    return Counts(offered=total, kept=kept, quarantined=len(checked) - kept, merged=total - len(checked))


def _remark(name: str, row: CheckedRow, column: str, rule: str) -> Remark:
    return Remark(resource=name, row=row.number, column=column, rule=rule)


def _create_persons(rows: dict[str, list[Row]]) -> list[str]:
    """Adds a person of whom nothing is recorded for every unknown person_ref; returns those refs."""
    known = {person["person_ref"] for person in rows["people"]}
    created = []
    for name in ("concerns", "enquiries", "capacity_assessments", "dols"):
        for row in rows[name]:
            if row["person_ref"] not in known:
                known.add(row["person_ref"])
                created.append(row["person_ref"])
    rows["people"].extend(_unknown_person(person_ref) for person_ref in created)
    return created


def _unknown_person(person_ref: str) -> Row:
    return {
        "person_ref": person_ref,
        "gender": NOT_RECORDED,
        "ethnic_group": NOT_RECORDED,
        "primary_support_reason": NOT_RECORDED,
        "health_conditions": None,
    }


def _teams(rows: dict[str, list[Row]]) -> list[Row]:
    """The teams of the file, then others named in kept rows by name; service 'Not stated' without one."""
    services = {team["team_name"]: team["service"] or "Not stated" for team in rows["teams"]}
    files = ("concerns", "enquiries", "audits", "rollout", "recording_notes")
    named = {row["team_name"] for name in files for row in rows[name]} - {None}
    for team in sorted(named):
        services.setdefault(team, "Not stated")
    return [{"team_name": team, "service": service} for team, service in services.items()]
