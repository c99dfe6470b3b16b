"""The whole number that one written cell means, where that is certain."""

import re
from dataclasses import dataclass

LARGEST = 2**53 - 1  # beyond it, a reader of JSON may change the last digits
_BLANKS = " \t\r\n\u00a0\u202f\u2009\u200b\ufeff"
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.0{1,2})?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.0{1,2})?")
_BRACKETS = re.compile(r"\(([0-9]+)\)")
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})")


@dataclass(frozen=True, kw_only=True)
class WholeNumber:
    """A number that was read, and whether it was written in a way that deserves a word."""

    number: int
    grouped: bool = False
    bracketed: bool = False


def read_whole_number(text: str) -> WholeNumber | None:
    """Return the number of 12, +5, 12.0, 1,234 or (5), blanks around it or not; None for any other text."""
    plain = text.strip(_BLANKS)
    if _PLAIN.fullmatch(plain):
        return _within(int(plain.partition(".")[0]))
    if _GROUPED.fullmatch(plain):
        return _within(int(plain.partition(".")[0].replace(",", "")), grouped=True)
    if found := _BRACKETS.fullmatch(plain):
        return _within(-int(found[1]), bracketed=True)
    return None


def _within(number: int, *, grouped: bool = False, bracketed: bool = False) -> WholeNumber | None:
    if abs(number) > LARGEST:
        return None
    return WholeNumber(number=number, grouped=grouped, bracketed=bracketed)
