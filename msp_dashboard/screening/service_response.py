"""Wishes that read as what a service does ("increased monitoring") and not as what a person wants."""

import re

# Both are read by Python and by RE2, in which the load matches a column: no look-around, no back-references.
OWN_VOICE = r"\b(i|i['’](m|d|ll|ve)|me|my|mine|myself|we|us|our|ours)\b"
_ACTIONS = (
    r"monitor(ing|ed)?",
    r"supervis(ed|ion)",
    r"(support|care|safeguarding|protection|action|risk management|contingency) plans?",
    r"care packages?|packages? of care",
    r"risk assess(ment|ments|ed)",
    r"re-?assess(ment|ed)|assessments? (to be|completed|undertaken|of needs?)",
    r"referr(al|als|ed)|refer (to|for)|signpost(ed|ing)?",
    r"placements?|respite|commission(ed|ing)?",
    r"review(s|ed)? (of|by|to|held|at|in)|to be reviewed",
    r"re-?train(ed|ing)?|training for|staff training",
    r"service users?|s/u|clients? (to|will)|residents? (to|will)",
    r"(multi-?agency|professionals['’]?|strategy|planning) meetings?",
    r"to be (put in place|updated|sourced|provided|offered|arranged|completed|held|given|safeguarded"
    r"|implemented|undertaken|allocated|kept under review)",
    r"no further action|nfa|case closed|close(d)? to safeguarding|declined safeguarding",
    r"increase(d)? (in )?(calls|visits|checks|observations|support|care|hours)|(hourly|welfare|daily) checks",
    r"engage with|appointeeship|tissue viability|investigation to",
)
ACTION = rf"\b({'|'.join(_ACTIONS)})\b"


def reads_as_service_response(text: str) -> bool:
    """Return whether words name what a service does and nobody speaks in them as I or we.

    A sign for a person to look at the record, no judgement: short plain wishes can read so by accident.
    """
    spoken = re.search(OWN_VOICE, text, re.IGNORECASE)
    return spoken is None and re.search(ACTION, text, re.IGNORECASE) is not None
