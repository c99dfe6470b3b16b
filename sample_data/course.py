"""The course of one enquiry: its dates, its pace and the reason for it, and the team that leads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.circumstances import RISK_TYPES, Circumstances
from sample_data.concerns import Contact
from sample_data.draw import Tilts, Weights, days, tilted, working_day
from sample_data.people import Adult
from sample_data.scene import Scene

DEPARTURES = {"as_usual": 66, "persons_pace": 11, "awaiting_capacity": 2, "police_or_court": 4,
              "awaiting_partner": 9, "awaiting_advocate": 2, "could_not_contact": 4, "service_capacity": 8,
              "other": 3}  # fmt: skip
DEPARTURES_BY_CAPACITY = {"awaiting_capacity": 2.5, "awaiting_advocate": 3.5, "persons_pace": 0.5}
DEPARTURES_BY_TYPE: Tilts = {
    "sexual": {"police_or_court": 4.5, "persons_pace": 1.6},
    "physical": {"police_or_court": 1.8},
    "domestic": {"persons_pace": 2.2, "police_or_court": 1.6},
    "self_neglect": {"persons_pace": 2.6, "could_not_contact": 2.2},
    "organisational": {"awaiting_partner": 2.2},
    "sexual_exploitation": {"police_or_court": 4, "could_not_contact": 2},
    "modern_slavery": {"police_or_court": 6},
    "financial": {"awaiting_partner": 1.7, "police_or_court": 1.5},
}
# Median days from start to conclusion: what a reader learns is why, not how long.
MEDIAN_DAYS = {"as_usual": 50, "persons_pace": 112, "awaiting_capacity": 150, "police_or_court": 205,
               "awaiting_partner": 118, "awaiting_advocate": 125, "could_not_contact": 96,
               "service_capacity": 108, "other": 90}  # fmt: skip
ENDINGS_EARLY = Weights.of({"no": 89, "died": 5, "moved_away": 1.6, "ceased_at_request": 4.4})
ENDINGS_EARLY_OF_OLDEST = Weights.of({"no": 84, "died": 11, "moved_away": 1.3, "ceased_at_request": 3.7})


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """When things happened in an enquiry, who led it, and how well it was written down."""

    enquiry_ref: str
    received_on: date
    started_on: date
    conversation_on: date
    concluded_on: date
    last_known: date
    departure: str
    ended_early: str
    team: str
    live: bool
    new_form: bool
    filled: float

    @property
    def open(self) -> bool:
        """Whether the enquiry is still under way at the extract date."""
        return self.concluded_on > self.last_known

    @property
    def talked(self) -> bool:
        """Whether there was time for a first conversation before the extract."""
        return self.conversation_on <= self.last_known


def follow(scene: Scene, adult: Adult, contact: Contact, circumstances: Circumstances) -> Course:
    """The course that the enquiry from this contact takes; open where it ends after the extract."""
    concern = contact.concern
    started_on = _started_on(scene, concern.decided_on or concern.received_on)
    departure = _departure(scene, adult, circumstances.main_type)
    early = ENDINGS_EARLY_OF_OLDEST if adult.age_on(started_on) >= 85 else ENDINGS_EARLY
    ended_early = early.pick(scene.rng)
    concluded_on = _concluded_on(scene, started_on, departure, ended_early)
    led_on = min(concluded_on, scene.timeline.extract_date)
    team = scene.teams.named_then(contact.team, led_on)
    new_form = led_on >= scene.timeline.new_form_on
    live = scene.teams.live(contact.team, started_on)
    return Course(
        enquiry_ref=scene.reference("EN"),
        received_on=concern.received_on,
        started_on=started_on,
        conversation_on=_conversation_on(scene, concern.received_on, concluded_on, live),
        concluded_on=concluded_on,
        last_known=scene.timeline.extract_date,
        departure=departure,
        ended_early=ended_early,
        team=team,
        live=live,
        new_form=new_form,
        filled=min(0.98, (0.93 if new_form else 0.79) * scene.teams.habit(team, led_on)),
    )


def _started_on(scene: Scene, decided_on: date) -> date:
    wait = 0 if scene.chance(0.7) else 1 + int(scene.rng.random() * 3)
    started_on = working_day(scene.rng, decided_on + timedelta(days=wait))
    return started_on if started_on <= scene.timeline.extract_date else decided_on


def _conversation_on(scene: Scene, received_on: date, concluded_on: date, live: bool) -> date:
    # A conversation prepared for comes some days later, and finds out more.
    wait = days(scene.rng, 9.5, 0.75) if live else days(scene.rng, 6.5, 0.9)
    return min(working_day(scene.rng, received_on + timedelta(days=wait)), concluded_on)


def _concluded_on(scene: Scene, started_on: date, departure: str, ended_early: str) -> date:
    median = MEDIAN_DAYS[departure] * (0.7 if ended_early != "no" else 1.0)
    spread = 0.75 if departure == "as_usual" else 0.6
    return working_day(scene.rng, started_on + timedelta(days=3 + days(scene.rng, median, spread)))


def _departure(scene: Scene, adult: Adult, main_type: str) -> str:
    return _DEPARTURES[main_type, adult.lacks_capacity].pick(scene.rng)


_DEPARTURES = {
    (main_type, lacks): Weights.of(
        tilted(DEPARTURES, DEPARTURES_BY_TYPE.get(main_type, {}), DEPARTURES_BY_CAPACITY if lacks else {})
    )
    for main_type in RISK_TYPES
    for lacks in (False, True)
}
