"""Texts in which no delimiter divides the rows: one column, or columns that only the eye can see."""

import re
from collections import Counter
from pathlib import Path

from etl.refusals import FileRefused

_ENOUGH = 3
_RULE = re.compile(r"^\s*[|+:][|+:=\- ]*-{2,}[|+:=\- ]*$|^[ \-]*-+\+[-+ ]*-$")
_BOXES = re.compile(r"^[\s]*[┌├│╔║╠]")
_GAP = re.compile(r"\S {2,}\S")
_COMMON = set(" .-_'/()&?,;\t|^~\"")


def refuse_drawn_table(path: Path, lines: list[str]) -> None:
    """Raise FileRefused where a table is drawn with lines, as Markdown and database terminals do."""
    if any(_RULE.match(line) or _BOXES.match(line) for line in lines[:20]):
        raise FileRefused(f"{path.name} is a table drawn with lines for people to read: export it as CSV.")


def single_column_doubts(path: Path, lines: list[str], *, divided: bool) -> tuple[str, ...]:
    """Say what is doubtful of reading lines as one column; raises FileRefused where they are several."""
    if _is_aligned(lines):
        raise FileRefused(f"{path.name} has its columns aligned with blanks: export it as CSV.")
    if any(same_number(lines, each) for each in _odd_characters(lines)):
        raise FileRefused(f"{path.name} has a delimiter that is not known: declare it, or export it as CSV.")
    said = ["No delimiter divides the rows: the file was read as one column."]
    if divided:
        said.append("Some rows hold commas or other delimiters: see whether it should be several columns.")
    if len(lines) >= _ENOUGH and same_number(lines, " "):
        said.append("Each row holds as many blanks: see whether they divide columns.")
    return tuple(said)


def _is_aligned(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    gaps = sum(bool(_GAP.search(line.rstrip())) for line in lines)
    if gaps * 2 > len(lines):
        return True
    longest = max(map(len, lines))
    together = [all(line.ljust(longest)[place] == " " for line in lines) for place in range(longest)]
    inside = any(
        blank and any(not each for each in together[:place]) and any(not each for each in together[place:])
        for place, blank in enumerate(together)
    )
    return inside and len(lines) > _ENOUGH and gaps > 0


def _odd_characters(lines: list[str]) -> set[str]:
    return {letter for letter in lines[0] if not letter.isalnum() and letter not in _COMMON}


def same_number(lines: list[str], letter: str) -> bool:
    """Return whether all lines hold a letter, and equally often."""
    counts = Counter(line.count(letter) for line in lines)
    return len(lines) > 1 and len(counts) == 1 and 0 not in counts
