"""A synthetic council: its people one after another, and its export in any shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TypedDict, Unpack

from sample_data.audits import provider_assessments
from sample_data.concerns import first_contact
from sample_data.enquiries import live_through
from sample_data.records import PersonHistory
from sample_data.scene import Scene
from sample_data.shapes import WRITERS, Export
from sample_data.teams import Teams
from sample_data.timeline import Timeline
from sample_data.voices import QUOTES_AN_ENQUIRY, Listener, focus_groups
from sample_data.words import Saying, read_words

# England raises nearly four concerns for each enquiry; a person has about 1.39 concerns in the window.
CONCERNS_AN_ENQUIRY = 3.75
CONCERNS_A_PERSON = 1.39
# How firmly the number of enquiries is held to what was asked for.
TOLERANCE, MOST_TILT = 0.04, 0.35


@dataclass(frozen=True, kw_only=True)
class Council:
    """One council, with how many enquiries it is to have."""

    scene: Scene
    enquiries: int
    sayings: tuple[Saying, ...]

    def histories(self) -> Iterator[PersonHistory]:
        """Every person's history, in order of their first concern; the last comes in on the extract date."""
        people = max(2, round(self.enquiries * CONCERNS_AN_ENQUIRY / CONCERNS_A_PERSON))
        made = 0
        for number in range(people):
            share = (number + self.scene.rng.random()) / people
            first_seen = first_contact(self.scene, share)
            if number == people - 1:
                first_seen = self.scene.timeline.extract_date
            history = live_through(self.scene, first_seen, self._tilt(share, made))
            made += len(history.enquiries)
            yield history

    def _tilt(self, share: float, made: int) -> float:
        # People met late have had less time for further concerns, hence the bend.
        planned = self.enquiries * share * (1.06 - 0.06 * share)
        missing = (planned - made) / (TOLERANCE * self.enquiries)
        return 1.0 + max(-MOST_TILT, min(MOST_TILT, missing))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How large an export is, and what it ends on; `enquiries` are those of each council."""

    councils: int = 1
    enquiries: int = 2400
    years: int = 4
    seed: int = 42
    extract_date: date = date(2026, 9, 30)

    def council(self, number: int) -> Council:
        """Council `number` from 0, with its own random numbers, references and share of the quotes."""
        several = self.councils > 1
        timeline = Timeline.ending(self.extract_date, self.years)
        teams = Teams(
            organisation=f"Sample Council {number + 1}" if several else "Sample Council",
            suffix=f" ({number + 1})" if several else "",
            timeline=timeline,
        )
        words = read_words()
        scene = Scene(
            number=number, rng=Random(f"{self.seed}/{number}"), timeline=timeline, teams=teams, words=words
        )
        return Council(scene=scene, enquiries=self.enquiries, sayings=words.sayings[number :: self.councils])


class PlanFields(TypedDict, total=False):
    """The fields of a plan, each of which may be left to its default."""

    councils: int
    enquiries: int
    years: int
    seed: int
    extract_date: date


def write_export(folder: Path, shape: str = "standard", **fields: Unpack[PlanFields]) -> None:
    """Write the export of the councils so planned into a folder, which is made if need be.

    The same plan gives the same bytes, and the same council in every shape. Memory does not grow with the
    number of enquiries.
    """
    plan = Plan(**fields)
    with WRITERS[shape](folder, plan.extract_date) as export:
        for number in range(plan.councils):
            write_council(export, plan.council(number))
        export.describe()


def write_council(export: Export, council: Council) -> None:
    """Append everything about one council to an export."""
    scene = council.scene
    export.write("teams", scene.teams.rows())
    export.write("rollout", scene.teams.rollout(scene.rng))
    listener = Listener(scene=scene)
    for history in council.histories():
        export.write_history(history)
        for enquiry in history.enquiries:
            listener.hear(enquiry)
    wanted = round(QUOTES_AN_ENQUIRY * council.enquiries)
    export.write("quotes", listener.quotes(council.sayings, wanted))
    export.write("focus_groups", focus_groups(scene))
    export.write("audits", provider_assessments(scene))
    # Notes are about a form, a system and the law, which the councils of one export share.
    if scene.number == 0:
        export.write("recording_notes", scene.teams.notes())
