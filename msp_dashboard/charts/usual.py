"""The usual range of a series over time, drawn behind its dots, and its unusual points as diamonds."""

from typing import Any

from msp_dashboard.charts.palette import BAND, DARK_BLUE, LIGHT_PURPLE, SECONDARY, TEXT
from msp_dashboard.charts.time import Time, quarters
from msp_dashboard.results.trends import Trend, TrendPeriod

Json = dict[str, Any]
DIAMOND = {"symbol": "diamond", "size": 11, "color": LIGHT_PURPLE, "line": {"color": TEXT, "width": 1.5}}


def trend(found: Trend, time: Time, height: int = 210) -> Json:
    """Return the drawing of a proportion over time: limits, centre and flags only with enough periods.

    `time` holds the same periods as the trend.
    """
    drawn = quarters(found.groups, time, height)
    if not found.has_limits:
        return drawn
    figure = drawn["figure"]
    traces = [*_stretches(found.periods), *figure["data"], _diamonds(found.periods)]
    return drawn | {"figure": figure | {"data": traces}}


def _stretches(periods: tuple[TrendPeriod, ...]) -> list[Json]:
    """The band between the limits and the centre line, apart for each run of periods that have them."""
    traces: list[Json] = []
    places = [place for place, each in enumerate(periods) if each.point.upper is not None]
    points = [periods[place].point for place in places]
    upper, lower, centre = (
        [round(getattr(point, name), 4) for point in points] for name in ("upper", "lower", "centre")
    )
    edge: Json = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": places}
    thin = {"color": SECONDARY, "width": 1, "shape": "hvh"}
    traces.append(edge | {"y": lower, "line": thin})
    traces.append(edge | {"y": upper, "line": thin, "fill": "tonexty", "fillcolor": BAND})
    traces.append(edge | {"y": centre, "line": {"color": DARK_BLUE, "width": 1.5, "dash": "dash"}})
    return traces


def _diamonds(periods: tuple[TrendPeriod, ...]) -> Json:
    flagged = [(place, each) for place, each in enumerate(periods) if each.point.flag != "none"]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place for place, _ in flagged],
        "y": [each.figures.rate for _, each in flagged],
        "marker": DIAMOND,
        "hoverinfo": "skip",
    }
