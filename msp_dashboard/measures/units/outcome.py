"""The desired outcome: one wish of one enquiry, from its first record to its last."""

from datetime import date
from typing import Any

from sqlalchemy import CTE, Select, and_, case, func, select

from msp_dashboard.measures.units.expressions import (
    FAR_AWAY,
    any_row,
    columns_of,
    day,
    enquiry_fields,
    known,
    one_if,
    order_of,
    three_way,
)
from msp_dashboard.measures.units.fields import ENQUIRY_FIELDS, ENQUIRY_NEEDS
from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.vocabulary import NOT_RECORDED, code_list
from msp_dashboard.warehouse import table

CHANGED = ("refined", "replaced", "withdrawn")
COLUMNS = (
    "enquiry_id",
    "outcome_no",
    "stage",
    "theme",
    "area",
    "change",
    "negotiated",
    "achieved",
    "reason",
    "partner",
)
LATER = ("review", "follow_up")


def _placed() -> CTE:
    """Every row with its place in the order of recorded_on, then stage, and whether it came by conclusion."""
    rows, enquiries = table("desired_outcomes"), table("enquiries")
    order = (
        func.coalesce(rows.c.recorded_on, day(FAR_AWAY)),
        order_of(rows.c.stage, "stage"),
        rows.c.source_row,
    )
    return (
        select(
            *[rows.c[name] for name in COLUMNS],
            func.row_number()
            .over(partition_by=[rows.c.enquiry_id, rows.c.outcome_no], order_by=order)
            .label("place"),
            one_if(rows.c.recorded_on <= enquiries.c.concluded_on).label("by_conclusion"),
        )
        .select_from(rows.join(enquiries, enquiries.c.enquiry_id == rows.c.enquiry_id))
        .cte("placed")
    )


def _spans(placed: CTE) -> CTE:
    """One row a desired outcome: the places of its closing row and of its last row at review or follow-up."""
    at_conclusion = func.max(case((placed.c.stage == "conclusion", placed.c.place)))
    by_conclusion = func.max(case((placed.c.by_conclusion == 1, placed.c.place)))
    later_row = and_(placed.c.by_conclusion == 1, placed.c.place > 1)
    return (
        select(
            placed.c.enquiry_id,
            placed.c.outcome_no,
            func.coalesce(at_conclusion, by_conclusion).label("closing_place"),
            func.max(case((placed.c.stage.in_(LATER), placed.c.place))).label("later_place"),
            case(
                (
                    func.sum(placed.c.by_conclusion) > 1,
                    three_way(
                        any_row(later_row, placed.c.change.in_(CHANGED)),
                        any_row(later_row, known(placed.c.change)),
                    ),
                )
            ).label("changed"),
            three_way(any_row(placed.c.negotiated == "yes"), any_row(placed.c.negotiated == "no")).label(
                "negotiated"
            ),
            any_row(placed.c.place == 1, known(placed.c.theme)).label("theme_at_start"),
            any_row(placed.c.partner.is_not(None)).label("partner_named"),
        )
        .group_by(placed.c.enquiry_id, placed.c.outcome_no)
        .cte("spans")
    )


def _recorded_by_close(placed: CTE, spans: CTE, column: str) -> CTE:
    """The last recorded value of `column` at or before the closing row."""
    values = placed.c[column]
    last = (
        select(placed.c.enquiry_id, placed.c.outcome_no, func.max(placed.c.place).label("place"))
        .select_from(_same(placed, spans))
        .where(placed.c.place <= spans.c.closing_place, known(values))
        .group_by(placed.c.enquiry_id, placed.c.outcome_no)
        .subquery()
    )
    return (
        select(placed.c.enquiry_id, placed.c.outcome_no, values)
        .select_from(placed.join(last, and_(_match(placed, last), placed.c.place == last.c.place)))
        .cte(f"{column}_by_close")
    )


def _match(left: Any, right: Any) -> Any:
    return and_(left.c.enquiry_id == right.c.enquiry_id, left.c.outcome_no == right.c.outcome_no)


def _same(left: Any, right: Any) -> Any:
    return left.join(right, _match(left, right))


def derive(_extract_date: date) -> Select[Any]:
    """Return the select that makes one row a desired outcome; the extract date does not matter to it."""
    fields = enquiry_fields().cte("fields")
    placed = _placed()
    spans = _spans(placed)
    theme, area = (_recorded_by_close(placed, spans, name) for name in ("theme", "area"))
    closing, later = placed.alias("closing"), placed.alias("later")
    joined = spans.join(fields, fields.c.enquiry_id == spans.c.enquiry_id)
    for rows, place in ((closing, spans.c.closing_place), (later, spans.c.later_place)):
        joined = joined.outerjoin(rows, and_(_match(rows, spans), rows.c.place == place))
    for values in (theme, area):
        joined = joined.outerjoin(values, _match(values, spans))
    themes = [(theme.c.theme == entry.code, entry.area) for entry in code_list("outcome_theme") if entry.area]
    return select(
        *columns_of(fields),
        spans.c.outcome_no,
        *[spans.c[name] for name in ("changed", "negotiated", "partner_named")],
        one_if(spans.c.closing_place.is_not(None)).label("has_closing_row"),
        closing.c.achieved.label("achieved"),
        closing.c.reason.label("reason"),
        case((spans.c.theme_at_start == 1, "recorded"), else_=NOT_RECORDED).label("path_start"),
        case(
            (spans.c.changed == "yes", "changed"),
            (spans.c.changed == "no", "unchanged"),
            else_="not_known",
        ).label("path_end"),
        case(
            (closing.c.achieved.in_(["fully", "partially", "not_achieved"]), closing.c.achieved),
            else_=NOT_RECORDED,
        ).label("path_met"),
        later.c.achieved.label("achieved_later"),
        func.coalesce(theme.c.theme, NOT_RECORDED).label("theme"),
        func.coalesce(area.c.area, case(*themes), NOT_RECORDED).label("area"),
    ).select_from(joined)


OUTCOME = Unit(
    name="outcome",
    derive=derive,
    key=("enquiry_id", "outcome_no"),
    fields=ENQUIRY_FIELDS,
    has_risks=True,
    needs={
        **ENQUIRY_NEEDS,
        "outcome_no": ("desired_outcomes.outcome_no",),
        "changed": ("desired_outcomes.change",),
        "negotiated": ("desired_outcomes.negotiated",),
        "path_start": ("desired_outcomes.theme",),
        "path_end": ("desired_outcomes.change",),
        "path_met": ("desired_outcomes.achieved",),
        "partner_named": ("desired_outcomes.partner",),
        "has_closing_row": ("desired_outcomes.stage",),
        "achieved": ("desired_outcomes.achieved",),
        "achieved_later": ("desired_outcomes.achieved",),
        "reason": ("desired_outcomes.reason",),
        "theme": ("desired_outcomes.theme",),
        "area": ("desired_outcomes.theme|desired_outcomes.area",),
    },
    counts="wishes",
)
