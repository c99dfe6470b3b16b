"""The columns of the flat_sheet shape's one sheet, and a row of it made from one enquiry's history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from sample_data.draw import choose
from sample_data.records import DesiredOutcome, EnquiryHistory, Meeting, PersonHistory
from sample_data.shapes import flat_words as words
from sample_data.shapes.mess import loose, worded

Cell = str | int | date
OUTCOMES = ("1", "2")
TICKS = {"Physical": "physical", "Financial": "financial", "Neglect": "neglect", "Domestic": "domestic"}
HEADER = (
    "Ref", "Client no", "Name", "Team", "Age", "Date raised", "Closed", *TICKS, "Asked about outcomes?",
    *(f"Outcome {number} {part}" for number in OUTCOMES for part in ("(their words)", "type", "met?")),
    "Advocate", "Lacks capacity for enquiry?", "Meeting where", "Attended?", "Feedback: felt listened to",
    "Notes",
)  # fmt: skip
LOOKUPS = ("safe", "money", "home", "care")
FIRST_SERIAL = date(1899, 12, 30)
TAKING_PART = ("in_person", "remote", "written_or_picture")
UNKNOWN = ("", "not_recorded")
MET = ("fully", "partially", "not_achieved")
NOTES = ("repeat", "safe address on file", "see email")


def enquiry_row(rng: Random, number: int, person: PersonHistory, history: EnquiryHistory) -> list[Cell]:
    """One row: the enquiry as a team's administrator types it, with what the columns have room for."""
    enquiry = history.enquiry
    person_no = int(person.person.person_ref)
    return [
        f"MSP/{number:03d}",
        f"{person_no} " if rng.random() < 0.02 else person_no,
        f"T. PERSON {number}",
        loose(rng, enquiry.team_name),
        _age(rng, person.born_on, enquiry.started_on) if enquiry.age_band not in UNKNOWN else _no_age(rng),
        _day(rng, enquiry.started_on),
        _day(rng, enquiry.concluded_on) if enquiry.concluded_on else ("?" if rng.random() < 0.1 else ""),
        *(_tick(rng, any(risk.risk_type == code for risk in history.risks)) for code in TICKS.values()),
        worded(rng, words.ASKED, enquiry.outcomes_asked),
        *_outcomes(rng, history),
        _advocate(rng, history),
        worded(rng, words.LACKS, enquiry.lacked_capacity),
        *_meeting(rng, history.meetings),
        _felt(rng, history),
        choose(rng, NOTES) if rng.random() < 0.05 else "",
    ]


def rolled_up(judgements: Iterable[str]) -> str:
    """One answer from those about each wish: all fully, all not achieved, else partially; blank for none."""
    known = {judgement for judgement in judgements if judgement in MET}
    if len(known) > 1:
        return "partially"
    return known.pop() if known else ""


def _age(rng: Random, born_on: date, day: date) -> Cell:
    years = day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
    return str(years) if rng.random() < 0.03 else years


def _no_age(rng: Random) -> str:
    return choose(rng, ("", "", "70s"))


def _day(rng: Random, day: date) -> Cell:
    """A date as a cell of a sheet that many people type into: mostly a date, else text or a bare number."""
    share = rng.random()
    if share < 0.7:
        return day
    if share < 0.85:
        return day.strftime("%d/%m/%Y")
    return day.strftime("%d.%m.%y") if share < 0.93 else (day - FIRST_SERIAL).days


def _tick(rng: Random, ticked: bool) -> str:
    return choose(rng, ("x", "x", "X", "Y")) if ticked else ""


