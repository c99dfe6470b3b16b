"""The web application: Dash inside a Flask server of our own, with a gate, a shell and every page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import dash
import flask_bootstrap
from dash import html
from dash.development.base_component import Component
from flask import Flask, has_request_context, request, send_file
from flask_compress import Compress

from msp_dashboard import security
from msp_dashboard.components import Page, View, bind_shell, bind_signed, look, page_frame, shell
from msp_dashboard.operations import OperationsError
from msp_dashboard.pages import every_page
from msp_dashboard.pages.files import bind_files
from msp_dashboard.pages.sections.annotating import bind_annotating
from msp_dashboard.pages.sections.wishes import bind_wishes
from msp_dashboard.releases import ReleaseError, open_release
from msp_dashboard.results import choices
from msp_dashboard.settings import settings

ASSETS = Path(__file__).parents[1] / "assets"
BUNDLE = ASSETS / "vendor" / "plotly-cartesian.min.js"
BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
CALLBACK = "/_dash-update-component"
# The first page, and whatever else Dash would answer with it.
ADDRESSES = ("/", "/<path:path>")
# No visitor can set this: what a browser sends is named HTTP_ something.
WARM_UP = "msp.warm_up"
# Where Dash's own tools for developers would ask for news of versions.
VERSION_ADDRESS = re.compile(r'("dash_version_url": *)"[^"]*"')
NO_PAGE = "There is no page at this address."
INDEX = """<!doctype html>
<html lang="en-GB">
<head>{%metas%}<title>{%title%}</title>
<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
<link rel="stylesheet" href="/look/bootstrap.css?v=VERSION">{%css%}</head>
<body><noscript>Please switch JavaScript on: the figures are drawn with it.</noscript>
{%app_entry%}{%config%}{%scripts%}{%renderer%}</body>
</html>"""


class _Application(dash.Dash):
    """Dash, whose first page names no other site."""

    def interpolate_index(self, *_: Any, **parts: Any) -> str:
        """Return the first page, from parts that are HTML already."""
        config = VERSION_ADDRESS.sub(r'\1""', parts["config"])
        return str(dash.Dash.interpolate_index(self, **{**parts, "config": config}))


def create_app() -> dash.Dash:
    """Return the application, warmed up and ready to fork; raises OperationsError where it has no key."""
    server = Flask(__name__, static_folder=None, template_folder="security/templates")
    server.config.update(
        SECRET_KEY=security.secret_key(),
        SESSION_COOKIE_NAME="msp_person",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        CONTENT_SECURITY_POLICY=security.policy([]),
    )
    Compress(server)
    security.protect_answers(server)
    security.guard(server)
    security.answer_plainly(server)
    server.add_url_rule("/look/bootstrap.css", "bootstrap", lambda: send_file(BOOTSTRAP))
    app = _dash(server)
    server.before_request(lambda: _check(app))
    _warm_up(app, server)
    return app


def _dash(server: Flask) -> dash.Dash:
    # Dash keeps its pages for the life of the process, and tests make more than one application.
    dash.page_registry.clear()
    app = _Application(
        __name__,
        server=cast("Any", server),  # Dash takes a Flask server and declares none
        assets_folder=str(ASSETS),
        assets_path_ignore=["vendor"],
        pages_folder="",
        use_pages=True,
        include_pages_meta=False,
        suppress_callback_exceptions=True,
        enable_mcp=False,
        index_string=INDEX.replace("VERSION", str(int(BOOTSTRAP.stat().st_mtime))),
        meta_tags=_bundle(),
        title=settings().board_name,
        update_title="",
    )
    for page in every_page():
        dash.register_page(
            f"page_{page.order}",
            path=page.path,
            name=page.name,
            title=f"{page.name} – {settings().board_name}",
            order=page.order,
            layout=_layout_of(page),
        )
    app.layout = _layout
    bind_shell(app)
    bind_wishes(app, _view)
    bind_annotating(app, _view)
    bind_files(app, _view)
    bind_signed(app, _view)
    return app


def _bundle() -> list[dict[str, str]]:
    """Where plotly's small bundle is, if it was fetched; charts then load it instead of Dash's own."""
    if not BUNDLE.is_file():
        return []
    address = f"/assets/{BUNDLE.relative_to(ASSETS)}?v={int(BUNDLE.stat().st_mtime)}"
    return [{"name": "plotly-bundle", "content": address}]


def _warm_up(app: dash.Dash, server: Flask) -> None:
    """Answer a first page, so that Dash knows its bundles before the fork and its inline scripts are known.

    No release is opened for it: the shell of a page is asked for apart.
    """
    visitor = server.test_client()
    with visitor.session_transaction(base_url="http://127.0.0.1") as session:
        session[security.FIELD] = next(iter(security.PEOPLE))
    visitor.get("/", base_url="http://127.0.0.1", environ_overrides={WARM_UP: True})
    server.config["CONTENT_SECURITY_POLICY"] = security.policy(app.csp_hashes())


def _check(app: dash.Dash) -> None:
    """Refuse callbacks that are not ours and addresses that are no page."""
    if request.path == CALLBACK:
        if refusal := security.refusal_of_callback(_body(), app.callback_map):
            raise security.PlainRefusal(400, refusal)
    elif request.endpoint in ADDRESSES and (request.path.rstrip("/") or "/") not in _paths():
        raise security.PlainRefusal(404, NO_PAGE)
    if request.endpoint in (*ADDRESSES, CALLBACK) and not request.environ.get(WARM_UP):
        open_release()


def _body() -> object:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _paths() -> set[str]:
    return {page.path for page in every_page()}


def _layout() -> Component:
    """The shell for whoever asks. Dash also calls this while no shell is asked for, and then draws none."""
    if not has_request_context() or request.path != "/_dash-layout":
        return html.Div(dash.page_container)
    person = _person()
    return shell(every_page(), _view({}), f"{person.name}, {person.title}")


def _layout_of(page: Page) -> Callable[..., Component]:
    def layout(**query: object) -> Component:
        try:
            view = _view({name: value for name, value in query.items() if isinstance(value, str)})
            if view.exact and page.figures:
                security.record_look(_person(), page.path, view.about.name, view.scope)
            return page_frame(page, view)
        except (ReleaseError, OperationsError) as error:
            return html.Div([html.H1("No figures to show"), html.P(str(error), className="answer")])

    return layout


def _view(query: dict[str, str]) -> View:
    release, person = open_release(), _person()
    offered = choices(release)
    author = security.author_of(person, offered)
    return look(release, security.reader_of(person, offered), query, author)


def _person() -> security.Person:
    person = security.current_person()
    if person is None:
        raise security.nobody()
    return person
