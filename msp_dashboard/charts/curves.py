"""Curves of the share finished by days since the start, each as far as enough people are still followed."""

from collections.abc import Mapping, Sequence
from typing import Any

from msp_dashboard.charts.drawing import drawing, note, percent_axis, place_axis
from msp_dashboard.charts.palette import SERIES

Json = dict[str, Any]
Curve = tuple[tuple[int, float, int], ...]
DASHES = ("solid", "dash", "dot")
DAYS = (0, 28, 56, 84, 112, 182, 364)
LEAST_SHARE_APART = 0.065
ROOM = 0.3  # of the axis: as wide as a name is on a phone
STEPS = tuple(step / 100 for step in range(31))
LOWEST, HIGHEST = 0.02, 1.02


def curve(cohorts: Mapping[str, Curve], height: int = 340) -> Json:
    """Return the drawing of up to three cohorts; each point is (day, share finished, still followed)."""
    drawn = {name: points for name, points in cohorts.items() if points}
    longest = _end(max((points[-1][0] for points in drawn.values()), default=DAYS[-1]))
    traces = [_steps(name, points, place) for place, (name, points) in enumerate(drawn.items())]
    return drawing(
        traces,
        height,
        yaxis=percent_axis(),
        xaxis=place_axis(_ticks(longest), 0, longest * 1.01),
        annotations=_names(drawn),
        margin={"l": 44, "r": 96, "t": 16, "b": 40},
    )


def _end(last: int) -> int:
    """The day on which an axis ends: one that people know, and none before the last point."""
    return next((day for day in DAYS[1:] if day >= last), last)


def _ticks(longest: int) -> dict[float, str]:
    """The days that an axis names, as far apart as a phone needs."""
    found: dict[float, str] = {}
    for day in DAYS:
        if longest - day > longest / 5 and all(day - other > longest / 8 for other in found):
            found[day] = str(day)
    return found | {longest: f"{longest} days"}


def _steps(name: str, points: Curve, place: int) -> Json:
    line = {"color": SERIES[place], "width": 3, "dash": DASHES[place], "shape": "hv"}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day for day, _, _ in points],
        "y": [round(share, 4) for _, share, _ in points],
        "line": line,
        "text": [f"{name}, by day {day}: {round(100 * share)}%" for day, share, _ in points],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _names(drawn: Mapping[str, Curve]) -> list[Json]:
    """Each cohort's name beside the end of its curve, as near as no other curve or name is in the way."""
    colors = dict(zip(drawn, SERIES, strict=False))
    room = ROOM * _end(max((points[-1][0] for points in drawn.values()), default=0))
    found: dict[str, tuple[int, float]] = {}
    for name in sorted(drawn, key=lambda name: -drawn[name][-1][0]):
        day, share, _ = drawn[name][-1]
        others = [points for other, points in drawn.items() if other != name]
        in_the_way = [passed for points in others for passed in _passing(points, day, day + room)]
        in_the_way += [place for at, place in found.values() if abs(at - day) < room]
        found[name] = (day, _free(share, in_the_way))
    return [_name(name, day, place, colors[name]) for name, (day, place) in found.items()]


def _passing(points: Curve, first: float, last: float) -> list[float]:
    """The shares of a curve between two days, with the one that holds at the first."""
    before = [share for day, share, _ in points if day <= first and points[-1][0] >= first]
    return [*before[-1:], *(share for day, share, _ in points if first < day <= last)]


def _free(wanted: float, in_the_way: Sequence[float]) -> float:
    steps = [step * side for step in STEPS for side in (1, -1)]
    places = [wanted + step for step in steps if LOWEST <= wanted + step <= HIGHEST]
    free = (place for place in places if all(abs(place - each) >= LEAST_SHARE_APART for each in in_the_way))
    return next(free, wanted)


def _name(name: str, day: float, share: float, color: str) -> Json:
    font = {"size": 14, "weight": 700, "color": color}
    beside = {"yref": "y", "yanchor": "middle", "xanchor": "left", "xshift": 6}
    return note(day, name, y=share, font=font, **beside)
