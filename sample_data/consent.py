"""Consent to use somebody's words: who gave it, for whom to read, and whether the words are safe to use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypedDict

from sample_data.draw import Weights
from sample_data.scene import Scene

# Four in five of those whose words were written down for this agreed that others may read them.
USABLE = 0.8
WHY_NOT = Weights.of({"refused": 4, "withdrawn": 2, "not_asked": 4, "internal": 3, "unsafe": 2,
                    "unsure": 2, "live": 1, "lapsed": 1})  # fmt: skip
SCOPES = Weights.of({"board": 56, "public": 44})
FOR_ADULT_WITHOUT_CAPACITY = Weights.of({"attorney_or_deputy": 62, "best_interests_decision": 38})
BASES = Weights.of({"presumed": 76, "assessed_has_capacity": 24})


class Consent(TypedDict):
    """The consent columns of quotes.csv."""

    consent: str
    consent_by: str
    consent_scope: str
    consent_on: date | None
    capacity_basis: str
    review_on: date | None
    safe_to_use: str
    live_proceedings: str


def consent_fields(scene: Scene, said_by: str, said_on: date, lacked_capacity: bool, usable: bool) -> Consent:
    """How matters stand with consent for one saying, which may be used or not."""
    kind = "usable" if usable else WHY_NOT.pick(scene.rng)
    safe = {"unsafe": "no", "unsure": "not_recorded"}.get(kind, "yes")
    live = "yes" if kind == "live" else "no"
    if kind in ("refused", "not_asked"):
        return Consent(
            consent=kind,
            consent_by="",
            consent_scope="",
            consent_on=None,
            capacity_basis="",
            review_on=None,
            safe_to_use=safe if scene.chance(0.5) else "not_recorded",
            live_proceedings="no" if scene.chance(0.7) else "not_recorded",
        )
    lacking = lacked_capacity and said_by == "adult"
    consent_on = min(said_on + timedelta(days=int(scene.rng.random() * 28)), scene.timeline.extract_date)
    return Consent(
        consent="withdrawn" if kind == "withdrawn" else "given",
        consent_by=_consent_by(scene, said_by, lacking),
        consent_scope="internal" if kind == "internal" else SCOPES.pick(scene.rng),
        consent_on=consent_on,
        capacity_basis="assessed_lacks_capacity" if lacking else BASES.pick(scene.rng),
        review_on=_review_on(scene, consent_on, kind),
        safe_to_use=safe,
        live_proceedings=live,
    )


def _consent_by(scene: Scene, said_by: str, lacking: bool) -> str:
    if said_by != "adult":
        return "speaker"
    return FOR_ADULT_WITHOUT_CAPACITY.pick(scene.rng) if lacking else "adult"


def _review_on(scene: Scene, consent_on: date, kind: str) -> date:
    if kind == "lapsed":
        return consent_on + timedelta(days=90)
    # Consents are renewed: those still in force are looked at again some months from now.
    return scene.timeline.extract_date + timedelta(days=20 + int(scene.rng.random() * 600))
