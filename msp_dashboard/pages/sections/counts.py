"""Sections of counts: categories and parts as bars."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import (
    Panel,
    Row,
    View,
    bar_table,
    bar_words,
    bars,
    category_rows,
    panel,
)
from msp_dashboard.pages.sections.words import caveats, not_collected, nothing, subtitle
from msp_dashboard.results import Answer, CategoryFigures
from msp_dashboard.vocabulary import NOT_RECORDED


def categories(view: View, answer: Answer, heading: str = "", *, drop_empty: bool = True) -> Component:
    """Return the panel of a measure's categories as bars in the list's order, not recorded last."""
    title = heading or answer.measure.question
    if answer.figures is None:
        return not_collected(answer, title)
    rows = category_rows(answer.categories, drop_empty)
    return counts(view, answer, rows, {"heading": title, "also": _answered(view, answer.categories)})


def _answered(view: View, figures: CategoryFigures) -> str:
    """How many have an answer; blank where any number is hidden, which a sum could give away."""
    known, unknown = figures.denominator, figures.counts.get(NOT_RECORDED, 0)
    if known is None or unknown is None or (None in figures.counts.values() and not view.exact):
        return ""
    return f"{known - unknown:,} with an answer"


def counts(view: View, answer: Answer, rows: Sequence[Row], words: Mapping[str, str]) -> Component:
    """Return a panel of bars; `words` may hold its key, heading, what is also said, and the first column.

    A `note` stands below the bars, and what to do with them (`how`) above.
    """
    heading = words.get("heading", answer.measure.question)
    if not any(part.count != 0 for row in rows for part in row.parts):
        return not_collected(answer, heading) if answer.figures is None else nothing(answer, heading)
    return panel(
        Panel(
            key=words.get("key", answer.key),
            heading=heading,
            subtitle=subtitle(view, answer, also=words.get("also", "")),
            chart=html.Div([html.P(words["how"]), bars(rows)]) if "how" in words else bars(rows),
            words=bar_words(rows),
            table=bar_table(heading, words.get("first", "Answer"), rows),
            caveats=caveats(answer),
            after=(html.P(words["note"], className="latest"),) if "note" in words else (),
        )
    )
