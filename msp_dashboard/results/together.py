"""Evidence side by side: what every source answers to each question of a board, and nothing made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from msp_dashboard.measures.definition import Aspect, Together
from msp_dashboard.measures.selection import Selection
from msp_dashboard.results.answers import (
    Answer,
    CrossFigures,
    EntriesFigures,
    Group,
    TogetherEntry,
    TogetherFigures,
)
from msp_dashboard.results.caveats import caveats_of

RESPONDENTS = ("adult", "representative")


def side_by_side(shape: Together, answers: Mapping[str, Answer]) -> TogetherFigures:
    """Return the parts of whole answers, by measure key, that belong to each question."""
    return TogetherFigures(
        entries={name: _entry(shape, each, answers) for name, each in shape.aspects.items()}
    )


def groups_side_by_side(shape: Together, answers: Mapping[str, Answer]) -> tuple[Group, ...] | None:
    """Return the same for each period of a breakdown by time; None where there is none."""
    grouped = [answer.groups for answer in answers.values() if answer.groups is not None]
    if not grouped:
        return None
    return tuple(
        Group(
            value=group.value,
            label=group.label,
            figures=side_by_side(shape, {key: _during(each, place) for key, each in answers.items()}),
        )
        for place, group in enumerate(grouped[0])
    )


def not_everywhere(selection: Selection, answers: Iterable[Answer]) -> tuple[str, ...]:
    """Return the filter fields that do not reach every part."""
    missed = {name for answer in answers for name in selection.not_filtered_by(answer.measure)}
    return tuple(name for name in selection.where if name in missed)


def _during(answer: Answer, place: int) -> Answer:
    """A part's answer of one period."""
    if answer.groups is None:
        return answer
    group = answer.groups[place]
    caveats = caveats_of(answer.measure, group.figures)
    return replace(answer, figures=group.figures, beside=group.beside, groups=None, caveats=caveats)


def _entry(shape: Together, aspect: Aspect, answers: Mapping[str, Answer]) -> TogetherEntry:
    experience, audits, themes = (answers[key] for key in (shape.experience, shape.audits, shape.themes))
    return TogetherEntry(
        record=answers[aspect.record],
        experience=_of_question(experience, aspect.survey, RESPONDENTS),
        audits=_of_question(audits, aspect.audit),
        themes=_of_theme(themes, aspect.theme),
    )


def _of_question(answer: Answer, question: str | None, among: tuple[str, ...] | None = None) -> Answer:
    """Return an answer's entries of one question, none where the source does not ask it."""
    if answer.figures is None:
        return answer
    found = {
        codes: figures
        for codes, figures in answer.entries.entries.items()
        if codes[0] == question and (among is None or codes[1] in among)
    }
    return replace(answer, figures=EntriesFigures(names=answer.entries.names, entries=found))


def _of_theme(answer: Answer, theme: str | None) -> Answer:
    if answer.figures is None:
        return answer
    cross = answer.cross
    found = {codes: count for codes, count in cross.cells.items() if codes[0] == theme}
    return replace(answer, figures=CrossFigures(kind=cross.kind, names=cross.names, cells=found))
