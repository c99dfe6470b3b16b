"""Writing down a dated event: the list of changes with what withdraws them, and the form that adds to it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import dash_bootstrap_components as dbc
from dash import ALL, Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from msp_dashboard.components import View, table
from msp_dashboard.components.aria import aria
from msp_dashboard.components.forms import bind_mending, field, mark
from msp_dashboard.components.words import Child, note_days
from msp_dashboard.results import Note
from msp_dashboard.results.annotations import KINDS, LONGEST, WHOLE_COUNCIL, Draft, scopes, withdraw, write
from msp_dashboard.results.authors import ROLES, WritingRefused
from msp_dashboard.results.notes import NOTED, SYSTEM_BEGINS

LIST, RESULT, ADD, WITHDRAW = "changes-list", "annotation-result", "annotation-add", "withdraw"
# The fields in their order: what stands over each, and what helps to fill it in.
FIELDS = {
    "happened_on": ("When did it happen, or begin?", ""),
    "ends_on": ("When did it end?", "Leave it blank where it goes on."),
    "kind": ("What kind of change was it?", ""),
    "team": ("Where?", ""),
    "text": ("What changed?", f"At most {LONGEST} characters. Write no names, and nothing about one person."),
}
TYPED = ("happened_on", "ends_on", "text")
# A select needs a value that is not blank.
CHOOSE, EVERYWHERE = "-", "*"
COUNCIL = "Whole council"
KIND_WORDS = {**KINDS, NOTED: "Noted in the records", SYSTEM_BEGINS: "Another record system"}
COLUMNS = ("When", "What", "What kind", "Where", "Written by")
KEPT = "Written down. From now on it stands on every chart over time."
WITHDRAWN = "Withdrawn. It is on no page any more; that it was there stays written down."
TO_MEND = "Nothing is written down yet. Please mend what is marked."
MAY_NOT = (
    "Heads of service, quality assurance leads and analysts can write down a change here. If you know of "
    "one that is missing, tell them."
)


def changes_list(view: View) -> list[Component]:
    """Return every change that this reader may be told of, oldest first, in a table."""
    unread = [html.P(view.unread_notes, className="notice")] if view.unread_notes else []
    if not view.notes:
        return [*unread, html.P("No change in recording is noted.")]
    own = scopes(view.author)
    columns = (*COLUMNS, "Withdraw") if own else COLUMNS
    rows = [[*_cells(note), *([_withdrawing(note, own)] if own else [])] for note in view.notes]
    drawn = table("What changed, oldest first", columns, rows)
    return [*unread, html.Div(drawn, className="changes-table")]


def annotating(view: View) -> Component:
    """Return the form of those who may write, and for all others the words that say who may."""
    heading = html.H2("Write down a change", id="annotation-heading")
    if not scopes(view.author):
        return html.Section([html.H2("Is a change missing?"), html.P(MAY_NOT)])
    today = datetime.now(UTC).date().isoformat()
    controls = {
        "happened_on": dbc.Input(id=_own("happened_on"), type="date", max=today),
        "ends_on": dbc.Input(id=_own("ends_on"), type="date"),
        "kind": dbc.Select(id=_own("kind"), options=_options(KINDS), value=CHOOSE),
        "team": dbc.Select(id=_own("team"), options=_options(_places(view)), value=CHOOSE),
        "text": dbc.Textarea(id=_own("text"), maxLength=LONGEST, rows=3),
    }
    fields = [
        field(label, controls[name], f"{_own(name)}-error", hint) for name, (label, hint) in FIELDS.items()
    ]
    return html.Section(
        [
            heading,
            html.P("It stands under your role, without your name, for everyone who may see it."),
            html.Div(fields, className="form", role="group", **aria(labelledby="annotation-heading")),
            html.Button("Write it down", id=ADD, type="button", className="send"),
        ]
    )


def bind_annotating(app: Dash, view_of: Callable[[dict[str, str]], View]) -> None:
    """Bind form and buttons; `view_of` is the server's view of whoever asks, so that no browser decides."""

    @app.callback(
        Output(LIST, "children"),
        Output(RESULT, "children"),
        *(Output(f"{_own(name)}-error", "children") for name in FIELDS),
        *(Output(_own(name), "value") for name in TYPED),
        Input(ADD, "n_clicks"),
        Input({"type": WITHDRAW, "annotation": ALL}, "n_clicks"),
        *(State(_own(name), "value") for name in FIELDS),
        prevent_initial_call=True,
    )
    def _answer(_add: int | None, _withdraw: list[int | None], *typed: str | None) -> tuple[Any, ...]:
        if not ctx.triggered_id or not any(each["value"] for each in ctx.triggered):
            raise PreventUpdate
        left: list[Any] = [no_update] * len(TYPED)
        try:
            if ctx.triggered_id == ADD:
                _add_one(view_of({}), dict(zip(FIELDS, typed, strict=True)))
                result, left = KEPT, [""] * len(TYPED)
            else:
                withdraw(view_of({}).author, _number(ctx.triggered_id["annotation"]))
                result = WITHDRAWN
        except WritingRefused as refusal:
            return _refused(refusal.faults)
        return (changes_list(view_of({})), result, *[""] * len(FIELDS), *left)

    bind_mending(app, RESULT)


def _refused(faults: Mapping[str, str]) -> tuple[Any, ...]:
    marks = (mark(faults.get(name, "")) for name in FIELDS)
    return (no_update, faults.get("", TO_MEND), *marks, *[no_update] * len(TYPED))


def _add_one(view: View, typed: Mapping[str, str | None]) -> None:
    given = {name: value or "" for name, value in typed.items()}
    place = given.pop("team")
    write(view.author, Draft(**given, team=WHOLE_COUNCIL if place == EVERYWHERE else place or CHOOSE))


def _number(claimed: object) -> int:
    """The id that a button claims to stand for; 0, which none has, where it is no number."""
    text = str(claimed)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _own(name: str) -> str:
    return f"annotation-{name.replace('_', '-')}"


def _options(words: Mapping[str, str]) -> list[dict[str, str]]:
    every = {CHOOSE: "Choose", **words}
    return [{"value": value, "label": label} for value, label in every.items()]


def _places(view: View) -> dict[str, str]:
    return {place or EVERYWHERE: place or COUNCIL for place in scopes(view.author)}


def _cells(note: Note) -> list[Child]:
    return [
        note_days(note),
        note.text,
        KIND_WORDS.get(note.kind, KINDS["other"]),
        note.team or COUNCIL,
        _capital("the records" if note.role is None else ROLES.get(note.role, note.role)),
    ]


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _withdrawing(note: Note, own: tuple[str, ...]) -> Child:
    if note.annotation_id is None or (note.team or WHOLE_COUNCIL) not in own:
        return "–"
    return html.Button(
        "Withdraw",
        id={"type": WITHDRAW, "annotation": str(note.annotation_id)},
        type="button",
        className="link-button",
        **aria(label=f"Withdraw: {note.text}"),
    )
