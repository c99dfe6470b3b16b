"""What the case export's fields mean to the load, beyond what the data package says of them."""

from datetime import date

import sqlalchemy as sa

from msp_dashboard.vocabulary import NOT_RECORDED, code_list
from msp_dashboard.warehouse import Field, Resource, resources

# Cells that hold several codes, with their list.
MULTIPLE = {("people", "health_conditions"): "health_condition", ("meetings", "partners"): "partner"}

# Blank is an answer of its own here: nothing was overridden, no partner was needed, nothing stood in the way.
STAYS_BLANK = {
    ("enquiries", "override_reason"),
    ("desired_outcomes", "partner"),
    ("desired_outcomes", "contribution"),
    ("desired_outcomes", "reason"),
    ("advocacy", "barrier"),
}

# Not events: plans, terms of an authorisation, and the lives of teams and forms.
NOT_EVENTS = {
    ("teams", "open_from"),
    ("teams", "open_to"),
    ("dols", "starts_on"),
    ("dols", "ends_on"),
    ("quotes", "review_on"),
    ("recording_notes", "from_on"),
    ("recording_notes", "to_on"),
}

# Parents first: a row is checked against the rows that its parents kept.
ORDER = ("teams", "people", "concerns", "enquiries")

# What Python's str.strip takes away.
SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


def ordered() -> tuple[Resource, ...]:
    """Return every resource, parents before children."""
    rest = [name for name in resources() if name not in ORDER]
    return tuple(resources()[name] for name in (*ORDER, *rest))


def codes(resource: Resource, field: Field) -> tuple[str, ...] | None:
    """Return the codes that a field may hold, in order; None where it is not coded."""
    name = MULTIPLE.get((resource.name, field.name), field.code_list)
    return code_list(name).values if name else None


def is_multiple(resource: Resource, field: Field) -> bool:
    """Return whether a cell may hold several codes, separated by semicolons."""
    return (resource.name, field.name) in MULTIPLE


def blank_means(resource: Resource, field: Field) -> str | None:
    """Return what a blank coded cell loads as: not_recorded, or None where it stays blank."""
    listed = codes(resource, field)
    if listed is None or NOT_RECORDED not in listed or (resource.name, field.name) in STAYS_BLANK:
        return None
    return NOT_RECORDED


def event_dates(resource: Resource) -> tuple[Field, ...]:
    """Return the fields whose newest date is the extract's."""
    return tuple(
        field
        for field in resource.fields
        if field.type == "date" and (resource.name, field.name) not in NOT_EVENTS
    )


def as_date(text: sa.ColumnElement[str]) -> sa.ColumnElement[date | None]:
    """Return the date that a cell holds, or null: ISO 8601 to the letter, a day that exists, from year 1.

    A day that is written back as it was read is to the letter: that is quicker to see than by a pattern.
    """
    read = sa.try_cast(text, sa.Date)
    to_the_letter = (sa.cast(read, sa.String) == text) & text.like("____-__-__")
    return sa.case((to_the_letter, read))


def as_integer(text: sa.ColumnElement[str]) -> sa.ColumnElement[int | None]:
    """Return the whole number that a cell holds, or null."""
    return sa.case((sa.func.regexp_full_match(text, "[0-9]+"), sa.try_cast(text, sa.Integer)))


def key_cells(resource: Resource, rows: sa.FromClause) -> list[sa.ColumnElement[str]]:
    """Return the parts of a row's key as text that is equal where they are: 01 and 1 are one number."""
    cells: list[sa.ColumnElement[str]] = []
    for name in resource.key:
        text: sa.ColumnElement[str] = rows.c[name]
        if resource[name].type == "integer":
            text = sa.func.coalesce(sa.cast(as_integer(text), sa.String), text)
        cells.append(text)
    return cells


def joined(cells: list[sa.ColumnElement[str]]) -> sa.ColumnElement[str]:
    """Return several cells as one text that no other cells could make; a blank equals only a blank."""
    marked = [sa.func.coalesce(sa.cast(sa.func.length(cell), sa.String) + ":" + cell, "-") for cell in cells]
    return sa.func.concat(*marked)


def parts(text: sa.ColumnElement[str]) -> sa.ColumnElement[list[str]]:
    """Return the stripped words of a cell that holds several."""
    return sa.func.string_split(sa.func.regexp_replace(text, r"\s*;\s*", ";", "g"), ";")
