"""Timescales: why do some enquiries take longer? For heads of service; no target, no days as a headline."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, Part, Row, View, quote_panel
from msp_dashboard.components.words import Child, big
from msp_dashboard.pages.sections import categories, counts, not_collected
from msp_dashboard.pages.sections.share_finished import cohorts, share_finished
from msp_dashboard.results import Answer, CategoryFigures, Figure

CURVES = {
    "days_to_conclusion": {
        "heading": "How long did enquiries take?",
        "began": "began",
        "ended": "finished",
        "since": "the start",
    },
    "days_to_conversation": {
        "heading": "When did someone first talk with the person about what they wanted?",
        "began": "began",
        "ended": "with a first conversation",
        "since": "the concern",
    },
    "days_to_decision": {
        "heading": "When was it decided what to do about a concern?",
        "began": "were received",
        "ended": "decided",
        "since": "it was received",
    },
    "days_to_review": {
        "heading": "When did someone go back to ask whether it was still so?",
        "began": "concluded",
        "ended": "looked at again",
        "since": "the enquiry ended",
    },
}
REASONS = {
    "for the person’s own sake": ("persons_pace", "awaiting_capacity", "could_not_contact"),
    "while others were awaited": ("police_or_court", "awaiting_partner", "awaiting_advocate"),
    "because of workload in the service": ("service_capacity",),
}
USUAL = "as_usual"
QUESTIONS = (
    "Whose pace was it: the person’s, the service’s, or somebody else’s?",
    "Who among those still waiting has heard nothing for a while?",
    "Where the police, a court or a partner is awaited, who keeps the person informed?",
    "When an enquiry ended soon, was the person ready for it to end?",
)
CANNOT = (
    "Whether it took too long: only the person, and the circumstances, can say that.",
    "What was done in the time, or how safe the person was while they waited.",
    "How long enquiries that are still open will take: they are followed so far.",
)


def draw(view: View) -> Content:
    """Return the page's content."""
    totals, curves = view.answers("departures", "open_now"), cohorts(view, *CURVES)
    reasons = categories(view, totals["departures"], "Why was the pace of some enquiries different?")
    return Content(
        answer=_answer(totals["departures"]),
        complete=_complete(totals["departures"]),
        sections=[
            html.Div([reasons, quote_panel(view, ["time_and_pace"], "In people’s words")], className="pair"),
            *(share_finished(view, curves, key, words) for key, words in CURVES.items()),
            _open(view, totals["open_now"]),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
        measures=[
            *(answer.measure for answer in totals.by_key.values()),
            *(curves.found[key].measure for key in CURVES),
        ],
    )


def _answer(departures: Answer) -> list[Child]:
    if departures.figures is None:
        return ["This release does not hold why the pace of an enquiry differed."]
    figures = departures.categories
    if figures.denominator is None:
        return ["Too few enquiries ended to say why some took longer."]
    if figures.denominator == 0:
        none_ended = figures.not_recorded == 0
        return [
            "No enquiries ended in this period." if none_ended else "Why the pace differed is not recorded."
        ]
    return [*_usual(figures.counts[USUAL], figures.denominator), *_differed(figures)]


def _usual(usual: Figure, ended: int) -> list[Child]:
    if usual is None:
        return [f"In how many of {ended:,} enquiries the pace was as usual is hidden, to protect people."]
    known = f" of {ended:,} enquiries with a reason recorded the pace was as usual."
    return ["In ", big(f"{usual:,}" if usual else "none"), known]


def _differed(figures: CategoryFigures) -> list[Child]:
    """Why it differed, in the order of the list; groups of which a part is hidden are told as a few."""
    sums = {words: _sum(figures.counts[code] for code in codes) for words, codes in REASONS.items()}
    named: list[list[Child]] = [[big(f"{count:,}"), f" {words}"] for words, count in sums.items() if count]
    if None in sums.values():
        if not named:
            return [" Why it differed in the others is hidden, to protect people."]
        named.append(["a few", " for a reason that is hidden, to protect people"])
    said: list[Child] = []
    for place, clause in enumerate(named):
        joint = " and" if place and place == len(named) - 1 else "," if place else ""
        said += [f"{joint} in ", *clause]
    return [" It differed", *said, "."] if said else []


def _sum(found: Iterable[Figure]) -> Figure:
    listed = list(found)
    return None if None in listed else sum(count or 0 for count in listed)


def _complete(departures: Answer) -> str:
    if departures.figures is None:
        return ""
    known, unknown = departures.categories.denominator, departures.categories.not_recorded
    if known is None or unknown is None:
        return ""
    total = known + unknown
    return f"How complete: the pace, or why it differed, is recorded in {known:,} of {total:,} enquiries."


def _open(view: View, answer: Answer) -> Component:
    heading = "How long have open enquiries been open?"
    if answer.figures is None:
        return not_collected(answer, heading)
    rows = [
        Row(label=f"{_band(name)} days", parts=(Part(label="", count=count),))
        for name, count in answer.bands.bands.items()
    ]
    return counts(view, answer, rows, {"heading": heading, "first": "Open for"})


def _band(name: str) -> str:
    return name.replace("-", " to ").replace("183+", "More than 182")


PAGE = Page(
    path="/timescales",
    name="Timescales",
    question="Why do some enquiries take longer?",
    order=6,
    draw=draw,
)
