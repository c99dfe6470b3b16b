"""How long things took, in whole days: from an opening to its ending, or to where it was last followed."""

from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, and_, case, func, select

from msp_dashboard.measures.units.expressions import Expression, day, days_between, one_if
from msp_dashboard.warehouse import table

REVIEWED = ("standalone", "in_care_review", "not_recorded")


def followed(
    name: str, opened: Expression, ended: Expression, until: Expression, extract_date: date
) -> list[ColumnElement[Any]]:
    """Return columns `name` (days, never below 0) and `name`_ended (1, or 0 where followed so far).

    An ending after the extract date has not been seen: it is followed to `until`, as if open.
    """
    seen = and_(ended.is_not(None), ended <= day(extract_date))
    days = days_between(opened, case((seen, ended), else_=until))
    return [case((days < 0, 0), else_=days).label(name), one_if(seen).label(f"{name}_ended")]


def review_dates() -> CTE:
    """Return each enquiry's first desired outcome row at review or follow-up, on or after its conclusion."""
    rows, enquiries = table("desired_outcomes"), table("enquiries")
    return (
        select(rows.c.enquiry_id, func.min(rows.c.recorded_on).label("reviewed_on"))
        .select_from(rows.join(enquiries, enquiries.c.enquiry_id == rows.c.enquiry_id))
        .where(rows.c.stage.in_(["review", "follow_up"]), rows.c.recorded_on >= enquiries.c.concluded_on)
        .group_by(rows.c.enquiry_id)
        .cte("reviews")
    )


def duration_columns(
    enquiries: FromClause, concerns: FromClause, reviews: CTE, extract_date: date
) -> list[ColumnElement[Any]]:
    """Return the enquiry's three durations and, while open, the days since its start."""
    now = day(extract_date)
    concluded = case((enquiries.c.concluded_on <= now, enquiries.c.concluded_on))
    since_concern = func.coalesce(concerns.c.received_on, enquiries.c.started_on)
    is_open = and_(concluded.is_(None), enquiries.c.started_on <= now)
    return [
        *followed(
            "days_to_conversation",
            since_concern,
            enquiries.c.first_conversation_on,
            func.coalesce(concluded, now),
            extract_date,
        ),
        *followed("days_to_conclusion", enquiries.c.started_on, enquiries.c.concluded_on, now, extract_date),
        *followed("days_to_review", enquiries.c.concluded_on, reviews.c.reviewed_on, now, extract_date),
        case((is_open, days_between(enquiries.c.started_on, now))).label("days_open"),
    ]
