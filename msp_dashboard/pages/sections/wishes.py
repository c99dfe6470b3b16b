"""Wishes by theme: bars whose labels are buttons, and the words that people used."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from msp_dashboard.components import Part, Row, View, quote_list, quote_panel
from msp_dashboard.pages.sections import counts, difference
from msp_dashboard.results import Answer, ProportionFigures
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

BUTTON = "theme"
HEADING = "Which wishes happened?"


def wishes_by_theme(view: View, answer: Answer) -> Component:
    """Return a bar a theme in the list's order, each with a button that shows what people said about it."""
    rows = [
        Row(label=group.label, parts=_parts(view, group.figures), heading=_button(group.value, group.label))
        for group in answer.groups or ()
        if isinstance(group.figures, ProportionFigures)
    ]
    shown = [row for row in rows if any(part.count != 0 for part in row.parts)]
    how = {} if view.exact else {"how": "Choose a wish to read people’s words about it."}
    return counts(view, answer, shown, {"heading": HEADING, "first": "Wish", **how})


def theme_voices(view: View) -> Component:
    """Return the quote panel that the buttons fill."""
    return quote_panel(view, ["what_changed"], "In people’s words")


def bind_wishes(app: Dash, view_of: Callable[[dict[str, str]], View]) -> None:
    """Bind the buttons of themes to the quote panel; `view_of` is the server's view of whoever asks."""

    buttons = {"type": BUTTON, "theme": ALL}

    @app.callback(
        Output("voices-list", "children"),
        Output("voices-heading", "children"),
        Output(buttons, "aria-pressed"),
        Input(buttons, "n_clicks"),
        State("_pages_location", "search"),
        prevent_initial_call=True,
    )
    def _show(clicks: list[int | None], search: str | None) -> tuple[list[Component], str, list[str]]:
        chosen = ctx.triggered_id.get("theme") if isinstance(ctx.triggered_id, dict) else None
        themes = code_list("outcome_theme")
        if not any(clicks) or chosen not in themes or chosen == NOT_RECORDED:
            raise PreventUpdate
        theme = themes[str(chosen)]
        words = quote_list(view_of(dict(parse_qsl((search or "").lstrip("?")))), [theme.quote_theme or ""])
        pressed = ["true" if each["id"]["theme"] == chosen else "false" for each in ctx.inputs_list[0]]
        return words, f"In people’s words: {theme.label[0].lower()}{theme.label[1:]}", pressed

    app.clientside_callback(
        ClientsideFunction("shell", "show"),
        Output("voices-list", "className"),
        Input("voices-heading", "children"),
        prevent_initial_call=True,
    )


def _button(code: str, label: str) -> Component | None:
    if code == NOT_RECORDED:
        return None
    return html.Button(label, id={"type": BUTTON, "theme": code}, type="button", className="theme-button")


def _parts(view: View, figures: ProportionFigures) -> tuple[Part, ...]:
    return (
        Part(label="happened, fully or partly", count=figures.numerator),
        Part(label="did not", count=difference(view, figures.denominator, figures.numerator), shade="rest"),
        Part(label="not recorded", count=figures.not_recorded, shade="unknown", small=True),
    )
