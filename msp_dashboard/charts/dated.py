"""A dated line across a chart over time, with its words beside it: what changed that day, changed for all."""

from datetime import date
from typing import Any

from msp_dashboard.charts.drawing import note, upright
from msp_dashboard.charts.palette import DARK_PINK
from msp_dashboard.charts.time import Time

Json = dict[str, Any]


def with_line(drawn: Json, time: Time, when: date, words: str) -> Json:
    """Return a drawing of `time` with a line at `when`; unchanged where that day is not on the chart."""
    if not time.periods[0].first <= when <= time.periods[-1].last:
        return drawn
    place, layout = time.place(when), drawn["figure"]["layout"]
    # The words stand on the side where there is room for them.
    right_half = place > (len(time.periods) - 1) / 2
    side: Json = {"xanchor": "right", "xshift": -4} if right_half else {"xanchor": "left", "xshift": 4}
    beside = note(place, words, font={"size": 14, "color": DARK_PINK}, **side)
    marked = layout | {
        "shapes": [*layout["shapes"], upright(place, DARK_PINK, "dash")],
        "annotations": [*layout["annotations"], beside],
    }
    return drawn | {"figure": drawn["figure"] | {"layout": marked}}
