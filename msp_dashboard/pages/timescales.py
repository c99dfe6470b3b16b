"""Timescales: why do some enquiries take longer? For heads of service; no target, no days as a headline."""

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, Part, Row, View, quote_panel
from msp_dashboard.components.words import Child, big, counted
from msp_dashboard.pages.sections import categories, counts, not_collected
from msp_dashboard.pages.sections.share_finished import cohorts, share_finished
from msp_dashboard.results import Answer, CategoryFigures, Figure, added

CURVES = {
    "days_to_conclusion": {
        "heading": "How long did enquiries take?",
        "began": "begun",
        "ended": "that had ended",
        "since": "the start",
    },
    "days_to_conversation": {
        "heading": "When did someone first talk with the person about what they wanted?",
        "began": "begun",
        "ended": "in which somebody had talked with the person",
        "since": "the concern",
    },
    "days_to_decision": {
        "heading": "When was it decided what to do about a concern?",
        "began": "received",
        "ended": "for which it had been decided what to do",
        "since": "receiving the concern",
        "until": "56",
    },
    "days_to_review": {
        "heading": "When did someone go back to ask whether it was still so?",
        "began": "ended",
        "ended": "in which somebody had gone back",
        "since": "the end",
    },
}
REASONS = {
    "for the person’s own sake": ("persons_pace", "awaiting_capacity"),
    "because others were awaited": ("police_or_court", "awaiting_partner", "awaiting_advocate"),
    "because of workload": ("service_capacity",),
    "because the person could not be reached": ("could_not_contact",),
    "for another reason": ("other",),
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


def _usual(usual: Figure, answered: int) -> list[Child]:
    of = f"Of {counted(answered, 'enquiries')} with an answer, "
    if usual is None:
        return [of, "how many went at the usual pace is hidden, to protect people."]
    return [of, big({0: "none", answered: "all"}.get(usual, f"{usual:,}")), " went at the usual pace."]


def _differed(figures: CategoryFigures) -> list[Child]:
    """Why it differed, in the order of the list: with the usual pace, all parts add up to the answers."""
    sums = {words: added(figures.counts[code] for code in codes) for words, codes in REASONS.items()}
    named: list[tuple[Child, str]] = [
        (big(f"{count:,}"), f" {words}") for words, count in sums.items() if count
    ]
    said: list[Child] = []
    for place, (count, words) in enumerate(named):
        joint = ", and in " if place and place == len(named) - 1 else ", in "
        said += [joint if place else " In ", count, words if place else f" it differed{words}"]
    if named:
        said.append(".")
    if None in sums.values():
        others = "the others" if named else "the rest"
        said.append(f" Why it differed in {others} is hidden, to protect people.")
    return said


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
