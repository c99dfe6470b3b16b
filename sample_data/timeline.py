"""The dates that shape the synthetic council's records: its window, changes of form, system and law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# The Supreme Court changed the test for a deprivation of liberty on this day ([2026] UKSC 16).
LIBERTY_TEST_CHANGED_ON = date(2026, 6, 2)


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The closed window of days that an export covers."""

    first_day: date
    extract_date: date
    new_form_on: date

    @classmethod
    def ending(cls, extract_date: date, years: int) -> Timeline:
        """The window of whole years that ends on the extract date."""
        first_day = _years_before(extract_date, years) + timedelta(days=1)
        return cls(
            first_day=first_day,
            extract_date=extract_date,
            new_form_on=_april_before(extract_date - timedelta(days=365)),
        )

    @property
    def length(self) -> int:
        """Days from the first day to the extract date."""
        return (self.extract_date - self.first_day).days

    @property
    def upgrade_on(self) -> date:
        """The day on which the recording system was upgraded."""
        return self.month_at(0.36)

    def month_at(self, share: float) -> date:
        """The first of the month that lies this share of the way through the window."""
        day = self.first_day + timedelta(days=share * self.length + 3)
        return day.replace(day=1)

    def progress(self, day: date) -> float:
        """How far through the window a day lies, 0 to 1."""
        return min(max((day - self.first_day).days / self.length, 0.0), 1.0)

    def months(self) -> list[date]:
        """The first of every month in the window."""
        months = []
        month = self.first_day.replace(day=1)
        while month <= self.extract_date:
            if month >= self.first_day:
                months.append(month)
            month = (month + timedelta(days=32)).replace(day=1)
        return months


def financial_year(day: date) -> int:
    """The calendar year in which the financial year of a day began (April to March)."""
    return day.year if day.month >= 4 else day.year - 1


def _years_before(day: date, years: int) -> date:
    leap_day = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap_day else day.day)


def _april_before(day: date) -> date:
    return date(financial_year(day), 4, 1)
