"""The one factory of drawings: plain dicts for plotly, that send nothing out and cannot be edited."""

from collections.abc import Mapping, Sequence
from typing import Any

from msp_dashboard.charts.palette import GRID, SECONDARY, TEXT, WHITE

Json = dict[str, Any]
FONT = "Segoe UI, -apple-system, Helvetica Neue, Noto Sans, Liberation Sans, Arial, sans-serif"
SIZE = 14
CONFIG: Json = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
    "responsive": True,
}


def drawing(traces: Sequence[Json], height: int, **layout: Any) -> Json:
    """Return a figure and its configuration, with the house style below whatever `layout` says."""
    own: Json = {
        "height": height,
        "font": {"family": FONT, "size": SIZE, "color": TEXT},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "showlegend": False,
        "dragmode": False,
        "margin": {"l": 44, "r": 12, "t": 16, "b": 40},
        "hoverlabel": {"font": {"family": FONT, "size": SIZE}, "bgcolor": WHITE, "align": "left"},
    }
    return {"figure": {"data": list(traces), "layout": own | layout}, "config": CONFIG}


def percent_axis(**more: Any) -> Json:
    """Return a vertical axis from 0% to 100%."""
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": ["0", "50", "100%"]}
    return _axis() | {"range": [-0.03, 1.04], "zeroline": False} | ticks | more


def count_axis(highest: float) -> Json:
    """Return a vertical axis of counts from 0, with round steps."""
    step = next((size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if highest / size <= 4), 2000)
    return _axis() | {"range": [0, max(highest * 1.06, 1)], "dtick": step, "zeroline": False}


def place_axis(labels: Mapping[float, str], first: float, last: float) -> Json:
    """Return a horizontal axis with words at some places only."""
    return {
        "range": [first, last],
        "tickvals": list(labels),
        "ticktext": list(labels.values()),
        "tickangle": 0,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "outside",
        "tickcolor": GRID,
        "linecolor": SECONDARY,
        "tickfont": {"size": SIZE, "color": SECONDARY},
    }


def note(x: float, text: str, y: float = 1.0, **more: Any) -> Json:
    """Return words inside the drawing; horizontal, and never cut by a marker."""
    own = {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": SIZE, "color": SECONDARY}}
    return own | {"xref": "x", "yref": "paper", "yanchor": "bottom", "align": "left"} | more


def upright(x: float, color: str, dash: str = "dot") -> Json:
    """Return a dated line across the drawing."""
    line = {"color": color, "width": 1.5, "dash": dash}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": line}


def _axis() -> Json:
    return {
        "fixedrange": True,
        "gridcolor": GRID,
        "tickfont": {"size": SIZE, "color": SECONDARY},
        "ticks": "",
        "automargin": False,
    }
