"""How a cell of a source becomes text, or nothing: stripped, and null where it or its word is blank."""

from dataclasses import dataclass

import sqlalchemy as sa

from etl.fields import SPACES


@dataclass(frozen=True, kw_only=True)
class Cleaning:
    """The words of a source that mean blank, in small letters."""

    missing: tuple[str, ...]

    def __call__(self, cell: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
        """Most cells have nothing to strip: looking first is ten times faster than trimming every one."""
        edged = ~cell.between("!", "~") | sa.func.regexp_matches(cell, "[^!-~]$")
        text = sa.func.nullif(sa.case((edged, sa.func.trim(cell, SPACES)), else_=cell), "")
        if not self.missing:
            return text
        longest = max(map(len, self.missing))
        blank = (sa.func.length(text) <= longest) & sa.func.lower(text).in_(self.missing)
        return sa.case((blank, sa.null()), else_=text)


def cleaning(missing: tuple[str, ...]) -> Cleaning:
    """Return how cells are cleaned where a mapping names words that mean blank."""
    return Cleaning(missing=tuple(word.strip().lower() for word in missing))


def folded_cell(cell: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Return a cell as it is compared: small letters, single blanks, a blank cell as ''."""
    single = sa.func.trim(sa.func.regexp_replace(cell, f"[{SPACES}]+", " ", "g"))
    return sa.func.coalesce(sa.func.lower(single), "")


def folded_word(word: str) -> str:
    """Return a word of the mapping as `folded_cell` does one of the source."""
    return " ".join(word.split()).lower()
