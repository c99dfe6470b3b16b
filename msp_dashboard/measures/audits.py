"""Audits of files and focus groups: what auditors found in files, and what groups talked about."""

from msp_dashboard.measures.definition import Categories, Condition, Cross, Entries, Measure
from msp_dashboard.measures.units.audits import AUDIT
from msp_dashboard.measures.units.focus import FOCUS_GROUP
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

THEME = "Audits and focus groups"
c, group = AUDIT.c, FOCUS_GROUP.c
GRADES = ("inadequate", "requires_improvement", "good", "excellent")
FINDINGS = ("yes", "partly", "no")
ANSWERS = code_list("audit_answer").values
REPRESENTATIVE: Condition = c.sampling.in_(["random", "all"])


def _answers(*codes: str) -> Categories:
    return Categories(
        code=c.answer,
        codes="audit_answer",
        omit=tuple(code for code in ANSWERS if code not in codes),
    )


def _entries(population: Condition | None = None) -> Entries:
    return Entries(
        names=("question", "auditor"),
        columns=(c.question, c.auditor),
        codes=(code_list("audit_question").values, code_list("auditor").values),
        inner=_answers(*FINDINGS),
        own={"overall": _answers(*GRADES)},
        population=population,
    )


REPRESENTATIVE_FILES = Measure(
    key="audits.from_representative",
    theme=THEME,
    question="",
    definition="",
    source="Local audits",
    unit=AUDIT,
    date="audited_on",
    shape=_entries(REPRESENTATIVE),
)

MEASURES = (
    Measure(
        key="audits",
        theme=THEME,
        question="What do audits of files find?",
        definition="Answers to each question of an audit by who audited, of audits in the period. Those from "
        "files drawn at random, or from all files, stand beside: a share can be made of these only.",
        source="Local audits; Making Safeguarding Personal toolkit",
        example="Managers audited 10 files drawn at random: 7 have the person's own words, 2 partly, 1 not: "
        "7 of 10, 70%. Of 5 files chosen by hand no share is made.",
        unit=AUDIT,
        date="audited_on",
        shape=_entries(),
        beside={"from_representative": REPRESENTATIVE_FILES},
        counts="files",
        caveats=(
            "Files that were chosen say nothing of the rest, so only counts are shown of them.",
            "A care provider's audit of itself stands apart: it is what the provider says of itself.",
            "An auditor reads what was written down, and not what was done.",
        ),
    ),
    Measure(
        key="focus_themes",
        theme=THEME,
        question="What did focus groups talk about?",
        definition="How many focus groups talked about each theme, by whether it helped or was hard, and by "
        "who took part.",
        source="Local focus groups",
        example="Of 5 groups of carers, 3 said of having support that it helped and 2 that it was hard.",
        unit=FOCUS_GROUP,
        date="held_on",
        shape=Cross(
            kind="cells",
            names=("theme", "polarity", "participants"),
            columns=(group.theme, group.polarity, group.participants),
            codes=(
                code_list("quote_theme").values,
                (*code_list("polarity").values, NOT_RECORDED),
                code_list("focus_participants").values,
            ),
        ),
        counts="focus groups",
        of_people=False,
        caveats=(
            "A group says what was on its mind, and not how many people think so.",
            "Those who come to a group differ from those who do not.",
        ),
    ),
)
