"""The mapping language msp-mapping/1: its vocabulary, as one closed model."""

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, WithJsonSchema, model_validator

from etl.mapping.entries import Entry
from etl.mapping.files import DateReading, FileOrTable
from etl.mapping.scalars import ONE_OR_MORE, DateFormat, Name, Percentage, Text, Texts, Vocabulary


class ExtractDate(Vocabulary):
    """The day of the export; left out, it is that of the newest event in it."""

    constant: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = Field(
        None, description="The day itself, as 2026-09-30."
    )
    from_file: Name | None = Field(None, description="The file whose name holds the day.")
    pattern: Text | None = Field(
        None, description="The file's name with {date} where the day stands, such as LAS_{date}.csv."
    )
    format: Annotated[tuple[DateFormat, ...], ONE_OR_MORE] = Field(
        (),
        description="How the day is written there, such as %Y%m%d, tried in order. Without a day (%Y-%m) it "
        "is the month's last, or today's if that is earlier.",
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        from_name = (self.from_file, self.pattern, self.format)
        if (self.constant is not None) == any(from_name) or (any(from_name) and not all(from_name)):
            raise ValueError("give constant, or from_file with pattern and format")
        if self.pattern is not None and self.pattern.count("{date}") != 1:
            raise ValueError("the pattern needs {date} once")
        return self


class Defaults(Vocabulary):
    """What holds for every file of the source unless it says otherwise."""

    encodings: Texts = Field(("utf-8",), description="Tried in order, strictly: utf-8, cp1252, utf-16.")
    leave_out: Literal["found", "nothing"] = Field(
        "found",
        description="Of a text file's rows: found leaves out what is certainly no record (title rows, "
        "totals, repeated headers, blank rows), and says so; nothing takes every row below the header.",
    )
    missing: Texts = Field((), description="Words that mean blank, such as N/A or -.")
    dates: DateReading = Field(DateReading(), description="How dates are written.")
    unmapped: Literal["flag", "quarantine", "stop"] = Field(
        "flag", description="What follows a word outside the code list of a field that may be blank."
    )


class Thresholds(Vocabulary):
    """How much may be odd before the release is held for a person to look; under 5 rows never hold it."""

    unmapped_pct: Percentage | None = Field(
        None, description="Of the filled cells of a coded field, how many words may be outside the list."
    )
    blank_pct: dict[Text, Percentage] = Field(
        {}, description="Field such as enquiries.outcomes_asked: how many of its cells may be blank."
    )
    row_change_pct: Percentage | None = Field(
        None, description="By how much the rows of a target may differ from the last load of this source."
    )
    then: Literal["warn", "hold", "stop"] = Field("hold", description="What follows.")


class CodeMapFile(Vocabulary):
    """A code map that is kept as a CSV beside the mapping, for people to edit in a spreadsheet."""

    csv: Text = Field(
        description="File with source_value, code, status (agreed, proposed, unsure) and note: only agreed "
        "rows count. With a column `map`, only the rows that name this map."
    )
    match: Literal["exact", "prefix"] = Field(
        "exact", description="Whether the word is the whole cell, or how it begins."
    )


# In an inline map these two words are options, every other one is a word of the source.
WordMap = Annotated[
    dict[str, str],
    WithJsonSchema(
        {"type": "object", "additionalProperties": {"type": "string"}, "not": {"required": ["csv"]}}
    ),
]
CodeMap = Annotated[
    Annotated[CodeMapFile, Tag("csv")] | Annotated[WordMap, Tag("words")],
    Discriminator(lambda value: "csv" if isinstance(value, CodeMapFile) or "csv" in value else "words"),
    Field(
        description="Word of the source: code; `match: prefix` where the word is only the beginning. Words "
        "are compared without regard to case and blanks. The code may be blank: known, and not recorded."
    ),
]


class Mapping(Vocabulary):
    """A mapping file: which source an export comes from, and how its files become the case export."""

    mapping: Literal["msp-mapping/1"] = Field(description="The language.")
    title: Text = Field(description="What the source is, for people.")
    source_system: Name = Field(description="A short name that stays the same from load to load.")
    council: Text | None = Field(None, description="Whose it is, for people.")
    version: Text = Field("1", description="Raised when the mapping changes; kept with every load.")
    extends: Text | None = Field(
        None, description="A shipped mapping or a file beside this one; what is said here takes its place."
    )
    mode: Literal["snapshot", "incremental"] = Field(
        "snapshot",
        description="snapshot: the export is all of the source, and what is gone from it is closed. "
        "incremental: it holds what is new or changed.",
    )
    extract_date: ExtractDate | None = None
    defaults: Defaults = Defaults()
    files: dict[Name, FileOrTable] = Field(
        min_length=1, description="Files, sheets, queries and derived tables."
    )
    maps: dict[Name, CodeMap] = Field({}, description="Code maps by name.")
    words: Texts = Field(
        (),
        description="CSV files beside the mapping with field, source_value, code, status and note: what "
        "`python -m etl unmapped` writes and reads back. They translate words that no map knows.",
    )
    load: tuple[Entry, ...] = Field(min_length=1, description="What goes where.")
    thresholds: Thresholds = Thresholds()
