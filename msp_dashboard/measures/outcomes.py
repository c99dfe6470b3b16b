"""Outcomes: did what the person wanted happen, why or why not, and did it last?"""

from msp_dashboard.measures.definition import Categories, Condition, Cross, Measure, Proportion, flag
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.outcome import OUTCOME
from msp_dashboard.measures.units.records import PARTNER, RESPONSE
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

THEME = "Outcomes"
c, wish = ENQUIRY.c, OUTCOME.c
EXPRESSED: Condition = c.outcomes_asked == "asked_expressed"
HAPPENED = ("fully", "partially")
JUDGED = (*HAPPENED, "not_achieved")
CLOSED: Condition = flag(wish.has_closing_row)
ACHIEVED_UNKNOWN = (NOT_RECORDED, "too_early")
NOT_OF_A_SERVICE = (
    "Not every wish can be met lawfully or safely, and many need other organisations: "
    "this does not measure how well a service works."
)
WORKER_JUDGES = "The worker who led the enquiry judges this."
COUNTS_WISHES = "It counts wishes: an enquiry with three wishes counts three times."

_BY_WISH = {
    "numerator": wish.achieved.in_(HAPPENED),
    "rest": wish.achieved == "not_achieved",
    "not_recorded": wish.achieved.in_(ACHIEVED_UNKNOWN),
    "population": CLOSED,
}

