"""Question-and-answer rows turned into one row a form, with a column a question."""

from typing import Any

import sqlalchemy as sa

from etl.cells import folded_cell, folded_word
from etl.extract.tidy import DUPLICATE
from etl.fields import joined
from etl.mapping.files import PivotAnswers
from etl.source_rows import LINEAGE, SourceRows, fill, make_source

TWO_ANSWERS = "two_answers"

Column = sa.ColumnElement[Any]


def pivot(connection: sa.Connection, name: str, said: PivotAnswers, source: SourceRows) -> SourceRows:
    """Return one row a form, with the file and row of its first answer.

    Two different answers to a question that may have but one are no answer: the cell is blank and doubted.
    """
    keys = [each for each in (*said.key, *filter(None, [said.rows_by])) if each in source.columns]
    single = [column for column, answers in said.columns.items() if answers.several is None]
    made = make_source(connection, name, [*keys, *said.columns], single)
    forms = _forms(source, keys).subquery("forms")
    wide = _wide(said, _told(said, _answers(said, source, keys))).subquery("wide")
    cells = [wide.c[made.columns[column]] for column in said.columns]
    doubts = [wide.c[made.doubts[column]] for column in single]
    found = sa.select(
        *(forms.c[each] for each in LINEAGE), *(forms.c[made.columns[key]] for key in keys), *cells, *doubts
    ).join_from(forms, wide, wide.c.form == forms.c.form, isouter=not said.rows_by)
    fill(connection, made, [*made.columns.values(), *made.doubts.values()], found)
    return made


def _form(source: SourceRows, keys: list[str]) -> Column:
    return sa.func.md5_number(joined([source[key] for key in keys]))


def _forms(source: SourceRows, keys: list[str]) -> sa.Select[Any]:
    """Every form, also one whose questions the mapping does not ask about; its lineage is its first row's."""
    held = [source[key].label(f"c{place}") for place, key in enumerate(keys)]
    lineage = [source.table.c[each] for each in LINEAGE]
    row = sa.select(_form(source, keys).label("form"), *lineage, *held).subquery().c
    first = [
        sa.func.min(row.row_no).label("row_no"),
        sa.func.arg_min(row.source_file, row.row_no).label("source_file"),
        sa.func.arg_min(row.source_row, row.row_no).label("source_row"),
        sa.func.min(row.flaw).filter(_is_no_copy(row.flaw)).label("flaw"),
    ]
    keyed = [sa.func.any_value(row[f"c{place}"]).label(f"c{place}") for place in range(len(keys))]
    return sa.select(row.form, *first, *keyed).group_by(row.form)


def _answers(said: PivotAnswers, source: SourceRows, keys: list[str]) -> sa.Subquery:
    """Each answer with the place of the column it goes to; the first filled answer column counts."""
    questions = _questions(said)
    answer = sa.func.coalesce(*(source[each] for each in said.answer if each in source.columns), sa.null())
    order: Column = source.cell(said.order or "")
    return (
        sa.select(
            _form(source, keys).label("form"),
            questions.c.place,
            sa.cast(questions.c.between, sa.String).label("between"),
            answer.label("answer"),
            order.label("word"),
            source.table.c.row_no,
        )
        .join_from(source.table, questions, questions.c.code == folded_cell(source[said.question]))
        .where(answer.is_not(None), _is_no_copy(source.table.c.flaw))
        .subquery("answers")
    )


def _is_no_copy(flaw: Column) -> Column:
    """A row that is there twice answers once."""
    return sa.func.coalesce(flaw, "") != DUPLICATE


def _questions(said: PivotAnswers) -> sa.Values:
    """Which code makes which column, and what is put between several answers; a code may make several."""
    rows = [
        (folded_word(code), place, answers.several)
        for place, answers in enumerate(said.columns.values())
        for code in answers.question
    ]
    columns = (
        sa.column("code", sa.String),
        sa.column("place", sa.Integer),
        sa.column("between", sa.String),
    )
    return sa.values(*columns, name="questions").data(list(dict.fromkeys(rows)))


def _told(said: PivotAnswers, answers: sa.Subquery) -> sa.Subquery:
    """One answer a form and column, or several in their order; numbers order as numbers."""
    order = (sa.try_cast(answers.c.word, sa.Double), answers.c.word, answers.c.row_no)
    ordered = sa.func.list(answers.c.answer).aggregate_order_by(*order)
    between = dict.fromkeys(each.several for each in said.columns.values() if each.several is not None)
    different = sa.func.count(sa.distinct(folded_cell(answers.c.answer)))
    is_single = answers.c.between.is_(None)
    answer = sa.case(
        (is_single & (different == 1), sa.func.list_extract(ordered, 1)),
        *((answers.c.between == each, sa.func.array_to_string(ordered, each)) for each in between),
    )
    doubt = sa.case((is_single & (different > 1), TWO_ANSWERS))
    return (
        sa.select(answers.c.form, answers.c.place, answer.label("answer"), doubt.label("doubt"))
        .group_by(answers.c.form, answers.c.place, answers.c.between)
        .subquery("told")
    )


def _wide(said: PivotAnswers, told: sa.Subquery) -> sa.Select[Any]:
    """The columns bear the names that they have in the table that is made."""
    single = [place for place, answers in enumerate(said.columns.values()) if answers.several is None]
    keys = len(said.key) + bool(said.rows_by)

    def at(column: Column, place: int) -> Column:
        return sa.func.any_value(column).filter(told.c.place == place)

    cells = [at(told.c.answer, place).label(f"c{keys + place}") for place in range(len(said.columns))]
    doubts = [at(told.c.doubt, place).label(f"d{count}") for count, place in enumerate(single)]
    return sa.select(told.c.form, *cells, *doubts).group_by(told.c.form)
