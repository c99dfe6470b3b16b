"""The same questions for people with and without capacity: shares of asking, counts of what happened."""

from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Part, Row, View
from msp_dashboard.pages.sections import counts, difference, not_collected, nothing, shares
from msp_dashboard.pages.sections.journey import reasons
from msp_dashboard.results import Answer, Answers, Figure, ProportionFigures
from msp_dashboard.vocabulary import NOT_RECORDED

FIELD = "lacked_capacity"
GROUPS = {
    "yes": "Lacked capacity",
    "no": "Had capacity",
}
UNKNOWN = ("dont_know", NOT_RECORDED)
NOT_KNOWN = "Not known or not recorded"
HEADINGS = {
    "asked": "Were people asked what they wanted, with and without capacity?",
    "expressed": "Were wishes recorded, with and without capacity?",
}
HAPPENED = "Did it happen, with and without capacity?"
WHY = "Why were some wishes hard to meet?"
ONE_GROUP = "The figures are narrowed to one answer about capacity. Choose “Everyone” to see both."
Found = list[tuple[str, ProportionFigures]]


def equity(view: View, totals: Answers) -> Sequence[Component]:
    """Return the panels: being asked and wishes recorded as shares, what happened as counts beside why."""
    answer = totals["equity"]
    if answer.figures is None:
        return [not_collected(answer, answer.measure.question)]
    if FIELD in view.scope.where:
        words = html.P(ONE_GROUP, className="not-collected")
        return [html.Section([html.H2(answer.measure.question), words], className="panel")]
    parts = {part.key: part for part in answer.several.answers}
    asked = [_shares(view, answer, parts[key], heading) for key, heading in HEADINGS.items()]
    happened = [_happened(view, parts["met"]), _why(view, totals["why"])]
    return [html.Div(panels, className="halves") for panels in (asked, happened)]


def _found(part: Answer) -> Found:
    """The groups in which anybody is, in their order, those of whom capacity is not known last and as one."""
    of = {
        group.value: group.figures
        for group in part.groups or ()
        if isinstance(group.figures, ProportionFigures)
    }
    known = [(label, of[code]) for code, label in GROUPS.items() if code in of]
    unknown = [of[code] for code in UNKNOWN if code in of]
    found = [*known, (NOT_KNOWN, _as_one(unknown))] if unknown else known
    return [(label, figures) for label, figures in found if _holds_any(figures)]


def _as_one(several: Sequence[ProportionFigures]) -> ProportionFigures:
    """Groups told as one; a number of theirs is hidden where it is hidden of one."""
    return replace(
        several[0],
        numerator=_sum([each.numerator for each in several]),
        denominator=_sum([each.denominator for each in several]),
        not_recorded=_sum([each.not_recorded for each in several]),
        excluded=_sum([each.excluded for each in several]),
    )


def _sum(figures: Sequence[Figure]) -> Figure:
    shown = [figure for figure in figures if figure is not None]
    return sum(shown) if len(shown) == len(figures) else None


def _holds_any(figures: ProportionFigures) -> bool:
    return figures.denominator != 0 or figures.not_recorded != 0


def _shares(view: View, answer: Answer, part: Answer, heading: str) -> Component:
    found = _found(part)
    if part.figures is None:
        return not_collected(part, heading)
    if not found:
        return nothing(part, heading)
    return shares(view, answer, found, {"heading": heading, "key": f"equity-{part.key}", "first": "Capacity"})


def _happened(view: View, part: Answer) -> Component:
    """Counts only: a share here would be read as how well it went, and wishes differ in how hard they are."""
    if part.figures is None:
        return not_collected(part, HAPPENED)
    rows = [
        Row(
            label=label,
            parts=(
                Part(label="happened, fully or partly", count=figures.numerator),
                Part(
                    label="did not",
                    count=difference(view, figures.denominator, figures.numerator),
                    shade="rest",
                ),
                Part(label="not recorded", count=figures.not_recorded, shade="unknown", small=True),
            ),
        )
        for label, figures in _found(part)
    ]
    return counts(view, part, rows, {"heading": HAPPENED, "key": "equity-met", "first": "Capacity"})


def _why(view: View, why: Answer) -> Component:
    if why.figures is None:
        return not_collected(why, WHY)
    return reasons(view, why, WHY, ("partially", "not_achieved"))
