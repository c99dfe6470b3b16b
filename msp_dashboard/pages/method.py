"""Method: what every number means, how people are protected, and why nothing here is ranked. For all."""

from collections.abc import Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, View
from msp_dashboard.components.aria import aria
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.measures.definition import Measure
from msp_dashboard.pages.sections.alike import alike_teams
from msp_dashboard.pages.sections.glossary import TERMS
from msp_dashboard.pages.sections.levels import levels
from msp_dashboard.settings import settings

PARTS = {
    "how-to-read": "How to read a figure",
    "not-recorded": "What “not recorded” means",
    "protection": "How people are protected",
    "no-ranking": "Why nothing here is ranked",
    "usual-range": "What a usual range is",
    "time": "How time is counted",
    "words": "What the words mean",
    "every-figure": "What every figure counts",
}
READING = (
    "A share is four numbers, never one: how many said yes, how many said yes or no, how many answers are "
    "not recorded, and to how many the question does not apply. An example: in 331 of 420 enquiries the "
    "person was asked what they wanted, in 38 they were not, in 43 it is not recorded, and to 8 the "
    "question did not apply. That is 331 of 369, or 90%. If no answer were missing, it would lie "
    "between 80% and 91%.",
    "Not being asked is an answer, so it counts as no. Only where the question does not apply is somebody "
    "left out.",
    "The plausible range says how far chance alone could move a figure. If the same service met similar "
    "people again, the figure could plausibly fall anywhere in this range. It is the 95% Wilson interval.",
    "Where answers are missing there is another range: the lowest share is what it would be if every missing "
    "answer were no, the highest if every one were yes.",
    "An enquiry that ended within the period counts once. Somebody with two enquiries counts twice, unless a "
    "figure says that it counts people.",
    "Points over time are whole periods that have ended. A year runs from 1 April to 31 March.",
)
NOT_RECORDED = (
    "“Not recorded” means that nobody wrote the answer down, or wrote that it is not known. It is neither "
    "yes nor no, and it is never left out: it stands last in each chart, with stripes.",
    "Up to one answer in ten missing: the share stands alone. Up to four in ten: the share stands with the "
    "range in which the true one must lie. More than four in ten: only the range is shown.",
    "“Not collected” is something else: the export that this release was made from does not hold it for "
    "anybody.",
    "A share that rises while fewer answers are missing may only have been written down more often.",
)
NO_RANKING = (
    "No team, service or council is put in order by any figure here, and no figure has a target or a good "
    "direction.",
    "People come with different wishes and different risks. Some wishes cannot be met lawfully or safely, "
    "and many need other organisations. A low figure can be careful, honest work.",
    "Chance alone makes large differences, as the simulation below shows.",
    "Teams and councils also write things down in different ways, and that moves figures more than practice "
    "does.",
    "A list from high to low would hide all of this. So a figure here is a reason to ask, not a finding.",
)
USUAL_RANGE = (
    "A chart over time has a shaded band from twelve periods on: the usual range. It is made from the first "
    "twelve periods, and says how much a figure moves by itself. A figure outside it is unusual for itself, "
    "which is a reason to ask, not a finding.",
    "A diamond stands for one of four signs: outside the band; seven in a row that rise or fall; two of "
    "three close to the same edge; seven in a row on one side of the middle. About one chart in eight shows "
    "such a sign within twenty periods although nothing changed.",
    "Periods are quarters, or half-years or years where quarters hold too few people for a figure to mean "
    "anything. The period that is not over is left out. This is the chart of Laney, 2002, read by the rules "
    "of Making Data Count.",
    "What happened with wishes has no usual range, on purpose: a range of what usually happens soon becomes "
    "what is asked for.",
    "A dated line marks a change in recording. Where a figure changes there, look at the form first.",
)
TIME = (
    "How long something takes is counted from its start, for everything that started in the same time. What "
    "is still open counts too: it is followed so far. Leaving it out would make things look quicker than "
    "they are.",
    "The curve shows the share that has ended by each day. Where something is still open, only the days "
    "that it has been followed count. This is the method of Kaplan and Meier, 1958.",
    "A curve stops where fewer than ten are still followed, and the number followed stands under it: to the "
    "nearest five, but exact on exact pages.",
    "The median is the day by which half had ended. It comes from the curve, so what is open counts.",
    "Longer is not worse: staying at the person’s pace can take time. There is no target for it here.",
)

