"""The common frame of a page: question, answer, how complete, sections, questions to ask, definitions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from msp_dashboard.components.filters import applied_state, applied_words
from msp_dashboard.components.tables import hidden_note
from msp_dashboard.components.view import View
from msp_dashboard.components.words import Child, day, days, typeset
from msp_dashboard.measures.definition import Measure
from msp_dashboard.settings import settings

BANNER = "This view contains small numbers. Do not copy it into papers."
TWICE = "Someone with two enquiries counts twice."


@dataclass(frozen=True, kw_only=True)
class Content:
    """What one page says of one view. `answer` is the sentence a chair can say aloud."""

    answer: Sequence[Child]
    sections: Sequence[Component]
    complete: str = ""
    questions: Sequence[str] = ()
    cannot: Sequence[str] = ()
    measures: Sequence[Measure] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page: its address and place in the navigation, its question, and what it says of a view.

    `figures` is whether it shows numbers, which filters and small numbers depend on.
    """

    path: str
    name: str
    question: str
    order: int
    draw: Callable[[View], Content]
    figures: bool = True


def page_frame(page: Page, view: View) -> Component:
    """Return a whole page of a view."""
    content = page.draw(view)
    scope = f"{applied_words(view)}. {TWICE}" if page.figures else f"Data to {_release_words(view)}."
    top = [
        html.P(BANNER, className="banner") if view.exact and page.figures else None,
        *([_notice(view)] if view.notices else []),
        html.H1(page.question, tabIndex=-1, id="question"),
        html.P(list(content.answer), className="answer") if content.answer else None,
        html.P(scope, className="scope"),
        html.P(content.complete, className="complete") if content.complete else None,
        hidden_note() if page.figures and not view.exact else None,
    ]
    below = [_asking(content), _definitions(content.measures, view), _state(page, view)]
    shown = [part for part in (*top, *content.sections, *below) if part is not None]
    return html.Article([_typeset(part) for part in shown], className="page")


def page_foot(view: View) -> Component:
    """Return the foot of every page: how fresh the figures are, whom to ask, and what they are not for."""
    made = day(date.fromisoformat(view.about.built_at[:10]))
    fresh = f"Data to {_release_words(view)}, made on {made}."
    return html.Div(
        [
            html.P(f"{fresh} A page shows what was recorded, and nothing else."),
            html.P(f"Questions about a figure: {settings().contact}."),
            html.P(html.Strong("Not for ranking.")),
        ],
        className="width",
    )


def _typeset(part: Any) -> Any:
    """A part of a page with the printers' apostrophe wherever text is read or heard."""
    if isinstance(part, str):
        return typeset(part)
    if isinstance(part, list | tuple):
        return [_typeset(each) for each in part]
    if isinstance(part, Component):
        for name in ("children", "aria-label"):
            if getattr(part, name, None) is not None:
                setattr(part, name, _typeset(getattr(part, name)))
    return part


def _release_words(view: View) -> str:
    number = view.about.name.lstrip("r").lstrip("0")
    return f"{day(view.about.extract_date)}, release {number}"


def _notice(view: View) -> Component:
    said = [html.P(notice) for notice in view.notices]
    return html.Div(
        [html.P(html.Strong("Not all of that can be shown together.")), *said], className="notice"
    )


def _asking(content: Content) -> Component | None:
    blocks = [
        html.Section([html.H2(heading), html.Ul([html.Li(line) for line in lines])], className="asking-block")
        for heading, lines in (
            ("Questions to ask", content.questions),
            ("What these figures cannot tell you", content.cannot),
        )
        if lines
    ]
    return html.Div(blocks, className="asking") if blocks else None


def _definitions(measures: Sequence[Measure], view: View) -> Component | None:
    if not measures:
        return None
    method = f"/method{view.address}"
    entries = [
        part
        for each in measures
        for part in (
            html.Dt(dcc.Link(each.question, href=f"{method}#{each.key}")),
            html.Dd(each.definition),
        )
    ]
    summary = html.Summary(html.H2("How each figure is counted"))
    link = html.P(dcc.Link("Sources and methods", href=method))
    return html.Details([summary, html.Dl(entries), link], className="definitions")


def _state(page: Page, view: View) -> Component:
    """What the shell follows: the filters as they were applied, and what to announce."""
    shown = applied_words(view) if page.figures else page.name
    return dcc.Store(
        id="applied",
        data={
            "path": page.path,
            "query": view.address,
            "filters": page.figures,
            "values": applied_state(view),
            "period": days(view.scope.period),
            "status": f"Showing {shown[0].lower() if page.figures else shown[0]}{shown[1:]}.",
        },
    )
