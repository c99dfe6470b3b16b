"""Charts: protected figures in, plain dicts for plotly out; no data access, and nothing that sends data out."""

from msp_dashboard.charts.curves import curve
from msp_dashboard.charts.time import Time, quarters, short_months, stacked_quarters

__all__ = ["Time", "curve", "quarters", "short_months", "stacked_quarters"]
