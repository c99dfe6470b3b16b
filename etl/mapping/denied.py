"""What is never loaded: columns whose names say that they hold who somebody is, or free text about them."""

import re

from etl.mapping.columns import parents_of
from etl.mapping.entries import Alternative, Entry, Value
from etl.mapping.files import ExplodedSource, PivotedSource, Source
from etl.mapping.model import Mapping

_SOMEBODY = (
    r"fore|sur|first|last|middle|maiden|full|given|family|preferred|known|persons?|person at risk|clients?"
    r"|adults?|service users?|residents?|patients?|referrers?|workers?|social workers?|users?|advocates?"
    r"|assessors?|carers?|contacts?|perpetrators?|providers?|managers?|practitioners?|officers?|gps?|staff|relatives?"
)
A_BIRTH = "a date of birth"
# One pattern a kind: what a column is called that holds it.
KINDS = {
    "a name": rf"\b({_SOMEBODY})( s)? ?names?\b|^names?$|\b(fore|sur)names?\b|^initials$|\baka\b",
    A_BIRTH: r"\b(date of birth|birth ?date|d\.?o\.?b|born on)\b",
    "an NHS number": r"\bnhs\b",
    "a National Insurance number": r"\bnational insurance\b|\b(nino|ni no|ni number)\b",
    "an address": r"\b(address|street|house (name|number)|post ?town|uprn)\b",
    "a postcode": r"\bpost ?codes?\b",
    "a telephone number": r"\b(tele)?phones?\b|\bmobiles?( number)?\b|\btel( no)?\b|\bfax\b",
    "an e-mail address": r"\be ?mails?\b",
    "a GP": r"\bgps?\b|\bgeneral practitioner\b",
    "who recorded it": r"\b(user ?names?|logins?|(entered|created|updated|completed|recorded) by user)\b"
    r"|\b(allocated|assigned) (worker|to)\b|\bworkers?$",
    "a title": r"\bcase titles?\b|^titles?$",
    "free text": r"\b(notes?|comments?|narratives?|free ?text|description|own words|summary)\b|\bdetails$",
}
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in KINDS.items()}


def denied(column: str) -> str | None:
    """Return what a column's name says that it holds, where that is never loaded; else None."""
    spaced = re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)).strip().casefold()
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(spaced)), None)


def denied_columns(content: Mapping) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return the denied columns that a mapping lists, by place: the column and what it holds.

    Transient columns, those that only feed the restricted store, and those with a reason are not among them.
    """
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for name, table in content.files.items():
        if not isinstance(table, Source | PivotedSource | ExplodedSource):
            continue
        restricted = _restricted_columns(content, name)
        for place, column in _read_by(table):
            kind = denied(column)
            if kind and place[-1] not in restricted:
                found["files", name, *place] = (column, kind)
    return found


def _read_by(table: Source | PivotedSource | ExplodedSource) -> list[tuple[tuple[str, ...], str]]:
    """Every column that is let in, with its place: a source's own names, and the questions of a form."""
    if isinstance(table, PivotedSource):
        pivot = table.pivot_answers
        asked = {name: each.question for name, each in pivot.columns.items() if name not in pivot.transient}
        return [(("pivot_answers", "columns", name), each) for name, codes in asked.items() for each in codes]
    if isinstance(table, ExplodedSource):
        explode = table.explode_json
        keys = explode.columns | explode.whole
        return [
            (("explode_json", "columns", name), each[-1])
            for name, each in keys.items()
            if name not in explode.transient
        ]
    allowed = {*table.transient, *table.harmless}
    return [
        (("columns", column), each)
        for column in table.columns
        if column not in allowed
        for each in (column, *table.rename.get(column, ()))
    ]


def _restricted_columns(content: Mapping, table: str) -> set[str]:
    """Columns of a table that are used, and only for the restricted store."""
    used: dict[str, set[bool]] = {}
    reaching = _made_of(content, table)
    for entry in content.load:
        if entry.from_ not in reaching:
            continue
        slots = {
            name: cell
            for slot in (entry.unpivot.slots if entry.unpivot else ())
            for name, cell in slot.items()
            if isinstance(cell, str)
        }
        for value in entry.set.values():
            for way in (value, *value.choose):
                if way.of:
                    for column in _behind(entry, way, slots):
                        used.setdefault(column, set()).add(_is_restricted(value, way))
    return {column for column, marks in used.items() if marks == {True}}


def _made_of(content: Mapping, table: str) -> set[str]:
    """A table, and every table that is derived from it."""
    found = {table}
    while (
        more := {name for name, each in content.files.items() if found & {*parents_of(each).values()}} - found
    ):
        found |= more
    return found


def _behind(entry: Entry, way: Alternative, slots: dict[str, str]) -> list[str]:
    of = str(way.of)
    if entry.unpivot and of in slots:
        return [cell for slot in entry.unpivot.slots if isinstance(cell := slot.get(of), str)]
    return [of]


def _is_restricted(value: Value, way: Alternative) -> bool:
    return value.restricted or way.restricted
