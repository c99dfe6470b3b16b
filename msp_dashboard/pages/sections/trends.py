"""Sections over time: shares by quarter, and the dated lines of what changed in recording."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from msp_dashboard import charts
from msp_dashboard.components import Panel, View, graph, panel, proportion_table, track_words
from msp_dashboard.components.words import day, interval_words, of_words, share_words, unit_of
from msp_dashboard.pages.sections.words import caveats, not_collected, subtitle
from msp_dashboard.periods import split
from msp_dashboard.results import Answer, Figures, Group, Note, ProportionFigures

HOW_TO_READ = (
    "Each dot is a quarter, and the line through it is its plausible range: if the same service met similar "
    "people again, the share could fall anywhere on it. A hollow dot has more than one answer in ten "
    "missing, and the pale bar shows how far that could move it. Grey quarters have too few people for a "
    "percentage."
)


def time_of(view: View) -> charts.Time:
    """Return the quarters of a view's trend, and the dated lines that charts over time carry."""
    quarters = tuple(period for _, period in split(view.trend, "quarter"))
    lines = {letter: date.fromisoformat(note.first) for letter, note in dated_notes(view)}
    return charts.Time(quarters=quarters, minimum=view.rate_minimum, lines=lines)


def dated_notes(view: View) -> list[tuple[str, Note]]:
    """Return the notes about recording that fall inside the trend, with the letter of each."""
    inside = [
        note for note in view.notes if view.trend.first < date.fromisoformat(note.first) <= view.trend.last
    ]
    return [(chr(ord("A") + place), note) for place, note in enumerate(inside)]


def lines_key(view: View) -> Component:
    """Return what the letters over dated lines stand for."""
    entries = [
        html.Li([html.Strong(letter), f" {day(date.fromisoformat(note.first))}: {note.text}"])
        for letter, note in dated_notes(view)
    ]
    return html.Ul(entries, className="lines-key")


def over_time(view: View, answer: Answer, heading: str = "", level: int = 3) -> Component:
    """Return the panel of a proportion by quarter: dots with their plausible range, from 0% to 100%."""
    title = heading or answer.measure.question
    if answer.figures is None or answer.groups is None:
        return not_collected(answer, title, level)
    key, groups = f"{answer.key}-quarters", named_quarters(view, answer.groups)
    latest = groups[-1]
    also = f"{latest.label}: {_share(latest.figures, unit_of(answer), view.rate_minimum)}"
    return panel(
        Panel(
            key=key,
            heading=title,
            subtitle=subtitle(view, answer, view.trend),
            chart=_drawn(key, answer.groups, time_of(view)),
            words=track_words(_shares(groups), unit_of(answer), view.rate_minimum),
            table=proportion_table(title, "Quarter", groups, view.rate_minimum),
            caveats=caveats(answer),
            after=(html.P(f"{also}.", className="latest"),),
            level=level,
            picture=charts.shows_any(groups, time_of(view)),
            compact=level > 2,
        )
    )


def _drawn(key: str, groups: Sequence[Group], time: charts.Time) -> Component:
    if charts.shows_any(groups, time):
        return graph(key, charts.quarters(groups, time))
    words = f"No quarter has the {time.minimum} answers that a percentage needs."
    return html.P(words, className="not-collected")


def multiples(view: View, keys: Sequence[str], heading: str) -> Component:
    """Return several proportions by quarter as small charts on one scale, in the order of `keys`."""
    quarters = view.by_quarter(*keys)
    small = [over_time(view, quarters[key]) for key in keys]
    words = f"All stand on the same scale, from 0 to 100%. {HOW_TO_READ}"
    parts = [html.H2(heading), html.P(words), html.Div(small, className="multiples"), lines_key(view)]
    return html.Section(parts, className="trends")


def named_quarters(view: View, groups: Sequence[Group]) -> list[Group]:
    """Return groups by quarter with the quarter's months as their label."""
    named = zip(groups, split(view.trend, "quarter"), strict=True)
    return [
        Group(value=group.value, label=charts.short_months(period), figures=group.figures)
        for group, (_, period) in named
    ]


def _shares(groups: Sequence[Group]) -> list[tuple[str, ProportionFigures]]:
    return [(group.label, group.figures) for group in groups if isinstance(group.figures, ProportionFigures)]


def _share(figures: Figures, unit: str, minimum: int) -> str:
    if not isinstance(figures, ProportionFigures):
        raise TypeError("Only proportions have a share.")
    said = of_words(figures, unit)
    words = f"{said}, {share_words(figures, minimum)}" if figures.numerator is not None else said
    span = interval_words(figures, minimum)
    return f"{words}, plausibly {span}" if span else words
