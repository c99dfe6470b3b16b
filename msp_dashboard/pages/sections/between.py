"""Sections that put one team beside the whole: its dot, and others as marks without names or order."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Panel, View, panel, table, tracks_beside
from msp_dashboard.components.words import unit_of
from msp_dashboard.pages.sections.between_words import COLUMNS, others_said, share_said, share_table
from msp_dashboard.pages.sections.limits import BEYOND
from msp_dashboard.pages.sections.spread import spread
from msp_dashboard.pages.sections.team_funnel import team_funnel
from msp_dashboard.pages.sections.words import caveats, not_collected, subtitle
from msp_dashboard.results import Answer
from msp_dashboard.results.between import Between, TeamCounts, between, has_dot, teams_between
from msp_dashboard.vocabulary import NOT_RECORDED

HEADING = "What do the chosen team’s records say, beside the whole?"
WHOLE = "The whole"
HOW = (
    "The dot is the share. The pale bar is its plausible range: if the same service met similar people "
    "again, the share could fall anywhere on it. Grey marks are other teams, without names on purpose: much "
    "of what lies between teams is chance, and whom they meet."
)
CHOOSE = "Choose a team above. It then stands here beside the whole, with other teams as marks without names."
ONE_TEAM = "You see one team, so there is no other for it to stand among."
NO_TEAM = "The record names no team, so none can stand beside the whole."
NOT_A_TEAM = "These are records without a team, which cannot stand among teams. Choose a team above."
NOT_BY_TEAM = "The record does not hold this by team."


def between_teams(view: View, keys: Sequence[str]) -> list[Component]:
    """Return the chosen team beside the whole for each proportion, or why not; nothing unless exact."""
    if not view.exact:
        return []
    if said := _why_none(view):
        words = html.P(said, className="not-collected")
        return [html.Section([html.H2(HEADING), words], className="panel")]
    found = between(view.release, view.reader, view.scope, keys)
    small = [_beside(view, each) if isinstance(each, Between) else _lacking(each) for each in found.values()]
    parts = [html.H2(HEADING), html.P(HOW), html.Div(small, className="multiples")]
    return [html.Section(parts, className="trends")]


def _why_none(view: View) -> str:
    teams, chosen = teams_between(view.release, view.reader, view.scope), view.scope.where.get("team")
    if len(teams) < 2:
        return ONE_TEAM if teams else NO_TEAM
    if chosen is None:
        return CHOOSE
    return NOT_A_TEAM if chosen[0] == NOT_RECORDED else ""


def _lacking(answer: Answer) -> Component:
    question = answer.measure.question
    if answer.figures is None:
        return not_collected(answer, question, level=3)
    return html.Section(
        [html.H3(question), html.P(NOT_BY_TEAM, className="not-collected")], className="panel"
    )


def _beside(view: View, of: Between) -> Component:
    question, unit, minimum = of.answer.measure.question, unit_of(of.answer), view.rate_minimum
    rows = [
        (label, figures, share_said(figures, unit, minimum))
        for label, figures in ((WHOLE, of.whole), (of.team, of.own))
    ]
    marks = [share for _, share in of.others] if has_dot(of.whole) else []
    others = others_said(of)
    after = [others, BEYOND] if of.usual is not None and of.usual.own_beyond else [others]
    return panel(
        Panel(
            key=f"{of.answer.key}-beside",
            heading=question,
            subtitle=subtitle(view.without("team"), of.answer),
            chart=tracks_beside(rows, marks, minimum),
            words=" ".join([*(f"{label}: {said}." for label, _, said in rows), others]),
            table=_tables(of, minimum),
            caveats=caveats(of.answer),
            after=(
                *(html.P(said, className="latest") for said in after),
                team_funnel(of, minimum),
                html.Details([html.Summary("Counts by team"), _counts(of)]),
            ),
            level=3,
            compact=True,
        )
    )


def _tables(of: Between, minimum: int) -> Component:
    """The shares of the whole and of the chosen team, and how others spread."""
    question = of.answer.measure.question
    rows = {WHOLE: of.whole, of.team: of.own}
    shares = share_table(f"{question} The chosen team and the whole", rows, minimum)
    if not has_dot(of.whole) or not of.others:
        return shares
    own = of.own.rate if has_dot(of.own) else None
    names = ("Other teams", "The chosen team")
    others = spread(f"{question} Other teams, by share", [share for _, share in of.others], own, names)
    return html.Div([shares, others])


def _counts(of: Between) -> Component:
    rows = [
        [_name(each), f"{each.numerator:,}", f"{each.denominator:,}", f"{each.not_recorded:,}"]
        for each in of.counts
    ]
    return table(
        f"{of.answer.measure.question} Counts by team, in an order that never changes",
        ("Team", *COLUMNS),
        rows,
    )


def _name(counts: TeamCounts) -> str:
    return "No team recorded" if counts.team == NOT_RECORDED else counts.team
