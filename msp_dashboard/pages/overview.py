"""Overview: what difference did safeguarding make? For the board."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, Part, Row, View, quote_panel
from msp_dashboard.components.words import Child, big, day, joined, number, share_sentence
from msp_dashboard.pages.sections import (
    categories,
    completeness,
    counts,
    difference,
    lines_key,
    over_time,
)
from msp_dashboard.results import Answers
from msp_dashboard.vocabulary import code_list

TOTALS = (
    "enquiries_concluded",
    "people_concluded",
    "asked",
    "expressed",
    "expressed_by",
    "met",
    "fully_met",
    "why",
    "not_asked_reasons",
)
TRENDS = ("asked", "expressed", "heard_at_concern", "supported", "took_part", "seen_alone")
VOICES = {
    "adult": ("the adult’s", "first"),
    "representative": ("family, friend or other representative", "second"),
    "attorney_or_deputy": ("attorney or deputy", "third"),
    "advocate": ("advocate", "fifth"),
    "best_interests": ("best interests", "sixth"),
    "practitioner": ("practitioner", "fourth"),
}


def draw(view: View) -> Content:
    """Return the page's content."""
    totals, quarters = view.answers(*TOTALS), view.by_quarter(*TRENDS)
    return Content(
        answer=_answer(totals),
        complete=completeness([totals["asked"], totals["met"]], _known),
        sections=[
            html.Div([_journey(view, totals), quote_panel(view, ["being_asked"], "In people’s words")], className="pair"),
            _why(view, totals),
            _trends(view, quarters),
            categories(view, totals["not_asked_reasons"], "Whose voice is missing, and why?"),
            _changes(view),
        ],
        questions=_questions(totals),
        cannot=(
            "Whether one team or council does better than another: wishes differ in how hard they are to meet.",
            "Whether more people were asked, or it was only written down more often.",
            "What people felt who were not asked, or whose answer nobody recorded.",
        ),
        measures=[totals[key].measure for key in TOTALS],
    )


def _answer(totals: Answers) -> list[Child]:
    ended = totals["enquiries_concluded"].count.count
    if ended == 0:
        return ["No enquiries ended in this period."]
    first: list[Child] = [big(number(ended)), " enquiries ended."] if ended is not None else ["A few enquiries ended."]
    asked = share_sentence(totals["asked"], "the person, or someone for them, was asked what they wanted")
    wishes = share_sentence(totals["expressed"], "their wishes were recorded")
    happened = share_sentence(totals["met"], "what they wanted happened, fully or partly")
    return joined([first, asked, wishes, happened])


def _journey(view: View, totals: Answers) -> Component:
    ended, people = totals["enquiries_concluded"].count.count, totals["people_concluded"].count.count
    top = Row(
        label=f"{number(ended)} enquiries ended, about {number(people)} people".capitalize(),
        parts=(Part(label="enquiries", count=ended, shade="fourth"),),
    )
    rows = [top, *_asked(totals), *_wishes(view, totals), *_happened(view, totals)]
    heading = "Asked, heard, and what happened"
    return counts(view, totals["asked"], rows, {"key": "journey", "heading": heading, "first": "Step"})


def _asked(totals: Answers) -> list[Row]:
    if totals["asked"].figures is None:
        return []
    asked = totals["asked"].proportion
    rest = None if asked.denominator is None or asked.numerator is None else asked.denominator - asked.numerator
    parts = (
        Part(label="asked", count=asked.numerator),
        Part(label="not asked", count=rest, shade="rest"),
        Part(label="did not apply", count=asked.excluded, shade="fourth", small=True),
        Part(label="not recorded", count=asked.not_recorded, shade="unknown", small=True),
    )
    return [Row(label="Were they asked what they wanted?", parts=parts)]


def _wishes(view: View, totals: Answers) -> list[Row]:
    if totals["expressed_by"].figures is None or totals["asked"].figures is None:
        return []
    told = totals["expressed_by"].categories
    silent = difference(view, totals["asked"].proportion.numerator, totals["expressed"].proportion.numerator)
    parts = (
        *(Part(label=VOICES[code][0], count=count, shade=VOICES[code][1]) for code, count in told.counts.items()),
        Part(label="asked, no wish recorded", count=silent, shade="rest"),
        Part(label="voice not recorded", count=told.not_recorded, shade="unknown", small=True),
    )
    return [Row(label="Whose voice told us their wishes?", parts=parts)]


def _happened(view: View, totals: Answers) -> list[Row]:
    if totals["met"].figures is None or totals["fully_met"].figures is None:
        return []
    met, fully = totals["met"].proportion, totals["fully_met"].proportion
    parts = (
        Part(label="fully", count=fully.numerator),
        Part(label="partly", count=difference(view, met.numerator, fully.numerator), shade="second"),
        Part(label="did not happen", count=difference(view, met.denominator, met.numerator), shade="rest"),
        Part(label="not recorded", count=met.not_recorded, shade="unknown", small=True),
    )
    return [Row(label="Did it happen, in the worker’s judgement?", parts=parts)]


def _why(view: View, totals: Answers) -> Component:
    return counts(
        view,
        totals["why"],
        why_rows(totals),
        {"heading": "Why were some wishes hard to meet?", "first": "Reason"},
    )


def why_rows(totals: Answers) -> Sequence[Row]:
    """Return one bar a reason: wishes met in part, and wishes not met."""
    if totals["why"].figures is None:
        return ()
    cells = totals["why"].cross.cells
    rows = [
        Row(
            label=code.label,
            parts=(
                Part(label="partly", count=cells["partially", code.code], shade="second"),
                Part(label="not met", count=cells["not_achieved", code.code], shade="rest"),
            ),
        )
        for code in code_list("outcome_reason")
    ]
    return [row for row in rows if any(part.count != 0 for part in row.parts)]


def _trends(view: View, quarters: Answers) -> Component:
    small = [over_time(view, quarters[key]) for key in TRENDS]
    words = "Each dot is a quarter. All six stand on the same scale, from 0 to 100%."
    return html.Section(
        [html.H2("How six things went, quarter by quarter"), html.P(words), html.Div(small, className="multiples"), lines_key(view)],
        className="trends",
    )


def _changes(view: View) -> Component:
    entries = [
        html.Li([html.Strong(day(date.fromisoformat(note.first))), f" {note.team}: " if note.team else " ", note.text])
        for note in view.notes
    ]
    words = html.Ul(entries, className="changes") if entries else html.P("No change in recording is noted.")
    return html.Section([html.H2("What changed in how things are recorded?"), words])


def _questions(totals: Answers) -> list[str]:
    reasons = totals["not_asked_reasons"]
    missing = "Who are the people whose voice is missing, and what would it take to hear them?"
    if reasons.figures is not None and (unsafe := reasons.categories.counts.get("unsafe_to_ask")):
        missing = f"It was not safe to ask in {unsafe:,} enquiries: how did we find out later what they wanted?"
    return [
        missing,
        "Did practice change when the form changed, or only the record?",
        "When a wish could not be met, was the person told why?",
        "Which of the reasons above could partners change together?",
    ]


def _known(answer: object) -> str:
    key = getattr(answer, "key", "")
    return "being asked is recorded" if key == "asked" else "what happened is recorded"


PAGE = Page(path="/", name="Overview", question="What difference did safeguarding make?", order=1, draw=draw)
