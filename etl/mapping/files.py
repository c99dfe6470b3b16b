"""Where rows come from: files, sheets and queries, and the tables that are derived from them."""

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from etl.mapping.scalars import (
    ONE_OR_MORE,
    ONE_SET_OR_MORE,
    Conditions,
    DateFormat,
    Flag,
    Name,
    Number,
    Text,
    Texts,
    Vocabulary,
    named,
)


class DateReading(Vocabulary):
    """How dates are written. ISO dates (2026-04-03, with or without a time) are always read."""

    formats: Annotated[tuple[DateFormat, ...], ONE_OR_MORE] = Field(
        (), description="Formats such as %d/%m/%Y, tried in order. Text around them makes no date."
    )
    serials: Literal["no", "1900", "1904"] = Field(
        "no", description="Whether whole numbers are Excel's days since 1900 or 1904."
    )
    placeholders: Texts = Field(
        (), description="Days as 1900-01-01 that a system writes for 'not known': read as blank, and flagged."
    )


class Expectation(Vocabulary):
    """What a file must be like, or the load is refused."""

    min_rows: Number = Field(0, description="The fewest rows that it may have.")
    max_age_days: Number | None = Field(
        None, description="How old the extract date may be on the day of the load."
    )


class Query(Vocabulary):
    """A read-only query on a database."""

    connection: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,59}$")] = Field(
        description="The environment variable that holds the SQLAlchemy URL: no password is in a mapping."
    )
    sql_file: Text = Field(description="A file beside the mapping with one SELECT.")


class Source(Vocabulary):
    """A file, a sheet of a workbook, or a query, and which of its columns may be read at all."""

    path: Text | None = Field(None, description="Its name in the export's folder; * stands for any letters.")
    query: Query | None = Field(None, description="Instead of a path: a query on a database.")
    several: Literal["refuse", "stack", "newest"] = Field(
        "refuse",
        description="What to do where the path fits several files: refuse, put their rows under each other, "
        "or take the last in order of their names.",
    )
    sheet: Text | None = Field(
        None,
        description="The sheet of a workbook (* stands for any letters); may be left out where it has one.",
    )
    header_rows: Annotated[tuple[Number, ...], ONE_OR_MORE, Field(max_length=3)] = Field(
        (1,), alias="header_row", description="The row with the column names, or the two that make them."
    )
    delimiter: Literal["comma", "semicolon", "tab", "pipe"] = Field("comma", description="Between cells.")
    encodings: Texts | None = Field(None, description="Instead of the defaults' encodings.")
    date_system: Literal["1900", "1904"] | None = Field(None, description="A workbook's, where it matters.")
    columns: tuple[Text, ...] = Field(
        (),
        description="The only columns that are read. May be left out where each load entry from this file "
        "has no `set`: then they are the fields of its target.",
    )
    may_lack: tuple[Text, ...] = Field((), description="Listed columns that need not be there.")
    rename: dict[Text, Texts] = Field({}, description="Listed column: the other names that it may have.")
    transient: tuple[Text, ...] = Field(
        (),
        description="Listed columns that give an age band or say which rows to leave out, and are then gone.",
    )
    harmless: dict[Text, Text] = Field(
        {},
        description="Listed columns whose names look like an identifier's but are none: the reason.",
    )
    key: Texts = Field(
        (), description="Columns that tell its rows apart; two rows of one key that differ go."
    )
    drop_rows: Annotated[tuple[Conditions, ...], ONE_SET_OR_MORE] = Field(
        (), description="Rows to leave out and count, such as a total: each item is a set of conditions."
    )
    optional: Flag = Field(False, description="yes: the load goes on without it.")
    expect: Expectation = Field(Expectation(), description="What it must be like, or the load is refused.")

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.path is None) == (self.query is None):
            raise ValueError("give either path or query")
        return self


