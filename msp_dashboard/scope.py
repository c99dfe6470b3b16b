"""What the reader asked for, and may have: checked against closed lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from msp_dashboard.periods import TIME_FIELDS, Period, is_whole_quarters, last_closed_quarters, split

DEPTH = {"public": 1, "board": 2}
NEVER_BY = {"public": ("service", "team"), "board": ("service", "team")}
NEVER_WHERE = {"public": ("service", "team"), "board": ("team",)}
ENQUIRY_TYPES = ("s42", "other", "all")
ALL = "all"


class ScopeRefused(Exception):
    """What was asked for may not be had; the message is a sentence for the reader."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The closed lists that a release offers: values by field, and its extract date."""

    extract_date: date
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who asks: a tier, and in the exact tier the services or teams that are theirs (None: all)."""

    tier: str
    services: tuple[str, ...] | None = None
    teams: tuple[str, ...] | None = None

    @property
    def limits(self) -> dict[str, tuple[str, ...]]:
        """The filters that always apply to this reader."""
        named = {"service": self.services, "team": self.teams}
        return {name: values for name, values in named.items() if values is not None}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was asked for, not yet allowed; no period means the last four quarters that ended."""

    period: Period | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: str | None = None
    enquiry_type: str = "s42"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A question that may be answered: `allow` makes it, so that it has passed every rule."""

    tier: str
    period: Period
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: str | None = None
    enquiry_type: str = "s42"
    limits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def allow(reader: Reader, choices: Choices, question: Question) -> Scope:
    """Return the scope of a question; raises ScopeRefused with the reason where the reader may not ask it."""
    where = {name: codes for name, codes in question.where.items() if name not in TIME_FIELDS}
    times = {name: codes for name, codes in question.where.items() if name in TIME_FIELDS}
    scope = Scope(
        tier=reader.tier,
        period=_narrowed(question.period or last_closed_quarters(choices.extract_date), times),
        where=where,
        by=question.by,
        enquiry_type=question.enquiry_type,
        limits=reader.limits,
    )
    _check_words(choices, scope)
    _check_tier(choices, scope)
    for name, allowed in reader.limits.items():
        if any(value not in allowed for value in where.get(name, ())):
            raise ScopeRefused(f"That {name} is not one of yours: choose one that your role covers.")
    return scope


def _narrowed(period: Period, times: Mapping[str, tuple[str, ...]]) -> Period:
    for name, labels in times.items():
        parts = dict(split(period, name))
        if len(labels) != 1 or labels[0] not in parts:
            raise ScopeRefused(f"The period holds no such {name}: choose one of {', '.join(parts)}.")
        period = parts[labels[0]]
    return period


def _check_words(choices: Choices, scope: Scope) -> None:
    by = scope.by
    for name, codes in scope.where.items():
        if name not in choices.values:
            raise ScopeRefused(f"There is no filter {name!r}: choose {', '.join(choices.values)}.")
        unknown = [code for code in codes if code not in (*choices.values[name], "not_recorded")]
        if unknown:
            raise ScopeRefused(
                f"The filter {name} has no such code: choose {', '.join(choices.values[name])}."
            )
    if by is not None and by not in choices.values and by not in TIME_FIELDS:
        known = ", ".join((*choices.values, *TIME_FIELDS))
        raise ScopeRefused(f"There is no breakdown {by!r}: choose {known}.")
    if scope.enquiry_type not in ENQUIRY_TYPES:
        raise ScopeRefused(f"There is no such enquiry type: choose {', '.join(ENQUIRY_TYPES)}.")


def _check_tier(choices: Choices, scope: Scope) -> None:
    tier, period, where, by = scope.tier, scope.period, scope.where, scope.by
    if tier not in DEPTH:
        return
    named = {*where, *([by] if by and by not in TIME_FIELDS else [])}
    if len(named) > DEPTH[tier]:
        raise ScopeRefused(
            f"The {tier} tier allows {DEPTH[tier]} filter(s) and breakdown together, beside the period: "
            "choose fewer, so that nobody can be recognised."
        )
    for name in where:
        if name in NEVER_WHERE[tier] or len(where[name]) > 1:
            raise ScopeRefused(f"The {tier} tier can't be filtered by {name} in that way: take it off.")
    if by in NEVER_BY[tier] or by == "month":
        raise ScopeRefused(f"The {tier} tier can't be broken down by {by}: choose another breakdown.")
    if not is_whole_quarters(period) or period.last > choices.extract_date:
        raise ScopeRefused(
            f"The {tier} tier shows whole quarters that have ended: start on the first day of a quarter and "
            f"end on the last day of one that ended by {choices.extract_date.isoformat()}."
        )


def from_query(query: Mapping[str, str], reader: Reader, choices: Choices) -> tuple[Scope, tuple[str, ...]]:
    """Return the scope of a page's URL, and sentences on what was left out because it may not be had.

    A URL is a claim: unknown names and values are ignored, and a refused combination falls back to all.
    """
    where = {
        name: (value,)
        for name, value in query.items()
        if name in choices.values and (value in choices.values[name] or value == "not_recorded")
    }
    period = read_period(query.get("period", ""))
    notes: list[str] = []
    for attempt_where, attempt_period in ((where, period), (where, None), ({}, period), ({}, None)):
        try:
            scope = allow(reader, choices, Question(period=attempt_period, where=attempt_where))
        except ScopeRefused as refusal:
            notes.append(str(refusal))
            continue
        return scope, tuple(dict.fromkeys(notes))
    raise AssertionError("the default scope is always allowed")


def to_query(scope: Scope, choices: Choices) -> str:
    """Return the query string that leads back to a scope; blank for the default."""
    pairs = {name: codes[0] for name, codes in scope.where.items()}
    if scope.period != last_closed_quarters(choices.extract_date):
        pairs["period"] = write_period(scope.period)
    return urlencode(pairs)


def read_period(text: str) -> Period | None:
    """Return the period of `2025-10-01..2026-09-30`; None where it is not one."""
    first, _, last = text.partition("..")
    try:
        return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))
    except ValueError:
        return None


def write_period(period: Period) -> str:
    """Return a period as a URL holds it."""
    return f"{period.first.isoformat()}..{period.last.isoformat()}"
