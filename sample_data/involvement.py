"""How far the adult was heard: asked what they wanted, by whom they spoke, agreed, seen alone, overridden."""

from __future__ import annotations

from dataclasses import dataclass

from sample_data.capacity import Capacity
from sample_data.circumstances import Circumstances
from sample_data.course import Course
from sample_data.draw import Weights
from sample_data.scene import Scene

# Shares asked among those recorded: 78% in the first year, rising with the years, the form and the rollout.
ASKED_AT_FIRST = 0.785
ASKED_BY_LAST = 0.02
ASKED_WITH_NEW_FORM = 0.05
ASKED_WHEN_LIVE = 0.045

NOT_ASKED = Weights.of({"unsafe_to_ask": 14, "no_representative": 20, "declined_contact": 19,
                        "not_located": 13, "closed_early": 21, "other": 13})  # fmt: skip
VOICES = {
    False: Weights.of({"adult": 88, "representative": 6, "advocate": 4, "practitioner": 2}),
    True: Weights.of({"adult": 24, "representative": 46, "attorney_or_deputy": 9, "advocate": 13,
                      "best_interests": 5, "practitioner": 3}),
}  # fmt: skip
OVERRIDE_REASONS = Weights.of(
    {"others_at_risk": 38, "public_interest": 21, "coercion": 13, "court": 3, "other": 5}
)
OVERRIDDEN_BY_TYPE = {"organisational": 1.8, "domestic": 1.5, "sexual": 1.4, "self_neglect": 0.6}


@dataclass(frozen=True, kw_only=True, slots=True)
class Involvement:
    """What the adult's part in the enquiry was, as the forms hold it."""

    outcomes_asked: str
    not_asked_reason: str
    voice: str
    agreed: str
    overridden: bool
    override_reason: str
    seen_alone: str

    @property
    def expressed(self) -> bool:
        """Whether wishes were expressed."""
        return self.outcomes_asked == "asked_expressed"


def involve(scene: Scene, circumstances: Circumstances, capacity: Capacity, course: Course) -> Involvement:
    """The part that the adult had in this enquiry."""
    asked = _outcomes_asked(scene, circumstances, capacity, course)
    agreed = _agreed(scene, circumstances, capacity)
    overridden = _overridden(scene, circumstances, agreed)
    reason_filled = course.filled if course.new_form else 0.55
    not_asked = "died" if course.ended_early == "died" and scene.chance(0.6) else NOT_ASKED.pick(scene.rng)
    return Involvement(
        outcomes_asked=asked,
        not_asked_reason=scene.recorded(not_asked, reason_filled) if asked == "not_asked" else "",
        voice=VOICES[capacity.lacks].pick(scene.rng),
        agreed=scene.recorded(agreed, course.filled if course.new_form else 0.6) if course.talked else "",
        overridden=overridden,
        override_reason=_override_reason(scene, capacity) if overridden and course.talked else "",
        seen_alone=scene.recorded(_seen_alone(scene, circumstances, course), course.filled - 0.1)
        if course.talked
        else "",
    )


def _outcomes_asked(scene: Scene, circumstances: Circumstances, capacity: Capacity, course: Course) -> str:
    if not course.talked:
        return ""
    if course.ended_early == "died" and scene.chance(0.12):
        return "not_applicable"
    if not scene.chance(min(0.975, course.filled + (0.06 if course.new_form else 0.105))):
        return "" if scene.chance(0.5) else "not_recorded"
    if scene.chance(0.008 if course.new_form else 0.022):
        return "dont_know"
    if not scene.chance(_likely_asked(scene, circumstances, capacity, course)):
        return "not_asked"
    expressed = (0.87 if course.live else 0.79) - (0.06 if capacity.lacks else 0.0)
    return "asked_expressed" if scene.chance(expressed) else "asked_none_expressed"


def _likely_asked(scene: Scene, circumstances: Circumstances, capacity: Capacity, course: Course) -> float:
    progress = scene.timeline.progress(min(course.concluded_on, course.last_known))
    likely = ASKED_AT_FIRST + ASKED_BY_LAST * progress
    likely += ASKED_WITH_NEW_FORM * course.new_form + ASKED_WHEN_LIVE * course.live
    likely -= 0.07 if capacity.lacks else 0.0
    # On a ward the person has often left before anyone comes to ask.
    likely -= 0.09 if circumstances.group == "hospital" else 0.0
    return likely - (0.12 if course.ended_early in ("died", "moved_away") else 0.0)


def _agreed(scene: Scene, circumstances: Circumstances, capacity: Capacity) -> str:
    if capacity.lacks:
        return "lacked_capacity" if scene.chance(0.84) else "yes"
    if scene.chance(0.07):
        return "not_asked"
    refuses = 0.26 if circumstances.main_type in ("domestic", "self_neglect", "financial") else 0.1
    return "no" if scene.chance(refuses) else "yes"


def _overridden(scene: Scene, circumstances: Circumstances, agreed: str) -> bool:
    likely = 0.4 if agreed == "no" else 0.025
    return scene.chance(likely * OVERRIDDEN_BY_TYPE.get(circumstances.main_type, 1.0))


def _override_reason(scene: Scene, capacity: Capacity) -> str:
    if scene.chance(0.06):
        return "not_recorded"
    return "best_interests" if capacity.lacks and scene.chance(0.7) else OVERRIDE_REASONS.pick(scene.rng)


def _seen_alone(scene: Scene, circumstances: Circumstances, course: Course) -> str:
    likely = 0.72 if course.live else 0.6
    likely += 0.08 if circumstances.main_type in ("domestic", "sexual") else 0.0
    if scene.chance(likely):
        return "yes"
    return "declined" if scene.chance(0.22) else "no"
