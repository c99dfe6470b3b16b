"""What a board asks, and the four places that tell of it, side by side and never as one figure."""

from __future__ import annotations

from dataclasses import dataclass

from tests.plain_reading.entries import ENTRIES, of_several
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import Answer, entry, listed, without_figures


@dataclass(frozen=True, kw_only=True)
class BoardQuestion:
    """A board's question: the measure of the record, and the question or theme of the other three, if any."""

    question: str
    record: str
    survey: str = ""
    audit: str = ""
    theme: str = ""


BOARD_QUESTIONS = (
    BoardQuestion(
        question="asked",
        record="asked",
        survey="listened_to",
        audit="wishes_recorded",
        theme="being_asked",
    ),
    BoardQuestion(question="own_words", record="own_words", audit="own_words"),
    BoardQuestion(
        question="met", record="met", survey="satisfied", audit="outcomes_reviewed", theme="what_changed"
    ),
    BoardQuestion(
        question="supported",
        record="supported",
        survey="involved",
        audit="advocacy_considered",
        theme="having_support",
    ),
    BoardQuestion(
        question="capacity",
        record="assessed",
        survey="understood",
        audit="capacity_considered",
        theme="capacity_and_rights",
    ),
    BoardQuestion(
        question="pace",
        record="departures",
        survey="informed",
        audit="pace_explained",
        theme="time_and_pace",
    ),
    BoardQuestion(
        question="risk",
        record="risk_outcome",
        survey="feel_safer",
        audit="risk_with_person",
        theme="feeling_safe",
    ),
    BoardQuestion(question="in_control", record="took_part", survey="in_control", theme="working_together"),
)


@of_several()
def triangulation(view: View) -> Answer:
    """For each question a board asks: the record, the questionnaire, the audit and the themes."""
    answers = _part(view, "experience")
    audits = _part(view, "audits")
    cells = _part(view, "focus_themes")

    def beside(asked: BoardQuestion) -> Answer:
        respondents = ("adult", "representative")
        heard = [each for each in answers or [] if each["question"] == asked.survey]
        heard = [each for each in heard if each["respondent"] in respondents]
        return {
            "record": _record(view, asked.record),
            "experience": None if answers is None else heard,
            "audits": None if audits is None else [e for e in audits if e["question"] == asked.audit],
            "themes": None if cells is None else [cell for cell in cells if cell["theme"] == asked.theme],
        }

    return listed(entry({"question": asked.question}, beside(asked)) for asked in BOARD_QUESTIONS)


def _part(view: View, key: str) -> list[Answer] | None:
    """The entries or cells of another measure; None where it is not collected."""
    if not ENTRIES[key].is_collected(view.record.collected):
        return None
    found = ENTRIES[key].read(view)
    parts: list[Answer] = found["entries"] if found["kind"] == "entries" else found["cells"]
    return parts


def _record(view: View, key: str) -> Answer:
    measure = ENTRIES[key]
    figures: Answer = {"key": key, **measure.read(view)}
    if measure.is_collected(view.record.collected):
        return figures
    return {**without_figures(figures), "collected": False}
