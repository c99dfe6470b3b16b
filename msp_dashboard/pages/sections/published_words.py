"""Published figures of one's own council as words and tables, with the reason where there is none."""

from collections.abc import Mapping, Sequence

from dash.development.base_component import Component

from msp_dashboard.components import table
from msp_dashboard.components.words import (
    Child,
    interval_words,
    of_words,
    share_words,
    year_name,
)
from msp_dashboard.pages.sections.limits import limit_columns
from msp_dashboard.results.context import Among, OwnFigure, PublishedMeasure

UNIT = "enquiries"
OURS = "Our council"
STATES = {
    "not_usable": "Not usable, since its part is larger than its whole",
    "suppressed": "Hidden by its publisher, to protect people",
    "not_available": "Not published",
}


def own_of(of: PublishedMeasure, year: str) -> OwnFigure | None:
    """Return one's own figure of a year; None where the file has no row of one's own."""
    return next((own for own in of.own if own.year == year), None)


def figure_words(own: OwnFigure | None, minimum: int) -> str:
    """Return one's own figure as words, or why it is none."""
    if own is None:
        return "our council is not in the published file"
    if own.figures is None:
        return f"{STATES[own.state][0].lower()}{STATES[own.state][1:]}"
    said, share = of_words(own.figures, UNIT), share_words(own.figures, minimum)
    span = interval_words(own.figures, minimum)
    if not own.figures.denominator:
        return said
    return f"{said}, {share} (plausibly {span})" if span else f"{said}, {share}"


def own_table(among: Among, own: OwnFigure | None, short: str, minimum: int) -> Component:
    """Return the table of one's own figure of a year, with what is usual at its size."""
    usual = among.own_limits
    rows: list[list[Child]] = [[OURS, *_cells(own, minimum)]]
    columns = ["Council", "Yes", "Yes or no recorded", "Not recorded", "Share", "Plausible range"]
    if usual is not None:
        limits = limit_columns(usual, "our size", adjusted=among.adjusted)
        columns += limits
        rows[0] += [cell for cells in limits.values() for cell in cells]
    return table(f"{short}: our council in {year_name(among.year)}", columns, rows)


def years_table(found: Mapping[str, OwnFigure | None], caption: str, minimum: int) -> Component:
    """Return the table of one's own figures by year."""
    rows: list[Sequence[Child]] = [
        [year_name(year), *_cells(own, minimum), _published(own), own.source if own else "–"]
        for year, own in found.items()
    ]
    columns = (
        "Year",
        "Yes",
        "Yes or no recorded",
        "Not recorded",
        "Share",
        "Plausible range",
        "As published",
        "Source",
    )
    return table(caption, columns, rows)


def _cells(own: OwnFigure | None, minimum: int) -> list[Child]:
    if own is None:
        return ["–", "–", "–", "Our council is not in the published file", "–"]
    counts = [_count(own.numerator), _count(own.denominator)]
    if own.figures is None:
        return [*counts, "Not published", STATES[own.state], "–"]
    share = share_words(own.figures, minimum)
    missing = "Not published" if own.figures.not_recorded is None else f"{own.figures.not_recorded:,}"
    span = interval_words(own.figures, minimum) or "–"
    return [*counts, missing, f"{share[0].upper()}{share[1:]}", span]


def _count(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def _published(own: OwnFigure | None) -> str:
    return "–" if own is None or own.percentage is None else f"{own.percentage:.1f}%"
