"""What a callback may hold: checked against those that the dashboard declares, before Dash reads it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NOT_OURS = "That is not a question this page asks: nothing changed."
LONGEST_TEXT = 2000
CLICKS = "n_clicks"
EVERY = ["ALL"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A declared property of a component, or of every component whose id is like a pattern."""

    own: str | Mapping[str, object]
    name: str

    @staticmethod
    def of(declared: str, name: str) -> "Place":
        """Return the place of an id as Dash declares it: plain text, or a pattern as JSON."""
        return Place(own=json.loads(declared) if declared.startswith("{") else declared, name=name)

    @property
    def many(self) -> bool:
        """Whether it stands for a list of components."""
        return not isinstance(self.own, str) and EVERY in self.own.values()

    def is_of(self, own: object) -> bool:
        """Return whether an id is this place's, or is like its pattern."""
        if isinstance(self.own, str) or not isinstance(own, dict):
            return own == self.own
        return own.keys() == self.own.keys() and all(
            isinstance(own[key], str | int) if value == EVERY else own[key] == value
            for key, value in self.own.items()
        )


def refusal_of_callback(body: object, declared: Mapping[str, Mapping[str, Any]]) -> str:
    """Return why a callback's body is refused; blank where it is one that a page of ours would send.

    `declared` is Dash's map of callbacks by output; those that run in the browser are none of the server's.
    Values may be plain ones only: what they mean is decided by the callback, from closed lists.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return NOT_OURS
    entry = declared.get(body["output"])
    if entry is None or "callback" not in entry:
        return NOT_OURS
    inputs, state = (
        [Place.of(each["id"], each["property"]) for each in entry[kind]] for kind in ("inputs", "state")
    )
    outputs = _outputs(body["output"])
    given = body.get("outputs")
    sent = _joined(body.get("inputs", []), body.get("state", []), given if len(outputs) > 1 else [given])
    places = (*inputs, *state, *outputs)
    fits = _match(sent, places) and _are_the_same(sent, places)
    return "" if fits and _are_changed(body.get("changedPropIds", []), inputs) else NOT_OURS


def _outputs(key: str) -> list[Place]:
    return [Place.of(*each.rsplit(".", 1)) for each in key.strip(".").split("...")]


def _joined(*parts: object) -> list[object]:
    """What was sent, in one list; empty where any part of it is none."""
    lists = [part for part in parts if isinstance(part, list)]
    return [entry for part in lists for entry in part] if len(lists) == len(parts) else []


def _match(sent: Sequence[object], places: Sequence[Place]) -> bool:
    if len(sent) != len(places):
        return False
    return all(_is_like(entry, place) for entry, place in zip(sent, places, strict=True))


def _is_like(entry: object, place: Place) -> bool:
    """A pattern of ids is sent as a list, each with an id of its own."""
    if place.many:
        return isinstance(entry, list) and all(_is_property(each, place) for each in entry)
    return _is_property(entry, place)


def _is_property(entry: object, place: Place) -> bool:
    if not isinstance(entry, dict) or entry.get("property") != place.name:
        return False
    return place.is_of(entry.get("id")) and _is_plain(place.name, entry.get("value"))


def _is_plain(name: str, value: object) -> bool:
    """What a person clicks is counted; all else is text that they chose or an address."""
    if name == CLICKS:
        return value is None or isinstance(value, int)
    return value is None or (isinstance(value, str) and len(value) <= LONGEST_TEXT)


def _are_the_same(sent: Sequence[object], places: Sequence[Place]) -> bool:
    """A page holds one set of components like a pattern, so that each list of them names the same ones."""
    named: list[tuple[object, list[object]]] = [
        (place.own, [each["id"] for each in entry])
        for entry, place in zip(sent, places, strict=True)
        if isinstance(entry, list)
    ]
    return all(ids == others for own, ids in named for other, others in named if own == other)


def _are_changed(names: object, inputs: Iterable[Place]) -> bool:
    """What changed is an input by its id, or was one: a component may just have gone from the page."""
    return isinstance(names, list) and all(
        isinstance(name, str) and any(_is_named(name, place) for place in inputs) for name in names
    )


def _is_named(name: str, place: Place) -> bool:
    own, _, of = name.rpartition(".")
    return of == place.name and len(name) <= LONGEST_TEXT and place.is_of(_read(own))


def _read(own: str) -> object:
    try:
        return json.loads(own) if own.startswith("{") else own
    except (ValueError, RecursionError):
        return None
