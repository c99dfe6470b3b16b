"""Charts: protected figures in, plain dicts for plotly out; they read nothing and send nothing out."""

from msp_dashboard.charts.curves import curve
from msp_dashboard.charts.flow import Flow, Join, Place, flow
from msp_dashboard.charts.time import (
    Time,
    hidden_quarters,
    quarters,
    short_months,
    shows_any,
    stacked_quarters,
)
from msp_dashboard.charts.usual import trend

__all__ = [
    "Flow",
    "Join",
    "Place",
    "Time",
    "curve",
    "flow",
    "hidden_quarters",
    "quarters",
    "short_months",
    "shows_any",
    "stacked_quarters",
    "trend",
]
