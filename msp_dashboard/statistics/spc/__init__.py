"""Trends: usual limits of a series over time, and the points that are unusual for it."""

from msp_dashboard.statistics.spc.chance import expected_by_chance, share_flagged_by_chance
from msp_dashboard.statistics.spc.charts import p_prime, xmr
from msp_dashboard.statistics.spc.flags import Flag
from msp_dashboard.statistics.spc.points import FEWEST_POINTS, Point
from msp_dashboard.statistics.spc.volume import finest_grain

__all__ = [
    "FEWEST_POINTS",
    "Flag",
    "Point",
    "expected_by_chance",
    "finest_grain",
    "p_prime",
    "share_flagged_by_chance",
    "xmr",
]
