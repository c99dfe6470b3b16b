"""Bars: counts drawn in plain HTML on one scale, each part labelled with its own words and number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria
from msp_dashboard.components.tables import cell, fewer, small_cell, table
from msp_dashboard.components.words import Child
from msp_dashboard.results import CategoryFigures, Figure
from msp_dashboard.settings import settings
from msp_dashboard.vocabulary import NOT_RECORDED

UNKNOWN = "unknown"
FEW = 4
NO_BAR = "Where a number is “hidden” no bar is drawn, as it would not show the whole."
OUTLINED = "An outlined end of a bar stands for fewer than {threshold}; its length says nothing more."
NONE_LEFT = "What is not named is none."
OUTLINE = {"background": "#FFFFFF", "boxShadow": "inset 0 0 0 1px #6F777B"}
# Numbers on stripes stand on a patch of their own.
PATCH = {"background": "#FFFFFF", "padding": "0 0.25rem", "marginLeft": "0.25rem"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One piece of a bar, in a shade of the stylesheet; `small` says that it is hidden only when small."""

    label: str
    count: Figure
    shade: str = "first"
    small: bool = False

    @property
    def words(self) -> str:
        """The count and its label; never a number where it is hidden."""
        if self.count is not None:
            return f"{self.count:,} {self.label}".strip()
        if self.small:
            return f"{fewer().lower() if self.label else fewer()} {self.label}".strip()
        return f"{self.label}: hidden" if self.label else "Hidden"


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

    @property
    def is_alone(self) -> bool:
        """Whether the bar is of one piece, which its row names."""
        return len(self.parts) == 1 and not self.parts[0].label

    @property
    def has_no_bar(self) -> bool:
        """Whether its length cannot be told: a part is hidden that may be large."""
        return any(part.count is None and not part.small for part in self.parts)


def category_rows(figures: CategoryFigures, drop_empty: bool = False) -> tuple[Row, ...]:
    """Return one bar a category, in the list's order, not recorded last and hatched."""
    rows = [
        _alone(figures.labels[code], Part(label="", count=count))
        for code, count in figures.counts.items()
        if code != NOT_RECORDED and (count != 0 or not drop_empty)
    ]
    # Where a blank means something else, not recorded is one of the codes.
    unknown = figures.counts.get(NOT_RECORDED, figures.not_recorded)
    last = Part(label="", count=unknown, shade=UNKNOWN, small=NOT_RECORDED not in figures.counts)
    return (*rows, _alone("Not recorded", last))


def bars(rows: Sequence[Row]) -> Component:
    """Return bars one under another, on one scale that starts at nothing."""
    longest = _longest(rows)
    listed = len(rows) > FEW or all(row.is_alone for row in rows)
    drawn = html.Div([_bar(row, longest) for row in rows], className="bars many" if listed else "bars")
    key = _hidden_key(rows)
    return html.Div([drawn, html.P(key, className="latest")]) if key else drawn


def _longest(rows: Sequence[Row]) -> int:
    """The longest bar; 0, so that none is drawn, where those left would look like the largest or all."""
    drawn = [row.shown for row in rows if not row.has_no_bar]
    undrawn = [row.shown for row in rows if row.has_no_bar]
    longest = max(drawn, default=0)
    return 0 if 2 * len(undrawn) > len(rows) or max(undrawn, default=0) > longest else longest


def bar_words(rows: Sequence[Row]) -> str:
    """Return what bars show, as their accessible name."""
    return " ".join(f"{row.label}: {', '.join(part.words for part in row.parts)}." for row in rows)


def bar_table(caption: str, first: str, rows: Sequence[Row]) -> Component:
    """Return the table of bars: a column a part where all bars have the same ones, else a row a part."""
    named = [tuple(part.label for part in row.parts) for row in rows]
    if len(set(named)) == 1:
        columns = (first, *(f"{label[:1].upper()}{label[1:]}" or "Number" for label in named[0]))
        return table(caption, columns, ([row.label, *map(_cell, row.parts)] for row in rows))
    every = ([_named(row, part), _cell(part)] for row in rows for part in row.parts)
    return table(caption, (first, "Number"), every)


def shade_key(shades: Mapping[str, str]) -> Component:
    """Return what shades stand for that no label stands beside."""
    swatches = [
        html.Li([html.Span(className=f"swatch shade-{shade}"), label]) for label, shade in shades.items()
    ]
    return html.Ul(swatches, className="shade-key")


def _hidden_key(rows: Sequence[Row]) -> str:
    """What hidden parts look like, once for all bars; blank where none is hidden."""
    stacked = [row for row in rows if not row.is_alone]
    outlined = any(part.count is None for row in stacked if not row.has_no_bar for part in row.parts)
    said = [
        NO_BAR if any(row.has_no_bar for row in stacked) else "",
        OUTLINED.format(threshold=settings().suppression_threshold) if outlined else "",
        NONE_LEFT if any(part.count is None for row in rows for part in row.parts) else "",
    ]
    return " ".join(words for words in said if words)


def _alone(label: str, part: Part) -> Row:
    return Row(label=label, parts=(part,))


def _named(row: Row, part: Part) -> str:
    return f"{row.label} {part.label}".strip()


def _cell(part: Part) -> Child:
    return small_cell(part.count) if part.small else cell(part.count)


def _bar(row: Row, longest: int) -> Component:
    label = html.Div(row.heading or row.label, className="bar-label")
    drawn_parts = [] if row.has_no_bar or not longest else [part for part in row.parts if part.count != 0]
    pieces = [_piece(part, longest, row.is_alone) for part in drawn_parts if part.count or not row.is_alone]
    if row.is_alone:
        words = html.Span(row.parts[0].words, className=f"bar-words{_hidden(row.parts[0])}")
        return html.Div([label, html.Div([*pieces, words], className="bar alone")], className="bar-row")
    drawn = html.Div(pieces, className="bar", **aria(hidden="true"))
    return html.Div([label, html.Div([drawn, _labels(row)])], className="bar-row")


def _piece(part: Part, longest: int, is_alone: bool) -> Component:
    if part.count is None:
        return html.Div(className="piece", style=OUTLINE | {"width": "0.75rem", "flex": "none"})
    # The stylesheet takes the number away where its piece is too narrow for it.
    number = html.Span(f"{part.count:,}", style=PATCH if part.shade == UNKNOWN else {})
    width = {"width": f"{100 * part.count / longest:.2f}%"}
    return html.Div([] if is_alone else [number], className=f"piece shade-{part.shade}", style=width)


def _labels(row: Row) -> Component:
    """The words under a bar: each part's number, label and shade, so that no colour must be remembered."""
    if all(part.count is None for part in row.parts):
        return html.P("Hidden", className="bar-words is-hidden")
    shown = [part for part in row.parts if part.count != 0]
    return html.Ul(
        [
            html.Li(
                [_swatch(part), part.words],
                className=f"bar-words{_hidden(part)}",
            )
            for part in shown
        ]
    )


def _swatch(part: Part) -> Component:
    if part.count is None:
        return html.Span(className="swatch", style=OUTLINE)
    return html.Span(className=f"swatch shade-{part.shade}")


def _hidden(part: Part) -> str:
    return " is-hidden" if part.count is None else ""
