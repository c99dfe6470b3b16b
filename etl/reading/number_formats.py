"""What a spreadsheet's number format makes of a number: a date, a time, a reference with its zeros."""

import re
from dataclasses import dataclass
from functools import cache

_BUILT_IN_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_BUILT_IN_TIMES = frozenset({18, 19, 20, 21, 45, 47})
_BUILT_IN_DURATION = 46
_DURATION = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
# Text that is shown, then zeros alone, then text that is shown: REF-00000.
_PADDED = re.compile(r'((?:"[^"]*"|\\.|[ ()/:+-])*)#*(0+)((?:"[^"]*"|\\.|[ ()/:+-])*)')
_SHOWN = re.compile(r'"([^"]*)"|\\(.)|(.)')
_MASK = re.compile(r"0+[^0#?.,%eE]+0+")


@dataclass(frozen=True, kw_only=True)
class NumberFormat:
    """`kind` is plain, date, time, duration, padded or masked; the rest is of padded numbers."""

    kind: str
    before: str = ""
    zeros: int = 0
    after: str = ""


PLAIN = NumberFormat(kind="plain")


@cache
def understand_format(number: int, code: str) -> NumberFormat:
    """Return what a format does to a number, from its number and its code ("" if built in)."""
    if not code:
        return NumberFormat(kind=_built_in(number))
    section = _first_section(code)
    bare = _LITERAL.sub("", section).lower()
    if _DURATION.search(section):
        return NumberFormat(kind="duration")
    if "general" in bare or "@" in bare:
        return PLAIN
    if re.search("[dy]", bare) or ("m" in bare and not re.search("[hs]", bare)):
        return NumberFormat(kind="date")
    if re.search("[hs]", bare):
        return NumberFormat(kind="time")
    return _padding(section)


def _built_in(number: int) -> str:
    if number in _BUILT_IN_DATES:
        return "date"
    if number in _BUILT_IN_TIMES:
        return "time"
    return "duration" if number == _BUILT_IN_DURATION else "plain"


def _first_section(code: str) -> str:
    """Return the part of a format that is for positive numbers: semicolons in quotes part nothing."""
    match = re.match(r'(?:"[^"]*"|\\.|[^;"\\])*', code)
    return match[0] if match else code


def _padding(section: str) -> NumberFormat:
    plain = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    match = _PADDED.fullmatch(plain)
    if match:
        before, after = _shown(match[1]), _shown(match[3])
        if len(match[2]) > 1 or any(letter.isalpha() for letter in before):
            return NumberFormat(kind="padded", before=before, zeros=len(match[2]), after=after)
        return PLAIN
    return NumberFormat(kind="masked") if _MASK.search(plain) and "." not in plain else PLAIN


def _shown(literal: str) -> str:
    return "".join("".join(each) for each in _SHOWN.findall(literal))
