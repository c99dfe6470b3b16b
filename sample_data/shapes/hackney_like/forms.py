"""The forms of an app that keeps each form as JSON: step, question, answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sample_data.shapes.wording import Wording, read_table

# What a list to choose from holds while nothing is chosen.
NOTHING_CHOSEN = " "

Values = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: the step it stands in, the field it asks for, and how its answer is kept."""

    step: str
    question: str
    field: str
    kind: str
    list_name: str


@dataclass(frozen=True, kw_only=True)
class Forms:
    """Every form's questions and the choices that they offer."""

    questions: Mapping[str, Sequence[Question]]
    wording: Wording

    @classmethod
    def read(cls) -> Forms:
        """The forms as questions.csv and words.csv tell them."""
        questions: dict[str, list[Question]] = {}
        for row in read_table("hackney_like", "questions.csv"):
            question = Question(
                step=row["step"],
                question=row["question"],
                field=row["field"],
                kind=row["kind"],
                list_name=row["list"],
            )
            questions.setdefault(row["record"], []).append(question)
        return cls(questions=questions, wording=Wording.of("hackney_like"))

    def filled(self, record: str, values: Values, reference: str) -> str:
        """Return a form as JSON; a step in which nothing was answered was never opened, and is not there."""
        steps: dict[str, dict[str, object]] = {}
        for question in self.questions[record]:
            answer = self._answer(question, values[question.field], reference)
            steps.setdefault(question.step, {})[question.question] = answer
        opened = {step: answers for step, answers in steps.items() if any(map(_answered, answers.values()))}
        return json.dumps(opened, ensure_ascii=False)

    def group(self, record: str, rows: Sequence[Values], reference: str) -> list[dict[str, object]]:
        """Return the rows of a repeated group of questions."""
        return [
            {
                question.question: self._answer(question, row[question.field], f"{reference}/{number}")
                for question in self.questions[record]
            }
            for number, row in enumerate(rows)
        ]

    def _answer(self, question: Question, value: Any, reference: str) -> object:
        if question.kind == "group":
            return value
        if question.kind == "boxes":
            found = (self.wording.said(question.list_name, code, reference) for code in value.split(";"))
            return [word for word in found if word]
        if isinstance(value, date):
            return value.isoformat()
        if question.kind in ("radios", "select"):
            word = self.wording.said(question.list_name, value, reference)
            return word or (NOTHING_CHOSEN if question.kind == "select" else "")
        return value or ""


def _answered(answer: object) -> bool:
    return bool(answer.strip()) if isinstance(answer, str) else bool(answer)
