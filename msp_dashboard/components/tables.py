"""Tables: real ones, with a caption, header scopes, and three different words for three kinds of nothing."""

from collections.abc import Iterable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria
from msp_dashboard.components.words import HIDDEN_NOTE, Child, interval_words, share_words
from msp_dashboard.results import Figure, Group, ProportionFigures
from msp_dashboard.settings import settings

HIDDEN = "Hidden"


def cell(figure: Figure) -> Child:
    """Return a count, or the word for one that is hidden and may be small or give a small one away."""
    return html.Span(HIDDEN, className="cell-hidden") if figure is None else f"{figure:,}"


def small_cell(figure: Figure) -> Child:
    """Return a count that is only ever hidden for being small."""
    if figure is None:
        return html.Span(fewer(), className="cell-hidden")
    return f"{figure:,}"


def fewer() -> str:
    """Return the words for a hidden small count."""
    return f"Fewer than {settings().suppression_threshold}"


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[Child]]) -> Component:
    """Return a table whose first column heads each row."""
    listed = [list(row) for row in rows]
    body = [html.Tr([html.Th(row[0], scope="row"), *(html.Td(entry) for entry in row[1:])]) for row in listed]
    drawn = html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr([html.Th(name, scope="col") for name in columns])),
            html.Tbody(body),
        ]
    )
    # Wide tables scroll inside their own box, which the keyboard reaches.
    return html.Div(drawn, className="table-box", tabIndex=0, role="region", **aria(label=caption))


def hidden_note() -> Component:
    """Return what hidden means, which stands once on a page."""
    words = HIDDEN_NOTE.format(threshold=settings().suppression_threshold)
    return html.P(words, className="hidden-note")


def proportion_table(
    caption: str,
    first: str,
    groups: Iterable[Group],
    minimum: int,
    also: Mapping[str, Sequence[str]] | None = None,
) -> Component:
    """Return a table of proportions by group: numerator, denominator and not recorded beside every share.

    `also` are further columns by name, with a cell for each group.
    """
    more = also or {}
    columns = (first, "Yes", "Yes or no recorded", "Not recorded", "Share", "Plausible range", *more)
    rows = [_proportion_row(group, minimum) for group in groups]
    cells = zip(*more.values(), strict=True) if more else ((),) * len(rows)
    return table(caption, columns, ([*row, *extra] for row, extra in zip(rows, cells, strict=True)))


def _proportion_row(group: Group, minimum: int) -> list[Child]:
    figures = group.figures
    if not isinstance(figures, ProportionFigures):
        raise TypeError("Only proportions stand in this table.")
    return [
        group.label,
        cell(figures.numerator),
        cell(figures.denominator),
        small_cell(figures.not_recorded),
        share_words(figures, minimum),
        interval_words(figures, minimum) or "–",
    ]
