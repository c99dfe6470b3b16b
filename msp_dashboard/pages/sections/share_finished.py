"""Curves of the share finished, by financial year of the start."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dash import html
from dash.development.base_component import Component

from msp_dashboard.charts import curve
from msp_dashboard.components import Panel, View, cell, graph, panel, table
from msp_dashboard.components.view import first_day
from msp_dashboard.components.words import Child, day, number, percent, unit_of, year_name
from msp_dashboard.pages.sections import caveats, not_collected, place
from msp_dashboard.periods import Period, split
from msp_dashboard.results import Answer, Answers, DurationFigures

MOST_COHORTS = 3
FOLLOWED_DAYS = (28, 56, 84, 112, 182)
SHARE_DAYS = (7, *FOLLOWED_DAYS, 273, 364)
ALL_YEARS = "All years"


@dataclass(frozen=True, kw_only=True)
class Cohorts:
    """The answers of up to three financial years together, each with a group for every year, oldest first."""

    found: Answers
    period: Period

    def drawn(self, key: str) -> dict[str, DurationFigures]:
        """Return the cohorts of which enough are followed for a curve: each year's, else all years as one."""
        answer = self.found[key]
        years = [(year_name(group.value), group.figures) for group in answer.groups or ()]
        each = {
            name: found for name, found in years if isinstance(found, DurationFigures) and _is_curve(found)
        }
        return each or ({ALL_YEARS: answer.duration} if _is_curve(answer.duration) else {})


def cohorts(view: View, *keys: str) -> Cohorts:
    """Return the cohorts of up to three financial years, the last of which holds the end of the period."""
    known = Period(first=min(first_day(view.release), view.trend.last), last=view.trend.last)
    years = list(split(known, "financial_year"))[-MOST_COHORTS:]
    period = Period(first=years[0][1].first, last=known.last)
    wide = replace(view, scope=replace(view.scope, period=period))
    return Cohorts(found=wide.grouped("financial_year", *keys) or wide.answers(*keys), period=period)


def _is_curve(figures: DurationFigures) -> bool:
    return len(figures.curve) > 1


def share_finished(view: View, of: Cohorts, key: str, words: Mapping[str, str]) -> Component:
    """Return the panel of a duration; `words` holds its heading, how one `began`, `ended`, `since` when."""
    answer = of.found[key]
    if answer.figures is None:
        return not_collected(answer, words["heading"])
    drawn = of.drawn(key)
    if not drawn:
        too_few = f"Too few {unit_of(answer)} {words['began']} to draw how long it took and protect people."
        return html.Section(
            [html.H2(words["heading"]), html.P(too_few, className="not-collected")], className="panel"
        )
    return panel(
        Panel(
            key=key,
            heading=words["heading"],
            subtitle=_subtitle(view, of, answer, words),
            chart=graph(key, curve({name: figures.curve for name, figures in drawn.items()})),
            words=_said(drawn, words),
            table=_shares_table(drawn, words),
            caveats=caveats(answer),
            after=(_followed_table(drawn, words["since"]),),
            picture=True,
        )
    )


def _subtitle(view: View, of: Cohorts, answer: Answer, words: Mapping[str, str]) -> str:
    return (
        f"Share {words['ended']}, by days since {words['since']}: {unit_of(answer)} that {words['began']} "
        f"{day(of.period.first)} to {day(of.period.last)}, by financial year, {place(view, answer)}."
    )


def _said(drawn: Mapping[str, DurationFigures], words: Mapping[str, str]) -> str:
    said = []
    for name, figures in drawn.items():
        known = {reached: share for reached, share, _ in figures.curve}
        shares = [f"{percent(known[at])} by day {at}" for at in SHARE_DAYS if at in known]
        said.append(f"{name}: of {number(figures.opened)}, {words['ended']}: {', '.join(shares)}.")
    return " ".join(said)


def _followed_table(drawn: Mapping[str, DurationFigures], since: str) -> Component:
    """How many carry each curve, always in sight: a curve is only as sound as the number behind it."""
    columns = ("Year", "All", *(f"{at} days" for at in FOLLOWED_DAYS))
    rows: list[list[Child]] = []
    for name, figures in drawn.items():
        followed = {reached: count for reached, _, count in figures.curve}
        left = [f"{followed[at]:,}" if at in followed else "under 10" for at in FOLLOWED_DAYS]
        rows.append([name, cell(figures.opened), *left])
    return html.Div(
        table(f"How many were still followed, by days since {since}", columns, rows), className="followed"
    )


def _shares_table(drawn: Mapping[str, DurationFigures], words: Mapping[str, str]) -> Component:
    known = {name: {reached: share for reached, share, _ in figures.curve} for name, figures in drawn.items()}
    rows: list[list[Child]] = [
        [
            f"{at} days",
            *(percent(shares[at]) if at in shares else "too few still followed" for shares in known.values()),
        ]
        for at in SHARE_DAYS
        if any(at in shares for shares in known.values())
    ]
    rows.append(["Half finished by", *(_half(figures) for figures in drawn.values())])
    return table(
        f"Share {words['ended']}, by days since {words['since']}",
        (f"Days since {words['since']}", *known),
        rows,
    )


def _half(figures: DurationFigures) -> str:
    if figures.median is not None:
        return f"day {figures.median:,}"
    return f"not reached by day {figures.median_not_reached_by}"
