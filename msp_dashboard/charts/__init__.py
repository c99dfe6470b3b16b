"""Charts: protected figures in, plain dicts for plotly out; they read nothing and send nothing out."""

from msp_dashboard.charts.curves import curve
from msp_dashboard.charts.time import (
    Time,
    hidden_quarters,
    quarters,
    short_months,
    shows_any,
    stacked_quarters,
)

__all__ = ["Time", "curve", "hidden_quarters", "quarters", "short_months", "shows_any", "stacked_quarters"]
