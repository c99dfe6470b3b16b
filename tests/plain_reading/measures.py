"""Every measure's answer to one question, in the JSON shapes of the command line, without caveats."""

from __future__ import annotations

from datetime import date
from itertools import chain

from tests.plain_reading import (
    activity,
    advocacy,
    audits,
    being_heard,
    capacity,
    experience,
    outcomes,
    quality,
    rollout,
    timescales,
    triangulation,
)
from tests.plain_reading.entries import ENTRIES, Entry
from tests.plain_reading.linking import link
from tests.plain_reading.reading import Export
from tests.plain_reading.selection import ALL_FIELDS, View, breakdown_values, everything, narrow
from tests.plain_reading.shapes import Answer, without_figures

THEMES = (
    *(being_heard, outcomes, advocacy, capacity, timescales),
    *(experience, audits, triangulation, rollout, activity, quality),
)
_LISTS = ("flows", "cells", "entries", "modes", "independent", "days_since_conclusion")


def all_keys() -> list[str]:
    """The keys of all measures, theme by theme."""
    return [key for theme in THEMES for key in ENTRIES if ENTRIES[key].read.__module__ == theme.__name__]


def answers(  # noqa: PLR0913 a question has this many parts
    export: Export,
    *,
    from_: date,
    to: date,
    where: dict[str, list[str]] | None = None,
    by: str | None = None,
    enquiry_type: str = "s42",
    keys: list[str] | None = None,
) -> list[Answer]:
    """One answer a key (all keys by default). A filter is any of its values; `by` adds groups."""
    where = where or {}
    for field in chain(where, [by] if by else []):
        if field not in ALL_FIELDS:
            raise ValueError(f"{field} is no breakdown.")
    whole = everything(link(export), (from_, to), enquiry_type)
    kept = _only_reachable_spans(whole, where)
    groups = _views_by(export, kept, by)
    return [_answer(export, ENTRIES[key], kept, groups, (where, by)) for key in keys or all_keys()]


def _only_reachable_spans(view: View, where: dict[str, list[str]]) -> View:
    """The view with every filter; each narrows only the rows that it reaches."""
    for field, values in where.items():
        view = narrow(view, field, values)
    return view


def _views_by(export: Export, view: View, by: str | None) -> list[tuple[str, View]]:
    if by is None:
        return []
    return [(value, narrow(view, by, [value])) for value in breakdown_values(export, view, by)]


def _answer(
    export: Export,
    entry: Entry,
    view: View,
    groups: list[tuple[str, View]],
    asked_for: tuple[dict[str, list[str]], str | None],
) -> Answer:
    where, by = asked_for
    answer: Answer = {"key": entry.key, **entry.read(view)}
    unreached = [field for field in where if field not in entry.reach]
    if unreached:
        answer["not_filtered_by"] = unreached
    if by is not None and (by not in entry.reach or entry.own_groups):
        answer["not_grouped_by"] = [by]
    if not entry.is_collected(export.collected):
        return _not_collected(answer)
    if by is not None and by in entry.reach and not entry.own_groups:
        answer["groups"] = [_group(value, entry.read(narrowed)) for value, narrowed in groups]
    if entry.key == "equity":
        there, parts = export.collected, answer["measures"]
        parts[:] = [p if ENTRIES[p["key"]].is_collected(there) else _not_collected(p) for p in parts]
    return answer


def _group(value: str, answer: Answer) -> Answer:
    """A group holds its figures; of entries, the entries and nothing that stands beside them."""
    if answer["kind"] == "entries":
        return {"value": value, "entries": answer["entries"]}
    return {"value": value, **{name: inner for name, inner in answer.items() if name != "kind"}}


def _not_collected(answer: Answer) -> Answer:
    kept = {name: answer.pop(name) for name in ("not_filtered_by", "not_grouped_by") if name in answer}
    answer.pop("groups", None)
    empty = {**without_figures(answer), **kept, "collected": False}
    return {**empty, **{name: None for name in _LISTS if name in empty}}
