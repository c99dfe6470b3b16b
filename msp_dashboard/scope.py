"""What the reader asked for, and may have: checked against closed lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from msp_dashboard.periods import TIME_FIELDS, Period, is_whole_quarters, last_closed_quarters, split

# A page may compare with some years before its period, so that a URL may not go back as far as a question.
EARLIEST, EARLIEST_OF_URL = date(1980, 1, 1), date(1990, 1, 1)
A_YEAR = timedelta(days=366)
NUMBERS = {1: "one filter can be used", 2: "two filters can be combined"}
DEPTH = {"public": 1, "board": 2}
NEVER_BY = {"public": ("service", "team"), "board": ("service", "team")}
NEVER_WHERE = {"public": ("service", "team"), "board": ("team",)}
ENQUIRY_TYPES = ("s42", "other", "all")
ALL = "all"


class ScopeRefused(Exception):
    """What was asked for may not be had; the message is a sentence for the reader."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The closed lists that a release offers: values by field, the service of each team, its extract date."""

    extract_date: date
    values: Mapping[str, tuple[str, ...]]
    service_of: Mapping[str, str] = field(default_factory=dict)


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


def own_teams(reader: Reader, choices: Choices) -> tuple[str, ...]:
    """Return the teams of a release that a reader may be told of by name: none outside the exact tier."""
    if reader.tier in DEPTH:
        return ()
    allowed = _covered(reader, choices).get("team", choices.values["team"])
    return tuple(team for team in choices.values["team"] if team in allowed)


def allow(reader: Reader, choices: Choices, question: Question) -> Scope:
    """Return the scope of a question; raises ScopeRefused with the reason where the reader may not ask it."""
    where = {name: codes for name, codes in question.where.items() if name not in TIME_FIELDS}
    times = {name: codes for name, codes in question.where.items() if name in TIME_FIELDS}
    if question.period is not None:
        _check_days(choices, question.period)
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
    _check_reader(reader, choices, where)
    return scope


def _check_days(choices: Choices, period: Period) -> None:
    latest = choices.extract_date + A_YEAR
    if period.first < EARLIEST or period.last > latest:
        raise ScopeRefused(
            f"A period lies between {EARLIEST.isoformat()} and {latest.isoformat()}: choose days within it."
        )


def _check_reader(reader: Reader, choices: Choices, where: Mapping[str, tuple[str, ...]]) -> None:
    for name, allowed in _covered(reader, choices).items():
        if any(value not in allowed for value in where.get(name, ())):
            raise ScopeRefused(f"That {name} is not one of yours: choose one that your role covers.")


def _covered(reader: Reader, choices: Choices) -> dict[str, tuple[str, ...]]:
    """The services and teams that a reader may name: their own services and the teams in them, or back."""
    covered = reader.limits
    if reader.services is not None and reader.teams is None:
        own = (team for team, service in choices.service_of.items() if service in reader.services)
        covered["team"] = tuple(own)
    if reader.teams is not None and reader.services is None:
        covered["service"] = tuple(
            service for team, service in choices.service_of.items() if team in reader.teams
        )
    return covered


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
            f"Only {NUMBERS[DEPTH[tier]]} here, so that nobody can be recognised: take one off"
            f"{', or the breakdown' if by in named else ''}."
        )
    for name in where:
        if name in NEVER_WHERE[tier]:
            raise ScopeRefused(
                f"Figures of one {name} are not shown here, so that nobody can be recognised: take it off."
            )
        if len(where[name]) > 1:
            raise ScopeRefused(f"Only one choice of {name} can be used here: take the others off.")
    if by in NEVER_BY[tier] or by == "month":
        raise ScopeRefused(f"Figures are not shown by {by} here: choose another breakdown.")
    if not is_whole_quarters(period) or period.last > choices.extract_date:
        raise ScopeRefused(
            "Only whole quarters that have ended are shown here: start on the first day of a quarter, and "
            f"end on the last day of one that ended by {choices.extract_date.isoformat()}."
        )


def from_query(query: Mapping[str, str], reader: Reader, choices: Choices) -> tuple[Scope, tuple[str, ...]]:
    """Return the scope of a page's URL, and sentences on what was left out because it may not be had.

    A URL is a claim: names, values and days that cannot be are ignored, and a refused combination falls
    back to all.
    """
    where = {
        name: (value,)
        for name, value in query.items()
        if name in choices.values and (value in choices.values[name] or value == "not_recorded")
    }
    period = read_period(query.get("period", ""), choices)
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


def read_period(text: str, choices: Choices) -> Period | None:
    """Return the period of `2025-10-01..2026-09-30`; None where it is none that a release could hold."""
    first, _, last = text.partition("..")
    try:
        period = Period(first=date.fromisoformat(first), last=date.fromisoformat(last))
    except ValueError:
        return None
    there = period.first >= EARLIEST_OF_URL and period.last <= choices.extract_date + A_YEAR
    return period if there else None


def write_period(period: Period) -> str:
    """Return a period as a URL holds it."""
    return f"{period.first.isoformat()}..{period.last.isoformat()}"
