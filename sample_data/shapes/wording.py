"""The words that a system uses for codes, several for one code as forms are changed over the years."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from zlib import crc32


def turn(text: str) -> int:
    """Return a number that is always the same for a text: what a record's oddities are drawn from."""
    return crc32(text.encode())


def read_table(shape: str, file: str) -> list[dict[str, str]]:
    """Return the rows of a CSV beside a shape's code."""
    path = files("sample_data") / "shapes" / shape / file
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a system's lists offer: for each list and code, one word or several."""

    offered: Mapping[tuple[str, str], Sequence[str]]

    @classmethod
    def of(cls, shape: str) -> Wording:
        """The words of a shape, from its words.csv: list, code, words."""
        offered: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in read_table(shape, "words.csv"):
            offered[row["list"], row["code"]].append(row["words"])
        return cls(offered=dict(offered))

    def word(self, list_name: str, code: str, record: str) -> str:
        """Return a word for a code, which of several depends on the record; raises KeyError without one."""
        words = self.offered[list_name, code]
        return words[turn(f"{list_name} {record}") % len(words)]

    def said(self, list_name: str, code: str, record: str) -> str:
        """Return a word for a code, or a blank where the list has none for it."""
        return self.word(list_name, code, record) if (list_name, code) in self.offered else ""
