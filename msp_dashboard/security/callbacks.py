"""What a callback may hold: checked against those that the dashboard declares, before Dash reads it."""

from collections.abc import Mapping, Sequence
from typing import Any

NOT_OURS = "That is not a question this page asks: nothing changed."
LONGEST_TEXT = 2000
CLICKS = "n_clicks"


def refusal_of_callback(body: object, declared: Mapping[str, Mapping[str, Any]]) -> str:
    """Return why a callback's body is refused; blank where it is one that a page of ours would send.

    `declared` is Dash's map of callbacks by output. Values may be plain ones only: what they mean is
    decided by the callback, from closed lists.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return NOT_OURS
    entry = declared.get(body["output"])
    if entry is None or not _are_properties(body.get("changedPropIds", []), str):
        return NOT_OURS
    for kind, names in (("inputs", entry["inputs"]), ("state", entry["state"])):
        if not _match(body.get(kind, []), names):
            return NOT_OURS
    outputs = body.get("outputs")
    return "" if _are_outputs(outputs, body["output"]) else NOT_OURS


def _are_outputs(outputs: object, key: str) -> bool:
    """Dash takes them only as places for what it returns, so they need the right number and no more."""
    listed = outputs if isinstance(outputs, list) else [outputs]
    wanted = key.strip(".").split("...")
    return len(listed) == len(wanted) and all(
        all(_is_property(each) for each in entry) if isinstance(entry, list) else _is_property(entry)
        for entry in listed
    )


def _match(sent: object, declared: Sequence[Mapping[str, Any]]) -> bool:
    if not isinstance(sent, list) or len(sent) != len(declared):
        return False
    return all(_is_like(entry, wanted) for entry, wanted in zip(sent, declared, strict=True))


def _is_like(entry: object, wanted: Mapping[str, Any]) -> bool:
    """A pattern of ids is sent as a list, each with an id of its own."""
    if isinstance(entry, list):
        return str(wanted["id"]).startswith("{") and all(_is_property(each) for each in entry)
    if not _is_property(entry) or not isinstance(entry, dict):
        return False
    return bool(entry["id"] == wanted["id"] and entry["property"] == wanted["property"])


def _is_property(entry: object) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("property"), str):
        return False
    own = entry.get("id")
    known = isinstance(own, str) or (
        isinstance(own, dict) and all(isinstance(value, str | int) for value in own.values())
    )
    return known and _is_plain(entry["property"], entry.get("value"))


def _is_plain(name: str, value: object) -> bool:
    """What a person clicks is counted; all else is text that they chose or an address."""
    if name == CLICKS:
        return value is None or isinstance(value, int)
    return value is None or (isinstance(value, str) and len(value) <= LONGEST_TEXT)


def _are_properties(names: object, kind: type) -> bool:
    return isinstance(names, list) and all(isinstance(name, kind) for name in names)
