"""The words that did not fit their column, counted: what an analyst must map, and nobody's name."""

import sqlalchemy as sa

from etl.conditions import misfit
from etl.fields import codes, is_multiple, ordered, parts
from etl.identifiers import holds_identifier
from etl.rules import UNREADABLE
from etl.staging import FINDINGS, MARKS, OFFERED, WORDS, run
from msp_dashboard.warehouse import Field, Resource

# A word seen less often may be about one person.
SHOWN_FROM = 5
LONGEST = 60
# A day where no day should be may be a birth, however many rows of one person hold it.
_DAY = r"\d{1,4}[-./ ](\d{1,2}|[A-Za-z]{3,9})[-./ ]\d{2,4}\b.*"
_ANY_NAMED = sa.select(sa.exists(sa.select(WORDS.c.field).where(WORDS.c.value.is_not(None))))


def register_words(connection: sa.Connection) -> None:
    """Count unfit words; one is named only where it is common, short, and no id or identifier of anybody."""
    unfit = FINDINGS.c.rule.in_(["outside_list", *UNREADABLE.values()])
    places = sa.select(FINDINGS.c.resource, FINDINGS.c.column).distinct().where(unfit)
    found = set(connection.execute(places))
    for resource in ordered():
        for field in resource.fields:
            if (resource.name, field.name) in found:
                names = ["field", "value", "rows"]
                run(connection, sa.insert(WORDS).from_select(names, _counted(resource, field)))
    if found:
        hidden = (WORDS.c.rows < SHOWN_FROM) | (sa.func.length(WORDS.c.value) > LONGEST)
        run(connection, sa.update(WORDS).values(value=None).where(hidden))
        somebody = holds_identifier(WORDS.c.value) | sa.func.regexp_full_match(WORDS.c.value, _DAY)
        run(connection, sa.update(WORDS).values(value=None).where(somebody))
        _hide_references(connection)


def _counted(resource: Resource, field: Field) -> sa.Select[str, str, int]:
    offered = OFFERED[resource.name]
    text = offered.c[field.name]
    condition = misfit(resource, field, text)
    again = sa.select(MARKS.c.offered_no).where(MARKS.c.resource == resource.name, MARKS.c.copy > 1)
    word = sa.func.unnest(parts(text)) if is_multiple(resource, field) else text
    rows = sa.select(word.label("word")).where(offered.c.offered_no.not_in(again))
    words = (rows if condition is None else rows.where(condition)).subquery()
    fitting = [*(codes(resource, field) or ()), ""]
    name = sa.literal(f"{resource.name}.{field.name}")
    counted = sa.select(name, words.c.word, sa.func.count()).where(words.c.word.not_in(fitting))
    return counted.group_by(words.c.word)


def _hide_references(connection: sa.Connection) -> None:
    """A word may be one of the export's own ids: a shifted column puts them anywhere.

    Column by column: all at once took the memory of twenty columns of ids.
    """
    for resource in ordered():
        for field in resource.fields:
            if field.is_reference and connection.scalar(_ANY_NAMED):
                reference = OFFERED[resource.name].c[field.name]
                own = WORDS.c.value.in_(sa.select(reference).where(reference.is_not(None)))
                run(connection, sa.update(WORDS).values(value=None).where(own))
