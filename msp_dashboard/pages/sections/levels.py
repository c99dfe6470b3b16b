"""Bronze, silver and gold: what each asked of a council, and which parts its records can show."""

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import table

LEVELS = (
    (
        "Bronze",
        "Talk with people at the start about what they want, and at the end about how far it happened.",
        "Being asked, wishes recorded, asked at the end, what they wanted happened.",
    ),
    (
        "Silver",
        "As bronze, and other ways of responding, or information on outcomes recorded and added up.",
        "Other ways of responding that were used, and this dashboard itself.",
    ),
    (
        "Gold",
        "As silver, and independent evaluation by a university or research organisation.",
        "Nothing: an evaluation is not in these records.",
    ),
)


def levels() -> Component:
    """Return the table of the three levels; no team or council carries one."""
    heading = "What did bronze, silver and gold mean?"
    said = html.P(
        "In 2013/14 councils could take part at one of three levels. They say how much a council took on; "
        "teams carry none here."
    )
    columns = ("Level", "What it asked for", "What these records can show of it")
    return html.Section([html.H2(heading), said, table(heading, columns, LEVELS)], className="panel")
