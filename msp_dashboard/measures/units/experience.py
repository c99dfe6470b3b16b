"""Questionnaires: one row an answer; and one an enquiry where somebody said twice how safe they felt."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from msp_dashboard.measures.units.expressions import (
    Expression,
    columns_of,
    days_between,
    enquiry_fields,
    order_of,
)
from msp_dashboard.measures.units.fields import ENQUIRY_FIELDS, own
from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.vocabulary import NOT_RECORDED, code_list
from msp_dashboard.warehouse import table

INVITED = "invited"
NO_ANSWER = ("not_answered", "not_applicable")
ANSWERED = tuple(code for code in code_list("survey_answer").values if code not in NO_ANSWER)
KEY = "|"


def _linked(rows: Any, *columns: Expression) -> Select[Any]:
    """Some rows with what filters and breakdowns need of the enquiry that they are about, if any.

    The enquiry's type is left out: it does not choose among questionnaires.
    """
    enquiries = enquiry_fields().cte("fields")
    fields = [func.coalesce(enquiries.c[name], NOT_RECORDED).label(name) for name in ENQUIRY_FIELDS]
    joined = rows.outerjoin(enquiries, enquiries.c.enquiry_id == rows.c.enquiry_id)
    return select(*columns, *fields, enquiries.c.concluded_on).select_from(joined)


def _whose(rows: Any) -> Expression:
    """One value for a questionnaire and who answered it: nobody's answers are added to another's."""
    found: Expression = rows.c.response_token + KEY + rows.c.respondent
    return found


def _given(rows: Any) -> Expression:
    return and_(rows.c.question != INVITED, rows.c.answer.in_(ANSWERED))


def _answers(_extract_date: date) -> Select[Any]:
    """One row an answer, the invitations among them."""
    rows, enquiries = table("experience"), table("enquiries")
    linked = _linked(
        rows,
        rows.c.experience_id,
        rows.c.enquiry_id,
        rows.c.respondent,
        rows.c.collected_on,
        rows.c.question,
        rows.c.answer,
        order_of(rows.c.question, "survey_question").label("question_place"),
        rows.c.mode,
        rows.c.independent,
        case((rows.c.stage == "start", "start"), else_="later").label("stage"),
        case((_given(rows), _whose(rows))).label("answered_by"),
        case((rows.c.question == INVITED, _whose(rows))).label("invited_by"),
    ).subquery()
    achieved = func.coalesce(enquiries.c.outcomes_achieved, NOT_RECORDED).label("outcomes_achieved")
    days = days_between(linked.c.concluded_on, linked.c.collected_on).label("days_since_conclusion")
    return select(*columns_of(linked, leave_out=["concluded_on"]), achieved, days).select_from(
        linked.outerjoin(enquiries, enquiries.c.enquiry_id == linked.c.enquiry_id)
    )


def _safer(_extract_date: date) -> Select[Any]:
    """One row an enquiry and respondent who said before and after how safe they felt."""
    before, after = _felt("before", earliest=True), _felt("after", earliest=False)
    same = and_(before.c.enquiry_id == after.c.enquiry_id, before.c.respondent == after.c.respondent)
    change = case(
        (after.c.felt < before.c.felt, "higher"), (after.c.felt > before.c.felt, "lower"), else_="same"
    )
    both = (
        select(after.c.enquiry_id, after.c.respondent, after.c.collected_on, change.label("change"))
        .select_from(before.join(after, same))
        .subquery("both")
    )
    return _linked(both, *columns_of(both))


def _felt(name: str, *, earliest: bool) -> Any:
    """The first answer at the start, or the last one later, as its place in the list: 0 is the safest."""
    rows = table("experience")
    at_start = rows.c.stage == "start"
    days = (rows.c.collected_on, rows.c.response_token)
    order = days if earliest else tuple(each.desc() for each in days)
    numbered = (
        select(
            rows.c.enquiry_id,
            rows.c.respondent,
            rows.c.collected_on,
            order_of(rows.c.answer, "survey_answer").label("felt"),
            func.row_number()
            .over(partition_by=[rows.c.enquiry_id, rows.c.respondent], order_by=order)
            .label("place"),
        )
        .where(
            rows.c.question == "feel_safer",
            rows.c.answer.in_(ANSWERED),
            rows.c.enquiry_id.is_not(None),
            at_start if earliest else or_(rows.c.stage.is_(None), ~at_start),
        )
        .subquery()
    )
    return select(*columns_of(numbered, leave_out=["place"])).where(numbered.c.place == 1).subquery(name)


ANSWER = Unit(
    name="answer",
    derive=_answers,
    key=("experience_id",),
    fields=ENQUIRY_FIELDS,
    has_risks=True,
    needs={
        **own("experience", "respondent", "collected_on", "question", "answer", "stage"),
        **own("experience", "mode", "independent"),
        "enquiry_id": ("experience.enquiry_ref",),
        "answered_by": ("experience.response_ref", "experience.question", "experience.answer"),
        "invited_by": ("experience.response_ref", "experience.question"),
        "outcomes_achieved": ("enquiries.outcomes_achieved",),
        "days_since_conclusion": ("experience.enquiry_ref", "enquiries.concluded_on"),
    },
    counts="answers",
)
SAFER = Unit(
    name="safer",
    derive=_safer,
    key=("enquiry_id", "respondent"),
    fields=ENQUIRY_FIELDS,
    has_risks=True,
    needs={
        **own("experience", "respondent", "collected_on"),
        "change": ("experience.enquiry_ref", "experience.stage", "experience.question", "experience.answer"),
    },
    counts="enquiries",
)
