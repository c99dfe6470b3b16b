"""Enquiries put together: one concern's enquiry with everything that hangs on it, and a person's history."""

from __future__ import annotations

from datetime import date

from sample_data.advocacy import advocacy
from sample_data.audits import audit
from sample_data.capacity import assessments, weigh, written_capacity
from sample_data.circumstances import befall, risk_rows
from sample_data.concerns import Contact, is_enquiry, later_contacts, raise_concern
from sample_data.course import Course, follow
from sample_data.dols import applications
from sample_data.ending import ending_fields
from sample_data.experience import experience
from sample_data.involvement import Involvement, involve
from sample_data.judgement import overall
from sample_data.meetings import meetings, responses
from sample_data.outcomes import desired_outcomes
from sample_data.people import Adult, meet
from sample_data.records import DesiredOutcome, Enquiry, EnquiryHistory, PersonHistory
from sample_data.scene import Scene
from sample_data.situation import Situation
from sample_data.wishes import wishes

# A further concern while an enquiry is under way mostly joins it.
CONVERSION_WHILE_OPEN = 0.35
LINK_LOST_IN_UPGRADE = 0.05
LINK_LOST = 0.008


def live_through(scene: Scene, first_seen: date, conversion: float) -> PersonHistory:
    """The whole history of one person who first comes to notice on a day."""
    adult = meet(scene, first_seen)
    concerns, histories = [], []
    in_hospital, busy_until, gone = False, first_seen, False
    for received_on in later_contacts(scene, first_seen):
        tilt = conversion * (CONVERSION_WHILE_OPEN if received_on < busy_until else 1.0)
        contact = raise_concern(scene, adult, received_on, tilt)
        concerns.append(contact.concern)
        in_hospital = in_hospital or contact.location.startswith("hospital")
        if is_enquiry(contact.concern):
            history, busy_until, gone = enquire(scene, adult, contact)
            histories.append(history)
        if gone:
            break
    return PersonHistory(
        person=adult.person,
        born_on=adult.born_on,
        concerns=tuple(concerns),
        enquiries=tuple(histories),
        applications=() if gone else applications(scene, adult, first_seen, in_hospital),
    )


def enquire(scene: Scene, adult: Adult, contact: Contact) -> tuple[EnquiryHistory, date, bool]:
    """The enquiry that a contact led to, the day it ends, and whether the adult has died or moved away."""
    circumstances = befall(scene.rng, adult, contact.location, contact.concern.received_on)
    course = follow(scene, adult, contact, circumstances)
    capacity = weigh(scene, adult, circumstances)
    involvement = involve(scene, circumstances, capacity, course)
    ending = ending_fields(scene, circumstances, course)
    situation = Situation(
        adult=adult,
        circumstances=circumstances,
        course=course,
        capacity=capacity,
        involvement=involvement,
        plan_review=ending["plan_review"],
    )
    held = meetings(scene, situation)
    rows = desired_outcomes(scene, situation, wishes(scene, situation), held)
    achieved = _achieved(scene, situation, rows)
    enquiry = _enquiry(scene, contact, situation, ending | {"outcomes_achieved": achieved})
    history = EnquiryHistory(
        enquiry=enquiry,
        risks=risk_rows(scene, course.enquiry_ref, circumstances, course.filled),
        desired_outcomes=rows,
        capacity_assessments=assessments(scene, adult, circumstances, capacity, course),
        advocacy=advocacy(scene, situation),
        meetings=held,
        responses=responses(scene, situation),
        experience=() if enquiry.restricted == "yes" else experience(scene, situation, achieved),
        audits=() if course.open else audit(scene, situation, rows, enquiry.team_name),
    )
    return history, course.concluded_on, not course.open and course.ended_early in ("died", "moved_away")


def _achieved(scene: Scene, situation: Situation, rows: tuple[DesiredOutcome, ...]) -> str:
    if situation.course.open:
        return ""
    if not situation.involvement.expressed:
        return "not_applicable" if scene.chance(0.4) else ""
    return overall(scene, rows, situation.course.filled)


def _enquiry(scene: Scene, contact: Contact, situation: Situation, ending: dict[str, str]) -> Enquiry:
    course, involvement, concern = situation.course, situation.involvement, contact.concern
    link_lost = _link_lost(scene, course)
    return Enquiry(
        enquiry_ref=course.enquiry_ref,
        person_ref=situation.person_ref,
        concern_ref="" if link_lost else concern.concern_ref,
        enquiry_type="s42" if concern.decision == "s42_enquiry" else "other",
        started_on=course.started_on,
        first_conversation_on=_written_conversation(scene, course, involvement, link_lost),
        concluded_on=None if course.open else course.concluded_on,
        team_name=scene.teams.written(course.team) if scene.chance(0.997) else "",
        age_band=situation.adult.age_band_on(course.started_on) if scene.chance(0.997) else "not_recorded",
        outcomes_asked=involvement.outcomes_asked,
        not_asked_reason=involvement.not_asked_reason,
        agreed_to_enquiry=involvement.agreed,
        override_reason=involvement.override_reason,
        seen_alone=involvement.seen_alone,
        in_msp_recording=_msp_recording(scene, course),
        restricted="yes" if scene.chance(0.015) else "no",
        **written_capacity(scene, situation.capacity, course),
        **ending,
    )


def _link_lost(scene: Scene, course: Course) -> bool:
    before_upgrade = course.started_on < scene.timeline.upgrade_on
    return scene.chance(LINK_LOST_IN_UPGRADE if before_upgrade else LINK_LOST)


def _written_conversation(
    scene: Scene, course: Course, involvement: Involvement, link_lost: bool
) -> date | None:
    asked = involvement.outcomes_asked in ("asked_expressed", "asked_none_expressed")
    likely = min(1.0, course.filled + 0.06) if asked else 0.35 * course.filled
    if not course.talked or not scene.chance(likely):
        return None
    # Without its concern an enquiry begins at its start, and so does all talking about it.
    return max(course.conversation_on, course.started_on) if link_lost else course.conversation_on


def _msp_recording(scene: Scene, course: Course) -> str:
    if course.live:
        return "yes" if scene.chance(0.94) else "no"
    pilot = scene.chance(0.07)
    return "yes" if pilot else scene.recorded("no", course.filled)
