"""The cells of a spreadsheet as text: numbers as they were typed, dates and times as ISO text."""

import datetime
from decimal import Decimal

from etl.reading.number_formats import NumberFormat

_DAY = 86_400
_LAST_SERIAL = 2_958_465
_LEAP_DAY_THAT_NEVER_WAS = 60
# Every whole number up to here has a float of its own.
_EXACT = 2**53


def cell_text(value: object) -> str:
    """Return a cell as text: TRUE or FALSE, whole numbers without a point, dates in ISO, seconds rounded."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(float(value))
    return _time_text(value)


def _time_text(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return _moment_text(value)
    if isinstance(value, datetime.timedelta):
        return duration_text(value.total_seconds() / _DAY)
    if isinstance(value, datetime.time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1_000_000
        return _clock(round(seconds) % _DAY)
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(type(value))


def number_text(value: float) -> str:
    """Return a number with the 15 digits that a spreadsheet shows, without exponent: 0.1 + 0.2 is 0.3."""
    if value.is_integer():
        return str(int(value)) if abs(value) < _EXACT else f"{Decimal(repr(value)):f}"
    return f"{Decimal(f'{value:.15g}'):f}"


def padded_text(value: float, number_format: NumberFormat) -> str:
    """Return a reference as its format shows it: 123 under 000000 is 000123."""
    if value < 0 or not value.is_integer():
        return number_text(value)
    return number_format.before + str(int(value)).zfill(number_format.zeros) + number_format.after


def serial_text(serial: float, kind: str, date_1904: bool) -> str:
    """Return a date, time or duration from its serial, to the second.

    Days that do not exist are given as Excel shows them (1900-01-00, 1900-02-29); a serial before or after
    all dates stays a number.
    """
    if kind == "duration":
        return duration_text(serial)
    days, seconds = divmod(round(serial * _DAY), _DAY)
    if kind == "time" and 0 <= serial < 1:
        return _clock(seconds)
    if not 0 <= days <= _LAST_SERIAL - (1462 if date_1904 else 0):
        return number_text(serial)
    return _day_text(days, date_1904) + (f" {_clock(seconds)}" if seconds else "")


def is_doubtful_serial(serial: float, kind: str, date_1904: bool) -> bool:
    """Return whether a serial is of a day that not all programs read alike, or of none."""
    if kind not in ("date", "time") or (kind == "time" and 0 <= serial < 1):
        return False
    first = 0 if date_1904 else _LEAP_DAY_THAT_NEVER_WAS + 1
    return not first <= serial < _LAST_SERIAL + 1 - (1462 if date_1904 else 0)


def duration_text(days: float) -> str:
    """Return a number of days as hours, minutes and seconds: 30:00:00."""
    minutes, seconds = divmod(round(abs(days) * _DAY), 60)
    return f"{'-' if days < 0 else ''}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _day_text(days: int, date_1904: bool) -> str:
    if date_1904:
        return (datetime.date(1904, 1, 1) + datetime.timedelta(days)).isoformat()
    if days == 0:
        return "1900-01-00"
    if days == _LEAP_DAY_THAT_NEVER_WAS:
        return "1900-02-29"
    first = datetime.date(1899, 12, 31 if days < _LEAP_DAY_THAT_NEVER_WAS else 30)
    return (first + datetime.timedelta(days)).isoformat()


def _moment_text(value: datetime.datetime) -> str:
    rounded = value + datetime.timedelta(microseconds=500_000)
    rounded = rounded.replace(microsecond=0)
    return rounded.date().isoformat() if rounded.time() == datetime.time() else rounded.isoformat(sep=" ")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
