"""Quotes and stories offered for release, each tied to an enquiry that could have brought it forth, and what
focus groups said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, islice

from sample_data.consent import USABLE, consent_fields
from sample_data.draw import choose
from sample_data.records import EnquiryHistory, FocusGroup, Quote
from sample_data.scene import Scene
from sample_data.timeline import financial_year
from sample_data.words import Finding, Saying

# About one enquiry in eight leaves somebody's words behind.
QUOTES_AN_ENQUIRY = 0.12
# Enquiries kept in mind for each financial year, so that memory does not grow with the export.
KEPT_A_YEAR = 500
# The year under way gets a third of a full year's quotes: most of its enquiries ended too recently.
FULL_YEAR, YEAR_UNDER_WAY = 3, 1
MOST_HELD_BACK = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """A concluded enquiry in which somebody could have said something."""

    enquiry_ref: str
    said_on: date
    concluded_on: date
    lacked_capacity: bool
    capacity_doubted: bool


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Hears of enquiries as they are made, keeps some of each year, and ties sayings to them at the end."""

    scene: Scene
    kept: dict[int, list[Occasion]] = field(default_factory=lambda: defaultdict(list))
    heard: Counter[int] = field(default_factory=Counter)
    held_back: Counter[tuple[str, int]] = field(default_factory=Counter)

    def hear(self, history: EnquiryHistory) -> None:
        """Take note of a concluded enquiry, unless its record is restricted."""
        enquiry = history.enquiry
        if enquiry.concluded_on is None or enquiry.restricted == "yes":
            return
        rng = self.scene.rng
        said_on = max(enquiry.started_on, enquiry.concluded_on - timedelta(days=int(rng.random() * 20)))
        occasion = Occasion(
            enquiry_ref=enquiry.enquiry_ref,
            said_on=said_on,
            concluded_on=enquiry.concluded_on,
            lacked_capacity=enquiry.lacked_capacity == "yes",
            capacity_doubted=enquiry.capacity_doubted == "yes",
        )
        self._keep(financial_year(said_on), occasion)

    def quotes(self, sayings: Sequence[Saying], wanted: int) -> Iterator[Quote]:
        """At most so many quotes, each theme's spread over the financial years."""
        years = self._turns()
        if not years:
            return
        by_theme: dict[str, list[Saying]] = defaultdict(list)
        for saying in sayings:
            by_theme[saying.theme].append(saying)
        share = min(1.0, wanted / max(1, len(sayings)))
        for found in by_theme.values():
            self.scene.rng.shuffle(found)
            said = found[: round(len(found) * share)]
            for saying, year in zip(said, islice(cycle(years), len(said)), strict=True):
                yield self._quote(saying, self._occasion(saying, year), self._usable(saying.theme, year))

    def _keep(self, year: int, occasion: Occasion) -> None:
        # Reservoir sampling: every enquiry of a year has the same chance of being kept.
        kept = self.kept[year]
        self.heard[year] += 1
        if len(kept) < KEPT_A_YEAR:
            kept.append(occasion)
        elif (place := int(self.scene.rng.random() * self.heard[year])) < KEPT_A_YEAR:
            kept[place] = occasion

    def _turns(self) -> list[int]:
        under_way = financial_year(self.scene.timeline.extract_date)
        past = sorted(year for year in self.kept if year != under_way)
        turns = past * FULL_YEAR
        return turns + [under_way] * YEAR_UNDER_WAY if under_way in self.kept else turns

    def _occasion(self, saying: Saying, year: int) -> Occasion:
        kept = self.kept[year]
        for _ in range(12):
            occasion = choose(self.scene.rng, kept)
            if self._suits(saying, occasion):
                break
        # No enquiry is quoted twice until all that are kept have been.
        if len(kept) > 1:
            kept.remove(occasion)
        return occasion

    def _suits(self, saying: Saying, occasion: Occasion) -> bool:
        if saying.theme == "capacity_and_rights" and not occasion.capacity_doubted:
            return False
        if saying.said_by == "adult" and occasion.lacked_capacity and self.scene.chance(0.75):
            return False
        return self._long_ago(occasion) or self.scene.chance(0.04)

    def _long_ago(self, occasion: Occasion) -> bool:
        return occasion.concluded_on <= self.scene.timeline.extract_date - timedelta(days=92)

    def _usable(self, theme: str, year: int) -> bool:
        # Too few left in a year would leave a theme without a voice on any screen.
        if self.held_back[theme, year] >= MOST_HELD_BACK or self.scene.chance(USABLE):
            return True
        self.held_back[theme, year] += 1
        return False

    def _quote(self, saying: Saying, occasion: Occasion, usable: bool) -> Quote:
        return Quote(
            quote_ref=self.scene.reference("V"),
            enquiry_ref=occasion.enquiry_ref,
            kind=saying.kind,
            said_by=saying.said_by,
            said_on=occasion.said_on,
            text=saying.text,
            theme=saying.theme,
            polarity=saying.polarity,
            **consent_fields(self.scene, saying.said_by, occasion.said_on, occasion.lacked_capacity, usable),
        )


def focus_groups(scene: Scene) -> list[FocusGroup]:
    """Three groups every May and November of the window, each with a few themes."""
    findings = list(scene.words.findings)
    scene.rng.shuffle(findings)
    rows: list[FocusGroup] = []
    for month in scene.timeline.months():
        held_on = month + timedelta(days=8 + int(scene.rng.random() * 12))
        if month.month in (5, 11) and held_on <= scene.timeline.extract_date:
            rows += _groups(scene, findings, held_on)
    return rows


def _groups(scene: Scene, findings: list[Finding], held_on: date) -> Iterator[FocusGroup]:
    others = ("carers", "staff", "partners")
    taking_turns = others[(held_on.year * 2 + (held_on.month > 6)) % 3]
    for participants in dict.fromkeys(("people", "staff", taking_turns)):
        group_ref, number = scene.reference("FG"), 4 + int(scene.rng.random() * 8)
        about = [finding for finding in findings if finding.participants == participants]
        for finding in {finding.theme: finding for finding in about[:4]}.values():
            findings.remove(finding)
            findings.append(finding)
            yield FocusGroup(
                group_ref=group_ref,
                held_on=held_on,
                participants=participants,
                number_taking_part=number,
                theme=finding.theme,
                polarity=finding.polarity,
                summary=finding.summary,
            )
