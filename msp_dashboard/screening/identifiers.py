"""What tells who somebody is, known by its form in words that a person typed, however they set it apart."""

import re
import unicodedata

_WEIGHTS = range(10, 1, -1)
_NHS = re.compile(r"(?<![0-9])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])")
# A day is no number of somebody's, unless it is the day they were born.
_DAY = re.compile(
    r"(?<![0-9])(?:(?:0?[1-9]|[12][0-9]|3[01])([-./])(?:0?[1-9]|1[0-2])\1(?:19|20)?[0-9]{2}"
    r"|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
)
_BORN = re.compile(r"\b(?:d\.? ?o\.? ?b\b|born\b|date of birth\b).{0,20}[0-9]", re.IGNORECASE)
_ABROAD = re.compile(r"(?:\+|\b00) ?44[ -]*(?:\( ?0 ?\)|0)?[ -]*")
_SIGN = r" ?(?:[-–—‐‑−_./·()] ?)+"
_BETWEEN = re.compile(rf"(?<=[0-9a-z]){_SIGN}(?=[0-9])|(?<=[0-9]){_SIGN}", re.IGNORECASE)
_PATTERNS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "a National Insurance number": r"(?<![a-z0-9])[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]"
        r"(?:[ -]?[0-9]{2}){3}[ -]?[a-d](?![a-z0-9])",
        "an e-mail address": r"[^\s@<>]+ ?@ ?[^\s@<>]+\.[a-z]{2,}",
        "a postcode": r"\b(?:gir ?0aa|[a-pr-uwyz][a-hk-y]?[0-9][a-z0-9]? ?[0-9][abd-hjlnp-uw-z]{2})\b",
        "a telephone number": r"(?<![0-9])0[1-37](?:[ -]?[0-9]){8,9}(?![0-9])|\+[0-9](?:[ -]?[0-9]){8,13}",
        "a reference number": r"[0-9]{7,}",
    }.items()
}


def identifier_in(text: str) -> str | None:
    """Return what kind of identifier a text holds, as words; None where it holds none of those known."""
    plain = " ".join(_western(unicodedata.normalize("NFKC", text)).split())
    if _BORN.search(plain):
        return "a date of birth"
    without_days = _DAY.sub(" ; ", plain)
    joined = _BETWEEN.sub("-", _ABROAD.sub(" 0", without_days))
    for written in (without_days, joined):
        if any(is_nhs_number(re.sub(r"\D", "", found[0])) for found in _NHS.finditer(written)):
            return "an NHS number"
    for kind, pattern in _PATTERNS.items():
        if any(pattern.search(written) for written in (without_days, joined)):
            return kind
    return None


def is_nhs_number(digits: str) -> bool:
    """Return whether ten digits are an NHS number, by its check digit (modulus 11)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:9], strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def _western(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
