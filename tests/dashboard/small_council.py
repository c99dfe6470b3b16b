"""A council of a few rows, and a page drawn of it without a server: for what few rows can show."""

import json
from datetime import date
from pathlib import Path

from plotly.utils import PlotlyJSONEncoder

from msp_dashboard.components import Page, look, page_frame
from msp_dashboard.releases import Release
from msp_dashboard.scope import Reader
from tests.dashboard.visiting import Drawn, text_of
from tests.measures.in_memory import release_of
from tests.plain_reading.few_rows import delivered
from tests.plain_reading.reading import read_export

EXTRACT_DATE = date(2026, 9, 30)
Row = dict[str, str]


def council(folder: Path, **tables: list[Row]) -> Release:
    """Return a release of these rows, extracted on 30 September 2026, of the files that are named."""
    delivered(folder, **tables)
    return release_of(read_export(folder, EXTRACT_DATE))


def enquiries(number: int, prefix: str, **values: str) -> list[Row]:
    """Return section 42 enquiries of different people, concluded in the last four quarters unless told."""
    return [
        {
            "enquiry_ref": f"{prefix}{place}",
            "person_ref": f"P{prefix}{place}",
            "enquiry_type": "s42",
            "started_on": "2026-01-05",
            "concluded_on": "2026-03-02",
            **values,
        }
        for place in range(number)
    ]


def drawn(page: Page, release: Release, tier: str = "board", **query: str) -> Drawn:
    """Return a page as the browser is given it."""
    tree = page_frame(page, look(release, Reader(tier=tier), query))
    return Drawn(tree=json.loads(json.dumps(tree, cls=PlotlyJSONEncoder)))


def answer_of(page: Drawn) -> str:
    """Return the page's answer as it is read aloud."""
    return "".join(Drawn(tree=page.with_class("answer")[0]).texts())


def panel_of(page: Drawn, heading: str) -> Drawn:
    """Return the panel under a heading."""
    found = [
        each
        for each in page.with_class("panel")
        if any(heading == text_of(head) for head in Drawn(tree=each).every("H2"))
    ]
    return Drawn(tree=found[0])


def rows_of(page: Drawn, caption: str) -> list[list[str]]:
    """Return the cells of the table with a caption, row by row."""
    tables = [Drawn(tree=each) for each in page.every("Table")]
    (table,) = [each for each in tables if text_of(each.every("Caption")[0]) == caption]
    rows = [each for each in table.every("Tr") if Drawn(tree=each).every("Td")]
    return [[text_of(cell) for cell in row["props"]["children"]] for row in rows]