QUESTIONS = (
    "Does this figure mean what we took it to mean when we last talked about it?",
    "What would people who were counted say of how they were counted?",
    "Which question of ours does no figure here answer, and who could?",
)


def draw(_: View) -> Content:
    """Return the page's content."""
    figures = tuple(measures().values())
    return Content(
        answer=[
            "Each figure counts what was recorded. It is a reason to ask a question, and never the answer "
            "to one."
        ],
        sections=[
            _contents(figures),
            _part("how-to-read", READING),
            _part("not-recorded", NOT_RECORDED),
            _part("protection", _protection()),
            _part("no-ranking", NO_RANKING),
            alike_teams(),
            _part("usual-range", USUAL_RANGE),
            _part("time", TIME),
            levels(),
            _glossary(),
            html.Section([_heading("every-figure"), *_themes(figures)], className="method"),
        ],
        questions=QUESTIONS,
    )


def _protection() -> Sequence[str]:
    """The rules of disclosure in words, with the thresholds that are in force."""
    limits = settings()
    small, least, exact = limits.suppression_threshold, limits.rate_minimum, limits.rate_minimum_exact
    return (
        f"A number from 1 to {small - 1} is not shown, so that nobody can be recognised. In its place stands "
        f"“Hidden”, or “Fewer than {small}” where it can only be hidden for being small. Neither means none: "
        "none is shown as 0.",
        "Where a hidden number could be worked out from the others within one table, one more is hidden, and "
        "that one may be large. So totals may not add up. Fuller protection across pages and dates is being "
        "built.",
        f"A percentage needs at least {least} answers; fewer are told in words. On exact pages it needs "
        f"{exact}.",
        "Board members and partner organisations see figures with small numbers hidden, for whole quarters "
        "that have ended. They may narrow them to one service, but see no team.",
        "Heads of service, quality assurance leads and analysts see the exact figures of their own services "
        "or teams. Each look at them is written down. People’s words never stand beside exact figures.",
        "Whoever asks, and whatever an address or a browser claims, the same check is made before a figure "
        "is given.",
    )


def _contents(figures: Sequence[Measure]) -> Component:
    links = [html.Li(html.A(words, href=f"#{name}")) for name, words in PARTS.items()]
    questions = [
        html.Div([html.P(html.Strong(theme)), html.Ul([html.Li(_link(measure)) for measure in entries])])
        for theme, entries in groupby(figures, key=lambda measure: measure.theme)
    ]
    every = html.Details([html.Summary("Find one figure"), html.Div(questions, className="method-index")])
    return html.Nav([html.Ul(links), every], className="contents", **aria(label="On this page"))


def _link(measure: Measure) -> Component:
    return html.A(measure.question, href=f"#{measure.key}")


def _heading(name: str) -> Component:
    return html.H2(PARTS[name], id=name)


def _part(name: str, paragraphs: Sequence[str]) -> Component:
    return html.Section([_heading(name), *(html.P(words) for words in paragraphs)], className="method")


def _glossary() -> Component:
    entries = [part for term, words in TERMS.items() for part in (html.Dt(term), html.Dd(words))]
    return html.Section([_heading("words"), html.Dl(entries, className="glossary")], className="method")


def _themes(figures: Sequence[Measure]) -> list[Component]:
    found: list[Component] = []
    for theme, entries in groupby(figures, key=lambda measure: measure.theme):
        found += [html.H3(theme), *(_entry(measure) for measure in entries)]
    return found


def _entry(measure: Measure) -> Component:
    caveats = html.Ul([html.Li(caveat) for caveat in measure.caveats], className="caveats")
    example = html.P(f"Worked example: {measure.example}", className="example")
    source = html.P(f"Counts {measure.counts}. Source: {measure.source}.", className="source")
    return html.Section(
        [html.H4(measure.question), html.P(measure.definition), example, source, caveats],
        id=measure.key,
        tabIndex=-1,
        className="entry",
    )


PAGE = Page(
    path="/method",
    name="Method",
    question="What does every number here mean?",
    order=20,
    draw=draw,
    figures=False,
)
