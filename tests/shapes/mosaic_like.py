"""What the mosaic_like shape carries: all that hangs on a person."""

from tests.shapes.carrying import SOURCES_ONLY, Carrying

CARRYING = Carrying(
    same=frozenset(
        {
            "heard_at_concern", "asked", "expressed", "own_words", "expressed_by", "wishes_per_enquiry",
            "not_asked_reasons", "seen_alone", "agreed", "overridden", "took_part", "represented",
            "meeting_invitation",
            "met", "fully_met", "met_by_theme", "met_by_area", "asked_at_end", "changed", "negotiated",
            "outcome_paths", "sustained", "why", "partner_needed", "partner_contribution", "risk_outcome",
            "conclusion", "responses_used",
            "supported", "advocacy_gap", "independent_advocate", "advocacy_journey", "advocacy_unmet",
            "advocacy_barriers", "advocacy_types", "advocacy_wait",
            "capacity_recorded", "lacked_capacity", "doubt_assessed", "assessed", "decisions",
            "best_interests", "imca", "dols_involved", "dols_relation", "equity",
            "days_to_decision", "days_to_conversation", "days_to_conclusion", "days_to_review", "open_now",
            "departures", "coverage",
            "concerns", "people", "enquiries_started", "enquiries_concluded", "people_concluded",
            "enquiries_open", "conversion", "repeat_concern",
            "experience", "experience_by_met", "safer_change",
            "completeness", "recorded_vs_derived", "service_response_wording",
        }
    ),
    different={"triangulation": SOURCES_ONLY},
    by=("quarter", "team", "age_band", "gender", "ethnic_group", "primary_support_reason", "risk_type",
        "risk_source", "risk_location", "lacked_capacity", "source"),
)  # fmt: skip
