"""Enquiries, concerns and what stands beside them, with all that hangs on them, as nested plain dicts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from tests.plain_reading.contract import NOT_RECORDED, Row, all_codes
from tests.plain_reading.reading import Export

_STAGE_ORDER = {stage: place for place, stage in enumerate(all_codes("stage"))}


@dataclass(frozen=True, kw_only=True)
class Record:
    """All that an export holds, linked; assessments hang on their enquiry.

    `teams` are names in the configured order; `collected` the files and file.columns that are there.
    """

    enquiries: list[Row]
    concerns: list[Row]
    experience: list[Row]
    audits: list[Row]
    focus_groups: list[Row]
    rollout: list[Row]
    teams: list[str]
    collected: frozenset[str]
    extract_date: date


def link(export: Export) -> Record:
    """The record of an export. Each enquiry gains person, concern, service and lists of its children.

    An answer of a questionnaire gains its enquiry, or None; an audit and a row of the rollout their service.
    """
    services = {team["team_name"]: team["service"] for team in export.teams}
    people = {person["person_ref"]: dict(person, concerns=[], dols=[]) for person in export.rows["people"]}
    concerns = {}
    for row in export.rows["concerns"]:
        person = people[row["person_ref"]]
        concern = dict(row, person=person, service=services.get(row["team_name"]))
        concerns[row["concern_ref"]] = concern
        person["concerns"].append(concern)
    for application in export.rows["dols"]:
        people[application["person_ref"]]["dols"].append(application)
    enquiries = {}
    for row in export.rows["enquiries"]:
        enquiries[row["enquiry_ref"]] = dict(
            row,
            person=people[row["person_ref"]],
            concern=concerns.get(row["concern_ref"]),
            service=services.get(row["team_name"]),
        )
    _hang_children(export, enquiries)
    return Record(
        enquiries=list(enquiries.values()),
        concerns=list(concerns.values()),
        experience=[
            dict(row, enquiry=enquiries.get(row["enquiry_ref"])) for row in export.rows["experience"]
        ],
        audits=[dict(row, service=services.get(row["team_name"])) for row in export.rows["audits"]],
        focus_groups=export.rows["focus_groups"],
        rollout=[dict(row, service=services.get(row["team_name"])) for row in export.rows["rollout"]],
        teams=list(services),
        collected=export.collected,
        extract_date=export.extract_date or date.min,
    )


def _hang_children(export: Export, enquiries: dict[str, Row]) -> None:
    children = (
        "enquiry_risks",
        "desired_outcomes",
        "capacity_assessments",
        "advocacy",
        "meetings",
        "responses",
    )
    for enquiry in enquiries.values():
        for name in children:
            enquiry[name] = []
    for name in children:
        for row in export.rows[name]:
            if row["enquiry_ref"] is not None:
                enquiries[row["enquiry_ref"]][name].append(row)
    for enquiry in enquiries.values():
        enquiry["wishes"] = _wishes(enquiry)


def _wishes(enquiry: Row) -> list[list[Row]]:
    """The enquiry's desired outcomes: all rows of one outcome_no, by recorded_on, then stage."""
    of_number: dict[int, list[Row]] = defaultdict(list)
    for row in enquiry["desired_outcomes"]:
        of_number[row["outcome_no"]].append(row)
    return [sorted(rows, key=order_in_time) for _, rows in sorted(of_number.items())]


def order_in_time(row: Row) -> tuple[date, int]:
    """Sorts desired_outcomes rows by recorded_on, then stage; a row without a day comes last."""
    return (row["recorded_on"] or date.max, _STAGE_ORDER[row["stage"]])


def order_of_telling(row: Row) -> tuple[date, int, int]:
    """Sorts an enquiry's desired_outcomes rows by recorded_on, then outcome_no, then stage."""
    return (row["recorded_on"] or date.max, row["outcome_no"], _STAGE_ORDER[row["stage"]])


def closing_row(enquiry: Row, wish: list[Row]) -> Row | None:
    """A wish's last row with stage conclusion, else its last row up to and on concluded_on, else None."""
    at_conclusion = [row for row in wish if row["stage"] == "conclusion"]
    by_conclusion = rows_by_conclusion(enquiry, wish)
    if at_conclusion:
        return at_conclusion[-1]
    return by_conclusion[-1] if by_conclusion else None


def rows_by_conclusion(enquiry: Row, wish: list[Row]) -> list[Row]:
    """A wish's rows recorded up to and on concluded_on."""
    return [row for row in wish if row["recorded_on"] and row["recorded_on"] <= enquiry["concluded_on"]]


def is_recorded(value: object) -> bool:
    """Recorded means neither blank nor not_recorded (nor dont_know)."""
    return value not in (None, NOT_RECORDED, "dont_know")
