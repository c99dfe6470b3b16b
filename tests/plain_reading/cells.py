"""One cell of a case export, read strictly: its value, or the rule that it breaks."""

from __future__ import annotations

import re
from datetime import date

from tests.plain_reading.contract import Row

Value = str | int | date | None

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_UNDER = re.compile(r"(?:under|below|less than|<)\s*([0-9]+)")
_RANGE = re.compile(r"(?:[0-9]+\s*(?:-|–|to)\s*)?([0-9]+)")


def read_date(text: str) -> date | None:
    """The day that YYYY-MM-DD names; None where the text is no such day."""
    match = _ISO_DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def read_cell(text: str, field: Row) -> tuple[Value, str | None]:
    """The value of a stripped, non-blank cell and None, or None and the rule it breaks."""
    if field["type"] == "date":
        day = read_date(text)
        return day, None if day else "unreadable"
    if field["type"] == "integer":
        if _INTEGER.fullmatch(text):
            return int(text), None
        return None, "unreadable"
    permitted = field.get("constraints", {}).get("enum")
    if permitted is not None and text not in permitted:
        return None, "outside_list"
    return text, None


def is_under_18(age_band: str) -> bool:
    """Whether the words of an age band say under 18: '0-17', 'under_18', '16 to 17', '<18', '17'."""
    words = age_band.casefold().replace("_", " ").strip()
    under = _UNDER.fullmatch(words)
    if under:
        return int(under[1]) <= 18
    upper = _RANGE.fullmatch(words)
    return upper is not None and int(upper[1]) < 18
