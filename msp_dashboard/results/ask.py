"""Asking a release: which choices it offers, what it is, and the answers to a scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, func, select

from msp_dashboard.disclosure import EXACT
from msp_dashboard.measures.catalogue import chosen, is_collected, measures
from msp_dashboard.measures.definition import Listed, Measure, Proportion, Several
from msp_dashboard.measures.evaluate import adds_up, evaluate
from msp_dashboard.measures.selection import CODED_FIELDS, FIELDS, Selection, field_values
from msp_dashboard.measures.statements import Tally
from msp_dashboard.measures.units import digest
from msp_dashboard.releases import Release, connected
from msp_dashboard.results.answers import (
    Answer,
    Answers,
    EntriesFigures,
    Figures,
    Group,
    Note,
    SeveralFigures,
)
from msp_dashboard.results.caveats import caveats_of
from msp_dashboard.results.compose import compose, compose_groups, own_groups
from msp_dashboard.results.protection import Protection
from msp_dashboard.scope import Choices, Scope
from msp_dashboard.settings import settings
from msp_dashboard.vocabulary import NOT_RECORDED, code_list
from msp_dashboard.warehouse import table

OTHER_SYSTEM = "Records of another case system begin: before and after may not be recorded alike."


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


def recording_notes(release: Release) -> tuple[Note, ...]:
    """Return the dated notes about recording, and where another case system sets in, oldest first."""
    with connected(release) as connection:
        found = [*_written_notes(connection), *_other_systems(connection)]
    return tuple(sorted(found, key=lambda note: (note.first, note.text)))


def _other_systems(connection: Connection) -> list[Note]:
    """A trend that joins two systems is not one way of recording: every system but the first is a note.

    It begins with the first enquiry of its own: what moved into it had started elsewhere.
    """
    enquiries, before = table("enquiries"), table("superseded")
    moved = select(before.c.record_token).where(before.c.resource == "enquiries", before.c.change == "moved")
    first = func.min(enquiries.c.started_on).label("first")
    statement = (
        select(enquiries.c.source_system, first)
        .where(enquiries.c.record_token.not_in(moved))
        .group_by(enquiries.c.source_system)
    )
    days = sorted(str(day) for _, day in (tuple(row) for row in connection.execute(statement)))
    return [Note(first=day, last=None, team=None, text=OTHER_SYSTEM) for day in days[1:]]


def _written_notes(connection: Connection) -> list[Note]:
    notes, teams = table("recording_notes"), table("teams")
    statement = (
        select(notes.c.from_on, notes.c.to_on, teams.c.team_name, notes.c.note)
        .select_from(notes.outerjoin(teams, teams.c.team_id == notes.c.team_id))
        .order_by(notes.c.from_on, notes.c.note)
    )
    return [
        Note(first=str(first), last=None if last is None else str(last), team=team, text=text)
        for first, last, team, text in (tuple(row) for row in connection.execute(statement))
    ]


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
    several = [measure.shape for measure in wanted if isinstance(measure.shape, Several)]
    with connected(release) as connection:
        collected = _collected(connection)
        there = [measure for measure in wanted if is_collected(measure, collected)]
        found = evaluate(connection, there, _of_release(release, scope))
        parts = {
            shape: evaluate(connection, chosen(shape.keys), _of_release(release, replace(scope, by=shape.by)))
            for shape in several
        }
    return Answers(by_key={measure.key: _one(measure, collected, found, parts, scope) for measure in wanted})


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


def protection_of(tier: str) -> Protection:
    """Return the thresholds of a tier."""
    limits = settings()
    minimum = 1 if tier == EXACT else limits.rate_minimum
    return Protection(tier=tier, threshold=limits.suppression_threshold, rate_minimum=minimum)


def _one(
    measure: Measure,
    collected: frozenset[str],
    found: Mapping[str, Tally],
    parts: Mapping[Several, Mapping[str, Tally]],
    scope: Scope,
) -> Answer:
    selection = _selection(scope)
    if not is_collected(measure, collected):
        return Answer(measure=measure, figures=None, caveats=measure.caveats)
    if isinstance(measure.shape, Several):
        return _several(measure, measure.shape, parts[measure.shape], scope, collected)
    protection = protection_of(scope.tier)
    if isinstance(measure.shape, Listed):
        figures: Figures = _listed(measure.shape, collected, found, protection)
        groups = _listed_groups(measure.shape, collected, found, scope)
    else:
        figures = compose(measure, found[measure.key], protection)
        groups = _groups(measure, found[measure.key], scope)
    beside = {name: compose(part, found[part.key], protection) for name, part in measure.beside.items()}
    grouped = groups is not None and not _has_own_groups(measure)
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
        name: _groups(part, found[part.key], scope)
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


def _several(
    measure: Measure, shape: Several, tallies: Mapping[str, Tally], scope: Scope, collected: frozenset[str]
) -> Answer:
    inner = replace(scope, by=shape.by)
    parts = (_one(measures()[key], collected, tallies, {}, inner) for key in shape.keys)
    answers = tuple(replace(part, not_filtered_by=()) for part in parts)
    figures = SeveralFigures(answers=answers)
    return Answer(
        measure=measure,
        figures=figures,
        caveats=measure.caveats,
        not_filtered_by=_selection(scope).not_filtered_by(measure),
        not_grouped_by=() if scope.by is None else (scope.by,),
    )


def _has_own_groups(measure: Measure) -> bool:
    return isinstance(measure.shape, Proportion) and measure.shape.groups is not None


def _groups(measure: Measure, tally: Tally, scope: Scope) -> tuple[Group, ...] | None:
    shape, protection = measure.shape, protection_of(scope.tier)
    if isinstance(shape, Proportion) and shape.groups is not None:
        named = code_list(shape.groups[1])
        plain = replace(measure, shape=replace(shape, groups=None))
        parts = [(code, Tally(counts=own)) for code, own in own_groups(shape, tally.counts).items()]
        figures = compose_groups(plain, [part for _, part in parts], [range(len(parts))], protection)
        return tuple(
            Group(value=code, label=named.label(code), figures=each)
            for (code, _), each in zip(parts, figures, strict=True)
        )
    if tally.groups is None:
        return None
    sets = _sets(measure, scope, [value for value, _ in tally.groups])
    figures = compose_groups(measure, [part for _, part in tally.groups], sets, protection)
    return tuple(
        Group(value=value, label=_label(scope.by or "", value), figures=each)
        for (value, _), each in zip(tally.groups, figures, strict=True)
    )


def _sets(measure: Measure, scope: Scope, values: Sequence[str]) -> list[range]:
    """The runs of groups that add up to a figure shown elsewhere.

    All of them do; of quarters only the runs that pages offer as a period: a year, and the last four.
    """
    if scope.by is None or not adds_up(measure, scope.by):
        return []
    if scope.by != "quarter":
        return [range(len(values))]
    firsts = [place for place, value in enumerate(values) if value.endswith("Q1")]
    starts = {place for place in (*firsts, len(values) - 4) if 0 <= place <= len(values) - 4}
    return [range(place, place + 4) for place in sorted(starts)]


def _label(by: str, value: str) -> str:
    if value == NOT_RECORDED:
        return "Not recorded"
    return code_list(CODED_FIELDS[by]).label(value) if by in CODED_FIELDS else value
