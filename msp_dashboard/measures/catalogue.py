"""Every measure by key, in the order in which pages, tables and exports show them."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement

from msp_dashboard.measures import (
    activity,
    advocacy,
    audits,
    capacity,
    experience,
    involvement,
    outcomes,
    quality,
    rollout,
    timescales,
    triangulation,
)
from msp_dashboard.measures.definition import Duration, Listed, Measure, Several, Together

THEMES = (
    *(involvement, outcomes, advocacy, capacity, timescales, experience, audits, triangulation),
    *(rollout, activity, quality),
)


@cache
def measures() -> Mapping[str, Measure]:
    """Return every measure by key."""
    return {measure.key: measure for theme in THEMES for measure in theme.MEASURES}


@cache
def unlisted() -> Mapping[str, Measure]:
    """Return counts by key that only stand behind a caveat, and are told nowhere by themselves."""
    return {measure.key: measure for measure in advocacy.UNLISTED}


def chosen(keys: Iterable[str]) -> tuple[Measure, ...]:
    """Return the measures of `keys` (all where there are none); raises KeyError naming one that is not."""
    return tuple({**measures(), **unlisted()}[key] for key in keys) or tuple(measures().values())


def needs(measure: Measure) -> frozenset[str]:
    """Return the fields of the case export, as resource.field, without which a measure is not collected.

    `one|other` is met by either. Measures made of several are collected part by part.
    """
    if isinstance(measure.shape, Listed | Several | Together):
        return measure.needs
    used: list[ColumnElement[Any]] = []
    if isinstance(measure.shape, Duration):
        used += [measure.shape.days, *([] if measure.shape.among is None else [measure.shape.among])]
    else:
        used.append(measure.shape.state)
    used += [measure.unit.c[name] for name in (measure.date, *(measure.at_period_end or ())) if name]
    base = {"enquiries.enquiry_ref"} if "enquiry_type" in measure.unit.c else set()
    return measure.unit.needs_of(*used) | measure.needs | base


def is_collected(measure: Measure, fields: frozenset[str]) -> bool:
    """Return whether a release that delivers `fields` can answer a measure."""
    return all(any(name in fields for name in need.split("|")) for need in needs(measure))
