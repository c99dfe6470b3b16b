"""Periods: closed intervals of days, financial years from 1 April, and their quarters and months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

TIME_FIELDS = ("quarter", "month", "financial_year")
_MONTHS = {"quarter": 3, "month": 1, "financial_year": 12}


@dataclass(frozen=True, kw_only=True)
class Period:
    """A closed interval of days; raises ValueError where it ends before it starts."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse an interval that holds no day."""
        if self.last < self.first:
            raise ValueError("The period ends before it starts: give a later end, or an earlier start.")


def financial_year(day: date) -> str:
    """Return the financial year of a day, such as 2025-26 for 1 April 2025 to 31 March 2026."""
    start = day.year if day.month >= 4 else day.year - 1
    return f"{start}-{(start + 1) % 100:02d}"


def label(day: date, field: str) -> str:
    """Return the name of the quarter (2025-26 Q1), month (2025-06) or financial year that holds a day."""
    if field == "month":
        return f"{day.year}-{day.month:02d}"
    if field == "quarter":
        return f"{financial_year(day)} Q{(day.month - 4) % 12 // 3 + 1}"
    return financial_year(day)


def containing(day: date, field: str) -> Period:
    """Return the whole quarter, month or financial year that holds a day."""
    span = _MONTHS[field]
    first = _add_months(date(day.year, day.month, 1), -((day.month - 4) % 12 % span))
    return Period(first=first, last=_add_months(first, span) - timedelta(days=1))


def split(period: Period, field: str) -> Iterator[tuple[str, Period]]:
    """Yield the name and days of every quarter, month or year that a period touches, clipped to it."""
    day = period.first
    while day <= period.last:
        whole = containing(day, field)
        yield (
            label(day, field),
            Period(first=max(whole.first, period.first), last=min(whole.last, period.last)),
        )
        day = whole.last + timedelta(days=1)


def half_years(period: Period) -> Iterator[tuple[str, Period]]:
    """Yield the name (2025-26 H1) and days of every half of a financial year that a period touches, whole."""
    for name, year in split(containing_years(period), "financial_year"):
        middle = _add_months(year.first, 6)
        halves = (
            Period(first=year.first, last=middle - timedelta(days=1)),
            Period(first=middle, last=year.last),
        )
        for place, half in enumerate(halves, 1):
            if half.first <= period.last and half.last >= period.first:
                yield f"{name} H{place}", half


def containing_years(period: Period) -> Period:
    """Return the whole financial years that a period touches."""
    first, last = (containing(day, "financial_year") for day in (period.first, period.last))
    return Period(first=first.first, last=last.last)


def last_closed_quarters(extract_date: date, quarters: int = 4) -> Period:
    """Return the last quarters that ended on or before the extract date."""
    after = containing(extract_date + timedelta(days=1), "quarter").first
    return Period(first=_add_months(after, -3 * quarters), last=after - timedelta(days=1))


def is_whole_quarters(period: Period) -> bool:
    """Return whether a period starts and ends where a quarter does."""
    starts = containing(period.first, "quarter").first == period.first
    return starts and containing(period.last, "quarter").last == period.last


def _add_months(first: date, months: int) -> date:
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)
