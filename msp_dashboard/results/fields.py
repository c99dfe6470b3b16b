"""What columns of the case export are called in sentences."""

OF_FIELDS = {
    "age_band": "age",
    "outcomes_asked": "whether the person was asked",
    "not_asked_reason": "why the person was not asked",
    "outcomes_achieved": "whether what they wanted happened",
    "agreed_to_enquiry": "whether they agreed to the enquiry",
    "override_reason": "why the work went against their wishes",
    "seen_alone": "whether they were seen alone",
    "capacity_doubted": "whether capacity was doubted",
    "lacked_capacity": "whether they lacked capacity",
    "supported_by": "who supported them",
    "substantial_difficulty": "whether taking part was hard for them",
    "appropriate_person": "whether someone suitable could help",
    "conclusion": "how it concluded",
    "risk_outcome": "what became of the risk",
    "departure_reason": "why the pace differed",
    "ended_early": "whether it ended early",
    "plan_review": "what review was planned",
    "in_msp_recording": "how it was recorded",
}


def field_words(name: str) -> str:
    """Return a column's name as people say it."""
    return OF_FIELDS.get(name, name.replace("_", " ").removesuffix(" on"))
