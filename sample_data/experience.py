"""Questionnaires: who was invited to say how it had been, who answered, and what they said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.draw import Weights, tilted, working_day
from sample_data.records import Answer
from sample_data.scene import Scene
from sample_data.situation import Situation

INSTRUMENT = "Safeguarding experience questions v2"
INSTRUMENT_BEFORE_FORM = "Safeguarding feedback form v1"
OFFERED = 0.6
ANSWERED = 0.31
QUESTIONS = ("listened_to", "understood", "involved", "in_control", "informed", "feel_safer", "satisfied")

ANSWERS = {"yes_fully": 46, "yes_partly": 30, "mostly_no": 13, "no": 8, "not_answered": 3}
ANSWERS_BY_QUESTION = {
    "listened_to": {"yes_fully": 1.5, "no": 0.7},
    "in_control": {"yes_fully": 0.65, "yes_partly": 1.2, "mostly_no": 1.5},
    "informed": {"yes_fully": 0.8, "mostly_no": 1.4},
    "understood": {"yes_fully": 1.1},
}
# People can be content though a wish was not met, and the other way about: the tilt is gentle.
ANSWERS_BY_ACHIEVED = {
    "fully": {"yes_fully": 1.5, "no": 0.5, "mostly_no": 0.6},
    "not_achieved": {"yes_fully": 0.55, "no": 2.0, "mostly_no": 1.5},
}
ANSWERS_WHEN_NOT_ASKED = {"yes_fully": 0.5, "mostly_no": 1.6, "no": 1.8}
# At the start, few feel safer yet.
SAFER_AT_START = Weights.of({"yes_fully": 12, "yes_partly": 30, "mostly_no": 33, "no": 22, "not_answered": 3})
MODES = {
    "adult": Weights.of({"face_to_face": 58, "telephone": 24, "post": 11, "online": 7}),
    "representative": Weights.of({"face_to_face": 20, "telephone": 41, "post": 16, "online": 23}),
    "advocate": Weights.of({"face_to_face": 40, "telephone": 30, "online": 30}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One questionnaire for one person."""

    respondent: str
    stage: str
    collected_on: date


def experience(scene: Scene, situation: Situation, achieved: str) -> tuple[Answer, ...]:
    """Every answer of every questionnaire about one enquiry, with whether the person was invited."""
    course = situation.course
    if not course.talked or course.ended_early == "died" or not scene.chance(OFFERED):
        return ()
    respondent = _respondent(scene, situation)
    rows: list[Answer] = []
    if course.live and scene.chance(0.2):
        day = course.conversation_on + timedelta(days=int(scene.rng.random() * 10))
        rows += _at_start(scene, situation, Form(respondent=respondent, stage="start", collected_on=day))
    rows += _afterwards(scene, situation, respondent, achieved)
    return tuple(row for row in rows if row.collected_on <= course.last_known)


def _respondent(scene: Scene, situation: Situation) -> str:
    if not situation.capacity.lacks:
        return "adult"
    if scene.chance(0.16):
        return "adult"
    return "advocate" if situation.capacity.supported_by == "advocate" else "representative"


def _at_start(scene: Scene, situation: Situation, form: Form) -> list[Answer]:
    answers = {"invited": "yes_fully"}
    if scene.chance(0.5):
        answers |= {"listened_to": _LISTENED.pick(scene.rng), "feel_safer": SAFER_AT_START.pick(scene.rng)}
    return _rows(scene, situation, form, answers)


def _afterwards(scene: Scene, situation: Situation, respondent: str, achieved: str) -> list[Answer]:
    course = situation.course
    stage = "follow_up" if scene.chance(0.08) else "conclusion" if scene.chance(0.5) else ""
    wait = (160 if stage == "follow_up" else 5) + int(scene.rng.random() * 50)
    day = working_day(scene.rng, course.concluded_on + timedelta(days=wait))
    form = Form(respondent=respondent, stage=stage, collected_on=day)
    invited = scene.chance(0.86)
    answers = {"invited": "yes_fully" if invited else "no"}
    if invited and scene.chance(ANSWERED + (0.05 if course.live else -0.03)):
        tilt = ANSWERS_BY_ACHIEVED.get(achieved, {})
        unheard = {} if situation.involvement.expressed else ANSWERS_WHEN_NOT_ASKED
        answers |= {question: _answer(scene, question, tilt, unheard) for question in QUESTIONS}
    return _rows(scene, situation, form, answers)


def _answer(scene: Scene, question: str, *tilts: Mapping[str, float]) -> str:
    table = tilted(ANSWERS, ANSWERS_BY_QUESTION.get(question, {}), *tilts)
    return Weights.of(table).pick(scene.rng)


def _rows(scene: Scene, situation: Situation, form: Form, answers: Mapping[str, str]) -> list[Answer]:
    response_ref = scene.reference("Q")
    mode = scene.recorded(MODES[form.respondent].pick(scene.rng), 0.93)
    independent = scene.recorded("yes" if scene.chance(0.4) else "no", 0.9)
    new_form = situation.course.new_form
    return [
        Answer(
            response_ref=response_ref,
            enquiry_ref=situation.enquiry_ref,
            respondent=form.respondent,
            instrument=INSTRUMENT if new_form else INSTRUMENT_BEFORE_FORM,
            stage=form.stage,
            mode=mode,
            independent=independent,
            collected_on=form.collected_on,
            question=question,
            answer=answer,
        )
        for question, answer in answers.items()
    ]


_LISTENED = Weights.of(tilted(ANSWERS, ANSWERS_BY_QUESTION["listened_to"]))
