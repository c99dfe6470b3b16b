"""Overview: what difference did safeguarding make? For the board."""

from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, View, quote_panel
from msp_dashboard.components.words import Child, big, day, joined, number, share_sentence
from msp_dashboard.pages.sections import categories, completeness, difference, multiples
from msp_dashboard.pages.sections.journey import KEYS, happened_sentence, journey, reasons
from msp_dashboard.results import Answer, Answers, Figure

TOTALS = (*KEYS, "why", "not_asked_reasons")
TRENDS = ("asked", "expressed", "heard_at_concern", "supported", "took_part", "seen_alone")


def draw(view: View) -> Content:
    """Return the page's content."""
    totals = view.answers(*TOTALS)
    words = quote_panel(view, ["being_asked"], "In people’s words")
    return Content(
        answer=_answer(view, totals),
        complete=completeness([totals["asked"], totals["met"]], _known),
        sections=[
            html.Div([journey(view, totals), words], className="pair"),
            reasons(view, totals["why"], "Why were some wishes hard to meet?", ("partially", "not_achieved")),
            multiples(view, TRENDS, "How six things went, quarter by quarter"),
            categories(view, totals["not_asked_reasons"], "Why were some people not asked?"),
            _changes(view),
        ],
        questions=_questions(totals),
        cannot=(
            "Whether one team or council does better than another: wishes differ in how hard they are.",
            "Whether more people were asked, or it was only written down more often.",
            "What people felt who were not asked, or whose answer nobody recorded.",
        ),
        measures=[totals[key].measure for key in TOTALS],
    )


def _answer(view: View, totals: Answers) -> list[Child]:
    ended = totals["enquiries_concluded"].count.count
    if ended == 0:
        return ["No enquiries ended in this period."]
    first: list[Child] = ["A few enquiries ended."]
    if ended is not None:
        first = [big(number(ended)), " enquiry ended." if ended == 1 else " enquiries ended."]
    if all(_is_hidden(totals[key]) for key in ("asked", "expressed", "fully_met")):
        return joined([first, ["They are too few to say more here and to protect people."]])
    same = _denominator(totals["asked"]) == _denominator(totals["expressed"]) is not None
    asked = share_sentence(totals["asked"], "the person, or someone for them, was asked what they wanted")
    those = "those" if same and not _is_hidden(totals["asked"]) else ""
    wishes = share_sentence(totals["expressed"], "wishes were recorded", those)
    if _too_close(view, totals):
        wishes = ["How many had wishes recorded is hidden, to protect people."]
    return joined([first, asked, wishes, happened_sentence(view, totals)])


def _too_close(view: View, totals: Answers) -> bool:
    """Whether those asked, less those with wishes recorded, are a small number of people."""
    if totals["asked"].figures is None or totals["expressed"].figures is None:
        return False
    asked, expressed = totals["asked"].proportion.numerator, totals["expressed"].proportion.numerator
    return None not in (asked, expressed) and difference(view, asked, expressed) is None


def _changes(view: View) -> Component:
    entries = []
    for note in view.notes:
        team = f"{note.team}: " if note.team else ""
        entries.append(html.Li([html.Strong(day(date.fromisoformat(note.first))), f" {team}{note.text}"]))
    nothing = html.P("No change in recording is noted.")
    words = html.Ul(entries, className="changes") if entries else nothing
    unread = [html.P(view.unread_notes)] if view.unread_notes else []
    more = html.P(dcc.Link("All changes, and a way to add one", href=f"/recording{view.address}"))
    return html.Section([html.H2("What changed in how things are recorded?"), words, *unread, more])


def _questions(totals: Answers) -> list[str]:
    why_not = totals["not_asked_reasons"]
    missing = "Who are the people whose voice is missing, and what would it take to hear them?"
    if why_not.figures is not None and (unsafe := why_not.categories.counts.get("unsafe_to_ask")):
        missing = f"It was not safe to ask in {unsafe:,} enquiries: how did we learn later what they wanted?"
    return [
        missing,
        "Did practice change when the form changed, or only the record?",
        "When a wish could not be met, was the person told why?",
        "Which of the reasons above could partners change together?",
    ]


def _known(answer: Answer) -> str:
    return "being asked is recorded" if answer.key == "asked" else "what happened is recorded"


def _is_hidden(answer: Answer) -> bool:
    return answer.figures is not None and answer.proportion.numerator is None


def _denominator(answer: Answer) -> Figure:
    return None if answer.figures is None else answer.proportion.denominator


PAGE = Page(path="/", name="Overview", question="What difference did safeguarding make?", order=1, draw=draw)
