"""Sections over time: shares by quarter, and the dated lines of what changed in recording."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dash import html
from dash.development.base_component import Component

from msp_dashboard import charts
from msp_dashboard.components import Panel, View, graph, panel, proportion_table, track_words
from msp_dashboard.components.words import day, interval_words, of_words, share_words, unit_of
from msp_dashboard.pages.sections.words import caveats, difference, not_collected, subtitle
from msp_dashboard.periods import split
from msp_dashboard.results import Answer, Answers, Figures, Group, Note, ProportionFigures

ABOUT_DOLS = re.compile(r"\b(DoLS|deprivations? of liberty)\b", re.IGNORECASE)
HOW_TO_READ = (
    "Each dot is a quarter, and the line through it is its plausible range: if the same service met similar "
    "people again, the share could fall anywhere on it. A hollow dot has more than one answer in ten "
    "missing: its pale bar is the range in which the share would lie if they were known. Grey quarters have "
    "too few people for a percentage."
)


def time_of(view: View) -> charts.Time:
    """Return the quarters of a view's trend, and the dated lines that charts over time carry."""
    quarters = tuple(period for _, period in split(view.trend, "quarter"))
    lines = {letter: date.fromisoformat(note.first) for letter, note in dated_notes(view)}
    return charts.Time(quarters=quarters, minimum=view.rate_minimum, lines=lines)


def dated_notes(view: View) -> list[tuple[str, Note]]:
    """Return the notes about recording that fall inside the trend, with the letter of each.

    Those about another team than the one chosen are left out, and those about DoLS stand on its chart.
    """
    chosen = view.scope.where.get("team")
    inside = [
        note
        for note in view.notes
        if view.trend.first < date.fromisoformat(note.first) <= view.trend.last
        and (note.team is None or chosen is None or note.team in chosen)
        and not ABOUT_DOLS.search(note.text)
    ]
    return [(chr(ord("A") + place), note) for place, note in enumerate(inside)]


def lines_key(view: View) -> Component:
    """Return what the letters over dated lines stand for."""
    entries = [
        html.Li([html.Strong(letter), f" {day(date.fromisoformat(note.first))}: {_of_team(note)}{note.text}"])
        for letter, note in dated_notes(view)
    ]
    return html.Ul(entries, className="lines-key")


def _of_team(note: Note) -> str:
    return f"{note.team}: " if note.team else ""


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
    words = f"Too few people for a chart: no quarter has the {time.minimum} answers that a percentage needs."
    return html.P(words, className="not-collected")


def multiples(view: View, keys: Sequence[str], heading: str) -> Component:
    """Return several proportions by quarter as small charts on one scale, in the order of `keys`."""
    quarters = apart(view, view.by_quarter(*keys))
    small = [over_time(view, quarters[key]) for key in keys]
    words = f"All stand on the same scale, from 0 to 100%. {HOW_TO_READ}"
    parts = [html.H2(heading), html.P(words), html.Div(small, className="multiples"), lines_key(view)]
    return html.Section(parts, className="trends")


def apart(view: View, answers: Answers) -> Answers:
    """Return answers of which `expressed` is hidden where less `asked` it would be a small number of people.

    Where that is so of one group only, the next closest is hidden too, since their sum is shown elsewhere.
    """
    asked, expressed = answers.by_key.get("asked"), answers.by_key.get("expressed")
    if asked is None or expressed is None or asked.groups is None or expressed.groups is None:
        return answers
    pairs = list(zip(asked.groups, expressed.groups, strict=True))
    close = [place for place, (one, other) in enumerate(pairs) if _too_close(view, one, other)]
    if len(close) == 1:
        gaps = {place: gap for place, (one, other) in enumerate(pairs) if (gap := _gap(one, other))}
        close += sorted((place for place in gaps if place not in close), key=lambda place: gaps[place])[:1]
    groups = tuple(
        replace(group, figures=replace(_proportion(group), numerator=None)) if place in close else group
        for place, group in enumerate(expressed.groups)
    )
    return Answers(by_key={**answers.by_key, "expressed": replace(expressed, groups=groups)})


def _gap(asked: Group, expressed: Group) -> int:
    whole, part = _proportion(asked).numerator, _proportion(expressed).numerator
    return 0 if whole is None or part is None else whole - part


def _too_close(view: View, asked: Group, expressed: Group) -> bool:
    whole, part = _proportion(asked).numerator, _proportion(expressed).numerator
    return None not in (whole, part) and difference(view, whole, part) is None


def _proportion(group: Group) -> ProportionFigures:
    if not isinstance(group.figures, ProportionFigures):
        raise TypeError("Only proportions have a numerator.")
    return group.figures


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
    words = f"{said}, {share_words(figures, minimum)}" if said != "hidden" else said
    span = interval_words(figures, minimum)
    return f"{words}, plausibly {span}" if span else words
