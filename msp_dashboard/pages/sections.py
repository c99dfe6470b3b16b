"""Sections that pages are composed of: a measure's answer in, its panel out. This is no page itself."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from msp_dashboard import charts
from msp_dashboard.components import (
    Panel,
    Row,
    View,
    bar_table,
    bar_words,
    bars,
    category_rows,
    graph,
    panel,
    proportion_table,
    track_words,
    tracks,
)
from msp_dashboard.components.filters import narrowed_words
from msp_dashboard.components.words import (
    day,
    days,
    interval_words,
    number,
    of_words,
    share_words,
    unit_of,
)
from msp_dashboard.periods import Period, split
from msp_dashboard.results import Answer, Figure, Figures, Group, Note, ProportionFigures
from msp_dashboard.settings import settings

BASIS = {
    "concluded_on": "concluded",
    "received_on": "received",
    "decided_on": "decided",
    "started_on": "started",
    "assessed_on": "made",
    "requested_on": "requested",
}
FIELDS = {
    "service": "service",
    "team": "team",
    "age_band": "age",
    "risk_type": "kind of risk",
    "lacked_capacity": "capacity",
}
RANGE_WORDS = (
    "Lines through the dots: if the same service met similar people again, the share could plausibly fall "
    "anywhere on them."
)
GREY_WORDS = "Grey quarters have too few people for a percentage. Hollow dots: more than one answer in ten is missing."


def subtitle(view: View, answer: Answer, period: Period | None = None, also: str = "") -> str:
    """Return what a chart shows: what is counted, where, when, and how many."""
    unit = unit_of(answer)
    basis = BASIS.get(answer.measure.date or "", "as at the last day")
    dates = days(period or view.scope.period) if answer.measure.date else day(view.release.extract_date)
    place = narrowed_words(view) or "whole council"
    return f"{unit.capitalize()} {basis} {dates}, {place}{f'; {also}' if also else ''}."


def caveats(answer: Answer) -> tuple[str, ...]:
    """Return a measure's caveats, and which filters could not reach it."""
    if not answer.not_filtered_by:
        return answer.caveats
    names = " and ".join(FIELDS.get(name, name) for name in answer.not_filtered_by)
    return (*answer.caveats, f"This figure is not narrowed by {names}: the record does not hold it here.")


def not_collected(answer: Answer, heading: str, level: int = 2) -> Component:
    """Return what stands where a release does not hold what a measure needs."""
    title = {2: html.H2, 3: html.H3}[level]
    words = "Not collected: the export behind this release does not hold what this figure needs."
    return html.Section([title(heading), html.P(words, className="not-collected")], className="panel")


def categories(view: View, answer: Answer, heading: str = "", *, drop_empty: bool = True) -> Component:
    """Return the panel of a measure's categories as bars in the list's order, not recorded last."""
    title = heading or answer.measure.question
    if answer.figures is None:
        return not_collected(answer, title)
    rows = category_rows(answer.categories, drop_empty)
    also = f"{number(answer.categories.denominator)} with an answer"
    return counts(view, answer, rows, {"heading": title, "also": also})


def counts(view: View, answer: Answer, rows: Sequence[Row], words: Mapping[str, str]) -> Component:
    """Return a panel of bars; `words` may hold its key, heading, what is also said, and the first column."""
    heading = words.get("heading", answer.measure.question)
    if not any(part.count != 0 for row in rows for part in row.parts):
        return nothing(answer, heading)
    return panel(
        Panel(
            key=words.get("key", answer.key),
            heading=heading,
            subtitle=subtitle(view, answer, also=words.get("also", "")),
            chart=bars(rows),
            words=bar_words(rows),
            table=bar_table(heading, words.get("first", "Answer"), rows),
            caveats=caveats(answer),
        )
    )


def nothing(answer: Answer, heading: str) -> Component:
    """Return what stands where there is nothing to count."""
    words = f"There were no {unit_of(answer)} to count here in this period."
    return html.Section([html.H2(heading), html.P(words, className="not-collected")], className="panel")


