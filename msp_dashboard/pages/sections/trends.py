"""Sections over time: shares with their usual range, and the dated lines of what changed in recording."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from msp_dashboard import charts
from msp_dashboard.components import Panel, View, graph, panel, proportion_table, track_words
from msp_dashboard.components.usual import PERIOD, chance_words, unusual_columns, usual_words
from msp_dashboard.components.words import day, interval_words, of_words, share_words, unit_of
from msp_dashboard.pages.sections.words import caveats, difference, not_collected, subtitle
from msp_dashboard.periods import Period, split
from msp_dashboard.results import Answer, Answers, Figures, Group, Note, ProportionFigures, cautions
from msp_dashboard.results.annotations import NEW_BASELINE
from msp_dashboard.results.notes import NOTED
from msp_dashboard.results.trends import Trend, trend_of
from msp_dashboard.statistics.bounds import MOST_MISSING

ABOUT_DOLS = re.compile(r"\b(DoLS|deprivations? of liberty)\b", re.IGNORECASE)
HOW_TO_READ = (
    "Each dot is a quarter, or a longer period where quarters hold too few, and the line through it is its "
    "plausible range: if the same service met similar people again, the share could fall anywhere on it. A "
    "hollow dot has more than one answer in ten missing: its pale bar is the range in which the share would "
    "lie if they were known. Grey periods have too few people for a percentage, or a number that is hidden."
)
A_DIAMOND = "A diamond is unusual for its figure: a reason to ask, not a finding."
USUAL = (
    "The shaded band is the usual range: a dot within it is what this figure usually does. Outside it, or "
    "in a long run on one side or one way, a dot becomes a diamond. All charts go from 0 to 100%."
)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A measure and its trend, which is None where the release does not collect it."""

    answer: Answer
    trend: Trend | None


def time_of(view: View, periods: Sequence[Period] = ()) -> charts.Time:
    """Return the periods of a chart (the trend's quarters unless given), and its dated lines."""
    shown = tuple(periods) or tuple(period for _, period in split(view.trend, "quarter"))
    lines = {
        letter: when
        for letter, note in dated_notes(view)
        if shown[0].first < (when := date.fromisoformat(note.first)) <= shown[-1].last
    }
    return charts.Time(periods=shown, minimum=view.rate_minimum, lines=lines)


def dated_notes(view: View) -> list[tuple[str, Note]]:
    """Return the notes about recording that fall inside the trend, with the letter of each.

    Those about another team than the one chosen are left out; the records' own about DoLS stand on its chart.
    """
    chosen = view.scope.where.get("team")
    inside = [
        note
        for note in view.notes
        if view.trend.first < date.fromisoformat(note.first) <= view.trend.last
        and (note.team is None or chosen is None or note.team in chosen)
        and not (note.kind == NOTED and ABOUT_DOLS.search(note.text))
    ]
    return [(_letter(place), note) for place, note in enumerate(inside)]


