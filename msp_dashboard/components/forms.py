"""Forms: a label with what is wrong beside it, a field that the keyboard reaches, and what became of it."""

import json
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria

Id = str | dict[str, Any]


def field(label: str, control: Component, error: Id, hint: str = "") -> Component:
    """Return a field; what is wrong with it stands inside its label, so that it is heard with it."""
    parts = [
        html.Span(label, className="field-name"),
        html.Span(hint, className="field-hint") if hint else None,
        html.Span(id=error, className="field-error"),
    ]
    named = html.Label(
        [part for part in parts if part is not None], htmlFor=place_of(getattr(control, "id", ""))
    )
    return html.Div([named, control], className="field")


def outcome(own: str) -> Component:
    """Return the line that says what became of what was sent, also to a screen reader."""
    return html.P(id=own, className="form-outcome", tabIndex=-1, **aria(live="polite"))


def mark(sentence: str) -> str:
    """Return what stands beside a field; blank where nothing is wrong."""
    return f"Please mend: {sentence}" if sentence else ""


def place_of(own: Id) -> str:
    """Return under which id a component stands in the page: one that is a dict under its sorted JSON."""
    return own if isinstance(own, str) else json.dumps(own, sort_keys=True, separators=(",", ":"))


def bind_mending(app: Dash, result: str) -> None:
    """Move the keyboard to the first field that is marked, whenever the line `result` changes."""
    app.clientside_callback(
        ClientsideFunction("shell", "mend"),
        Output(result, "className"),
        Input(result, "children"),
        prevent_initial_call=True,
    )
