"""Panels of measures that are read together, and of one proportion as counts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash.development.base_component import Component

from msp_dashboard.components import Part, Row, View
from msp_dashboard.components.words import share_words
from msp_dashboard.pages.sections import counts, difference, not_collected, shares
from msp_dashboard.results import Answer

SHADES = ("first", "rest")


def together(view: View, rows: Sequence[tuple[str, Answer]], words: Mapping[str, str]) -> Component:
    """Return the panel of some proportions as dots on lines, with all their caveats; `words` as `counts`."""
    first = rows[0][1]
    held = [(label, answer.proportion) for label, answer in rows if answer.figures is not None]
    if not held:
        return not_collected(first, words["heading"])
    caveats = [caveat for _, answer in rows for caveat in answer.caveats]
    missing = [
        f"Not collected in this release: {label[0].lower()}{label[1:]}."
        for label, answer in rows
        if answer.figures is None
    ]
    carried = replace(first, caveats=tuple(dict.fromkeys([*caveats, *missing])))
    return shares(view, carried, held, words)


def as_counts(view: View, answer: Answer, words: Mapping[str, str]) -> Component:
    """Return the panel of a proportion as one bar of counts, not recorded last and hatched.

    `words` holds its heading, the bar's label, and what yes, no and unknown mean: of yes and no, the bar
    begins with the one that stands first there.
    """
    if answer.figures is None:
        return not_collected(answer, words["heading"])
    figures = answer.proportion
    found = {"yes": figures.numerator, "no": difference(view, figures.denominator, figures.numerator)}
    order = [name for name in words if name in found]
    known = [
        Part(label=words[name], count=found[name], shade=shade)
        for name, shade in zip(order, SHADES, strict=True)
    ]
    unknown = Part(label=words["unknown"], count=figures.not_recorded, shade="unknown", small=True)
    row = Row(label=words["label"], parts=(*known, unknown))
    share = (
        {"also": f"{words['yes']}: {share_words(figures, view.rate_minimum)}"} if figures.denominator else {}
    )
    return counts(view, answer, [row], {"first": "Which", **share, **words})
