"""The columns of the las_like shape's seven files, and their rows made from a person's history."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from sample_data.draw import choose
from sample_data.records import Advocacy, Enquiry, EnquiryHistory, PersonHistory, Risk
from sample_data.shapes import las_record_words as records
from sample_data.shapes import las_words as forms
from sample_data.shapes.mess import loose, slashed, with_time, worded

Cells = tuple[str, ...]

HEADERS: dict[str, Cells] = {
    "SG_Client": ("Person ID", "Forename", "Surname", "Date of Birth", "NHS Number", "Gender", "Ethnicity",
                  "Primary Support Reason", "Postcode"),
    "SG_Concern": ("Concern ID", "Person ID", "Date Concern Received", "Date of Decision",
                   "Decision on the safeguarding concern", "Responsible Team", "Referrer Name"),
    "SG_Enquiry": ("Enquiry ID", "Concern ID", "Person ID", "Enquiry Type", "Enquiry Start", "Enquiry End",
                   "Team at Conclusion", "Was the individual asked their desired outcomes?",
                   "Were desired outcomes achieved?", "Risk identified and action taken?", "Risk outcome",
                   "Involved in understanding risk", "Primary allegation: Type of Risk",
                   "Primary allegation: Source of Risk", "Primary allegation: Location",
                   "Second allegation: Type of Risk", "Second allegation: Source of Risk",
                   "Second allegation: Location", "Do they feel safer?", "Felt listened to"),
    "SG_Outcomes": ("Enquiry ID", "Outcome No", "Recorded Stage", "Recorded On", "Expressed By",
                    "Person's Own Words", "Practitioner Category", "Negotiated?", "Change Reason",
                    "Status At This Point", "Judged By"),
    "SG_MCA": ("MCA ID", "Person ID", "Enquiry ID", "Date of Assessment", "Specific Decision", "Outcome"),
    "SG_Advocacy": ("Advocacy ID", "Person ID", "Enquiry ID", "Type of advocacy",
                    "Has advocacy been offered?", "Has advocacy been accepted?", "Requested On", "Started On",
                    "Ended On", "Not available reason", "Advocate name"),
    "DOLS": ("Application Reference", "Person Reference", "CQC location code", "Date application received",
             "Urgent included", "Application sign off date", "Application status", "Start date", "End date"),
}  # fmt: skip
NOBODY = "REDACTED"
# Standing for "not known" in systems that insist on a date of birth.
NO_BIRTH = ("", "01/01/1900")


def person_row(rng: Random, history: PersonHistory, number: int) -> Cells:
    """One person, with an invented name, NHS number and postcode, as no mapping must read them."""
    person = history.person
    banded = {concern.age_band for concern in history.concerns}
    banded |= {enquiry.enquiry.age_band for enquiry in history.enquiries}
    return (
        person.person_ref,
        "TEST",
        f"PERSON-{number:05d}",
        choose(rng, NO_BIRTH) if banded == {"not_recorded"} else slashed(history.born_on),
        f"{number:010d}",
        loose(rng, worded(rng, forms.GENDER, person.gender)),
        worded(rng, forms.ETHNICITY, person.ethnic_group),
        worded(rng, forms.SUPPORT_REASON, person.primary_support_reason),
        f"ZZ{number % 9 + 1} {number % 7 + 1}AA",
    )


def concern_rows(rng: Random, history: PersonHistory) -> Iterator[Cells]:
    """A person's concerns; who raised them and whose views were sought are on no report."""
    for concern in history.concerns:
        yield (
            concern.concern_ref,
            concern.person_ref,
            with_time(rng, concern.received_on),
            slashed(concern.decided_on),
            worded(rng, forms.DECISION, concern.decision),
            loose(rng, concern.team_name),
            NOBODY,
        )


