"""How people and systems write things down: variants of one word, blanks at the end, rows twice, times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from random import Random

from sample_data.draw import choose

# Code: the words that stand for it, each as likely; what a list does not name stays blank.
Wordings = Mapping[str, Sequence[str]]
SLASHES = "%d/%m/%Y"


def worded(rng: Random, wordings: Wordings, code: str) -> str:
    """One of the words for a code; blank for a blank."""
    if not code:
        return ""
    return choose(rng, wordings[code])


def loose(rng: Random, text: str, share: float = 0.02) -> str:
    """The text, now and then with a blank after it."""
    return f"{text} " if text and rng.random() < share else text


def slashed(day: date | None) -> str:
    """A day as 06/04/2026, blank for none."""
    return day.strftime(SLASHES) if day else ""


def with_time(rng: Random, day: date, share: float = 0.1) -> str:
    """A day as 06/04/2026, now and then with a time, which is midnight where nobody gave one."""
    if rng.random() >= share:
        return slashed(day)
    if rng.random() < 0.4:
        return f"{slashed(day)} 00:00"
    return f"{slashed(day)} {8 + int(rng.random() * 10):02d}:{int(rng.random() * 60):02d}"


def some_twice(rng: Random, rows: Iterable[Sequence[object]], share: float) -> Iterator[Sequence[object]]:
    """The rows, some of them twice word for word, as an extract does that is put under its predecessor."""
    for row in rows:
        yield row
        if rng.random() < share:
            yield row
