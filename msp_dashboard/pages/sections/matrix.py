"""The triangulation matrix: what each source says of one question, and what people make of it."""

from collections.abc import Iterable, Mapping

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import View, signed_column
from msp_dashboard.components.aria import aria
from msp_dashboard.components.words import Child, enough, of_words, percent
from msp_dashboard.results import (
    Answer,
    CategoryFigures,
    CrossFigures,
    Figure,
    ProportionFigures,
    TogetherEntry,
    TogetherFigures,
)
from msp_dashboard.results.evidence import SignedAnswer
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

QUESTIONS = {
    "asked": "Were people asked what they wanted?",
    "own_words": "Are their wishes in their own words?",
    "met": "Did what they wanted happen?",
    "supported": "Did someone stand beside them?",
    "capacity": "Was their capacity to decide respected?",
    "pace": "Was it at their pace?",
    "risk": "Are they safer?",
    "in_control": "Did they stay in control?",
}
TOGETHER = "What do these tell us together?"
COLUMNS = ("Question", "Records", "Questionnaires", "Audits", "Focus groups", TOGETHER)
# A share of what happened is never a figure by itself.
AS_COUNTS = ("met",)
NOT_HELD = "Not collected."
NOT_ASKED = "This source does not ask it."
POLARITY = {"helped": "what helped", "hard": "what was hard", "both": "both", NOT_RECORDED: "neither said"}


def matrix(
    view: View, figures: TogetherFigures, why: Answer, written: Mapping[str, SignedAnswer]
) -> Component:
    """Return the table of a board's questions; `why` always stands beside what happened."""
    head = html.Tr([html.Th(name, scope="col") for name in COLUMNS])
    rows = [
        _row(view, key, entry, why if key == "met" else None, written.get(key))
        for key, entry in figures.entries.items()
    ]
    caption = "What each source says of the same question"
    drawn = html.Table([html.Caption(caption), html.Thead(head), html.Tbody(rows)], className="matrix")
    return html.Div(drawn, className="table-box", tabIndex=0, role="region", **aria(label=caption))


def _row(
    view: View, key: str, entry: TogetherEntry, why: Answer | None, written: SignedAnswer | None
) -> Component:
    cells = (
        _records(view, entry.record, why),
        _answered(entry.experience),
        _audited(entry.audits),
        _spoken(entry.themes),
    )
    told = [_cell(name, content) for name, content in zip(COLUMNS[1:], cells, strict=False)]
    column = html.Td([_name(TOGETHER), signed_column(view, key, written)])
    return html.Tr([html.Th(QUESTIONS[key], scope="row"), *told, column])


def _cell(name: str, sentences: Iterable[Child]) -> Component:
    return html.Td([_name(name), *(html.P(each) for each in sentences)])


def _name(column: str) -> Component:
    """The column's name, which stands in its cells where the table is too narrow for columns."""
    return html.Span(column, className="cell-name", **aria(hidden="true"))


def _records(view: View, answer: Answer, why: Answer | None) -> list[Child]:
    if answer.figures is None:
        return [NOT_HELD]
    said: list[Child] = [answer.measure.question]
    if isinstance(answer.figures, ProportionFigures):
        said.append(_share(answer, view.rate_minimum))
    elif isinstance(answer.figures, CategoryFigures):
        said.append(_counts(answer.figures, answer.measure.counts))
    if why is not None and isinstance(why.figures, CrossFigures):
        said.append(f"Why some were hard to meet: {_reasons(why.figures)}.")
    return said


def _share(answer: Answer, minimum: int) -> str:
    figures = answer.proportion
    words = of_words(figures, answer.measure.counts)
    if answer.key not in AS_COUNTS and enough(figures, minimum) and figures.rate is not None:
        words = f"{words}, {percent(figures.rate)}"
    missing = figures.not_recorded
    known = "" if missing == 0 else f" Not recorded: {'a few' if missing is None else f'{missing:,}'}."
    return f"{words[:1].upper()}{words[1:]}.{known}"


def _reasons(figures: CrossFigures) -> str:
    """Reasons of wishes that were met partly or not, in the list's order."""
    sums: dict[str, list[Figure]] = {}
    for (achieved, reason), count in figures.cells.items():
        if achieved != "fully" and reason != NOT_RECORDED:
            sums.setdefault(reason, []).append(count)
    shown = [
        f"{code_list('outcome_reason').label(reason).lower()} {sum(count or 0 for count in counts):,}"
        for reason, counts in sums.items()
        if None not in counts and any(counts)
    ]
    hidden = any(None in counts for counts in sums.values())
    listed = [*shown, *(["others hidden, to protect people"] if hidden else [])]
    return "; ".join(listed) or "not recorded"


def _shows(figures: CategoryFigures) -> bool:
    return any(figures.counts.values())


def _is_hidden(figures: CategoryFigures) -> bool:
    """Whether there are some, and no number of them may be told."""
    return not _shows(figures) and None in figures.counts.values()


def _counts(figures: CategoryFigures, unit: str) -> str:
    shown = [
        f"{figures.labels[code].lower()}: {'hidden' if count is None else f'{count:,}'}"
        for code, count in figures.counts.items()
        if count != 0
    ]
    words = "; ".join(shown)
    return f"{words[:1].upper()}{words[1:]}." if shown else f"No {unit} with an answer."


def _answered(answer: Answer) -> list[Child]:
    """Adults and representatives apart, each with how many were asked to answer."""
    if answer.figures is None:
        return [NOT_HELD]
    entries = answer.entries.entries
    if not entries:
        return [NOT_ASKED]
    question = code_list("survey_question").label(next(iter(entries))[0])
    said: list[Child] = [question]
    for (_, respondent), figures in entries.items():
        if isinstance(figures, CategoryFigures):
            who = "Adults" if respondent == "adult" else "Representatives"
            said.append(f"{who}: {_counts(figures, 'answers')}")
    return said


def _audited(answer: Answer) -> list[Child]:
    """Each kind of auditor by itself; providers on themselves stand last and apart."""
    if answer.figures is None:
        return [NOT_HELD]
    entries = answer.entries.entries
    if not entries:
        return [NOT_ASKED]
    said: list[Child] = [code_list("audit_question").label(next(iter(entries))[0])]
    told = {codes[1]: figures for codes, figures in entries.items() if isinstance(figures, CategoryFigures)}
    names = code_list("auditor").label
    said += [
        f"{names(each)}: {_counts(figures, 'files')}" for each, figures in told.items() if _shows(figures)
    ]
    few = [names(each) for each, figures in told.items() if _is_hidden(figures)]
    said += [f"Too few files to tell: {'; '.join(few)}."] if few else []
    return said if len(said) > 1 else [*said, "No files were audited in this period."]


def _spoken(answer: Answer) -> list[Child]:
    if answer.figures is None:
        return [NOT_HELD]
    cells = answer.cross.cells
    if not cells:
        return [NOT_ASKED]
    people: dict[str, list[str]] = {}
    for (_, polarity, participants), count in cells.items():
        if count != 0:
            number = "a few groups" if count is None else f"{count} {'group' if count == 1 else 'groups'}"
            people.setdefault(participants, []).append(f"{number} on {POLARITY[polarity]}")
    label = code_list("focus_participants").label
    said = [f"{label(who)}: {', '.join(words)}." for who, words in people.items()]
    return list(said) or ["No group spoke of it in this period."]
