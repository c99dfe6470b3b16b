"""Units that are one recorded row each: concerns, meetings, advocacy, assessments, responses, partners."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Select, Table, and_, func, select

from msp_dashboard.measures.units.durations import followed
from msp_dashboard.measures.units.expressions import (
    FAR_AWAY,
    adult_fields,
    columns_of,
    day,
    enquiry_fields,
    order_of,
)
from msp_dashboard.measures.units.fields import CONCERN_FIELDS, ENQUIRY_FIELDS, ENQUIRY_NEEDS, own
from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.warehouse import table

Derivation = Callable[[date], Select[Any]]


def _of_enquiries(rows: Table, *extra: Any) -> Select[Any]:
    """The rows of a table that belong to an enquiry, with what filters and breakdowns of enquiries need."""
    fields = enquiry_fields().cte("fields")
    return select(*columns_of(fields), *extra).select_from(
        rows.join(fields, fields.c.enquiry_id == rows.c.enquiry_id)
    )


def _concerns(extract_date: date) -> Select[Any]:
    concerns, teams, people = table("concerns"), table("teams"), table("people")
    return select(
        concerns.c.concern_id,
        concerns.c.person_id,
        concerns.c.received_on,
        concerns.c.decided_on,
        concerns.c.decision,
        *adult_fields(concerns),
        concerns.c.source,
        concerns.c.views_sought,
        *followed(
            "days_to_decision",
            concerns.c.received_on,
            concerns.c.decided_on,
            day(extract_date),
            extract_date,
        ),
    ).select_from(
        concerns.outerjoin(teams, teams.c.team_id == concerns.c.team_id).outerjoin(
            people, people.c.person_id == concerns.c.person_id
        )
    )


def _meetings(_extract_date: date) -> Select[Any]:
    rows = table("meetings")
    return _of_enquiries(rows, rows.c.meeting_id, rows.c.adult_took_part)


def _advocacy(extract_date: date) -> Select[Any]:
    rows = table("advocacy")
    return _of_enquiries(
        rows,
        rows.c.advocacy_id,
        rows.c.advocacy_type,
        rows.c.status,
        rows.c.barrier,
        rows.c.requested_on,
        *followed("days_waited", rows.c.requested_on, rows.c.started_on, day(extract_date), extract_date),
    )


def _assessments(_extract_date: date) -> Select[Any]:
    rows = table("capacity_assessments")
    return _of_enquiries(
        rows,
        rows.c.assessment_id,
        rows.c.assessed_on,
        rows.c.decision_domain,
        rows.c.result,
        rows.c.best_interests_decision,
        rows.c.imca_instructed,
    )


def _responses(_extract_date: date) -> Select[Any]:
    """One row an enquiry and response not refused; one with a blank for an enquiry that had none."""
    rows, fields = table("responses"), enquiry_fields().cte("fields")
    tried = and_(rows.c.enquiry_id == fields.c.enquiry_id, rows.c.accepted != "no")
    return select(*columns_of(fields), rows.c.response_type).select_from(fields.outerjoin(rows, tried))


def _partners(_extract_date: date) -> Select[Any]:
    """One row a desired outcome and partner: the last row that names the partner."""
    rows = table("desired_outcomes")
    order = (
        func.coalesce(rows.c.recorded_on, day(FAR_AWAY)).desc(),
        order_of(rows.c.stage, "stage").desc(),
        rows.c.source_row.desc(),
    )
    named = (
        select(
            rows.c.enquiry_id,
            rows.c.outcome_no,
            rows.c.partner,
            rows.c.contribution,
            func.row_number()
            .over(partition_by=[rows.c.enquiry_id, rows.c.outcome_no, rows.c.partner], order_by=order)
            .label("place"),
        )
        .where(rows.c.partner.is_not(None))
        .subquery()
    )
    fields = enquiry_fields().cte("fields")
    return select(*columns_of(fields), named.c.outcome_no, named.c.partner, named.c.contribution).select_from(
        named.join(fields, and_(fields.c.enquiry_id == named.c.enquiry_id, named.c.place == 1))
    )


def _enquiry_unit(
    name: str, derive: Derivation, key: tuple[str, ...], counts: str, needs: dict[str, tuple[str, ...]]
) -> Unit:
    return Unit(
        name=name,
        derive=derive,
        key=key,
        fields=ENQUIRY_FIELDS,
        has_risks=True,
        needs={**ENQUIRY_NEEDS, **needs},
        counts=counts,
    )


CONCERN = Unit(
    name="concern",
    derive=_concerns,
    key=("concern_id",),
    fields=CONCERN_FIELDS,
    needs={
        **own("concerns", "received_on", "decided_on", "decision", "views_sought"),
        "concern_id": ("concerns.concern_ref",),
        "person_id": ("concerns.person_ref",),
        "days_to_decision": ("concerns.decided_on",),
    },
    counts="concerns",
)
MEETING = _enquiry_unit("meeting", _meetings, ("meeting_id",), "meetings", own("meetings", "adult_took_part"))
ADVOCACY = _enquiry_unit(
    "advocacy",
    _advocacy,
    ("advocacy_id",),
    "requests for advocacy",
    {
        **own("advocacy", "advocacy_type", "status", "barrier", "requested_on"),
        "days_waited": ("advocacy.requested_on", "advocacy.started_on"),
    },
)
ASSESSMENT = _enquiry_unit(
    "assessment",
    _assessments,
    ("assessment_id",),
    "assessments",
    {
        **own(
            "capacity_assessments", "decision_domain", "result", "best_interests_decision", "imca_instructed"
        ),
        "assessed_on": ("capacity_assessments.assessed_on", "capacity_assessments.enquiry_ref"),
    },
)
RESPONSE = _enquiry_unit(
    "response",
    _responses,
    ("enquiry_id", "response_type"),
    "enquiries",
    {"response_type": ("responses.response_type", "responses.accepted")},
)
PARTNER = _enquiry_unit(
    "partner",
    _partners,
    ("enquiry_id", "outcome_no", "partner"),
    "wishes",
    own("desired_outcomes", "partner", "contribution"),
)
