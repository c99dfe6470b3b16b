"""Numbers as words: counts, shares, dates and whole sentences that read well in every state."""

import re
from datetime import date

from dash import html
from dash.development.base_component import Component

from msp_dashboard.periods import Period
from msp_dashboard.results import Answer, Figure, Note, ProportionFigures
from msp_dashboard.statistics.bounds import MANY_MISSING, MOST_MISSING

Child = Component | str
ONE = {
    "enquiries": "enquiry",
    "concerns": "concern",
    "wishes": "wish",
    "people": "person",
    "requests": "request",
    "assessments": "assessment",
    "meetings": "meeting",
}
HIDDEN_NOTE = (
    "“Hidden”: either fewer than {threshold}, or a number that would give one away. It does not mean none."
)
STRAIGHT = re.compile(r"(?<=\w)'")


def typeset(text: str) -> str:
    """Return text with the apostrophe that printers use."""
    return STRAIGHT.sub("’", text)


def number(figure: Figure) -> str:
    """Return a count with thousands marked; `hidden` where it is hidden."""
    return "hidden" if figure is None else f"{figure:,}"


def counted(figure: int, unit: str) -> str:
    """Return a number with what it counts: 1,331 enquiries, 1 enquiry."""
    return f"{figure:,} {ONE.get(unit, unit) if figure == 1 else unit}"


def percent(share: float) -> str:
    """Return a share as a whole percentage; never 0% or 100% of something that is neither none nor all."""
    whole = round(share * 100)
    if whole == 0 and share > 0:
        return "under 1%"
    if whole == 100 and share < 1:
        return "over 99%"
    return f"{whole}%"


def day(when: date) -> str:
    """Return a day as people write it: 30 September 2026."""
    return f"{when.day} {when:%B %Y}"


def days(period: Period) -> str:
    """Return a period as people write it: 1 October 2025 to 30 September 2026."""
    return f"{day(period.first)} to {day(period.last)}"


def note_days(note: Note) -> str:
    """Return when a dated note holds: 1 June 2025, or 1 June 2025 to 12 July 2025."""
    first = day(date.fromisoformat(note.first))
    return first if note.last is None else f"{first} to {day(date.fromisoformat(note.last))}"


def months(period: Period) -> str:
    """Return whole months as people write them: July to September 2026."""
    if period.first.year == period.last.year:
        return f"{period.first:%B} to {period.last:%B %Y}"
    return f"{period.first:%B %Y} to {period.last:%B %Y}"


def year_name(financial_year: str) -> str:
    """Return a financial year with the dash that printers use: 2025–26."""
    return financial_year.replace("-", "–")


def unit_of(answer: Answer) -> str:
    """Return what a measure counts, in everyday words."""
    return answer.measure.counts


def enough(figures: ProportionFigures, minimum: int) -> bool:
    """Return whether a percentage may stand in words or charts."""
    # A hidden number of missing answers is a small one.
    mostly_recorded = figures.missing_share is None or figures.missing_share <= MOST_MISSING
    return figures.rate is not None and mostly_recorded and (figures.denominator or 0) >= minimum


def share_words(figures: ProportionFigures, minimum: int) -> str:
    """Return a rate as words with its uncertainty, or why there is none."""
    missing = figures.missing_share or 0
    if figures.denominator == 0:
        return "not recorded" if figures.not_recorded else "no one"
    if figures.denominator is not None and missing > MOST_MISSING:
        return _range(figures, minimum)
    if figures.denominator is None or figures.numerator is None:
        return "hidden"
    if not enough(figures, minimum) or figures.rate is None:
        return "too few for a percentage"
    if missing <= MANY_MISSING:
        return percent(figures.rate)
    known = _range(figures, minimum)
    return f"{percent(figures.rate)} of those recorded; {known} if the missing answers were known"


def interval_words(figures: ProportionFigures, minimum: int) -> str:
    """Return the 95% interval of a rate as words; blank where no rate, or a range in its place, may stand."""
    if many_missing(figures) or not enough(figures, minimum) or figures.interval is None:
        return ""
    low, high = figures.interval
    return f"{percent(low)} to {percent(high)}"


def many_missing(figures: ProportionFigures) -> bool:
    """Return whether so many answers are missing that a share's range is over those."""
    return (figures.missing_share or 0) > MANY_MISSING


def range_of(figures: ProportionFigures, minimum: int) -> tuple[float, float] | None:
    """Return the one range to show: over the missing answers where they are many, else the interval."""
    if not many_missing(figures):
        return figures.interval if enough(figures, minimum) else None
    whole = (figures.denominator or 0) + (figures.not_recorded or 0)
    if figures.low is None or figures.high is None or whole < minimum:
        return None
    return figures.low, figures.high


def _range(figures: ProportionFigures, minimum: int) -> str:
    found = range_of(figures, minimum)
    if found is None:
        return "too few for a percentage"
    return f"between {percent(found[0])} and {percent(found[1])}"


def of_words(figures: ProportionFigures, unit: str) -> str:
    """Return numerator and denominator as words: 331 of 369 enquiries."""
    if figures.denominator == 0:
        return f"no {unit} with an answer"
    if figures.denominator is None or figures.numerator is None:
        return "hidden"
    return f"{figures.numerator:,} of {counted(figures.denominator, unit)}"


def share_sentence(answer: Answer, clause: str, whole: str = "") -> list[Child]:
    """Return the sentence that says in how many `clause` held: In 331 of 369 enquiries, …

    `whole` may say of what in other words, where the sentence before has said it.
    """
    unit = unit_of(answer)
    if answer.figures is None:
        return [f"This release does not hold whether {clause}."]
    figures = answer.proportion
    if not figures.denominator:
        return [_unsaid(figures, unit, clause)]
    answered = "" if figures.not_recorded == 0 else " with an answer"
    of = whole or f"{counted(figures.denominator, unit)}{answered}"
    if figures.numerator is None:
        return [f"The number of {unit} in which {clause} is hidden, to protect people."]
    every = "all" if figures.denominator > 1 else "1"
    words = {0: "none", figures.denominator: every}.get(figures.numerator, f"{figures.numerator:,}")
    return ["In ", big(words), f" of {of}, {clause}."]


def _unsaid(figures: ProportionFigures, unit: str, clause: str) -> str:
    if figures.denominator is None:
        return f"There were too few {unit} to say how often {clause}."
    if figures.not_recorded == 0:
        return f"There were no {unit} of which to ask whether {clause}."
    return f"It is not recorded whether {clause}."


def big(words: str) -> Component:
    """Return a number that stands out of its sentence."""
    return html.Strong(words, className="big-number")


def joined(sentences: list[list[Child]]) -> list[Child]:
    """Return sentences with a space between each two."""
    found: list[Child] = []
    for sentence in sentences:
        found += [" ", *sentence] if found else sentence
    return found
