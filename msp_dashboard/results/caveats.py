"""Caveats that stand with a figure: the measure's own, and those that its figures call for."""

from msp_dashboard.measures.definition import Measure
from msp_dashboard.results.answers import Figures, ProportionFigures
from msp_dashboard.statistics.bounds import MANY_MISSING, MOST_MISSING

SOME_MISSING = (
    "More than one answer in ten is not recorded, so the true share may be higher or lower than that of "
    "the answers recorded."
)
MOST_ARE_MISSING = "More than four answers in ten are not recorded, so no single share can be told."
HIDDEN = "Some small numbers are hidden so that nobody can be recognised; totals may not add up."


def caveats_of(measure: Measure, figures: Figures) -> tuple[str, ...]:
    """Return the sentences that must stand with a measure's figures."""
    return (*measure.caveats, *_of_missing(figures))


def _of_missing(figures: Figures) -> tuple[str, ...]:
    if not isinstance(figures, ProportionFigures):
        return ()
    found = (HIDDEN,) if figures.hidden else ()
    share = figures.missing_share
    if share is None or share <= MANY_MISSING:
        return found
    return (*found, MOST_ARE_MISSING if share > MOST_MISSING else SOME_MISSING)
