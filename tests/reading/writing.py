"""Files written by hand, and what the reader makes of them."""

from pathlib import Path

from etl.reading import read_table
from etl.reading.grid import Declared, Table
from etl.refusals import FileRefused

THREE = "Ref,Team,Date\nEN-1,North,01/02/2026\nEN-2,South,03/02/2026\n"
READ = [["EN-1", "North", "01/02/2026"], ["EN-2", "South", "03/02/2026"]]


def table_of(folder: Path, content: str | bytes, declared: Declared | None = None) -> Table:
    """Return the table of a file with this content."""
    path = folder / "export.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, declared or Declared())


def rows_of(table: Table) -> list[list[str]]:
    """Return the cells of a table's rows, having proved their number and width."""
    rows = [cells for _, cells in table.rows()]
    assert len(rows) == table.row_count
    assert all(len(cells) == len(table.header) for cells in rows)
    return rows


def numbers_of(table: Table) -> list[int]:
    """Return the row numbers of a table's rows."""
    return [number for number, _ in table.rows()]


def outcome_of(folder: Path, content: str | bytes, declared: Declared | None = None) -> str:
    """Return the refusal of a file, or its warnings, one a line."""
    try:
        table = table_of(folder, content, declared)
        rows_of(table)
    except FileRefused as refused:
        return f"refused: {refused}"
    return "\n".join(table.warnings)
