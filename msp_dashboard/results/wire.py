"""Answers as the command line and the exports write them: plain JSON values."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from msp_dashboard.measures.definition import (
    BANDS,
    LAST_BAND,
    Bands,
    Categories,
    Count,
    Cross,
    Duration,
    Entries,
    Listed,
    Measure,
    Proportion,
    Several,
    Shape,
    Together,
)
from msp_dashboard.results.answers import (
    Answer,
    BandFigures,
    CategoryFigures,
    CountFigures,
    CrossFigures,
    DurationFigures,
    EntriesFigures,
    Figures,
    ProportionFigures,
    SeveralFigures,
    TogetherFigures,
)
from msp_dashboard.statistics.survival import CHECKPOINTS
from msp_dashboard.vocabulary import NOT_RECORDED

Json = dict[str, Any]


def as_json(answer: Answer) -> Json:
    """Return one measure's answer in the shape of the command line's contract."""
    found: Json = {"key": answer.key, "kind": answer.measure.kind}
    if answer.figures is None:
        found |= {"collected": False, **_nothing(answer.measure.shape)}
    else:
        found |= _told(answer.measure, answer.figures, answer.beside)
    if answer.groups is not None:
        found["groups"] = [
            {"value": group.value, **_told(answer.measure, group.figures, group.beside, lists=False)}
            for group in answer.groups
        ]
    if answer.not_filtered_by:
        found["not_filtered_by"] = list(answer.not_filtered_by)
    if answer.not_grouped_by:
        found["not_grouped_by"] = list(answer.not_grouped_by)
    found["caveats"] = list(answer.caveats)
    return found


def _together(figures: TogetherFigures) -> list[Json]:
    """Each question with its sources; null in place of what the release does not collect."""
    return [
        {
            "question": question,
            "record": _record(entry.record),
            "experience": _part(entry.experience, "entries"),
            "audits": _part(entry.audits, "entries"),
            "themes": _part(entry.themes, "cells"),
        }
        for question, entry in figures.entries.items()
    ]


def _record(answer: Answer) -> Json:
    found: Json = {"key": answer.key, "kind": answer.measure.kind}
    if answer.figures is None:
        return {**found, "collected": False, **_nothing(answer.measure.shape)}
    return {**found, **_told(answer.measure, answer.figures, answer.beside)}


def _part(answer: Answer, name: str) -> list[Json] | None:
    if answer.figures is None:
        return None
    found: list[Json] = _told(answer.measure, answer.figures, answer.beside)[name]
    return found


def _told(measure: Measure, figures: Figures, beside: Mapping[str, Figures], *, lists: bool = True) -> Json:
    """What stands beside entries goes into each whose codes it tells, a list of its own where it is more.

    Null in place of what the release does not collect; without `lists` only what goes into entries.
    """
    if isinstance(figures, SeveralFigures):
        return {"measures": [as_json(part) for part in figures.answers]}
    if isinstance(figures, TogetherFigures):
        return {"entries": _together(figures)}
    found = _figures(figures)
    for name, part in measure.beside.items():
        other = beside.get(name)
        if _goes_into_entries(measure.shape, part.shape):
            for entry in found["entries"]:
                entry[name] = _at(other, entry)
        elif lists:
            found[name] = None if other is None else _figures(other)["entries"]
    return found


def _goes_into_entries(shape: Shape, beside: Shape) -> bool:
    if not isinstance(shape, Entries) or not isinstance(beside, Entries):
        return False
    return beside.names == shape.names or isinstance(beside.inner, Count)


def _at(figures: Figures | None, entry: Json) -> object:
    """The figures of an entry's own codes."""
    if not isinstance(figures, EntriesFigures):
        return None
    found = figures.entries[tuple(entry[part] for part in figures.names)]
    return found.count if isinstance(found, CountFigures) else _figures(found)


def _figures(figures: Figures) -> Json:
    found = _plain(figures)
    if _holds_hidden(found):
        found["hidden"] = True
    return found


@singledispatch
def _plain(figures: Figures) -> Json:
    raise TypeError(f"{type(figures).__name__} have no figures of their own.")


@_plain.register
def _(figures: ProportionFigures) -> Json:
    interval = figures.interval
    return {
        **_four(figures),
        "rate": figures.rate,
        "low": figures.low,
        "high": figures.high,
        "interval": None if interval is None else list(interval),
    }


