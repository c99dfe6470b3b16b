"""Desired outcomes stage by stage: what was wanted, how it changed, whether it happened and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.draw import Weights, tilted
from sample_data.judgement import Judgement, judge, judged_again, settle
from sample_data.records import DesiredOutcome, Meeting
from sample_data.scene import Scene
from sample_data.situation import Situation
from sample_data.wishes import THEMES, Wish, words_for

CHANGES = {
    False: Weights.of({"unchanged": 66, "refined": 13, "replaced": 4, "withdrawn": 3, "not_recorded": 14}),
    True: Weights.of({"unchanged": 60, "refined": 23, "replaced": 5, "withdrawn": 3, "not_recorded": 9}),
}
REPLACED_BY = Weights.of(tilted(THEMES, {"money": 0}))
AREAS = {"keep_relationship": "quality_of_life", "recover": "quality_of_life", "be_involved": "process",
         "choice": "process", "justice": "desired_change", "be_safe": "desired_change"}  # fmt: skip
JUDGES = {
    True: Weights.of({"adult": 66, "advocate": 4, "practitioner": 22, "representative": 4,
                      "not_recorded": 4}),
    False: Weights.of({"adult": 15, "representative": 38, "attorney_or_deputy": 5, "advocate": 11,
                       "best_interests": 5, "practitioner": 21, "not_recorded": 5}),
}  # fmt: skip
JUDGES_OF_THE_DEAD = Weights.of({"representative": 45, "practitioner": 50, "not_recorded": 5})
LATER_STAGES = ("review", "follow_up")


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How one wish stands when it is written down again."""

    theme: str
    words: str
    change: str
    judgement: Judgement | None


def desired_outcomes(
    scene: Scene, situation: Situation, wishes: Sequence[Wish], held: Sequence[Meeting]
) -> tuple[DesiredOutcome, ...]:
    """Every row about every wish, in order of wish and time."""
    rows: list[DesiredOutcome] = []
    stages = _stages(scene, situation, held)
    for wish in wishes:
        rows += _course_of(scene, situation, wish, stages)
    return tuple(row for row in rows if row.recorded_on <= situation.course.last_known)


def _stages(scene: Scene, situation: Situation, held: Sequence[Meeting]) -> list[tuple[str, date]]:
    """The later stages at which the wishes were looked at again, with their days."""
    course = situation.course
    started = max(course.conversation_on, course.started_on)
    nearly_over = course.concluded_on - timedelta(days=8)
    found = [
        (meeting.meeting_type, meeting.held_on)
        for meeting in held
        if meeting.meeting_type in ("planning", "conference")
        and started <= meeting.held_on <= nearly_over
        and scene.chance(0.7)
    ]
    if not course.open and scene.chance((0.96 if course.new_form else 0.86) * min(1, course.filled + 0.1)):
        found.append(("conclusion", _concluding_day(scene, course.concluded_on, started)))
    if course.ended_early not in ("died", "moved_away"):
        found += _later(scene, situation)
    return found


def _concluding_day(scene: Scene, concluded_on: date, started: date) -> date:
    # One in ten is written up late, after the enquiry had been closed.
    if scene.chance(0.1):
        return concluded_on + timedelta(days=1 + int(scene.rng.random() * 24))
    return max(concluded_on - timedelta(days=int(scene.rng.random() ** 2 * 8)), started)


def _later(scene: Scene, situation: Situation) -> list[tuple[str, date]]:
    course = situation.course
    reviewed = {"standalone": 0.62, "in_care_review": 0.34}.get(situation.plan_review, 0.01)
    found = []
    if scene.chance(reviewed):
        found.append(("review", course.concluded_on + timedelta(days=40 + int(scene.rng.random() * 130))))
    if scene.chance(0.07 if course.live else 0.02):
        found.append(("follow_up", course.concluded_on + timedelta(days=180 + int(scene.rng.random() * 120))))
    return found


