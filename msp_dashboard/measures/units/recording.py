"""The enquiry as it was recorded: what its own parts say beside what was written of it as a whole."""

from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    select,
)

from msp_dashboard.measures.units.expressions import (
    any_row,
    columns_of,
    enquiry_fields,
    in_order,
    one_if,
)
from msp_dashboard.measures.units.fields import ENQUIRY_FIELDS, ENQUIRY_NEEDS, own
from msp_dashboard.measures.units.outcome import OUTCOME
from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.warehouse import table

BEFORE_LIVE, LAST_MONTHS, MONTHS = "before_live", "24+", 24
MONTHS_SINCE_LIVE = (BEFORE_LIVE, *(str(month) for month in range(MONTHS)), LAST_MONTHS)
LIVE = ("rolling_out", "fully_implemented")


def _roll_up() -> CTE:
    """What the closing rows of an enquiry's desired outcomes make together, by the rule of measures.md."""
    wishes = OUTCOME.table
    judged = {
        name: any_row(wishes.c.achieved == name, wishes.c.has_closing_row == 1)
        for name in ("fully", "partially", "not_achieved")
    }
    several = judged["fully"] + judged["partially"] + judged["not_achieved"]
    derived = case(
        (several == 0, None),
        (and_(several == 1, judged["fully"] == 1), "fully"),
        (and_(several == 1, judged["not_achieved"] == 1), "not_achieved"),
        else_="partially",
    )
    rows = select(wishes.c.enquiry_id, derived.label("derived")).group_by(wishes.c.enquiry_id)
    return rows.cte("roll_up")


def _first_words() -> CTE:
    """Whether the first own words of an enquiry read as a service response: 1 or 0."""
    rows = table("desired_outcomes")
    place = func.row_number().over(partition_by=rows.c.enquiry_id, order_by=in_order(rows))
    reads = one_if(rows.c.own_words_read_as_service.is_(True))
    numbered = (
        select(rows.c.enquiry_id, reads.label("reads_as_service"), place.label("place"))
        .where(rows.c.has_own_words.is_(True))
        .subquery()
    )
    return (
        select(numbered.c.enquiry_id, numbered.c.reads_as_service)
        .where(numbered.c.place == 1)
        .cte("first_words")
    )


def _live() -> CTE:
    """The day from which each team worked this way: its first rolling out, else its first full use."""
    rows = table("rollout")
    firsts = [func.min(case((rows.c.stage == stage, rows.c.as_of))) for stage in LIVE]
    return (
        select(rows.c.team_id, func.coalesce(*firsts).label("live_on")).group_by(rows.c.team_id).cte("live")
    )


def _months(first: ColumnElement[Any], last: ColumnElement[Any]) -> ColumnElement[str]:
    """Whole months between two days, as one of MONTHS_SINCE_LIVE; null where either is."""
    years, months, days = (
        cast(extract(part, last), Integer) - cast(extract(part, first), Integer)
        for part in ("year", "month", "day")
    )
    number = years * literal(12, Integer) + months - one_if(days < 0)
    return case((last < first, BEFORE_LIVE), (number >= MONTHS, LAST_MONTHS), else_=cast(number, String))


def derive(_extract_date: date) -> Select[Any]:
    """Return the select that makes one row an enquiry; the extract date does not matter to it."""
    enquiries = table("enquiries")
    fields = enquiry_fields().cte("recorded_fields")
    roll_up, words, live = _roll_up(), _first_words(), _live()
    joined = fields.join(enquiries, enquiries.c.enquiry_id == fields.c.enquiry_id)
    joined = joined.outerjoin(roll_up, roll_up.c.enquiry_id == fields.c.enquiry_id)
    joined = joined.outerjoin(words, words.c.enquiry_id == fields.c.enquiry_id)
    joined = joined.outerjoin(live, live.c.team_id == enquiries.c.team_id)
    return select(
        *columns_of(fields),
        enquiries.c.outcomes_asked,
        enquiries.c.outcomes_achieved,
        enquiries.c.in_msp_recording,
        roll_up.c.derived,
        words.c.reads_as_service,
        case((live.c.live_on.is_not(None), _months(live.c.live_on, enquiries.c.concluded_on))).label(
            "months_since_live"
        ),
    ).select_from(joined)


RECORDING = Unit(
    name="recording",
    derive=derive,
    key=("enquiry_id",),
    fields=ENQUIRY_FIELDS,
    has_risks=True,
    made_of=(OUTCOME,),
    needs={
        **ENQUIRY_NEEDS,
        **own("enquiries", "outcomes_asked", "outcomes_achieved", "in_msp_recording"),
        "derived": ("desired_outcomes.achieved", "desired_outcomes.stage"),
        "reads_as_service": ("desired_outcomes.own_words",),
        "months_since_live": ("rollout.stage", "rollout.as_of", "enquiries.team_name"),
    },
)
