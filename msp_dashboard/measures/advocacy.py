"""Advocacy and support: did someone stand beside the person who needed it?"""

from msp_dashboard.measures.definition import Categories, Condition, Count, Duration, Measure, Proportion
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.expressions import IN_PLACE, INDEPENDENT_ADVOCACY
from msp_dashboard.measures.units.records import ADVOCACY
from msp_dashboard.vocabulary import NOT_RECORDED

THEME = "Advocacy and support"
c, request = ENQUIRY.c, ADVOCACY.c
NOT_THERE = ("waiting", "not_available", "needed_not_offered")
NEED_UNKNOWN = (NOT_RECORDED, "not_offered_need_unknown")
LACKED: Condition = c.lacked_capacity == "yes"
INDEPENDENT: Condition = request.advocacy_type.in_(INDEPENDENT_ADVOCACY)
UNMET: Condition = INDEPENDENT & request.status.in_(NOT_THERE)
NEEDS_SOMEONE: Condition = (c.substantial_difficulty == "yes") & (c.appropriate_person == "no")
DUTY_NOT_MET: Condition = NEEDS_SOMEONE & (c.care_act_advocate == 0)
NO_DUTY: Condition = (c.substantial_difficulty == "no") | (c.appropriate_person == "yes")
COUNTS_REQUESTS = "It counts requests: a person may have more than one."

