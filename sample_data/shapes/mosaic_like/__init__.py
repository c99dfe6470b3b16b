"""An export as a workflow system with forms gives it: steps, and question-and-answer rows hung on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sample_data.csv_files import CsvFiles
from sample_data.records import Answer, Concern, Enquiry, EnquiryHistory, Person, PersonHistory
from sample_data.shapes.mosaic_like import answers, steps
from sample_data.shapes.mosaic_like.answers import Forms, step_id
from sample_data.shapes.mosaic_like.steps import Step, concern_step, dated_by_form, enquiry_step, never_done
from sample_data.shapes.wording import turn

WORKFLOW, PEOPLE = "strategy_safeguarding_workflow.csv", "person_details.csv"
PERSON_HEADER = (
    "person_id",
    "person_name",
    "gender",
    "ethnicity",
    "primary_support_reason",
    "health_conditions",
)
# What stands where a real export has a name, which no mapping lists.
NAME = "TEST PERSON"
# Questions of a questionnaire that are asked once an answer sheet, beside those about safeguarding.
SHEET = ("enquiry_ref", "respondent", "instrument", "stage", "mode", "independent")
SURVEY = (
    "invited",
    "listened_to",
    "understood",
    "involved",
    "in_control",
    "informed",
    "feel_safer",
    "satisfied",
)


class MosaicLikeExport:
    """An export being written, person by person. What hangs on no person is not in such a system."""

    def __init__(self, folder: Path, extract_date: date) -> None:
        """Start the files in this folder, which is made if need be; old ones are overwritten."""
        self._extract_date = extract_date
        self._forms = Forms.read()
        forms = dict.fromkeys(self._forms.form_of.values(), answers.HEADER)
        self._files = CsvFiles(folder, {WORKFLOW: steps.HEADER, PEOPLE: PERSON_HEADER, **forms})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def write(self, resource: str, rows: Iterable[object]) -> None:
        """Leave out what hangs on no person."""

    def write_history(self, history: PersonHistory) -> None:
        """Append everything about one person."""
        self._files.append(PEOPLE, [self._person(history.person)])
        for concern in history.concerns:
            self._concern(concern, history.born_on)
        for enquiry in history.enquiries:
            self._enquiry(enquiry, history.born_on)
        for application in history.applications:
            kind = "Deprivation of Liberty Safeguards Application"
            self._done(application.application_ref, application.person_ref, kind, application.received_on)
            self._answer("application", application.application_ref, _values(application))

    def describe(self) -> None:
        """Close the files and write datapackage.json, marked synthetic, with each file's size and hash."""
        self._files.describe(self._extract_date)

    def _person(self, person: Person) -> tuple[str, ...]:
        word, reference = self._forms.wording.said, person.person_ref
        conditions = [
            word("health_condition", code, reference) for code in person.health_conditions.split(";")
        ]
        return (
            reference,
            NAME,
            word("gender", person.gender, reference),
            word("ethnic_group", person.ethnic_group, reference),
            word("primary_support_reason", person.primary_support_reason, reference),
            ";".join(conditions),
        )

    def _concern(self, concern: Concern, born_on: date) -> None:
        reference, received_on = concern.concern_ref, concern.received_on
        self._step(concern_step(concern, self._extract_date))
        values = _values(concern) | {
            "age": _age(concern.age_band, born_on, received_on),
            "received_on": dated_by_form(reference, received_on, self._extract_date),
        }
        self._answer("concern", reference, values)
        left_behind = never_done(concern, self._extract_date)
        if left_behind:
            self._step(left_behind)
            risk = (left_behind.step_id, "detailsConcernTypeAbuse", "1", "Physical", "", "", "")
            self._files.append(self._forms.form_of["risk"], [risk])

    def _enquiry(self, history: EnquiryHistory, born_on: date) -> None:
        enquiry = history.enquiry
        reference, started_on = enquiry.enquiry_ref, enquiry.started_on
        self._step(enquiry_step(enquiry, self._extract_date))
        values = _values(enquiry) | {
            "age": _age(enquiry.age_band, born_on, started_on),
            "started_on": dated_by_form(reference, started_on, self._extract_date),
        }
        self._answer("enquiry", reference, values)
        self._saved_twice(enquiry)
        for record, rows in (("risk", history.risks), ("response", history.responses),
                             ("outcome", history.desired_outcomes)):  # fmt: skip
            for number, row in enumerate(rows, 1):
                self._answer(record, reference, _values(row), str(number))
        self._beside(history)

    def _saved_twice(self, enquiry: Enquiry) -> None:
        """A form saved twice keeps both answers: the same again, or two that contradict each other."""
        if turn(f"twice {enquiry.enquiry_ref}") % 19:
            return
        word, step = self._forms.wording.word, step_id(enquiry.enquiry_ref)
        twice = []
        if enquiry.risk_outcome:
            again = word("risk_outcome", enquiry.risk_outcome, f"{step}/")
            twice = [(step, "riskAssRiskOutcome", "", again, "", "", "")]
        if not enquiry.seen_alone:
            both = (word("seen_alone", code, step) for code in ("yes", "no"))
            twice += [
                (step, "mspAdultSeenAlone", str(number), each, "", "", "")
                for number, each in enumerate(both, 1)
            ]
        self._files.append(self._forms.form_of["enquiry"], twice)

    def _beside(self, history: EnquiryHistory) -> None:
        """The steps that name an enquiry's step on their forms."""
        enquiry = history.enquiry
        person = enquiry.person_ref
        for assessment in history.capacity_assessments:
            reference, day = assessment.assessment_ref, assessment.assessed_on
            self._done(reference, person, "Mental Capacity Assessment", day)
            self._answer("assessment", reference, _values(assessment))
        for request in history.advocacy:
            day = request.requested_on or request.started_on or enquiry.started_on
            self._done(request.advocacy_ref, person, "Advocacy Referral", day)
            self._answer("advocacy", request.advocacy_ref, _values(request))
        for meeting in history.meetings:
            self._done(meeting.meeting_ref, person, "Safeguarding Meeting", meeting.held_on)
            self._answer("meeting", meeting.meeting_ref, _values(meeting))
        for reference, sheet in groupby(history.experience, key=attrgetter("response_ref")):
            self._feedback(reference, list(sheet), person)

    def _feedback(self, reference: str, sheet: list[Answer], person: str) -> None:
        first = sheet[0]
        self._done(reference, person, "Making Safeguarding Personal Feedback", first.collected_on)
        asked = dict.fromkeys(SURVEY, "") | {each.question: each.answer for each in sheet}
        self._answer("feedback", reference, {name: getattr(first, name) for name in SHEET} | asked)

    def _done(self, reference: str, person: str, kind: str, day: date) -> None:
        self._step(Step(step_id=step_id(reference), person_id=person, kind=kind, day=day))

    def _step(self, step: Step) -> None:
        self._files.append(WORKFLOW, [step.cells])

    def _answer(self, record: str, reference: str, values: dict[str, Any], row_id: str = "") -> None:
        rows = self._forms.answers(record, step_id(reference), values, row_id)
        self._files.append(self._forms.form_of[record], rows)


def _values(record: Any) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record)}


def _age(band: str, born_on: date, day: date) -> str:
    """Whole years of age, blank where the record does not hold it."""
    if band in ("", "not_recorded"):
        return ""
    return str(day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day)))
