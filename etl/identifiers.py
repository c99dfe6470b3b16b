"""What tells who somebody is, known by its form: numbers with check digits, postcodes, ways to reach them."""

import re
from functools import reduce
from operator import or_

import sqlalchemy as sa

_NHS = r"(?:^|[^0-9])([0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?:[^0-9]|$)"
# Patterns that Python and DuckDB read alike; compared without regard to case.
PATTERNS = {
    "a National Insurance number": r"(?:^|[^a-z0-9])[a-ceghj-pr-tw-z]"
    r"[a-ceghj-npr-tw-z](?: ?[0-9]{2}){3} ?[a-d](?:[^a-z0-9]|$)",
    "a postcode": r"\b[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][abd-hjlnp-uw-z]{2}\b",
    "an e-mail address": r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}",
    "a telephone number": r"(?:^|[^0-9])(?:\+44 ?(?:\(0\) ?)?|0)[1-37](?:[ -]?[0-9]){8,9}(?:[^0-9]|$)",
}
WITHHELD = "(withheld)"
_WEIGHTS = range(10, 1, -1)
_COMPILED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in PATTERNS.items()}


def is_nhs_number(digits: str) -> bool:
    """Return whether ten digits are an NHS number, by its check digit (modulus 11)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:9], strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def identifier_in(text: str) -> str | None:
    """Return what kind of identifier a text holds, or None."""
    for match in re.finditer(_NHS, text):
        if is_nhs_number(re.sub(r"\D", "", match[1])):
            return "an NHS number"
    return next((kind for kind, pattern in _COMPILED.items() if pattern.search(text)), None)


def masked(text: str) -> str:
    """Return a text, such as a file's name or a sentence with one, without the identifiers it may hold.

    What has a postcode's form stays: too many words of file names have.
    """
    text = re.sub(_NHS, lambda found: _without(found) if _is_of_someone(found) else found[0], text)
    for kind, pattern in _COMPILED.items():
        if kind != "a postcode":
            text = pattern.sub(_without, text)
    return text


def _is_of_someone(found: re.Match[str]) -> bool:
    return is_nhs_number(re.sub(r"\D", "", found[1]))


def _without(found: re.Match[str]) -> str:
    """What stands around the identifier is no part of it."""
    return re.sub(r"\+?[A-Za-z0-9](?:.*[A-Za-z0-9])?", WITHHELD, found[0])


def holds_identifier(text: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return the same as a condition in the workroom; of several numbers in a text the first is looked at."""
    patterns = [sa.func.regexp_matches(text, pattern, "i") for pattern in PATTERNS.values()]
    return reduce(or_, patterns, _holds_nhs_number(text))


def _holds_nhs_number(text: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    digits = sa.func.regexp_replace(sa.func.regexp_extract(text, _NHS, 1), "[^0-9]", "", "g")
    places = [sa.try_cast(sa.func.substr(digits, place, 1), sa.Integer) for place in range(1, 11)]
    total = sum((weight * place for weight, place in zip(_WEIGHTS, places[:9], strict=True)), sa.literal(0))
    return sa.func.coalesce(((11 - total % 11) % 11) == places[9], sa.false())
