"""What a mapping declares of a file, as the reader is told it."""

import re
from pathlib import Path

from etl.mapping.files import Source
from etl.mapping.model import Mapping as Model
from etl.reading.grid import Declared
from etl.reading.kinds import is_workbook
from etl.reading.workbook_xls import open_xls
from etl.reading.workbook_xlsx import open_xlsx
from etl.refusals import FileRefused

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
_HEAD = 64


def declared_of(path: Path, content: Model, source: Source) -> Declared:
    """Return what is declared of a file: encoding and delimiter of text, sheet and calendar of a workbook."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise FileRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    if is_workbook(path, head):
        return Declared(
            header_rows=source.header_rows,
            sheet=_sheet(path, head, source.sheet),
            date_system=source.date_system,
        )
    return Declared(
        encodings=source.encodings or content.defaults.encodings,
        delimiter=_DELIMITERS[source.delimiter],
        header_rows=source.header_rows,
        sheet=source.sheet,
        date_system=source.date_system,
        whole=content.defaults.leave_out == "nothing",
    )


def _sheet(path: Path, head: bytes, name: str | None) -> str | None:
    """The one visible sheet that a name with * fits."""
    if name is None or "*" not in name:
        return name
    book = (open_xlsx if head.startswith(b"PK") else open_xls)(path)
    pattern = re.compile(".*".join(map(re.escape, name.split("*"))), re.IGNORECASE)
    fitting = [
        each.name for each in book.sheets if each.state == "visible" and pattern.fullmatch(each.name.strip())
    ]
    if len(fitting) != 1:
        count = f"{len(fitting)} visible sheets" if fitting else "no visible sheet"
        raise FileRefused(f"{path.name} has {count} called {name}, and the mapping needs one.")
    return fitting[0]