@_plain.register
def _(figures: CategoryFigures) -> Json:
    return {
        "categories": [_count("code", code, count) for code, count in figures.counts.items()],
        "denominator": figures.denominator,
        "not_recorded": figures.not_recorded,
        "excluded": figures.excluded,
    }


@_plain.register
def _(figures: CrossFigures) -> Json:
    return _why(figures) if figures.kind == "why" else _cells(figures)


@_plain.register
def _(figures: EntriesFigures) -> Json:
    entries = [
        {**dict(zip(figures.names, codes, strict=True)), **_figures(each)}
        for codes, each in figures.entries.items()
    ]
    return {"entries": entries}


@_plain.register
def _(figures: CountFigures) -> Json:
    return {"count": figures.count}


@_plain.register
def _(figures: BandFigures) -> Json:
    return {"bands": dict(figures.bands)}


def _four(figures: ProportionFigures) -> Json:
    names = ("numerator", "denominator", "not_recorded", "excluded")
    return {name: getattr(figures, name) for name in names}


def _count(name: str, code: str, count: int | None) -> Json:
    return {name: code, "count": count, **({"hidden": True} if count is None else {})}


def _cells(figures: CrossFigures) -> Json:
    """Combinations that never occur are left out; a hidden one stays."""
    found = [
        {**dict(zip(figures.names, codes, strict=True)), "count": count}
        | ({"hidden": True} if count is None else {})
        for codes, count in figures.cells.items()
        if count != 0
    ]
    return {"flows" if figures.kind == "flows" else "cells": found}


def _why(figures: CrossFigures) -> Json:
    by_outcome: dict[str, Json] = {}
    for (achieved, reason), count in figures.cells.items():
        part = by_outcome.setdefault(achieved, {"categories": [], "denominator": 0, "not_recorded": 0})
        if reason == NOT_RECORDED:
            part["not_recorded"] = count
            continue
        part["categories"].append(_count("code", reason, count))
        part["denominator"] = (
            None if count is None or part["denominator"] is None else part["denominator"] + count
        )
    return {"by_outcome": {achieved: {**part, "excluded": 0} for achieved, part in by_outcome.items()}}


@_plain.register
def _(figures: DurationFigures) -> Json:
    found: Json = {
        "opened": figures.opened,
        "ended": figures.ended,
        "median": figures.median,
        "finished_by": {str(day): share for day, share in figures.finished_by.items()},
        "bands": dict(figures.bands),
    }
    if figures.median is None:
        found["median_not_reached_by"] = figures.median_not_reached_by
    return found


def _holds_hidden(figures: Json) -> bool:
    """Whether any count is null: in an answer that is collected, that means hidden."""
    counts = ("numerator", "denominator", "not_recorded", "excluded", "count", "opened", "ended")
    if any(name in figures and figures[name] is None for name in counts):
        return True
    parts = [*figures.get("categories", []), *figures.get("cells", []), *figures.get("flows", [])]
    parts += figures.get("by_outcome", {}).values()
    if None in figures.get("bands", {}).values():
        return True
    return any(_holds_hidden(part) for part in parts)


EMPTY: dict[type[object], Json] = {
    Proportion: dict.fromkeys(
        ("numerator", "denominator", "not_recorded", "excluded", "rate", "low", "high", "interval")
    ),
    Categories: dict.fromkeys(("categories", "denominator", "not_recorded", "excluded")),
    Count: {"count": None},
    Bands: {"bands": None},
    Duration: {
        "opened": None,
        "ended": None,
        "median": None,
        "finished_by": dict.fromkeys(str(day) for day in CHECKPOINTS),
        "bands": dict.fromkeys((*(name for name, _, _ in BANDS), LAST_BAND)),
    },
    Entries: {"entries": None},
    Listed: {"entries": None},
    Together: {"entries": None},
    Several: {"measures": None},
}
CROSSED = {"why": "by_outcome"}


def _nothing(shape: Shape) -> Json:
    """Null in place of every figure of a measure that is not collected."""
    if isinstance(shape, Cross):
        return {CROSSED.get(shape.kind, shape.kind): None}
    return EMPTY[type(shape)]
