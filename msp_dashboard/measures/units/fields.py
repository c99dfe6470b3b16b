"""Which field of the case export each shared unit column is made of."""

ADULT_FIELDS = ("service", "team", "age_band", "gender", "ethnic_group", "primary_support_reason")
ENQUIRY_FIELDS = {name: name for name in (*ADULT_FIELDS, "lacked_capacity")}
CONCERN_FIELDS = {name: name for name in (*ADULT_FIELDS, "source")}
RISK_FIELDS = ("risk_type", "risk_location", "risk_source")
TIME_FIELDS = ("quarter", "month", "financial_year")

# Filters and breakdowns do not make a measure uncollected: a blank characteristic is a group of its own.
ENQUIRY_NEEDS = {
    "enquiry_id": ("enquiries.enquiry_ref",),
    "person_id": ("enquiries.person_ref",),
    "started_on": ("enquiries.started_on",),
    "concluded_on": ("enquiries.concluded_on",),
    "lacked_capacity": ("enquiries.lacked_capacity",),
}


def own(resource: str, *names: str) -> dict[str, tuple[str, ...]]:
    """Return the needs of columns that keep their name from the case export."""
    return {name: (f"{resource}.{name}",) for name in names}
