"""How the value of a field comes from the columns of its row."""

from dataclasses import dataclass

import sqlalchemy as sa

from etl.days import day, is_placeholder
from etl.derive.answers import TWO_ANSWERS
from etl.fields import codes, is_multiple
from etl.mapping.entries import Alternative, Value
from etl.mapping.files import DateReading
from etl.mapping.model import Mapping as Model
from etl.mapping.wording import Wording
from etl.matching import meets
from etl.source_rows import SourceRows
from etl.translate.ages import OLDEST, band, is_placeholder_birth, years_between
from etl.translate.filled import Column, Doubt, Filled, first_of, only_when
from etl.translate.lookups import Dictionary, Lookups, together
from msp_dashboard.warehouse import Field, Resource

PLACEHOLDER = "placeholder_date"
IMPOSSIBLE_BIRTH = "impossible_birth"
NOT_A_DATE = "not_a_date"
OUTSIDE_RANGE = "outside_range"

_INHERITED = ("map", "each", "as_", "dates", "age_band_at")
_YEARS = r"\d{1,3}(\.\d+)?"
_WHOLE = r"^([0-9]+)\.0+$"


@dataclass(frozen=True, kw_only=True)
class Filler:
    """What filling needs besides the value itself: the rows of an entry, the mapping, and its words."""

    content: Model
    wording: Wording
    rows: SourceRows
    lookups: Lookups

    def fill(self, target: Resource | None, name: str, value: Value) -> Filled | None:
        """Return how a field is filled; None where none of the columns is there."""
        field = target[name] if target else None
        ways = [self._way(target, field, way) for way in _alternatives(value)]
        there = [way for way in ways if way is not None]
        if not there:
            return None
        filled = first_of(there, must_agree=value.disagree == "blank_and_flag", rule=TWO_ANSWERS)
        if value.choose and value.when:
            filled = only_when(filled, meets(value.when, self.rows, self.content.defaults.dates))
        return filled

    def dates(self, way: Alternative) -> DateReading:
        """Return how the dates of a value are written."""
        return way.dates or self.content.defaults.dates

    def _way(self, target: Resource | None, field: Field | None, way: Alternative) -> Filled | None:
        if way.constant is not None:
            constant = sa.cast(sa.literal(way.constant or None), sa.String)
            filled: Filled | None = Filled(text=constant, collected=False)
        elif way.age_band_at:
            filled = self._age_band(way)
        else:
            filled = self._of_columns(target, field, way)
        if filled is None or not way.when:
            return filled
        return only_when(filled, meets(way.when, self.rows, self.content.defaults.dates))

    def _of_columns(self, target: Resource | None, field: Field | None, way: Alternative) -> Filled | None:
        names = way.token or (way.of or "",)
        if not all(name in self.rows.columns for name in names):
            return None
        cell = together([self.rows[name] for name in names])
        doubts: list[Doubt] = [
            (self.rows.doubt(name) == TWO_ANSWERS, TWO_ANSWERS) for name in names if name in self.rows.doubts
        ]
        kind = way.as_ or _kind(target, field)
        if kind == "date":
            read = self._date(cell, self.dates(way))
        elif kind == "age":
            read = _age(cell)
        else:
            read = self._words(target, field, way, cell)
        text = read.text
        if kind == "integer":
            text = sa.func.regexp_replace(text, _WHOLE, r"\1")
        elif kind == "code":
            text = sa.func.regexp_replace(sa.func.lower(text), r"\s+", "_", "g")
        return Filled(text=text, doubts=(*doubts, *read.doubts), lookups=read.lookups)

    def _words(self, target: Resource | None, field: Field | None, way: Alternative, cell: Column) -> Filled:
        """A word that neither the map nor a reviewed list knows stays: the checks find and count it."""
        reviewed = self.wording.fields.get(f"{target.name}.{field.name}", {}) if target and field else {}
        several = ";" if target and field and is_multiple(target, field) else None
        between = way.each or several
        if not way.map and not reviewed and not way.each:
            return Filled(text=cell)
        code_map = self.wording.maps[way.map] if way.map else None
        dictionary = Dictionary(map=code_map, reviewed=reviewed, between=between)
        beside = self.lookups.codes(self.rows, cell, dictionary)
        if beside is None:
            return Filled(text=cell)
        words = beside.words.c
        text = sa.case((words.word.is_not(None), sa.func.nullif(words.code, "")), else_=cell)
        return Filled(text=text, lookups=(beside,))

    def _date(self, cell: Column, said: DateReading) -> Filled:
        """What is no day stays as it is written, for the checks to find."""
        read = day(cell, said)
        text = sa.func.coalesce(sa.cast(read, sa.String), cell)
        if not said.placeholders:
            return Filled(text=text)
        unknown = is_placeholder(cell, read, said)
        return Filled(text=sa.case((~unknown, text)), doubts=((unknown, PLACEHOLDER),))

    def _age_band(self, way: Alternative) -> Filled | None:
        """A birth that cannot be is no age; nothing of it is kept, not even in a word that did not fit."""
        names = (way.of or "", way.age_band_at or "")
        if not all(name in self.rows.columns for name in names):
            return None
        cell, said = self.rows[names[0]], self.dates(way)
        birth, at = day(cell, said), day(self.rows[names[1]], self.content.defaults.dates)
        years = years_between(birth, at)
        unknown = is_placeholder(cell, birth, said) | is_placeholder_birth(birth)
        impossible = ~unknown & sa.func.coalesce(~years.between(0, OLDEST), sa.false())
        doubts = (
            (unknown, PLACEHOLDER),
            (impossible, IMPOSSIBLE_BIRTH),
            (cell.is_not(None) & birth.is_(None), NOT_A_DATE),
        )
        return Filled(text=sa.case((~unknown, band(years))), doubts=doubts)


def _alternatives(value: Value) -> list[Alternative]:
    """What `choose` does not say of an alternative is as the value says."""
    if not value.choose:
        return [value]
    outer = {name: getattr(value, name) for name in _INHERITED}
    return [
        way.model_copy(update={name: held for name, held in outer.items() if not getattr(way, name)})
        if way.constant is None
        else way
        for way in value.choose
    ]


def _kind(target: Resource | None, field: Field | None) -> str:
    if target is None or field is None or codes(target, field) is not None:
        return "text"
    return field.type


def _age(cell: Column) -> Filled:
    """Years as a band; what is no number of years stays, for the checks to find."""
    number = sa.func.regexp_full_match(cell, _YEARS)
    years = sa.cast(sa.func.floor(sa.try_cast(cell, sa.Double)), sa.Integer)
    impossible = sa.func.coalesce(number & (years > OLDEST), sa.false())
    text = sa.case((number, band(years)), else_=cell)
    return Filled(text=text, doubts=((impossible, OUTSIDE_RANGE),))
