"""Activity and repeat, and coverage, line by line."""

from __future__ import annotations

from datetime import timedelta

from tests.plain_reading.contract import NOT_RECORDED, Row
from tests.plain_reading.entries import of_concerns, of_concluded, of_enquiries
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import EXCLUDED, NO, YES, Answer, count, proportion


@of_concluded("enquiries.in_msp_recording")
def coverage(view: View) -> Answer:
    """in_msp_recording yes of yes and no, concluded enquiries."""
    return proportion(enquiry["in_msp_recording"] for enquiry in view.concluded())


@of_concerns()
def concerns(view: View) -> Answer:
    """Concerns received."""
    return count(sum(view.covers(concern["received_on"]) for concern in view.concerns))


@of_concerns()
def people(view: View) -> Answer:
    """Distinct people with a concern received."""
    received = [concern for concern in view.concerns if view.covers(concern["received_on"])]
    return count(len({concern["person_ref"] for concern in received}))


@of_enquiries()
def enquiries_started(view: View) -> Answer:
    """Enquiries started."""
    return count(sum(view.covers(enquiry["started_on"]) for enquiry in view.enquiries))


@of_concluded()
def enquiries_concluded(view: View) -> Answer:
    """Enquiries concluded."""
    return count(len(view.concluded()))


@of_concluded()
def people_concluded(view: View) -> Answer:
    """Distinct people with an enquiry concluded."""
    return count(len({enquiry["person_ref"] for enquiry in view.concluded()}))


@of_enquiries("enquiries.concluded_on")
def enquiries_open(view: View) -> Answer:
    """Enquiries started on or before the period's end and not concluded by it."""
    if not view.spans:
        return count(0)
    end = max(last for _, last in view.spans)
    return count(
        sum(
            enquiry["started_on"] <= end
            and (enquiry["concluded_on"] is None or enquiry["concluded_on"] > end)
            for enquiry in view.enquiries
        )
    )


@of_concerns("concerns.decided_on", "concerns.decision")
def conversion(view: View) -> Answer:
    """Concerns by decided_on: the two kinds of enquiry over all decisions but pending."""
    verdicts = {
        "s42_enquiry": YES,
        "other_enquiry": YES,
        "no_enquiry": NO,
        "passed_to_other_council": NO,
        "duplicate": NO,
        "pending": EXCLUDED,
        NOT_RECORDED: NOT_RECORDED,
    }
    return proportion(verdicts[c["decision"]] for c in view.concerns if view.covers(c["decided_on"]))


@of_concluded("enquiries.ended_early", "concerns")
def repeat_concern(view: View) -> Answer:
    """People with an enquiry concluded (their first such): a concern received 8 to 365 days after it."""
    first_of: dict[str, Row] = {}
    for enquiry in sorted(view.concluded(), key=_order_of_conclusion):
        first_of.setdefault(enquiry["person_ref"], enquiry)

    def verdict(enquiry: Row) -> str:
        fully_followed = enquiry["concluded_on"] + timedelta(days=365) <= view.record.extract_date
        if not fully_followed or enquiry["ended_early"] == "died":
            return EXCLUDED
        gaps = [(c["received_on"] - enquiry["concluded_on"]).days for c in enquiry["person"]["concerns"]]
        return YES if any(8 <= gap <= 365 for gap in gaps) else NO

    return proportion(verdict(enquiry) for enquiry in first_of.values())


def _order_of_conclusion(enquiry: Row) -> tuple[object, ...]:
    return enquiry["concluded_on"], enquiry["started_on"], enquiry["enquiry_ref"]
