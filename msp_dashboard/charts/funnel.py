"""Funnels: shares by the number behind them, one dot named, the others not, between lines of usual limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from msp_dashboard.charts.drawing import drawing, note, percent_axis, place_axis
from msp_dashboard.charts.palette import DARK_BLUE, DARK_PINK, REST, REST_LINE, TEXT, WHITE

Json = dict[str, Any]
Dot = tuple[int, float]
DASHES = ("solid", "dash")
TICKS = tuple(step * 10**power for power in range(5, 0, -1) for step in (5, 2, 1))
LEAST_APART = 0.2  # of the axis, between two of its numbers
NAMES_APART = 0.07  # of the axis, between the names of two lines
AWAY = (0.16, 0.28, 0.4, 0.52, 0.64)  # of the axis, from a dot to its name
NAME_WIDE, NAME_HIGH = 0.34, 0.07  # of the axes: as wide as a name is on a phone


@dataclass(frozen=True, kw_only=True)
class Scatter:
    """What a funnel draws: dots as (number, share); `lines` are shares by size, each under its name.

    Lines of one name are drawn alike, and the name stands once, at the end of the first. `across` says what
    is counted along the bottom. A chosen dot that is `flagged` is a diamond with a dark outline.
    """

    others: tuple[Dot, ...]
    chosen: Dot | None
    name: str
    across: str
    lines: Mapping[str, Sequence[Sequence[Dot]]]
    flagged: bool = False

    @property
    def end(self) -> float:
        """Where the axis of numbers ends, in the scale of `_place`."""
        sizes = [size for size, _ in (*self.others, *([self.chosen] if self.chosen else []))]
        return _place(max(sizes, default=TICKS[-1])) * 1.02


def funnel(of: Scatter, height: int = 420) -> Json:
    """Return the drawing of a funnel. Dots without a name say nothing when they are pointed at.

    Numbers stand by their square root, by which chance grows smaller too: small ones have the room.
    """
    traces = [
        _line(line, dash) for lines, dash in zip(of.lines.values(), DASHES, strict=False) for line in lines
    ]
    traces.append(_unnamed(of.others))
    if of.chosen:
        traces.append(_named(of, of.chosen))
    return drawing(
        traces,
        height,
        yaxis=percent_axis(),
        xaxis=place_axis(_ticks(of.end), 0, of.end),
        annotations=_words(of),
        margin={"l": 44, "r": 84, "t": 34, "b": 66},
    )


def _place(size: float) -> float:
    return sqrt(size)


def _ticks(end: float) -> dict[float, str]:
    """The numbers that an axis names, from the largest down, as far apart as a phone needs."""
    found: dict[float, str] = {}
    for size in (*TICKS, 0):
        place = _place(size)
        if place <= end and all(abs(place - other) >= LEAST_APART * end for other in found):
            found[place] = f"{size:,}"
    return found


def _line(line: Sequence[Dot], dash: str) -> Json:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [round(_place(size), 3) for size, _ in line],
        "y": [round(share, 4) for _, share in line],
        "line": {"color": DARK_BLUE, "width": 1.5, "dash": dash},
        "hoverinfo": "skip",
    }


def _unnamed(dots: Sequence[Dot]) -> Json:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(_place(size), 3) for size, _ in dots],
        "y": [share for _, share in dots],
        "marker": {"size": 8, "color": REST, "opacity": 1, "line": {"color": REST_LINE, "width": 1}},
        "hoverinfo": "skip",
    }


def _named(of: Scatter, dot: Dot) -> Json:
    size, share = dot
    look: Json = {"symbol": "circle", "line": {"color": WHITE, "width": 2}}
    flag: Json = {"symbol": "diamond", "line": {"color": TEXT, "width": 2}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(_place(size), 3)],
        "y": [round(share, 4)],
        "marker": {"size": 16, "color": DARK_PINK, "opacity": 1} | (flag if of.flagged else look),
        "text": [f"{of.name}: {round(100 * share)}% of {size:,}"],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _words(of: Scatter) -> list[Json]:
    found = [
        note(0, of.across, y=0, xref="paper", xanchor="left", yanchor="top", yshift=-32),
        note(0, "Share", xref="paper", xanchor="left", xshift=-40, yshift=8),
        *_line_names(of),
    ]
    return [*found, _dot_name(of, of.chosen)] if of.chosen else found


def _line_names(of: Scatter) -> list[Json]:
    """Each kind's name after the end of its first line, no nearer to another than they can be read."""
    found: list[Json] = []
    lowest = 2.0
    for name, lines in of.lines.items():
        lowest = min(lines[0][-1][1], lowest - NAMES_APART)
        beside: Json = {"xref": "paper", "yref": "y", "xanchor": "left", "yanchor": "middle", "xshift": 4}
        found.append(note(1, name, y=lowest, font={"size": 14, "color": DARK_BLUE}, **beside))
    return found


def _dot_name(of: Scatter, dot: Dot) -> Json:
    """A name where fewest other dots are, below its dot rather than above, with a line that leads to it."""
    size, share = dot
    place = _place(size)
    left = place <= of.end / 2
    first = place if left else place - NAME_WIDE * of.end
    inside = [share + step * side for side in (-1, 1) for step in AWAY if 0.04 <= share + step * side <= 0.98]
    height = min(inside, key=lambda each: _in_the_way(of, first, each))
    return {
        "x": place,
        "y": share,
        "ax": place,
        "ay": height,
        "xref": "x",
        "yref": "y",
        "axref": "x",
        "ayref": "y",
        "text": of.name,
        "font": {"size": 14, "weight": 700, "color": DARK_PINK},
        "xanchor": "left" if left else "right",
        "yanchor": "middle",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1.5,
        "arrowcolor": DARK_PINK,
        "standoff": 9,
    }


def _in_the_way(of: Scatter, first: float, height: float) -> int:
    """How many dots and lines a name from one place on would cover at a height."""
    last = first + NAME_WIDE * of.end

    def covered(spots: Sequence[Dot]) -> int:
        return sum(first <= _place(size) <= last and abs(share - height) < NAME_HIGH for size, share in spots)

    drawn = (line for lines in of.lines.values() for line in lines)
    return covered(of.others) + sum(covered(line) > 0 for line in drawn)