def enquiry_row(rng: Random, history: EnquiryHistory) -> Cells:
    """One enquiry with its first two allegations and three questions about how it had been."""
    enquiry = history.enquiry
    answers = _answers(history)
    return (
        enquiry.enquiry_ref,
        enquiry.concern_ref,
        enquiry.person_ref,
        worded(rng, forms.ENQUIRY_TYPE, enquiry.enquiry_type),
        with_time(rng, enquiry.started_on, 0.05),
        slashed(enquiry.concluded_on),
        loose(rng, enquiry.team_name),
        *_asked(rng, enquiry),
        worded(rng, forms.INVOLVED, answers.get("involved", "")),
        *_allegation(rng, history.risks[:1]),
        *_allegation(rng, history.risks[1:2]),
        worded(rng, forms.SAFER, answers.get("feel_safer", "")),
        worded(rng, forms.LISTENED, answers.get("listened_to", "")),
    )


def outcome_rows(rng: Random, history: EnquiryHistory) -> Iterator[Cells]:
    """Every wish at every stage; why it was easy or hard to meet is on no report."""
    for row in history.desired_outcomes:
        yield (
            row.enquiry_ref,
            str(row.outcome_no),
            worded(rng, records.STAGE, row.stage),
            slashed(row.recorded_on),
            worded(rng, records.VOICE, row.voice),
            row.own_words,
            loose(rng, worded(rng, records.THEME, row.theme)),
            worded(rng, records.YES_NO, row.negotiated),
            worded(rng, records.CHANGE, row.change),
            worded(rng, forms.STATUS, row.achieved),
            worded(rng, records.VOICE, row.judged_by),
        )


def assessment_rows(rng: Random, history: EnquiryHistory) -> Iterator[Cells]:
    """The assessments, without what followed from them."""
    for row in history.capacity_assessments:
        yield (
            row.assessment_ref,
            row.person_ref,
            row.enquiry_ref,
            slashed(row.assessed_on),
            loose(rng, worded(rng, records.SPECIFIC_DECISION, row.decision_domain)),
            worded(rng, records.MCA_OUTCOME, row.result),
        )


def advocacy_rows(rng: Random, history: EnquiryHistory) -> Iterator[Cells]:
    """The requests and episodes, their status told by whether advocacy was offered and accepted."""
    for row in history.advocacy:
        yield (
            row.advocacy_ref,
            history.enquiry.person_ref,
            row.enquiry_ref,
            worded(rng, records.ADVOCACY_TYPE, row.advocacy_type),
            *_offer(row),
            slashed(row.requested_on),
            slashed(row.started_on),
            slashed(row.ended_on),
            worded(rng, records.NOT_AVAILABLE_REASON, row.barrier),
            NOBODY,
        )


def application_rows(rng: Random, history: PersonHistory) -> Iterator[Cells]:
    """The applications, with an invented code for the place."""
    for row in history.applications:
        yield (
            row.application_ref,
            row.person_ref,
            f"1-{int(rng.random() * 100):09d}",
            slashed(row.received_on),
            worded(rng, records.URGENT, row.urgent),
            slashed(row.decided_on),
            worded(rng, records.DOLS_STATUS, row.status),
            slashed(row.starts_on),
            slashed(row.ends_on),
        )


def _asked(rng: Random, enquiry: Enquiry) -> Cells:
    return (
        loose(rng, worded(rng, forms.ASKED, enquiry.outcomes_asked)),
        worded(rng, forms.ACHIEVED, enquiry.outcomes_achieved),
        worded(rng, forms.CONCLUSION, enquiry.conclusion),
        worded(rng, forms.RISK_OUTCOME, enquiry.risk_outcome),
    )


def _allegation(rng: Random, risks: tuple[Risk, ...]) -> Cells:
    for risk in risks:
        source = "Known to Individual - Self" if risk.risk_type == "self_neglect" else ""
        return (
            worded(rng, forms.RISK_TYPE, risk.risk_type),
            (risk.risk_source == "known" and source) or worded(rng, forms.RISK_SOURCE, risk.risk_source),
            worded(rng, forms.LOCATION, risk.risk_location),
        )
    return ("", "", "")


def _answers(history: EnquiryHistory) -> dict[str, str]:
    """What was said after the conclusion: the form has room for it once."""
    return {row.question: row.answer for row in history.experience if row.stage != "start"}


def _offer(row: Advocacy) -> Cells:
    return records.ALLOCATED if row.status == "provided" and not row.started_on else records.OFFER[row.status]
