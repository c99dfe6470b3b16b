"""Sections on the rollout: each team's stage by month, and the number of teams at each stage."""

from collections.abc import Iterator
from datetime import date

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Part, Row, View, bar_table, bar_words, bars, shade_key
from msp_dashboard.components.panels import Panel, panel
from msp_dashboard.components.timeline import Line, timeline
from msp_dashboard.components.words import day
from msp_dashboard.pages.sections.words import caveats, not_collected
from msp_dashboard.periods import Period, containing, last_closed_quarters
from msp_dashboard.results import Answer, CategoryFigures, EntriesFigures, Group
from msp_dashboard.scope import EARLIEST

MONTHS = 24
SHADES = {
    "not_started": "unknown",
    "planning": "fourth",
    "rolling_out": "second",
    "fully_implemented": "first",
}
HEADING = "What stage did each team report?"
BY_NUMBER = "How many teams are at each stage?"


def stages(view: View) -> Component:
    """Return each team's line where the reader may see teams, else the number of teams at each stage."""
    span = _span(view)
    # A team that reported before these months still stands where it last said it does.
    until = Period(first=EARLIEST, last=span.last)
    by_team = view.grouped("team", "rollout_stage", period=until) if view.exact else None
    answer = by_team["rollout_stage"] if by_team is not None else None
    if answer is not None and answer.groups is not None:
        return _lines(view, answer, span)
    return _numbers(view)


def _span(view: View) -> Period:
    """The months of the timeline: the last two years up to the end of the period, whole quarters."""
    last = containing(min(view.scope.period.last, view.release.extract_date), "quarter").last
    return Period(first=last_closed_quarters(last, MONTHS // 3).first, last=last)


def _lines(view: View, answer: Answer, span: Period) -> Component:
    months = list(_months(span, view.release.extract_date))
    lines = [Line(name=group.label, states=_states(group, months)) for group in answer.groups or ()]
    known = [line for line in lines if any(line.states)]
    if not known:
        return html.Section(
            [
                html.H2(HEADING),
                html.P("No team has reported a stage yet.", className="not-collected"),
            ],
            className="panel",
        )
    labels = _labels(answer)
    words = {code: (labels[code], f"shade-{shade}") for code, shade in SHADES.items()}
    said = html.P(
        "Each line is a team, in the council’s own order. A stage is what a team said of itself; it is no "
        "level, and a team that plans for long may serve people well meanwhile."
    )
    drawn = timeline(f"{HEADING} By month.", months, known, words)
    key = shade_key({labels[code]: shade for code, shade in SHADES.items()})
    listed = html.Ul([html.Li(each) for each in caveats(answer)], className="caveats")
    return html.Section([html.H2(HEADING), said, key, drawn, listed], className="panel")


def _months(span: Period, extract_date: date) -> Iterator[date]:
    """The first day of every month that has begun by the extract date."""
    when = span.first
    while when <= min(span.last, extract_date):
        yield when
        when = date(when.year + when.month // 12, when.month % 12 + 1, 1)


def _states(group: Group, months: list[date]) -> tuple[str, ...]:
    """The stage last reported by the end of each month; blank before the first."""
    if not isinstance(group.figures, EntriesFigures):
        raise TypeError("Stages are told by date.")
    told = {
        date.fromisoformat(codes[0]): stage
        for codes, figures in group.figures.entries.items()
        if isinstance(figures, CategoryFigures)
        and (stage := next((code for code, count in figures.counts.items() if count), ""))
    }
    return tuple(_last(told, containing(month, "month").last) for month in months)


def _last(told: dict[date, str], when: date) -> str:
    earlier = [each for each in told if each <= when]
    return told[max(earlier)] if earlier else ""


def _labels(answer: Answer) -> dict[str, str]:
    for group in answer.groups or ():
        if isinstance(group.figures, EntriesFigures):
            for figures in group.figures.entries.values():
                if isinstance(figures, CategoryFigures):
                    return dict(figures.labels)
    return {}


def _numbers(view: View) -> Component:
    """Bars of the number of teams by stage, at the last date of each quarter on which any team reported."""
    answer = view.other(_span_closed(view), "rollout_stage")["rollout_stage"]
    if answer.figures is None:
        return not_collected(answer, BY_NUMBER)
    rows = [
        Row(
            label=day(when),
            parts=tuple(
                Part(label=figures.labels[code], count=count, shade=SHADES[code])
                for code, count in figures.counts.items()
            ),
        )
        for when, figures in _by_quarter(answer.entries)
    ]
    if not rows:
        words = html.P("No team reported a stage in these two years.", className="not-collected")
        return html.Section([html.H2(BY_NUMBER), words], className="panel")
    return panel(
        Panel(
            key="rollout-stages",
            heading=BY_NUMBER,
            subtitle="Teams by the stage that each had last reported, at the last report of each quarter.",
            chart=bars(rows),
            words=bar_words(rows),
            table=bar_table(BY_NUMBER, "Day", rows),
            caveats=caveats(answer),
        )
    )


def _span_closed(view: View) -> Period:
    return last_closed_quarters(min(view.scope.period.last, view.release.extract_date), MONTHS // 3)


def _by_quarter(entries: EntriesFigures) -> list[tuple[date, CategoryFigures]]:
    last: dict[date, tuple[date, CategoryFigures]] = {}
    for codes, figures in entries.entries.items():
        when = date.fromisoformat(codes[0])
        if isinstance(figures, CategoryFigures):
            last[containing(when, "quarter").first] = (when, figures)
    return list(last.values())
