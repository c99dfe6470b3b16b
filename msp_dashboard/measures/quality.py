"""Data quality: how complete the records are, and where they do not agree with themselves."""

from msp_dashboard.measures.definition import Listed, Measure, Proportion
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.expressions import known
from msp_dashboard.measures.units.recording import RECORDING
from msp_dashboard.warehouse import resource

THEME = "Data quality"
# Blank where wishes were not overridden; whether a record is restricted, and its type, are no answers.
NO_ANSWERS = ("enquiry_type", "override_reason", "restricted")
JUDGED = ("fully", "partially", "not_achieved")

c = ENQUIRY.c
r = RECORDING.c
FIELDS = tuple(
    field.name
    for field in resource("enquiries").fields
    if field.code_list is not None and field.name not in NO_ANSWERS
)
_JUDGED = (r.outcomes_asked == "asked_expressed") & r.outcomes_achieved.in_(JUDGED)


def _completeness(name: str) -> Measure:
    recorded = known(c[name])
    # Where nobody was not asked, a reason is not looked for; other blanks are answers that are missing.
    asked_of = c.outcomes_asked == "not_asked" if name == "not_asked_reason" else None
    return Measure(
        key=f"completeness.{name}",
        theme=THEME,
        question="",
        definition="",
        source="",
        unit=ENQUIRY,
        needs=frozenset({f"enquiries.{name}"}),
        shape=Proportion(
            numerator=recorded if asked_of is None else recorded & asked_of,
            rest=~recorded if asked_of is None else ~recorded & asked_of,
        ),
    )


MEASURES = (
    Measure(
        key="completeness",
        theme=THEME,
        question="How much of each concluded enquiry is recorded?",
        definition="For each coded field of concluded enquiries, the share in which an answer is recorded. "
        "Not applicable is an answer; not recorded and don't know are none. The reason why someone was not "
        "asked is looked for only where they were not.",
        source="Data quality",
        example="Of 20 concluded enquiries, 17 say whether the adult agreed, and in 3 the field is "
        "blank or not recorded: 17 of 20, 85%.",
        unit=ENQUIRY,
        shape=Listed(name="field", measures={name: _completeness(name) for name in FIELDS}),
        needs=frozenset({"enquiries.enquiry_ref", "enquiries.concluded_on"}),
        caveats=("A full record can still be a wrong one, and a short one can stand for careful work.",),
    ),
    Measure(
        key="recorded_vs_derived",
        theme=THEME,
        question="Does what was recorded overall differ from the single wishes?",
        definition="Of concluded enquiries with wishes and a recorded overall answer, where at least one "
        "wish was judged at the end: those whose overall answer differs from what the single answers make "
        "together. All fully met makes fully, none met makes not achieved, all else makes partially.",
        source="Data quality",
        example="In 10 enquiries both can be told. In 8 they agree; in 2 fully is recorded though one "
        "of the wishes was not met: 2 of 10, 20%.",
        unit=RECORDING,
        shape=Proportion(
            numerator=_JUDGED & r.derived.is_not(None) & (r.derived != r.outcomes_achieved),
            rest=_JUDGED & r.derived.is_not(None),
        ),
        caveats=("Where they differ, neither is wrong by itself: one wish may have mattered more.",),
    ),
    Measure(
        key="service_response_wording",
        theme=THEME,
        question="Do some recorded wishes read as what a service does?",
        definition="Of concluded enquiries with own words, those whose first own words name what a service "
        "does, such as more monitoring or a referral, and in which nobody speaks as I or we.",
        source="Data quality, after the Making Safeguarding Personal 2013/14 report",
        example="Of 20 concluded enquiries with own words, the first words of 3 are such as more "
        "monitoring: 3 of 20, 15%.",
        unit=RECORDING,
        shape=Proportion(numerator=r.reads_as_service == 1, rest=r.reads_as_service == 0),
        caveats=(
            "It is found by a list of words, so it misses some and finds some that are people's own. "
            "It is a sign for looking at a record, no finding.",
        ),
    ),
)
