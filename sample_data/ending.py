"""How an enquiry ended: what was concluded, whether the risk remained, and which review was planned."""

from __future__ import annotations

from sample_data.circumstances import Circumstances
from sample_data.course import Course
from sample_data.draw import Weights
from sample_data.scene import Scene

CONCLUSIONS = Weights.of({"risk_action_taken": 66, "risk_no_action": 5, "inconclusive_action_taken": 7,
                          "inconclusive_no_action": 5, "no_risk_action_taken": 7,
                          "no_risk_no_action": 10})  # fmt: skip
# The risk is removed more often where a service can change than where a relationship must.
RISK_BY_SOURCE = {
    "service_provider": Weights.of({"remained": 6, "reduced": 60, "removed": 34}),
    "known": Weights.of({"remained": 12, "reduced": 66, "removed": 22}),
    "unknown": Weights.of({"remained": 8, "reduced": 57, "removed": 35}),
}
PLAN_REVIEWS = Weights.of({"standalone": 14, "in_care_review": 34, "none_needed": 52})


def ending_fields(scene: Scene, circumstances: Circumstances, course: Course) -> dict[str, str]:
    """The five concluding fields of the enquiry: blank while it is open."""
    if course.open:
        return dict.fromkeys(_FIELDS, "")
    filled = min(1.0, course.filled + 0.05)
    conclusion = _conclusion(scene, course)
    return {
        "conclusion": scene.recorded(conclusion, filled),
        "risk_outcome": scene.recorded(_risk_outcome(scene, conclusion, circumstances.source), filled),
        "departure_reason": scene.recorded(course.departure, course.filled if course.new_form else 0.62),
        "ended_early": scene.recorded(course.ended_early, filled),
        "plan_review": scene.recorded(_plan_review(scene, conclusion, course), course.filled),
    }


def _conclusion(scene: Scene, course: Course) -> str:
    if course.ended_early == "ceased_at_request" and scene.chance(0.9):
        return "ceased_at_request"
    return CONCLUSIONS.pick(scene.rng)


def _risk_outcome(scene: Scene, conclusion: str, source: str) -> str:
    if conclusion in ("risk_action_taken", "risk_no_action"):
        if conclusion == "risk_no_action" and scene.chance(0.35):
            return "remained"
        return RISK_BY_SOURCE[source].pick(scene.rng)
    return "not_applicable"


def _plan_review(scene: Scene, conclusion: str, course: Course) -> str:
    if course.ended_early in ("died", "moved_away") or conclusion.startswith("no_risk"):
        return "none_needed"
    return PLAN_REVIEWS.pick(scene.rng)


_FIELDS = ("conclusion", "risk_outcome", "departure_reason", "ended_early", "plan_review")
