"""Sections of published figures: one's own dot among others without names, and one's own years."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from msp_dashboard.charts.funnel import Scatter, funnel
from msp_dashboard.charts.years import YearDot, years
from msp_dashboard.components import Panel, graph, panel
from msp_dashboard.components.words import enough, of_words, percent, range_of, year_name
from msp_dashboard.pages.sections.limits import BEYOND, limit_lines
from msp_dashboard.pages.sections.published_words import (
    OURS,
    UNIT,
    figure_words,
    own_of,
    own_table,
    years_table,
)
from msp_dashboard.pages.sections.spread import spread
from msp_dashboard.results.context import Among, OwnFigure, PublishedMeasure

YEARS_FOR_LIMITS = 12
SCALE = "A dot further to the right stands for more enquiries. Small numbers have more room than large ones."
ADJUSTED = (
    "The lines allow for how much councils differ from each other, by the method of Spiegelhalter. Of twenty "
    "councils, nineteen would usually lie between the solid lines. Where lines would cross, one is drawn at "
    "0% or 100%."
)
CHANCE_ALONE = (
    "The lines show what chance alone would do. With fewer than 20 councils they cannot allow for how much "
    "councils differ from each other."
)
RECORDING = (
    "Published figures differ between councils mostly by how each of them records. A dot high or low says "
    "nothing about how well people were helped."
)
ROUNDED = "Publishers round numbers to the nearest five, so our share may differ a little from theirs."
OF_YEARS = (
    "Each dot is a year, and the line through it is its plausible range.",
    "The way of recording, or the national guidance, may have changed between years.",
    ROUNDED,
)
NO_NAMES = "No other council is named here, on purpose."


def among_others(of: PublishedMeasure, words: Mapping[str, str], minimum: int) -> Component:
    """Return the panel of one year: one's own dot among others without names, between their usual limits.

    `words` hold `among` (the heading), `short` (what yes means) and `across` (what is counted).
    """
    among, key = of.among, f"{of.measure.key}-among"
    if among is None:
        said = f"For {year_name(of.chosen)} too few other councils have a published figure to stand among."
        return _words_only(words["among"], said)
    own = own_of(of, among.year)
    chosen = _dot(own, minimum)
    return panel(
        Panel(
            key=key,
            heading=words["among"],
            subtitle=f"{words['short']}, {_source(of, among.year)}; {_councils(among, chosen)}.",
            chart=graph(key, funnel(_scatter(among, chosen, words))),
            words=_funnel_words(among, own, minimum),
            table=html.Div(
                [own_table(among, own, words["short"], minimum), _spread(among, chosen, words["short"])]
            ),
            caveats=_caveats(among),
            after=tuple(html.P(said, className="latest") for said in _after(among, own, minimum)),
        )
    )


def own_years(of: PublishedMeasure, words: Mapping[str, str], minimum: int) -> Component:
    """Return the panel of one's own figures over the years, with their plausible ranges and no limits.

    `words` hold `years` (the heading) and `short` (what yes means).
    """
    key, found = f"{of.measure.key}-years", {year: own_of(of, year) for year in of.years}
    dots = {year_name(year): _year_dot(own, minimum) for year, own in found.items()}
    of_table = years_table(found, f"{words['short']}: our council by year", minimum)
    if not any(dots.values()):
        said = "No year has a published figure of our council that can be drawn."
        return _words_only(words["years"], said, of_table)
    return panel(
        Panel(
            key=key,
            heading=words["years"],
            subtitle=f"{words['short']}, as published for years from 1 April to 31 March.",
            chart=graph(key, years(dots)),
            words=" ".join(
                f"{year_name(year)}: {figure_words(own, minimum)}." for year, own in found.items()
            ),
            table=of_table,
            caveats=OF_YEARS,
            after=tuple(html.P(said, className="latest") for said in _after_years(found, dots, minimum)),
        )
    )


def _after_years(
    found: Mapping[str, OwnFigure | None], dots: Mapping[str, YearDot | None], minimum: int
) -> list[str]:
    """Why a year has no dot, and that there are too few for limits."""
    said = [
        f"{year_name(year)}: {figure_words(own, minimum)}."
        for year, own in found.items()
        if dots[year_name(year)] is None
    ]
    few = len(dots) - len(said)
    words = f"Too few periods to tell usual variation from change (have {few}, need {YEARS_FOR_LIMITS})."
    return [*said, words] if few < YEARS_FOR_LIMITS else said


def _dot(own: OwnFigure | None, minimum: int) -> tuple[int, float] | None:
    if own is None or own.figures is None or not enough(own.figures, minimum):
        return None
    return (own.figures.denominator or 0, own.figures.rate or 0.0)


def _scatter(among: Among, chosen: tuple[int, float] | None, words: Mapping[str, str]) -> Scatter:
    return Scatter(
        others=among.others,
        chosen=chosen,
        name=OURS,
        across=words["across"],
        flagged=among.own_beyond,
        lines=limit_lines(among.limits),
    )


def _spread(among: Among, chosen: tuple[int, float] | None, short: str) -> Component:
    caption = f"{short}: all councils in {year_name(among.year)}"
    shares = [share for _, share in among.others]
    return spread(caption, shares, chosen[1] if chosen else None, ("Other councils", OURS))


def _councils(among: Among, chosen: tuple[int, float] | None) -> str:
    others = f"{len(among.others)} other councils"
    return f"our council and {others}" if chosen else others


def _source(of: PublishedMeasure, year: str) -> str:
    own = own_of(of, year)
    named = f" as published in {own.source}" if own else " as published"
    return f"{year_name(year)}{named}"


def _funnel_words(among: Among, own: OwnFigure | None, minimum: int) -> str:
    shares = [share for _, share in among.others]
    others = f"{len(shares)} other councils, without names, lie between {percent(min(shares))} and"
    return f"{OURS}: {figure_words(own, minimum)}. {others} {percent(max(shares))}."


def _after(among: Among, own: OwnFigure | None, minimum: int) -> list[str]:
    said = [f"{OURS}: {figure_words(own, minimum)}."]
    return [*said, BEYOND] if among.own_beyond else said


def _caveats(among: Among) -> tuple[str, ...]:
    lines = ADJUSTED if among.adjusted else CHANCE_ALONE
    return (SCALE, lines, RECORDING, ROUNDED, NO_NAMES, *_not_drawn(among))


def _not_drawn(among: Among) -> list[str]:
    reasons = (
        (among.not_usable, "the published part is larger than its whole: not usable"),
        (among.not_published, "the figure is hidden by its publisher or missing"),
        (among.left_out, "too few enquiries, or too few answers, stand behind the figure"),
    )
    return [
        f"{number} other {'council is' if number == 1 else 'councils are'} not drawn, because {why}."
        for number, why in reasons
        if number
    ]


def _year_dot(own: OwnFigure | None, minimum: int) -> YearDot | None:
    if own is None or own.figures is None or not enough(own.figures, minimum):
        return None
    share = own.figures.rate or 0.0
    low, high = range_of(own.figures, minimum) or (share, share)
    words = f"{year_name(own.year)}<br>{of_words(own.figures, UNIT)}, {percent(share)}"
    return YearDot(share=share, low=low, high=high, words=words)


def _words_only(heading: str, said: str, below: Component | None = None) -> Component:
    parts = [html.H2(heading), html.P(said, className="not-collected")]
    shown = [html.Details([html.Summary("Show as a table"), below])] if below is not None else []
    return html.Section([*parts, *shown], className="panel")
