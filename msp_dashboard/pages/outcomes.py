"""Outcomes: did what people wanted happen, and why or why not? For the board and quality assurance."""

from dash import html

from msp_dashboard.components import Content, Page, View
from msp_dashboard.components.words import joined, share_sentence
from msp_dashboard.pages.sections import categories, completeness, multiples, several_shares
from msp_dashboard.pages.sections.between import between_teams
from msp_dashboard.pages.sections.journey import ACHIEVED, happened_sentence, reasons
from msp_dashboard.pages.sections.outcome_panels import met_over_time, partners, still_so
from msp_dashboard.pages.sections.paths import paths
from msp_dashboard.pages.sections.wishes import theme_voices, wishes_by_theme
from msp_dashboard.results import Answer

ALONG = ("asked_at_end", "changed", "negotiated", "sustained", "partner_needed")
KEYS = (
    "met",
    "fully_met",
    "why",
    "met_by_theme",
    "outcome_paths",
    "wishes_per_enquiry",
    *ALONG,
    "partner_contribution",
    "risk_outcome",
    "conclusion",
    "responses_used",
)
QUESTIONS = (
    "Which wishes could not be met in any lawful way, and was that said plainly and early?",
    "Which reasons return year after year, and who could change them?",
    "Where people were not asked at the end, how do we know what happened?",
    "What did it take when a hard wish was met?",
)
CANNOT = (
    "How well a service works: wishes differ in how hard they are, and many need others to act.",
    "What the person thinks: mostly the worker who led the enquiry judges what happened.",
    "What became of wishes that nobody went back to.",
)


def draw(view: View) -> Content:
    """Return the page's content."""
    totals = view.answers(*KEYS)
    why = reasons(view, totals["why"], "Why were wishes easy or hard to meet?", tuple(ACHIEVED))
    wishes = wishes_by_theme(view, totals["met_by_theme"])
    return Content(
        answer=joined(
            [
                happened_sentence(view, totals),
                share_sentence(totals["asked_at_end"], "somebody asked at the end whether it had"),
            ]
        ),
        complete=completeness([totals["met"], totals["met_by_theme"]], _known),
        sections=[
            html.Div([met_over_time(view, totals), why], className="halves"),
            html.Div([wishes, theme_voices(view)], className="pair"),
            paths(view, totals["outcome_paths"]),
            still_so(view, totals["sustained"]),
            partners(view, totals["partner_contribution"]),
            several_shares(
                view,
                [totals[key] for key in ALONG if key != "sustained"],
                {"heading": "What happened to wishes along the way?", "key": "along-the-way"},
            ),
            *between_teams(view, ALONG),
            multiples(view, ALONG, "How it went along the way, over time"),
            categories(view, totals["wishes_per_enquiry"]),
            categories(view, totals["risk_outcome"]),
            categories(view, totals["conclusion"]),
            categories(view, totals["responses_used"]),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
        measures=[totals[key].measure for key in KEYS],
    )


def _known(answer: Answer) -> str:
    return {
        "met": "what happened is recorded",
        "met_by_theme": "what became of each wish is recorded",
    }[answer.key]


PAGE = Page(
    path="/outcomes",
    name="Outcomes",
    question="Did what people wanted happen?",
    order=3,
    draw=draw,
)
