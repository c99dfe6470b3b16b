"""JSON in a cell turned into columns, and a list in it into rows."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from etl.cells import Cleaning
from etl.mapping.files import ExplodeJson
from etl.source_rows import LINEAGE, SourceRows, fill, make_source

BROKEN = "broken_json"

Column = sa.ColumnElement[Any]


def explode(
    connection: sa.Connection, name: str, said: ExplodeJson, origin: tuple[SourceRows, Cleaning]
) -> SourceRows:
    """Return a row for each item of each cell's list, or one a cell; a cell that is no JSON bars its row."""
    source, clean = origin
    keep = [each for each in said.keep if each in source.columns]
    number = [said.number] if said.number else []
    made = make_source(connection, name, [*keep, *said.whole, *number, *said.columns])
    if said.column not in source.columns:
        return made
    taken = _taken(said, source, keep).subquery("taken")
    cells = [
        *(taken.c[f"k{place}"] for place in range(len(keep))),
        *(clean(_text(taken.c.wholes, place, said.several)) for place in range(len(said.whole))),
        *(sa.cast(taken.c.place, sa.String) for _ in number),
        *(clean(_text(taken.c.parts, place, said.several)) for place in range(len(said.columns))),
    ]
    flaw = sa.case((taken.c.sound, taken.c.flaw), else_=BROKEN)
    found = sa.select(_row_no(said, taken), taken.c.source_file, taken.c.source_row, flaw, *cells)
    fill(connection, made, list(made.columns.values()), found)
    return made


def _taken(said: ExplodeJson, source: SourceRows, keep: list[str]) -> sa.Select[Any]:
    """Each item with the values of all its columns as one list, so that a cell is parsed once."""
    items = _items(said, _cells(said, source, keep), len(keep)).subquery("items")
    held = [*LINEAGE, "sound", "place", *(f"k{place}" for place in range(len(keep)))]
    wholes, parts = (
        _values(value, list(paths.values()))
        for value, paths in ((items.c.whole, said.whole), (items.c.item, said.columns))
    )
    return sa.select(*(items.c[each] for each in held), wholes.label("wholes"), parts.label("parts"))


def _values(value: Column, paths: list[tuple[str, ...]]) -> Column:
    pointers = sa.func.list_value(*(_pointer(path) for path in paths))
    return sa.func.json_extract(value, pointers) if paths else sa.null()


def _row_no(said: ExplodeJson, taken: sa.Subquery) -> Column:
    """One row a cell keeps its number: numbering anew would hold every row in memory."""
    if not said.rows:
        return taken.c.row_no
    return sa.func.row_number().over(order_by=(taken.c.row_no, taken.c.place))


def _cells(said: ExplodeJson, source: SourceRows, keep: list[str]) -> sa.Subquery:
    """The cells that are JSON, null for others, and whether that is all right."""
    text = source[said.column]
    valid = sa.func.coalesce(sa.func.json_valid(text), sa.false())
    return sa.select(
        *(source.table.c[each] for each in LINEAGE),
        (valid | text.is_(None)).label("sound"),
        sa.case((valid, text)).label("whole"),
        *(source[each].label(f"k{place}") for place, each in enumerate(keep)),
    ).subquery("cells")


def _items(said: ExplodeJson, cells: sa.Subquery, kept: int) -> sa.Select[Any]:
    """A broken cell makes one row, so that it is seen; a list that is not there, or is empty, makes none."""
    columns = [
        cells.c[each] for each in (*LINEAGE, "sound", "whole", *(f"k{place}" for place in range(kept)))
    ]
    if not said.rows:
        return sa.select(*columns, sa.literal(1).label("place"), cells.c.whole.label("item"))
    held = sa.func.json_extract(cells.c.whole, _pointer(said.rows))
    is_list = sa.func.json_type(held) == "ARRAY"
    listed = sa.func.from_json(
        sa.case((cells.c.sound, sa.case((is_list, held), else_="[]")), else_="[{}]"), '["JSON"]'
    )
    places = sa.func.range(1, sa.func.len(listed) + 1)
    return sa.select(*columns, sa.func.unnest(places).label("place"), sa.func.unnest(listed).label("item"))


def _text(values: Column, place: int, several: str) -> Column:
    """Words and numbers as they are written, a list's with what stands between them; an object is no text."""
    found = sa.func.list_extract(values, place + 1)
    kind = sa.func.json_type(found)
    return sa.case(
        (kind == "ARRAY", sa.func.array_to_string(sa.func.from_json(found, '["VARCHAR"]'), several)),
        (kind == "OBJECT", sa.null()),
        else_=sa.func.json_extract_string(found, "$"),
    )


def _pointer(path: Sequence[str]) -> str:
    """A JSON Pointer (RFC 6901)."""
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in path)
