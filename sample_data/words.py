"""The words that people say: wishes, remarks at the end, quotes, stories and focus group summaries, read
from plain text files with one saying a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# An attorney or deputy who speaks is nearly always a relative, and words things as relatives do.
ALSO_SAID_BY = {"attorney_or_deputy": ("attorney_or_deputy", "representative")}

# What must be true of a situation for the words to suit it, and the words.
Wish = tuple[frozenset[str], str]


@dataclass(frozen=True, kw_only=True)
class Saying:
    """A quote or a story as it may be offered for release."""

    theme: str
    said_by: str
    polarity: str
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one focus group said about one theme."""

    participants: str
    theme: str
    polarity: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """Every saying, arranged for drawing."""

    wishes: dict[tuple[str, str], tuple[Wish, ...]]
    endings: dict[tuple[str, str], tuple[Wish, ...]]
    sayings: tuple[Saying, ...]
    findings: tuple[Finding, ...]

    def wishes_for(self, theme: str, voice: str, tags: frozenset[str]) -> list[Wish]:
        """The wishes with this theme in this voice that suit the situation's tags."""
        speakers = ALSO_SAID_BY.get(voice, (voice,))
        return [
            wish for speaker in speakers for wish in self.wishes.get((theme, speaker), ()) if wish[0] <= tags
        ]

    def endings_for(self, achieved: str, voice: str, tags: frozenset[str]) -> list[str]:
        """The remarks by this voice on an outcome so achieved that suit the situation's tags."""
        return [words for needed, words in self.endings.get((achieved, voice), ()) if needed <= tags]


@cache
def read_words() -> Words:
    """All words, read once from the text files beside this module."""
    endings: dict[tuple[str, str], list[Wish]] = defaultdict(list)
    for achieved, voice, tags, text in _lines("endings.txt"):
        endings[achieved, voice].append((_needed(tags), text))
    return Words(
        wishes=_wishes(),
        endings={key: tuple(remarks) for key, remarks in endings.items()},
        sayings=tuple(_quotes()) + tuple(_stories()),
        findings=tuple(
            Finding(participants=participants, theme=theme, polarity=polarity, summary=summary)
            for participants, theme, polarity, summary in _lines("focus_groups.txt")
        ),
    )


def _wishes() -> dict[tuple[str, str], tuple[Wish, ...]]:
    wishes: dict[tuple[str, str], list[Wish]] = defaultdict(list)
    for theme in _names_in("wishes"):
        for voice, tags, text in _lines(f"wishes/{theme}.txt"):
            wishes[theme, voice].append((_needed(tags), text))
    return {key: tuple(found) for key, found in wishes.items()}


def _needed(tags: str) -> frozenset[str]:
    return frozenset(tags.split("+")) - {"any"}


def _quotes() -> Iterator[Saying]:
    for theme in _names_in("quotes"):
        for said_by, polarity, text in _lines(f"quotes/{theme}.txt"):
            yield Saying(theme=theme, said_by=said_by, polarity=polarity, kind="quote", text=text)


def _stories() -> Iterator[Saying]:
    for theme, said_by, polarity, text in _lines("stories.txt"):
        yield Saying(theme=theme, said_by=said_by, polarity=polarity, kind="story", text=text)


def _names_in(folder: str) -> list[str]:
    found = (files("sample_data") / "words" / folder).iterdir()
    return sorted(entry.name.removesuffix(".txt") for entry in found if entry.name.endswith(".txt"))


def _lines(name: str) -> Iterator[list[str]]:
    text = (files("sample_data") / "words" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        yield [part.strip() for part in line.split("|")]
