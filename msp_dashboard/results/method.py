"""The method page as Markdown: every measure's question, definition, worked example, source and caveats."""

from collections.abc import Iterator
from itertools import groupby

from msp_dashboard.measures.catalogue import measures
from msp_dashboard.measures.definition import Measure

FOUR_NUMBERS = (
    "A proportion is four numbers, never one: the numerator, the denominator (yes and no), not recorded, and "
    "excluded. Not asked is an answer and stays in the denominator; only not applicable leaves it."
)
NO_DIRECTION = "No measure has a good direction. Nothing here ranks, scores or colours by rate."


def method_page() -> str:
    """Return the method page, generated from the measures themselves."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from ("# What every number means", "", FOUR_NUMBERS, "", NO_DIRECTION)
    for theme, entries in groupby(measures().values(), key=lambda measure: measure.theme):
        yield from ("", f"## {theme}")
        for measure in entries:
            yield from _measure(measure)


def _measure(measure: Measure) -> Iterator[str]:
    yield from ("", f"### {measure.question}", "", measure.definition, "")
    yield from (f"Worked example: {measure.example}", "")
    yield f"- Name: `{measure.key}`; counts {measure.counts}."
    yield f"- Source: {measure.source}."
    for caveat in measure.caveats:
        yield f"- {caveat}"
