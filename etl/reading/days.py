"""The days that one written cell can mean: by which orders of day, month and year, and with what reserve."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Order(StrEnum):
    """The orders in which day, month and year are written."""

    dmy = "dmy"
    mdy = "mdy"
    ymd = "ymd"


class Reserve(StrEnum):
    """Why a day that was read deserves a word."""

    time = "a time of day that was dropped"
    two_digits = "a year of two digits, read as 1930 to 2029"
    serial = "a bare number, read as the day that Excel counts by it"
    utc = "a time in UTC that is the next day here, and read as that day"
    weekday = "a weekday that is not that day's"
    placeholder = "a day that often stands for none, or is far from any event, and kept"


@dataclass(frozen=True, kw_only=True)
class WrittenDay:
    """The day that a cell means in each order that can read it, and the reserves about it."""

    by_order: Mapping[Order, date]
    reserves: frozenset[Reserve] = frozenset()


LAST_OF_TWO_DIGITS = 29  # Excel's own rule: 29 is 2029, 30 is 1930
_SERIALS = range(18_264, 73_051)  # 1950 to 2099 where 1900 is the first year
_SERIAL_STARTS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
_HERE = ZoneInfo("Europe/London")
_LIKELY_YEARS = range(1901, 2100)
_PLACEHOLDERS = {date(1970, 1, 1), date(1999, 9, 9), date(2099, 1, 1), date(2099, 12, 31)}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BLANKS = re.compile(r"[\s\u200b\u200e\ufeff]+")
_TIME = re.compile(
    r"(?<=[0-9])(?:[T ,:]| at ) ?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)? ?([ap]\.?m\.?)?"
    r" ?(Z|UTC|GMT|BST|[+-]\d\d:?\d\d)?$",
    re.ASCII | re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,4})([/.\- ])(\d{1,2})\2(\d{1,4})", re.ASCII)
_COMPACT = re.compile(r"\d{8}", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?", re.ASCII)
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)([a-z]*)\.?,? ", re.IGNORECASE)
_YEAR = r"(?P<year>\d{4}|\d\d)"
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_NAMED = [
    re.compile(written, re.ASCII | re.IGNORECASE)
    for written in (
        rf"{_DAY}[ \-/.]?(?:of )?{_MONTH}[ \-/.,]{{0,2}}{_YEAR}",
        rf"{_MONTH}[ \-.]{{1,2}}{_DAY}(?:, ?| |-){_YEAR}",
        rf"(?P<year>\d{{4}})[ \-/]{_MONTH}[ \-/]{_DAY}",
    )
]


def read_day(text: str, date_system: str = "1900") -> WrittenDay | None:
    """Return what a cell means as a day, or None where it is none in any order."""
    plain = _BLANKS.sub(" ", text).strip()
    found = _TIME.search(plain)
    read = _read_date(plain[: found.start()] if found else plain, date_system)
    if read is None or found is None:
        return read and _with_placeholders(read)
    return _with_time(read, found)


def _read_date(plain: str, date_system: str) -> WrittenDay | None:
    if found := _NUMERIC.fullmatch(plain):
        return _numeric(found[1], found[3], found[4])
    if _COMPACT.fullmatch(plain):
        return _compact(plain)
    if found := _SERIAL.fullmatch(plain):
        return _serial(int(found[1]), found[2], date_system)
    return _named(plain)


def _numeric(first: str, middle: str, last: str) -> WrittenDay | None:
    if len(first) == 4:
        return _alike(int(first), int(middle), int(last)) if len(last) <= 2 else None
    if len(first) > 2 or len(last) not in (2, 4):
        return None
    year = _year(last)
    found = {
        Order.dmy: _date(year, int(middle), int(first)),
        Order.mdy: _date(year, int(first), int(middle)),
        Order.ymd: _date(_year(first), int(middle), int(last)) if len(first) == len(last) else None,
    }
    by_order = {order: day for order, day in found.items() if day}
    reserves = frozenset({Reserve.two_digits}) if len(last) == 2 else frozenset[Reserve]()
    return WrittenDay(by_order=by_order, reserves=reserves) if by_order else None


def _compact(digits: str) -> WrittenDay | None:
    if digits[:2] in ("19", "20") and (read := _alike(int(digits[:4]), int(digits[4:6]), int(digits[6:]))):
        return read
    return _numeric(digits[:2], digits[2:4], digits[4:]) if digits[4:6] in ("19", "20") else None


def _serial(days: int, fraction: str | None, date_system: str) -> WrittenDay | None:
    if days not in _SERIALS:
        return None
    day = _SERIAL_STARTS[date_system] + timedelta(days=days)
    reserves = {Reserve.serial} | ({Reserve.time} if fraction and fraction.strip(".0") else set())
    return WrittenDay(by_order=dict.fromkeys(Order, day), reserves=frozenset(reserves))


def _named(plain: str) -> WrittenDay | None:
    weekday = _WEEKDAY.match(plain)
    rest = plain[weekday.end() :] if weekday else plain
    found = next(filter(None, (pattern.fullmatch(rest) for pattern in _NAMED)), None)
    if not found:
        return None
    day = _date(_year(found["year"]), _MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"]))
    if not day:
        return None
    reserves = {Reserve.two_digits} if len(found["year"]) == 2 else set()
    if weekday and not _WEEKDAYS[day.weekday()].startswith(weekday[1].lower()):
        reserves.add(Reserve.weekday)
    return WrittenDay(by_order=dict.fromkeys(Order, day), reserves=frozenset(reserves))


def _with_time(read: WrittenDay, found: re.Match[str]) -> WrittenDay | None:
    at = _time_of_day(int(found[1]), int(found[2]), int(found[3] or 0), (found[4] or "")[:1].lower())
    if at is None or Reserve.serial in read.reserves:
        return None
    in_utc = (found[5] or "").upper().replace(":", "") in ("Z", "UTC", "GMT", "+0000", "-0000")
    here = {
        order: datetime.combine(day, at, UTC).astimezone(_HERE) if in_utc and day.year > 1900 else None
        for order, day in read.by_order.items()
    }
    by_order = {
        order: moment.date() if (moment := here[order]) else day for order, day in read.by_order.items()
    }
    reserves = set(read.reserves)
    if by_order != dict(read.by_order):
        reserves.add(Reserve.utc)
    midnight = at == time() or all(moment and moment.time() == time() for moment in here.values())
    if not midnight:
        reserves.add(Reserve.time)
    return _with_placeholders(WrittenDay(by_order=by_order, reserves=frozenset(reserves)))


def _time_of_day(hour: int, minute: int, second: int, half: str) -> time | None:
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _with_placeholders(read: WrittenDay) -> WrittenDay:
    odd = any(day.year not in _LIKELY_YEARS or day in _PLACEHOLDERS for day in read.by_order.values())
    return WrittenDay(by_order=read.by_order, reserves=read.reserves | {Reserve.placeholder}) if odd else read


def _alike(year: int, month: int, day: int) -> WrittenDay | None:
    found = _date(year, month, day)
    return WrittenDay(by_order=dict.fromkeys(Order, found)) if found else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year <= LAST_OF_TWO_DIGITS else 1900)
