"""Small SQL expressions that DuckDB, PostgreSQL and Spark SQL read alike."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Case,
    ColumnElement,
    Date,
    Integer,
    Select,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from msp_dashboard.vocabulary import DONT_KNOW, NOT_RECORDED, code_list
from msp_dashboard.warehouse import table

INDEPENDENT_ADVOCACY = ("care_act", "imca", "imha", "idva", "isva", "rpr_paid", "non_statutory")
IN_PLACE = ("in_place_already", "provided")
FAR_AWAY = date(9999, 12, 31)

Expression = ColumnElement[Any]


def days_between(start: Expression, end: Expression) -> ColumnElement[int]:
    """Return whole days from `start` to `end`, negative where it comes first, null where one is."""
    return type_coerce(end - start, Integer)


def day(value: date) -> ColumnElement[date]:
    """Return a date literal."""
    return literal(value, Date)


def known(column: Expression) -> ColumnElement[bool]:
    """Return whether a coded cell is recorded: neither blank, not_recorded nor dont_know."""
    return and_(column.is_not(None), column.not_in([NOT_RECORDED, DONT_KNOW]))


def one_if(*conditions: ColumnElement[bool]) -> Case[int]:
    """Return 1 where all conditions hold, else 0."""
    return case((and_(*conditions), 1), else_=0)


def any_row(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """Return 1 where all conditions hold on any row of the group, else 0."""
    return func.max(one_if(*conditions))


def three_way(yes: Expression, no: Expression) -> Case[str]:
    """Return yes, no or not_recorded for a group of rows, from two 0 or 1 aggregates; yes comes first."""
    return case((yes == 1, "yes"), (no == 1, "no"), else_=NOT_RECORDED)


def order_of(column: Expression, list_name: str) -> Case[int]:
    """Return each code's place in its list, counted from 0; a blank comes last."""
    values = code_list(list_name).values
    return case(*[(column == code, place) for place, code in enumerate(values)], else_=len(values))


def in_order(desired_outcomes: Table) -> tuple[ColumnElement[Any], ...]:
    """Return the order of an enquiry's rows about wishes: by day, wish and stage; undated ones come last."""
    rows = desired_outcomes.c
    undated_last = func.coalesce(rows.recorded_on, day(FAR_AWAY))
    return undated_last, rows.outcome_no, order_of(rows.stage, "stage"), rows.source_row


def attended(*columns: Expression) -> Case[str]:
    """Return yes, no or not_recorded for a group of meetings: did anyone of `columns` take part?"""
    present = ["in_person", "remote", "written_or_picture"]
    took_part = any_row(or_(*[column.in_(present) for column in columns]))
    another = any_row(or_(*[known(column) for column in columns]))
    return three_way(took_part, another)


def adult_fields(facts: Table) -> list[ColumnElement[Any]]:
    """Return the team and the adult's characteristics, as filters and breakdowns name them."""
    teams, people = table("teams"), table("people")
    return [
        func.coalesce(teams.c.team_name, NOT_RECORDED).label("team"),
        func.coalesce(teams.c.service, NOT_RECORDED).label("service"),
        facts.c.age_band,
        func.coalesce(people.c.gender, NOT_RECORDED).label("gender"),
        func.coalesce(people.c.ethnic_group, NOT_RECORDED).label("ethnic_group"),
        func.coalesce(people.c.primary_support_reason, NOT_RECORDED).label("primary_support_reason"),
    ]


def enquiry_fields() -> Select[Any]:
    """Return one row an enquiry with what every filter and breakdown of enquiries needs."""
    enquiries, teams, people = table("enquiries"), table("teams"), table("people")
    return select(
        enquiries.c.enquiry_id,
        enquiries.c.person_id,
        enquiries.c.enquiry_type,
        enquiries.c.started_on,
        enquiries.c.concluded_on,
        *adult_fields(enquiries),
        enquiries.c.lacked_capacity,
    ).select_from(
        enquiries.outerjoin(teams, teams.c.team_id == enquiries.c.team_id).outerjoin(
            people, people.c.person_id == enquiries.c.person_id
        )
    )


def columns_of(selectable: Any, *, leave_out: Sequence[str] = ()) -> list[Expression]:
    """Return a subquery's columns but those named."""
    return [column for column in selectable.c if column.name not in leave_out]
