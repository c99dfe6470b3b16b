"""Audits of case files, and care providers' assessments of themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.draw import Weights, working_day
from sample_data.records import AuditAnswer, DesiredOutcome
from sample_data.scene import Scene
from sample_data.situation import Situation

AUDITED = 0.08
AUDITORS = Weights.of({"manager": 55, "peer": 24, "independent": 14, "board": 7})
SELECTED_BY = {"manager": 0.18, "peer": 0.1, "independent": 0.04, "board": 0.7}
ALL_FILES = 0.06
NOT_WRITTEN_DOWN = 0.04
YES_PARTLY_NO = {
    "good": Weights.of({"yes": 74, "partly": 20, "no": 6}),
    "poor": Weights.of({"yes": 30, "partly": 39, "no": 31}),
}
GRADES = (
    (0.85, Weights.of({"excellent": 34, "good": 60, "requires_improvement": 6})),
    (0.6, Weights.of({"excellent": 6, "good": 62, "requires_improvement": 30, "inadequate": 2})),
    (0.0, Weights.of({"good": 12, "requires_improvement": 66, "inadequate": 22})),
)
POINTS = {"yes": 1.0, "partly": 0.5, "no": 0.0}
# Providers see themselves more kindly than others do.
PROVIDER_GRADES = Weights.of({"excellent": 20, "good": 63, "requires_improvement": 17})
PROVIDER_QUESTIONS = ("wishes_recorded", "own_words", "capacity_considered", "risk_with_person")
PROVIDER_ANSWERS = Weights.of({"yes": 71, "partly": 24, "no": 5})
PROVIDERS_A_YEAR = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Whose audit, of what, when, and how it came to be chosen."""

    audit_ref: str
    enquiry_ref: str = ""
    team_name: str = ""
    audited_on: date
    auditor: str
    sampling: str


def audit(
    scene: Scene, situation: Situation, rows: Sequence[DesiredOutcome], team: str
) -> tuple[AuditAnswer, ...]:
    """What an auditor found in one concluded enquiry's file; most files are never drawn."""
    course = situation.course
    wait = timedelta(days=14 + int(scene.rng.random() * 100))
    audited_on = working_day(scene.rng, course.concluded_on + wait)
    if not scene.chance(AUDITED) or audited_on > course.last_known:
        return ()
    auditor = AUDITORS.pick(scene.rng)
    sampling = _sampling(scene, auditor)
    answers = _findings(scene, situation, rows)
    shares = [POINTS[answer] for answer in answers.values() if answer in POINTS]
    share = sum(shares) / len(shares)
    grade = next(weights for floor, weights in GRADES if share >= floor).pick(scene.rng)
    origin = Origin(
        audit_ref=scene.reference("A"),
        enquiry_ref=situation.enquiry_ref,
        team_name=team,
        audited_on=audited_on,
        auditor=auditor,
        sampling=sampling,
    )
    return _rows(origin, {"overall": grade} | answers)


def _sampling(scene: Scene, auditor: str) -> str:
    """How the file came to be audited: chosen, one of all that month's, not written down, or by chance."""
    draw = float(scene.rng.random())
    if draw < SELECTED_BY[auditor]:
        return "selected"
    if draw > 1 - ALL_FILES:
        return "all"
    return "" if draw > 1 - ALL_FILES - NOT_WRITTEN_DOWN else "random"


def provider_assessments(scene: Scene) -> list[AuditAnswer]:
    """The yearly self-assessments of care providers in the window."""
    found: list[AuditAnswer] = []
    for year in range(scene.timeline.first_day.year, scene.timeline.extract_date.year + 1):
        for _ in range(PROVIDERS_A_YEAR):
            day = date(year, 5, 1) + timedelta(days=int(scene.rng.random() * 60))
            assessed_on = working_day(scene.rng, day)
            if scene.timeline.first_day <= assessed_on <= scene.timeline.extract_date:
                found += _provider_assessment(scene, assessed_on)
    return found


def _provider_assessment(scene: Scene, assessed_on: date) -> tuple[AuditAnswer, ...]:
    answers = {"overall": PROVIDER_GRADES.pick(scene.rng)}
    answers |= {question: PROVIDER_ANSWERS.pick(scene.rng) for question in PROVIDER_QUESTIONS}
    origin = Origin(
        audit_ref=scene.reference("A"), audited_on=assessed_on, auditor="provider_self", sampling="all"
    )
    return _rows(origin, answers)


def _findings(scene: Scene, situation: Situation, rows: Sequence[DesiredOutcome]) -> dict[str, str]:
    course, capacity = situation.course, situation.capacity
    recorded = bool(rows)
    worded = any(row.own_words for row in rows)
    reviewed = any(row.judged_by not in ("", "practitioner") for row in rows)
    return {
        "wishes_recorded": _found(scene, recorded),
        "own_words": _found(scene, worded),
        "measurable": _found(scene, recorded and course.live),
        "advocacy_considered": _found(scene, capacity.supported_by != "none") if capacity.difficulty else _NA,
        "capacity_considered": _found(scene, course.new_form or capacity.lacks) if capacity.doubted else _NA,
        "risk_with_person": _found(scene, course.live),
        "outcomes_reviewed": _found(scene, reviewed) if recorded else "no",
        "pace_explained": _found(scene, course.new_form) if course.departure != "as_usual" else _NA,
    }


def _found(scene: Scene, good: bool) -> str:
    return YES_PARTLY_NO["good" if good else "poor"].pick(scene.rng)


def _rows(origin: Origin, answers: Mapping[str, str]) -> tuple[AuditAnswer, ...]:
    return tuple(
        AuditAnswer(
            audit_ref=origin.audit_ref,
            enquiry_ref=origin.enquiry_ref,
            team_name=origin.team_name,
            audited_on=origin.audited_on,
            auditor=origin.auditor,
            sampling=origin.sampling,
            question=question,
            answer=answer,
        )
        for question, answer in answers.items()
    )


_NA = "not_applicable"
