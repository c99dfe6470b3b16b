"""The names of a table's columns: header rows joined, blank ones numbered, repeated ones told apart."""

from collections.abc import Sequence

from etl.reading.grid import Merge, Row
from etl.reading.words import clean_name


def join_names(rows: Sequence[Row], merges: Sequence[Merge]) -> list[str]:
    """Return one name a column, "" where blank: each upper row's words before those below them."""
    cells = [[clean_name(cell) for cell in row] for _, row in rows]
    for place in range(len(cells) - 1):
        across = [merge for merge in merges if merge[0] <= rows[place][0] <= merge[2]]
        below = [any(column) for column in zip(*cells[place + 1 :], strict=True)]
        cells[place] = _spread(cells[place], across) if across else _carried(cells[place], below)
    return [" ".join(_told_once(column)) for column in zip(*cells, strict=True)]


def unique_names(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return names that differ, blank ones by their column's number, and warnings of what was changed."""
    taken: set[str] = set()
    kept, said = [], []
    for column, name in enumerate(names, start=1):
        wanted = name or f"Column {column}"
        unique, count = wanted, 1
        while unique in taken or (count > 1 and unique in names):
            count += 1
            unique = f"{wanted} ({count})"
        if not name:
            said.append(f"Column {column} has no name in the header: it is called {unique}.")
        elif unique != name:
            said.append(
                f"The header has {name[:60]} more than once: column {column} is called {unique[:70]}."
            )
        elif name.startswith("Unnamed: "):
            said.append(f"Column {column} is called {name[:60]}: it seems to be an index and no field.")
        taken.add(unique)
        kept.append(unique)
    return kept, said


def _spread(cells: list[str], merges: Sequence[Merge]) -> list[str]:
    spread = list(cells)
    for _, left, _, right in merges:
        for column in range(left, min(right, len(cells))):
            spread[column] = spread[column] or cells[left - 1]
    return spread


def _carried(cells: list[str], below: Sequence[bool]) -> list[str]:
    """A group's name goes on to the right; one with nothing below it is whole by itself."""
    carried, current = [], ""
    for cell, goes_on in zip(cells, below, strict=True):
        current = cell or current
        carried.append(cell or (current if goes_on else ""))
        current = current if goes_on else ""
    return carried


def _told_once(words: Sequence[str]) -> list[str]:
    return [word for place, word in enumerate(words) if word and word not in words[:place]]
