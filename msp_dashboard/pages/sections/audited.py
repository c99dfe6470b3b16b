"""Sections on audits of files: each kind of auditor by itself, and in one line those with no number."""

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Panel, Part, Row, View, bar_table, bar_words, bars, panel
from msp_dashboard.pages.sections.words import caveats, not_collected, subtitle
from msp_dashboard.results import Answer, CategoryFigures, EntriesFigures
from msp_dashboard.vocabulary import code_list

HEADING = "What did audits of files find?"
AUDITORS = ("peer", "manager", "independent", "board", "provider_self")
SHADES = ("first", "second", "fourth")
# One shade for every grade, since none is what another answer's shade would say.
OVERALL, GRADES = "overall", ("rest", "rest", "rest", "rest")
OVERALL_LABEL = "The auditor’s overall view of the file"
OF_FILES = "An overall view is of a file, not of a team or the service."


def audited(view: View, answer: Answer) -> list[Component]:
    """Return what each kind of auditor found, and which had too few files for any number."""
    if answer.figures is None:
        return [not_collected(answer, HEADING)]
    found = {auditor: _rows(answer, auditor) for auditor in AUDITORS}
    told = {auditor: rows for auditor, rows in found.items() if any(row.shown for row in rows)}
    hidden = [code_list("auditor").label(name) for name, rows in found.items() if rows and name not in told]
    said = [f"Too few files to show: {'; '.join(hidden)}."] if hidden else []
    if not told and not hidden:
        said = ["No file was audited in this period."]
    listed = html.Ul([html.Li(each) for each in (*caveats(answer), OF_FILES)], className="caveats")
    words = [html.P(each, className="not-collected") for each in said]
    first = html.Section([html.H2(HEADING), *words, listed], className="panel")
    return [first, *(_panel(view, answer, auditor, rows) for auditor, rows in told.items())]


def _rows(answer: Answer, auditor: str) -> list[Row]:
    """The questions that were answered, the overall view last."""
    held = {
        codes[0]: figures
        for codes, figures in answer.entries.entries.items()
        if codes[1] == auditor
        and isinstance(figures, CategoryFigures)
        and any(count != 0 for count in figures.counts.values())
    }
    order = sorted(held, key=lambda question: question == OVERALL)
    return [_row(question, held[question]) for question in order]


def _row(question: str, figures: CategoryFigures) -> Row:
    shades = GRADES if question == OVERALL else SHADES
    label = OVERALL_LABEL if question == OVERALL else code_list("audit_question").label(question)
    told = zip(figures.counts.items(), shades, strict=False)
    parts = tuple(
        Part(label=figures.labels[code].lower(), count=count, shade=shade) for (code, count), shade in told
    )
    return Row(label=label, parts=parts)


def _panel(view: View, answer: Answer, auditor: str, rows: list[Row]) -> Component:
    heading = f"Audits: {code_list('auditor').label(auditor)}"
    return panel(
        Panel(
            key=f"audits-{auditor.replace('_', '-')}",
            heading=heading,
            subtitle=subtitle(view, answer),
            chart=bars(rows),
            words=bar_words(rows),
            table=bar_table(heading, "Question", rows),
            caveats=(_sampled(answer, auditor),),
        )
    )


def _sampled(answer: Answer, auditor: str) -> str:
    """Of how many files shares could be told, since they were taken at random, or all were."""
    figures = answer.beside.get("from_representative")
    if not isinstance(figures, EntriesFigures):
        return "It is not recorded how these files were chosen: they say nothing of the others."
    bases = [
        each.denominator
        for codes, each in figures.entries.items()
        if codes[1] == auditor and isinstance(each, CategoryFigures) and each.denominator is not None
    ]
    most = max(bases, default=0)
    if not most:
        return "These files were chosen, or it is not recorded how: they say nothing of the others."
    return (
        f"At most {most:,} of these files were picked by chance, or because every file was read. Only those "
        "say something of the rest."
    )