MEASURES = (
    Measure(
        key="met",
        theme=THEME,
        question="Did what people wanted happen, fully or partly?",
        definition="Of concluded enquiries where wishes were recorded, those where the worker judged at "
        "conclusion that they were achieved fully or partly.",
        source="Safeguarding Adults Collection, table SG4a; second part of the sector's outcome measure",
        example="Of 12 concluded enquiries with wishes, 5 were fully met, 3 partly and 2 not; 1 is "
        "not recorded and 1 not applicable: 8 of 10, 80%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=EXPRESSED & c.outcomes_achieved.in_(HAPPENED),
            rest=EXPRESSED & (c.outcomes_achieved == "not_achieved"),
            not_recorded=EXPRESSED & (c.outcomes_achieved == NOT_RECORDED),
        ),
        caveats=(WORKER_JUDGES, NOT_OF_A_SERVICE),
    ),
    Measure(
        key="fully_met",
        theme=THEME,
        question="Did all that people wanted happen?",
        definition="Of concluded enquiries where wishes were recorded, those where the worker judged at "
        "conclusion that they were fully achieved.",
        source="Safeguarding Adults Collection, table SG4a",
        example="Of 12 concluded enquiries with wishes, 5 were fully met, 3 partly and 2 not; 1 is "
        "not recorded and 1 not applicable: 5 of 10, 50%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=EXPRESSED & (c.outcomes_achieved == "fully"),
            rest=EXPRESSED & c.outcomes_achieved.in_(["partially", "not_achieved"]),
            not_recorded=EXPRESSED & (c.outcomes_achieved == NOT_RECORDED),
        ),
        caveats=(WORKER_JUDGES, NOT_OF_A_SERVICE),
    ),
    Measure(
        key="met_by_theme",
        theme=THEME,
        question="Which wishes happened?",
        definition="Wishes of concluded enquiries by theme, and whether the last judgement at conclusion "
        "was that they were fully or partly achieved. Withdrawn wishes are left out.",
        source="Making Safeguarding Personal toolkit",
        example="Of 7 wishes about money, 4 were fully or partly met and 1 not; for 1 it is too early "
        "and 1 was withdrawn: 4 of 5, 80%.",
        unit=OUTCOME,
        shape=Proportion(**_BY_WISH, groups=(wish.theme, "outcome_theme")),
        counts="wishes",
        caveats=(COUNTS_WISHES, "Wishes differ in how hard they are to meet.", NOT_OF_A_SERVICE),
    ),
    Measure(
        key="met_by_area",
        theme=THEME,
        question="Which kinds of wish happened?",
        definition="As by theme, in three wider areas: quality of life, the process, and the change wanted.",
        source="Making Safeguarding Personal",
        example="Of 9 wishes about quality of life, 6 were fully or partly met, 2 not, and 1 was "
        "withdrawn: 6 of 8, 75%.",
        unit=OUTCOME,
        shape=Proportion(**_BY_WISH, groups=(wish.area, "outcome_area")),
        counts="wishes",
        caveats=(COUNTS_WISHES, "Wishes differ in how hard they are to meet.", NOT_OF_A_SERVICE),
    ),
    Measure(
        key="asked_at_end",
        theme=THEME,
        question="Were people asked at the end whether it happened?",
        definition="Of concluded enquiries with wishes recorded and a record at conclusion, review or "
        "follow-up, those where anyone but the worker or a best interests process judged it.",
        source="Making Safeguarding Personal",
        example="Of 10 concluded enquiries with wishes and a record at the end, in 4 the adult said "
        "whether it happened and in 5 only the worker did; in 1 it is not recorded who judged: "
        "4 of 9, 44%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=EXPRESSED & (c.asked_at_end == "yes"),
            rest=EXPRESSED & (c.asked_at_end == "no"),
            not_recorded=EXPRESSED & (c.asked_at_end == NOT_RECORDED),
        ),
        caveats=("A conversation that nobody wrote down counts as not recorded.",),
    ),
    Measure(
        key="changed",
        theme=THEME,
        question="Did wishes change along the way?",
        definition="Wishes of concluded enquiries recorded at least twice by the conclusion, where a later "
        "record says that the wish was refined, replaced or withdrawn.",
        source="Making Safeguarding Personal",
        example="Of 10 wishes recorded at least twice, 1 was refined, 1 was replaced and 6 stayed as "
        "they were; for 2 it is not recorded: 2 of 8, 25%.",
        unit=OUTCOME,
        shape=Proportion(
            numerator=wish.changed == "yes",
            rest=wish.changed == "no",
            not_recorded=wish.changed.is_not(None),
        ),
        counts="wishes",
        caveats=(COUNTS_WISHES, "A wish that changes can mean that the conversation went on."),
    ),
    Measure(
        key="negotiated",
        theme=THEME,
        question="Were wishes talked through and agreed afresh?",
        definition="Wishes of concluded enquiries where any record says that they were agreed after "
        "negotiation; the rest say that they were not.",
        source="Making Safeguarding Personal",
        example="Of 9 wishes, 2 were agreed after negotiation, 6 were not, and for 1 it is not "
        "recorded: 2 of 8, 25%.",
        unit=OUTCOME,
        shape=Proportion(
            numerator=wish.negotiated == "yes",
            rest=wish.negotiated == "no",
            not_recorded=wish.negotiated == NOT_RECORDED,
        ),
        counts="wishes",
        caveats=(COUNTS_WISHES, "Negotiated means agreed with the person, not decided for them."),
    ),
    Measure(
        key="outcome_paths",
        theme=THEME,
        question="How did wishes go, from first words to what happened?",
        definition="Wishes of concluded enquiries by whether a theme was recorded at the first record, "
        "whether the wish changed by the conclusion, and how far it was achieved.",
        source="Making Safeguarding Personal",
        example="Of 10 wishes with a theme at the start, 3 changed and 7 did not. Of the 7, 4 were "
        "fully met, 2 partly and 1 not.",
        unit=OUTCOME,
        shape=Cross(
            kind="flows",
            names=("start", "end", "met"),
            columns=(wish.path_start, wish.path_end, wish.path_met),
            codes=(
                ("recorded", NOT_RECORDED),
                ("changed", "unchanged", "not_known"),
                (*JUDGED, NOT_RECORDED),
            ),
        ),
        counts="wishes",
        caveats=(COUNTS_WISHES, NOT_OF_A_SERVICE),
    ),
    Measure(
        key="sustained",
        theme=THEME,
        question="Was it still so later?",
        definition="Wishes fully or partly achieved at conclusion and looked at again at a review or "
        "follow-up, where the last look still found them so.",
        source="Making Safeguarding Personal",
        example="Of 6 met wishes that were looked at again, 3 were still fully met, 1 partly and 1 no "
        "longer; for 1 it was too early: 4 of 5, 80%.",
        unit=OUTCOME,
        shape=Proportion(
            numerator=wish.achieved.in_(HAPPENED) & wish.achieved_later.in_(HAPPENED),
            rest=wish.achieved.in_(HAPPENED) & (wish.achieved_later == "not_achieved"),
            not_recorded=wish.achieved.in_(HAPPENED) & wish.achieved_later.in_(ACHIEVED_UNKNOWN),
        ),
        counts="wishes",
        caveats=(COUNTS_WISHES, "Only wishes that somebody went back to are counted."),
    ),
    Measure(
        key="why",
        theme=THEME,
        question="Why were wishes easy or hard to meet?",
        definition="The reason recorded on each wish's closing record, apart for wishes fully achieved, "
        "partly achieved and not achieved.",
        source="Making Safeguarding Personal",
        example="Of 5 wishes not met, 2 needed another organisation to act, 1 was limited by the law, "
        "and for 2 the reason is not recorded. Those met stand apart.",
        unit=OUTCOME,
        shape=Cross(
            kind="why",
            names=("achieved", "reason"),
            columns=(wish.achieved, wish.reason),
            codes=(JUDGED, code_list("outcome_reason").values),
            population=CLOSED & wish.achieved.in_(JUDGED),
        ),
        counts="wishes",
        caveats=(COUNTS_WISHES, "One reason is recorded for each wish, though there are often several."),
    ),
    Measure(
        key="partner_needed",
        theme=THEME,
        question="How often did a wish need someone else?",
        definition="Wishes with a closing record where any record names a kind of organisation whose help "
        "was needed.",
        source="Care Act 2014, sections 6 and 7",
        example="Of 8 wishes with a closing record, 2 name a kind of organisation whose help was "
        "needed: 2 of 8, 25%.",
        unit=OUTCOME,
        shape=Proportion(numerator=flag(wish.partner_named), rest=wish.partner_named == 0, population=CLOSED),
        counts="wishes",
        caveats=(COUNTS_WISHES, "No partner named may mean none was needed, or that nobody wrote it down."),
    ),
    Measure(
        key="partner_contribution",
        theme=THEME,
        question="What did partner organisations do?",
        definition="For each wish and each kind of organisation named, what the last record naming it says "
        "that it did.",
        source="Care Act 2014, sections 6 and 7",
        example="Of 4 wishes that name the police, the help was given in 2, partly given in 1, and in 1 "
        "it is not recorded.",
        unit=PARTNER,
        shape=Cross(
            kind="cells",
            names=("row", "column"),
            columns=(PARTNER.c.partner, PARTNER.c.contribution),
            codes=(code_list("partner").values, code_list("contribution").values),
            labels=("partner", "contribution"),
        ),
        counts="wishes",
        caveats=("Workers in one organisation record what another did. Ask the partner too.",),
    ),
    Measure(
        key="risk_outcome",
        theme=THEME,
        question="Did the risk remain?",
        definition="Concluded enquiries where a risk was identified, by whether it remained, was reduced or "
        "was removed.",
        source="Safeguarding Adults Collection, table SG2e",
        example="Of 10 concluded enquiries with a risk, it remained in 2, was reduced in 5 and was "
        "removed in 2; 1 is not recorded.",
        unit=ENQUIRY,
        shape=Categories(
            code=c.risk_outcome,
            codes="risk_outcome",
            omit=("not_applicable",),
            among=c.conclusion.in_(["risk_action_taken", "risk_no_action"])
            & (c.risk_outcome != "not_applicable"),
        ),
        caveats=(
            "People may choose to live with a risk. A risk that remains is not a failure.",
            WORKER_JUDGES,
        ),
    ),
    Measure(
        key="conclusion",
        theme=THEME,
        question="How did enquiries conclude?",
        definition="Concluded enquiries by what was found and whether action was taken.",
        source="Safeguarding Adults Collection, table SG2c",
        example="Of 10 concluded enquiries, in 6 a risk was found and action taken, in 2 no risk was "
        "found and nothing done, 1 ceased at the person's request, and 1 is not recorded.",
        unit=ENQUIRY,
        shape=Categories(code=c.conclusion, codes="enquiry_conclusion"),
        caveats=("It says what was found, not what the person thought of it.",),
    ),
    Measure(
        key="responses_used",
        theme=THEME,
        question="What else was tried?",
        definition="Concluded enquiries with each kind of response that was accepted, or not refused.",
        source="Making Safeguarding Personal toolkit",
        example="Of 10 concluded enquiries, 2 had mediation, 1 of these also counselling, and 8 had "
        "no such response: mediation 2, counselling 1.",
        unit=RESPONSE,
        shape=Categories(
            code=RESPONSE.c.response_type,
            codes="response_type",
            among=RESPONSE.c.response_type.is_not(None),
        ),
        caveats=("An enquiry may have several; each counts.",),
    ),
)
