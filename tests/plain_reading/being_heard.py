"""Being heard, line by line."""

from __future__ import annotations

from collections.abc import Iterable

from tests.plain_reading.contract import NOT_RECORDED, Row, all_codes, codes
from tests.plain_reading.entries import of_concerns, of_concluded
from tests.plain_reading.linking import is_recorded, order_of_telling
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import EXCLUDED, NO, YES, Answer, categories, proportion

TOOK_PART = ("in_person", "remote", "written_or_picture")


@of_concerns("concerns.views_sought")
def heard_at_concern(view: View) -> Answer:
    """Were the adult's views sought when the concern was raised? Concerns by received_on."""

    def verdict(concern: Row) -> str:
        if concern["views_sought"] in ("adult", "representative"):
            return YES
        if concern["views_sought"] in ("no", "unsafe"):
            return NO
        return NOT_RECORDED

    return proportion(verdict(c) for c in view.concerns if view.covers(c["received_on"]))


@of_concluded("enquiries.outcomes_asked")
def asked(view: View) -> Answer:
    """Were people asked what they wanted?"""

    def verdict(enquiry: Row) -> str:
        if enquiry["outcomes_asked"] in ("asked_expressed", "asked_none_expressed"):
            return YES
        if enquiry["outcomes_asked"] == "not_asked":
            return NO
        return EXCLUDED if enquiry["outcomes_asked"] == "not_applicable" else NOT_RECORDED

    return proportion(verdict(enquiry) for enquiry in view.concluded())


@of_concluded("enquiries.outcomes_asked")
def expressed(view: View) -> Answer:
    """Were wishes recorded?"""

    def verdict(enquiry: Row) -> str:
        if enquiry["outcomes_asked"] == "asked_expressed":
            return YES
        if enquiry["outcomes_asked"] in ("asked_none_expressed", "not_asked"):
            return NO
        return EXCLUDED if enquiry["outcomes_asked"] == "not_applicable" else NOT_RECORDED

    return proportion(verdict(enquiry) for enquiry in view.concluded())


@of_concluded("enquiries.outcomes_asked", "desired_outcomes.own_words")
def own_words(view: View) -> Answer:
    """Is the own-words box filled?"""

    def verdict(enquiry: Row) -> str:
        if enquiry["outcomes_asked"] != "asked_expressed":
            return EXCLUDED
        return YES if any(row["own_words"] for row in enquiry["desired_outcomes"]) else NO

    return proportion(verdict(enquiry) for enquiry in view.concluded())


@of_concluded("enquiries.outcomes_asked", "desired_outcomes.voice")
def expressed_by(view: View) -> Answer:
    """Who told us? The voice of each asked_expressed enquiry's first row."""

    def verdict(enquiry: Row) -> str:
        if enquiry["outcomes_asked"] != "asked_expressed" or not enquiry["desired_outcomes"]:
            return EXCLUDED
        return str(min(enquiry["desired_outcomes"], key=order_of_telling)["voice"])

    return categories(codes("voice"), (verdict(enquiry) for enquiry in view.concluded()))


@of_concluded("enquiries.outcomes_asked", "desired_outcomes")
def wishes_per_enquiry(view: View) -> Answer:
    """How many wishes? Distinct outcome_no of asked_expressed enquiries with rows."""

    def verdict(enquiry: Row) -> str:
        if enquiry["outcomes_asked"] != "asked_expressed" or not enquiry["wishes"]:
            return EXCLUDED
        return str(len(enquiry["wishes"])) if len(enquiry["wishes"]) < 3 else "3_or_more"

    return categories(["1", "2", "3_or_more"], (verdict(enquiry) for enquiry in view.concluded()))


@of_concluded("enquiries.outcomes_asked", "enquiries.not_asked_reason")
def not_asked_reasons(view: View) -> Answer:
    """Why were people not asked?"""

    def verdict(enquiry: Row) -> str:
        if enquiry["outcomes_asked"] != "not_asked":
            return EXCLUDED
        return enquiry["not_asked_reason"] or NOT_RECORDED

    return categories(codes("not_asked_reason"), (verdict(enquiry) for enquiry in view.concluded()))


@of_concluded("enquiries.seen_alone")
def seen_alone(view: View) -> Answer:
    """Was the adult seen alone?"""
    verdicts = {"yes": YES, "declined": YES, "no": NO, NOT_RECORDED: NOT_RECORDED}
    return proportion(verdicts[enquiry["seen_alone"]] for enquiry in view.concluded())


@of_concluded("enquiries.agreed_to_enquiry")
def agreed(view: View) -> Answer:
    """Did the adult agree to the enquiry?"""
    return categories(codes("agreed"), (enquiry["agreed_to_enquiry"] for enquiry in view.concluded()))


@of_concluded("enquiries.override_reason")
def overridden(view: View) -> Answer:
    """Why did work go against someone's wishes? Blank means it did not; not_recorded is the last category."""
    verdicts = (enquiry["override_reason"] or EXCLUDED for enquiry in view.concluded())
    return categories(all_codes("override_reason"), verdicts)


def _part_taken(values: Iterable[str], any_meeting: bool) -> str:
    told = [value for value in values if is_recorded(value)]
    if not any_meeting:
        return EXCLUDED
    if any(value in TOOK_PART for value in told):
        return YES
    return NO if told else NOT_RECORDED


@of_concluded("meetings.adult_took_part")
def took_part(view: View) -> Answer:
    """Did the adult take part in a meeting about them?"""
    return proportion(
        _part_taken((m["adult_took_part"] for m in e["meetings"]), bool(e["meetings"]))
        for e in view.concluded()
    )


@of_concluded("meetings.adult_took_part", "meetings.representative_took_part", "meetings.advocate_took_part")
def represented(view: View) -> Answer:
    """... or someone on their behalf?"""
    columns = ("adult_took_part", "representative_took_part", "advocate_took_part")
    return proportion(
        _part_taken((m[column] for m in e["meetings"] for column in columns), bool(e["meetings"]))
        for e in view.concluded()
    )


@of_concluded("meetings.adult_took_part")
def meeting_invitation(view: View) -> Answer:
    """How did adults take part? Unit: meeting of a concluded enquiry."""
    meetings = [meeting for enquiry in view.concluded() for meeting in enquiry["meetings"]]
    return categories(codes("attendance"), (meeting["adult_took_part"] for meeting in meetings))