def _outcomes(rng: Random, history: EnquiryHistory) -> list[str]:
    """Two wishes at most, those with words first, judged so that together they say the overall answer."""
    rows_of: dict[int, list[DesiredOutcome]] = {}
    for row in history.desired_outcomes:
        rows_of.setdefault(row.outcome_no, []).append(row)
    wishes = sorted(rows_of.values(), key=lambda rows: (not _own_words(rows), rows[0].outcome_no))[:2]
    judged = _judgements(history, wishes)
    cells = [
        [_own_words(rows), worded(rng, words.TYPE, _theme(rows)), worded(rng, words.MET, judgement)]
        for rows, judgement in zip(wishes or [[]], judged, strict=True)
    ]
    return [cell for slot in [*cells, ["", "", ""]][: len(OUTCOMES)] for cell in slot]


def _judgements(history: EnquiryHistory, wishes: Sequence[Sequence[DesiredOutcome]]) -> list[str]:
    overall = history.enquiry.outcomes_achieved
    slots = len(wishes) or 1
    if history.enquiry.outcomes_asked != "asked_expressed" or overall in UNKNOWN:
        return [""] * slots
    closing = [next((r.achieved for r in rows if r.stage == "conclusion"), "") for rows in wishes]
    return closing if closing and rolled_up(closing) == overall else [overall] * slots


def _own_words(rows: Sequence[DesiredOutcome]) -> str:
    return next((row.own_words for row in rows if row.own_words), "")


def _theme(rows: Sequence[DesiredOutcome]) -> str:
    named = [
        row.theme for row in rows if row.theme not in UNKNOWN and row.stage not in ("review", "follow_up")
    ]
    return named[-1] if named else ""


def _advocate(rng: Random, history: EnquiryHistory) -> str:
    """Who supported an adult who lacked capacity; where none did or need have, which advocate was there."""
    supporter = history.enquiry.supported_by
    kinds = [row.advocacy_type for row in history.advocacy if row.advocacy_type in words.ADVOCATE]
    unmet = any(row.status == "not_available" for row in history.advocacy)
    lacking = history.enquiry.lacked_capacity == "yes"
    if supporter == "advocate" or (kinds and not unmet and not lacking):
        return worded(rng, words.ADVOCATE, kinds[0]) if kinds else words.SOME_ADVOCATE
    if unmet and (supporter == "none" or not lacking):
        return words.NONE_AVAILABLE
    return worded(rng, words.SUPPORTED_BY, supporter)


def _meeting(rng: Random, held: Sequence[Meeting]) -> tuple[str, str]:
    """Where the last meeting was, and the adult's best part in any of them."""
    if not held:
        return "", ""
    adult = [row.adult_took_part for row in held if row.adult_took_part not in UNKNOWN]
    where = worded(rng, words.VENUE, held[-1].venue) or words.SOMEWHERE
    return where, _attended(rng, adult, held)


def _attended(rng: Random, adult: Sequence[str], held: Sequence[Meeting]) -> str:
    took_part = [part for part in adult if part in TAKING_PART]
    if took_part:
        return worded(rng, words.ATTENDED, took_part[0])
    other = _other(rng, held)
    if not adult:
        others = [part for row in held for part in (row.representative_took_part, row.advocate_took_part)]
        known = any(part not in UNKNOWN for part in others)
        return words.ADULT_UNKNOWN.format(other) if other else (words.NO_REP if known else "")
    # `represented_only` says that somebody was there, which the others' columns may not.
    absent = next((part for part in adult if part != "represented_only"), "not_invited")
    return other or worded(rng, words.ATTENDED, absent)


def _other(rng: Random, held: Sequence[Meeting]) -> str:
    """Who took part for the adult; blank for nobody."""
    if any(row.representative_took_part in TAKING_PART for row in held):
        return worded(rng, words.ATTENDED, "represented_only")
    by_advocate = any(row.advocate_took_part in TAKING_PART for row in held)
    return words.BY_ADVOCATE if by_advocate else ""


def _felt(rng: Random, history: EnquiryHistory) -> Cell:
    answers = [r.answer for r in history.experience if r.question == "listened_to" and r.stage != "start"]
    marked = worded(rng, words.FELT, answers[0]) if answers else ""
    return int(marked) if marked else ""
