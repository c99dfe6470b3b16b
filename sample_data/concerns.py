"""Concerns: who raised them, when, what was decided, and which of them became enquiries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.circumstances import GROUP_OF_LOCATION, place
from sample_data.draw import Weights, days, working_day
from sample_data.people import Adult
from sample_data.records import Concern
from sample_data.scene import Scene

CONCERNS_A_PERSON = Weights.of({"1": 72, "2": 15, "3": 7, "4": 3, "6": 2, "9": 1})
CONVERTED = 0.277

# Who notices depends on where it happened.
RAISED_BY = {
    "home": Weights.of({"adult": 7, "family_or_friend": 17, "care_provider": 16, "nhs": 24, "police": 16,
                        "housing": 7, "council": 9, "other": 4}),
    "care": Weights.of({"care_provider": 58, "family_or_friend": 10, "nhs": 19, "council": 6, "adult": 2,
                        "police": 2, "other": 3}),
    "hospital": Weights.of({"nhs": 66, "family_or_friend": 14, "adult": 6, "care_provider": 8, "council": 3,
                            "other": 3}),
    "community": Weights.of({"police": 27, "care_provider": 20, "nhs": 16, "family_or_friend": 13, "adult": 9,
                             "housing": 5, "council": 5, "other": 5}),
}  # fmt: skip
# Police reports become an enquiry less often than what a family or a nurse has seen.
CONVERSION_BY_SOURCE = {
    "police": 0.6,
    "adult": 1.15,
    "family_or_friend": 1.25,
    "nhs": 1.05,
    "care_provider": 1.0,
}
WITHOUT_ENQUIRY = Weights.of(
    {"no_enquiry": 89, "passed_to_other_council": 5.5, "duplicate": 3, "not_recorded": 2.5}
)

# A concern in December waits, and few come in over the holiday itself.
QUIET_DAYS = {(12, 25), (12, 26), (1, 1)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A concern with what the council knew when it came in."""

    concern: Concern
    location: str
    team: str


def first_contact(scene: Scene, share: float) -> date:
    """The day on which a person who stands at this share of the queue first comes to notice.

    Early days are denser, as later ones also see people who come back: together they rise a little year by
    year, as concerns do across England.
    """
    through = (share**1.06) * scene.timeline.length
    day = scene.timeline.first_day + timedelta(days=int(through))
    return min(_open_day(scene, day), scene.timeline.extract_date)


def later_contacts(scene: Scene, first: date) -> list[date]:
    """The days of a person's concerns, from the first on, that fall before the extract."""
    found = [first]
    for _ in range(int(CONCERNS_A_PERSON.pick(scene.rng)) - 1):
        day = _open_day(scene, found[-1] + timedelta(days=1 + days(scene.rng, 110, 1.1)))
        if day > scene.timeline.extract_date:
            break
        found.append(day)
    return found


def raise_concern(scene: Scene, adult: Adult, received_on: date, conversion: float) -> Contact:
    """A concern about this adult; `conversion` multiplies the chance that it becomes an enquiry."""
    location = place(scene.rng, adult, received_on)
    source = RAISED_BY[GROUP_OF_LOCATION[location]].pick(scene.rng)
    team = working_team(scene, adult, location, received_on)
    decided_on = _decided_on(scene, received_on)
    converts = scene.chance(CONVERTED * CONVERSION_BY_SOURCE.get(source, 0.9) * conversion)
    decision = _decision(scene, converts) if decided_on <= scene.timeline.extract_date else "pending"
    receiving = "Safeguarding Hub" if scene.chance(0.62) else team
    live = scene.teams.live(receiving, received_on)
    concern = Concern(
        concern_ref=scene.reference("SC"),
        person_ref=adult.person.person_ref,
        received_on=received_on,
        decided_on=None if decision == "pending" or scene.chance(0.012) else decided_on,
        decision=decision,
        team_name=scene.teams.written(receiving) if scene.chance(0.995) else "",
        age_band=adult.age_band_on(received_on) if scene.chance(0.996) else "not_recorded",
        source=source if scene.chance(0.97) else "not_recorded",
        views_sought=_views_sought(scene, adult, received_on, live),
    )
    return Contact(concern=concern, location=location, team=team)


def is_enquiry(concern: Concern) -> bool:
    """Whether the decision was to enquire."""
    return concern.decision in ("s42_enquiry", "other_enquiry")


def working_team(scene: Scene, adult: Adult, location: str, day: date) -> str:
    """The team that works with this adult about something at this location."""
    if GROUP_OF_LOCATION[location] == "hospital" and location != "hospital_mental_health":
        return "Hospital Discharge"
    if adult.reason == "learning_disability":
        return "Transitions" if adult.age_on(day) < 25 else "Learning Disability"
    if adult.reason == "mental_health" or location == "hospital_mental_health":
        north = adult.patch in ("North Locality", "East Locality")
        return "Mental Health North" if north else "Mental Health South"
    return _general_team(scene, adult, day)


def _general_team(scene: Scene, adult: Adult, day: date) -> str:
    if adult.reason == "sensory" and scene.chance(0.6):
        return "Sensory"
    if adult.in_care_home and scene.chance(0.14):
        return "Provider Quality"
    if scene.chance(0.05):
        return "Safeguarding Hub"
    return "Reablement" if scene.chance(0.03) else scene.teams.named_then(adult.patch, day)


def _decided_on(scene: Scene, received_on: date) -> date:
    wait = days(scene.rng, 3.0, 0.85)
    return _open_day(scene, received_on + timedelta(days=wait))


def _decision(scene: Scene, converts: bool) -> str:
    if converts:
        return "s42_enquiry" if scene.chance(0.915) else "other_enquiry"
    return WITHOUT_ENQUIRY.pick(scene.rng)


def _views_sought(scene: Scene, adult: Adult, day: date, live: bool) -> str:
    asked = 0.68 if live else 0.52
    new_form = day >= scene.timeline.new_form_on
    if scene.chance(asked):
        representative = 0.62 if adult.lacks_capacity else 0.1
        value = "representative" if scene.chance(representative) else "adult"
    else:
        value = "unsafe" if scene.chance(0.09) else "no"
    return scene.recorded(value, 0.9 if new_form else 0.7)


def _open_day(scene: Scene, day: date) -> date:
    day = working_day(scene.rng, day)
    return day + timedelta(days=2) if (day.month, day.day) in QUIET_DAYS else day
