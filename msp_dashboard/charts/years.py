"""Charts over years: one dot a year with its plausible range, and no line, since years are few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msp_dashboard.charts.drawing import drawing, note, percent_axis, place_axis
from msp_dashboard.charts.palette import DARK_BLUE

Json = dict[str, Any]
LEAST_SLOTS = 3  # so that two years do not stand at the far ends of a wide chart
MOST_NAMED = 5  # years that a phone has room for


@dataclass(frozen=True, kw_only=True)
class YearDot:
    """A share of a year, the range through it, and what is said where it is pointed at."""

    share: float
    low: float
    high: float
    words: str


def years(dots: Mapping[str, YearDot | None], height: int = 260) -> Json:
    """Return the drawing of shares by the name of their year; a year without one stays empty."""
    shown = [(place, dot) for place, dot in enumerate(dots.values()) if dot is not None]
    every = -(-len(dots) // MOST_NAMED)
    names = {float(place): name for place, name in enumerate(dots) if place % every == 0}
    return drawing(
        [_dots(shown)],
        height,
        yaxis=percent_axis(),
        xaxis=place_axis(names, -0.5, max(len(dots), LEAST_SLOTS) - 0.5),
        annotations=[note(0, "Share", xref="paper", xanchor="left", xshift=-40, yshift=8)],
        margin={"l": 44, "r": 14, "t": 30, "b": 40},
    )


def _dots(shown: Sequence[tuple[int, YearDot]]) -> Json:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place for place, _ in shown],
        "y": [round(dot.share, 4) for _, dot in shown],
        "marker": {"size": 10, "color": DARK_BLUE},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [round(dot.high - dot.share, 4) for _, dot in shown],
            "arrayminus": [round(dot.share - dot.low, 4) for _, dot in shown],
            "color": DARK_BLUE,
            "thickness": 2,
            "width": 5,
        },
        "text": [dot.words for _, dot in shown],
        "hovertemplate": "%{text}<extra></extra>",
    }
