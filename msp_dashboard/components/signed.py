"""The signed column: what a person makes of all sources together, and a way to sign it where they may."""

from collections.abc import Callable
from typing import Any

import dash_bootstrap_components as dbc
from dash import ALL, Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from msp_dashboard.components.aria import aria
from msp_dashboard.components.forms import field, mark
from msp_dashboard.components.view import View
from msp_dashboard.components.words import day
from msp_dashboard.results.authors import ROLES, Author, WritingRefused
from msp_dashboard.results.evidence import LONGEST, SignedAnswer, facts_of, may_sign, sign, signed

SHOWN, TEXT, ERROR, BUTTON = "signed", "sign-text", "sign-error", "sign"
LABEL = "What do these sources together tell us?"
NONE_YET = "Nobody has signed an answer for this release yet."
EARLIER = "It was signed before records were taken out of this release: its figures may now differ."
NEWER = "Newer figures have come since this page was opened: open it again and read them before you sign."


def signed_column(view: View, question: str, answer: SignedAnswer | None) -> Component:
    """Return the cell of a question: the answer that stands, and below it a form for whoever may sign."""
    shown = html.Div(_shown(answer), id=_of(SHOWN, question), className="signed", **aria(live="polite"))
    if view.author is None or not may_sign(view.author):
        return shown
    return html.Div([shown, _form(view, view.author, question, answer)])


def bind_signed(app: Dash, view_of: Callable[[dict[str, str]], View]) -> None:
    """Bind every button of signed columns; `view_of` is the server's view of whoever asks."""

    @app.callback(
        Output(_of(SHOWN, ALL), "children"),
        Output(_of(ERROR, ALL), "children"),
        Input({**_of(BUTTON, ALL), "facts": ALL}, "n_clicks"),
        State(_of(TEXT, ALL), "value"),
        prevent_initial_call=True,
    )
    def _sign(_clicks: list[int | None], texts: list[str | None]) -> tuple[list[Any], list[Any]]:
        pressed = ctx.triggered_id
        if not isinstance(pressed, dict) or not ctx.triggered[0]["value"]:
            raise PreventUpdate
        question = str(pressed["question"])
        named = [each["id"]["question"] for each in ctx.states_list[0]]
        text = dict(zip(named, texts, strict=True)).get(question) or ""
        shown, error = _signed(view_of({}), question, str(pressed["facts"]), text)
        places = ([each["id"]["question"] for each in some] for some in ctx.outputs_list)
        return _only(next(places), question, shown), _only(next(places), question, error)


def _of(kind: str, question: Any) -> dict[str, Any]:
    return {"type": kind, "question": question}


def _only(questions: list[str], question: str, content: Any) -> list[Any]:
    """The content in the place of its question, and no change in any other."""
    return [content if each == question else no_update for each in questions]


def _signed(view: View, question: str, facts: str, text: str) -> tuple[Any, str]:
    """What then stands in the cell, and what is wrong, of which one is no change or blank."""
    if may_sign(view.author) and facts != facts_of(view.release):
        return no_update, NEWER
    try:
        sign(view.release, view.author, question, text)
    except WritingRefused as refusal:
        return no_update, mark(refusal.faults["text"]) if "text" in refusal.faults else str(refusal)
    return _shown(signed(view.release).by_question.get(question)), ""


def _shown(answer: SignedAnswer | None) -> list[Component]:
    if answer is None:
        return [html.P(NONE_YET, className="signature")]
    version = f" Version {answer.version}: earlier ones are kept." if answer.version > 1 else ""
    signer = f"{answer.signer_name}, {ROLES.get(answer.role, answer.role)}"
    lines: list[Component] = [
        html.P(answer.text, className="signed-text"),
        html.P(f"Signed by {signer}, {day(answer.signed_on)}.{version}", className="signature"),
    ]
    return lines if answer.of_these_facts else [*lines, html.P(EARLIER, className="signature")]


def _form(view: View, author: Author, question: str, answer: SignedAnswer | None) -> Component:
    text = dbc.Textarea(
        id=_of(TEXT, question), value=answer.text if answer else "", maxLength=LONGEST, rows=5
    )
    hint = f"At most {LONGEST} characters, and no names. It is kept with release {view.release.number}."
    button = html.Button(
        f"Sign as {author.name}",
        id={**_of(BUTTON, question), "facts": facts_of(view.release)},
        type="button",
        className="send",
    )
    opener = html.Summary("Write a new answer" if answer else "Write an answer")
    return html.Details([opener, field(LABEL, text, _of(ERROR, question), hint), button], className="signing")
