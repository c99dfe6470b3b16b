"""Evidence together: what records, questionnaires, audits and focus groups say of one question."""

from msp_dashboard.measures.definition import Aspect, Measure, Together
from msp_dashboard.measures.units.enquiry import ENQUIRY

ASPECTS = {
    "asked": Aspect(record="asked", survey="listened_to", audit="wishes_recorded", theme="being_asked"),
    "own_words": Aspect(record="own_words", survey=None, audit="own_words", theme=None),
    "met": Aspect(record="met", survey="satisfied", audit="outcomes_reviewed", theme="what_changed"),
    "supported": Aspect(
        record="supported", survey="involved", audit="advocacy_considered", theme="having_support"
    ),
    "capacity": Aspect(
        record="assessed", survey="understood", audit="capacity_considered", theme="capacity_and_rights"
    ),
    "pace": Aspect(record="departures", survey="informed", audit="pace_explained", theme="time_and_pace"),
    "risk": Aspect(
        record="risk_outcome", survey="feel_safer", audit="risk_with_person", theme="feeling_safe"
    ),
    "in_control": Aspect(record="took_part", survey="in_control", audit=None, theme="working_together"),
}

MEASURES = (
    Measure(
        key="triangulation",
        theme="Evidence together",
        question="What do records, people, audits and focus groups say side by side?",
        definition="For each question that a board asks: the figure from records, what adults and "
        "representatives answered, what audits found, and how many focus groups spoke of it. They stand side "
        "by side; nothing is averaged, and no conclusion is drawn by the program.",
        source="Making Safeguarding Personal 2013/14 report",
        example="Records: somebody was asked in 18 enquiries and nobody in 2: 18 of 20, 90%. "
        "Questionnaires: of 10 adults who answered, 5 felt fully listened to. Both can be true, "
        "and the board asks why.",
        unit=ENQUIRY,
        shape=Together(experience="experience", audits="audits", themes="focus_themes", aspects=ASPECTS),
        needs=frozenset({"enquiries.enquiry_ref"}),
        counts="enquiries, answers, files and focus groups",
        caveats=(
            "Each source asks other people about other things: where they differ, each may be right.",
            "Different people are behind each source, and they are never added together.",
        ),
    ),
)
