"""Rollout: where each team stands, and how much of the work is recorded in this way."""

from msp_dashboard.measures.definition import Categories, Entries, Measure, Proportion
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.expressions import known
from msp_dashboard.measures.units.recording import MONTHS_SINCE_LIVE, RECORDING
from msp_dashboard.measures.units.rollout import TEAM_STAFF, TEAM_STAGE
from msp_dashboard.vocabulary import NOT_RECORDED

THEME = "Rollout"
REPORT = "Making Safeguarding Personal 2013/14 report"
HOW_RECORDED = "It says how the record was made, not how the work was done."

c = ENQUIRY.c
s = TEAM_STAGE.c
t = TEAM_STAFF.c
r = RECORDING.c

MEASURES = (
    Measure(
        key="rollout_stage",
        theme=THEME,
        question="How far has Making Safeguarding Personal come in each team?",
        definition="At each date in the period on which any team reported, the number of teams by the stage "
        "that each had last reported by then.",
        source="Temperature Check 2016 stages, reported by the council",
        example="On 1 April, 2 teams had last reported planning and 3 rolling out. On 1 July one of the "
        "2 reports rolling out: 1 and 4.",
        unit=TEAM_STAGE,
        date="as_of",
        shape=Entries(
            names=("as_of",),
            columns=(s.as_of_text,),
            codes=(None,),
            inner=Categories(code=s.stage, codes="rollout_stage"),
        ),
        counts="teams",
        of_people=False,
        caveats=(
            "A stage is what a team says of itself. It is not a level, and teams are not compared by it.",
        ),
    ),
    Measure(
        key="coverage",
        theme=THEME,
        question="How many enquiries were recorded in the Making Safeguarding Personal way?",
        definition="Of concluded enquiries where it is known, those recorded in the Making Safeguarding "
        "Personal way, and not outside a pilot's sample or by a team that was not yet live.",
        source=REPORT,
        example="Of 10 concluded enquiries, 6 were recorded in this way, 2 were not, and for 2 it is "
        "not recorded: 6 of 8, 75%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=c.in_msp_recording == "yes",
            rest=c.in_msp_recording == "no",
            not_recorded=~known(c.in_msp_recording),
        ),
        caveats=(HOW_RECORDED,),
    ),
    Measure(
        key="coverage_since_live",
        theme=THEME,
        question="How did recording spread after a team went live?",
        definition="Coverage by the whole months from the day on which the enquiry's team first reported "
        "rolling out, or else full use, to the day on which the enquiry was concluded. Enquiries of teams "
        "that never reported either are left out.",
        source=REPORT,
        example="In the third month after going live, 8 enquiries of such teams ended: 6 were recorded "
        "in this way and 2 were not: 6 of 8, 75%.",
        unit=RECORDING,
        shape=Entries(
            names=("months",),
            columns=(r.months_since_live,),
            codes=(MONTHS_SINCE_LIVE,),
            inner=Proportion(
                numerator=r.in_msp_recording == "yes",
                rest=r.in_msp_recording == "no",
                not_recorded=~known(r.in_msp_recording),
            ),
            population=r.months_since_live.is_not(None),
            sums_elsewhere="months",
        ),
        caveats=(HOW_RECORDED, "Each line is of other teams: nobody was followed from one line to the next."),
    ),
    Measure(
        key="training",
        theme=THEME,
        question="How many staff who work on safeguarding are trained?",
        definition="Of the staff that each team last reported by the end of the period, those trained in "
        "Making Safeguarding Personal. Where either number is missing, or more are trained than there are, "
        "the team counts once as not recorded.",
        source="Reported by the council",
        example="A team of 12 members of staff last reported that 9 of them are trained: 9 of 12, 75%.",
        unit=TEAM_STAFF,
        date=None,
        at_period_end=("as_of", "next_as_of"),
        shape=Entries(
            names=("team",),
            columns=(t.team,),
            codes=(None,),
            inner=Proportion(
                numerator=t.training == "trained",
                rest=t.training == "not_trained",
                not_recorded=t.training == NOT_RECORDED,
            ),
        ),
        counts="staff",
        of_people=False,
        caveats=("Training that was given says nothing yet of what changed for people.",),
    ),
)
