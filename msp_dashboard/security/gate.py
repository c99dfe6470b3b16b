"""The gate: one check before every request, and a short list of what passes without a person."""

from urllib.parse import SplitResult, urlsplit

from flask import Flask, Request, redirect, request, url_for
from werkzeug.wrappers import Response

from msp_dashboard.security.session import current_person

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
LARGEST_BODY = 2 * 1024 * 1024
PUBLIC = ("/health", "/demo", "/demo/person", "/look/bootstrap.css", "/assets/look.css", "/assets/icon.svg")


class PlainRefusal(Exception):
    """A request may not be answered; holds the status and a sentence for people."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def guard(server: Flask) -> None:
    """Put the gate before every request. It sends people to the chooser, and raises PlainRefusal."""
    server.before_request(_check)


def nobody() -> PlainRefusal:
    """Return the refusal of whoever has not said who they are."""
    return PlainRefusal(401, "Say who is looking first: open the first page and choose a person.")


def _check() -> Response | None:
    if _parts(f"//{request.host}").hostname not in LOOPBACK:
        here = f"http://localhost:{request.environ['SERVER_PORT']}"
        raise PlainRefusal(400, f"This demonstration answers on this computer only: open {here}.")
    if request.content_length is not None and request.content_length > LARGEST_BODY:
        raise PlainRefusal(413, "That is more than this server reads: nothing changed.")
    if request.method not in ("GET", "HEAD"):
        _check_origin(request)
    if request.path in PUBLIC or current_person() is not None:
        return None
    if request.method == "GET" and not request.path.startswith(("/_", "/assets/")):
        return redirect(url_for("people", next=_here()), 303)
    raise nobody()


def _check_origin(asked: Request) -> None:
    """Refuse what another site's page sends. A program that is no browser names no origin."""
    origin, site = asked.headers.get("Origin"), asked.headers.get("Sec-Fetch-Site")
    elsewhere = origin is not None and _parts(origin).netloc != asked.host
    if elsewhere or (site is not None and site != "same-origin"):
        raise PlainRefusal(403, "That was sent from another site: nothing changed.")


def _parts(address: str) -> SplitResult:
    """The parts of an address that a request claims; of one that cannot be read, none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _here() -> str:
    query = request.query_string.decode("ascii", "ignore")
    return f"{request.path}?{query}" if query else request.path
