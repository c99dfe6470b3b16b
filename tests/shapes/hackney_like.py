"""What the hackney_like shape carries."""

from tests.shapes.carrying import FIELDS_ONLY, SOURCES_ONLY, Carrying

ONE_ADVOCATE = "the form has room for one advocate, and asks only whether one was offered and accepted"

CARRYING = Carrying(
    same=frozenset(
        {
            "asked", "expressed", "own_words", "met", "fully_met", "risk_outcome", "conclusion", "supported",
            "capacity_recorded", "lacked_capacity", "doubt_assessed", "assessed",
            "days_to_decision", "days_to_conclusion", "open_now",
            "concerns", "people", "enquiries_started", "enquiries_concluded", "people_concluded",
            "enquiries_open", "conversion",
            "service_response_wording",
        }
    ),
    different={
        "completeness": FIELDS_ONLY,
        "triangulation": SOURCES_ONLY,
        "agreed": "the form has no answer for not asked",
        "independent_advocate": ONE_ADVOCATE,
        "advocacy_journey": ONE_ADVOCATE,
        "advocacy_unmet": ONE_ADVOCATE,
        "advocacy_types": ONE_ADVOCATE,
        "equity": "the form has no answer for do not know, so that group is not recorded here",
    },
    by=("quarter", "team", "age_band", "gender", "ethnic_group", "source"),
)  # fmt: skip
