"""Data quality, line by line."""

from __future__ import annotations

from tests.plain_reading.contract import Row, fields
from tests.plain_reading.entries import of_concluded
from tests.plain_reading.linking import closing_row, is_recorded, order_of_telling
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import EXCLUDED, NO, YES, Answer, entry, listed, proportion

JUDGED = ("fully", "partially", "not_achieved")
_BLANK_IS_AN_ANSWER = ("enquiry_type", "restricted", "override_reason")


@of_concluded()
def completeness(view: View) -> Answer:
    """The recorded share of each coded field; the reason for not asking only where they were not asked."""

    def verdict(enquiry: Row, field: str) -> str:
        if field == "not_asked_reason" and enquiry["outcomes_asked"] != "not_asked":
            return EXCLUDED
        return YES if is_recorded(enquiry[field]) else NO

    coded = [
        column["name"]
        for column in fields("enquiries")
        if column.get("codeList") and column["name"] not in _BLANK_IS_AN_ANSWER
    ]
    return listed(
        entry({"field": field}, proportion(verdict(enquiry, field) for enquiry in view.concluded()))
        for field in coded
        if f"enquiries.{field}" in view.record.collected
    )


@of_concluded("enquiries.outcomes_asked", "enquiries.outcomes_achieved", "desired_outcomes.achieved")
def recorded_vs_derived(view: View) -> Answer:
    """Does outcomes_achieved differ from what the closing rows of the wishes say together?"""

    def verdict(enquiry: Row) -> str:
        recorded = enquiry["outcomes_achieved"]
        closing = [closing_row(enquiry, rows) for rows in enquiry["wishes"]]
        judged = {row["achieved"] for row in closing if row is not None and row["achieved"] in JUDGED}
        if enquiry["outcomes_asked"] != "asked_expressed" or recorded not in JUDGED or not judged:
            return EXCLUDED
        derived = judged.pop() if len(judged) == 1 else "partially"
        return YES if derived != recorded else NO

    return proportion(verdict(enquiry) for enquiry in view.concluded())


@of_concluded("desired_outcomes.own_words")
def service_response_wording(view: View) -> Answer:
    """Do the first own words of an enquiry read as a service response?"""

    def verdict(enquiry: Row) -> str:
        told = sorted(enquiry["desired_outcomes"], key=order_of_telling)
        words = [row["own_words"] for row in told if row["own_words"]]
        if not words:
            return EXCLUDED
        return YES if reads_as_service_response(words[0]) else NO

    return proportion(verdict(enquiry) for enquiry in view.concluded())


def reads_as_service_response(text: str) -> bool:
    """The product's own list of phrases: which words they are is no matter of reading the contract."""
    from msp_dashboard.screening.service_response import reads_as_service_response as reads

    return reads(text)
