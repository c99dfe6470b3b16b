"""Charts over quarters: shares as dots with their plausible range, and counts as stacked columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from msp_dashboard.charts.drawing import count_axis, drawing, note, percent_axis, place_axis, upright
from msp_dashboard.charts.palette import (
    BAND_INNER,
    DARK_BLUE,
    DARK_GREY,
    DARK_PINK,
    GAP,
    MID_BLUE,
    PATH,
    REST,
    REST_LINE,
    WHITE,
)
from msp_dashboard.periods import Period
from msp_dashboard.results import Figure, Group, ProportionFigures
from msp_dashboard.statistics.bounds import MANY_MISSING, MOST_MISSING

Json = dict[str, Any]
LEAST_APART = 1.25  # quarters, between the letters of two dated lines
FEW_LETTERS = 4  # more are told by the first and the last of them
# Fill and outline of each shade that a part of a column may have; the stylesheet has the same ones.
SHADES = {
    "first": (DARK_BLUE, WHITE),
    "second": (MID_BLUE, WHITE),
    "rest": (REST, REST_LINE),
    "fourth": (BAND_INNER, REST_LINE),
}


@dataclass(frozen=True, kw_only=True)
class Time:
    """The periods of a chart, dated lines by their letter, and the smallest number that may be a share."""

    periods: tuple[Period, ...]
    minimum: int
    lines: Mapping[str, date]

    def place(self, when: date) -> float:
        """Return where a day stands on an axis of periods, each around its number from 0."""
        earlier = [place for place, period in enumerate(self.periods) if period.first <= when]
        place = earlier[-1] if earlier else 0
        period = self.periods[place]
        return place - 0.5 + (when - period.first).days / ((period.last - period.first).days + 1)


def quarters(groups: Sequence[Group], time: Time, height: int = 210) -> Json:
    """Return the drawing of a proportion by quarter; quarters with too few are a grey gap."""
    found = [group.figures for group in groups if isinstance(group.figures, ProportionFigures)]
    drawn = [place for place, figures in enumerate(found) if _may_show(figures, time.minimum)]
    ranged = [place for place, figures in enumerate(found) if _only_range(figures, time.minimum)]
    gaps = [place for place in range(len(found)) if place not in (*drawn, *ranged)]
    traces = [
        _path([figures.rate if place in drawn else None for place, figures in enumerate(found)]),
        _bounds(found, [place for place in drawn if _many_missing(found[place])] + ranged),
        _dots(found, drawn, time),
    ]
    shapes = [*(_gap(place) for place in gaps), *_lines(time)]
    return drawing(traces, height, yaxis=percent_axis(), **_along(time, shapes))


def shows_any(groups: Sequence[Group], time: Time) -> bool:
    """Return whether `quarters` would draw anything but gaps."""
    found = [group.figures for group in groups if isinstance(group.figures, ProportionFigures)]
    return any(_may_show(figures, time.minimum) or _only_range(figures, time.minimum) for figures in found)


def stacked_quarters(
    parts: Mapping[str, Sequence[Figure]], shades: Mapping[str, str], time: Time, unit: str, height: int = 320
) -> Json:
    """Return the drawing of counts of a unit by quarter; a part of the shade unknown is hatched.

    A quarter of which a count is hidden that may be large is a grey gap.
    """
    gaps = hidden_quarters(parts, shades)
    drawn = {
        name: [None if place in gaps else count for place, count in enumerate(counts)]
        for name, counts in parts.items()
    }
    highest = max(
        (sum(count or 0 for count in column) for column in zip(*drawn.values(), strict=True)), default=0
    )
    traces = [_column(name, counts, time, shades[name]) for name, counts in drawn.items()]
    along = _along(time, [*(_gap(place) for place in gaps), *_lines(time)])
    along["annotations"].append(
        note(0, f"Number of {unit}", xref="paper", xanchor="left", xshift=-40, yshift=22)
    )
    settled = along | {"margin": {"l": 44, "r": 10, "t": 48, "b": 34}, "barmode": "stack", "bargap": 0.25}
    return drawing(traces, height, yaxis=count_axis(highest), **settled)


def hidden_quarters(parts: Mapping[str, Sequence[Figure]], shades: Mapping[str, str]) -> list[int]:
    """Return the places of quarters whose whole is not known: a count is hidden that may be large."""
    known = [counts for name, counts in parts.items() if shades[name] in SHADES]
    return [place for place, column in enumerate(zip(*known, strict=True)) if None in column]


def short_months(period: Period) -> str:
    """Return a period as an axis has room for it: Jul–Sep 2026, Sep 2026, Apr 2025–Mar 2026."""
    first, last = f"{period.first:%b %Y}", f"{period.last:%b %Y}"
    if first == last:
        return last
    same_year = period.first.year == period.last.year
    return f"{period.first:%b}–{last}" if same_year else f"{first}–{last}"


def _may_show(figures: ProportionFigures, minimum: int) -> bool:
    # A hidden number of missing answers is a small one.
    mostly_recorded = figures.missing_share is None or figures.missing_share <= MOST_MISSING
    return figures.rate is not None and mostly_recorded and (figures.denominator or 0) >= minimum


def _only_range(figures: ProportionFigures, minimum: int) -> bool:
    share, whole = figures.missing_share, (figures.denominator or 0) + (figures.not_recorded or 0)
    return share is not None and share > MOST_MISSING and figures.low is not None and whole >= minimum


def _many_missing(figures: ProportionFigures) -> bool:
    return (figures.missing_share or 0) > MANY_MISSING


def _path(shares: Sequence[float | None]) -> Json:
    line = {"color": PATH, "width": 1.5}
    places = list(range(len(shares)))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": places,
        "y": list(shares),
        "line": line,
        "hoverinfo": "skip",
    }


def _bounds(found: Sequence[ProportionFigures], places: Sequence[int]) -> Json:
    """The range over missing answers, as a broad pale bar behind the dot."""
    ends = [(found[place].low or 0.0, found[place].high or 0.0) for place in places]
    return {
        "type": "bar",
        "x": list(places),
        "base": [low for low, _ in ends],
        "y": [round(high - low, 4) for low, high in ends],
        "width": 0.5,
        "marker": {"color": BAND_INNER, "line": {"color": REST_LINE, "width": 1}},
        "hoverinfo": "skip",
    }


def _dots(found: Sequence[ProportionFigures], places: Sequence[int], time: Time) -> Json:
    chosen = [found[place] for place in places]
    rates = [figures.rate or 0.0 for figures in chosen]
    spans = [
        (rate, rate) if _many_missing(figures) or figures.interval is None else figures.interval
        for figures, rate in zip(chosen, rates, strict=True)
    ]
    hollow = [WHITE if _many_missing(figures) else DARK_BLUE for figures in chosen]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(places),
        "y": rates,
        "marker": {"size": 9, "color": hollow, "line": {"color": DARK_BLUE, "width": 2}},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [round(span[1] - rate, 4) for span, rate in zip(spans, rates, strict=True)],
            "arrayminus": [round(rate - span[0], 4) for span, rate in zip(spans, rates, strict=True)],
            "color": DARK_BLUE,
            "thickness": 1.3,
            "width": 0,
        },
        "text": [
            f"{short_months(time.periods[place])}<br>{figures.numerator:,} of {figures.denominator:,}, "
            f"{round(100 * (figures.rate or 0))}%"
            for place, figures in zip(places, chosen, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _column(name: str, counts: Sequence[Figure], time: Time, shade: str) -> Json:
    if shade in SHADES:
        fill, outline = SHADES[shade]
        marker: Json = {"color": fill, "line": {"color": outline, "width": 1}}
    else:
        pattern = {"shape": "/", "size": 6, "solidity": 0.25, "fgcolor": DARK_GREY, "bgcolor": WHITE}
        marker = {"color": WHITE, "pattern": pattern, "line": {"color": DARK_GREY, "width": 1}}
    shown = zip(time.periods, counts, strict=True)
    return {
        "type": "bar",
        "x": list(range(len(counts))),
        "y": [count or 0 for count in counts],
        "marker": marker,
        # A piece of no length says nothing: its count may be hidden, or held by another piece.
        "text": [f"{short_months(period)}<br>{name}: {count:,}" if count else "" for period, count in shown],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _along(time: Time, shapes: list[Json]) -> Json:
    """The axis of quarters, named at both ends only, with dated lines that carry a letter."""
    last = len(time.periods) - 1
    ends = [note(-0.5, short_months(time.periods[0]), y=0, xanchor="left", yanchor="top", yshift=-8)]
    if last > 0:
        words = short_months(time.periods[-1])
        ends.append(note(last + 0.5, words, y=0, xanchor="right", yanchor="top", yshift=-8))
    letters = [
        note(place, letter, xanchor="center", font={"size": 14, "color": DARK_PINK})
        for letter, place in _letters(time).items()
    ]
    return {
        "xaxis": place_axis({}, -0.6, last + 0.6),
        "shapes": shapes,
        "annotations": [*ends, *letters],
        "margin": {"l": 44, "r": 10, "t": 26, "b": 34},
    }


def _letters(time: Time) -> dict[str, float]:
    """The places of letters; those of lines too close to stand apart share one."""
    close: list[list[tuple[str, float]]] = []
    for letter, when in sorted(time.lines.items(), key=lambda line: line[1]):
        place = time.place(when)
        if close and place - close[-1][-1][1] < LEAST_APART:
            close[-1].append((letter, place))
        else:
            close.append([(letter, place)])
    return {
        _together([letter for letter, _ in group]): sum(place for _, place in group) / len(group)
        for group in close
    }


def _together(letters: Sequence[str]) -> str:
    return ", ".join(letters) if len(letters) < FEW_LETTERS else f"{letters[0]} to {letters[-1]}"


def _lines(time: Time) -> list[Json]:
    return [upright(time.place(when), DARK_PINK) for when in time.lines.values()]


def _gap(place: int) -> Json:
    edges = {"x0": place - 0.5, "x1": place + 0.5, "y0": 0, "y1": 1}
    fill = {"fillcolor": GAP, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", "xref": "x", "yref": "paper", **edges, **fill}
