"""Row numbers told in few words: "row 4", "rows 4, 7-9 and 3 more"."""

from collections.abc import Iterable

_SHOWN = 12


class RowNumbers:
    """Row numbers in the order of the file, kept as ranges, so that a million blank rows are one pair."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._ranges: list[list[int]] = []
        for number in numbers:
            self.add(number)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self._ranges)

    def __str__(self) -> str:
        shown = [str(a) if a == b else f"{a}-{b}" for a, b in self._ranges[:_SHOWN]]
        hidden = sum(last - first + 1 for first, last in self._ranges[_SHOWN:])
        return f"{'row' if len(self) == 1 else 'rows'} {', '.join(shown)}" + (
            f" and {hidden:,} more" if hidden else ""
        )

    @property
    def last(self) -> list[int] | None:
        """The last range, as its first and last row; None where there is none."""
        return self._ranges[-1] if self._ranges else None

    def add(self, number: int) -> None:
        """Add the next row number."""
        if self._ranges and self._ranges[-1][1] == number - 1:
            self._ranges[-1][1] = number
        else:
            self._ranges.append([number, number])

    def sentence(self, one: str, several: str) -> str:
        """Return a sentence that begins with the rows: "Row 4 is …" or "Rows 4-6 are …"."""
        words = f"{self} {one if len(self) == 1 else several}"
        return words[0].upper() + words[1:]