MEASURES = (
    Measure(
        key="supported",
        theme=THEME,
        question="Were people who lacked capacity supported by someone?",
        definition="Of concluded enquiries where the person lacked capacity to make decisions about the "
        "enquiry, those where an advocate, family or a friend supported them.",
        source="Safeguarding Adults Collection, table SG3a",
        example="Of 10 enquiries where the person lacked capacity, in 6 an advocate, family or a friend "
        "supported them, in 2 nobody did, and 2 are not recorded: 6 of 8, 75%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=LACKED & c.supported_by.in_(["advocate", "family", "friend"]),
            rest=LACKED & (c.supported_by == "none"),
            not_recorded=LACKED,
        ),
        caveats=("Support from family is not the same as an independent advocate.",),
    ),
    Measure(
        key="advocacy_gap",
        theme=THEME,
        question="Was an advocate missing where the Care Act asks for one?",
        definition="Concluded enquiries where the person had substantial difficulty in taking part and had "
        "no appropriate person, and no Care Act advocate or IMCA was in place or provided; the rest had one.",
        source="Care Act 2014, section 68",
        example="Of 12 enquiries with substantial difficulty, 7 had someone appropriate. Of the other "
        "5, 3 had a Care Act advocate or an IMCA and 2 had none: 2 of 5, 40%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=DUTY_NOT_MET,
            rest=NEEDS_SOMEONE,
            not_recorded=~NO_DUTY
            & ((c.substantial_difficulty == NOT_RECORDED) | (c.appropriate_person == NOT_RECORDED)),
        ),
        caveats=(
            "It is only as sound as the record of who had difficulty and who could help.",
            "An IMCA counts here too: ask whether they also acted as the Care Act advocate.",
        ),
        needs=frozenset({"enquiries.substantial_difficulty", "enquiries.appropriate_person"}),
    ),
    Measure(
        key="independent_advocate",
        theme=THEME,
        question="Did an independent advocate support people who lacked capacity?",
        definition="Of concluded enquiries where the person lacked capacity, those with an independent "
        "advocate in place or provided; the rest have another recorded answer about advocacy.",
        source="Care Act 2014, section 68; Mental Capacity Act 2005, sections 35 to 41",
        example="Of 10 enquiries where the person lacked capacity, 4 had an independent advocate, 4 "
        "have another answer about advocacy, and in 2 nothing is recorded: 4 of 8, 50%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=LACKED & (c.independent_advocate == "yes"),
            rest=LACKED & (c.independent_advocate == "no"),
            not_recorded=LACKED,
        ),
        caveats=("Not everyone who lacks capacity needs one: family or a friend may be the right support.",),
    ),
    Measure(
        key="advocacy_journey",
        theme=THEME,
        question="Where did requests for an independent advocate get to?",
        definition="Records of independent advocacy in concluded enquiries, by where each one stands.",
        source="Care Act 2014, section 68",
        example="Of 10 requests, 5 were provided, 2 are awaited, 1 was declined, 1 was not available, "
        "and 1 is not recorded.",
        unit=ADVOCACY,
        shape=Categories(
            code=request.status,
            codes="advocacy_status",
            among=INDEPENDENT,
            sums_elsewhere=(NOT_THERE, (*IN_PLACE, "declined"), NEED_UNKNOWN, ("not_needed",)),
        ),
        counts="requests",
        caveats=(COUNTS_REQUESTS,),
    ),
    Measure(
        key="advocacy_unmet",
        theme=THEME,
        question="Was an independent advocate needed and not there?",
        definition="Records of independent advocacy in concluded enquiries where one was needed and was "
        "still awaited, not available or not offered; the rest had one, or declined.",
        source="Care Act 2014, section 68",
        example="Of 12 requests, 2 are awaited and 1 was not available; 5 were provided and 2 "
        "declined; 1 is not recorded and 1 was not needed: 3 of 10, 30%.",
        unit=ADVOCACY,
        shape=Proportion(
            numerator=UNMET,
            rest=INDEPENDENT & request.status.in_([*IN_PLACE, "declined"]),
            not_recorded=INDEPENDENT & request.status.in_(NEED_UNKNOWN),
        ),
        counts="requests",
        caveats=(COUNTS_REQUESTS, "A need that nobody wrote down is not here."),
    ),
    Measure(
        key="advocacy_barriers",
        theme=THEME,
        question="What stood in the way of an advocate?",
        definition="Unmet needs for an independent advocate, by the difficulty recorded.",
        source="Care Act 2014, section 68",
        example="Of 4 unmet requests, 2 met a waiting list, 1 a service that had no capacity, and for "
        "1 the barrier is not recorded.",
        unit=ADVOCACY,
        shape=Categories(code=request.barrier, codes="advocacy_barrier", among=UNMET),
        counts="requests",
        caveats=(COUNTS_REQUESTS,),
        needs=frozenset({"advocacy.barrier"}),
    ),
    Measure(
        key="advocacy_types",
        theme=THEME,
        question="Which kind of support was in place?",
        definition="Records of advocacy and support in place or provided in concluded enquiries, by kind; "
        "family and friends are shown, and are never counted as independent.",
        source="Care Act 2014; Mental Capacity Act 2005; Mental Health Act 1983",
        example="Of 9 records of support in place, 4 are Care Act advocates, 2 are IMCAs and 3 are family.",
        unit=ADVOCACY,
        shape=Categories(
            code=request.advocacy_type, codes="advocacy_type", among=request.status.in_(IN_PLACE)
        ),
        counts="requests",
        caveats=("A person may have several kinds of support; each counts.",),
    ),
    Measure(
        key="advocacy_wait",
        theme=THEME,
        question="How long is it from asking for an advocate to a start?",
        definition="Days from request to start of independent advocacy provided or awaited, for requests "
        "made in the period, whether the enquiry is open or concluded. Those not begun are followed so far.",
        source="Care Act 2014, section 68; Kaplan and Meier 1958",
        example="Of 4 requests, 2 began after 5 and 20 days, 1 after 40, and 1 is still awaited after "
        "60: half had begun by day 20.",
        unit=ADVOCACY,
        date="requested_on",
        shape=Duration(
            days=request.days_waited,
            ended=request.days_waited_ended,
            among=INDEPENDENT & request.status.in_(["provided", "waiting"]),
        ),
        counts="requests",
        caveats=("Requests without a date are not here.", COUNTS_REQUESTS),
    ),
)

UNLISTED = (
    Measure(
        key="support_named",
        theme=THEME,
        question="How many enquiries name someone as support, whether or not capacity was lacking?",
        definition="Concluded enquiries in which an advocate, family or a friend is named as support.",
        source="Safeguarding Adults Collection, table SG3a",
        unit=ENQUIRY,
        shape=Count(counted=c.supported_by.in_(["advocate", "family", "friend"])),
    ),
)
