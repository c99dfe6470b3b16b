"""The steps of a workflow system: what was done with a person, when, by which team, and how far it got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.records import Concern, Enquiry
from sample_data.shapes.mosaic_like.answers import step_id
from sample_data.shapes.wording import turn

HEADER = ("workflow_step_id", "person_id", "assigned_team", "workflow_step_type", "proposed_date", "status")
CONCERN = "Adult Safeguarding Concern"
ENQUIRY = {"s42": "Adult Safeguarding Enquiry", "other": "Adult Safeguarding Enquiry (Non-Statutory)"}
RETIRED = " (old)"
# The step was set up anew two years before the extract; its first form is still in the export.
RETIRED_DAYS = 730
# One record in so many was keyed in some days after the day that its form gives.
LATE = 5


@dataclass(frozen=True, kw_only=True)
class Step:
    """A row of the workflow file."""

    step_id: str
    person_id: str
    team: str = ""
    kind: str
    day: date
    status: str = "completed"

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's cells; two steps in three have a time of day, the others the default."""
        number = turn(self.step_id)
        clock = f"{9 + number % 8:02d}:{number // 8 % 60:02d}:00" if number % 3 else "00:00:00"
        return self.step_id, self.person_id, self.team, self.kind, f"{self.day} {clock}", self.status


def concern_step(concern: Concern, extract_date: date) -> Step:
    """Return the step on which a concern was recorded."""
    return Step(
        step_id=step_id(concern.concern_ref),
        person_id=concern.person_ref,
        team=concern.team_name,
        kind=CONCERN,
        day=_keyed_on(concern.concern_ref, concern.received_on, extract_date),
        status="completed" if concern.decided_on else "started",
    )


def enquiry_step(enquiry: Enquiry, extract_date: date) -> Step:
    """Return the step of an enquiry, under the name that such steps had when it began."""
    retired = (extract_date - enquiry.started_on).days > RETIRED_DAYS
    return Step(
        step_id=step_id(enquiry.enquiry_ref),
        person_id=enquiry.person_ref,
        team=enquiry.team_name,
        kind=ENQUIRY[enquiry.enquiry_type] + (RETIRED if retired else ""),
        day=_keyed_on(enquiry.enquiry_ref, enquiry.started_on, extract_date),
        status="completed" if enquiry.concluded_on else "started",
    )


def dated_by_form(reference: str, day: date, extract_date: date) -> date | None:
    """Return the day that the form itself gives: always where the step is late, else on one form in two."""
    late = _keyed_on(reference, day, extract_date) != day
    return day if late or turn(f"dated {reference}") % 2 else None


def never_done(concern: Concern, extract_date: date) -> Step | None:
    """Return the step that some concerns leave behind: an enquiry that was cancelled, or is only proposed."""
    pending = concern.decision == "pending"
    if not pending and turn(f"cancelled {concern.concern_ref}") % 23:
        return None
    return Step(
        step_id="9" + concern.concern_ref.removeprefix("SC"),
        person_id=concern.person_ref,
        team=concern.team_name,
        kind=ENQUIRY["s42"],
        day=min(concern.received_on + timedelta(days=2), extract_date),
        status="proposed" if pending else "cancelled",
    )


def _keyed_on(reference: str, day: date, extract_date: date) -> date:
    """The day on which a record was entered: that of the event, or some days late."""
    number = turn(f"keyed {reference}")
    late = timedelta(days=1 + number // LATE % 4) if number % LATE == 0 else timedelta()
    return min(day + late, extract_date)
