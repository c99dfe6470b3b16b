"""Panels of measures that are read together, and of one proportion as counts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash.development.base_component import Component

from msp_dashboard.components import Part, Row, View
from msp_dashboard.components.words import enough, many_missing, percent, range_of
from msp_dashboard.pages.sections import counts, difference, not_collected, shares
from msp_dashboard.results import Answer

SHADES = ("first", "rest")


def together(
    view: View, rows: Sequence[tuple[str, Answer]], words: Mapping[str, str], known: Sequence[str] = ()
) -> Component:
    """Return the panel of some proportions as dots on lines, with all their caveats; `words` as `counts`.

    `known` are sentences that must be read with it.
    """
    held = [(label, answer.proportion) for label, answer in rows if answer.figures is not None]
    if not held:
        return not_collected(rows[0][1], words["heading"])
    return shares(view, _carrying(rows, known), held, words)


def as_counts(view: View, answer: Answer, words: Mapping[str, str]) -> Component:
    """Return the panel of a proportion as one bar of counts, not recorded last and hatched.

    `words` holds its heading, the bar's label, and what yes, no and unknown mean: of yes and no, the bar
    begins with the one that stands first there. A `clause` says in words what a share is of.
    """
    if answer.figures is None:
        return not_collected(answer, words["heading"])
    row, clause = _row(view, answer, words), words.get("clause")
    said = {"also": said_of(answer, view.rate_minimum, clause)} if clause else {}
    return counts(view, answer, [row], {"first": "Which", **said, **words})


def counts_together(view: View, rows: Sequence[tuple[str, Answer]], words: Mapping[str, str]) -> Component:
    """Return the panel of some proportions as a bar of counts each, with all their caveats."""
    held = [(label, answer) for label, answer in rows if answer.figures is not None]
    if not held:
        return not_collected(rows[0][1], words["heading"])
    bars = [_row(view, answer, {**words, "label": label}) for label, answer in held]
    return counts(view, _carrying(rows), bars, words)


def said_of(answer: Answer, minimum: int, clause: str) -> str:
    """Return the share of a proportion, with its range, as a clause; blank where none may stand."""
    figures = answer.proportion
    found = range_of(figures, minimum)
    if found is None:
        return ""
    span = f"{percent(found[0])} to {percent(found[1])}"
    if not enough(figures, minimum) or figures.rate is None:
        return f"if no answer were missing, {clause} in {span}"
    if many_missing(figures):
        return f"{clause} in {percent(figures.rate)} of those with an answer; if none were missing, in {span}"
    return f"{clause} in {percent(figures.rate)}, plausibly in {span}"


def _carrying(rows: Sequence[tuple[str, Answer]], known: Sequence[str] = ()) -> Answer:
    """The first answer with the caveats of all, with what is known, and what this release does not hold."""
    held = [answer for _, answer in rows if answer.figures is not None]
    missing = [
        f"Not collected in this release: {label[0].lower()}{label[1:]}."
        for label, answer in rows
        if answer.figures is None
    ]
    caveats = [*known, *(caveat for _, answer in rows for caveat in answer.caveats), *missing]
    return replace(held[0], caveats=tuple(dict.fromkeys(caveats)))


def _row(view: View, answer: Answer, words: Mapping[str, str]) -> Row:
    figures = answer.proportion
    found = {"yes": figures.numerator, "no": difference(view, figures.denominator, figures.numerator)}
    order = [name for name in words if name in found]
    known = [
        Part(label=words[name], count=found[name], shade=shade)
        for name, shade in zip(order, SHADES, strict=True)
    ]
    unknown = Part(label=words["unknown"], count=figures.not_recorded, shade="unknown", small=True)
    return Row(label=words["label"], parts=(*known, unknown))
