"""From a tally of true counts to protected figures: the only code that sees both."""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dashboard.disclosure import EXACT, Figure, protect, total
from msp_dashboard.measures.definition import (
    BANDS,
    EXCLUDED,
    LAST_BAND,
    NUMERATOR,
    REST,
    SEPARATOR,
    Bands,
    Categories,
    Count,
    Cross,
    Duration,
    Measure,
    Proportion,
)
from msp_dashboard.measures.statements import Histogram, Tally
from msp_dashboard.results.answers import (
    BandFigures,
    CategoryFigures,
    CountFigures,
    CrossFigures,
    DurationFigures,
    Figures,
    ProportionFigures,
)
from msp_dashboard.statistics.survival import CHECKPOINTS, kaplan_meier
from msp_dashboard.vocabulary import NOT_RECORDED

STATES = (NUMERATOR, REST, NOT_RECORDED, EXCLUDED)


@dataclass(frozen=True, kw_only=True)
class Protection:
    """The tier and its thresholds."""

    tier: str
    threshold: int
    rate_minimum: int

    @property
    def digits(self) -> int | None:
        """How shares are rounded: whole percents, but unrounded in the exact tier."""
        return None if self.tier == EXACT else 2

    def hide(self, counts: Mapping[str, int], *tables: tuple[str, ...]) -> dict[str, Figure]:
        """Return protected counts; each of `tables` names cells whose sum is shown."""
        return protect(counts, tier=self.tier, threshold=self.threshold, tables=tables)


def compose(measure: Measure, tally: Tally, protection: Protection) -> Figures:
    """Return a measure's figures from its true counts; raises TypeError on a measure made of several."""
    shape, counts = measure.shape, tally.counts
    if isinstance(shape, Proportion):
        return _proportion(summed(shape, counts), protection)
    if isinstance(shape, Categories):
        return _categories(shape, counts, protection)
    if isinstance(shape, Cross):
        return _cross(shape, counts, protection)
    if isinstance(shape, Count):
        return CountFigures(count=protection.hide(counts)["count"])
    if isinstance(shape, Bands):
        return BandFigures(bands=protection.hide(counts, shape.states))
    if isinstance(shape, Duration):
        return _duration(tally.days, protection)
    raise TypeError(f"{measure.key} is made of several measures.")


def own_groups(shape: Proportion, counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return the counts by state of each of a measure's own groups, every code in order."""
    groups: dict[str, dict[str, int]] = {}
    for combined in shape.states:
        value, _, state = combined.partition(SEPARATOR)
        groups.setdefault(value, {})[state] = counts[combined]
    return groups


def summed(shape: Proportion, counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the counts by state over all of a measure's own groups."""
    if shape.groups is None:
        return counts
    groups = own_groups(shape, counts).values()
    return {state: sum(group[state] for group in groups) for state in STATES}


def _proportion(counts: Mapping[str, int], protection: Protection) -> ProportionFigures:
    shown = protection.hide(counts, (NUMERATOR, REST))
    # A numerator beside its denominator gives the rest away, so the two are hidden together.
    numerator = None if shown[REST] is None else shown[NUMERATOR]
    return ProportionFigures(
        numerator=numerator,
        denominator=total(shown, (NUMERATOR, REST), counts, protection.threshold),
        not_recorded=shown[NOT_RECORDED],
        excluded=shown[EXCLUDED],
        rate_minimum=protection.rate_minimum,
        digits=protection.digits,
    )


def _categories(shape: Categories, counts: Mapping[str, int], protection: Protection) -> CategoryFigures:
    codes = tuple(shape.labels)
    shown = protection.hide(counts, codes)
    return CategoryFigures(
        counts={code: shown[code] for code in codes},
        labels=shape.labels,
        denominator=total(shown, codes, counts, protection.threshold),
        not_recorded=0 if shape.not_recorded_is_a_code else shown[NOT_RECORDED],
        excluded=shown[EXCLUDED],
    )


def _cross(shape: Cross, counts: Mapping[str, int], protection: Protection) -> CrossFigures:
    shown = protection.hide(counts, shape.states)
    return CrossFigures(
        kind=shape.kind,
        names=shape.names,
        cells={tuple(state.split(SEPARATOR)): figure for state, figure in shown.items()},
    )


def _duration(histogram: Histogram, protection: Protection) -> DurationFigures:
    curve = kaplan_meier(histogram)
    counts = {"ended": curve.ended, "open": curve.opened - curve.ended}
    shown = protection.hide(counts, ("ended", "open"))
    bands = protection.hide(_bands(histogram), tuple(_bands({})))
    median, last = curve.median(), curve.last_day()
    enough = protection.tier == EXACT or curve.opened >= protection.rate_minimum
    return DurationFigures(
        opened=total(shown, ("ended", "open"), counts, protection.threshold),
        ended=shown["ended"],
        median=median if enough else None,
        median_not_reached_by=last if enough and median is None else None,
        finished_by={day: curve.finished_by(day) if enough else None for day in CHECKPOINTS},
        bands=bands,
        curve=curve.grid() if enough else (),
    )


def _bands(histogram: Histogram) -> dict[str, int]:
    counts = dict.fromkeys((*(name for name, _, _ in BANDS), LAST_BAND), 0)
    for (days, ended), count in histogram.items():
        if ended:
            counts[next((name for name, _, last in BANDS if days <= last), LAST_BAND)] += count
    return counts
