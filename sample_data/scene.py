"""What every part of one council's generator shares: its random numbers, dates, teams, words and the next
free references."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sample_data.draw import choose
from sample_data.teams import Teams
from sample_data.timeline import Timeline
from sample_data.words import Words

# References of each kind count up from here in each council, so that no two councils share one.
COUNCIL_SPAN = 10_000_000
FIRST_REFERENCE = 1_204


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One council while it is being made."""

    number: int
    rng: Random
    timeline: Timeline
    teams: Teams
    words: Words
    given_out: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)

    def reference(self, prefix: str) -> str:
        """The next unused reference of a kind, with leading zeros as real systems have."""
        self.given_out[prefix] += 1
        number = self.number * COUNCIL_SPAN + FIRST_REFERENCE + self.given_out[prefix]
        return f"{prefix}{number:08d}"

    def wish(self, theme: str, voice: str, tags: frozenset[str]) -> str:
        """Words for a wish, blank where none suit: the least said so far, with words written for just such
        a situation said three times as often as words for any."""
        suited = self.words.wishes_for(theme, voice, tags)
        if not suited:
            return ""
        _, words = min(
            (self.said[words] / (3 if needed else 1) + self.rng.random(), words) for needed, words in suited
        )
        self.said[words] += 1
        return words

    def ending(self, achieved: str, voice: str, tags: frozenset[str]) -> str:
        """A remark on an outcome so achieved, blank where none suits."""
        remarks = self.words.endings_for(achieved, voice, tags)
        return choose(self.rng, remarks) if remarks else ""

    def chance(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.rng.random() < probability

    def recorded(self, value: str, probability: float) -> str:
        """The value, or a blank or not_recorded where nobody filled it in."""
        if self.rng.random() < probability:
            return value
        return "not_recorded" if self.rng.random() < 0.5 else ""

    def within(self, first: date, last: date) -> date:
        """A day from the first to the last, both included; the first where they cross."""
        span = (last - first).days
        return first + timedelta(days=int(self.rng.random() * (span + 1))) if span > 0 else first

    def known(self, day: date) -> date | None:
        """The day, or None where it lies after the extract."""
        return day if day <= self.timeline.extract_date else None
