"""What a focus group said of one theme: one row each."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select

from msp_dashboard.measures.units.fields import own
from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.warehouse import table


def _focus_groups(_extract_date: date) -> Select[Any]:
    rows = table("focus_groups")
    return select(rows.c.focus_group_id, rows.c.held_on, rows.c.theme, rows.c.polarity, rows.c.participants)


FOCUS_GROUP = Unit(
    name="focus_group",
    derive=_focus_groups,
    key=("focus_group_id",),
    fields={},
    needs=own("focus_groups", "held_on", "theme", "polarity", "participants"),
    counts="focus groups",
)
