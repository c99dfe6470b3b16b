"""Advocacy and support, line by line."""

from __future__ import annotations

from tests.plain_reading.contract import NOT_RECORDED, Row, codes
from tests.plain_reading.entries import of_concluded, of_enquiries
from tests.plain_reading.linking import is_recorded
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import EXCLUDED, NO, YES, Answer, categories, proportion
from tests.plain_reading.survival import duration, followed

INDEPENDENT = ("care_act", "imca", "imha", "idva", "isva", "rpr_paid", "non_statutory")
IN_PLACE = ("in_place_already", "provided")


def _rows(view: View) -> list[Row]:
    return [row for enquiry in view.concluded() for row in enquiry["advocacy"]]


@of_concluded("enquiries.lacked_capacity", "enquiries.supported_by")
def supported(view: View) -> Answer:
    """Of people who lacked capacity, were they supported by an advocate, family or friend?"""

    def verdict(enquiry: Row) -> str:
        if enquiry["lacked_capacity"] != "yes":
            return EXCLUDED
        if enquiry["supported_by"] in ("advocate", "family", "friend"):
            return YES
        return NO if enquiry["supported_by"] == "none" else NOT_RECORDED

    return proportion(verdict(enquiry) for enquiry in view.concluded())


@of_concluded("enquiries.substantial_difficulty", "enquiries.appropriate_person", "advocacy")
def advocacy_gap(view: View) -> Answer:
    """Was an advocate missing where the Care Act asks for one?"""

    def verdict(enquiry: Row) -> str:
        difficulty, person = enquiry["substantial_difficulty"], enquiry["appropriate_person"]
        if difficulty == "no" or person == "yes":
            return EXCLUDED
        if not is_recorded(difficulty) or not is_recorded(person):
            return NOT_RECORDED
        there = any(
            row["advocacy_type"] in ("care_act", "imca") and row["status"] in IN_PLACE
            for row in enquiry["advocacy"]
        )
        return NO if there else YES

    return proportion(verdict(enquiry) for enquiry in view.concluded())


@of_concluded("enquiries.lacked_capacity", "advocacy")
def independent_advocate(view: View) -> Answer:
    """Of people who lacked capacity, did an independent advocate support them?"""

    def verdict(enquiry: Row) -> str:
        if enquiry["lacked_capacity"] != "yes":
            return EXCLUDED
        rows = enquiry["advocacy"]
        if any(r["advocacy_type"] in INDEPENDENT and r["status"] in IN_PLACE for r in rows):
            return YES
        return NO if any(is_recorded(row["status"]) for row in rows) else NOT_RECORDED

    return proportion(verdict(enquiry) for enquiry in view.concluded())


@of_concluded("advocacy")
def advocacy_journey(view: View) -> Answer:
    """Where did requests get to? Unit: independent rows."""
    verdicts = [r["status"] if r["advocacy_type"] in INDEPENDENT else EXCLUDED for r in _rows(view)]
    return categories(codes("advocacy_status"), verdicts)


def _unmet(row: Row) -> str:
    if row["advocacy_type"] not in INDEPENDENT or row["status"] == "not_needed":
        return EXCLUDED
    if row["status"] in ("waiting", "not_available", "needed_not_offered"):
        return YES
    return NO if row["status"] in ("in_place_already", "provided", "declined") else NOT_RECORDED


@of_concluded("advocacy")
def advocacy_unmet(view: View) -> Answer:
    """Needed and not there? Unit: advocacy row."""
    return proportion(_unmet(row) for row in _rows(view))


@of_concluded("advocacy.barrier")
def advocacy_barriers(view: View) -> Answer:
    """What stood in the way? Barriers among the numerator of advocacy_unmet."""
    verdicts = [(r["barrier"] or NOT_RECORDED) if _unmet(r) == YES else EXCLUDED for r in _rows(view)]
    return categories(codes("advocacy_barrier"), verdicts)


@of_concluded("advocacy")
def advocacy_types(view: View) -> Answer:
    """Which kind? Types (family and friends too) among rows in place already or provided."""
    verdicts = [row["advocacy_type"] if row["status"] in IN_PLACE else EXCLUDED for row in _rows(view)]
    return categories(codes("advocacy_type"), verdicts)


@of_enquiries("advocacy.requested_on", "advocacy.started_on")
def advocacy_wait(view: View) -> Answer:
    """How long from request to start? Independent rows provided or waiting, enquiries open or concluded."""
    durations = []
    for enquiry in view.enquiries:
        for row in enquiry["advocacy"]:
            counts = row["advocacy_type"] in INDEPENDENT and row["status"] in ("provided", "waiting")
            if counts and view.covers(row["requested_on"]):
                start, end = row["requested_on"], row["started_on"]
                durations.append(followed(start, end, None, view.record.extract_date))
    return duration(durations)
