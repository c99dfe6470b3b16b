"""Files to look at: a sample of enquiries to audit, named by their own references. For QA leads."""

from collections.abc import Callable, Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from msp_dashboard.components import Content, Page, View, table
from msp_dashboard.components.aria import aria
from msp_dashboard.components.filters import ALL, period_options
from msp_dashboard.components.forms import bind_mending, field, mark, outcome
from msp_dashboard.components.view import units_of
from msp_dashboard.components.words import days
from msp_dashboard.results.files import (
    DEFAULT,
    LONGEST_PURPOSE,
    MOST,
    NOT_EXACT,
    RULES,
    SHORTEST_PURPOSE,
    Request,
    Sample,
    SampleRefused,
    draw_files,
    random_seed,
)
from msp_dashboard.scope import Question, Scope, ScopeRefused, allow, read_period
from msp_dashboard.vocabulary import NOT_RECORDED

DRAW, LIST, RESULT = "files-draw", "files-list", "files-result"
# The fields in their order: what stands over each, and what helps to fill it in.
FIELDS = {
    "rule": ("Which files?", ""),
    "team": ("Of which team?", ""),
    "period": ("Concluded when?", ""),
    "number": ("How many at most?", f"1 to {MOST}"),
    "seed": ("Seed", "The same seed draws the same files again."),
    "purpose": (
        "What are they for?",
        f"{SHORTEST_PURPOSE} to {LONGEST_PURPOSE} characters, without anybody’s name. It is kept in the log.",
    ),
}
BANNER = "Exact figures: own teams only. These references lead to people: keep them inside the council."
ANSWER = (
    "An audit begins with files that nobody picked. Choose a rule: chance then draws from the enquiries that "
    "fit it."
)
KEPT = (
    "What stands here is a reference in the source system, the team, and the rule. Nothing of what is in the "
    "file is told. Restricted records are never drawn.",
    "Each draw is written down: who drew, by which rule and seed, from which release, for what, and how many "
    "files were given. The references themselves are not.",
)
PRINT = "Print this list now, or draw it again with the same seed. It is not kept here."
DRAWN = "Drawn. The files stand below, in an order that chance made."
TO_MEND = "Nothing is drawn yet. Please mend what is marked."
QUESTIONS = (
    "Who looks at these files, and is it someone who did not work on them?",
    "Which question do we ask of every file, so that answers can be put together?",
    "How will what we learn get back to the people who worked on them?",
)
CANNOT = (
    "What share of all enquiries is like these: only files drawn by chance, and enough of them, can say.",
    "Whether something went wrong. A rule finds a reason to look, and the file may hold a good answer.",
)


def draw(view: View) -> Content:
    """Return the page's content: the form, or who may use it."""
    if not view.exact:
        return Content(answer=[NOT_EXACT], sections=[], questions=QUESTIONS)
    return Content(
        answer=[ANSWER],
        sections=[
            html.P(BANNER, className="banner"),
            _form(view),
            html.Section([outcome(RESULT), html.Div(id=LIST)], className="files-drawn"),
            html.Section([html.H2("What is told, and what is kept"), *(html.P(words) for words in KEPT)]),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
    )


def bind_files(app: Dash, view_of: Callable[[dict[str, str]], View]) -> None:
    """Bind the form; `view_of` is the server's view of whoever asks, so that no browser decides."""

    @app.callback(
        Output(LIST, "children"),
        Output(RESULT, "children"),
        *(Output(f"{_own(name)}-error", "children") for name in FIELDS),
        Input(DRAW, "n_clicks"),
        *(State(_own(name), "value") for name in FIELDS),
        prevent_initial_call=True,
    )
    def _answer(clicks: int | None, *typed: str | None) -> tuple[Any, ...]:
        if not clicks:
            raise PreventUpdate
        asked = {name: value or "" for name, value in zip(FIELDS, typed, strict=True)}
        view = view_of({})
        try:
            scope = _scope(view, asked)
            sample = draw_files(view.release, scope, _request(asked), view.author)
        except SampleRefused as refusal:
            marks = (mark(refusal.faults.get(name, "")) for name in FIELDS)
            return ([], refusal.faults.get("", TO_MEND), *marks)
        return (_drawn(sample, scope, asked), sample.note or DRAWN, *[""] * len(FIELDS))

    bind_mending(app, RESULT)


def _scope(view: View, asked: Mapping[str, str]) -> Scope:
    """What is asked of, by the closed lists and the reader's own limits; the door refuses the board's."""
    if not view.exact:
        return view.scope
    where = {} if asked["team"] == ALL else {"team": (asked["team"],)}
    period = None if asked["period"] == ALL else read_period(asked["period"], view.choices)
    if period is None and asked["period"] != ALL:
        raise SampleRefused({"period": "Choose one of the periods."})
    try:
        return allow(view.reader, view.choices, Question(period=period, where=where))
    except ScopeRefused as refusal:
        raise SampleRefused({"team": str(refusal)}) from refusal


def _request(asked: Mapping[str, str]) -> Request:
    return Request(
        rule=asked["rule"],
        number=_whole(asked["number"]),
        seed=_whole(asked["seed"]),
        purpose=asked["purpose"],
    )


def _whole(text: str) -> int:
    """The number that was typed; -1, which none of these may be, where it is none."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 12 else -1


def _form(view: View) -> Component:
    rules = [{"value": rule.key, "label": rule.words} for rule in RULES.values()]
    controls = {
        "rule": dbc.Select(id=_own("rule"), options=rules, value=next(iter(RULES))),
        "team": dbc.Select(id=_own("team"), options=_teams(view), value=ALL),
        "period": dbc.Select(id=_own("period"), options=period_options(view.release), value=ALL),
        "number": dbc.Input(id=_own("number"), type="text", inputmode="numeric", value=str(DEFAULT)),
        "seed": dbc.Input(id=_own("seed"), type="text", inputmode="numeric", value=str(random_seed())),
        "purpose": dbc.Textarea(id=_own("purpose"), maxLength=LONGEST_PURPOSE, rows=2),
    }
    fields = [
        field(label, controls[name], f"{_own(name)}-error", hint) for name, (label, hint) in FIELDS.items()
    ]
    return html.Section(
        [
            html.H2("Draw files", id="files-heading"),
            html.Div(fields, className="form", role="group", **aria(labelledby="files-heading")),
            html.Button("Draw the files", id=DRAW, type="button", className="send"),
        ],
        className="files-form",
    )


def _teams(view: View) -> list[dict[str, str]]:
    every = "All my teams" if view.reader.limits else "All teams"
    named = units_of(view.release, view.reader, "team")
    return [{"value": ALL, "label": every}, *({"value": name, "label": name} for name in named)]


def _drawn(sample: Sample, scope: Scope, asked: Mapping[str, str]) -> list[Component]:
    if not sample.files:
        return []
    caption = f"{sample.rule.words}: concluded {days(scope.period)}, seed {asked['seed']}"
    rows = [
        [each.reference, each.source_system, "Not recorded" if each.team == NOT_RECORDED else each.team]
        for each in sample.files
    ]
    return [
        html.H2("Files to look at"),
        html.P(f"Ask of each: {sample.rule.ask}"),
        table(caption, ("Reference", "System", "Team"), rows),
        html.P(PRINT, className="files-print"),
    ]


def _own(name: str) -> str:
    return f"files-{name}"


PAGE = Page(
    path="/files",
    name="Files to look at",
    question="Which files should we look at?",
    order=17,
    draw=draw,
    figures=False,
)
