"""Experience: what adults, and apart from them representatives and advocates, say of how it was."""

from collections.abc import Mapping

from sqlalchemy import case

from msp_dashboard.measures.definition import (
    Bands,
    Categories,
    Count,
    Entries,
    Inner,
    Measure,
    Proportion,
    State,
)
from msp_dashboard.measures.units.experience import ANSWER, INVITED, NO_ANSWER, SAFER
from msp_dashboard.measures.units.expressions import known
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

THEME = "Experience"
SOURCE = "Local questionnaires; Making Safeguarding Personal 2013/14 report"
answer, safer = ANSWER.c, SAFER.c
QUESTIONS = tuple(code for code in code_list("survey_question").values if code != INVITED)
AFTERWARDS = ("listened_to", "in_control", "feel_safer")
RESPONDENTS = code_list("respondent").values
ACHIEVED = (*code_list("outcomes_achieved").recorded, NOT_RECORDED)
CHANGES = {"higher": "Safer than at the start", "same": "As safe as then", "lower": "Less safe than then"}
SAID: State = case((answer.answer == "not_answered", NOT_RECORDED), else_=answer.answer)
ANSWERS = Categories(code=SAID, codes="survey_answer", omit=NO_ANSWER)
APART = "Adults, representatives and advocates see different things: their answers are never added together."
WHO_ANSWERS = "Those who answer differ from those who do not, so this is not what everyone would have said."
CONTENT = "People can be content when their wishes are not met, and unhappy when they are."


def _beside(
    name: str, whose: str, inner: Inner, first: str | None = None, within: str | None = None
) -> Measure:
    """A figure of questionnaires of each respondent: each counts once, by its first row in the period."""
    return Measure(
        key=f"experience.{name}",
        theme=THEME,
        question="",
        definition="",
        source=SOURCE,
        unit=ANSWER,
        date="collected_on",
        distinct=whose,
        first=first,
        within=within,
        shape=Entries(
            names=("respondent",),
            columns=(answer.respondent,),
            codes=(RESPONDENTS,),
            inner=inner,
            population=answer[whose].is_not(None),
        ),
    )


BESIDE: Mapping[str, Measure] = {
    "responses": _beside("responses", "answered_by", Count(), within="invited"),
    "invited": _beside("invited", "invited_by", Count()),
    "modes": _beside(
        "modes", "answered_by", Categories(code=answer.mode, codes="survey_mode"), "question_place"
    ),
    "independent": _beside(
        "independent",
        "answered_by",
        Proportion(
            numerator=answer.independent == "yes",
            rest=answer.independent == "no",
            not_recorded=~known(answer.independent),
        ),
        "question_place",
    ),
    "days_since_conclusion": _beside(
        "days_since_conclusion",
        "answered_by",
        Bands(days=answer.days_since_conclusion, among=answer.days_since_conclusion >= 0),
    ),
}

MEASURES = (
    Measure(
        key="experience",
        theme=THEME,
        question="What do people say of how safeguarding was for them?",
        definition="Answers to each question of a questionnaire, apart for adults, representatives and "
        "advocates, with how many were invited and how many answered anything, how and by whom they were "
        "asked, and how long after the enquiry ended.",
        source=SOURCE,
        example="Of 40 adults invited, 12 answered: 12 of 40, 30%. Of these, 10 said whether they felt "
        "listened to: 5 fully, 3 partly, 1 mostly not and 1 not; 2 left it out.",
        unit=ANSWER,
        date="collected_on",
        shape=Entries(
            names=("question", "respondent"),
            columns=(answer.question, answer.respondent),
            codes=(QUESTIONS, RESPONDENTS),
            inner=ANSWERS,
            population=answer.question != INVITED,
        ),
        beside=BESIDE,
        counts="answers",
        caveats=(
            APART,
            WHO_ANSWERS,
            CONTENT,
            "Someone asked by the person who led the enquiry may say less of what went wrong.",
        ),
    ),
    Measure(
        key="safer_change",
        theme=THEME,
        question="Do people feel safer than at the start?",
        definition="Enquiries where the same kind of respondent said at the start and later how safe they "
        "feel: whether the later answer is higher, the same or lower. Of several, the first at the start and "
        "the last one later.",
        source=SOURCE,
        example="Of 8 enquiries where the adult was asked twice, 5 say safer, 2 the same and 1 less safe.",
        unit=SAFER,
        date="collected_on",
        shape=Entries(
            names=("respondent",),
            columns=(safer.respondent,),
            codes=(RESPONDENTS,),
            inner=Categories(code=safer.change, codes=CHANGES),
        ),
        needs=frozenset({"experience.stage"}),
        caveats=(
            APART,
            WHO_ANSWERS,
            "Only those asked twice are here. Someone who felt safe at the start cannot say safer.",
        ),
    ),
    Measure(
        key="experience_by_met",
        theme=THEME,
        question="What do people say where their wishes were met, and where not?",
        definition="Answers after the start on feeling listened to, in control and safer, by whether the "
        "wishes were met as the worker recorded it, apart for adults, representatives and advocates.",
        source=SOURCE,
        example="Where wishes were not met, 6 adults said whether they felt listened to: 4 fully or "
        "partly, 2 not. Where they were fully met, 9 of 10 said fully or partly.",
        unit=ANSWER,
        date="collected_on",
        shape=Entries(
            names=("question", "respondent", "outcomes_achieved"),
            columns=(answer.question, answer.respondent, answer.outcomes_achieved),
            codes=(AFTERWARDS, RESPONDENTS, ACHIEVED),
            inner=ANSWERS,
            population=answer.question.in_(AFTERWARDS)
            & answer.enquiry_id.is_not(None)
            & (answer.stage != "start"),
            sums_elsewhere="outcomes_achieved",
        ),
        counts="answers",
        caveats=(
            CONTENT,
            APART,
            WHO_ANSWERS,
            "It shows both side by side; it cannot say that one led to the other.",
        ),
    ),
)
