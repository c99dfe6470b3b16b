"""Load entries: how the rows of a table become the rows of the case export."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from etl.mapping.files import DateReading
from etl.mapping.scalars import (
    ONE_OR_MORE,
    ONE_SET_OR_MORE,
    Conditions,
    Flag,
    Name,
    Number,
    Text,
    Texts,
    Vocabulary,
    named,
)

Action = Literal["flag", "blank_and_flag", "quarantine", "stop"]


class Alternative(Vocabulary):
    """One way to fill a field."""

    of: Text | None = Field(None, description="The column that holds it.")
    constant: str | None = Field(None, description="The same for every row.")
    token: tuple[Text, ...] = Field((), description="Columns that make a reference together.")
    when: Conditions | None = Field(None, description="Only where these conditions hold.")
    map: Name | None = Field(
        None,
        description="The map that turns words into codes; in a text field a word it lacks stays as it is.",
    )
    each: Text | None = Field(
        None, description="What separates several words in the cell: each is mapped by itself."
    )
    as_: Literal["text", "date", "integer", "age", "code"] | None = Field(
        None,
        alias="as",
        description="How to read the cell, if not as the field says: age (years, gives an age band), code "
        "(small letters, _ for blanks).",
    )
    dates: DateReading | None = Field(None, description="How its dates are written, if not as in defaults.")
    age_band_at: Text | None = Field(
        None,
        description="The column of a day: `of` is a date of birth, and the age band on that day is kept.",
    )
    restricted: Flag = Field(
        False, description="yes: the words go to the restricted store. Must be said for words of people."
    )


class Value(Alternative):
    """How a field is filled: a column, a constant, a token, or the first alternative that gives something."""

    choose: tuple[Annotated[Alternative, named("of")], ...] = Field(
        (), description="Alternatives: the first that gives something counts."
    )
    disagree: Literal["first", "blank_and_flag"] = Field(
        "first", description="Where two alternatives of `choose` give different answers to one fact."
    )

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        given = [bool(self.of), self.constant is not None, bool(self.token), bool(self.choose)]
        if sum(given) != 1:
            raise ValueError("give one of: of, constant, token, choose")
        return self


class SlotConstant(Vocabulary):
    """A cell of a slot that is the same in every row."""

    constant: str = Field(description="What the cell holds.")


class Unpivot(Vocabulary):
    """Numbered columns turned into rows: one row a slot in which something is filled."""

    slots: tuple[dict[Name, str | SlotConstant], ...] = Field(
        min_length=1, description="Each slot's new columns: the column that fills it, or {constant: …}."
    )
    number: Name | None = Field(None, description="A new column with the slot's number.")


class TickColumns(Vocabulary):
    """A column for each answer, ticked or not, turned into a row for each tick."""

    column: Name = Field(description="The new column that holds what was ticked.")
    columns: dict[Text, str] = Field(min_length=1, description="Tick column: what its tick means.")
    ticked: Texts = Field(
        ("x", "y", "yes", "true", "1", "✓", "✔"), description="What counts as a tick, whatever its case."
    )
    not_ticked: Annotated[tuple[str, ...], ONE_OR_MORE] = Field(
        ("", "n", "no", "false", "0"), description="What counts as no tick; any other word is flagged."
    )


class Split(Vocabulary):
    """Several values in a cell turned into a row for each."""

    column: Text = Field(description="The column; afterwards it holds one value.")
    on: Text = Field(";", description="What stands between the values.")


class Chosen(Vocabulary):
    """One row chosen for each key; the others are left out and counted."""

    key: Texts = Field(description="The columns that say which rows belong together.")
    order: Texts = Field(description="The columns that order them; dates as dates, numbers as numbers.")


class Numbered(Chosen):
    """The rows of each key numbered 1, 2, 3 in order."""

    as_: Name = Field(alias="as", description="The new column that holds the number.")


def _what(text: str) -> str | None:
    """Whether a text is a whole number or a day."""
    if text.isdecimal():
        return "number"
    try:
        return "day" if date.fromisoformat(text).isoformat() == text else None
    except ValueError:
        return None


class WithinDays(Vocabulary):
    """A day near another."""

    of: Name = Field(description="The other field.")
    days: Number = Field(description="How many at most, either way.")


class Check(Vocabulary):
    """What a field must keep, and what follows where it does not."""

    not_before: Name | None = Field(None, description="A field whose day must not be later.")
    not_after_extract: Flag | None = Field(None, description="yes: no day after the extract date.")
    within_days: WithinDays | None = Field(None, description="So many days from another field, at most.")
    in_range: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)] | None = Field(
        None, description="[least, most]: numbers or days."
    )
    then: Action = Field("flag", description="What follows where it is not kept.")

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        given = (self.not_before, self.not_after_extract, self.within_days, self.in_range)
        if sum(each is not None for each in given) != 1:
            raise ValueError("give one of: not_before, not_after_extract, within_days, in_range")
        kinds = {_what(each) for each in self.in_range or ()}
        if len(kinds) > 1 or None in kinds:
            raise ValueError("in_range takes two whole numbers, or two days as 2026-09-30")
        return self


Checks = Annotated[tuple[Check, ...], ONE_SET_OR_MORE]


class Entry(Vocabulary):
    """Rows of one table into one target. Steps run in this order: where, unpivot or tick_columns or split,
    first_by or latest_by, number_by, set, check."""

    into: Text = Field(description="A file of the case export, such as enquiries; or crosswalk.")
    from_: Name = Field(alias="from", description="One of `files`.")
    where: Conditions | None = Field(None, description="Only these rows; the others are counted.")
    unpivot: Unpivot | None = None
    tick_columns: TickColumns | None = None
    split: Split | None = None
    first_by: Chosen | None = Field(None, description="Only the first row of each key.")
    latest_by: Chosen | None = Field(None, description="Only the last row of each key.")
    number_by: Numbered | None = None
    set: dict[Text, Annotated[Value, named("of")]] = Field(
        {},
        description="Field: column, or how it is filled. Left out: columns that bear a field's name fill it.",
    )
    check: dict[Text, Checks] = Field({}, description="Field: what it must keep.")

    @model_validator(mode="after")
    def _one_turning(self) -> Self:
        if sum(each is not None for each in (self.unpivot, self.tick_columns, self.split)) > 1:
            raise ValueError("use one of unpivot, tick_columns, split in an entry")
        if self.first_by and self.latest_by:
            raise ValueError("use one of first_by, latest_by in an entry")
        return self