def _letter(place: int) -> str:
    """A to Z, then AA, AB …"""
    return chr(ord("A") + place) if place < 26 else _letter(place // 26 - 1) + _letter(place % 26)


def rebased(view: View) -> list[date]:
    """Return the days from which usual ranges begin anew, as those who may have written it down."""
    chosen = view.scope.where.get("team", ())
    return [
        date.fromisoformat(note.first)
        for note in view.notes
        if note.kind == NEW_BASELINE and (note.team is None or note.team in chosen)
    ]


def lines_key(view: View) -> Component:
    """Return what the letters over dated lines stand for."""
    entries = [
        html.Li([html.Strong(letter), f" {day(date.fromisoformat(note.first))}: {_of_team(note)}{note.text}"])
        for letter, note in dated_notes(view)
    ]
    return html.Ul(entries, className="lines-key")


def _of_team(note: Note) -> str:
    return f"{note.team}: " if note.team else ""


def trends(view: View, *keys: str) -> list[Drawn]:
    """Return the trend of each proportion, in the finest grain whose periods hold enough."""
    by_grain = {"quarter": (apart(view, view.over("quarter", *keys)), view.long_trend)}
    if view.exact:
        by_grain["month"] = (apart(view, view.over("month", *keys)), view.long_trend)
    return [_drawn(view, key, by_grain) for key in keys]


def _drawn(view: View, key: str, by_grain: Mapping[str, tuple[Answers, Period]]) -> Drawn:
    found = {
        grain: [
            (period, group)
            for (_, period), group in zip(split(span, grain), answers[key].groups or (), strict=False)
        ]
        for grain, (answers, span) in by_grain.items()
    }
    answer = by_grain["quarter"][0][key]
    return Drawn(
        answer=answer, trend=trend_of(found, view.rate_minimum, rebased(view)) if answer.groups else None
    )


def over_time(view: View, drawn: Drawn, heading: str = "", level: int = 3) -> Component:
    """Return the panel of a proportion over time: dots with their plausible range, from 0% to 100%."""
    answer, trend = drawn.answer, drawn.trend
    title = heading or answer.measure.question
    if answer.figures is None or trend is None:
        return not_collected(answer, title, level)
    key, unit, minimum = f"{answer.key}-over-time", unit_of(answer), view.rate_minimum
    span = Period(first=trend.periods[0].period.first, last=trend.periods[-1].period.last)
    time = time_of(view, [each.period for each in trend.periods])
    groups = [
        replace(group, label=charts.short_months(each.period))
        for group, each in zip(trend.groups, trend.periods, strict=True)
    ]
    usual = usual_words(trend, [group.label for group in groups], time.lines)
    known = cautions.of_trend(answer.key, trend, lambda each: charts.short_months(each.period))
    latest = f"{groups[-1].label}: {_share(groups[-1].figures, unit, minimum)}."
    return panel(
        Panel(
            key=key,
            heading=title,
            subtitle=subtitle(view, answer, span),
            chart=_chart(key, trend, time),
            words=f"{track_words(_shares(groups), unit, minimum)} {usual}",
            table=proportion_table(
                f"{title} Over time", PERIOD[trend.grain], groups, minimum, unusual_columns(trend)
            ),
            caveats=caveats(answer),
            after=tuple(html.P(words, className="latest") for words in (latest, usual, *known)),
            level=level,
            picture=charts.shows_any(trend.groups, time) and shows_most(trend),
            compact=level > 2,
        )
    )


def _chart(key: str, trend: Trend, time: charts.Time) -> Component:
    if charts.shows_any(trend.groups, time) and shows_most(trend):
        return graph(key, charts.trend(trend, time))
    if charts.shows_any(trend.groups, time):
        words = "Most periods have a number that is hidden, or too few people, so no chart is drawn."
        return html.P(words, className="not-collected")
    words = f"Too few people for a chart: no period has the {time.minimum} answers that a percentage needs."
    return html.P(words, className="not-collected")


def shows_most(trend: Trend) -> bool:
    """Return whether a chart is more than gaps."""
    ranged = sum((each.figures.missing_share or 0) > MOST_MISSING for each in trend.periods)
    return 2 * (trend.have + ranged) >= len(trend.periods)


def multiples(view: View, keys: Sequence[str], heading: str) -> Component:
    """Return several proportions over time as small charts on one scale, in the order of `keys`."""
    found = trends(view, *keys)
    held = [each.trend for each in found if each.trend is not None]
    usual = USUAL if any(trend.has_limits for trend in held) else ""
    words = [A_DIAMOND if usual else "", chance_words(held), unfinished(view)]
    said = html.P(" ".join(part for part in words if part))
    small = html.Div([over_time(view, each) for each in found], className="multiples")
    parts = [html.H2(heading), said, how_to_read(usual), small, lines_key(view)]
    return html.Section(parts, className="trends")


def how_to_read(usual: str) -> Component:
    """Return how charts over time are read, closed until somebody wants to know."""
    return html.Details([html.Summary("How to read these charts"), html.P(f"{HOW_TO_READ} {usual}".strip())])


def unfinished(view: View) -> str:
    """Return which period is left out because it is not over; blank where none is."""
    begun = view.trend.last + timedelta(days=1)
    if view.release.extract_date < begun or view.scope.period.last <= view.trend.last:
        return ""
    return f"The quarter that began on {day(begun)} is not over, so it is left out."


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
    words = f"{said}, {share_words(figures, minimum)}" if figures.denominator and said != "hidden" else said
    span = interval_words(figures, minimum)
    return f"{words}, plausibly {span}" if span else words
