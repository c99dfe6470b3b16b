"""The words of the flat_sheet shape: what people type into a tracker that never had a list of answers."""

from __future__ import annotations

from sample_data.shapes.mess import Wordings

ASKED: Wordings = {
    "asked_expressed": ("Yes", "yes", "Y"),
    "asked_none_expressed": ("Yes - didn't want any",),
    "not_asked": ("No", "no", "N"),
    "dont_know": ("n/k",),
    "not_recorded": ("",),
    "not_applicable": ("n/a",),
}
LACKS: Wordings = {"yes": ("Y",), "no": ("N",), "dont_know": ("n/k",), "not_recorded": ("",)}
TYPE: Wordings = {
    "be_safe": ("safe", "Safe"),
    "keep_relationship": ("relationship",),
    "new_connections": ("company",),
    "recover": ("recovery",),
    "justice": ("Justice / redress", "apology"),
    "protect_others": ("others safe",),
    "keep_control": ("control",),
    "be_involved": ("involved",),
    "choice": ("choice",),
    "protect_self": ("protect self",),
    "know_where_to_get_help": ("where to get help",),
    "home_or_care": ("home", "care"),
    "money": ("money", "Money"),
    "no_action": ("no action",),
    "other": ("other",),
    "not_recorded": ("",),
}
MET: Wordings = {
    "fully": ("Met", "Met", "met"),
    "partially": ("Part met", "Partly"),
    "not_achieved": ("Not met",),
    "too_early": ("ongoing",),
    "withdrawn": ("withdrawn",),
    "not_applicable": ("n/a",),
    "not_recorded": ("",),
}
SUPPORTED_BY: Wordings = {
    "family": ("daughter", "son", "wife", "husband", "family"),
    "friend": ("friend",),
    "none": ("no",),
    "not_applicable": ("n/a",),
    "not_recorded": ("",),
}
ADVOCATE: Wordings = {
    "care_act": ("Care Act advocate",),
    "imca": ("IMCA",),
    "imha": ("IMHA",),
    "idva": ("IDVA",),
    "isva": ("ISVA",),
    "rpr_paid": ("paid RPR",),
    "non_statutory": ("peer advocate",),
}
SOME_ADVOCATE, NONE_AVAILABLE = "advocate", "requested - none available"
VENUE: Wordings = {
    "own_home": ("home", "Home"),
    "care_setting": ("Care home",),
    "council_office": ("Council office",),
    "health_setting": ("hospital ward",),
    "neutral": ("community centre",),
    "remote": ("Teams",),
    "not_recorded": ("",),
}
SOMEWHERE = "n/k"
ATTENDED: Wordings = {
    "in_person": ("y", "Y"),
    "remote": ("by phone",),
    "written_or_picture": ("own report",),
    "represented_only": ("Rep",),
    "declined": ("declined",),
    "not_invited": ("n",),
    "not_recorded": ("",),
}
# Where an advocate was there for the adult, and where only somebody else's part in the meeting is known.
BY_ADVOCATE = "Advocate"
ADULT_UNKNOWN = "{} (adult n/k)"
NO_REP = "no rep (adult n/k)"
FELT: Wordings = {
    "yes_fully": ("5",),
    "yes_partly": ("4", "3"),
    "mostly_no": ("2",),
    "no": ("1",),
    "not_answered": ("",),
}
