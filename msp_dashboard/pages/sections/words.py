"""What stands around a figure: its subtitle, caveats, how complete it is, and why it is missing."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import View
from msp_dashboard.components.filters import narrowed_words
from msp_dashboard.components.tables import fewer
from msp_dashboard.components.words import counted, day, days, unit_of
from msp_dashboard.periods import Period
from msp_dashboard.results import Answer, Figure
from msp_dashboard.settings import settings

BASIS = {
    "concluded_on": "concluded",
    "received_on": "received",
    "decided_on": "decided",
    "started_on": "started",
    "assessed_on": "made",
    "requested_on": "requested",
}


FIELDS = {
    "service": "service",
    "team": "team",
    "age_band": "age",
    "risk_type": "kind of risk",
    "lacked_capacity": "capacity",
}


def subtitle(view: View, answer: Answer, period: Period | None = None, also: str = "") -> str:
    """Return what a chart shows: what is counted, where, when, and how many."""
    unit = unit_of(answer)
    basis = BASIS.get(answer.measure.date or "", "as at")
    if answer.measure.date == "concluded_on" and unit != "enquiries":
        basis = "with an enquiry concluded" if unit == "people" else "in enquiries concluded"
    dates = days(period or view.scope.period) if answer.measure.date else day(view.release.extract_date)
    where = place(view, answer)
    return f"{unit.capitalize()} {basis} {dates}, {where}{f'; {also}' if also else ''}."


def place(view: View, answer: Answer) -> str:
    """Return of whom an answer tells: what narrows it, without the filters that cannot reach it."""
    for name in answer.not_filtered_by:
        view = view.without(name)
    return narrowed_words(view) or "whole council"


def caveats(answer: Answer) -> tuple[str, ...]:
    """Return a measure's caveats, and which filters could not reach it."""
    if not answer.not_filtered_by:
        return answer.caveats
    names = " and ".join(FIELDS.get(name, name) for name in answer.not_filtered_by)
    return (*answer.caveats, f"This figure is not narrowed by {names}: the record does not hold it here.")


def not_collected(answer: Answer, heading: str, level: int = 2) -> Component:
    """Return what stands where a release does not hold what a measure needs."""
    title = {2: html.H2, 3: html.H3}[level]
    words = f"Not collected: this release does not hold what it needs. {answer.measure.definition}"
    return html.Section([title(heading), html.P(words, className="not-collected")], className="panel")


def nothing(answer: Answer, heading: str) -> Component:
    """Return what stands where there is nothing to count."""
    words = f"There were no {unit_of(answer)} to count here in this period."
    return html.Section([html.H2(heading), html.P(words, className="not-collected")], className="panel")


def difference(view: View, whole: Figure, part: Figure) -> Figure:
    """Return whole less part; hidden where either is, or where it would be a small number of people."""
    if whole is None or part is None:
        return None
    rest = whole - part
    return None if not view.exact and 0 < rest < settings().suppression_threshold else rest


def completeness(answers: Sequence[Answer], words: Callable[[Answer], str]) -> str:
    """Return the line that says of how many each answer is known."""
    said = []
    for answer in answers:
        if answer.figures is None:
            continue
        figures = answer.proportion
        if figures.denominator is None:
            continue
        known, unit = figures.denominator, unit_of(answer)
        if figures.not_recorded is None:
            said.append(f"{words(answer)} in {counted(known, unit)}, and missing in {fewer().lower()}")
        else:
            said.append(f"{words(answer)} in {known:,} of {known + figures.not_recorded:,} {unit}")
    return f"How complete: {'; '.join(said)}." if said else ""
