"""The answers on the forms of a workflow system: question-and-answer rows hung on a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sample_data.shapes.wording import Wording, read_table, turn

HEADER = ("workflow_step_id", "question_user_code", "form_answer_row_id",
          "lookup_answer", "short_text_answer", "date_answer", "boolean_answer")  # fmt: skip
# Each kind of step counts its own numbers up, so that the first digit tells steps apart.
LEADING = {"SC": "1", "EN": "2", "MCA": "3", "ADV": "4", "M": "5", "Q": "6", "DOLS": "7"}
TRUE, FALSE = "true", "false"

Cells = tuple[str, str, str, str]
Values = Mapping[str, object]


def step_id(reference: str) -> str:
    """Return the number of the step that holds a record; a blank for a blank."""
    number = reference.lstrip("ACDEILMNOQSV")
    return LEADING[reference.removesuffix(number)] + number if reference else ""


def midnight(day: date) -> str:
    """Return a day as the system writes it, with a time that nobody entered."""
    return f"{day.isoformat()} 00:00:00"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a form: the field it asks for, and how its answer is kept."""

    field: str
    code: str
    kind: str
    list_name: str


@dataclass(frozen=True, kw_only=True)
class Forms:
    """Every form's questions, by kind of record, and the words of their lists."""

    form_of: Mapping[str, str]
    questions: Mapping[str, tuple[Question, ...]]
    wording: Wording

    @classmethod
    def read(cls) -> Forms:
        """The forms as questions.csv and words.csv tell them."""
        form_of: dict[str, str] = {}
        questions: dict[str, tuple[Question, ...]] = {}
        for row in read_table("mosaic_like", "questions.csv"):
            form_of[row["record"]] = f"form_{row['form']}_answers.csv"
            question = Question(
                field=row["field"], code=row["question"], kind=row["kind"], list_name=row["list"]
            )
            questions[row["record"]] = (*questions.get(row["record"], ()), question)
        return cls(form_of=form_of, questions=questions, wording=Wording.of("mosaic_like"))

    def answers(self, record: str, step: str, values: Values, row_id: str = "") -> Iterator[tuple[str, ...]]:
        """Return the answer rows of one record: `row_id` numbers the rows of a repeated group."""
        for question in self.questions[record]:
            value = values[question.field]
            for number, cells in enumerate(self._cells(question, value, f"{step}/{row_id}"), 1):
                # A list of which several may be chosen numbers its answers.
                yield (
                    step,
                    question.code,
                    row_id or (str(number) if question.kind == "several" else ""),
                    *cells,
                )

    def _cells(self, question: Question, value: object, record: str) -> Iterator[Cells]:
        """An unanswered question leaves no row, but for boxes, which the supplier fills with false."""
        if question.kind in ("tick", "yes_no"):
            yield self._box(question, str(value), record)
        elif value in (None, ""):
            return
        elif isinstance(value, date):
            yield "", "", midnight(value), ""
        elif question.kind == "several":
            for code in str(value).split(";"):
                yield self.wording.word(question.list_name, code, record), "", "", ""
        elif question.kind == "lookup":
            yield self.wording.word(question.list_name, str(value), record), "", "", ""
        else:
            yield "", step_id(str(value)) if question.kind == "step" else str(value), "", ""

    def _box(self, question: Question, value: str, record: str) -> Cells:
        if question.kind == "tick":
            return "", "", "", TRUE if value == "yes" else FALSE
        if value == "yes" and turn(f"{question.code} {record}") % 7 == 0:
            return "", "", "", TRUE
        return (self.wording.word("yes_no", value, record), "", "", "") if value else ("", "", "", FALSE)
