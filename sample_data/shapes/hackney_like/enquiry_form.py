"""What the enquiry form asks about one enquiry: some of it twice, in other words, and not always alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sample_data.records import Advocacy, Answer, DesiredOutcome, Enquiry, EnquiryHistory, Meeting
from sample_data.shapes.wording import turn

# What stands where a real form has a name, which no mapping reads.
NAME = "TEST PERSON"
ASKED_AT_END = ("feel_safer", "involved", "understood", "listened_to")
# The form has room for one advocate, so the one who came is written down before one who did not.
FIRST_WRITTEN = ("provided", "in_place_already", "declined")
PLANNING = ("planning", "strategy")


def values_of(history: EnquiryHistory) -> dict[str, Any]:
    """Return everything that the form asks for, by the field that questions.csv names."""
    enquiry = history.enquiry
    return (
        {each.name: getattr(enquiry, each.name) for each in fields(enquiry)}
        | {
            "always": "yes" if enquiry.concluded_on else "",
            "assessed": "yes" if history.capacity_assessments else "",
            "own_words": _own_words(history.desired_outcomes),
        }
        | _capacity(enquiry)
        | _achieved(enquiry)
        | _advocacy(history.advocacy)
        | _meetings(history.meetings)
        | _experience(history.experience)
    )


def _own_words(outcomes: Sequence[DesiredOutcome]) -> str:
    return next((each.own_words for each in outcomes if each.own_words), "")


def _capacity(enquiry: Enquiry) -> dict[str, str]:
    """The same fact twice: some answer it once only, and two answers that differ tell nothing."""
    lacked = enquiry.lacked_capacity
    number = turn(f"capacity {enquiry.enquiry_ref}") % 20
    if lacked not in ("yes", "no"):
        return (
            {"found_to_lack": "yes", "lacking": "no"} if number < 3 else {"found_to_lack": "", "lacking": ""}
        )
    return {"found_to_lack": "" if number > 14 else lacked, "lacking": "" if number < 5 else lacked}


def _achieved(enquiry: Enquiry) -> dict[str, str]:
    """The same fact twice, in other words, of which only the second has one for not applicable."""
    achieved = enquiry.outcomes_achieved
    number = turn(f"achieved {enquiry.enquiry_ref}") % 20
    if achieved in ("", "not_recorded"):
        differ = (
            number < 3 and enquiry.concluded_on is not None and enquiry.outcomes_asked == "asked_expressed"
        )
        return (
            {"achieved": "fully", "met_at_end": "not_achieved"}
            if differ
            else {"achieved": "", "met_at_end": ""}
        )
    if achieved == "not_applicable" or number < 4:
        return {"achieved": "", "met_at_end": achieved}
    return {"achieved": achieved, "met_at_end": "" if number > 15 else achieved}


def _advocacy(requests: Sequence[Advocacy]) -> dict[str, str]:
    def place(request: Advocacy) -> int:
        written = request.status in FIRST_WRITTEN
        return FIRST_WRITTEN.index(request.status) if written else len(FIRST_WRITTEN)

    if not requests:
        return {"advocacy_status": "", "advocacy_type": "", "advocate": ""}
    first = min(requests, key=place)
    came = first.status in ("provided", "in_place_already")
    return {
        "advocacy_status": first.status,
        "advocacy_type": first.advocacy_type,
        "advocate": NAME if came else "",
    }


def _meetings(meetings: Sequence[Meeting]) -> dict[str, object]:
    planned = [each.held_on for each in meetings if each.meeting_type in PLANNING]
    met = [each.held_on for each in meetings if each.meeting_type not in PLANNING]
    return {
        "planned": "yes" if planned else "",
        "planned_on": min(planned, default=None),
        "met": "yes" if met else "",
        "met_on": min(met, default=None),
    }


def _experience(answers: Sequence[Answer]) -> dict[str, str]:
    """The adult's answers at the end, as the worker wrote them down."""
    said = {
        each.question: each.answer for each in answers if each.respondent == "adult" and each.stage != "start"
    }
    return {question: said.get(question, "") for question in ASKED_AT_END}
