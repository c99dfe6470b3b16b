"""Advocacy: was someone there for people who needed support? For the board and quality assurance."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, View, quote_panel
from msp_dashboard.components.words import Child, big, days
from msp_dashboard.pages.sections import categories, completeness, difference, multiples
from msp_dashboard.pages.sections.between import between_teams
from msp_dashboard.pages.sections.share_finished import cohorts, share_finished
from msp_dashboard.pages.sections.together import as_counts, together
from msp_dashboard.results import Answer, Answers, Figure, ProportionFigures, cautions

TOTALS = (
    "advocacy_gap",
    "supported",
    "independent_advocate",
    "advocacy_journey",
    "advocacy_unmet",
    "advocacy_barriers",
    "advocacy_types",
)
SHARES = ("advocacy_gap", "supported", "independent_advocate", "advocacy_unmet")
WAIT = "advocacy_wait"
BEHIND = ("support_named", "lacked_capacity")
TRENDS = ("supported", "advocacy_gap", "independent_advocate", "advocacy_unmet")
DUTY = (
    "The council must arrange an advocate where someone would have great difficulty taking part and has "
    "nobody suitable to help them. "
)
WAITING = {
    "heading": "How long did people wait for an advocate?",
    "began": "made",
    "ended": "where the advocate had started",
    "since": "asking",
}
QUESTIONS = (
    "Who had nobody beside them, and did anyone ask again later?",
    "Where an advocate was needed and not there, what would it take to have one next time?",
    "Do people know what an advocate is for when they are offered one?",
    "When family spoke for someone, how do we know that it was what the person wanted?",
)
CANNOT = (
    "Whether the support was any help: only the person can say that.",
    "Who needed an advocate and was never thought of: a need that nobody wrote down is not here.",
    "Why someone said no to an advocate, and whether they were asked in a way that they could follow.",
)


def draw(view: View) -> Content:
    """Return the page's content."""
    totals, waits = view.answers(*TOTALS, *BEHIND), cohorts(view, WAIT)
    return Content(
        answer=_answer(view, totals["advocacy_gap"]),
        complete=completeness([totals["advocacy_gap"], totals["supported"]], _known),
        sections=[
            html.Div(
                [_gap(view, totals), quote_panel(view, ["having_support"], "In people’s words")],
                className="pair",
            ),
            _support(view, totals),
            *between_teams(view, SHARES),
            categories(
                view,
                totals["advocacy_journey"],
                "Where did requests for an independent advocate get to?",
                drop_empty=False,
            ),
            html.Div(
                [
                    _unmet(view, totals),
                    categories(view, totals["advocacy_barriers"], "What stood in the way of an advocate?"),
                ],
                className="halves",
            ),
            share_finished(view, waits, WAIT, WAITING),
            multiples(view, TRENDS, "How support went over time"),
            categories(view, totals["advocacy_types"], "Which kinds of support were in place?"),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
        measures=[*(totals[key].measure for key in TOTALS), waits.found[WAIT].measure],
    )


def _answer(view: View, gap: Answer) -> list[Child]:
    if gap.figures is None:
        return [DUTY, "This release does not hold who needed one, or who had one."]
    figures = gap.proportion
    if figures.denominator == 0 and figures.not_recorded == 0:
        return [DUTY, "No enquiry that ended in this period needed one."]
    return [DUTY, *_had(view, figures), *_unknown(figures)]


def _had(view: View, figures: ProportionFigures) -> Sequence[Child]:
    needed, without = figures.denominator, figures.numerator
    having = difference(view, needed, without)
    if needed is None:
        return ["Too few enquiries needed one to say in how many the person had one."]
    if needed == 0:
        return ["The record shows no enquiry in which one was needed."]
    shown: list[Child] = [
        "In ",
        big(f"{needed:,}"),
        f" {'enquiry' if needed == 1 else 'enquiries'} the record shows that one was needed.",
    ]
    if without is None or having is None:
        return [*shown, " In how many of them the person had one is hidden, to protect people."]
    if without == 0 or having == 0:
        return [*shown, " In ", big("all" if having else "none"), " of them, the person had one."]
    return [
        *shown,
        " In ",
        big(f"{having:,}"),
        " the person had one; in ",
        big(f"{without:,}"),
        " they did not.",
    ]


def _unknown(figures: ProportionFigures) -> Sequence[Child]:
    if figures.not_recorded == 0:
        return []
    count = "a few" if figures.not_recorded is None else f"{figures.not_recorded:,}"
    which = f" In {count} more," if figures.denominator else f" In {count} enquiries"
    return [f"{which} the record does not say whether one was needed."]


def _gap(view: View, totals: Answers) -> Component:
    words = {
        "heading": "Was an advocate there where the council must arrange one?",
        "label": "Enquiries where an advocate was, or may have been, needed",
        "clause": "the person had none",
        "no": "had an advocate",
        "yes": "had none",
        "unknown": "not recorded whether one was needed",
    }
    return as_counts(view, totals["advocacy_gap"], words)


def _support(view: View, totals: Answers) -> Component:
    rows = [
        ("Supported by an advocate, family or a friend", totals["supported"]),
        ("Supported by an independent advocate", totals["independent_advocate"]),
    ]
    words = {
        "heading": "When people lacked capacity, did someone support them?",
        "key": "support",
        "first": "Support",
    }
    named = _count(totals["support_named"])
    known = cautions.of_supported(
        named,
        _yes(totals["lacked_capacity"]),
        days(view.scope.period),
        told=difference(view, named, _yes(totals["supported"])) is not None,
    )
    return together(view, rows, words, known)


def _count(answer: Answer) -> Figure:
    return None if answer.figures is None else answer.count.count


def _yes(answer: Answer) -> Figure:
    return None if answer.figures is None else answer.proportion.numerator


def _unmet(view: View, totals: Answers) -> Component:
    words = {
        "heading": "Was an independent advocate needed and not there?",
        "label": "Needs for an independent advocate",
        "clause": "an advocate was needed and not there",
        "no": "in place, provided or declined",
        "yes": "needed and not there",
        "unknown": "not recorded",
    }
    return as_counts(view, totals["advocacy_unmet"], words)


def _known(answer: Answer) -> str:
    if answer.key == "advocacy_gap":
        return "whether an advocate was needed is recorded, where one may have been,"
    return "who supported people who lacked capacity is recorded"


PAGE = Page(
    path="/advocacy",
    name="Advocacy",
    question="Was someone there for people who needed support to speak?",
    order=4,
    draw=draw,
)
