"""Timescales, line by line; advocacy_wait stands with advocacy."""

from __future__ import annotations

from datetime import date

from tests.plain_reading.contract import NOT_RECORDED, Row, codes
from tests.plain_reading.entries import of_concerns, of_concluded, of_enquiries, of_enquiries_now
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import Answer, bands, categories
from tests.plain_reading.survival import duration, followed


@of_concerns("concerns.decided_on")
def days_to_decision(view: View) -> Answer:
    """Concern received_on to decided_on, by received_on."""
    return duration(
        [
            followed(concern["received_on"], concern["decided_on"], None, view.record.extract_date)
            for concern in view.concerns
            if view.covers(concern["received_on"])
        ]
    )


@of_enquiries("enquiries.first_conversation_on", "enquiries.concluded_on")
def days_to_conversation(view: View) -> Answer:
    """The linked concern's received_on, else started_on, to first_conversation_on, by started_on."""
    durations = []
    for enquiry in view.enquiries:
        if view.covers(enquiry["started_on"]):
            start = enquiry["concern"]["received_on"] if enquiry["concern"] else enquiry["started_on"]
            end, concluded_on = enquiry["first_conversation_on"], enquiry["concluded_on"]
            durations.append(followed(start, end, concluded_on, view.record.extract_date))
    return duration(durations)


@of_enquiries("enquiries.concluded_on")
def days_to_conclusion(view: View) -> Answer:
    """started_on to concluded_on, by started_on."""
    return duration(
        [
            followed(enquiry["started_on"], enquiry["concluded_on"], None, view.record.extract_date)
            for enquiry in view.enquiries
            if view.covers(enquiry["started_on"])
        ]
    )


@of_concluded("enquiries.plan_review", "desired_outcomes", "desired_outcomes.recorded_on")
def days_to_review(view: View) -> Answer:
    """concluded_on to the first row at review or follow_up on or after it, by concluded_on."""
    planned = [
        e for e in view.concluded() if e["plan_review"] in ("standalone", "in_care_review", NOT_RECORDED)
    ]
    return duration(
        [followed(e["concluded_on"], _first_review(e), None, view.record.extract_date) for e in planned]
    )


def _first_review(enquiry: Row) -> date | None:
    days = [
        row["recorded_on"]
        for row in enquiry["desired_outcomes"]
        if row["stage"] in ("review", "follow_up") and row["recorded_on"] >= enquiry["concluded_on"]
    ]
    return min(days, default=None)


@of_enquiries_now("enquiries.concluded_on")
def open_now(view: View) -> Answer:
    """Open enquiries in bands of days since started_on, at the extract date."""
    today = view.record.extract_date
    still_open = [
        enquiry
        for enquiry in view.enquiries
        if enquiry["started_on"] <= today
        and (enquiry["concluded_on"] is None or enquiry["concluded_on"] > today)
    ]
    return {"kind": "bands", "bands": bands((today - e["started_on"]).days for e in still_open)}


@of_concluded("enquiries.departure_reason")
def departures(view: View) -> Answer:
    """Concluded enquiries by departure_reason."""
    return categories(codes("departure_reason"), (e["departure_reason"] for e in view.concluded()))
