"""Rows below a header that are none of the table, and those of which that is doubtful, by row number."""

from typing import Literal

from etl.reading.ranges import RowNumbers

Aside = Literal["blank", "repeated", "rule", "description", "total", "footer", "note"]
Doubt = Literal["like_total", "sparse", "like_header", "like_footer", "no_key"]
_SAID: dict[Aside | Doubt, tuple[str, str]] = {
    "blank": ("is blank and left out.", "are blank and left out."),
    "repeated": (
        "repeats the header or title and is left out.",
        "repeat the header or titles and are left out.",
    ),
    "rule": ("is a line of dashes and left out.", "are lines of dashes and left out."),
    "description": (
        "describes the columns (types or units) and is left out.",
        "describe the columns (types or units) and are left out.",
    ),
    "total": ("is a total and left out.", "are totals and left out."),
    "footer": ("is a footer and left out.", "are footers and left out."),
    "note": ("is a note below the table and left out.", "are notes below the table and left out."),
    "like_total": ("looks like a total, and is kept.", "look like totals, and are kept."),
    "sparse": ("has only one filled cell, and is kept.", "have only one filled cell, and are kept."),
    "like_header": ("looks like a header, and is kept.", "look like headers, and are kept."),
    "like_footer": ("looks like a footer, and is kept.", "look like footers, and are kept."),
    "no_key": (
        "lacks its first cells where others have them, and is kept.",
        "lack their first cells where others have them, and are kept.",
    ),
}


class Tally:
    """What was said of which row; only rows that are not blank are kept as left out one by one."""

    def __init__(self) -> None:
        self._told = {name: RowNumbers() for name in _SAID}
        self.left_out: set[int] = set()

    def leave(self, aside: Aside, number: int) -> None:
        """Leave out a row that has cells."""
        self._told[aside].add(number)
        self.left_out.add(number)

    def leave_blank(self, number: int, cells: list[str]) -> None:
        """Leave out a blank row; one with blanks in its cells must be remembered."""
        self._told["blank"].add(number)
        if any(cells):
            self.left_out.add(number)

    def doubt(self, doubt: Doubt, number: int) -> None:
        """Say of a row that is kept that it may be none."""
        self._told[doubt].add(number)

    @property
    def blanks(self) -> int:
        """The number of blank rows."""
        return len(self._told["blank"])

    @property
    def warnings(self) -> list[str]:
        """One sentence for each kind of row, with the row numbers."""
        return [told.sentence(*_SAID[name]) for name, told in self._told.items() if len(told)]
