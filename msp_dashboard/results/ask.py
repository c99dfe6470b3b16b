"""Asking a release: which choices it offers, what it is, and the answers to a scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, select

from msp_dashboard.measures.catalogue import chosen, is_collected, measures
from msp_dashboard.measures.definition import Listed, Measure, Several, Together
from msp_dashboard.measures.evaluate import evaluate
from msp_dashboard.measures.selection import FIELDS, Selection, field_values
from msp_dashboard.measures.statements import Tally
from msp_dashboard.measures.units import digest
from msp_dashboard.periods import TIME_FIELDS
from msp_dashboard.releases import Release, connected
from msp_dashboard.results.answers import (
    Answer,
    Answers,
    EntriesFigures,
    Figures,
    Group,
    SeveralFigures,
)
from msp_dashboard.results.beside import beside_in_groups, beside_of
from msp_dashboard.results.caveats import caveats_of
from msp_dashboard.results.compose import compose
from msp_dashboard.results.groups import groups_of, has_own_groups, protection_of, teams_in_order, tells_teams
from msp_dashboard.results.protection import Protection
from msp_dashboard.results.together import groups_side_by_side, not_everywhere, side_by_side
from msp_dashboard.scope import Choices, Scope
from msp_dashboard.warehouse import table


@dataclass(frozen=True, kw_only=True)
class About:
    """What a page says of its release."""

    name: str
    extract_date: date
    synthetic: bool
    built_at: str


def about(release: Release) -> About:
    """Return what a page says of its release."""
    return About(
        name=release.name,
        extract_date=release.extract_date,
        synthetic=release.synthetic,
        built_at=release.built_at,
    )


@lru_cache(maxsize=16)
def _choices(release: Release) -> Choices:
    with connected(release) as connection:
        values = {name: field_values(connection, name) for name in FIELDS}
        teams = table("teams")
        rows = connection.execute(select(teams.c.team_name, teams.c.service)).all()
    services = {str(team): str(service) for team, service in rows if team and service}
    return Choices(extract_date=release.extract_date, values=values, service_of=services)


def choices(release: Release) -> Choices:
    """Return the closed lists that a release offers for filters."""
    return _choices(release)


def answer(release: Release, scope: Scope, keys: Sequence[str] = ()) -> Answers:
    """Return the answers to an allowed scope, all measures where no key is given; raises KeyError on another.

    A release never changes, so answers are kept for the process's life, newest uses first.
    """
    frozen = replace(scope, where=_Frozen(scope.where), limits=_Frozen(scope.limits))
    return _answer(release, frozen, tuple(keys))


class _Frozen(dict[str, tuple[str, ...]]):
    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


@lru_cache(maxsize=2000)
def _answer(release: Release, scope: Scope, keys: tuple[str, ...]) -> Answers:
    wanted = chosen(keys)
    several = [measure.shape for measure in wanted if isinstance(measure.shape, Several | Together)]
    with connected(release) as connection:
        collected = _collected(connection)
        there = [measure for measure in wanted if is_collected(measure, collected)]
        found = evaluate(connection, there, _of_release(release, scope))
        parts = {
            shape: evaluate(
                connection, chosen(shape.keys), _of_release(release, _scope_of_parts(shape, scope))
            )
            for shape in several
        }
        teams = field_values(connection, "team") if any(map(tells_teams, wanted)) else ()
    answers = (_one(measure, collected, found, parts, scope) for measure in wanted)
    return Answers(by_key={each.key: teams_in_order(each, teams) for each in answers})


def _collected(connection: Connection) -> frozenset[str]:
    columns = table("collected").c
    rows = connection.execute(select(columns.resource, columns.field).distinct())
    return frozenset(f"{resource}.{field}" for resource, field in (tuple(row) for row in rows))


def _selection(scope: Scope) -> Selection:
    where = {name: codes for name, codes in scope.limits.items() if name not in scope.where}
    return Selection(
        period=scope.period, where={**where, **scope.where}, by=scope.by, enquiry_type=scope.enquiry_type
    )


def _of_release(release: Release, scope: Scope) -> Selection:
    own = release.units_digest == digest()
    return replace(_selection(scope), derive_at=None if own else release.extract_date)


def _one(
    measure: Measure,
    collected: frozenset[str],
    found: Mapping[str, Tally],
    parts: Mapping[Several | Together, Mapping[str, Tally]],
    scope: Scope,
) -> Answer:
    selection = _selection(scope)
    if not is_collected(measure, collected):
        return Answer(measure=measure, figures=None, caveats=measure.caveats)
    if isinstance(measure.shape, Several | Together):
        return _made_of_others(measure, measure.shape, parts[measure.shape], scope, collected)
    protection = protection_of(scope.tier, of_people=measure.of_people)
    if isinstance(measure.shape, Listed):
        figures: Figures = _listed(measure.shape, collected, found, protection)
        groups = _listed_groups(measure.shape, collected, found, scope)
    else:
        figures = compose(measure, found[measure.key], protection)
        groups = groups_of(measure, found[measure.key], scope)
    parts_beside = {name: part for name, part in measure.beside.items() if is_collected(part, collected)}
    beside = beside_of(measure, parts_beside, figures, found, protection)
    groups = beside_in_groups(measure, parts_beside, groups, found, scope)
    grouped = groups is not None and not has_own_groups(measure)
    return Answer(
        measure=measure,
        figures=figures,
        groups=groups,
        caveats=caveats_of(measure, figures),
        not_filtered_by=selection.not_filtered_by(measure),
        not_grouped_by=() if scope.by is None or grouped else (scope.by,),
        beside=beside,
    )


def _listed(
    shape: Listed, collected: frozenset[str], found: Mapping[str, Tally], protection: Protection
) -> EntriesFigures:
    """The figures of every part that the release collects."""
    entries: dict[tuple[str, ...], Figures] = {
        (name,): compose(part, found[part.key], protection)
        for name, part in shape.measures.items()
        if is_collected(part, collected)
    }
    return EntriesFigures(names=(shape.name,), entries=entries)


def _listed_groups(
    shape: Listed, collected: frozenset[str], found: Mapping[str, Tally], scope: Scope
) -> tuple[Group, ...] | None:
    """The same for each value of the breakdown; none where it reaches no part."""
    by_part = {
        name: groups_of(part, found[part.key], scope)
        for name, part in shape.measures.items()
        if is_collected(part, collected)
    }
    parts = {name: groups for name, groups in by_part.items() if groups is not None}
    if not parts:
        return None
    return tuple(
        Group(
            value=same[0].value,
            label=same[0].label,
            figures=EntriesFigures(
                names=(shape.name,),
                entries={(name,): each.figures for name, each in zip(parts, same, strict=True)},
            ),
        )
        for same in zip(*parts.values(), strict=True)
    )


def _scope_of_parts(shape: Several | Together, scope: Scope) -> Scope:
    """Several are broken down by a field of their own; sources side by side by nothing but time."""
    if isinstance(shape, Several):
        return replace(scope, by=shape.by)
    return scope if scope.by in TIME_FIELDS else replace(scope, by=None)


def _made_of_others(
    measure: Measure,
    shape: Several | Together,
    tallies: Mapping[str, Tally],
    scope: Scope,
    collected: frozenset[str],
) -> Answer:
    inner, selection = _scope_of_parts(shape, scope), _selection(scope)
    parts = {key: _one(measures()[key], collected, tallies, {}, inner) for key in shape.keys}
    groups = None
    if isinstance(shape, Several):
        fields = selection.not_filtered_by(measure)
        alone = (replace(part, not_filtered_by=()) for part in parts.values())
        figures: Figures = SeveralFigures(answers=tuple(alone))
    else:
        fields = not_everywhere(selection, parts.values())
        figures, groups = side_by_side(shape, parts), groups_side_by_side(shape, parts)
    return Answer(
        measure=measure,
        figures=figures,
        groups=groups,
        caveats=measure.caveats,
        not_filtered_by=fields,
        not_grouped_by=() if scope.by is None or groups is not None else (scope.by,),
    )
