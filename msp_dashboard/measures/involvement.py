"""Being heard: were people asked, who spoke, and did they take part?"""

from msp_dashboard.measures.definition import Categories, Condition, Measure, Proportion, flag
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.expressions import known
from msp_dashboard.measures.units.records import CONCERN, MEETING

THEME = "Being heard"
c = ENQUIRY.c
EXPRESSED: Condition = c.outcomes_asked == "asked_expressed"
ASKED: Condition = c.outcomes_asked.in_(["asked_expressed", "asked_none_expressed"])
NOT_ASKED: Condition = c.outcomes_asked == "not_asked"
ANSWER_UNKNOWN: Condition = ~known(c.outcomes_asked)
NOT_A_SATISFACTION_RATE = (
    "Being asked is the start of the conversation. It does not say how well it was held."
)

MEASURES = (
    Measure(
        key="heard_at_concern",
        theme=THEME,
        question="Were the adult's views sought when the concern was raised?",
        definition="Concerns received in the period where the views of the adult, or of someone for them, "
        "were sought before or as it was raised; the rest are those where nobody's were, or where it was "
        "not safe to ask.",
        source="Care Act 2014 guidance, chapter 14; Making Safeguarding Personal",
        example="Of 20 concerns, the adult's views were sought in 10 and a representative's in 2; "
        "nobody's were in 4, and 4 are not recorded: 12 of 16, 75%.",
        unit=CONCERN,
        date="received_on",
        shape=Proportion(
            numerator=CONCERN.c.views_sought.in_(["adult", "representative"]),
            rest=CONCERN.c.views_sought.in_(["no", "unsafe"]),
            not_recorded=CONCERN.c.views_sought.is_not(None),
        ),
        counts="concerns",
        caveats=(
            "People who raise concerns fill this in, so it depends on who they are and what their form asks.",
            "It can be right not to ask: asking may put the person in danger.",
        ),
    ),
    Measure(
        key="asked",
        theme=THEME,
        question="Were people asked what they wanted?",
        definition="Concluded enquiries where the adult, or someone for them, was asked what they wanted to "
        "happen. Not asked is an answer and stays in the total; only not applicable leaves it.",
        source="Safeguarding Adults Collection, table SG4a",
        example="Of 10 concluded enquiries, in 6 somebody was asked, in 2 nobody was, 1 is not recorded "
        "and 1 not applicable: 6 of 8, 75%.",
        unit=ENQUIRY,
        shape=Proportion(numerator=ASKED, rest=NOT_ASKED, not_recorded=ANSWER_UNKNOWN),
        caveats=(
            NOT_A_SATISFACTION_RATE,
            "A new form can change what is recorded without a change in practice.",
        ),
    ),
    Measure(
        key="expressed",
        theme=THEME,
        question="Were people's wishes recorded?",
        definition="Concluded enquiries where the adult, or someone for them, was asked and said what they "
        "wanted to happen. The rest were asked and said nothing that was recorded, or were not asked.",
        source="Safeguarding Adults Collection, table SG4a; first part of the sector's outcome measure",
        example="Of 10 concluded enquiries, 4 hold what the person wanted, in 2 they were asked and "
        "said nothing, in 2 nobody was asked, and 2 are not recorded: 4 of 8, 50%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=EXPRESSED,
            rest=c.outcomes_asked.in_(["asked_none_expressed", "not_asked"]),
            not_recorded=ANSWER_UNKNOWN,
        ),
        caveats=("A person may be asked and choose to say nothing.", NOT_A_SATISFACTION_RATE),
    ),
    Measure(
        key="own_words",
        theme=THEME,
        question="Is the box for the person's own words filled in?",
        definition="Of concluded enquiries where wishes were recorded, those where any words stand in the "
        "own-words box of at least one wish.",
        source="Making Safeguarding Personal",
        example="Of 5 concluded enquiries with wishes, 4 hold words in the box for at least one wish "
        "and 1 holds none: 4 of 5, 80%.",
        unit=ENQUIRY,
        shape=Proportion(numerator=EXPRESSED & flag(c.has_own_words), rest=EXPRESSED),
        caveats=("A filled box is not proof that the words are the person's own: read a sample.",),
    ),
    Measure(
        key="expressed_by",
        theme=THEME,
        question="Who told us what the person wanted?",
        definition="For each concluded enquiry with wishes recorded, whose voice the first recorded wish "
        "holds.",
        source="Making Safeguarding Personal; Care Act 2014, section 68",
        example="Of 8 concluded enquiries with wishes, the first holds the adult's voice in 5, a "
        "representative's in 2, and in 1 the voice is not recorded.",
        unit=ENQUIRY,
        shape=Categories(code=c.first_voice, codes="voice", among=EXPRESSED & (c.wishes > 0)),
        caveats=("Someone else may speak for the adult because the adult asked them to.",),
    ),
    Measure(
        key="wishes_per_enquiry",
        theme=THEME,
        question="How many wishes did people have?",
        definition="Concluded enquiries with wishes recorded, by how many different wishes each has.",
        source="Making Safeguarding Personal",
        example="Of 6 concluded enquiries with wishes, 3 have one wish, 2 have two and 1 has four: 3, "
        "2 and 1.",
        unit=ENQUIRY,
        shape=Categories(
            code=c.wishes_band,
            codes={"1": "One wish", "2": "Two wishes", "3_or_more": "Three or more wishes"},
            among=EXPRESSED & (c.wishes > 0),
        ),
        caveats=("More wishes are not better: some forms have room for only three.",),
    ),
    Measure(
        key="not_asked_reasons",
        theme=THEME,
        question="Why were people not asked?",
        definition="Concluded enquiries where nobody was asked what they wanted, by the reason recorded.",
        source="Making Safeguarding Personal",
        example="Of 5 enquiries where nobody was asked, 2 could not be contacted, 1 had died, and for "
        "2 the reason is not recorded.",
        unit=ENQUIRY,
        shape=Categories(code=c.not_asked_reason, codes="not_asked_reason", among=NOT_ASKED),
        caveats=("Some reasons are good ones: it may not be safe to ask.",),
    ),
    Measure(
        key="seen_alone",
        theme=THEME,
        question="Was the adult offered time alone with the worker?",
        definition="Concluded enquiries where the adult was seen alone, or was offered it and declined.",
        source="Care Act 2014 guidance, chapter 14",
        example="Of 12 concluded enquiries, in 6 the adult was seen alone, in 2 they declined, in 2 "
        "they were not seen alone, and 2 are not recorded: 8 of 10, 80%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=c.seen_alone.in_(["yes", "declined"]),
            rest=c.seen_alone == "no",
            not_recorded=~known(c.seen_alone),
        ),
        caveats=("Some people want somebody they trust beside them.",),
    ),
    Measure(
        key="agreed",
        theme=THEME,
        question="Did the adult agree to the enquiry?",
        definition="Concluded enquiries by whether the adult agreed to an enquiry being made.",
        source="Care Act 2014, section 42",
        example="Of 10 concluded enquiries, the adult agreed in 6, did not in 1, and lacked capacity to "
        "decide in 2; 1 is not recorded.",
        unit=ENQUIRY,
        shape=Categories(code=c.agreed_to_enquiry, codes="agreed"),
        caveats=("A section 42 enquiry does not need the adult's consent.",),
    ),
    Measure(
        key="overridden",
        theme=THEME,
        question="Why did work go against someone's wishes?",
        definition="Concluded enquiries with a recorded reason for acting against the adult's wishes.",
        source="Care Act 2014 guidance, chapter 14; Mental Capacity Act 2005",
        example="Of 30 concluded enquiries, 27 name no reason and are left out. In 2 others were at "
        "risk, and in 1 a court decided: 2 and 1.",
        unit=ENQUIRY,
        shape=Categories(
            code=c.override_reason,
            codes="override_reason",
            not_recorded_is_a_code=True,
            among=c.override_reason.is_not(None),
        ),
        caveats=("A blank means that wishes were not overridden, or that nobody wrote that they were.",),
    ),
    Measure(
        key="took_part",
        theme=THEME,
        question="Did the adult take part in a meeting about them?",
        definition="Of concluded enquiries with a meeting, those where the adult took part in at least one: "
        "in person, remotely, or by their own report or picture.",
        source="Making Safeguarding Personal",
        example="Of 10 concluded enquiries, 6 had a meeting. In 3 the adult came, in 1 they sent a "
        "picture, in 2 they were not invited: 4 of 6, 67%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=c.took_part == "yes", rest=c.took_part == "no", not_recorded=c.took_part.is_not(None)
        ),
        caveats=("Most enquiries need no meeting. Some people choose to stay away.",),
    ),
    Measure(
        key="represented",
        theme=THEME,
        question="Did the adult, or someone for them, take part in a meeting?",
        definition="Of concluded enquiries with a meeting, those where the adult, someone who represents "
        "them, or an advocate took part in at least one.",
        source="Making Safeguarding Personal; Care Act 2014, section 68",
        example="Of 6 concluded enquiries with a meeting, the adult came in 3, only an advocate in 2, "
        "nobody for them in 1: 5 of 6, 83%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=c.represented == "yes",
            rest=c.represented == "no",
            not_recorded=c.represented.is_not(None),
        ),
        caveats=("Most enquiries need no meeting. Some people choose to stay away.",),
    ),
    Measure(
        key="meeting_invitation",
        theme=THEME,
        question="How did adults take part in meetings about them?",
        definition="Meetings held in concluded enquiries, by how the adult took part.",
        source="Making Safeguarding Personal",
        example="At 8 meetings, 3 adults came in person, 1 took part remotely, 2 chose not to and 2 "
        "were not invited. An enquiry with two meetings counts twice.",
        unit=MEETING,
        shape=Categories(code=MEETING.c.adult_took_part, codes="attendance"),
        counts="meetings",
        caveats=("It counts meetings: an enquiry with three meetings counts three times.",),
    ),
)
