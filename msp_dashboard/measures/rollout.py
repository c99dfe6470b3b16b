"""Rollout: how much of the work is recorded in the Making Safeguarding Personal way."""

from msp_dashboard.measures.definition import Measure, Proportion
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.expressions import known

c = ENQUIRY.c

MEASURES = (
    Measure(
        key="coverage",
        theme="Rollout",
        question="How many enquiries were recorded in the Making Safeguarding Personal way?",
        definition="Of concluded enquiries where it is known, those recorded in the Making Safeguarding "
        "Personal way, and not outside a pilot's sample or by a team that was not yet live.",
        source="Making Safeguarding Personal 2013/14 report",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=c.in_msp_recording == "yes",
            rest=c.in_msp_recording == "no",
            not_recorded=~known(c.in_msp_recording),
        ),
        caveats=("It says how the record was made, not how the work was done.",),
    ),
)
