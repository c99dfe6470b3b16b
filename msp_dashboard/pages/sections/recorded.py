"""Sections on how much is recorded: over the period, over time, and what missing answers leave open."""

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from msp_dashboard import charts
from msp_dashboard.components import Panel, View, graph, panel, proportion_table, table, track_words, tracks
from msp_dashboard.components.usual import PERIOD, unusual_columns, usual_words
from msp_dashboard.components.words import percent
from msp_dashboard.pages.sections.trends import USUAL, how_to_read, lines_key, rebased, time_of
from msp_dashboard.pages.sections.words import caveats, not_collected, subtitle
from msp_dashboard.periods import Period, split
from msp_dashboard.results import Answer, EntriesFigures, Group, ProportionFigures
from msp_dashboard.results.fields import field_words
from msp_dashboard.results.trends import Trend, trend_of

HEADLINES = {
    "heard_at_concern": "Views were sought when the concern was raised",
    "asked": "People were asked what they wanted",
    "expressed": "Wishes were recorded",
    "met": "What they wanted happened, fully or partly",
    "supported": "People who lacked capacity were supported",
    "seen_alone": "The adult was offered time alone",
    "took_part": "The adult took part in a meeting",
}
FOLLOWED = (
    "outcomes_asked",
    "outcomes_achieved",
    "lacked_capacity",
    "seen_alone",
    "risk_outcome",
    "departure_reason",
)
AS_COUNTS = ("met",)
AS_A_WHOLE = "How much of each enquiry is recorded?"


def recorded_fields(view: View, answer: Answer) -> Component:
    """Return the panel of every coded field: in how many concluded enquiries it is recorded."""
    if answer.figures is None:
        return not_collected(answer, AS_A_WHOLE)
    rows = [(_name(codes[0]), figures) for codes, figures in _fields(answer.entries).items()]
    groups = [Group(value=label, label=label, figures=figures) for label, figures in rows]
    return panel(
        Panel(
            key="completeness",
            heading=AS_A_WHOLE,
            subtitle=subtitle(view, answer),
            chart=tracks(rows, answer.measure.counts, view.rate_minimum),
            words=track_words(rows, answer.measure.counts, view.rate_minimum),
            table=proportion_table(AS_A_WHOLE, "Field", groups, view.rate_minimum),
            caveats=caveats(answer),
        )
    )


def recorded_over_time(view: View) -> Component:
    """Return small charts of some fields over time: how much of them is recorded."""
    heading = "How complete the records were over time"
    answer = view.over("quarter", "completeness")["completeness"]
    if answer.figures is None or answer.groups is None:
        return not_collected(answer, heading)
    spans = [period for _, period in split(view.long_trend, "quarter")]
    held = [name for name in FOLLOWED if (name,) in answer.entries.entries]
    small = [_one_field(view, answer, name, spans) for name in held]
    words = (
        "A rising share of yes says nothing where the missing answers change at the same time: look here "
        "first. All stand on the same scale, from 0 to 100%."
    )
    drawn = html.Div(small, className="multiples")
    parts = [html.H2(heading), html.P(words), how_to_read(USUAL), drawn, lines_key(view)]
    return html.Section(parts, className="trends")


def _one_field(view: View, answer: Answer, name: str, spans: list[Period]) -> Component:
    groups = [
        Group(value=group.value, label=group.label, figures=_fields(group.figures)[(name,)])
        for group in answer.groups or ()
        if isinstance(group.figures, EntriesFigures)
    ]
    trend = trend_of({"quarter": list(zip(spans, groups, strict=True))}, view.rate_minimum, rebased(view))
    return _field_panel(view, answer, f"Is it recorded {field_words(name)}?", trend)


def _field_panel(view: View, answer: Answer, title: str, trend: Trend) -> Component:
    time = time_of(view, [each.period for each in trend.periods])
    named = [
        Group(value=group.value, label=charts.short_months(each.period), figures=group.figures)
        for group, each in zip(trend.groups, trend.periods, strict=True)
    ]
    rows = [(group.label, each.figures) for group, each in zip(named, trend.periods, strict=True)]
    usual = usual_words(trend, [group.label for group in named], time.lines)
    key = title.lower().replace(" ", "-").strip("?")
    shown = charts.shows_any(trend.groups, time)
    words = html.P("Too few enquiries for a chart.", className="not-collected")
    span = Period(first=trend.periods[0].period.first, last=trend.periods[-1].period.last)
    return panel(
        Panel(
            key=key,
            heading=title,
            subtitle=subtitle(view, answer, span),
            chart=graph(key, charts.trend(trend, time)) if shown else words,
            words=f"{track_words(rows, answer.measure.counts, view.rate_minimum)} {usual}",
            table=proportion_table(
                title, PERIOD[trend.grain], named, view.rate_minimum, unusual_columns(trend)
            ),
            caveats=caveats(answer),
            after=(html.P(usual, className="latest"),),
            level=3,
            picture=shown,
            compact=True,
        )
    )


def open_ends(view: View, answers: Mapping[str, Answer]) -> Component:
    """Return the table of what each headline could be if the missing answers were all no, or all yes."""
    heading = "What do the missing answers leave open?"
    rows = []
    for key, words in HEADLINES.items():
        if answers[key].figures is None:
            rows.append([words, "Not collected", "–", "–", "–"])
            continue
        figures = answers[key].proportion
        rows.append([words, *(_ends(figures) if key in AS_COUNTS else _bounds(figures, view.rate_minimum))])
    columns = ("Headline", "Yes or no recorded", "Not recorded", "If all missing were no", "If all were yes")
    said = html.P(
        "The share of yes must lie between the last two columns. Up to one answer in ten missing, pages show "
        "the share; up to four in ten, the share with these ends; above that, only the ends."
    )
    why = html.P(dcc.Link("Why some wishes were hard to meet", href=f"/outcomes{view.address}"))
    return html.Section([html.H2(heading), said, table(heading, columns, rows), why], className="panel")


def _ends(figures: ProportionFigures) -> list[str]:
    """The ends as counts: what happened is never a share without why."""
    yes, of, missing = figures.numerator, figures.denominator, figures.not_recorded
    shown = ["Hidden" if count is None else f"{count:,}" for count in (of, missing)]
    if yes is None or of is None or missing is None:
        return [*shown, "–", "–"]
    return [*shown, f"{yes:,} of {of + missing:,}", f"{yes + missing:,} of {of + missing:,}"]


def _bounds(figures: ProportionFigures, minimum: int) -> list[str]:
    known = "Hidden" if figures.denominator is None else f"{figures.denominator:,}"
    missing = "Hidden" if figures.not_recorded is None else f"{figures.not_recorded:,}"
    whole = (figures.denominator or 0) + (figures.not_recorded or 0)
    if figures.low is None or figures.high is None:
        return [known, missing, "–", "–"]
    if whole < minimum:
        return [known, missing, "Too few for a percentage", "Too few for a percentage"]
    return [known, missing, percent(figures.low), percent(figures.high)]


def _fields(figures: EntriesFigures | object) -> dict[tuple[str, ...], ProportionFigures]:
    if not isinstance(figures, EntriesFigures):
        raise TypeError("Completeness is told field by field.")
    return {codes: each for codes, each in figures.entries.items() if isinstance(each, ProportionFigures)}


def _name(field: str) -> str:
    words = field_words(field)
    return f"{words[:1].upper()}{words[1:]}"
