"""Reading the days of a source: ISO always, then its declared formats, then Excel's serial numbers."""

from typing import Any

import sqlalchemy as sa

from etl.cells import folded_cell, folded_word
from etl.mapping.files import DateReading

Column = sa.ColumnElement[Any]

HOME = "Europe/London"  # where a moment with an offset becomes a day
_ISO = r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?)?"
_ZONED = _ISO + r" ?(Z|[+-]\d{2}(:?\d{2})?)"
_SERIAL = r"\d{1,7}(\.\d+)?"
# Day 0 of Excel's calendars; that of 1900 has a 29 February 1900, so its first 59 days are a day later.
_DAY_0 = {"1900": "1899-12-30", "1904": "1904-01-01"}
_LAST_SERIAL = 2_958_465
_LOST_DAY = 60


def moment(text: Column, said: DateReading) -> Column:
    """Return a cell's day and time of day as a timestamp; null where it is neither."""
    ways = [_iso(text), *(_formatted(text, form) for form in said.formats)]
    if said.serials != "no":
        ways.append(_serial(text, said.serials))
    return sa.func.coalesce(*ways, sa.null())


def day(text: Column, said: DateReading) -> Column:
    """Return the day that a cell holds, or null; a placeholder is a day."""
    return sa.cast(moment(text, said), sa.Date)


def is_placeholder(text: Column, read: Column, said: DateReading) -> Column:
    """Return whether a cell, `read` as a day, holds one that the system writes for 'not known'."""
    if not said.placeholders:
        return sa.false()
    words = [folded_word(word) for word in said.placeholders]
    return sa.func.coalesce(sa.cast(read, sa.String).in_(words), sa.false()) | folded_cell(text).in_(words)


def swapped(said: DateReading) -> DateReading:
    """Return the same formats with day and month changed places; those that do not say both as numbers go."""
    formats = [
        form.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")
        for form in said.formats
        if "%d" in form and "%m" in form
    ]
    return DateReading(formats=tuple(formats))


def _iso(text: Column) -> Column:
    plain = sa.func.regexp_full_match(text, _ISO) & (text >= "0001-01-01")
    zoned = sa.func.regexp_full_match(text, _ZONED)
    local = sa.func.timezone(HOME, sa.try_cast(text, sa.TIMESTAMP(timezone=True)))
    read = sa.case(
        (plain, sa.try_cast(sa.func.replace(text, ",", "."), sa.TIMESTAMP)), (zoned, local), else_=sa.null()
    )
    return sa.case((text.like("____-__-__%"), read))  # most other cells need no pattern then


def _formatted(text: Column, form: str) -> Column:
    """strptime reads '26' as the year 26 where four figures are asked for: no such day is meant."""
    read = sa.func.try_strptime(text, form)
    return read if "%y" in form else sa.case((sa.func.year(read) >= 1000, read))


def _serial(text: Column, calendar: str) -> Column:
    number = sa.try_cast(text, sa.Double)
    days = sa.func.to_seconds(sa.func.round(number * 86_400))
    first = sa.cast(_DAY_0[calendar], sa.TIMESTAMP) + days
    fits = sa.func.regexp_full_match(text, _SERIAL) & (number <= _LAST_SERIAL)
    if calendar == "1904":
        return sa.case((fits, first))
    early = (number >= 1) & (number < _LOST_DAY)
    a_day_later = sa.cast("1899-12-31", sa.TIMESTAMP) + days
    return sa.case((fits & early, a_day_later), (fits & (number >= _LOST_DAY + 1), first))
