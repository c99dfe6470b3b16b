"""What one reader looks at: a release, an allowed scope, and the answers to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

from msp_dashboard.disclosure import EXACT
from msp_dashboard.periods import Period, containing, last_closed_quarters, split
from msp_dashboard.releases import Release
from msp_dashboard.results import About, Answers, Changes, CountFigures, Note, about, answer, changes, choices
from msp_dashboard.results.authors import Author
from msp_dashboard.scope import (
    Choices,
    Question,
    Reader,
    Scope,
    ScopeRefused,
    allow,
    from_query,
    own_teams,
    read_period,
    to_query,
)
from msp_dashboard.settings import settings

LONGEST_TREND = 16
YEARS_BACK = 12
FILTERS = ("service", "team", "age_band", "risk_type", "lacked_capacity")
NO_SUCH_PERIOD = (
    "This release holds nothing of the period in this address: it shows the last four quarters instead."
)


@dataclass(frozen=True, kw_only=True)
class View:
    """One reader's look at a release through one scope; `notices` say what of the URL could not be had.

    `author` is who looks, where they are known by name: what they may write is decided by the doors.
    """

    release: Release
    reader: Reader
    scope: Scope
    query: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    author: Author | None = None

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

    def over(self, grain: str, *keys: str) -> Answers:
        """Return the answers by quarter or month, from the first with anything in it to the period's end."""
        question = Question(period=self.long_trend, where=self.scope.where, by=grain)
        return answer(self.release, self._allow(question), keys)

    def grouped(self, by: str, *keys: str, period: Period | None = None) -> Answers | None:
        """Return the answers by a field; None where this reader may not have that."""
        try:
            question = Question(period=period or self.scope.period, where=self.scope.where, by=by)
            allowed = self._allow(question)
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
        return self._back(LONGEST_TREND)

    @property
    def long_trend(self) -> Period:
        """The same as far back as a chart by longer periods goes."""
        return self._back(4 * YEARS_BACK)

    def _back(self, quarters: int) -> Period:
        last = last_closed_quarters(min(self.scope.period.last, self.release.extract_date)).last
        back = last_closed_quarters(last, quarters).first
        earliest = max(first_day(self.release), back)
        return Period(first=min(earliest, containing(last, "quarter").first), last=last)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The dated notes about recording; those about one team only for whom that team is theirs."""
        own = own_teams(self.reader, self.choices)
        return tuple(note for note in self._changes.notes if note.team is None or note.team in own)

    @property
    def unread_notes(self) -> str:
        """Which notes could not be had now, in words; blank where all could."""
        return self._changes.unread

    @cached_property
    def _changes(self) -> Changes:
        """Read once for a look: a page draws them many times, and they may change before the next."""
        return changes(self.release)


def look(release: Release, reader: Reader, query: Mapping[str, str], author: Author | None = None) -> View:
    """Return the view of a URL. Where its filters cannot be combined, those named last are left out."""
    offered = choices(release)
    claims = {name: value for name, value in query.items() if name in ("period", *FILTERS)}
    scope, notices = from_query(claims, reader, offered)
    kept = dict(claims)
    while notices and not scope.where and (named := [name for name in kept if name != "period"]):
        del kept[named[-1]]
        scope, _ = from_query(kept, reader, offered)
    if claims.get("period", "all") != "all" and read_period(claims["period"], offered) is None:
        notices = (*notices, NO_SUCH_PERIOD)
    return View(release=release, reader=reader, scope=scope, query=query, notices=notices, author=author)


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
