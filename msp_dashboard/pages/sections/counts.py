"""Sections of counts: categories and parts as bars."""

from collections.abc import Mapping, Sequence

from dash.development.base_component import Component

from msp_dashboard.components import (
    Panel,
    Row,
    View,
    bar_table,
    bar_words,
    bars,
    category_rows,
    hidden_note,
    panel,
)
from msp_dashboard.components.words import number
from msp_dashboard.pages.sections.words import caveats, not_collected, nothing, subtitle
from msp_dashboard.results import Answer


def categories(view: View, answer: Answer, heading: str = "", *, drop_empty: bool = True) -> Component:
    """Return the panel of a measure's categories as bars in the list's order, not recorded last."""
    title = heading or answer.measure.question
    if answer.figures is None:
        return not_collected(answer, title)
    rows = category_rows(answer.categories, drop_empty)
    known = answer.categories.denominator
    also = "" if known is None else f"{number(known)} with an answer"
    return counts(view, answer, rows, {"heading": title, "also": also})


def counts(view: View, answer: Answer, rows: Sequence[Row], words: Mapping[str, str]) -> Component:
    """Return a panel of bars; `words` may hold its key, heading, what is also said, and the first column."""
    heading = words.get("heading", answer.measure.question)
    if not any(part.count != 0 for row in rows for part in row.parts):
        return nothing(answer, heading)
    return panel(
        Panel(
            key=words.get("key", answer.key),
            heading=heading,
            subtitle=subtitle(view, answer, also=words.get("also", "")),
            chart=bars(rows),
            words=bar_words(rows),
            table=bar_table(heading, words.get("first", "Answer"), rows),
            caveats=caveats(answer),
            after=(hidden_note(),) if any(part.count is None for row in rows for part in row.parts) else (),
        )
    )
