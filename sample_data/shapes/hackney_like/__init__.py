"""An export as a council's own forms app gives it: one row a form, its answers as JSON in one cell."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sample_data.csv_files import CsvFiles
from sample_data.records import CapacityAssessment, Concern, EnquiryHistory, Person, PersonHistory
from sample_data.shapes.hackney_like.enquiry_form import values_of
from sample_data.shapes.hackney_like.forms import Forms
from sample_data.shapes.wording import turn

WORKFLOWS = "workflows.csv"
HEADER = ("id", "type", "formId", "socialCareId", "teamAssignedTo", "createdAt", "createdBy", "submittedAt",
          "managerApprovedAt", "discardedAt", "workflowId", "resident", "answers")  # fmt: skip
CONCERN = "safeguarding-concern-and-decision-s421"
ENQUIRY = "safeguarding-enquiry-and-plan-s422"
ASSESSMENT = "mental-capacity-assessment"
# What stands where a real export has a worker's address, which no mapping lists.
WORKER = "worker@council.example"
CONTACT = {"First name": "TEST", "Last name": "PERSON", "Phone number": "00000 000000"}


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """A row of the app's table: one form about one resident, and how far it got."""

    reference: str
    form: str
    resident: str
    person_ref: str
    team: str = ""
    created_on: date
    submitted_on: date | None = None
    approved_on: date | None = None
    discarded_on: date | None = None
    previous: str = ""
    answers: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's cells."""
        return (
            identifier(self.reference),
            "Assessment",
            self.form,
            self.person_ref,
            self.team,
            self._at(self.created_on, 9),
            WORKER,
            self._at(self.submitted_on, 12),
            self._at(self.approved_on, 14),
            self._at(self.discarded_on, 16),
            identifier(self.previous),
            self.resident,
            self.answers,
        )

    def _at(self, day: date | None, hour: int) -> str:
        number = turn(f"{self.reference} {hour}")
        minute, second = number // 2 % 60, number // 120 % 60
        return f"{day} {hour + number % 2:02d}:{minute:02d}:{second:02d}.{number % 1000:03d}" if day else ""


def identifier(reference: str) -> str:
    """Return the app's identifier of a record; a blank for a blank."""
    return f"ck{sha256(reference.encode()).hexdigest()[:23]}" if reference else ""


class HackneyLikeExport:
    """An export being written, person by person. What hangs on no person is not in such an app."""

    def __init__(self, folder: Path, extract_date: date) -> None:
        """Start the file in this folder, which is made if need be; an old one is overwritten."""
        self._extract_date = extract_date
        self._forms = Forms.read()
        self._files = CsvFiles(folder, {WORKFLOWS: HEADER})

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
        enquiry_of = {each.enquiry.concern_ref: each for each in history.enquiries}
        for concern in history.concerns:
            self._concern(concern, history, enquiry_of.get(concern.concern_ref))
        for enquiry in history.enquiries:
            self._enquiry(enquiry, history)
            for assessment in enquiry.capacity_assessments:
                self._assessment(assessment, history)

    def describe(self) -> None:
        """Close the file and write datapackage.json, marked synthetic, with its size and hash."""
        self._files.describe(self._extract_date)

    def _append(self, workflow: Workflow) -> None:
        self._files.append(WORKFLOWS, [workflow.cells])

    def _resident(self, history: PersonHistory, age_band: str = "") -> str:
        """The app copies the resident as they were known on the day; the birthday is not always known."""
        person, word = history.person, self._forms.wording.said
        known = {"dateOfBirth": history.born_on.isoformat()} if age_band not in ("", "not_recorded") else {}
        copied = {
            "mosaicId": person.person_ref,
            "firstName": "TEST",
            "lastName": "PERSON",
            **known,
            "gender": word("gender", person.gender, person.person_ref),
            "ethnicity": word("ethnic_group", person.ethnic_group, person.person_ref),
        }
        return json.dumps(copied, ensure_ascii=False)

    def _concern(self, concern: Concern, history: PersonHistory, enquiry: EnquiryHistory | None) -> None:
        reference = concern.concern_ref
        risks = [_values(risk) for risk in enquiry.risks] if enquiry else []
        values = _values(concern) | {
            "contacts": [CONTACT] if turn(f"contact {reference}") % 3 == 0 else [],
            "health_conditions": history.person.health_conditions,
            "risks": self._forms.group("risk", risks, reference),
        }
        late = timedelta(days=turn(f"late {reference}") % 6 // 3)
        workflow = Workflow(
            reference=reference,
            form=CONCERN,
            resident=self._resident(history, concern.age_band),
            person_ref=concern.person_ref,
            team=concern.team_name,
            created_on=min(concern.received_on + late, self._extract_date),
            submitted_on=concern.decided_on,
            approved_on=concern.decided_on,
            answers=self._forms.filled("concern", values, reference),
        )
        self._append(workflow)
        if turn(f"discarded {reference}") % 23 == 0:
            self._discarded(concern, workflow)

    def _discarded(self, concern: Concern, workflow: Workflow) -> None:
        """An enquiry form that was begun by mistake and thrown away."""
        self._append(
            Workflow(
                reference=f"discarded {concern.concern_ref}",
                form=ENQUIRY,
                resident=workflow.resident,
                person_ref=concern.person_ref,
                team=concern.team_name,
                created_on=workflow.created_on,
                discarded_on=workflow.created_on,
                previous=concern.concern_ref,
                answers="{}",
            )
        )

    def _enquiry(self, history: EnquiryHistory, person: PersonHistory) -> None:
        enquiry = history.enquiry
        self._append(
            Workflow(
                reference=enquiry.enquiry_ref,
                form=ENQUIRY,
                resident=self._resident(person, enquiry.age_band),
                person_ref=enquiry.person_ref,
                team=enquiry.team_name,
                created_on=enquiry.started_on,
                submitted_on=enquiry.concluded_on,
                approved_on=enquiry.concluded_on,
                previous=enquiry.concern_ref,
                answers=self._forms.filled("enquiry", values_of(history), enquiry.enquiry_ref),
            )
        )

    def _assessment(self, assessment: CapacityAssessment, person: PersonHistory) -> None:
        """A form on which the result is still open has not been submitted."""
        done = assessment.assessed_on if assessment.result != "not_determined" else None
        self._append(
            Workflow(
                reference=assessment.assessment_ref,
                form=ASSESSMENT,
                resident=self._resident(person),
                person_ref=assessment.person_ref,
                created_on=assessment.assessed_on,
                submitted_on=done,
                answers=self._forms.filled("assessment", _values(assessment), assessment.assessment_ref),
                previous=assessment.enquiry_ref,
            )
        )


def _values(record: Person | Any) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record)}
