"""Mental capacity and the Deprivation of Liberty Safeguards: was the law used soundly?"""

from msp_dashboard.measures.definition import Categories, Condition, Cross, Measure, Proportion, Several, flag
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.records import ASSESSMENT
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

THEME = "Mental capacity and DoLS"
c, assessment = ENQUIRY.c, ASSESSMENT.c
LACKED: Condition = c.lacked_capacity == "yes"
FOUND_LACKING: Condition = assessment.result == "lacks_capacity"
DOLS_SCOPE = "Care homes and hospitals only; Court of Protection cases are not here."
DOLS_CHANGE = (
    "On 2 June 2026 the Supreme Court ([2026] UKSC 16) changed the test for a deprivation of liberty: "
    "counts before and after are not comparable."
)
COUNTS_ASSESSMENTS = "It counts assessments, each about one decision; a person may have several."

MEASURES = (
    Measure(
        key="capacity_recorded",
        theme=THEME,
        question="Is the person's capacity recorded?",
        definition="Concluded enquiries where it is recorded whether the person lacked capacity to make "
        "decisions about the enquiry.",
        source="Safeguarding Adults Collection, table SG3a",
        example="Of 10 concluded enquiries, 3 say that the person lacked capacity, 5 that they did "
        "not, and 2 say nothing: 8 of 10, 80%.",
        unit=ENQUIRY,
        shape=Proportion(numerator=c.lacked_capacity.in_(["yes", "no"]), rest=c.lacked_capacity.is_not(None)),
        caveats=("Capacity is presumed unless there is reason to doubt it.",),
    ),
    Measure(
        key="lacked_capacity",
        theme=THEME,
        question="In how many enquiries did the person lack capacity?",
        definition="Of concluded enquiries where capacity is recorded, those where the person lacked "
        "capacity to make decisions about the enquiry.",
        source="Safeguarding Adults Collection, table SG3a",
        example="Of 10 concluded enquiries, the person lacked capacity in 2 and did not in 6; 2 are not "
        "recorded: 2 of 8, 25%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=LACKED, rest=c.lacked_capacity == "no", not_recorded=c.lacked_capacity.is_not(None)
        ),
        caveats=("It describes who came to safeguarding. Neither more nor fewer is better.",),
    ),
    Measure(
        key="doubt_assessed",
        theme=THEME,
        question="Where capacity was doubted, was it assessed?",
        definition="Of concluded enquiries where the person's capacity was doubted, those with any recorded "
        "assessment of capacity.",
        source="Mental Capacity Act 2005, sections 2 and 3",
        example="Capacity was doubted in 5 concluded enquiries; in 4 of them an assessment is "
        "recorded: 4 of 5, 80%.",
        unit=ENQUIRY,
        shape=Proportion(
            numerator=(c.capacity_doubted == "yes") & flag(c.capacity_assessed),
            rest=c.capacity_doubted == "yes",
        ),
        caveats=("An assessment kept outside the council's system is not seen here.",),
    ),
    Measure(
        key="assessed",
        theme=THEME,
        question="Where capacity was lacking, does an assessment say so?",
        definition="Of concluded enquiries where the person lacked capacity, those with a recorded "
        "assessment of one decision, made by the conclusion, that found so.",
        source="Mental Capacity Act 2005, sections 2 and 3",
        example="Of 6 enquiries where the person lacked capacity, 4 have an assessment by the "
        "conclusion that says so; 1 has one dated later and 1 has none: 4 of 6, 67%.",
        unit=ENQUIRY,
        shape=Proportion(numerator=LACKED & flag(c.found_to_lack_capacity), rest=LACKED),
        caveats=("An assessment kept outside the council's system is not seen here.",),
    ),
    Measure(
        key="decisions",
        theme=THEME,
        question="Which decisions were assessed, with which result?",
        definition="Assessments made in the period that are linked to an enquiry, open or concluded, by the "
        "decision they were about and their result.",
        source="Mental Capacity Act 2005, sections 2 and 3",
        example="Of 5 assessments, 3 were about where to live: 2 found a lack of capacity and 1 did "
        "not. The other 2 were about money.",
        unit=ASSESSMENT,
        date="assessed_on",
        shape=Cross(
            kind="cells",
            names=("row", "column"),
            columns=(assessment.decision_domain, assessment.result),
            codes=(code_list("decision_domain").values, code_list("capacity_result").values),
            labels=("decision_domain", "capacity_result"),
        ),
        counts="assessments",
        caveats=(COUNTS_ASSESSMENTS, "Assessments without a link to an enquiry are left out."),
    ),
    Measure(
        key="best_interests",
        theme=THEME,
        question="Was a best interests decision recorded?",
        definition="Of linked assessments that found a lack of capacity, those with a best interests "
        "decision. Decisions about sexual relations are left out: the law lets nobody make them for another.",
        source="Mental Capacity Act 2005, sections 4 and 27",
        example="Of 6 assessments that found a lack of capacity, 4 have a best interests decision, 1 "
        "has none, and for 1 it is not recorded: 4 of 5, 80%.",
        unit=ASSESSMENT,
        date="assessed_on",
        shape=Proportion(
            numerator=FOUND_LACKING
            & (assessment.decision_domain != "sexual_relations")
            & (assessment.best_interests_decision == "yes"),
            rest=FOUND_LACKING
            & (assessment.decision_domain != "sexual_relations")
            & (assessment.best_interests_decision == "no"),
            not_recorded=FOUND_LACKING
            & (assessment.decision_domain != "sexual_relations")
            & (assessment.best_interests_decision == NOT_RECORDED),
        ),
        counts="assessments",
        caveats=(COUNTS_ASSESSMENTS,),
    ),
    Measure(
        key="imca",
        theme=THEME,
        question="Was an Independent Mental Capacity Advocate instructed?",
        definition="Of linked assessments that found a lack of capacity, those where an IMCA was instructed.",
        source="Mental Capacity Act 2005, sections 35 to 41",
        example="Of 6 assessments that found a lack of capacity, an IMCA was instructed in 2 and not "
        "in 3; 1 is not recorded: 2 of 5, 40%.",
        unit=ASSESSMENT,
        date="assessed_on",
        shape=Proportion(
            numerator=FOUND_LACKING & (assessment.imca_instructed == "yes"),
            rest=FOUND_LACKING & (assessment.imca_instructed == "no"),
            not_recorded=FOUND_LACKING & (assessment.imca_instructed == NOT_RECORDED),
        ),
        counts="assessments",
        caveats=(
            "In safeguarding the council may appoint one, and must for some decisions when there is nobody "
            "to consult: by itself a low figure is not a shortfall.",
            COUNTS_ASSESSMENTS,
        ),
    ),
    Measure(
        key="dols_involved",
        theme=THEME,
        question="Was a deprivation of liberty application part of the picture?",
        definition="Concluded enquiries where a Deprivation of Liberty Safeguards application or "
        "authorisation for the person, not withdrawn, overlapped the enquiry.",
        source="Mental Capacity Act 2005, schedule A1",
        example="Of 20 concluded enquiries, 3 overlap an application or authorisation for the person "
        "and 17 do not: 3 of 20, 15%.",
        unit=ENQUIRY,
        shape=Proportion(numerator=c.dols_relation.is_not(None), rest=c.dols_relation.is_(None)),
        caveats=(DOLS_SCOPE, DOLS_CHANGE),
    ),
    Measure(
        key="dols_relation",
        theme=THEME,
        question="How did the deprivation of liberty safeguards meet the enquiry?",
        definition="Concluded enquiries with such an application or authorisation: in force when the enquiry "
        "began, waiting for a decision then, or applied for during it. The first that holds counts.",
        source="Mental Capacity Act 2005, schedule A1",
        example="Of 3 concluded enquiries with an application, in 1 an authorisation was in force at "
        "the start, in 1 a decision was awaited, and 1 was applied for later.",
        unit=ENQUIRY,
        shape=Categories(
            code=c.dols_relation,
            codes={
                "in_force_at_start": "In force when the enquiry began",
                "waiting_at_start": "Waiting for a decision when the enquiry began",
                "applied_during": "Applied for during the enquiry",
            },
            among=c.dols_relation.is_not(None),
        ),
        needs=frozenset({"dols.starts_on"}),
        caveats=(DOLS_SCOPE, DOLS_CHANGE),
    ),
    Measure(
        key="equity",
        theme=THEME,
        question="Is it the same for people who lacked capacity?",
        definition="Being asked, having wishes recorded and wishes happening, apart for people who did and "
        "did not lack capacity.",
        source="Mental Capacity Act 2005, section 1; Safeguarding Adults Collection, tables SG3a and SG4a",
        example="Of 10 enquiries where the person lacked capacity, they were asked in 7: 7 of 10, 70%. "
        "Of 20 where they did not, in 17: 17 of 20, 85%. The two are never added.",
        unit=ENQUIRY,
        shape=Several(keys=("asked", "expressed", "met"), by="lacked_capacity"),
        needs=frozenset({"enquiries.lacked_capacity", "enquiries.concluded_on"}),
        caveats=("The groups differ in more than capacity: their risks and wishes differ too.",),
    ),
)
