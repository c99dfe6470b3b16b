"""One pass over the rows below a header: which are the table's, which are asides, and what is doubtful."""

from collections.abc import Iterable, Iterator
from itertools import islice

from etl.reading import words
from etl.reading.asides import Aside, Tally
from etl.reading.grid import Grid, Row
from etl.reading.heading import Heading
from etl.reading.words import ASIDE, DIGIT, KEY, filled
from etl.refusals import FileRefused

_MOSTLY = 0.6
_FULL_SHEETS = (1 << 16, 1 << 20)
_MOST_NOTES = 100
_LONGEST_NAME = 60
_MOST_SEEN = 5_000


class Proof:
    """What the rows below a header are, found in one pass; memory does not grow with the rows."""

    def __init__(self, grid: Grid, heading: Heading, window: list[Row]) -> None:
        self._grid, self._width = grid, heading.width
        self._last, header = heading.rows[-1]
        self._first_name = header[0]
        body = [cells for number, cells in window if number > self._last and len(cells) >= self._width]
        few = max(1, self._width // 4)
        dense = [cells for cells in body if len(filled(cells)) > few and not words.is_rule(cells)]
        found = words.digit_columns(dense, _MOSTLY) if len(dense) > 1 else []
        # A row may run past the header: that is told of elsewhere, and no column of the table.
        self._digits = [place for place in found if place < self._width]
        self._known = {tuple(_stripped(cells)) for _, cells in (*heading.rows, *heading.above)}
        self._seen: set[str] = set()
        self._previous: list[str] = []
        self._pending: list[Row] = []
        self._after: Aside | None = None
        self._gap = self._inside = self._alert = False
        self._bare = True
        self.tally = Tally()
        self.row_count = 0
        self.is_full = False
        named = {place for _, cells in heading.rows for place in filled(cells)}
        self.empty_columns = set(range(self._width)) - named

    @property
    def plain(self) -> bool:
        """Whether nothing but blank lines at the end was left out."""
        at_end = self._bare and not self._inside and self._width > 1
        return not self.tally.left_out and (not self.tally.blanks or at_end)

    def run(self, rows: Iterable[Row]) -> None:
        """Look at every row below the header; raises FileRefused at one that cannot be read rightly."""
        width, first_name, empty = self._width, self._first_name, self.empty_columns
        most_blank = max(0, width - 2)
        digits = self._digits[0] if self._digits else None
        # Where the first cell always has a digit, words alone are no key: they are looked at in any case.
        is_key = KEY.fullmatch
        has_digit, is_aside = DIGIT.search, None if digits == 0 else ASIDE.search
        remaining = iter(rows)
        number = self._last
        for number, cells in islice(remaining, 1):
            self._look(number, cells, remaining)
        for number, cells in remaining:
            # Most rows are plainly rows, and this is all that they cost.
            if (
                len(cells) == width
                and not self._alert
                and (cells.count("") <= most_blank or (width == 2 and is_key(cells[0])))
                and cells[0]
                and cells[0] != first_name
                and (not is_aside(cells[0]) if is_aside else ":" not in cells[0])
                and (digits is None or has_digit(cells[digits]))
                and not (empty and any(cells[place] for place in empty))
            ):
                self.row_count += 1
                self._previous = cells
                if self.row_count < _MOST_SEEN:
                    self._seen.update(_groups(cells))
            else:
                self._look(number, cells, remaining)
        self._settle(kept=False)
        self.is_full = number in _FULL_SHEETS

    def _look(self, number: int, cells: list[str], remaining: Iterator[Row]) -> None:
        if not any(cells) or not filled(cells):
            self._bare = self._bare and not cells
            self._gap = self._alert = True
            self.tally.leave_blank(number, cells)
            return
        if not self._grid.counted:
            cells = (cells + [""] * self._width)[: self._width]
        aside = self._aside(number, cells)
        if aside == "repeated":
            self._settle(kept=False)
        if aside:
            self.tally.leave(aside, number)
            self._after = aside
        elif self._may_be_note(cells):
            self._alert = True
            self._pending.append((number, cells))
            if len(self._pending) > _MOST_NOTES:
                self._settle(kept=True)
        else:
            self._settle(kept=True)
            self._keep(number, cells, remaining)

    def _aside(self, number: int, cells: list[str]) -> Aside | None:
        first = number == self._last + 1
        found: dict[Aside, bool] = {
            "repeated": tuple(_stripped(cells)) in self._known,
            "rule": (first or self._width > 1) and words.is_rule(cells),
            "description": first and words.is_description(cells) and not self._has_digits(cells),
            "total": self._width > 1 and self._is_total(cells),
            "footer": self._width > 1 and self._is_footer(cells),
        }
        return next((aside for aside, is_so in found.items() if is_so), None)

    def _is_total(self, cells: list[str]) -> bool:
        """A total is of a group in the rows at the beginning or in the row just above it."""
        if words.is_total(cells, self._seen) or words.is_count(cells, self.row_count):
            return True
        if words.looks_like_total(cells) and words.is_total(cells, _groups(self._previous)):
            return True
        keyless = 0 in self._digits and not DIGIT.search(cells[0])
        return (keyless and words.is_count(cells)) or (self._after == "total" and words.is_below_total(cells))

    def _is_footer(self, cells: list[str]) -> bool:
        """Alone in its row a footer's words are one; beside one other cell only with a colon or a gap."""
        there = filled(cells)
        alone = len(there) == 1 or self._is_short(cells)
        label = len(there) == 2 and (self._gap or cells[there[0]].strip().endswith(":"))
        marked = cells[there[0]].strip().endswith(":")
        return (alone or (label and (marked or not self._has_digits(cells)))) and words.is_footer(cells)

    def _has_digits(self, cells: list[str]) -> bool:
        """Whether a row of several cells has digits where the table's rows have them."""
        there = filled(cells)
        tested = [place for place in self._digits if place in there]
        whole = len(cells) == self._width and len(there) > 1
        return whole and any(DIGIT.search(cells[place]) for place in tested)

    def _is_short(self, cells: list[str]) -> bool:
        return self._grid.counted and len(cells) < self._width

    def _may_be_note(self, cells: list[str]) -> bool:
        """Whether a row is a note if no row of the table follows it."""
        if self._width == 1:
            return False
        short = self._is_short(cells)
        keyless = 0 in self._digits and not DIGIT.search(cells[0])
        sentence = words.is_prose([" ".join(cells)])
        if len(filled(cells)) > 1 or not cells[0]:
            return short and sentence and (self._set_apart or words.is_marked_note(cells))
        if words.is_note(cells) and (short or keyless or words.is_marked_note(cells)):
            return True
        return self._set_apart and (short or sentence or keyless or self._after == "footer")

    @property
    def _set_apart(self) -> bool:
        return self._gap or bool(self._pending) or self._after in ("total", "footer")

    def _keep(self, number: int, cells: list[str], remaining: Iterator[Row]) -> None:
        if self._grid.counted and len(cells) != self._width:
            self._refuse_width(number, cells, remaining)
        self._inside = self._inside or self._gap
        self._gap, self._alert, self._after = False, False, None
        self.row_count += 1
        self.empty_columns.difference_update(filled(cells))
        self._previous = cells
        if self.row_count < _MOST_SEEN:
            self._seen.update(_groups(cells))
        if self._width > 1:
            self._doubt(number, cells, filled(cells))

    def _doubt(self, number: int, cells: list[str], there: list[int]) -> None:
        """Say of a row that is kept what may be wrong with it."""
        tested = [place for place in self._digits if place in there]
        wordy = bool(tested) and not any(DIGIT.search(cells[place]) for place in there)
        if words.looks_like_total(cells):
            self.tally.doubt("like_total", number)
        elif len(there) > 1 and wordy and len(there) * 2 > self._width:
            self.tally.doubt("like_header", number)
        elif words.is_footer(cells) or (len(there) == 1 and words.is_note(cells)):
            self.tally.doubt("like_footer", number)
        elif len(there) == 1 and (self._width > 2 or (0 in self._digits and wordy)):
            self.tally.doubt("sparse", number)
        elif there[0] and 0 in self._digits:
            self.tally.doubt("no_key", number)

    def _refuse_width(self, number: int, cells: list[str], remaining: Iterator[Row]) -> None:
        where = f"{self._grid.path.name} row {number}"
        count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        said = f"{where} has {count} where the header has {self._width}"
        is_last = next((row for row in remaining if filled(row[1])), None) is None
        if is_last and not self._grid.ended and len(cells) < self._width:
            raise FileRefused(f"{said}, and no end: the file was cut off. Copy it again.")
        if self._gap:
            raise FileRefused(f"{said}: a second table seems to begin there. Put each into its own file.")
        raise FileRefused(
            f"{said}: a delimiter or line break stands in a cell without quotes, or the row is cut off. "
            "Export the file again with quotes."
        )

    def _settle(self, *, kept: bool) -> None:
        """What looked like notes are rows of the table where more rows follow."""
        pending, self._pending = self._pending, []
        for number, cells in pending:
            if kept:
                self._keep(number, cells, iter(()))
            else:
                self.tally.leave("note", number)


def _groups(cells: list[str]) -> set[str]:
    return {cell.strip().casefold() for cell in cells[:3] if 0 < len(cell) < _LONGEST_NAME}


def _stripped(cells: list[str]) -> list[str]:
    kept = [cell.strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return kept
