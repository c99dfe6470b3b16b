"""Sections on questionnaires: each kind of respondent by itself, never added."""

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Panel, Part, Row, View, bar_table, bar_words, bars, panel, table
from msp_dashboard.components.words import percent
from msp_dashboard.pages.sections.words import caveats, not_collected, subtitle
from msp_dashboard.results import (
    Answer,
    BandFigures,
    CategoryFigures,
    CountFigures,
    EntriesFigures,
    Figure,
    ProportionFigures,
)
from msp_dashboard.vocabulary import code_list

SHADES = ("first", "second", "fourth", "rest")
WHO = {"adult": "What did adults say?", "representative": "What did representatives say?"}


def experienced(view: View, answer: Answer) -> list[Component]:
    """Return what adults, and apart from them what representatives, answered to each question."""
    if answer.figures is None:
        return [not_collected(answer, "What did people say of it?")]
    return [_of_respondent(view, answer, who, heading) for who, heading in WHO.items()]


def _of_respondent(view: View, answer: Answer, who: str, heading: str) -> Component:
    rows = [
        Row(label=code_list("survey_question").label(codes[0]), parts=_parts(figures))
        for codes, figures in answer.entries.entries.items()
        if codes[1] == who and isinstance(figures, CategoryFigures)
    ]
    if not any(part.count != 0 for row in rows for part in row.parts):
        said = html.P(f"No {_plural(who)} answered in this period.", className="not-collected")
        return html.Section([html.H2(heading), said], className="panel")
    return panel(
        Panel(
            key=f"experience-{who}",
            heading=heading,
            subtitle=subtitle(view, answer),
            chart=bars(rows),
            words=bar_words(rows),
            table=bar_table(heading, "Question", rows),
            caveats=caveats(answer),
            after=tuple(html.P(words, className="latest") for words in _about(view, answer, who)),
        )
    )


def _plural(who: str) -> str:
    return "adults" if who == "adult" else "representatives"


def _parts(figures: CategoryFigures) -> tuple[Part, ...]:
    told = zip(figures.counts.items(), SHADES, strict=False)
    parts = [
        Part(label=figures.labels[code].lower(), count=count, shade=shade) for (code, count), shade in told
    ]
    return (*parts, Part(label="not answered", count=figures.not_recorded, shade="unknown", small=True))


def _about(view: View, answer: Answer, who: str) -> list[str]:
    """How many answered of those invited, how, whom they answered to, and how long after."""
    invited, answered = _count(answer, "invited", who), _count(answer, "responses", who)
    said = [_response(view, invited, answered, who)]
    modes = _beside(answer, "modes", who)
    if isinstance(modes, CategoryFigures):
        said.append(f"How they answered: {_listed(modes)}.")
    independent = _beside(answer, "independent", who)
    if isinstance(independent, ProportionFigures) and independent.denominator:
        of = f"{_number(independent.numerator)} of {independent.denominator:,}"
        said.append(f"Asked by someone other than the worker who led the enquiry: {of}.")
    days = _beside(answer, "days_since_conclusion", who)
    if isinstance(days, BandFigures):
        bands = "; ".join(
            f"{_days(name)} days: {_number(count)}" for name, count in days.bands.items() if count != 0
        )
        said.append(f"How long after the enquiry ended: {bands}." if bands else "")
    return [words for words in said if words]


def _days(band: str) -> str:
    return band.replace("-", " to ").replace("+", " or more")


def _response(view: View, invited: Figure, answered: Figure, who: str) -> str:
    if answered is None:
        return "How many answered is hidden, to protect people."
    told = f"{answered:,} {_plural(who)} answered."
    if invited is None:
        return f"{told} How many were invited is hidden, to protect people."
    if not invited or answered > invited:
        return f"{told} How many were invited is not recorded."
    share = f" ({percent(answered / invited)})" if invited >= view.rate_minimum else ""
    return f"{answered:,} of {invited:,} {_plural(who)} who were invited answered{share}."


def _count(answer: Answer, name: str, who: str) -> Figure:
    found = _beside(answer, name, who)
    return found.count if isinstance(found, CountFigures) else 0


def _beside(answer: Answer, name: str, who: str) -> object:
    figures = answer.beside.get(name)
    return figures.entries.get((who,)) if isinstance(figures, EntriesFigures) else None


def _number(count: Figure) -> str:
    return "hidden" if count is None else f"{count:,}"


def _listed(figures: CategoryFigures) -> str:
    shown = [
        f"{figures.labels[code].lower()} {_number(count)}"
        for code, count in figures.counts.items()
        if count != 0
    ]
    return "; ".join(shown) or "not recorded"


def safer(view: View, answer: Answer) -> Component:
    """Return who felt safer than at the start, alike, or less safe: counts, each respondent apart."""
    heading = answer.measure.question
    if answer.figures is None:
        return not_collected(answer, heading)
    rows = [
        Row(
            label=code_list("respondent").label(codes[0]),
            parts=tuple(
                Part(label=figures.labels[code].lower(), count=count, shade=shade)
                for (code, count), shade in zip(figures.counts.items(), SHADES, strict=False)
            ),
        )
        for codes, figures in answer.entries.entries.items()
        if isinstance(figures, CategoryFigures) and any(count != 0 for count in figures.counts.values())
    ]
    if not rows:
        said = html.P("Nobody was asked both at the start and later.", className="not-collected")
        return html.Section([html.H2(heading), said], className="panel")
    return panel(
        Panel(
            key="safer-change",
            heading=heading,
            subtitle=subtitle(view, answer),
            chart=bars(rows),
            words=bar_words(rows),
            table=bar_table(heading, "Who", rows),
            caveats=caveats(answer),
        )
    )


def by_what_happened(answer: Answer) -> Component:
    """Return adults' answers beside what happened with their wishes, as a table of counts."""
    heading = answer.measure.question
    if answer.figures is None:
        return not_collected(answer, heading)
    survey, achieved = code_list("survey_question").label, code_list("outcomes_achieved").label
    rows, labels = [], []
    for (question, respondent, outcome), figures in answer.entries.entries.items():
        if respondent == "adult" and isinstance(figures, CategoryFigures):
            labels = list(figures.labels.values())
            counts = [_number(count) for count in figures.counts.values()]
            if any(count != 0 for count in figures.counts.values()):
                rows.append([f"{survey(question)} {achieved(outcome)}.", *counts])
    listed = html.Ul([html.Li(each) for each in caveats(answer)], className="caveats")
    shown = (
        table(heading, ("Question, and what happened", *labels), rows)
        if rows
        else html.P("No adult who answered has a recorded outcome in this period.", className="not-collected")
    )
    return html.Section([html.H2(heading), shown, listed], className="panel")
