"""Sections on questionnaires and audits: each respondent and each auditor by themselves, never added."""

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Panel, Part, Row, View, bar_table, bar_words, bars, panel, table
from msp_dashboard.components.words import percent
from msp_dashboard.pages.sections.words import caveats, difference, not_collected, subtitle
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
AUDITORS = ("peer", "manager", "independent", "board", "provider_self")


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
        bands = "; ".join(f"{name} days {_number(count)}" for name, count in days.bands.items() if count != 0)
        said.append(f"How long after the enquiry ended: {bands}." if bands else "")
    return [words for words in said if words]


def _response(view: View, invited: Figure, answered: Figure, who: str) -> str:
    """A small number of those who did not answer is no more told than one of those who did."""
    if invited is None or answered is None:
        return "How many answered is hidden, to protect people."
    told = f"{answered:,} {_plural(who)} answered."
    if not invited or answered > invited:
        return f"{told} How many were invited is not recorded."
    if difference(view, invited, answered) is None:
        return f"{told} How many were invited is hidden, to protect people."
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


def audited(view: View, answer: Answer) -> list[Component]:
    """Return what each kind of auditor found; shares only from files taken at random or all of them."""
    heading = "What did audits of files find?"
    if answer.figures is None:
        return [not_collected(answer, heading)]
    return [part for auditor in AUDITORS if (part := _of_auditor(view, answer, auditor)) is not None] or [
        html.Section(
            [html.H2(heading), html.P("No file was audited in this period.", className="not-collected")],
            className="panel",
        )
    ]


def _of_auditor(view: View, answer: Answer, auditor: str) -> Component | None:
    held = {
        codes[0]: figures
        for codes, figures in answer.entries.entries.items()
        if codes[1] == auditor and isinstance(figures, CategoryFigures)
    }
    rows = [
        Row(label=code_list("audit_question").label(question), parts=_plain_parts(figures))
        for question, figures in held.items()
        if any(count != 0 for count in figures.counts.values())
    ]
    if not rows:
        return None
    name = code_list("auditor").label(auditor)
    heading = f"Audits by {name[:1].lower()}{name[1:]}" if auditor != "provider_self" else name
    return panel(
        Panel(
            key=f"audits-{auditor.replace('_', '-')}",
            heading=heading,
            subtitle=subtitle(view, answer),
            chart=bars(rows),
            words=bar_words(rows),
            table=bar_table(heading, "Question", rows),
            caveats=caveats(answer),
            after=(html.P(_sampled(answer, auditor), className="latest"),),
        )
    )


def _plain_parts(figures: CategoryFigures) -> tuple[Part, ...]:
    told = zip(figures.counts.items(), SHADES, strict=False)
    return tuple(
        Part(label=figures.labels[code].lower(), count=count, shade=shade) for (code, count), shade in told
    )


def _sampled(answer: Answer, auditor: str) -> str:
    """Of how many files shares could be told, since they were taken at random, or all were."""
    figures = answer.beside.get("from_representative")
    if not isinstance(figures, EntriesFigures):
        return ""
    bases = [
        each.denominator
        for codes, each in figures.entries.items()
        if codes[1] == auditor and isinstance(each, CategoryFigures) and each.denominator is not None
    ]
    most = max(bases, default=0)
    if not most:
        return "These files were chosen, or it is not recorded how: they say nothing of the others."
    return f"Of these, up to {most:,} were taken at random, or all files were: only those stand for others."
