"""Sections that pages are composed of: a measure's answer in, its panel out."""

from msp_dashboard.pages.sections.counts import categories, counts
from msp_dashboard.pages.sections.shares import one_share, several_shares, shares
from msp_dashboard.pages.sections.trends import (
    HOW_TO_READ,
    dated_notes,
    lines_key,
    multiples,
    named_quarters,
    over_time,
    time_of,
)
from msp_dashboard.pages.sections.words import (
    caveats,
    completeness,
    difference,
    not_collected,
    nothing,
    place,
    subtitle,
)

__all__ = [
    "HOW_TO_READ",
    "categories",
    "caveats",
    "completeness",
    "counts",
    "dated_notes",
    "difference",
    "lines_key",
    "multiples",
    "named_quarters",
    "not_collected",
    "nothing",
    "one_share",
    "over_time",
    "place",
    "several_shares",
    "shares",
    "subtitle",
    "time_of",
]
