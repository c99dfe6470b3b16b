"""One pass over the XML of a sheet, for what the reader of its values does not tell."""

import xml.parsers.expat
import zipfile
from contextlib import suppress
from pathlib import Path

from etl.reading.grid import Merge
from etl.reading.number_formats import PLAIN, NumberFormat
from etl.reading.workbook_marks import ERROR, KEPT_DIGITS, NOT_CALCULATED, SheetMarks, column_number
from etl.reading.workbook_parts import WorkbookParts, feed, local_name, sound_xml
from etl.refusals import FileRefused

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_DIGITS = "0123456789"
_TRUE = ("1", "true")


def scan(path: Path, workbook: WorkbookParts, part: str) -> SheetMarks:
    """Return what a sheet holds beside its values; raises FileRefused where its XML is not a sound sheet."""
    pass_over = _Pass(path, workbook)
    with sound_xml(path), zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        feed(stream, pass_over.parser)
        pass_over.end_cell()
    return pass_over.marks


class _Pass:
    """The state of a pass: the cell that is open is settled when the next one starts.

    Text is listened to only within the cells that need it, for most of a sheet needs none.
    """

    def __init__(self, path: Path, workbook: WorkbookParts) -> None:
        self.marks = SheetMarks()
        self.parser = xml.parsers.expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self._path = path
        self._date_1904 = workbook.date_1904
        self._formats = workbook.formats
        self._plain = {str(at) for at, each in enumerate(workbook.formats or (PLAIN,)) if each == PLAIN}
        self._columns: dict[str, int] = {}
        self._row, self._row_text, self._column = 0, "0", 0
        self._type, self._style = "n", "0"
        self._open = self._is_formula = self._has_value = self._listens = self._is_hidden = False
        self._text: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._listens:
            self.parser.CharacterDataHandler = None
            self._listens = False
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "is"):
            self._start_value()
        else:
            self._start_other(local_name(name), attributes)

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "is"):
            self._start_value()
        elif name == "f":
            self._is_formula = self._open
        elif name == "row":
            self._start_row(attributes)
        else:
            self.end_cell()
            self._start_outside(name, attributes)

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "col" and attributes.get("hidden") in _TRUE:
            last = min(int(attributes["max"]), LAST_COLUMN)
            self.marks.hidden_columns.extend(range(int(attributes["min"]), last + 1))
        elif name == "autoFilter":
            self.marks.is_filtered = True
        elif name == "mergeCell":
            self.marks.merges.append(_merge(attributes["ref"]))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        row = int(attributes.get("r", self._row + 1))
        if not self._row < row <= LAST_ROW:
            raise FileRefused(f"{self._path.name} has rows out of order or twice: save it again from Excel.")
        self._row, self._row_text, self._column = row, str(row), 0
        self._is_hidden = attributes.get("hidden") in _TRUE

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._open:
            self.end_cell()
        reference = attributes.get("r")
        column = self._column_of(reference) if reference else self._column + 1
        if not self._column < column <= LAST_COLUMN:
            raise FileRefused(
                f"{self._path.name} row {self._row} has cells out of order or twice: save it again "
                "from Excel."
            )
        self._column = column
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._open, self._is_formula, self._has_value = True, False, False

    def _start_value(self) -> None:
        self._has_value = True
        self.marks.fill(self._row, self._column)
        if self._is_hidden:
            self.marks.hidden_rows.add(self._row)
            self._is_hidden = False
        if self._type == "n" or self._is_formula:
            self._text = []
            self._listens = True
            self.parser.CharacterDataHandler = self._text.append

    def end_cell(self) -> None:
        """Settle the cell that is open: what it holds is now known."""
        if not self._open:
            return
        self._open = False
        if self._type == "e":
            self.marks.add(ERROR, self._row, self._column)
        elif self._type == "n" or self._is_formula:
            self._settle("".join(self._text).strip() if self._has_value else "")

    def _settle(self, text: str) -> None:
        if self._is_formula and not text and (self._type != "str" or not self._has_value):
            self.marks.add(NOT_CALCULATED, self._row, self._column)
        elif self._type == "n" and text and self._is_telling(text):
            self._settle_number(text)

    def _is_telling(self, text: str) -> bool:
        return self._style not in self._plain or len(text) >= KEPT_DIGITS or "E" in text.upper()

    def _settle_number(self, text: str) -> None:
        with suppress(ValueError):
            self.marks.number(text, self._format(), (self._row, self._column), self._date_1904)

    def _format(self) -> NumberFormat:
        style = int(self._style)
        if style >= max(len(self._formats), 1):
            raise FileRefused(
                f"{self._path.name} lacks formats that its cells refer to: save it again from Excel."
            )
        return self._formats[style] if self._formats else PLAIN

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip(_DIGITS)
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_number(letters)
        if reference[len(letters) :] != self._row_text:
            raise FileRefused(
                f"{self._path.name} row {self._row} has a cell of another row: save it again from Excel."
            )
        return column


def _merge(reference: str) -> Merge:
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = _corner(first), _corner(last or first)
    return top, left, bottom, right


def _corner(reference: str) -> tuple[int, int]:
    letters = reference.rstrip(_DIGITS)
    return int(reference[len(letters) :]), column_number(letters)
