"""Activity and repeat concerns: how much there was, as context only."""

from msp_dashboard.measures.definition import Count, Measure, Proportion, flag
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.records import CONCERN

THEME = "Activity and repeat"
c, concern = ENQUIRY.c, CONCERN.c
CONTEXT = "More or fewer is neither good nor bad: it depends on who speaks up and what is passed on."
DECIDED = ("no_enquiry", "passed_to_other_council", "duplicate")
SOURCE = "Safeguarding Adults Collection, tables SG1a to SG1f"

MEASURES = (
    Measure(
        key="concerns",
        theme=THEME,
        question="How many concerns were received?",
        definition="Concerns received in the period.",
        source=SOURCE,
        example="Of 3 concerns about one person and 1 about another, all count: 4.",
        unit=CONCERN,
        date="received_on",
        shape=Count(counted=concern.concern_id.is_not(None)),
        counts="concerns",
        caveats=(CONTEXT,),
    ),
    Measure(
        key="people",
        theme=THEME,
        question="How many people were concerns about?",
        definition="Different people with a concern received in the period.",
        source=SOURCE,
        example="Of 3 concerns about one person and 1 about another, there are 2 people: 2.",
        unit=CONCERN,
        date="received_on",
        distinct="person_id",
        shape=Count(counted=concern.concern_id.is_not(None)),
        counts="people",
        caveats=(CONTEXT,),
    ),
    Measure(
        key="enquiries_started",
        theme=THEME,
        question="How many enquiries were started?",
        definition="Enquiries started in the period.",
        source=SOURCE,
        example="Of 5 enquiries, 3 began in the period and 2 before it: 3.",
        unit=ENQUIRY,
        date="started_on",
        shape=Count(counted=c.enquiry_id.is_not(None)),
        caveats=(CONTEXT,),
    ),
    Measure(
        key="enquiries_concluded",
        theme=THEME,
        question="How many enquiries ended?",
        definition="Enquiries concluded in the period.",
        source=SOURCE,
        example="Of 5 enquiries, 2 ended in the period, 2 are open and 1 ended before it: 2.",
        unit=ENQUIRY,
        shape=Count(counted=c.concluded_on.is_not(None)),
        caveats=(CONTEXT, "Someone with two enquiries counts twice."),
    ),
    Measure(
        key="people_concluded",
        theme=THEME,
        question="How many people had an enquiry that ended?",
        definition="Different people with an enquiry concluded in the period.",
        source=SOURCE,
        example="Of 3 enquiries that ended, 2 were about the same person: 2 people.",
        unit=ENQUIRY,
        distinct="person_id",
        shape=Count(counted=c.concluded_on.is_not(None)),
        counts="people",
        caveats=(CONTEXT,),
    ),
    Measure(
        key="enquiries_open",
        theme=THEME,
        question="How many enquiries were open at the end?",
        definition="Enquiries started by the period's last day and not concluded by it.",
        source=SOURCE,
        example="Of 5 enquiries begun by the last day, 3 had ended by then: 2 were open.",
        unit=ENQUIRY,
        date=None,
        at_period_end=("started_on", "concluded_on"),
        shape=Count(counted=c.enquiry_id.is_not(None)),
        caveats=(CONTEXT,),
    ),
    Measure(
        key="conversion",
        theme=THEME,
        question="How many concerns led to an enquiry?",
        definition="Of concerns decided in the period, those that led to a section 42 or other enquiry. "
        "Decisions still pending are left out.",
        source="Safeguarding Adults Collection, table SG1a",
        example="Of 20 decided concerns, 7 led to a section 42 enquiry, 1 to another and 8 to none; 4 "
        "are not recorded: 8 of 16, 50%.",
        unit=CONCERN,
        date="decided_on",
        shape=Proportion(
            numerator=concern.decision.in_(["s42_enquiry", "other_enquiry"]),
            rest=concern.decision.in_(DECIDED),
            not_recorded=concern.decision != "pending",
        ),
        counts="concerns",
        caveats=(CONTEXT, "Councils differ widely in what they count as a concern."),
    ),
    Measure(
        key="repeat_concern",
        theme=THEME,
        question="Was there another concern about the person within a year?",
        definition="People with an enquiry concluded in the period (their first such), followed for a full "
        "year, with another concern received 8 to 365 days after it. People who died are left out.",
        source="Local records; full follow-up only",
        example="Of 12 people, 8 could be followed for a year; another concern came for 2 of them "
        "between 8 and 365 days later: 2 of 8, 25%.",
        unit=ENQUIRY,
        distinct="person_id",
        shape=Proportion(
            numerator=flag(c.followed_a_year) & flag(c.repeat_concern), rest=flag(c.followed_a_year)
        ),
        counts="people",
        caveats=(
            "Coming back can mean trust.",
            "People whose year of follow-up is not over are left out, so recent periods are thin.",
        ),
        needs=frozenset({"enquiries.concluded_on", "enquiries.ended_early"}),
    ),
)
