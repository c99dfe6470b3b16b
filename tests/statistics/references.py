"""What NHSRplotthedots 0.2.2 and FunnelPlotR 0.6.0 answered, in R, on series and units of our own making."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def series() -> list[dict[str, Any]]:
    """Return each series with the limits of its baselines and the flag of each point."""
    return _read("nhsrplotthedots.json")


def units() -> list[dict[str, Any]]:
    """Return each set of units with its target, phi, tau2 and adjusted limits."""
    return _read("funnelplotr.json")


def _read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / name).read_text())
    return found