class Answers(Vocabulary):
    """Which answers make a column."""

    question: Texts = Field(description="The question's code, or all the codes that it has had.")
    several: Text | None = Field(
        None, description="Where the question may have several answers: what to put between them."
    )


class PivotAnswers(Vocabulary):
    """Question-and-answer rows turned into one row a form, with a column a question."""

    from_: Name = Field(alias="from", description="The file with one row an answer.")
    key: Texts = Field(description="The columns that say which form a row belongs to; they stay.")
    question: Text = Field(description="The column that holds the question's code.")
    answer: Texts = Field(
        description="The columns that may hold the answer: the first that is filled counts."
    )
    order: Text | None = Field(None, description="The column that orders several answers to one question.")
    rows_by: Text | None = Field(
        None,
        description="A column that numbers the rows of a repeated group: one row a form and number, instead "
        "of one row a form. It stays.",
    )
    columns: dict[Text, Annotated[Answers, named("question")]] = Field(
        min_length=1, description="New column: question code, [codes], or {question, several}."
    )
    transient: Texts = Field(
        (), description="New columns that give an age band and are then gone, such as a date of birth."
    )


class ExplodeJson(Vocabulary):
    """JSON in a cell turned into columns, and a list in it into rows."""

    from_: Name = Field(alias="from", description="The file with the column.")
    column: Text = Field(description="The column that holds JSON. It is not kept.")
    keep: Texts = Field((), description="Other columns of the file that stay.")
    rows: tuple[Text, ...] = Field(
        (), description="The keys that lead to a list, each item of which makes a row; blank: one row a cell."
    )
    number: Name | None = Field(None, description="A new column with the item's number in its list: 1, 2, 3.")
    columns: dict[Text, Annotated[tuple[Text, ...], ONE_OR_MORE]] = Field(
        min_length=1, description="New column: key, or the [keys] that lead to it, from the item."
    )
    whole: dict[Text, Annotated[tuple[Text, ...], ONE_OR_MORE]] = Field(
        {}, description="New column: key or [keys] from the top of the cell, where `rows` is used."
    )
    several: Text = Field(";", description="What to put between the values of a list.")
    transient: Texts = Field(
        (), description="New columns that give an age band and are then gone, such as a date of birth."
    )


class Union(Vocabulary):
    """Tables under each other, by the names of their columns; what one lacks is blank there."""

    union: Annotated[tuple[Name, ...], Field(min_length=2)] = Field(description="The tables.")


class Joined(Vocabulary):
    """What a table is joined with."""

    from_: Name = Field(alias="from", description="The table whose rows stay, each once.")
    with_: Name = Field(
        alias="with", description="The table that is looked up: one row a key, or it is refused."
    )
    on: dict[Text, Text] = Field(min_length=1, description="Column of the first: column of the second.")
    columns: dict[Text, Text] = Field(min_length=1, description="New column: column of the second.")


class PivotedSource(Vocabulary):
    """A table made by pivot_answers."""

    pivot_answers: PivotAnswers


class ExplodedSource(Vocabulary):
    """A table made by explode_json."""

    explode_json: ExplodeJson


class JoinedSource(Vocabulary):
    """A table made by join: the columns of the first, and those looked up in the second."""

    join: Joined


KINDS: dict[str, type[Vocabulary]] = {
    "pivot_answers": PivotedSource,
    "explode_json": ExplodedSource,
    "union": Union,
    "join": JoinedSource,
}


def _kind(value: object) -> str:
    for word, model in KINDS.items():
        if isinstance(value, model) or (isinstance(value, dict) and word in value):
            return word
    return "source"


FileOrTable = Annotated[
    Annotated[Source, Tag("source")]
    | Annotated[PivotedSource, Tag("pivot_answers")]
    | Annotated[ExplodedSource, Tag("explode_json")]
    | Annotated[Union, Tag("union")]
    | Annotated[JoinedSource, Tag("join")],
    Discriminator(_kind),
    named("path"),
]
