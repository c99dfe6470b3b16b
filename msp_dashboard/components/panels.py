"""Panels: a chart in its figure, with a plain heading, an accessible name, its table, and its caveats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A chart and all that must stand with it.

    `words` is what it shows, for those who do not see it; a `picture` holds no text of its own. Where many
    panels stand together, `compact` ones keep their caveats beside the table.
    """

    key: str
    heading: str
    subtitle: str
    chart: Component
    words: str
    table: Component
    caveats: tuple[str, ...] = ()
    after: tuple[Component, ...] = ()
    level: int = 2
    picture: bool = False
    compact: bool = False


def panel(of: Panel) -> Component:
    """Return the figure of a panel."""
    heading, role = {2: html.H2, 3: html.H3}[of.level], "img" if of.picture else "group"
    listed = html.Ul([html.Li(caveat) for caveat in of.caveats], className="caveats") if of.caveats else None
    below = [
        None if of.compact else listed,
        html.Details(
            [
                html.Summary("Caveats and table" if of.compact and listed else "Show as a table"),
                *([listed] if of.compact and listed else []),
                of.table,
            ]
        ),
    ]
    return html.Figure(
        [
            heading(of.heading, id=f"{of.key}-heading", className="panel-heading"),
            html.P(of.subtitle, className="subtitle"),
            html.Div(of.chart, role=role, className="chart", **aria(label=of.words)),
            *of.after,
            html.Figcaption([part for part in below if part is not None]),
        ],
        className="panel",
        id=f"{of.key}-panel",
        **aria(labelledby=f"{of.key}-heading"),
    )


def graph(key: str, drawing: Mapping[str, Any]) -> Component:
    """Return a drawing of `charts`."""
    return dcc.Graph(
        id=f"{key}-graph",
        figure=drawing["figure"],
        config=drawing["config"],
        responsive=True,
        className="graph",
        style={"height": f"{drawing['figure']['layout']['height']}px"},
    )
