"""Plain answers outside Dash: the chooser of people, health, and every refusal in a sentence."""

import traceback
from pathlib import Path

from flask import Flask, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from msp_dashboard.operations import OperationsError
from msp_dashboard.releases import ReleaseError
from msp_dashboard.security.demo import PEOPLE
from msp_dashboard.security.gate import PlainRefusal
from msp_dashboard.security.headers import BUNDLES
from msp_dashboard.security.session import choose
from msp_dashboard.settings import settings

PACKAGE = Path(__file__).parents[1]
TITLES = {
    400: "That cannot be answered",
    401: "Who is looking?",
    403: "That cannot be answered",
    404: "There is no such page",
    405: "That cannot be answered",
    413: "That is too much",
    500: "Something went wrong",
    503: "No figures to show",
}
SENTENCES = {
    404: "There is no page at this address.",
    405: "This address does not answer that kind of request.",
    500: "The dashboard could not answer, and nothing changed. Try again, or tell whoever looks after it.",
}


def answer_plainly(server: Flask) -> None:
    """Add the chooser, health, and an answer in words to every refusal and failure."""
    from dash.exceptions import DependencyException  # commands that draw nothing need not wait for dash

    server.add_url_rule("/health", "health", lambda: Response("ok", mimetype="text/plain"))
    server.add_url_rule("/demo", "people", _people)
    server.add_url_rule("/demo/person", "choose", _choose, methods=["POST"])
    server.register_error_handler(PlainRefusal, lambda refusal: plain(refusal.status, refusal.sentence))
    server.register_error_handler(ReleaseError, lambda error: plain(503, str(error)))
    server.register_error_handler(OperationsError, lambda error: plain(503, str(error)))
    server.register_error_handler(DependencyException, lambda _: plain(404, SENTENCES[404]))
    server.register_error_handler(HTTPException, _refused)
    server.register_error_handler(Exception, lambda error: _failed(server, error))


def plain(status: int, sentence: str) -> Response:
    """Return a sentence: as a page where a person opened an address, as text where a script asked."""
    if request.method == "GET" and not request.path.startswith(("/_", "/assets/")):
        title = TITLES.get(status, TITLES[400])
        page = render_template("plain.html", title=title, sentence=sentence, board=settings().board_name)
        return Response(page, status)
    return Response(sentence, status, mimetype="text/plain")


def _refused(refusal: HTTPException) -> Response:
    status = refusal.code or 500
    return plain(status, SENTENCES.get(status, "That request cannot be read: nothing changed."))


def _failed(server: Flask, error: Exception) -> Response:
    if isinstance(error, FileNotFoundError) and request.path.startswith(BUNDLES):
        # Dash lists the maps of its scripts, and leaves some of them out of its package.
        return plain(404, SENTENCES[404])
    # An exception's own text may hold what a request or a record held, so the log has neither.
    server.logger.error("An answer failed: %s at %s.", type(error).__name__, _place(error))
    return plain(500, SENTENCES[500])


def _place(error: Exception) -> str:
    """Where in this program an exception arose: the innermost of its own lines that were passed."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(PACKAGE):
            return f"{Path(frame.filename).relative_to(PACKAGE.parent)} line {frame.lineno}"
    return "no line of this program"


def _people() -> str:
    return render_template(
        "people.html",
        title=TITLES[401],
        board=settings().board_name,
        people=PEOPLE.values(),
        back=_inside(request.args.get("next", "/")),
    )


def _choose() -> AnyResponse:
    if choose(request.form.get("person", "")) is None:
        raise PlainRefusal(400, "There is no such person: choose one from the list.")
    return redirect(_inside(request.form.get("next", "/")), 303)


def _inside(address: str) -> str:
    """Return an address if it is one of this site, else the first page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\", "/_", "/demo"))
    return address if inside and address.isprintable() else "/"
