"""The section that shows, by simulation, how far apart teams lie that work exactly alike."""

from collections import Counter

from dash.development.base_component import Component

from msp_dashboard.components import Panel, marks_on_line, panel, table
from msp_dashboard.components.words import percent
from msp_dashboard.statistics.alike import EXAMPLE, PEOPLE, POINTS_APART, TEAMS, points_apart

HEADING = "How far apart does chance alone take twelve teams?"
SUBTITLE = (
    f"A simulation, not a record: {TEAMS} teams of {PEOPLE} people, and each person says yes with the same "
    "chance of one half."
)
EXPLAINED = (
    f"On average the highest and the lowest of the {TEAMS} lie {POINTS_APART} percentage points apart, "
    "though nothing at all is different between them."
)
CAVEATS = (
    "This is one simulation of many. Others have other marks, closer together or further apart.",
    "Teams that lie on the same share stand on the same mark: the table says how many.",
)


def alike_teams() -> Component:
    """Return the panel of one simulation, and how far apart many are on average."""
    said = f"In this one the highest and the lowest lie {points_apart(EXAMPLE):.0f} points apart. {EXPLAINED}"
    times = Counter(EXAMPLE)
    rows = [(percent(count / PEOPLE), f"{count}", f"{PEOPLE}", f"{times[count]}") for count in sorted(times)]
    return panel(
        Panel(
            key="alike-teams",
            heading=HEADING,
            subtitle=SUBTITLE,
            chart=marks_on_line(
                f"{TEAMS} teams that work exactly alike", [n / PEOPLE for n in EXAMPLE], said
            ),
            words=f"{TEAMS} teams that work exactly alike lie between {percent(min(EXAMPLE) / PEOPLE)} and "
            f"{percent(max(EXAMPLE) / PEOPLE)}. {EXPLAINED}",
            table=table(HEADING, ("Yes as a share", "Yes", "People in the team", "Teams"), rows),
            caveats=CAVEATS,
            level=3,
        )
    )
