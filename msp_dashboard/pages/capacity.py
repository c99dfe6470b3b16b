"""Capacity and DoLS: who could decide, and what was done where they could not. For the board."""

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import (
    Content,
    Page,
    Part,
    Row,
    View,
    quote_panel,
)
from msp_dashboard.components.words import joined, share_sentence
from msp_dashboard.pages.sections import (
    categories,
    completeness,
    counts,
    multiples,
    not_collected,
)
from msp_dashboard.pages.sections.between import between_teams
from msp_dashboard.pages.sections.dols import dols_by_quarter
from msp_dashboard.pages.sections.equity import FIELD, equity
from msp_dashboard.pages.sections.together import as_counts, counts_together
from msp_dashboard.results import Answer, Answers
from msp_dashboard.vocabulary import code_list

TRENDS = (
    *("capacity_recorded", "lacked_capacity", "doubt_assessed"),
    *("assessed", "best_interests", "imca"),
)
TOTALS = (
    "lacked_capacity",
    "capacity_recorded",
    "doubt_assessed",
    "assessed",
    "decisions",
    "best_interests",
    "imca",
    "dols_involved",
    "dols_relation",
    "equity",
    "why",
)
OF_CAPACITY = ("lacked_capacity", "capacity_recorded")
SHARES = ("doubt_assessed", "assessed", "best_interests", "imca", "dols_involved")
RESULTS = {
    "lacks_capacity": ("could not decide", "first"),
    "has_capacity": ("could decide", "second"),
    "not_determined": ("not yet settled", "rest"),
    "not_recorded": ("result not recorded", "unknown"),
}
QUESTIONS = (
    "Where someone could not decide, how did we find out what they wanted all the same?",
    "Where an assessment is missing, was it not made, or kept somewhere else?",
    "Was each assessment about one decision, made when it was needed?",
    "What have we changed in practice since the Supreme Court’s judgment of June 2026?",
)
CANNOT = (
    "Whether an assessment was right, or how well the person was helped to decide for themselves.",
    "What the Court of Protection decided, or what happens outside care homes and hospitals.",
    "Whether people with and without capacity were treated alike: their risks and wishes differ too.",
)


def draw(view: View) -> Content:
    """Return the page's content."""
    totals, by_quarter = view.answers(*TOTALS), view.by_quarter("dols_involved")
    # Narrowed to one answer about capacity, how many lacked it would only repeat the filter.
    narrowed = FIELD in view.scope.where
    lacked = share_sentence(
        totals["lacked_capacity"], "the person could not make decisions about the enquiry"
    )
    who = "the person could not decide" if narrowed else "they could not"
    says_so = share_sentence(totals["assessed"], f"an assessment recorded by the end says that {who}")
    assessed, followed = _assessed(view, totals), _followed(view, totals)
    first, *then = [assessed, followed] if narrowed else [_lacked(view, totals), assessed, followed]
    return Content(
        answer=joined([says_so] if narrowed else [lacked, says_so]),
        complete="" if narrowed else _complete(totals["lacked_capacity"]),
        sections=[
            html.Div(
                [first, quote_panel(view, ["capacity_and_rights"], "In people’s words")], className="pair"
            ),
            *then,
            _decisions(view, totals["decisions"]),
            *between_teams(view, SHARES if narrowed else (*OF_CAPACITY, *SHARES)),
            dols_by_quarter(view, by_quarter["dols_involved"]),
            categories(
                view,
                totals["dols_relation"],
                "When did DoLS and the enquiry overlap?",
                drop_empty=False,
            ),
            multiples(view, TRENDS, "How capacity was recorded and looked at over time"),
            *equity(view, totals),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
        measures=[totals[key].measure for key in TOTALS],
    )


def _complete(lacked: Answer) -> str:
    return completeness([lacked], lambda _: "whether the person lacked capacity is recorded")


def _lacked(view: View, totals: Answers) -> Component:
    words = {
        "heading": "Could the person make decisions about the enquiry?",
        "label": "Capacity to make decisions about the enquiry",
        "clause": "the person lacked capacity",
        "no": "had capacity",
        "yes": "lacked capacity",
        "unknown": "not known or not recorded",
    }
    return as_counts(view, totals["lacked_capacity"], words)


def _assessed(view: View, totals: Answers) -> Component:
    rows = [
        ("Capacity was doubted: was it assessed?", totals["doubt_assessed"]),
        ("Capacity was lacking: does an assessment say so?", totals["assessed"]),
    ]
    words = {
        "heading": "Is there an assessment behind the answer?",
        "key": "assessments",
        "first": "Assessment",
        "yes": "recorded",
        "no": "not in this record",
        "unknown": "not recorded whether",
    }
    return counts_together(view, rows, words)


def _decisions(view: View, answer: Answer) -> Component:
    heading = "Which decisions were assessed, and what was found?"
    if answer.figures is None:
        return not_collected(answer, heading)
    cells = answer.cross.cells
    rows = [
        Row(
            label=domain.label,
            parts=tuple(
                Part(label=label, count=cells[domain.code, result], shade=shade)
                for result, (label, shade) in RESULTS.items()
            ),
        )
        for domain in code_list("decision_domain")
    ]
    found = [row for row in rows if any(part.count != 0 for part in row.parts)]
    return counts(view, answer, found, {"heading": heading, "first": "Decision"})


def _followed(view: View, totals: Answers) -> Component:
    rows = [
        ("A decision in the person’s best interests", totals["best_interests"]),
        ("An Independent Mental Capacity Advocate (IMCA) was instructed", totals["imca"]),
    ]
    words = {
        "heading": "Where an assessment found a lack of capacity, what followed?",
        "key": "followed",
        "first": "What followed",
        "also": "in safeguarding the council may appoint an IMCA, and must for some decisions only",
        "yes": "yes",
        "no": "no",
        "unknown": "not recorded",
    }
    return counts_together(view, rows, words)


PAGE = Page(
    path="/capacity",
    name="Capacity and DoLS",
    question="When people could not decide for themselves, what was done?",
    order=5,
    draw=draw,
)
