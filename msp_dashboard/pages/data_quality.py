"""Data quality: how complete records are, what did not fit, what was corrected. For analysts and QA."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, View, table
from msp_dashboard.pages.sections import multiples, one_share
from msp_dashboard.pages.sections.recorded import HEADLINES, open_ends, recorded_fields, recorded_over_time
from msp_dashboard.results.loads import Load, Loads, loads

KEYS = ("completeness", "recorded_vs_derived", "service_response_wording")
ANSWER = "Where answers are missing, a share could be higher or lower: the first table says how far."
QUESTIONS = (
    "Which missing answers could change what this board would conclude?",
    "When a field became fuller, did practice change, or did the form?",
    "Who can look at the rows that were left out, and when?",
    "Were wishes written down as the person said them, or as what a service does?",
)
CANNOT = (
    "Whether what is recorded is true: a full record can be wrong.",
    "What was said and done but never written down.",
    "How well a team works: a short record can stand for careful work.",
)


def draw(view: View) -> Content:
    """Return the page's content."""
    totals = view.answers(*KEYS, *HEADLINES)
    known = loads(view.release, exact=view.exact and not view.reader.limits)
    return Content(
        answer=[ANSWER],
        sections=[
            open_ends(view, totals.by_key),
            recorded_over_time(view),
            recorded_fields(view, totals["completeness"]),
            html.Div(
                [
                    one_share(view, totals["recorded_vs_derived"]),
                    one_share(view, totals["service_response_wording"]),
                ],
                className="halves",
            ),
            multiples(view, KEYS[1:], "How often records differed from themselves, over time"),
            *_of_loads(known),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
        measures=[totals[key].measure for key in KEYS],
    )


def _of_loads(known: Loads) -> list[Component]:
    """Loads, what did not fit, words outside the lists, and revisions, each as a table or in words."""
    return [
        _section(
            "Which exports are these figures from?",
            "Each export that was loaded, the newest first.",
            ("Source", "Data to", "Loaded", "Release", "Rows offered", "Kept", "Set aside", "Merged"),
            [_load(each, each.release) for each in known.loads],
        ),
        _section(
            "What became of the rows of the newest exports?",
            "Rows set aside are kept apart with their reason, and are in no figure.",
            ("File", "Data to", "Loaded", "Rows offered", "Kept", "Set aside", "Merged"),
            [_load(each) for each in known.files],
        ),
        *_of_rows(known),
    ]


def _of_rows(known: Loads) -> list[Component]:
    reasons = [
        (each.sentence, each.action.replace("Quarantined", "Set aside"), each.rows) for each in known.reasons
    ]
    words = [(each.field, each.value or "Not shown", each.rows) for each in known.words]
    revised = [
        (each.field, each.then or "Not shown", each.now or "Not shown", each.records)
        for each in known.revisions
    ]
    return [
        _section(
            "Why did some rows or cells not fit?",
            "Set aside: the row is in no figure. Merged: it was there twice. Flagged: a cell was left blank, "
            "or someone should look.",
            ("Reason", "What happened", "How many"),
            reasons,
        ),
        _section(
            "Which words are in no list?",
            "Words that the source wrote and no mapping explains count as not recorded. A word is shown only "
            "where at least five rows hold it, and only to who may see exact figures of the whole council.",
            ("Field", "Word", "Rows"),
            words,
        ),
        _section(
            "What was corrected after it was first published?",
            "A later export may correct an earlier one. The figures of past periods then change too.",
            ("Field", "First published", "Now", "Records"),
            revised,
        ),
    ]


def _load(each: Load, *release: str) -> tuple[str, ...]:
    about = (each.source, each.extract_date, each.loaded_at, *release)
    return (*about, each.offered, each.kept, each.quarantined, each.merged)


def _section(heading: str, said: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Component:
    shown = table(heading, columns, rows) if rows else html.P("Nothing.", className="not-collected")
    return html.Section([html.H2(heading), html.P(said), shown], className="panel")


PAGE = Page(
    path="/data-quality",
    name="Data quality",
    question="How far can these figures be trusted?",
    order=11,
    draw=draw,
)
