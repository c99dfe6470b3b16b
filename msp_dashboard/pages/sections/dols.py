"""DoLS by quarter, with the day on which the test changed."""

from dataclasses import replace
from datetime import date

from dash import html
from dash.development.base_component import Component

from msp_dashboard.charts import quarters, shows_any
from msp_dashboard.charts.dated import with_line
from msp_dashboard.components import Panel, View, graph, panel, proportion_table, track_words
from msp_dashboard.components.words import day, unit_of
from msp_dashboard.pages.sections import (
    HOW_TO_READ,
    caveats,
    named_quarters,
    not_collected,
    subtitle,
    time_of,
)
from msp_dashboard.results import Answer, ProportionFigures

TEST_CHANGED_ON = date(2026, 6, 2)
DOLS = "Were the Deprivation of Liberty Safeguards (DoLS) part of the picture?"
TOO_FEW = "Too few people for a chart: no quarter has the answers that a percentage needs."


def dols_by_quarter(view: View, answer: Answer) -> Component:
    """Return the panel of enquiries with an application or authorisation, by quarter."""
    if answer.figures is None or answer.groups is None:
        return not_collected(answer, DOLS)
    groups, unit = named_quarters(view, answer.groups), unit_of(answer)
    time = replace(time_of(view), lines={})
    shares = [(each.label, each.figures) for each in groups if isinstance(each.figures, ProportionFigures)]
    changed = day(TEST_CHANGED_ON)
    shown = shows_any(answer.groups, time)
    drawn = with_line(quarters(answer.groups, time, height=280), time, TEST_CHANGED_ON, changed)
    return panel(
        Panel(
            key="dols",
            heading=DOLS,
            subtitle=subtitle(view, answer, view.trend),
            chart=graph("dols", drawn) if shown else html.P(TOO_FEW, className="not-collected"),
            words=f"{track_words(shares, unit, view.rate_minimum)} The test changed on {changed}.",
            table=proportion_table(DOLS, "Quarter", groups, view.rate_minimum),
            caveats=caveats(answer),
            after=(
                html.P(track_words(shares[-1:], unit, view.rate_minimum), className="latest"),
                html.P(HOW_TO_READ, className="latest"),
            ),
            picture=shown,
        )
    )
