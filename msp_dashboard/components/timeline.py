"""Timelines: how things stood month by month, one line a team, in words and in shades of one colour."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria

FEWEST_FOR_WORDS = 4  # months, below which a stage's name does not fit into its part of a line


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: whose it is, and its state in each month (blank where nothing is known)."""

    name: str
    states: tuple[str, ...]


def timeline(
    caption: str, months: Sequence[date], lines: Iterable[Line], words: Mapping[str, tuple[str, str]]
) -> Component:
    """Return a table of lines by month; `words` gives each state's name and its shade."""
    quarters = [(name, len(list(same))) for name, same in groupby(months, _quarter)]
    head = html.Tr(
        [html.Th("Team", scope="col"), *(html.Th(name, scope="col", colSpan=span) for name, span in quarters)]
    )
    rows = [
        html.Tr([html.Th(line.name, scope="row"), *_cells(line, months, words)], className="timeline-row")
        for line in lines
    ]
    drawn = html.Table([html.Caption(caption), html.Thead(head), html.Tbody(rows)], className="timeline")
    return html.Div(drawn, className="table-box", tabIndex=0, role="region", **aria(label=caption))


def _cells(line: Line, months: Sequence[date], words: Mapping[str, tuple[str, str]]) -> Iterable[Component]:
    place = 0
    for state, same in groupby(line.states):
        span = len(list(same))
        first, last = months[place], months[place + span - 1]
        place += span
        name, shade = words.get(state, ("Not known", ""))
        said = f"{name}, {first:%b %Y} to {last:%b %Y}" if span > 1 else f"{name}, {first:%b %Y}"
        hidden = html.Span(said, className="visually-hidden")
        shown = [html.Span(name, **aria(hidden="true"))] if span >= FEWEST_FOR_WORDS else []
        yield html.Td([*shown, hidden], colSpan=span, className=f"stage {shade}".strip())


def _quarter(month: date) -> str:
    first = 1 + (month.month - 1) // 3 * 3
    return f"{date(month.year, first, 1):%b} {month.year}"
