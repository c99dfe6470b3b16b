"""Caveats that stand with a figure: the measure's own, and those that its figures call for."""

from msp_dashboard.measures.definition import Measure
from msp_dashboard.results.answers import Figures, ProportionFigures

SOME_MISSING = (
    "More than one answer in ten is not recorded, so the true share may be higher or lower than that of "
    "the answers recorded."
)
MOST_MISSING = "More than four answers in ten are not recorded, so no single share can be told."
HIDDEN = "Some small numbers are hidden so that nobody can be recognised; totals may not add up."


def caveats_of(measure: Measure, figures: Figures) -> tuple[str, ...]:
    """Return the sentences that must stand with a measure's figures."""
    return (*measure.caveats, *_of_missing(figures))


def _of_missing(figures: Figures) -> tuple[str, ...]:
    if not isinstance(figures, ProportionFigures):
        return ()
    found = (HIDDEN,) if figures.hidden else ()
    share = figures.missing_share
    if share is None or share <= 0.1:
        return found
    return (*found, MOST_MISSING if share > 0.4 else SOME_MISSING)
