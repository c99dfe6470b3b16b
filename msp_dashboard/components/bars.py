"""Bars: counts drawn in plain HTML on one scale, each part labelled with its own words and number."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components.tables import cell, fewer, small_cell, table
from msp_dashboard.components.words import Child, interval_words, of_words, percent, share_words
from msp_dashboard.results import CategoryFigures, Figure, ProportionFigures

WIDE_ENOUGH = 9.0
SHADES = ("first", "second", "third", "fourth")
REST, UNKNOWN = "rest", "unknown"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One piece of a bar. `shade` names a colour or pattern; `small` says that it is hidden only when small."""

    label: str
    count: Figure
    shade: str = SHADES[0]
    small: bool = False

    @property
    def words(self) -> str:
        """The count and its label; never a number where it is hidden."""
        if self.count is None:
            return f"{fewer().lower() if self.small else 'hidden'}: {self.label}"
        return f"{self.count:,} {self.label}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One bar: its label, its parts in order, and what stands in place of a plain label."""

    label: str
    parts: tuple[Part, ...]
    heading: Component | None = None

    @property
    def shown(self) -> int:
        """The sum of the counts that may be seen."""
        return sum(part.count or 0 for part in self.parts)


def category_rows(figures: CategoryFigures, drop_empty: bool = False) -> tuple[Row, ...]:
    """Return one bar a category, in the list's order, not recorded last and hatched."""
    rows = [
        Row(label=figures.labels[code], parts=(Part(label="", count=count),))
        for code, count in figures.counts.items()
        if count != 0 or not drop_empty
    ]
    unknown = Part(label="", count=figures.not_recorded, shade=UNKNOWN, small=True)
    return (*rows, Row(label="Not recorded", parts=(unknown,)))


def bars(rows: Sequence[Row]) -> Component:
    """Return bars one under another, on one scale that starts at nothing."""
    longest = max((row.shown for row in rows), default=0)
    return html.Div([_bar(row, longest) for row in rows], className="bars")


def bar_words(rows: Sequence[Row]) -> str:
    """Return what bars show, as their accessible name."""
    return " ".join(f"{row.label}: {', '.join(part.words.strip() for part in row.parts)}." for row in rows)


def bar_table(caption: str, first: str, rows: Sequence[Row]) -> Component:
    """Return the table of bars: a column a part where all bars have the same ones, else a row a part."""
    named = [tuple(part.label for part in row.parts) for row in rows]
    if len(set(named)) == 1:
        columns = (first, *(label.capitalize() or "Number" for label in named[0]))
        return table(caption, columns, ([row.label, *map(_cell, row.parts)] for row in rows))
    every = ([f"{row.label} {part.label}".strip(), _cell(part)] for row in rows for part in row.parts)
    return table(caption, (first, "Number"), every)


def tracks(rows: Sequence[tuple[str, ProportionFigures]], unit: str, minimum: int) -> Component:
    """Return proportions as dots with their plausible range on lines from 0% to 100%."""
    scale = html.Div([html.Span("0%"), html.Span("50%"), html.Span("100%")], className="track-scale")
    drawn = [_track(label, figures, unit, minimum) for label, figures in rows]
    return html.Div([*drawn, scale], className="tracks")


def track_words(rows: Sequence[tuple[str, ProportionFigures]], unit: str, minimum: int) -> str:
    """Return what dots on lines show, as their accessible name."""
    return " ".join(
        f"{label}: {of_words(figures, unit)}, {share_words(figures, minimum)}." for label, figures in rows
    )


def _cell(part: Part) -> Child:
    return small_cell(part.count) if part.small else cell(part.count)


def _bar(row: Row, longest: int) -> Component:
    pieces = [_piece(part, longest) for part in row.parts if part.count]
    drawn = html.Div(pieces, className="bar", **{"aria-hidden": "true"})
    labels = html.Ul([_label(part) for part in row.parts if part.count != 0 or len(row.parts) == 1])
    return html.Div([html.Div(row.heading or row.label, className="bar-label"), drawn, labels], className="bar-row")


def _piece(part: Part, longest: int) -> Component:
    width = 100 * (part.count or 0) / longest if longest else 0
    inside = f"{part.count:,}" if part.label and width >= WIDE_ENOUGH else ""
    return html.Div(inside, className=f"piece shade-{part.shade}", style={"width": f"{width:.2f}%"})


def _label(part: Part) -> Component:
    swatch = [html.Span(className=f"swatch shade-{part.shade}")] if part.label else []
    hidden = "" if part.count is not None else " is-hidden"
    words = part.words if part.label else _alone(part)
    return html.Li([*swatch, words], className=f"bar-words{hidden}")


def _alone(part: Part) -> str:
    if part.count is None:
        return fewer() if part.small else "Hidden"
    return f"{part.count:,}"


def _track(label: str, figures: ProportionFigures, unit: str, minimum: int) -> Component:
    words = f"{of_words(figures, unit).capitalize()}: {share_words(figures, minimum)}"
    if interval := interval_words(figures, minimum):
        words = f"{words} (plausibly {interval})"
    marks = _marks(figures) if interval else []
    return html.Div(
        [
            html.Div(label, className="bar-label"),
            html.Div(marks, className="track", **{"aria-hidden": "true"}),
            html.Div(words, className="bar-words"),
        ],
        className="track-row",
    )


def _marks(figures: ProportionFigures) -> list[Component]:
    if figures.interval is None or figures.rate is None:
        return []
    low, high = figures.interval
    span = {"left": f"{100 * low:.1f}%", "width": f"{100 * (high - low):.1f}%"}
    dot = {"left": f"{100 * figures.rate:.1f}%"}
    return [
        html.Span(className="track-range", style=span),
        html.Span(className="track-dot", style=dot, title=percent(figures.rate)),
    ]
