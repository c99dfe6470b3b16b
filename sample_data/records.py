"""The council's records as objects, one class for each resource of the case export, and the whole of a
person's history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """A row of teams.csv."""

    team_name: str
    service: str
    organisation: str
    team_type: str
    open_from: date
    open_to: date | None
    successor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A row of people.csv."""

    person_ref: str
    gender: str
    ethnic_group: str
    primary_support_reason: str
    health_conditions: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Concern:
    """A row of concerns.csv."""

    concern_ref: str
    person_ref: str
    received_on: date
    decided_on: date | None
    decision: str
    team_name: str
    age_band: str
    source: str
    views_sought: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Enquiry:
    """A row of enquiries.csv."""

    enquiry_ref: str
    person_ref: str
    concern_ref: str
    enquiry_type: str
    started_on: date
    first_conversation_on: date | None
    concluded_on: date | None
    team_name: str
    age_band: str
    outcomes_asked: str
    not_asked_reason: str
    outcomes_achieved: str
    agreed_to_enquiry: str
    override_reason: str
    seen_alone: str
    capacity_doubted: str
    lacked_capacity: str
    supported_by: str
    substantial_difficulty: str
    appropriate_person: str
    conclusion: str
    risk_outcome: str
    departure_reason: str
    ended_early: str
    plan_review: str
    in_msp_recording: str
    restricted: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Risk:
    """A row of enquiry_risks.csv."""

    enquiry_ref: str
    risk_type: str
    risk_source: str
    risk_location: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DesiredOutcome:
    """A row of desired_outcomes.csv: one wish at one stage."""

    enquiry_ref: str
    outcome_no: int
    stage: str
    recorded_on: date
    voice: str
    judged_by: str
    own_words: str
    theme: str
    area: str
    change: str
    negotiated: str
    achieved: str
    reason: str
    partner: str
    contribution: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CapacityAssessment:
    """A row of capacity_assessments.csv."""

    assessment_ref: str
    person_ref: str
    enquiry_ref: str
    assessed_on: date
    decision_domain: str
    result: str
    best_interests_decision: str
    imca_instructed: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Advocacy:
    """A row of advocacy.csv."""

    advocacy_ref: str
    enquiry_ref: str
    advocacy_type: str
    status: str
    requested_on: date | None
    started_on: date | None
    ended_on: date | None
    barrier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    """A row of dols.csv."""

    application_ref: str
    person_ref: str
    received_on: date
    urgent: str
    status: str
    decided_on: date | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """A row of meetings.csv."""

    meeting_ref: str
    enquiry_ref: str
    held_on: date
    meeting_type: str
    venue: str
    adult_took_part: str
    representative_took_part: str
    advocate_took_part: str
    partners: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """A row of responses.csv."""

    enquiry_ref: str
    response_type: str
    accepted: str
    completed_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A row of experience.csv."""

    response_ref: str
    enquiry_ref: str
    respondent: str
    instrument: str
    stage: str
    mode: str
    independent: str
    collected_on: date
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditAnswer:
    """A row of audits.csv."""

    audit_ref: str
    enquiry_ref: str
    team_name: str
    audited_on: date
    auditor: str
    sampling: str
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A row of quotes.csv."""

    quote_ref: str
    enquiry_ref: str
    kind: str
    said_by: str
    said_on: date
    text: str
    theme: str
    polarity: str
    consent: str
    consent_by: str
    consent_scope: str
    consent_on: date | None
    capacity_basis: str
    review_on: date | None
    safe_to_use: str
    live_proceedings: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FocusGroup:
    """A row of focus_groups.csv."""

    group_ref: str
    held_on: date
    participants: str
    number_taking_part: int
    theme: str
    polarity: str
    summary: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rollout:
    """A row of rollout.csv."""

    team_name: str
    as_of: date
    stage: str
    staff: int
    staff_trained: int
    champion: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordingNote:
    """A row of recording_notes.csv."""

    from_on: date
    to_on: date | None
    team_name: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EnquiryHistory:
    """An enquiry with everything that hangs on it."""

    enquiry: Enquiry
    risks: tuple[Risk, ...]
    desired_outcomes: tuple[DesiredOutcome, ...]
    capacity_assessments: tuple[CapacityAssessment, ...]
    advocacy: tuple[Advocacy, ...]
    meetings: tuple[Meeting, ...]
    responses: tuple[Response, ...]
    experience: tuple[Answer, ...]
    audits: tuple[AuditAnswer, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonHistory:
    """A person with their concerns, enquiries and applications, in order of time.

    The day of birth is no column of the case export: it is what other shapes give in place of age bands.
    """

    person: Person
    born_on: date
    concerns: tuple[Concern, ...]
    enquiries: tuple[EnquiryHistory, ...]
    applications: tuple[Application, ...]
