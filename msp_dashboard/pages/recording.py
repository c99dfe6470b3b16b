"""Recording: what changed in how things are recorded, and where somebody writes it down. For all."""

from dash import html

from msp_dashboard.components import Content, Page, View
from msp_dashboard.components.aria import aria
from msp_dashboard.components.forms import outcome
from msp_dashboard.pages.sections.annotating import LIST, RESULT, annotating, changes_list

QUESTIONS = (
    "Did practice change when the form changed, or only the record?",
    "Which figure moved on one of these days, and would we have seen that without this list?",
    "What has changed since then that nobody has written down?",
)
CANNOT = (
    "How much of a rise or fall is due to a change in recording.",
    "Whether everyone began to record in the new way on the same day.",
)


def draw(view: View) -> Content:
    """Return the page's content."""
    return Content(
        answer=[
            "A figure can move because practice changed, or because something was written down in another "
            "way. Most changes below are marked on the charts over time that they may touch, at its day."
        ],
        sections=[
            html.Section(
                [
                    html.H2("Changes so far", id="changes-heading"),
                    html.Div(changes_list(view), id=LIST),
                    outcome(RESULT),
                ],
                **aria(labelledby="changes-heading"),
            ),
            annotating(view),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
    )


PAGE = Page(
    path="/recording",
    name="Recording",
    question="What changed in how things are recorded?",
    order=16,
    draw=draw,
    figures=False,
)
