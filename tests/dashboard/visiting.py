"""A visitor of the dashboard: what a browser would send, and what is read from the answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ADDRESS = "http://127.0.0.1:8050"
CALLBACK = "/_dash-update-component"
SPOKEN = ("children", "aria-label", "title", "alt", "label", "placeholder")


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody at a browser, with a session of their own."""

    browser: FlaskClient

    @staticmethod
    def of(app: dash.Dash, person: str = "") -> "Visitor":
        """Return a visitor who has chosen a person; nobody where the key is blank."""
        visitor = Visitor(browser=app.server.test_client())
        if person:
            chosen = visitor.post("/demo/person", data={"person": person})
            assert chosen.status_code == 303
        return visitor

    def get(self, path: str, **more: Any) -> TestResponse:
        """Open an address."""
        return self.browser.get(path, **{"base_url": ADDRESS} | more)

    def post(self, path: str, **more: Any) -> TestResponse:
        """Send something to an address, as a page of the site itself would."""
        headers = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}
        return self.browser.post(path, **{"base_url": ADDRESS, "headers": headers} | more)

    def page(self, path: str, search: str = "") -> "Drawn":
        """Return the page that the router draws for an address."""
        answer = self.post(CALLBACK, json=router_body(path, search))
        assert answer.status_code == 200, answer.text
        return Drawn(tree=response_of(answer)["_pages_content"]["children"])

    def shell(self) -> "Drawn":
        """Return what stands around every page."""
        answer = self.get("/_dash-layout")
        assert answer.status_code == 200, answer.text
        return Drawn(tree=answer.json)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A tree of components, as the browser is given it."""

    tree: Any

    def every(self, kind: str = "") -> list[dict[str, Any]]:
        """Return the components of a kind (all where it is blank), in order."""
        return [each for each in _components(self.tree) if not kind or each["type"] == kind]

    def with_class(self, name: str) -> list[dict[str, Any]]:
        """Return the components that carry a class."""
        return [each for each in self.every() if name in str(each["props"].get("className", "")).split()]

    def texts(self) -> list[str]:
        """Return every piece of text that a person reads or hears."""
        return list(_texts(self.tree))

    def text(self) -> str:
        """Return all of it, as one."""
        return " ".join(self.texts())

    def figures(self) -> list[dict[str, Any]]:
        """Return plotly's figures."""
        return [each["props"]["figure"] for each in self.every("Graph")]

    def applied(self) -> dict[str, Any]:
        """Return what the shell follows."""
        (store,) = [each for each in self.every("Store") if each["props"]["id"] == "applied"]
        found: dict[str, Any] = store["props"]["data"]
        return found


def router_body(path: object, search: object) -> dict[str, Any]:
    """Return what Dash's own page router sends."""
    place = {"id": "_pages_location"}
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {**place, "property": "pathname", "value": path},
            {**place, "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.search"],
        "state": [],
    }


def response_of(answer: TestResponse) -> dict[str, Any]:
    """Return what a callback gave each of its outputs."""
    body: Any = answer.json
    found: dict[str, Any] = body["response"]
    return found


def text_of(component: dict[str, Any]) -> str:
    """Return the text of one component."""
    return Drawn(tree=component).text()


def _components(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, list):
        for each in tree:
            yield from _components(each)
    elif isinstance(tree, dict) and "props" in tree:
        yield tree
        yield from _components(tree["props"].get("children"))


def _texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for each in tree:
            yield from _texts(each)
    elif isinstance(tree, dict) and "props" in tree:
        for name in SPOKEN:
            yield from _texts(tree["props"].get(name))
