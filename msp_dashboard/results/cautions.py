"""Dated sentences that appear by themselves where figures move in a way that recording alone can cause."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from msp_dashboard.results.answers import CategoryFigures, Figure, Group, ProportionFigures, added
from msp_dashboard.results.trends import Trend, TrendPeriod
from msp_dashboard.settings import settings

MOVED, JUMPED = 0.25, 0.2
ALL_MET_FROM = 10
# Over a year: so much fewer wishes an enquiry, and so much more of them met.
FEWER_WISHES, MORE_MET = 0.1, 0.05
WISHES = {"1": 1, "2": 2, "3_or_more": 3}
YEAR = 4

Label = Callable[[TrendPeriod], str]


def of_trend(key: str, trend: Trend, label: Label) -> tuple[str, ...]:
    """Return what should be known before a trend is read as a change; `label` names a period."""
    moved = _moved(trend, label) if key == "lacked_capacity" else ()
    return (*moved, *_jumped(trend, label))


def _moved(trend: Trend, label: Label) -> tuple[str, ...]:
    """The lacked-capacity share moves more than 25 points from one period to the next."""
    shown = [each for each in trend.periods if each.point.value is not None]
    return tuple(
        f"Between {label(before)} and {label(after)} the share moved by {round(100 * step)} points. Look "
        "for a change in the form or in how it is filled in; of few people, chance can do it too."
        for before, after in pairwise(shown)
        if (step := _exactly(abs((after.point.value or 0) - (before.point.value or 0)))) > MOVED
    )


def _jumped(trend: Trend, label: Label) -> tuple[str, ...]:
    """The largest step in how much is recorded, where it is 20 points or more from one period to the next."""
    known = [
        (each, share)
        for each in trend.periods
        if (share := each.figures.missing_share) is not None and _has_enough(each.figures)
    ]
    steps = [(before[1] - after[1], before, after) for before, after in pairwise(known)]
    largest = max(steps, key=lambda step: abs(step[0]), default=None)
    if largest is None or _exactly(abs(largest[0])) < JUMPED:
        return ()
    step, (_, missing_before), (period, missing_after) = largest
    words = "more" if step > 0 else "fewer"
    return (
        f"From {label(period)} on far {words} answers are recorded ({_percent(1 - missing_after)} instead of "
        f"{_percent(1 - missing_before)}), so before and after are not of the same enquiries.",
    )


def _has_enough(figures: ProportionFigures) -> bool:
    """Whether a percentage of all answers, given and missing, may be told."""
    minimum = max(figures.rate_minimum, settings().rate_minimum_exact)
    return (figures.denominator or 0) + (figures.not_recorded or 0) >= minimum


def _exactly(step: float) -> float:
    """A step without what floating point adds: 0.3 less 0.1 is no less than 0.2."""
    return round(step, 9)


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def of_met(quarters: Sequence[tuple[str, Group]], wishes: Sequence[Group]) -> tuple[str, ...]:
    """Return what should be known before what happened is read as a change.

    `quarters` are the groups of `met` by quarter with their labels, `wishes` those of `wishes_per_enquiry`.
    """
    return (*_all_met(quarters), *_ambition([group for _, group in quarters], wishes))


def _all_met(quarters: Sequence[tuple[str, Group]]) -> tuple[str, ...]:
    every = [
        label
        for label, group in quarters
        if isinstance(group.figures, ProportionFigures)
        and (group.figures.denominator or 0) >= ALL_MET_FROM
        and group.figures.numerator == group.figures.denominator
    ]
    if not every:
        return ()
    return (
        f"In {' and '.join(every)}, in every enquiry with an answer what the person wanted is said to have "
        "happened, fully or partly: ask whether only wishes that could be met were written down.",
    )


def _ambition(met: Sequence[Group], wishes: Sequence[Group]) -> tuple[str, ...]:
    """Fewer wishes an enquiry while more of them are met, the last four quarters beside the four before."""
    if len(met) < 2 * YEAR or len(wishes) != len(met):
        return ()
    now, before = slice(-YEAR, None), slice(-2 * YEAR, -YEAR)
    shares = [_share(met[part]) for part in (before, now)]
    means = [_mean(wishes[part]) for part in (before, now)]
    if None in shares or None in means:
        return ()
    more_met = (shares[1] or 0) - (shares[0] or 0) >= MORE_MET
    fewer = (means[1] or 0) <= (1 - FEWER_WISHES) * (means[0] or 0)
    if not (more_met and fewer):
        return ()
    return (
        f"Over the last year enquiries held fewer wishes ({means[1]:.1f} instead of {means[0]:.1f} on "
        "average) while more were met: smaller wishes are easier to meet.",
    )


def _share(groups: Sequence[Group]) -> float | None:
    found = [group.figures for group in groups if isinstance(group.figures, ProportionFigures)]
    yes, of = (added(getattr(each, name) for each in found) for name in ("numerator", "denominator"))
    return None if yes is None or not of else yes / of


def _mean(groups: Sequence[Group]) -> float | None:
    found = [group.figures for group in groups if isinstance(group.figures, CategoryFigures)]
    counts = {code: added(each.counts.get(code, 0) for each in found) for code in WISHES}
    if None in counts.values() or not (whole := sum(count or 0 for count in counts.values())):
        return None
    return sum(WISHES[code] * (count or 0) for code, count in counts.items()) / whole


def of_supported(supported: Figure, lacked: Figure, period: str, *, told: bool = True) -> tuple[str, ...]:
    """Return the sentence where more people are said to be supported than to lack capacity.

    Not `told`, it holds no number: less those who lacked capacity and were supported, the first could tell of
    a few people.
    """
    if supported is None or lacked is None or supported <= lacked:
        return ()
    if not told:
        return (
            f"{period}: more enquiries name an advocate, family or friend as support than say that the "
            "person lacked capacity. One of the two is not filled in as it is meant.",
        )
    return (
        f"{period}: {supported:,} enquiries name an advocate, family or friend as support, but only "
        f"{lacked:,} say that the person lacked capacity. One of the two is not filled in as it is meant.",
    )
