"""What one reader looks at: a release, an allowed scope, and the answers to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from msp_dashboard.disclosure import EXACT
from msp_dashboard.periods import Period, containing, last_closed_quarters, split
from msp_dashboard.releases import Release
from msp_dashboard.results import About, Answers, CountFigures, Note, about, answer, choices, recording_notes
from msp_dashboard.scope import (
    Choices,
    Question,
    Reader,
    Scope,
    ScopeRefused,
    allow,
    from_query,
    to_query,
)
from msp_dashboard.settings import settings

LONGEST_TREND = 16
YEARS_BACK = 12
FILTERS = ("service", "team", "age_band", "risk_type", "lacked_capacity")


@dataclass(frozen=True, kw_only=True)
class View:
    """One reader's look at a release through one scope; `notices` say what of the URL could not be had."""

    release: Release
    reader: Reader
    scope: Scope
    query: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the reader sees small numbers."""
        return self.reader.tier == EXACT

    @property
    def rate_minimum(self) -> int:
        """The smallest denominator of a percentage on a page."""
        limits = settings()
        return limits.rate_minimum_exact if self.exact else limits.rate_minimum

    @property
    def about(self) -> About:
        """What the release says of itself."""
        return about(self.release)

    @property
    def choices(self) -> Choices:
        """The closed lists of the release."""
        return choices(self.release)

    @property
    def address(self) -> str:
        """The query string that leads back here; blank for the default."""
        query = to_query(self.scope, self.choices)
        return f"?{query}" if query else ""

    def answers(self, *keys: str) -> Answers:
        """Return the answers over the whole period."""
        return answer(self.release, self.scope, keys)

    def by_quarter(self, *keys: str) -> Answers:
        """Return the answers by quarter, over the trend's period."""
        question = Question(period=self.trend, where=self.scope.where, by="quarter")
        return answer(self.release, self._allow(question), keys)

    def grouped(self, by: str, *keys: str) -> Answers | None:
        """Return the answers by a field; None where this reader may not have that."""
        try:
            allowed = self._allow(Question(period=self.scope.period, where=self.scope.where, by=by))
        except ScopeRefused:
            return None
        return answer(self.release, allowed, keys)

    def without(self, name: str) -> "View":
        """Return the same view with one filter taken off."""
        where = {other: codes for other, codes in self.scope.where.items() if other != name}
        return replace(self, scope=self._allow(Question(period=self.scope.period, where=where)))

    def other(self, period: Period, *keys: str) -> Answers:
        """Return the answers over another period that this reader may have; raises ScopeRefused."""
        allowed = self._allow(Question(period=period, where=self.scope.where))
        return answer(self.release, allowed, keys)

    def _allow(self, question: Question) -> Scope:
        return allow(self.reader, self.choices, question)

    @property
    def trend(self) -> Period:
        """The closed quarters of charts over time: from the first with anything in it to the period's end."""
        last = last_closed_quarters(min(self.scope.period.last, self.release.extract_date)).last
        earliest = first_day(self.release)
        back = last_closed_quarters(last, LONGEST_TREND).first
        return Period(first=min(max(earliest, back), containing(last, "quarter").first), last=last)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The dated notes about recording; those about one team only for whom that team is theirs."""
        own = units_of(self.release, self.reader, "team") if self.exact else ()
        return tuple(note for note in _notes(self.release) if note.team is None or note.team in own)


def look(release: Release, reader: Reader, query: Mapping[str, str]) -> View:
    """Return the view of a URL. Where its filters cannot be combined, those named last are left out."""
    offered = choices(release)
    claims = {name: value for name, value in query.items() if name in ("period", *FILTERS)}
    scope, notices = from_query(claims, reader, offered)
    kept = dict(claims)
    while notices and not scope.where and (named := [name for name in kept if name != "period"]):
        del kept[named[-1]]
        scope, _ = from_query(kept, reader, offered)
    return View(release=release, reader=reader, scope=scope, query=query, notices=notices)


@lru_cache(maxsize=16)
def _notes(release: Release) -> tuple[Note, ...]:
    return recording_notes(release)


@lru_cache(maxsize=16)
def first_day(release: Release) -> date:
    """Return the first day of the first quarter in which any enquiry concluded."""
    last = last_closed_quarters(release.extract_date, 4 * YEARS_BACK)
    scope = allow(Reader(tier="board"), choices(release), Question(period=last, by="quarter"))
    found = answer(release, scope, ("enquiries_concluded",))["enquiries_concluded"].groups or ()
    for group, (_, quarter) in zip(found, split(last, "quarter"), strict=True):
        if isinstance(group.figures, CountFigures) and group.figures.count != 0:
            return quarter.first
    return last_closed_quarters(release.extract_date).first


@lru_cache(maxsize=64)
def units_of(release: Release, reader: Reader, unit: str) -> tuple[str, ...]:
    """Return the services or teams that a reader in the exact tier works with, in their configured order."""
    period = Period(first=first_day(release), last=release.extract_date)
    scope = allow(reader, choices(release), Question(period=period, by=unit))
    found = answer(release, scope, ("enquiries_started",))["enquiries_started"].groups or ()
    return tuple(
        group.value
        for group in found
        if group.value != "not_recorded" and isinstance(group.figures, CountFigures) and group.figures.count
    )
