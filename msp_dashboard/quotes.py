"""The one door to words: quotes that may be shown, a few at a time, by financial year and theme only."""

import hashlib
import math
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from msp_dashboard.operations import (
    RESTRICTED,
    OperationsError,
    keyed_digest,
    owner_of,
    read_key,
    reading,
    restricted_texts,
    unseal,
)
from msp_dashboard.operations import quotes as captures
from msp_dashboard.periods import financial_year, last_closed_quarters
from msp_dashboard.releases import Release, connected
from msp_dashboard.warehouse import table

AT_A_TIME = 3
GROUP_AT_LEAST = 5  # fewer, and a reader could tell who spoke
GROUP_AT_MOST = 8  # so that nobody can pick the happy ones
PEOPLE_AT_LEAST = 20  # with a concluded enquiry in the year
LONGEST_QUOTE = 300
REMEMBERED_SECONDS = 5  # one page asks several times; words that were withdrawn are gone soon after
SHARED = ("board", "public")

NOT_REVIEWED = "No words are shown: real words first need consent, screening and two reviews."
TOO_FEW = "No words are shown: too few people's words have been released to keep each of them unrecognised."
NO_STORE = "No words are shown: the place where they are kept cannot be read."


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Words that may be shown. Theme or year is None where saying it would single out a small group."""

    public_id: str
    text: str
    said_by: str
    polarity: str | None
    theme: str | None
    year: str | None
    kind: str


@dataclass(frozen=True, kw_only=True)
class Voices:
    """Quotes, and the sentence that says why they are of a wider group than asked for, or none."""

    quotes: tuple[Quote, ...]
    widened: str | None


@dataclass(frozen=True, kw_only=True)
class _Capture:
    """A quote with consent, whether or not it may be shown."""

    token: str
    enquiry: str | None
    text: str
    said_by: str
    polarity: str | None
    theme: str | None
    year: str
    kind: str
    may_be_shown: bool


def voices(
    release: Release,
    *,
    theme: str | None = None,
    year: str | None = None,
    kind: str = "quote",
    offset: int = 0,
) -> Voices:
    """Return at most three quotes of a (year, theme), in the same order for everyone within a release.

    Where a group is too small it is widened to the year, then to all years, and the answer says so.
    """
    if not release.synthetic:
        return Voices(quotes=(), widened=NOT_REVIEWED)
    try:
        key = read_key(RESTRICTED)
        consented, shown = _remembered(release, key, int(time.monotonic() / REMEMBERED_SECONDS))
    except OperationsError:
        return Voices(quotes=(), widened=NO_STORE)
    of_kind = [[each for each in some if each.kind == kind] for some in (consented, shown)]
    groups = _Groups(release=release, consented=of_kind[0], shown=of_kind[1])
    for wider_year, wider_theme, words in _steps(year, theme):
        if groups.are_large_enough(wider_year, wider_theme):
            chosen = groups.choose(wider_year, wider_theme)
            three = chosen[offset : offset + AT_A_TIME]
            of_group = (groups.quote(each, key, wider_year, wider_theme) for each in three)
            return Voices(quotes=tuple(of_group), widened=words)
    return Voices(quotes=(), widened=TOO_FEW)


def _steps(year: str | None, theme: str | None) -> Iterable[tuple[str | None, str | None, str | None]]:
    """From the group that was asked for to wider ones, each with the sentence that says so."""
    yield year, theme, None
    if year and theme:
        yield (
            year,
            None,
            "Too few people's words are about this alone, so words on other themes stand here too.",
        )
    if year:
        yield (
            None,
            theme,
            "Too few people's words are from this year alone, so words from all years stand here.",
        )
    if theme:
        yield (
            None,
            None,
            "Too few people's words are about this, so words on every theme and of all years stand here.",
        )


@dataclass(frozen=True, kw_only=True)
class _Groups:
    """The quotes of a release by year and theme."""

    release: Release
    consented: Sequence[_Capture]
    shown: Sequence[_Capture]

    def are_large_enough(self, year: str | None, theme: str | None) -> bool:
        """Whether nobody in the group could be told by being among few."""
        people = _people_by_year(self.release)
        known = people[year] if year else sum(people.values())
        return known >= PEOPLE_AT_LEAST and len(_of(self.shown, year, theme)) >= GROUP_AT_LEAST

    def choose(self, year: str | None, theme: str | None) -> list[_Capture]:
        """As many of a group as keep help and difficulty in the proportion of all that was shared."""
        shares = Counter(each.polarity for each in _of(self.consented, year, theme))
        waiting = _of(self.shown, year, theme)
        held = Counter(each.polarity for each in waiting)
        for size in range(min(GROUP_AT_MOST, len(waiting)), 0, -1):
            wanted = _apportion(shares, size)
            if all(held[polarity] >= number for polarity, number in wanted.items()):
                return _take(waiting, wanted)
        return []

    def quote(self, capture: _Capture, key: bytes, year: str | None, theme: str | None) -> Quote:
        """Return a capture as it may be shown in a group: with no more of year and theme than many share."""
        if year is None and self.are_large_enough(capture.year, theme):
            year = capture.year
        if theme is None and capture.theme and self.are_large_enough(year, capture.theme):
            theme = capture.theme
        return Quote(
            public_id=keyed_digest(key, "public quote", capture.token),
            text=capture.text,
            said_by=capture.said_by,
            polarity=capture.polarity,
            theme=theme,
            year=year,
            kind=capture.kind,
        )


def _of(captured: Sequence[_Capture], year: str | None, theme: str | None) -> list[_Capture]:
    return [each for each in captured if year in (None, each.year) and theme in (None, each.theme)]


def _apportion(shares: Counter[str | None], size: int) -> Counter[str | None]:
    """Return whole numbers that add up to `size` in these proportions (largest remainders)."""
    total = shares.total()
    exact = {polarity: size * count / total for polarity, count in shares.items()}
    whole = Counter({polarity: math.floor(number) for polarity, number in exact.items()})
    by_remainder = sorted(exact, key=lambda polarity: (whole[polarity] - exact[polarity], str(polarity)))
    whole.update(by_remainder[: size - whole.total()])
    return whole


def _take(waiting: Sequence[_Capture], wanted: Counter[str | None]) -> list[_Capture]:
    left = Counter(wanted)
    taken = []
    for each in waiting:
        if left[each.polarity] > 0:
            left[each.polarity] -= 1
            taken.append(each)
    return taken


@lru_cache(maxsize=2)
def _remembered(release: Release, key: bytes, moment: int) -> tuple[list[_Capture], list[_Capture]]:  # noqa: ARG001
    """Every quote with consent, and those that may be shown; read again at each new moment."""
    consented = _consented(release, key)
    return consented, _one_an_enquiry(release, consented)


def _one_an_enquiry(release: Release, consented: Sequence[_Capture]) -> list[_Capture]:
    """At most one quote of each enquiry, in an order that is random but the same within a release."""
    found: dict[str, _Capture] = {}
    for each in sorted(
        (each for each in consented if each.may_be_shown),
        key=lambda each: hashlib.sha256(f"{release.content_hash}{each.token}".encode()).digest(),
    ):
        found.setdefault(each.enquiry or each.token, each)
    return list(found.values())


def _consented(release: Release, key: bytes) -> list[_Capture]:
    texts = restricted_texts
    query = (
        sa.select(captures, texts.c.record_token, texts.c.source_system, texts.c.sealed)
        .join(texts, texts.c.text_id == captures.c.text_id)
        .where(texts.c.sealed.is_not(None), captures.c.consent == "given")
    )
    with reading() as connection:
        rows = connection.execute(query).all()
    enquiries = _enquiries(release, {row.enquiry_token for row in rows if row.enquiry_token})
    found = []
    for row in rows:
        enquiry = enquiries.get(row.enquiry_token)
        day: date | None = row.said_on or (enquiry.concluded_on if enquiry else None)
        if day is None or (row.enquiry_token and enquiry is None):
            continue
        text = unseal(key, row.sealed, owner_of(row.source_system, "quote", row.record_token))
        found.append(
            _Capture(
                token=row.record_token,
                enquiry=row.enquiry_token,
                text=text,
                said_by=row.said_by,
                polarity=row.polarity,
                theme=row.theme,
                year=financial_year(day),
                kind=row.kind,
                may_be_shown=_may_be_shown(release, row, enquiry, text),
            )
        )
    return found


def _may_be_shown(
    release: Release, row: sa.Row[*tuple[object, ...]], enquiry: sa.Row[*tuple[object, ...]] | None, text: str
) -> bool:
    """Whether consent covers a board, nobody is put at risk, and the work ended a full quarter ago."""
    waited = enquiry is None or (
        enquiry.restricted != "yes"
        and enquiry.concluded_on is not None
        and enquiry.concluded_on < last_closed_quarters(release.extract_date, 1).first
    )
    return (
        waited
        and row.consent_scope in SHARED
        and row.safe_to_use == "yes"
        and row.live_proceedings != "yes"
        and (row.review_on is None or row.review_on >= release.extract_date)
        and (row.kind != "quote" or len(text) <= LONGEST_QUOTE)
    )


def _enquiries(release: Release, tokens: set[str]) -> dict[str, sa.Row[*tuple[object, ...]]]:
    rows = table("enquiries")
    query = sa.select(rows.c.record_token, rows.c.concluded_on, rows.c.restricted)
    with connected(release) as connection:
        found = connection.execute(query.where(rows.c.record_token.in_(sorted(tokens))))
        return {row.record_token: row for row in found}


@lru_cache(maxsize=4)
def _people_by_year(release: Release) -> Counter[str]:
    """Count the people with a concluded enquiry in each financial year."""
    rows = table("enquiries")
    query = (
        sa.select(rows.c.person_id, rows.c.concluded_on).where(rows.c.concluded_on.is_not(None)).distinct()
    )
    with connected(release) as connection:
        people = {(row.person_id, financial_year(row.concluded_on)) for row in connection.execute(query)}
    return Counter(year for _, year in people)