def _course_of(
    scene: Scene, situation: Situation, wish: Wish, stages: Sequence[tuple[str, date]]
) -> list[DesiredOutcome]:
    standing = Standing(theme=wish.theme, words=wish.own_words, change="first", judgement=None)
    rows = [_row(scene, situation, wish, ("start", wish.said_on), standing)]
    for stage, day in stages:
        if standing.change == "withdrawn" and stage in LATER_STAGES:
            break
        standing = _next(scene, situation, stage, standing)
        rows.append(_row(scene, situation, wish, (stage, day), standing))
        if stage == "conclusion" and standing.change != "withdrawn" and scene.chance(0.025):
            rows.append(_correction(scene, situation, wish, day, standing))
    return rows


def _next(scene: Scene, situation: Situation, stage: str, before: Standing) -> Standing:
    change = CHANGES[situation.course.live].pick(scene.rng)
    theme, words, judgement = before.theme, "", before.judgement
    if stage in LATER_STAGES:
        change = "unchanged" if scene.chance(0.8) else "not_recorded"
        again = judgement or judge(scene, situation, theme)
        return Standing(theme=theme, words="", change=change, judgement=judged_again(scene, again))
    if before.change == "withdrawn":
        change = "withdrawn"
    if change == "replaced":
        theme = REPLACED_BY.pick(scene.rng)
        words = words_for(scene, situation, theme)
    if stage == "conclusion":
        judgement = settle(scene, situation, "withdrawn" if change == "withdrawn" else "", theme)
        words = words or _remark(scene, situation, judgement.achieved)
    return Standing(theme=theme, words=words, change=change, judgement=judgement)


def _remark(scene: Scene, situation: Situation, achieved: str) -> str:
    died = situation.course.ended_early == "died"
    if died or not scene.chance(0.34 if situation.course.live else 0.17):
        return ""
    return scene.ending(achieved, situation.involvement.voice, situation.circumstances.tags)


def _row(
    scene: Scene, situation: Situation, wish: Wish, when: tuple[str, date], standing: Standing
) -> DesiredOutcome:
    course = situation.course
    stage, recorded_on = when
    judgement = standing.judgement
    judged = judgement is not None and stage not in ("start", "planning", "conference")
    negotiated = "yes" if scene.chance(0.26) else "no"
    return DesiredOutcome(
        enquiry_ref=situation.enquiry_ref,
        outcome_no=wish.number,
        stage=stage,
        recorded_on=recorded_on,
        voice=scene.recorded(wish.voice, min(1.0, course.filled + 0.05)),
        judged_by=_judged_by(scene, situation) if judged else "",
        own_words=standing.words,
        theme=scene.recorded(standing.theme, course.filled if stage == "start" else course.filled - 0.2),
        area=AREAS.get(standing.theme, "") if scene.chance(0.12) else "",
        change=scene.recorded(standing.change, 0.9 if course.new_form else 0.72),
        negotiated=scene.recorded(negotiated, 0.6 if course.new_form else 0.35) if stage != "start" else "",
        achieved=judgement.achieved if judgement and judged else _so_far(scene, stage),
        reason=judgement.reason if judgement and judged else "",
        partner=judgement.partner if judgement and judged else "",
        contribution=judgement.contribution if judgement and judged else "",
    )


def _so_far(scene: Scene, stage: str) -> str:
    return "too_early" if stage != "start" and scene.chance(0.4) else ""


def _judged_by(scene: Scene, situation: Situation) -> str:
    if situation.course.ended_early == "died":
        return JUDGES_OF_THE_DEAD.pick(scene.rng)
    spoke = situation.involvement.voice == "adult"
    judge_code = JUDGES[spoke].pick(scene.rng)
    # Working in the new way, the worker asks instead of judging.
    if judge_code == "practitioner" and situation.course.live and scene.chance(0.5):
        return "adult" if spoke else "representative"
    return judge_code


def _correction(
    scene: Scene, situation: Situation, wish: Wish, day: date, standing: Standing
) -> DesiredOutcome:
    """A second look at what had been written at the conclusion, some weeks later."""
    corrected = Standing(
        theme=standing.theme,
        words="",
        change="unchanged",
        judgement=settle(scene, situation, "", standing.theme),
    )
    later = day + timedelta(days=12 + int(scene.rng.random() * 50))
    return _row(scene, situation, wish, ("conclusion", later), corrected)
