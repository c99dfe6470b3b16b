"""Whether a row meets the conditions of a mapping, in SQL."""

from collections.abc import Mapping

import sqlalchemy as sa

from etl.cells import folded_cell, folded_word
from etl.days import day
from etl.mapping.files import DateReading
from etl.mapping.scalars import Condition
from etl.source_rows import SourceRows

Holds = sa.ColumnElement[bool]


def meets(conditions: Mapping[str, Condition], rows: SourceRows, dates: DateReading) -> Holds:
    """Return whether all conditions hold; a column that the file lacks is blank."""
    return sa.and_(*(_holds(condition, name, rows, dates) for name, condition in conditions.items()))


def _holds(condition: Condition, name: str, rows: SourceRows, dates: DateReading) -> Holds:
    parts: list[Holds] = []
    text = folded_cell(rows.cell(name))
    if condition.in_ is not None:
        parts.append(text.in_([folded_word(word) for word in condition.in_]))
    if condition.not_ is not None:
        parts.append(text.not_in([folded_word(word) for word in condition.not_]))
    if condition.starts is not None:
        parts.append(sa.or_(*(sa.func.starts_with(text, folded_word(word)) for word in condition.starts)))
    if condition.blank is not None:
        parts.append((text == "") if condition.blank else (text != ""))
    own = day(rows.cell(name), dates)
    if condition.before is not None:
        parts.append(sa.func.coalesce(own < day(rows.cell(condition.before), dates), sa.false()))
    if condition.after is not None:
        parts.append(sa.func.coalesce(own > day(rows.cell(condition.after), dates), sa.false()))
    return sa.and_(sa.true(), *parts)
