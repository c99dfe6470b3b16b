"""Units of the rollout: a team's stage at a date, and its staff as they were last counted."""

from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from msp_dashboard.measures.units.fields import own
from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.vocabulary import NOT_RECORDED
from msp_dashboard.warehouse import table

TEAM_FIELDS = {"service": "service", "team": "team"}


def _team_columns() -> list[ColumnElement[Any]]:
    teams = table("teams")
    return [
        teams.c.team_name.label("team"),
        func.coalesce(teams.c.service, NOT_RECORDED).label("service"),
    ]


def _latest_at(dates: CTE) -> CTE:
    """The last row of every team at or before each date."""
    rows = table("rollout")
    return (
        select(dates.c.as_of, rows.c.team_id, func.max(rows.c.as_of).label("last_as_of"))
        .select_from(dates.join(rows, rows.c.as_of <= dates.c.as_of))
        .group_by(dates.c.as_of, rows.c.team_id)
        .cte("latest")
    )


def _stages(_extract_date: date) -> Select[Any]:
    rows, teams = table("rollout"), table("teams")
    latest = _latest_at(select(rows.c.as_of).distinct().cte("dates"))
    then = and_(rows.c.team_id == latest.c.team_id, rows.c.as_of == latest.c.last_as_of)
    return (
        select(
            latest.c.as_of,
            cast(latest.c.as_of, String).label("as_of_text"),
            latest.c.team_id,
            *_team_columns(),
            func.min(rows.c.stage).label("stage"),
        )
        .select_from(latest.join(rows, then).join(teams, teams.c.team_id == latest.c.team_id))
        .group_by(latest.c.as_of, latest.c.team_id, teams.c.team_name, teams.c.service)
    )


def _staff(_extract_date: date) -> Select[Any]:
    """Rows that stand for staff: trained, not trained, or a single one where the numbers are unknown."""
    rows, teams = table("rollout"), table("teams")
    # Two sources may report a team on the same day: the later row stands, in every engine.
    order = (rows.c.as_of, rows.c.rollout_id)
    until = func.lead(rows.c.as_of, type_=Date).over(partition_by=rows.c.team_id, order_by=order)
    counted = select(
        rows.c.team_id, rows.c.as_of, until.label("next_as_of"), rows.c.staff, rows.c.staff_trained
    )
    spans = counted.cte("spans")
    unknown = or_(
        spans.c.staff.is_(None), spans.c.staff_trained.is_(None), spans.c.staff_trained > spans.c.staff
    )
    parts = (
        ("trained", spans.c.staff_trained, ~unknown),
        ("not_trained", spans.c.staff - spans.c.staff_trained, ~unknown),
        (NOT_RECORDED, literal(1, Integer), unknown),
    )
    branches = [
        select(
            spans.c.team_id,
            spans.c.as_of,
            spans.c.next_as_of,
            literal(word, String).label("training"),
            cast(number, Integer).label("staff"),
        ).where(condition)
        for word, number, condition in parts
    ]
    staff = union_all(*branches).cte("staff_counted")
    return select(*_team_columns(), *staff.c).select_from(
        staff.join(teams, teams.c.team_id == staff.c.team_id)
    )


TEAM_STAGE = Unit(
    name="team_stage",
    derive=_stages,
    key=("as_of", "team_id"),
    fields=TEAM_FIELDS,
    needs={
        **own("rollout", "as_of", "stage"),
        "as_of_text": ("rollout.as_of",),
        "team": ("rollout.team_name",),
    },
    counts="teams",
)
TEAM_STAFF = Unit(
    name="team_staff",
    derive=_staff,
    key=("as_of", "team_id", "training"),
    fields=TEAM_FIELDS,
    needs={
        "as_of": ("rollout.as_of",),
        "team": ("rollout.team_name",),
        "training": ("rollout.staff", "rollout.staff_trained"),
    },
    counts="staff",
    weight="staff",
)
