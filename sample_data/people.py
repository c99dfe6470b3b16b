"""The adults: age, home, support reason and whether they can make decisions about safeguarding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sample_data.draw import Weights, tilted
from sample_data.records import Person
from sample_data.scene import Scene

# Half of those with an enquiry in England are 75 or over (SAC SG1a).
AGES = Weights.of({"18-64": 37, "65-74": 12, "75-84": 24, "85-94": 23, "95+": 4})
YEARS_OF_AGE = {"18-64": (18, 65), "65-74": (65, 75), "75-84": (75, 85), "85-94": (85, 95), "95+": (95, 103)}

# Learning disability and mental health lead below 65, physical support and memory above (SAC SG1d).
REASONS = {
    "18-64": Weights.of({"physical": 23, "sensory": 2, "memory": 3, "learning_disability": 31,
                         "mental_health": 28, "social": 7, "none": 6}),
    "65-74": Weights.of({"physical": 47, "sensory": 3, "memory": 14, "learning_disability": 8,
                         "mental_health": 15, "social": 6, "none": 7}),
    "75+": Weights.of({"physical": 54, "sensory": 3, "memory": 30, "learning_disability": 1,
                       "mental_health": 4, "social": 4, "none": 4}),
}  # fmt: skip

# Women outlive men, so they are more of the oldest.
WOMEN = {"18-64": 0.52, "65-74": 0.53, "75-84": 0.6, "85-94": 0.67, "95+": 0.77}
ETHNIC_GROUPS = Weights.of(
    {"white": 83, "asian": 5, "black": 4, "mixed": 1.5, "other": 1.5, "refused": 1, "not_recorded": 4}
)

HOMES = {"own_home": 60.0, "care_home_residential": 20.0, "care_home_nursing": 10.0, "supported_living": 3.0}
HOMES_BY_REASON = {
    "memory": {"care_home_residential": 2.4, "care_home_nursing": 2.2, "own_home": 0.6},
    "learning_disability": {"supported_living": 12, "care_home_residential": 1.1, "care_home_nursing": 0.2},
    "mental_health": {"care_home_residential": 0.5, "care_home_nursing": 0.2, "supported_living": 3},
    "physical": {"care_home_nursing": 1.2},
    "social": {"care_home_residential": 0.2, "care_home_nursing": 0.1},
    "none": {"care_home_residential": 0.3, "care_home_nursing": 0.2},
    "sensory": {},
}
HOMES_BY_AGE = {
    "18-64": {"care_home_residential": 0.4, "care_home_nursing": 0.3},
    "65-74": {"care_home_residential": 0.8, "care_home_nursing": 0.9, "supported_living": 0.7},
    "75+": {"care_home_residential": 1.35, "care_home_nursing": 1.35, "supported_living": 0.2},
}

# Capacity goes with the support reason more than with anything else.
LACKS_CAPACITY = {"physical": 0.15, "sensory": 0.1, "memory": 0.64, "learning_disability": 0.47,
                  "mental_health": 0.15, "social": 0.06, "none": 0.05}  # fmt: skip
CONDITION_OF_REASON = {
    "physical": "physical",
    "sensory": "sensory",
    "memory": "neurological",
    "learning_disability": "learning_disability",
    "mental_health": "mental_health",
}
PATCHES = Weights.of({"North Locality": 33, "South Locality": 29, "East Locality": 20, "West Locality": 18})


@dataclass(frozen=True, kw_only=True, slots=True)
class Adult:
    """A person as they are, whatever was written down about them."""

    person: Person
    born_on: date
    woman: bool
    reason: str
    home: str
    patch: str
    lacks_capacity: bool

    def age_on(self, day: date) -> int:
        """Whole years of age on a day."""
        before_birthday = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before_birthday

    def age_band_on(self, day: date) -> str:
        """The age band on a day."""
        return _band(self.age_on(day))

    @property
    def in_care_home(self) -> bool:
        """Whether the person lives in a care home."""
        return self.home.startswith("care_home")


def meet(scene: Scene, day: date) -> Adult:
    """An adult who comes to the council's notice on this day."""
    rng = scene.rng
    band = AGES.pick(rng)
    older = "75+" if band not in REASONS else band
    reason = REASONS[older].pick(rng)
    woman = rng.random() < WOMEN[band]
    frailty = 1.15 if band in ("85-94", "95+") else 1.0
    home = _HOMES[older, reason].pick(rng)
    in_care = 1.35 if home.startswith("care_home") else 0.9
    return Adult(
        person=_row(scene, reason, woman),
        born_on=_birthday(rng, day, *YEARS_OF_AGE[band]),
        woman=woman,
        reason=reason,
        home=home,
        patch=PATCHES.pick(rng),
        lacks_capacity=rng.random() < min(0.95, LACKS_CAPACITY[reason] * frailty * in_care),
    )


def _row(scene: Scene, reason: str, woman: bool) -> Person:
    rng = scene.rng
    gender = "female" if woman else "male"
    if rng.random() < 0.006:
        gender = "other" if rng.random() < 0.4 else "not_recorded"
    return Person(
        person_ref=scene.reference(""),
        gender=gender,
        ethnic_group=ETHNIC_GROUPS.pick(rng),
        primary_support_reason=reason if rng.random() > 0.03 else "not_recorded",
        health_conditions=_conditions(rng, reason),
    )


def _conditions(rng: Random, reason: str) -> str:
    if rng.random() < 0.15:
        return "" if rng.random() < 0.7 else "not_recorded"
    conditions = [CONDITION_OF_REASON[reason]] if reason in CONDITION_OF_REASON else []
    extras = {"physical": 0.3, "sensory": 0.08, "mental_health": 0.12, "neurological": 0.06}
    if reason == "learning_disability":
        extras = extras | {"autism": 0.25}
    elif reason == "mental_health":
        extras = extras | {"asperger": 0.05}
    conditions += [code for code, share in extras.items() if rng.random() < share and code not in conditions]
    return ";".join(conditions) or "none"


def _birthday(rng: Random, day: date, youngest: int, oldest: int) -> date:
    years = youngest + rng.random() * (oldest - youngest)
    return day - timedelta(days=int(years * 365.25) + 2)


def _band(age: int) -> str:
    for oldest, band in ((64, "18-64"), (74, "65-74"), (84, "75-84"), (94, "85-94")):
        if age <= oldest:
            return band
    return "95+"


_HOMES = {
    (age, reason): Weights.of(tilted(HOMES, HOMES_BY_REASON[reason], HOMES_BY_AGE[age]))
    for age in HOMES_BY_AGE
    for reason in HOMES_BY_REASON
}
