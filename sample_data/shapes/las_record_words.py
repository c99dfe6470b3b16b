"""The answers of the las_like shape in its files beside the forms: outcomes, assessments, advocacy, DoLS."""

from __future__ import annotations

from sample_data.shapes.mess import Wordings

VOICE: Wordings = {
    "adult": ("Adult",),
    "representative": ("Daughter", "Son", "Husband", "Wife", "Sister", "Friend", "Representative"),
    "attorney_or_deputy": ("Daughter (LPA)", "Son (LPA)", "Deputy"),
    "advocate": ("IMCA", "Care Act Advocate", "Advocate"),
    "best_interests": ("Best interests meeting",),
    "practitioner": ("Practitioner", "Social worker"),
    "not_recorded": ("", "Not Recorded"),
}
# "Review" is any later look at the wishes: while the enquiry goes on, or at its plan once it has ended.
STAGE: Wordings = {
    "start": ("Initial",),
    "planning": ("Review",),
    "conference": ("Case conference",),
    "conclusion": ("Conclusion",),
    "review": ("Review",),
    "follow_up": ("Follow Up",),
}
THEME: Wordings = {
    "be_safe": ("Feel safer", "Stop contact"),
    "keep_relationship": ("Keep relationship",),
    "new_connections": ("New connections",),
    "recover": ("Recover",),
    "justice": ("Justice", "Apology"),
    "protect_others": ("Protect others",),
    "keep_control": ("Keep control",),
    "be_involved": ("Be involved",),
    "choice": ("Have a choice",),
    "protect_self": ("Protect self",),
    "know_where_to_get_help": ("Know where to get help",),
    "home_or_care": ("Move home", "Better care", "Stay at home"),
    "money": ("Money safe",),
    "no_action": ("No action",),
    "other": ("Other",),
    "not_recorded": ("", "Not Recorded"),
}
YES_NO: Wordings = {"yes": ("Yes",), "no": ("No",), "not_recorded": ("",)}
CHANGE: Wordings = {
    "first": ("",),
    "unchanged": ("No change",),
    "refined": ("Made clearer by individual",),
    "replaced": ("Circumstances changed", "Understanding of risk changed"),
    "withdrawn": ("Withdrawn by individual",),
    "not_recorded": ("",),
}
SPECIFIC_DECISION: Wordings = {
    "safeguarding_enquiry": ("Safeguarding enquiry",),
    "accommodation": ("Where to live",),
    "care_or_treatment": ("Care or treatment",),
    "finances": ("Finances",),
    "contact": ("Contact with family", "Contact with others"),
    "sexual_relations": ("Sexual relations",),
    "other": ("Consent to referral", "Other"),
    "not_recorded": ("", "Not Recorded"),
}
MCA_OUTCOME: Wordings = {
    "lacks_capacity": ("Lacks capacity",),
    "has_capacity": ("Has capacity",),
    "not_determined": ("Not yet determined",),
    "not_recorded": ("Not Recorded",),
}
ADVOCACY_TYPE: Wordings = {
    "care_act": ("Care Act Advocate",),
    "imca": ("Independent Mental Capacity Advocate (IMCA)",),
    "imha": ("Independent Mental Health Advocate (IMHA)",),
    "idva": ("Independent Domestic Violence Advocate (IDVA)",),
    "isva": ("Independent Sexual Violence Advocate (ISVA)",),
    "rpr_paid": ("Relevant Person's Representative (paid)",),
    "rpr_unpaid": ("Relevant Person's Representative (unpaid)",),
    "non_statutory": ("Non-statutory Advocate",),
    "family": ("Family",),
    "friend": ("Friend",),
    "other": ("Other",),
    "not_recorded": (" ",),
}
# Offered, accepted: the form has no status of its own, two answers make it.
OFFER: dict[str, tuple[str, str]] = {
    "in_place_already": ("Yes", "No, already in place"),
    "provided": ("Yes", "Yes"),
    "waiting": ("Yes", "Yes, waiting for allocation"),
    "not_available": ("Yes", "Yes, none available"),
    "declined": ("Yes", "No, not accepted"),
    "needed_not_offered": ("No, although needed", ""),
    "not_offered_need_unknown": ("No", ""),
    "not_needed": ("No, not needed", ""),
    "not_recorded": ("", ""),
}
# Accepted, but nobody wrote down when it began: the one answer more that tells it from waiting.
ALLOCATED = ("Yes", "Yes, allocated")
NOT_AVAILABLE_REASON: Wordings = {
    "no_capacity_at_service": ("No capacity at provider",),
    "waiting_list": ("Waiting list",),
    "no_contract": ("No contract or funding",),
    "language_or_communication": ("Language or communication need",),
    "out_of_area": ("Out of area",),
    "other": ("Other",),
    "not_recorded": ("",),
}
URGENT: Wordings = {"yes": ("1",), "no": ("0",), "not_recorded": ("",)}
DOLS_STATUS: Wordings = {
    "received": ("Not yet signed off",),
    "granted": ("Granted",),
    "not_granted": ("Not granted",),
    "withdrawn": ("Withdrawn",),
    "ended": ("Ended",),
    "not_recorded": ("Not Recorded",),
}
