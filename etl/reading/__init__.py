"""Reading a file as text rows, or refusing it with the reason."""

from pathlib import Path

from etl.reading.delimited import open_delimited
from etl.reading.grid import Declared, Table, stamp_of
from etl.reading.kinds import is_workbook
from etl.reading.layout import understand
from etl.reading.whole import read_whole
from etl.reading.workbook import open_workbook
from etl.refusals import FileRefused

_HEAD = 64
_AS_FOUND = Declared()


def read_table(path: Path, declared: Declared = _AS_FOUND) -> Table:
    """Return a file's one table, by what the file holds and not by its ending; raises FileRefused."""
    if path.is_dir():
        raise FileRefused(f"{path.name} is a folder: name a file in it.")
    if path.exists() and not path.is_file():
        raise FileRefused(f"{path.name} is not a file.")
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
        if declared.whole and not is_workbook(path, head):
            return read_whole(path, declared)
        grid = (open_workbook if is_workbook(path, head) else open_delimited)(path, declared)
        table = understand(grid, declared)
        if stamp_of(path) != table.stamp:
            raise FileRefused(
                f"{path.name} changed while it was read: wait until it is copied, and try again."
            )
    except FileNotFoundError as error:
        raise FileRefused(f"There is no file {path.name}.") from error
    except OSError as error:
        raise FileRefused(f"{path.name} cannot be read: {error.strerror or 'the disk failed'}.") from error
    return table