def time_of(view: View) -> charts.Time:
    """Return the quarters of a view's trend, and the dated lines that charts over time carry."""
    quarters = tuple(period for _, period in split(view.trend, "quarter"))
    lines = {letter: date.fromisoformat(note.first) for letter, note in dated_notes(view)}
    return charts.Time(quarters=quarters, minimum=view.rate_minimum, lines=lines)


def dated_notes(view: View) -> list[tuple[str, Note]]:
    """Return the notes about recording that fall inside the trend, with the letter of each."""
    inside = [note for note in view.notes if view.trend.first < date.fromisoformat(note.first) <= view.trend.last]
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
            chart=graph(key, charts.quarters(answer.groups, time_of(view))),
            words=track_words(_shares(groups), unit_of(answer), view.rate_minimum),
            table=proportion_table(title, "Quarter", groups, view.rate_minimum),
            caveats=caveats(answer),
            after=(html.P(f"{also}.", className="latest"),),
            level=level,
            picture=True,
        )
    )


def side_by_side(view: View, rows: Sequence[tuple[str, Answer]], heading: str, key: str) -> Component:
    """Return the panel of one measure for a few groups, as dots on lines from 0% to 100%."""
    first = rows[0][1]
    shown = [(label, answer.proportion) for label, answer in rows if answer.figures is not None]
    if not shown:
        return not_collected(first, heading)
    return shares(view, first, shown, {"heading": heading, "key": key})


def shares(
    view: View, answer: Answer, rows: Sequence[tuple[str, ProportionFigures]], words: Mapping[str, str]
) -> Component:
    """Return the panel of proportions as dots on lines from 0% to 100%; `words` as for `counts`."""
    heading, unit = words.get("heading", answer.measure.question), unit_of(answer)
    groups = [Group(value=label, label=label, figures=figures) for label, figures in rows]
    return panel(
        Panel(
            key=words.get("key", answer.key),
            heading=heading,
            subtitle=subtitle(view, answer, also=words.get("also", "")),
            chart=tracks(rows, unit, view.rate_minimum),
            words=track_words(rows, unit, view.rate_minimum),
            table=proportion_table(heading, words.get("first", "Group"), groups, view.rate_minimum),
            caveats=caveats(answer),
        )
    )


def one_share(view: View, answer: Answer, heading: str = "") -> Component:
    """Return the panel of one proportion over the whole period."""
    title = heading or answer.measure.question
    if answer.figures is None:
        return not_collected(answer, title)
    return shares(view, answer, [("All", answer.proportion)], {"heading": title})


def named_quarters(view: View, groups: Sequence[Group]) -> list[Group]:
    """Return groups by quarter with the quarter's months as their label."""
    named = zip(groups, split(view.trend, "quarter"), strict=True)
    return [
        Group(value=group.value, label=charts.short_months(period), figures=group.figures)
        for group, (_, period) in named
    ]


def difference(view: View, whole: Figure, part: Figure) -> Figure:
    """Return whole less part; hidden where either is, or where it would be a small number of people."""
    if whole is None or part is None:
        return None
    rest = whole - part
    return None if not view.exact and 0 < rest < settings().suppression_threshold else rest


def completeness(answers: Sequence[Answer], words: Callable[[Answer], str]) -> str:
    """Return the line that says of how many each answer is known."""
    said = []
    for answer in answers:
        if answer.figures is None:
            continue
        figures = answer.proportion
        if figures.denominator is None or figures.not_recorded is None:
            continue
        whole = figures.denominator + figures.not_recorded
        said.append(f"{words(answer)} in {figures.denominator:,} of {whole:,} {unit_of(answer)}")
    return f"How complete: {'; '.join(said)}." if said else ""


def _shares(groups: Sequence[Group]) -> list[tuple[str, ProportionFigures]]:
    return [
        (group.label, group.figures) for group in groups if isinstance(group.figures, ProportionFigures)
    ]


def _share(figures: Figures, unit: str, minimum: int) -> str:
    if not isinstance(figures, ProportionFigures):
        raise TypeError("Only proportions have a share.")
    words = f"{of_words(figures, unit)}, {share_words(figures, minimum)}"
    span = interval_words(figures, minimum)
    return f"{words}, plausibly {span}" if span else words
