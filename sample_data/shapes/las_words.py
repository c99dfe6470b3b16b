"""The answers of the las_like shape: for each code the words on its forms, most of them those of the SAC."""

from __future__ import annotations

from sample_data.shapes.mess import Wordings

# Several words for one code: the form was changed, or the list has finer choices.
GENDER: Wordings = {
    "female": ("Female", "Female", "Female", "F"),
    "male": ("Male", "Male", "Male", "M"),
    "other": ("Other",),
    "not_recorded": ("Not Known",),
}
ETHNICITY: Wordings = {
    "white": ("White - British", "White - British", "White - British", "White - Irish", "White - Other"),
    "mixed": ("Mixed - White and Black African", "Mixed - White and Asian", "Mixed - Other"),
    "asian": (
        "Asian/Asian British - Pakistani",
        "Asian/Asian British - Indian",
        "Asian/Asian British - Bangladeshi",
    ),
    "black": ("Black/Black British - Caribbean", "Black/Black British - African"),
    "other": ("Any other ethnic group",),
    "refused": ("Refused",),
    "not_recorded": ("Not Stated", "Undeclared / Not Known"),
}
SUPPORT_REASON: Wordings = {
    "physical": (
        "Physical Support - Personal care and support",
        "Physical Support - Access & mobility only",
    ),
    "sensory": (
        "Sensory Support - Support for visual impairment",
        "Sensory Support - Support for hearing impairment",
        "Sensory Support - Support for dual impairment",
    ),
    "memory": ("Support with Memory & Cognition",),
    "learning_disability": ("Learning Disability Support",),
    "mental_health": ("Mental Health Support (ASC)",),
    "social": (
        "Social Support - Substance misuse support",
        "Social Support - Support to carer",
        "Social Support - Support for social isolation / other",
    ),
    "none": ("No Support Reason",),
    "not_recorded": ("Not Known",),
}
DECISION: Wordings = {
    "s42_enquiry": ("S42.1 Met and progress to statutory duty under S42.2",),
    "other_enquiry": ("Other proportionate enquiry",),
    "no_enquiry": ("S42.1 Not met",),
    "passed_to_other_council": ("Concern sent to other local authority",),
    "duplicate": ("Duplicate concern",),
    "pending": ("Decision pending",),
    "not_recorded": ("", "Not Recorded"),
}
ENQUIRY_TYPE: Wordings = {"s42": ("Section 42",), "other": ("Other",)}
ASKED: Wordings = {
    "asked_expressed": ("Yes they were asked and outcomes were expressed",),
    "asked_none_expressed": (
        "Yes - they were asked but no outcomes were expressed",
        "Yes they were asked but no outcomes were expressed",
    ),
    "not_asked": ("No",),
    "dont_know": ("Don't Know",),
    "not_recorded": ("Not Recorded",),
    "not_applicable": ("Not applicable - deceased and no representative",),
}
ACHIEVED: Wordings = {
    "fully": ("Fully Achieved", "Fully Achieved", "Fully achieved"),
    "partially": ("Partially Achieved", "Partially Achieved", "Partially achieved"),
    "not_achieved": ("Not Achieved",),
    # A word that no list knows is a blank with a flag.
    "not_recorded": ("Not Recorded", "Not Recorded", "Not Recorded", "Mostly"),
    "not_applicable": ("Not applicable - deceased or not provided",),
}
STATUS: Wordings = {
    **ACHIEVED,
    "too_early": ("Too early to say",),
    "withdrawn": ("Withdrawn by individual",),
    "not_recorded": ("Not Recorded",),
    "not_applicable": ("Not applicable",),
}
CONCLUSION: Wordings = {
    "risk_action_taken": ("Risk identified and action taken",),
    "risk_no_action": ("Risk identified and no action taken",),
    "inconclusive_action_taken": (
        "Risk - assessment inconclusive and action taken",
        "Risk Assessment inconclusive and action taken",
    ),
    "inconclusive_no_action": (
        "Risk - assessment inconclusive and no action taken",
        "Risk Assessment inconclusive and no action taken",
    ),
    "no_risk_action_taken": ("No risk identified and action taken",),
    "no_risk_no_action": ("No risk identified and no action taken",),
    "ceased_at_request": ("Enquiry ceased at individual's request and no action taken",),
    "not_recorded": ("Not Recorded",),
}
RISK_OUTCOME: Wordings = {
    "remained": ("Risk remained ", "Risk remained"),
    "reduced": ("Risk reduced ", "Risk reduced"),
    "removed": ("Risk removed",),
    "not_applicable": ("Not applicable",),
    "not_recorded": ("Not Recorded",),
}
RISK_TYPE: Wordings = {
    "physical": ("Physical",),
    "sexual": ("Sexual",),
    "psychological": ("Psychological",),
    "financial": ("Financial and Material",),
    "discriminatory": ("Discriminatory",),
    "organisational": ("Organisational",),
    "neglect": ("Neglect and Omission",),
    "domestic": ("Domestic Abuse",),
    "sexual_exploitation": ("Sexual Exploitation",),
    "modern_slavery": ("Modern Slavery",),
    "self_neglect": ("Self-Neglect",),
    "not_recorded": ("Not Recorded",),
}
RISK_SOURCE: Wordings = {
    "service_provider": (
        "Social Care Support or Service Provider - private sector",
        "Social Care Support or Service Provider - private sector",
        "Social Care Support or Service Provider - public sector",
        "Social Care Support or Service Provider - voluntary"
        " (voluntary /community organisations, charities etc.)",
    ),
    "known": (
        "Known to Individual - Relative / family / carer",
        "Known to Individual - Relative / family / carer",
        "Known to Individual - Individual - known but not related",
        "Known to Individual - Community health care",
    ),
    "unknown": (
        "Unknown to Individual - Individual - unknown/stranger",
        "Unknown to Individual - Individual - unknown / stranger",
        "Unknown to Individual - Other private sector",
    ),
    "not_recorded": ("", "Not Recorded"),
}
LOCATION: Wordings = {
    "own_home": ("Own Home",),
    "community": ("In the community (excluding community services)",),
    "community_service": ("In a community service",),
    "care_home_nursing": ("Care Home - nursing",),
    "care_home_residential": ("Care Home - residential",),
    "hospital_acute": ("Hospital - Acute",),
    "hospital_mental_health": ("Hospital - Mental Health",),
    "hospital_community": ("Hospital - Community",),
    "other": ("Other",),
    "not_recorded": ("", "Not Recorded"),
}
INVOLVED: Wordings = {
    "yes_fully": ("Fully Involved",),
    "yes_partly": ("Partially Involved",),
    "mostly_no": ("Not Involved",),
    "no": ("Not Involved",),
    "not_answered": ("",),
}
SAFER: Wordings = {
    "yes_fully": ("Yes",),
    "yes_partly": ("Partially - in some areas but not others",),
    "mostly_no": ("Partially - in some areas but not others", "No"),
    "no": ("No",),
    "not_answered": ("", "Not applicable - deceased or unable to communicate response"),
}
LISTENED: Wordings = {
    "yes_fully": ("I was always listened to",),
    "yes_partly": ("I was listened to quite a bit",),
    "mostly_no": ("I was not listened to very much",),
    "no": ("I was not listened to at all",),
    "not_answered": ("Not answered",),
}
