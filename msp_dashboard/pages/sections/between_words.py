"""Words and cells of a team beside the whole: every share with its numbers and what chance alone allows."""

from collections.abc import Mapping, Sequence

from dash.development.base_component import Component

from msp_dashboard.components import table
from msp_dashboard.components.words import (
    enough,
    many_missing,
    of_words,
    percent,
    range_of,
    share_words,
)
from msp_dashboard.results import ProportionFigures
from msp_dashboard.results.between import Between, has_dot

COLUMNS = ("Yes", "Yes or no recorded", "Not recorded")


def share_said(figures: ProportionFigures, unit: str, minimum: int) -> str:
    """Return a share as words with its numbers, or why there is none: 12 of 30 enquiries, 40% …"""
    said, share = of_words(figures, unit), share_words(figures, minimum)
    said = f"{said[0].upper()}{said[1:]}"
    if not enough(figures, minimum) or figures.interval is None or figures.rate is None:
        return f"{said}, {share}" if figures.denominator else f"{said}{_unknown(figures)}"
    low, high = figures.interval
    said = f"{said}, {percent(figures.rate)} (plausibly {percent(low)} to {percent(high)})"
    known = range_of(figures, minimum) if many_missing(figures) else None
    if known is None:
        return said
    return f"{said}; {percent(known[0])} to {percent(known[1])} if the missing answers were known"


def _unknown(figures: ProportionFigures) -> str:
    return f"; {figures.not_recorded:,} not recorded" if figures.not_recorded else ""


def others_said(of: Between) -> str:
    """Return how many other teams have a mark and where, and why the rest have none."""
    if not has_dot(of.whole):
        return "The whole has no share to stand beside, so other teams have no mark."
    shares = [share for _, share in of.others]
    marked = {0: "No other team has a mark.", 1: "1 other team, without a name, has a mark."}.get(
        len(shares),
        f"{len(shares)} other teams have a mark, without names.",
    )
    return " ".join([marked, *_without_mark(of)])


def _without_mark(of: Between) -> list[str]:
    reasons = (
        (of.too_few, "too few answers for a mark"),
        (of.many_missing, "too many answers missing for a mark"),
    )
    return [f"{n} {'team has' if n == 1 else 'teams have'} {why}." for n, why in reasons if n]


def share_table(
    caption: str,
    rows: Mapping[str, ProportionFigures],
    minimum: int,
    also: Mapping[str, Sequence[str]] | None = None,
) -> Component:
    """Return a table of shares with their numbers and intervals; `also` are further columns, a cell a row."""
    more = also or {}
    columns = ("Of", *COLUMNS, "Share", "Plausible range", *more)
    cells = [
        [label, *_numbers(figures), *_share(figures, minimum), *(column[place] for column in more.values())]
        for place, (label, figures) in enumerate(rows.items())
    ]
    return table(caption, columns, cells)


def _share(figures: ProportionFigures, minimum: int) -> list[str]:
    share = share_words(figures, minimum)
    span = figures.interval if enough(figures, minimum) else None
    words = f"{percent(span[0])} to {percent(span[1])}" if span else "–"
    return [f"{share[0].upper()}{share[1:]}", words]


def _numbers(figures: ProportionFigures) -> list[str]:
    counts = (figures.numerator, figures.denominator, figures.not_recorded)
    return [f"{count or 0:,}" for count in counts]
