"""Curves of the share finished by days since the start, each as far as enough people are still followed."""

from collections.abc import Mapping
from typing import Any

from msp_dashboard.charts.drawing import drawing, note, percent_axis, place_axis
from msp_dashboard.charts.labels import apart
from msp_dashboard.charts.palette import SERIES

Json = dict[str, Any]
Curve = tuple[tuple[int, float, int], ...]
DASHES = ("solid", "dash", "dot")
DAYS = (0, 28, 56, 84, 112, 182)
LEAST_SHARE_APART = 0.075


def curve(cohorts: Mapping[str, Curve], height: int = 340) -> Json:
    """Return the drawing of up to three cohorts; each point is (day, share finished, still followed)."""
    drawn = {name: points for name, points in cohorts.items() if points}
    longest = max((points[-1][0] for points in drawn.values()), default=DAYS[-1])
    traces = [_steps(name, points, place) for place, (name, points) in enumerate(drawn.items())]
    ticks = {day: str(day) for day in DAYS if day <= longest} | {longest: f"{longest} days"}
    shown = {day: text for day, text in ticks.items() if day == longest or longest - day > longest / 8}
    return drawing(
        traces,
        height,
        yaxis=percent_axis(),
        xaxis=place_axis(shown, 0, longest * 1.01),
        annotations=_names(drawn),
        margin={"l": 44, "r": 96, "t": 16, "b": 40},
    )


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
    """Each cohort's name beside the end of its curve."""
    colors = dict(zip(drawn, SERIES, strict=False))
    by_height = sorted(drawn, key=lambda name: drawn[name][-1][1])
    places = apart([drawn[name][-1][1] for name in by_height], LEAST_SHARE_APART)
    return [
        note(
            drawn[name][-1][0],
            f"<b>{name}</b>",
            y=place,
            yref="y",
            yanchor="middle",
            xanchor="left",
            xshift=6,
            font={"size": 14, "color": colors[name]},
        )
        for name, place in zip(by_height, places, strict=True)
    ]
