"""Published figures beside a small council, and all that is sent of them."""

import json
from pathlib import Path

from plotly.utils import PlotlyJSONEncoder

from etl.context import import_published
from msp_dashboard.pages.in_context import PAGE
from msp_dashboard.releases import Release
from msp_dashboard.results.context import context
from tests.dashboard.small_council import drawn
from tests.publishers import ASCOF, OWN, Row, ascof, write

AMONG = "Was the risk reduced or removed? Our council among others"
YEARS = "Was the risk reduced or removed? Our own years"
SHORT = "Risk reduced or removed, of section 42 enquiries where a risk was found"
HOW_MANY = 30


def others(year: str, first: int = 2, last: int = HOW_MANY) -> list[Row]:
    """Return rows of councils of 100 and more enquiries; the share is 85% and the last digit of the place."""
    return [
        ascof(place, year, (100 + 10 * place) * (85 + place % 10) // 100, 100 + 10 * place)
        for place in range(first, last + 1)
    ]


def import_rows(folder: Path, rows: list[Row], own: str | None = OWN) -> None:
    """Import a file of ASCOF 4b with these rows."""
    import_published(write(folder / "published.csv", ASCOF, rows), council=own)


def sent(release: Release, tier: str = "board", **query: str) -> str:
    """Return all that reaches the browser of the page, and all that leaves the door."""
    page = json.dumps(drawn(PAGE, release, tier, **query).tree, cls=PlotlyJSONEncoder)
    return f"{page}\n{context(query.get('year'))!r}"
