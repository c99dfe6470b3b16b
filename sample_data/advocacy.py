"""Advocacy in an enquiry: who was asked for, whether and when they came, and what stood in the way."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.draw import Weights, days
from sample_data.records import Advocacy
from sample_data.scene import Scene
from sample_data.situation import Situation

STATUSES = Weights.of({"in_place_already": 8, "provided": 63, "waiting": 9, "not_available": 6, "declined": 6,
                       "needed_not_offered": 4, "not_offered_need_unknown": 2,
                       "not_recorded": 2})  # fmt: skip
BARRIERS = Weights.of({"no_capacity_at_service": 30, "waiting_list": 36, "no_contract": 7,
                       "language_or_communication": 9, "out_of_area": 7, "other": 11})  # fmt: skip
NOBODY_WAS_ASKED = ("needed_not_offered", "not_offered_need_unknown", "not_needed", "not_recorded")
UNMET = ("waiting", "not_available", "needed_not_offered")

# Specialists by type of risk, with how likely one is asked for.
SPECIALISTS = {"domestic": ("idva", 0.38), "sexual": ("isva", 0.34), "sexual_exploitation": ("isva", 0.3)}
MEDIAN_WAIT = {"care_act": 16.0, "imca": 12.0, "idva": 4.0, "isva": 9.0, "imha": 6.0, "non_statutory": 20.0}


def advocacy(scene: Scene, situation: Situation) -> tuple[Advocacy, ...]:
    """The requests and episodes of advocacy that came of one enquiry."""
    if not situation.course.talked:
        return ()
    rows = [_independent(scene, situation, kind) for kind in _kinds(scene, situation)]
    rows += _family(scene, situation)
    if not rows and scene.chance(0.05):
        rows.append(_not_needed(scene, situation))
    return tuple(rows)


def _kinds(scene: Scene, situation: Situation) -> list[str]:
    capacity, circumstances = situation.capacity, situation.circumstances
    kinds = []
    alone = capacity.difficulty and not capacity.appropriate_person
    wanted = capacity.supported_by == "advocate" or (alone and scene.chance(0.72))
    if wanted:
        kinds.append("imca" if capacity.lacks and scene.chance(0.28) else "care_act")
    elif capacity.difficulty and scene.chance(0.06):
        kinds.append("non_statutory")
    specialist = SPECIALISTS.get(circumstances.main_type)
    if specialist and scene.chance(specialist[1]):
        kinds.append(specialist[0])
    if circumstances.location == "hospital_mental_health" and scene.chance(0.5):
        kinds.append("imha")
    if situation.adult.in_care_home and capacity.lacks and scene.chance(0.06):
        kinds.append("rpr_paid")
    return kinds


def _independent(scene: Scene, situation: Situation, kind: str) -> Advocacy:
    course = situation.course
    status = _status(scene, situation, kind)
    requested_on = _requested_on(scene, situation) if status not in NOBODY_WAS_ASKED else None
    started_on = None
    if status == "in_place_already":
        requested_on, started_on = None, course.received_on - timedelta(days=int(scene.rng.random() * 300))
    elif status == "provided" and requested_on and scene.chance(0.96):
        started_on = requested_on + timedelta(days=_wait(scene, situation, kind))
        if started_on > course.last_known:
            status, started_on = "waiting", None
    ended_on = _ended_on(scene, situation, started_on)
    return Advocacy(
        advocacy_ref=scene.reference("ADV"),
        enquiry_ref=situation.enquiry_ref,
        advocacy_type=kind,
        status=status,
        requested_on=requested_on,
        started_on=started_on,
        ended_on=ended_on,
        barrier=scene.recorded(BARRIERS.pick(scene.rng), course.filled - 0.1) if status in UNMET else "",
    )


def _status(scene: Scene, situation: Situation, kind: str) -> str:
    status = "in_place_already" if kind == "rpr_paid" else STATUSES.pick(scene.rng)
    # Once an enquiry has ended, few requests still wait: the others were given up.
    if status == "waiting" and not situation.course.open and scene.chance(0.8):
        return "provided" if scene.chance(0.6) else "not_available"
    return status


def _requested_on(scene: Scene, situation: Situation) -> date | None:
    course = situation.course
    if not scene.chance(course.filled + 0.04):
        return None
    first = max(course.conversation_on, course.received_on)
    return scene.within(first, min(first + timedelta(days=21), course.concluded_on, course.last_known))


def _wait(scene: Scene, situation: Situation, kind: str) -> int:
    slow = 1.9 if situation.course.departure == "awaiting_advocate" else 1.0
    return days(scene.rng, MEDIAN_WAIT.get(kind, 16.0) * slow, 0.85)


def _ended_on(scene: Scene, situation: Situation, started_on: date | None) -> date | None:
    if started_on is None or not scene.chance(0.85):
        return None
    ended_on = max(situation.course.concluded_on, started_on) + timedelta(days=int(scene.rng.random() * 30))
    return scene.known(ended_on)


def _family(scene: Scene, situation: Situation) -> list[Advocacy]:
    supporter = situation.capacity.supported_by
    if supporter not in ("family", "friend") or not scene.chance(0.45):
        return []
    return [_plain(scene, situation, supporter, "in_place_already" if scene.chance(0.8) else "provided")]


def _not_needed(scene: Scene, situation: Situation) -> Advocacy:
    return _plain(scene, situation, "care_act", "not_needed")


def _plain(scene: Scene, situation: Situation, kind: str, status: str) -> Advocacy:
    return Advocacy(
        advocacy_ref=scene.reference("ADV"),
        enquiry_ref=situation.enquiry_ref,
        advocacy_type=kind,
        status=status,
        requested_on=None,
        started_on=None,
        ended_on=None,
        barrier="",
    )
