"""Meetings about an adult, who took part in them, and responses beyond the enquiry itself."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.draw import Weights, tilted, working_day
from sample_data.records import Meeting, Response
from sample_data.scene import Scene
from sample_data.situation import Situation

# How likely each kind is before and after a team begins to work in the new way, and how far through the
# enquiry it is held: fewer meetings of professionals, more planning with the person.
KINDS = (
    ("strategy", 0.24, 0.13, 0.08),
    ("planning", 0.44, 0.52, 0.25),
    ("network", 0.02, 0.08, 0.45),
    ("conference", 0.2, 0.17, 0.75),
    ("other", 0.03, 0.04, 0.5),
)

VENUES = {
    "home": Weights.of(
        {"own_home": 42, "council_office": 24, "remote": 22, "neutral": 9, "health_setting": 3}
    ),
    "care": Weights.of({"care_setting": 61, "remote": 23, "council_office": 13, "health_setting": 3}),
    "hospital": Weights.of({"health_setting": 58, "remote": 26, "council_office": 9, "own_home": 7}),
    "community": Weights.of({"council_office": 34, "own_home": 24, "neutral": 22, "remote": 20}),
}
TAKING_PART = {
    False: Weights.of({"in_person": 46, "remote": 9, "written_or_picture": 3, "represented_only": 7,
                       "declined": 15, "not_invited": 20}),
    True: Weights.of({"in_person": 24, "remote": 3, "written_or_picture": 6, "represented_only": 36,
                      "declined": 5, "not_invited": 26}),
}  # fmt: skip
NOT_INVITED_WHEN_LIVE = 0.5
REPRESENTATIVE = {
    False: Weights.of({"in_person": 17, "remote": 8, "declined": 5, "not_invited": 70}),
    True: Weights.of({"in_person": 45, "remote": 20, "declined": 7, "not_invited": 28}),
}
PARTNERS_BY_GROUP = {
    "home": ("care_provider", "nhs", "housing", "police", "voluntary"),
    "care": ("care_provider", "nhs", "advocacy"),
    "hospital": ("nhs", "care_provider"),
    "community": ("police", "voluntary", "housing", "nhs"),
}
PARTNERS_BY_TYPE = {
    "financial": ("bank", "police", "legal"),
    "domestic": ("police", "voluntary"),
    "sexual": ("police",),
}

RESPONSES = {"network_meeting": 15, "family_group_conference": 7, "restorative": 6, "mediation": 11,
             "counselling": 16, "supported_decision_making": 18, "coaching": 8, "peer_support": 11,
             "creative_therapy": 3, "other": 5}  # fmt: skip
RESPONSES_BY_TYPE = {
    "domestic": {"counselling": 2, "peer_support": 2, "mediation": 0.1, "restorative": 0.2},
    "sexual": {"counselling": 3, "creative_therapy": 3, "mediation": 0.05},
    "neglect": {"family_group_conference": 1.5, "mediation": 1.3, "restorative": 1.5},
    "financial": {"mediation": 1.5, "supported_decision_making": 1.6, "coaching": 1.8},
    "self_neglect": {"coaching": 2, "peer_support": 1.8, "network_meeting": 1.5},
}


def meetings(scene: Scene, situation: Situation) -> tuple[Meeting, ...]:
    """The meetings held up to the extract, in order of time."""
    course = situation.course
    if course.ended_early == "ceased_at_request":
        return ()
    length = (course.concluded_on - course.started_on).days
    found = []
    for kind, before, after, share in KINDS:
        if scene.chance(after if course.live else before):
            shift = min(max(share + scene.rng.gauss(0, 0.1), 0.02), 0.98)
            held_on = working_day(scene.rng, course.started_on + timedelta(days=int(length * shift)))
            found.append(_meeting(scene, situation, kind, min(held_on, course.concluded_on)))
    if situation.plan_review == "standalone" and scene.chance(0.6):
        held_on = course.concluded_on + timedelta(days=60 + int(scene.rng.random() * 90))
        found.append(_meeting(scene, situation, "review", held_on))
    held = [meeting for meeting in found if meeting.held_on <= course.last_known]
    return tuple(sorted(held, key=lambda meeting: meeting.held_on))


def responses(scene: Scene, situation: Situation) -> tuple[Response, ...]:
    """What else was offered, each kind once."""
    course = situation.course
    if not course.talked or not scene.chance(0.2 if course.live else 0.09):
        return ()
    kinds = [_RESPONSES.get(situation.circumstances.main_type, _ANY_RESPONSE).pick(scene.rng)]
    if scene.chance(0.2):
        kinds.append(_ANY_RESPONSE.pick(scene.rng))
    return tuple(_response(scene, situation, kind) for kind in dict.fromkeys(kinds))


def _meeting(scene: Scene, situation: Situation, kind: str, held_on: date) -> Meeting:
    course, capacity = situation.course, situation.capacity
    filled = course.filled
    part = TAKING_PART[capacity.lacks].pick(scene.rng)
    if part == "not_invited" and course.live and kind != "strategy" and scene.chance(NOT_INVITED_WHEN_LIVE):
        part = "represented_only" if capacity.lacks else "in_person"
    if kind == "strategy" and scene.chance(0.75):
        part = "not_invited"
    has_advocate = capacity.supported_by == "advocate"
    advocate = "in_person" if has_advocate and scene.chance(0.7) else "not_invited"
    return Meeting(
        meeting_ref=scene.reference("M"),
        enquiry_ref=situation.enquiry_ref,
        held_on=held_on,
        meeting_type=kind,
        venue=scene.recorded(VENUES[situation.circumstances.group].pick(scene.rng), filled),
        adult_took_part=scene.recorded(part, filled),
        representative_took_part=scene.recorded(REPRESENTATIVE[capacity.lacks].pick(scene.rng), filled - 0.1),
        advocate_took_part=scene.recorded(advocate, filled - 0.15),
        partners=_partners(scene, situation),
    )


def _partners(scene: Scene, situation: Situation) -> str:
    circumstances = situation.circumstances
    likely = PARTNERS_BY_GROUP[circumstances.group] + PARTNERS_BY_TYPE.get(circumstances.main_type, ())
    share = 0.62
    present = []
    for partner in dict.fromkeys(likely):
        if scene.chance(share):
            present.append(partner)
        share *= 0.72
    return ";".join(present)


def _response(scene: Scene, situation: Situation, kind: str) -> Response:
    course = situation.course
    accepted = "yes" if scene.chance(0.84) else "no"
    ended = course.conversation_on + timedelta(days=20 + int(scene.rng.random() * 130))
    completed_on = ended if accepted == "yes" and scene.chance(0.72) else None
    return Response(
        enquiry_ref=situation.enquiry_ref,
        response_type=kind,
        accepted=scene.recorded(accepted, course.filled),
        completed_on=scene.known(completed_on) if completed_on else None,
    )


_RESPONSES = {
    main_type: Weights.of(tilted(RESPONSES, factor)) for main_type, factor in RESPONSES_BY_TYPE.items()
}
_ANY_RESPONSE = Weights.of(RESPONSES)
