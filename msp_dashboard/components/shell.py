"""The shell around every page: whose board, who looks, where one can go, and the filters."""

from collections.abc import Sequence

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html, page_container
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria
from msp_dashboard.components.filters import filter_bar
from msp_dashboard.components.page import Page, page_foot
from msp_dashboard.components.view import View
from msp_dashboard.settings import settings

FILTER, LINK = {"type": "filter", "name": ALL}, {"type": "link", "path": ALL}
PERIOD = {"type": "filter", "name": "period"}


def shell(pages: Sequence[Page], view: View, person: str) -> Component:
    """Return everything around a page; `person` names who looks and in which role."""
    return html.Div(
        [
            html.A("Skip to the figures", href="#main", className="skip"),
            html.Header(_band(view, person), className="band"),
            _navigation(pages),
            filter_bar(view.release, view.reader),
            html.Main(page_container, id="main", className="width", tabIndex=-1),
            html.Footer(page_foot(view), className="foot"),
        ]
    )


def bind_shell(app: Dash) -> None:
    """Bind the filters to the URL, and filters, navigation and announcements to the page that is shown."""
    app.clientside_callback(
        ClientsideFunction("shell", "follow"),
        Output(FILTER, "value"),
        Output(LINK, "href"),
        Output(PERIOD, "options"),
        Output("filter-clear", "href"),
        Output("filters", "hidden"),
        Output("status", "children"),
        Input("applied", "data"),
        State(PERIOD, "options"),
    )
    app.clientside_callback(
        ClientsideFunction("shell", "choose"), Output("_pages_location", "search"), Input(FILTER, "value")
    )
    app.clientside_callback(
        ClientsideFunction("shell", "copy"),
        Output("filter-copy", "children"),
        Input("filter-copy", "n_clicks"),
        prevent_initial_call=True,
    )


def _band(view: View, person: str) -> Component:
    marks = [html.Span("Synthetic (made-up) data", className="synthetic")] if view.about.synthetic else []
    board = html.P([dcc.Link(settings().board_name, href="/", className="board"), *marks])
    who = html.P([person, " ", html.A("Change", href="/demo")], className="who")
    return html.Div([board, who], className="width band-inside")


def _navigation(pages: Sequence[Page]) -> Component:
    links = [
        html.Li(dcc.Link(page.name, href=page.path, id={"type": "link", "path": page.path})) for page in pages
    ]
    return html.Nav(
        html.Ul(links, className="width"), className="navigation", id="navigation", **aria(label="Pages")
    )
