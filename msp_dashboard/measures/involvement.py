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
        unit=MEETING,
        shape=Categories(code=MEETING.c.adult_took_part, codes="attendance"),
        counts="meetings",
        caveats=("It counts meetings: an enquiry with three meetings counts three times.",),
    ),
)
