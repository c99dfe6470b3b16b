"""What the las_like shape carries."""

from tests.shapes.carrying import FIELDS_ONLY, SOURCES_ONLY, Carrying

CARRYING = Carrying(
    same=frozenset(
        {
            "asked", "expressed", "own_words", "expressed_by", "wishes_per_enquiry",
            "met", "fully_met", "met_by_theme", "asked_at_end", "changed", "negotiated", "outcome_paths",
            "sustained", "risk_outcome", "conclusion",
            "advocacy_journey", "advocacy_unmet", "advocacy_barriers", "advocacy_types", "advocacy_wait",
            "decisions", "dols_involved", "dols_relation",
            "days_to_decision", "days_to_conclusion", "open_now",
            "concerns", "people", "enquiries_started", "enquiries_concluded", "people_concluded",
            "enquiries_open", "conversion",
            "recorded_vs_derived", "service_response_wording",
        }
    ),
    different={
        "completeness": FIELDS_ONLY,
        "triangulation": SOURCES_ONLY,
        "met_by_area": "the area is in no report: it is always the theme's",
    },
    by=("quarter", "team", "age_band", "gender", "ethnic_group", "primary_support_reason", "risk_type",
        "risk_source", "risk_location"),
)  # fmt: skip
