"""What a sheet holds beside its values: errors, formulas never calculated, hidden rows, odd numbers."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from etl.reading.cells import is_doubtful_serial, padded_text, serial_text
from etl.reading.grid import Merge
from etl.reading.number_formats import NumberFormat
from etl.reading.ranges import RowNumbers

# Excel keeps 15 digits of a number: a reference that is longer has lost its end.
KEPT_DIGITS = 15
_MOST_NAMED = 5

ERROR = "a formula error stands in {}: read as blank"
NOT_CALCULATED = (
    "a formula without a stored result stands in {}: read as blank; open the file in Excel and save it"
)
BLANK_FORMULA = "a formula whose result is blank or was never stored stands in {}: read as blank"
DOUBTFUL_DATE = "a date before 1 March 1900 or out of range, which programs read differently, stands in {}"
LONG_NUMBER = "a number of more than 15 digits, of which Excel keeps only 15, stands in {}"
PADDED = "numbers are shown with zeros or letters before them by their format, and are read as shown, in {}"
MASKED = "numbers are shown in a pattern by their format, and are read without it, in {}"


@dataclass(kw_only=True)
class SheetMarks:
    """What a pass over a sheet found. Rows and columns count from 1.

    `cells` is how many hold a value, `rows` and `columns` those that have one; `instead` the text of cells
    that is not that of their value; `found` the columns and rows of each finding.
    """

    cells: int = 0
    columns: set[int] = field(default_factory=set)
    rows: int = 0
    first_row: int = 0
    last_row: int = 0
    hidden_rows: RowNumbers = field(default_factory=RowNumbers)
    hidden_columns: list[int] = field(default_factory=list)
    is_filtered: bool = False
    merges: list[Merge] = field(default_factory=list)
    instead: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    found: dict[str, dict[int, RowNumbers]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(RowNumbers))
    )

    def add(self, finding: str, row: int, column: int) -> None:
        """Remember where something was found."""
        self.found[finding][column].add(row)

    def fill(self, row: int, column: int) -> None:
        """Count a cell that holds a value; rows come in their order."""
        self.cells += 1
        self.columns.add(column)
        if row != self.last_row:
            self.rows += 1
            self.last_row = row
            self.first_row = self.first_row or row

    def number(self, text: str, number_format: NumberFormat, at: tuple[int, int], date_1904: bool) -> None:
        """Look at a number beside its format, and note what it is to be read as where that differs.

        Raises ValueError where the text is no number.
        """
        value = float(text)
        row, column = at
        if is_doubtful_serial(value, number_format.kind, date_1904):
            self.add(DOUBTFUL_DATE, row, column)
            self.instead[row][column] = serial_text(value, number_format.kind, date_1904)
        elif number_format.kind == "date" and value < 1:
            self.instead[row][column] = serial_text(value, number_format.kind, date_1904)
        elif number_format.kind == "padded":
            self.add(PADDED, row, column)
            self.instead[row][column] = padded_text(value, number_format)
        elif number_format.kind == "masked":
            self.add(MASKED, row, column)
        if number_format.kind in ("plain", "padded", "masked") and abs(value) >= 10**KEPT_DIGITS:
            self.add(LONG_NUMBER, row, column)
            self.instead[row].setdefault(column, f"{Decimal(text):f}")

    def warnings(self) -> list[str]:
        """Return a sentence for each thing that a reader of the sheet has to know, with rows and columns."""
        said = [_capital(finding.format(_places(places))) for finding, places in self.found.items()]
        if self.hidden_rows:
            why = "by hand or by a filter" if self.is_filtered else "in the sheet"
            said.append(
                self.hidden_rows.sentence(*(f"{be} hidden {why}: read all the same." for be in ("is", "are")))
            )
        hidden = [column for column in self.hidden_columns if column in self.columns]
        if hidden:
            said.append(f"{_these(hidden)} hidden in the sheet: read all the same.")
        span = range(min(self.columns, default=1), max(self.columns, default=0))
        blank = [column for column in span if column not in self.columns]
        if blank:
            said.append(
                f"{_these(blank)} blank and others follow: see whether what stands to the right is a table "
                "or a note of its own."
            )
        return [*said, *self._merge_warnings()]

    def _merge_warnings(self) -> list[str]:
        down = sorted({merge[:3:2] for merge in self.merges if merge[2] > merge[0]})
        if not down:
            return []
        named = ", ".join(f"{first}-{last}" for first, last in down[:_MOST_NAMED])
        more = f" and {len(down) - _MOST_NAMED} more" if len(down) > _MOST_NAMED else ""
        return [f"Cells are merged over rows {named}{more}: only the first row of each has the value."]


def column_letters(column: int) -> str:
    """Return the letters of a column, from 1: A, Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column from its letters: 1 for A, 27 for AA; raises ValueError at others."""
    column = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letter)
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _these(columns: list[int]) -> str:
    """Return columns as the start of a sentence: "Column B is" or "Columns B, C and 3 more are"."""
    if len(columns) == 1:
        return f"Column {column_letters(columns[0])} is"
    named = ", ".join(column_letters(column) for column in sorted(columns)[:_MOST_NAMED])
    left = len(columns) - _MOST_NAMED
    return f"Columns {named} and {left} more are" if left > 0 else f"Columns {named} are"


def _places(places: dict[int, RowNumbers]) -> str:
    shown = sorted(places)[:_MOST_NAMED]
    named = "; ".join(f"column {column_letters(column)}, {places[column]}" for column in shown)
    left = len(places) - _MOST_NAMED
    return f"{named} and {left} more columns" if left > 0 else named


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:] + "."
