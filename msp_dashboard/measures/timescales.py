"""Timescales: how long things take at the person's pace, counted from the start."""

from msp_dashboard.measures.definition import Bands, Categories, Duration, Measure
from msp_dashboard.measures.units.durations import REVIEWED
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.records import CONCERN

THEME = "Timescales"
c = ENQUIRY.c
LONGER_IS_NOT_WORSE = "Longer is not worse: staying at the person's pace can take time."
FOLLOWED_SO_FAR = "Those still open are counted too: leaving them out would make things look quicker."
METHOD = "Kaplan and Meier 1958; whole days, by opening date"

MEASURES = (
    Measure(
        key="days_to_decision",
        theme=THEME,
        question="How soon was it decided what to do about a concern?",
        definition="Days from receiving a concern to deciding what to do, for those received in the period.",
        source=METHOD,
        example="Of 4 concerns, 3 were decided after 1, 3 and 9 days, and 1 is undecided after 5: "
        "half were decided by day 3.",
        unit=CONCERN,
        date="received_on",
        shape=Duration(days=CONCERN.c.days_to_decision, ended=CONCERN.c.days_to_decision_ended),
        counts="concerns",
        caveats=(FOLLOWED_SO_FAR,),
    ),
    Measure(
        key="days_to_conversation",
        theme=THEME,
        question="How soon did someone talk with the person about what they want?",
        definition="Days from receiving the concern (or else the start of the enquiry) to the first "
        "conversation about what the person wants, for enquiries started in the period.",
        source=METHOD,
        example="Of 4 enquiries, the first conversation came after 0, 2 and 8 days, and in 1 none had "
        "after 30: half had one by day 2.",
        unit=ENQUIRY,
        date="started_on",
        shape=Duration(days=c.days_to_conversation, ended=c.days_to_conversation_ended),
        caveats=(
            LONGER_IS_NOT_WORSE,
            "An enquiry that ended without such a conversation is counted up to its end.",
        ),
    ),
    Measure(
        key="days_to_conclusion",
        theme=THEME,
        question="How long did enquiries take?",
        definition="Days from start to conclusion, for enquiries started in the period.",
        source=METHOD,
        example="Of 4 enquiries, 3 ended after 20, 60 and 90 days, and 1 is open after 120: half had "
        "ended by day 60.",
        unit=ENQUIRY,
        date="started_on",
        shape=Duration(
            days=c.days_to_conclusion,
            ended=c.days_to_conclusion_ended,
            competing=c.ended_early.in_(["died", "moved_away"]),
        ),
        caveats=(
            LONGER_IS_NOT_WORSE,
            FOLLOWED_SO_FAR,
            "An enquiry that ended as the person died or moved away did not reach its own end: the curve "
            "leaves those endings out.",
        ),
    ),
    Measure(
        key="days_to_review",
        theme=THEME,
        question="How soon did someone go back to ask?",
        definition="Days from conclusion to the first record of a wish at a review or follow-up, for "
        "enquiries concluded in the period where a review was planned or the plan was not recorded.",
        source=METHOD,
        example="Of 4 enquiries with a review planned, someone went back after 30, 80 and 100 days, "
        "and in 1 nobody has after 200: half by day 80.",
        unit=ENQUIRY,
        shape=Duration(
            days=c.days_to_review, ended=c.days_to_review_ended, among=c.plan_review.in_(REVIEWED)
        ),
        caveats=(FOLLOWED_SO_FAR, "A review that did not look at wishes again is not seen here."),
    ),
    Measure(
        key="open_now",
        theme=THEME,
        question="How long have open enquiries been open?",
        definition="Enquiries open at the extract date, by days since they started.",
        source="Local records",
        example="Of 5 open enquiries, 2 began 3 and 6 days ago, 2 began 30 and 40 days ago, and 1 "
        "began 200 days ago: 2, 2 and 1 in their bands.",
        unit=ENQUIRY,
        date=None,
        shape=Bands(days=c.days_open, among=c.days_open.is_not(None)),
        caveats=(
            LONGER_IS_NOT_WORSE,
            "It is the count on the last day of the data, whatever period is chosen.",
        ),
    ),
    Measure(
        key="departures",
        theme=THEME,
        question="Why do some enquiries take longer?",
        definition="Concluded enquiries by why their pace differed from local procedure.",
        source="Care Act 2014 guidance, chapter 14",
        example="Of 10 concluded enquiries, 6 went as usual, 2 at the person's own pace, 1 waited for "
        "the police, and 1 is not recorded.",
        unit=ENQUIRY,
        shape=Categories(code=c.departure_reason, codes="departure_reason"),
        caveats=("A reason is not a breach.", LONGER_IS_NOT_WORSE),
    ),
)
