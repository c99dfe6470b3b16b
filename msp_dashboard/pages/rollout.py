"""Rollout: how this way of working came to teams and to records. For heads of service."""

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, View, table, track_words, tracks
from msp_dashboard.components.panels import Panel, panel
from msp_dashboard.components.tables import proportion_table
from msp_dashboard.components.words import Child, joined, share_sentence
from msp_dashboard.pages.sections import (
    categories,
    caveats,
    completeness,
    multiples,
    not_collected,
    one_share,
    subtitle,
)
from msp_dashboard.pages.sections.levels import levels
from msp_dashboard.pages.sections.stages import stages
from msp_dashboard.results import Answer, Figure, Group, ProportionFigures
from msp_dashboard.results.trends import summed

KEYS = ("coverage", "coverage_since_live", "training", "responses_used")
SPANS = {
    "Before the team was live": ("before_live",),
    "Months 0 to 2": ("0", "1", "2"),
    "Months 3 to 5": ("3", "4", "5"),
    "Months 6 to 11": tuple(str(month) for month in range(6, 12)),
    "Months 12 to 23": tuple(str(month) for month in range(12, 24)),
    "From month 24 on": ("24+",),
}
SINCE_LIVE = "How did recording spread after a team went live?"
QUESTIONS = (
    "What do teams that are still planning need, and from whom?",
    "After a team went live, what made the difference between recording it and doing it?",
    "Who has not been trained yet, and is time kept free for it?",
    "Which of the other ways of responding would people want that nobody offers here?",
)
CANNOT = (
    "Whether people were better served by a team that went live earlier.",
    "How well the work is done: these figures say who began, and what was recorded.",
    "Why a team is where it is: people, premises and demand differ.",
)


def draw(view: View) -> Content:
    """Return the page's content."""
    totals = view.answers(*KEYS)
    return Content(
        answer=_answer(totals["coverage"]),
        complete=completeness([totals["coverage"]], lambda _: "how it was recorded is known"),
        sections=[
            stages(view),
            one_share(view, totals["coverage"]),
            multiples(view, ("coverage",), "How coverage went over time"),
            _since_live(view, totals["coverage_since_live"]),
            _training(totals["training"]),
            categories(view, totals["responses_used"]),
            levels(),
            _context(),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
        measures=[totals[key].measure for key in KEYS],
    )


def _answer(coverage: Answer) -> list[Child]:
    said = share_sentence(coverage, "the record was made in the Making Safeguarding Personal way")
    return joined([said])


def _since_live(view: View, answer: Answer) -> Component:
    if answer.figures is None:
        return not_collected(answer, SINCE_LIVE)
    months = {codes[0]: each for codes, each in answer.entries.entries.items()}
    spans = [(words, summed([_proportion(months[code]) for code in codes])) for words, codes in SPANS.items()]
    rows = [
        (words, figures) for words, figures in spans if None not in (figures.numerator, figures.denominator)
    ]
    hidden = [words for words, figures in spans if (words, figures) not in rows]
    if not rows:
        words = "Too few enquiries fall into each month to be shown here, so that nobody can be recognised."
        return html.Section(
            [html.H2(SINCE_LIVE), html.P(words, className="not-collected")], className="panel"
        )
    unit, minimum = answer.measure.counts, view.rate_minimum
    groups = [Group(value=words, label=words, figures=figures) for words, figures in rows]
    return panel(
        Panel(
            key="coverage-since-live",
            heading=SINCE_LIVE,
            subtitle=subtitle(view, answer),
            chart=tracks(rows, unit, minimum),
            words=track_words(rows, unit, minimum),
            table=proportion_table(SINCE_LIVE, "Since the team went live", groups, minimum),
            after=(html.P(f"Hidden to protect people: {'; '.join(hidden)}.", className="latest"),)
            if hidden
            else (),
            caveats=caveats(answer),
        )
    )


def _training(answer: Answer) -> Component:
    """Numbers of staff, by team only where the reader may see teams; no share stands beside a team."""
    heading = answer.measure.question
    if answer.figures is None:
        return not_collected(answer, heading)
    told = [(codes[0], _proportion(each)) for codes, each in answer.entries.entries.items()]
    rows = [(_team(name), *_numbers(figures)) for name, figures in told]
    if not rows:
        return html.Section([html.H2(heading), html.P("No team reported its staff.")], className="panel")
    columns = ("Team", "Trained", "Staff who work on safeguarding", "Teams that did not say")
    listed = html.Ul([html.Li(each) for each in caveats(answer)], className="caveats")
    said = html.P("As last reported by the end of the period. Teams stand in the council’s own order.")
    return html.Section([html.H2(heading), said, table(heading, columns, rows), listed], className="panel")


def _team(name: str) -> str:
    return "All teams" if name == "all" else name


def _numbers(figures: ProportionFigures) -> tuple[str, str, str]:
    if not figures.denominator:
        return "Not known", "Not known", _plain(figures.not_recorded)
    return _plain(figures.numerator), _plain(figures.denominator), _plain(figures.not_recorded)


def _plain(figure: Figure) -> str:
    return "Hidden" if figure is None else f"{figure:,}"


def _proportion(figures: object) -> ProportionFigures:
    if not isinstance(figures, ProportionFigures):
        raise TypeError("These entries are proportions.")
    return figures


def _context() -> Component:
    words = (
        "In the national Temperature Check of 2016, 17% of councils that answered were planning, 77% rolling "
        "out and 6% had fully implemented this way of working; 76% of councils answered. That was ten years "
        "ago and is no benchmark."
    )
    return html.Section([html.H2("Where was England in 2016?"), html.P(words)], className="panel")


PAGE = Page(
    path="/rollout",
    name="Rollout",
    question="How did this way of working come to teams?",
    order=9,
    draw=draw,
)
