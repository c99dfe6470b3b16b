"""The funnel of teams: shares by number of answers, between lines of chance, only the chosen team named."""

from html import escape
from textwrap import wrap

from dash import html
from dash.development.base_component import Component

from msp_dashboard.charts.funnel import Scatter, funnel
from msp_dashboard.components import graph
from msp_dashboard.components.aria import aria
from msp_dashboard.components.words import counted, percent, unit_of
from msp_dashboard.pages.sections.between_words import share_table
from msp_dashboard.pages.sections.limits import BEYOND, limit_columns, limit_lines
from msp_dashboard.results.between import Between, UsualLimits, has_dot
from msp_dashboard.statistics.funnel import Limits

NO_FUNNEL = "There is no funnel: too few answers are recorded for one."
CHANCE_ALONE = (
    "The lines show what chance alone would do: of twenty teams that work alike, nineteen would lie between "
    "the solid lines. With fewer than 20 teams they are not adjusted for how much teams differ."
)
ADJUSTED = (
    "The lines are adjusted for how much teams differ from each other, by the method of Spiegelhalter: of "
    "twenty teams, nineteen would usually lie between the solid lines. Where lines would cross, one is drawn "
    "at 0% or 100%."
)
NO_NAMES = "A dot further to the right stands for more answers. Other teams have no names here, on purpose."
LABEL_WIDTH, LABEL_LINES = 18, 3


def team_funnel(of: Between, minimum: int) -> Component:
    """Return the funnel as a second view, which the reader opens; words where there is none."""
    inside = (
        html.P(NO_FUNNEL, className="not-collected") if of.usual is None else _figure(of, of.usual, minimum)
    )
    return html.Details([html.Summary("As a funnel"), inside])


def _figure(of: Between, usual: UsualLimits, minimum: int) -> Component:
    key, said = f"{of.answer.key}-between", _words(of, usual)
    notes = (ADJUSTED if usual.adjusted else CHANCE_ALONE, NO_NAMES)
    listed = html.Ul([html.Li(note) for note in notes], className="caveats")
    drawn = html.Div(graph(key, funnel(_scatter(of, usual))), role="img", **aria(label=said))
    return html.Figure(
        [drawn, html.Figcaption([html.P(said, className="latest"), listed, _table(of, usual, minimum)])],
        className="funnel",
    )


def _scatter(of: Between, usual: UsualLimits) -> Scatter:
    chosen = (of.own.denominator or 0, of.own.rate or 0.0) if has_dot(of.own) else None
    return Scatter(
        others=of.others,
        chosen=chosen,
        name=_label(of.team),
        across=f"{unit_of(of.answer).capitalize()} with an answer",
        flagged=usual.own_beyond,
        lines=limit_lines(usual.lines),
    )


def _label(team: str) -> str:
    """A team's name in lines that a phone has room for; drawings read some signs as their own."""
    lines = wrap(team, LABEL_WIDTH, max_lines=LABEL_LINES, placeholder=" …")
    return "<br>".join(escape(line, quote=False) for line in lines)


def _words(of: Between, usual: UsualLimits) -> str:
    several = f"{len(of.others)} other teams, without names"
    others = {0: "no other team", 1: "1 other team, without a name"}.get(len(of.others), several)
    if usual.own is None:
        return f"{of.team} has no dot here. Drawn: {others}."
    where = "beyond the dashed lines" if usual.own_beyond else _place(of, usual.own)
    of_all = f"{counted(of.own.denominator or 0, unit_of(of.answer))} with an answer"
    said = f"{of.team}: {percent(of.own.rate or 0.0)} of {of_all}, {where}."
    return " ".join([said, f"Drawn beside it: {others}.", *([BEYOND] if usual.own_beyond else [])])


def _place(of: Between, at: Limits) -> str:
    inside = at.lower95 <= (of.own.rate or 0.0) <= at.upper95
    return "between the solid lines" if inside else "between the solid and the dashed lines"


def _table(of: Between, usual: UsualLimits, minimum: int) -> Component:
    also = limit_columns(usual.own, "its size", adjusted=usual.adjusted)
    caption = f"{of.answer.measure.question} The chosen team in the funnel"
    return share_table(caption, {of.team: of.own}, minimum, also)
