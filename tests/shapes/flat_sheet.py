"""What the flat_sheet shape carries."""

from tests.shapes.carrying import FIELDS_ONLY, SOURCES_ONLY, Carrying

TWO_WISHES = "the tracker has room for two wishes, without their stages"
ONE_ADVOCATE = "the tracker has one cell for whoever helped, without days"

CARRYING = Carrying(
    same=frozenset(
        {
            "asked", "expressed", "own_words", "took_part", "represented", "met", "fully_met",
            "supported", "capacity_recorded", "lacked_capacity", "equity",
            "days_to_conclusion", "open_now",
            "enquiries_started", "enquiries_concluded", "people_concluded", "enquiries_open",
            "service_response_wording",
        }
    ),
    different={
        "completeness": FIELDS_ONLY,
        "triangulation": SOURCES_ONLY,
        "recorded_vs_derived": TWO_WISHES,
        "wishes_per_enquiry": TWO_WISHES,
        "met_by_theme": TWO_WISHES,
        "met_by_area": TWO_WISHES,
        "sustained": TWO_WISHES,
        "advocacy_journey": ONE_ADVOCATE,
        "advocacy_unmet": ONE_ADVOCATE,
        "advocacy_types": ONE_ADVOCATE,
        "independent_advocate": ONE_ADVOCATE,
        "meeting_invitation": "the tracker has one row for all meetings about an enquiry",
    },
    by=("quarter", "team", "age_band", "lacked_capacity"),
    enquiry_types=("s42",),
)  # fmt: skip
