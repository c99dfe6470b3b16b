"""What is said to have happened: where, through whom, and which types of risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from sample_data.draw import Weights, tilted
from sample_data.people import Adult
from sample_data.records import Risk
from sample_data.scene import Scene

# Most harm happens where a person lives; the rest in hospital, outdoors or in a service (SAC SG2b).
AWAY_FROM_HOME = {
    "18-64": Weights.of({"home": 77, "community": 12, "community_service": 4, "hospital_acute": 2.5,
                         "hospital_mental_health": 3, "other": 1.5}),
    "65+": Weights.of({"home": 88, "community": 2, "community_service": 1.5, "hospital_acute": 5.5,
                       "hospital_mental_health": 0.7, "hospital_community": 1.8, "other": 0.5}),
}  # fmt: skip

GROUP_OF_LOCATION = {
    "own_home": "home",
    "other": "home",
    "care_home_nursing": "care",
    "care_home_residential": "care",
    "hospital_acute": "hospital",
    "hospital_mental_health": "hospital",
    "hospital_community": "hospital",
    "community": "community",
    "community_service": "community",
}

# The main type of risk depends above all on where it happened (SAC SG2a by SG2b).
TYPES = {
    "home": {"neglect": 25, "financial": 19, "self_neglect": 16, "psychological": 10, "physical": 12,
             "domestic": 12, "sexual": 2.4, "organisational": 0.6, "sexual_exploitation": 0.6,
             "modern_slavery": 0.5, "discriminatory": 0.5},
    "care": {"neglect": 52, "physical": 18, "organisational": 9, "psychological": 9, "financial": 6,
             "sexual": 3.6, "discriminatory": 0.8, "self_neglect": 0.4},
    "hospital": {"neglect": 51, "physical": 19, "psychological": 9, "organisational": 8, "sexual": 6,
                 "financial": 2.5, "discriminatory": 1.5},
    "community": {"financial": 22, "physical": 20, "psychological": 15, "sexual": 12,
                  "sexual_exploitation": 6, "neglect": 9, "domestic": 6, "discriminatory": 5,
                  "modern_slavery": 2.5, "self_neglect": 3},
}  # fmt: skip
RISK_TYPES = tuple(dict.fromkeys(code for table in TYPES.values() for code in table))
TYPES_BY_REASON = {
    "mental_health": {"domestic": 1.5, "self_neglect": 1.5, "sexual_exploitation": 1.8},
    "learning_disability": {
        "sexual": 1.9,
        "discriminatory": 2,
        "self_neglect": 0.4,
        "sexual_exploitation": 1.6,
    },
    "memory": {"physical": 1.2, "domestic": 0.7, "financial": 1.1},
    "social": {"self_neglect": 1.6, "domestic": 1.6},
    "physical": {},
    "sensory": {"financial": 1.3},
    "none": {"domestic": 2.2, "neglect": 0.5},
}
TYPES_OF_OLDER = {"domestic": 0.7, "sexual": 0.5, "sexual_exploitation": 0.1, "modern_slavery": 0.1}

# What a second type tends to be, given the first.
COMPANIONS: dict[str, Mapping[str, float]] = {
    "domestic": {"psychological": 6, "physical": 5, "financial": 2},
    "financial": {"psychological": 6, "domestic": 1, "neglect": 1},
    "neglect": {"organisational": 5, "physical": 3, "psychological": 2},
    "physical": {"psychological": 6, "neglect": 3},
    "self_neglect": {"neglect": 3, "financial": 1, "psychological": 1},
    "psychological": {"physical": 4, "financial": 3, "discriminatory": 1},
}
ANY_COMPANION: Mapping[str, float] = {"psychological": 5, "physical": 3, "neglect": 2}

SOURCES = {
    "home": Weights.of({"known": 60, "service_provider": 27, "unknown": 13}),
    "care": Weights.of({"service_provider": 77, "known": 18, "unknown": 5}),
    "hospital": Weights.of({"service_provider": 74, "known": 17, "unknown": 9}),
    "community": Weights.of({"known": 47, "unknown": 37, "service_provider": 16}),
}
# Neglect at home is as often that of a care agency as of a relative.
NEGLECT_AT_HOME = Weights.of({"service_provider": 62, "known": 37, "unknown": 1})
ALWAYS_KNOWN = ("domestic", "self_neglect")


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """Where, through whom and of which types."""

    location: str
    source: str
    types: tuple[str, ...]
    tags: frozenset[str]

    @property
    def group(self) -> str:
        """home, care, hospital or community."""
        return GROUP_OF_LOCATION[self.location]

    @property
    def main_type(self) -> str:
        """The first type of risk."""
        return self.types[0]


def place(rng: Random, adult: Adult, day: date) -> str:
    """Where something happened to this adult: a code of risk_location."""
    location = AWAY_FROM_HOME["18-64" if adult.age_on(day) < 65 else "65+"].pick(rng)
    if location != "home":
        return location
    return "own_home" if adult.home == "supported_living" else adult.home


def befall(rng: Random, adult: Adult, location: str, day: date) -> Circumstances:
    """What is said to have happened to this adult at this location."""
    group = GROUP_OF_LOCATION[location]
    age = "younger" if adult.age_on(day) < 65 else "older"
    main = _TYPES[group, adult.reason, age].pick(rng)
    source = _source(rng, group, main)
    types = _with_companions(rng, main)
    about = {group, location, source, adult.reason, age, "woman" if adult.woman else "man", *types}
    return Circumstances(location=location, source=source, types=types, tags=frozenset(about))


def risk_rows(
    scene: Scene, enquiry_ref: str, circumstances: Circumstances, filled: float
) -> tuple[Risk, ...]:
    """The rows of enquiry_risks.csv: one a type, with source and location as well filled in as `filled`."""
    return tuple(
        Risk(
            enquiry_ref=enquiry_ref,
            risk_type=risk_type,
            risk_source=scene.recorded(circumstances.source, min(1.0, 0.06 + filled)),
            risk_location=scene.recorded(circumstances.location, min(1.0, 0.06 + filled)),
        )
        for risk_type in circumstances.types
    )


def _source(rng: Random, group: str, main: str) -> str:
    if main in ALWAYS_KNOWN:
        return "known"
    if main == "organisational":
        return "service_provider"
    return (NEGLECT_AT_HOME if main == "neglect" and group == "home" else SOURCES[group]).pick(rng)


def _with_companions(rng: Random, main: str) -> tuple[str, ...]:
    types = [main]
    wanted = 1 + (rng.random() < 0.25) + (rng.random() < 0.07)
    while len(types) < wanted:
        another = _COMPANIONS.get(main, _ANY_COMPANION).pick(rng)
        if another in types:
            break
        types.append(another)
    return tuple(types)


_COMPANIONS = {main: Weights.of(table) for main, table in COMPANIONS.items()}
_ANY_COMPANION = Weights.of(ANY_COMPANION)
_TYPES = {
    (group, reason, age): Weights.of(tilted(table, factor, TYPES_OF_OLDER if age == "older" else {}))
    for group, table in TYPES.items()
    for reason, factor in TYPES_BY_REASON.items()
    for age in ("younger", "older")
}
