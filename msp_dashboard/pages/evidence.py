"""Evidence together: records, questionnaires, audits, focus groups and a person's reading of them all."""

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, View, quote_panel
from msp_dashboard.components.words import Child
from msp_dashboard.pages.sections import completeness, not_collected
from msp_dashboard.pages.sections.audited import audited
from msp_dashboard.pages.sections.experienced import by_what_happened, experienced, safer
from msp_dashboard.pages.sections.matrix import matrix
from msp_dashboard.results import Answer
from msp_dashboard.results.evidence import signed

KEYS = ("triangulation", "experience", "safer_change", "experience_by_met", "audits", "focus_themes")
RECORDED = {"asked": "being asked is recorded", "met": "what happened is recorded"}
HEADING = "What does each source say?"
HOW = (
    "Each line is one question, and each column asks somebody else. Nothing is averaged, and the program "
    "draws no conclusion: the last column is for a person to write and sign. It is kept with this release."
)
ANSWER = "Four sources stand side by side. Where they differ, each may be right: ask who was asked."
QUESTIONS = (
    "Where the sources differ, whose experience would explain it?",
    "Who is in none of these columns?",
    "What would we have to hear to change our minds?",
    "Which of last time’s answers still holds?",
)
CANNOT = (
    "What people think who were never invited to answer, or did not.",
    "What is true of all files: most audited ones were chosen.",
    "Whether one source is right and another wrong.",
)


def draw(view: View) -> Content:
    """Return the page's content."""
    totals = view.answers(*KEYS, *RECORDED, "why")
    answer: list[Child] = [ANSWER]
    return Content(
        answer=answer,
        complete=completeness([totals[key] for key in RECORDED], lambda of: RECORDED[of.key]),
        sections=[
            _matrix(view, totals["triangulation"], totals["why"]),
            quote_panel(view, ["working_together"], "In people’s words"),
            *experienced(view, totals["experience"]),
            safer(view, totals["safer_change"]),
            by_what_happened(totals["experience_by_met"]),
            *audited(view, totals["audits"]),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
        measures=[totals[key].measure for key in KEYS],
    )


def _matrix(view: View, answer: Answer, why: Answer) -> Component:
    if answer.figures is None:
        return not_collected(answer, HEADING)
    known = signed(view.release)
    unread = [html.P(known.unread)] if known.unread else []
    drawn = matrix(view, answer.together, why, known.by_question)
    listed = html.Ul([html.Li(each) for each in answer.caveats], className="caveats")
    return html.Section([html.H2(HEADING), html.P(HOW), *unread, drawn, listed], className="panel")


PAGE = Page(
    path="/evidence",
    name="Evidence together",
    question="What do all sources say together?",
    order=8,
    draw=draw,
)
