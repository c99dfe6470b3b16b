"""In context: our published figures among those of other councils, none of them named. For the board."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from dash import dcc, html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, View
from msp_dashboard.components.aria import aria
from msp_dashboard.components.words import Child, big, day, enough, year_name
from msp_dashboard.pages.sections.published import among_others, own_years
from msp_dashboard.pages.sections.published_words import figure_words, own_of
from msp_dashboard.results.context import Context, ContextUnreadable, context
from msp_dashboard.settings import settings

PATH = "/in-context"
WORDS: Mapping[str, Mapping[str, str]] = {
    "risk_outcome": {
        "clause": "the risk was reduced or removed",
        "short": "Risk reduced or removed, of section 42 enquiries where a risk was found",
        "among": "Was the risk reduced or removed? Our council among others",
        "years": "Was the risk reduced or removed? Our own years",
        "across": "Enquiries with a known outcome of the risk",
    },
    "asked": {
        "clause": "the person, or somebody for them, was asked what they wanted",
        "short": "Asked what they wanted, of section 42 enquiries that ended",
        "among": "Were people asked what they wanted? Our council among others",
        "years": "Were people asked what they wanted? Our own years",
        "across": "Enquiries with a known answer",
    },
    "expressed": {
        "clause": "the wishes of the person were recorded",
        "short": "Wishes recorded, of section 42 enquiries that ended",
        "among": "Were wishes recorded? Our council among others",
        "years": "Were wishes recorded? Our own years",
        "across": "Enquiries with a known answer",
    },
}
DIFFERS = {
    "risk_outcome": (
        "The figure here that is closest is “Did the risk remain?”. It shows all three answers as counts, "
        "and those not recorded beside them. The published figure adds reduced and removed together, and "
        "leaves out what is not recorded.",
        "In the national tables an enquiry may be counted once for each source of risk. Here each enquiry is "
        "counted once.",
        "A person may choose to live with a risk. The published figure cannot tell that from a risk that "
        "nobody acted on.",
    ),
    "asked": (
        "“Were people asked what they wanted?” has the same definition here as in the national tables. There "
        "councils need not send it, so not every council has a dot.",
    ),
    "expressed": (
        "“Were wishes recorded?” has the same definition here as in the national tables. There councils need "
        "not send it, so not every council has a dot.",
    ),
}
REAL = "Our own records here are made up; these published figures were given to the import as they are."
FOR_ALL = (
    "Published figures are of one year from 1 April to 31 March. Other pages show a period that you choose.",
    "Published numbers are rounded and do not change after the return. Ours follow what is recorded later.",
)
QUESTIONS = (
    "What do we record in another way than other councils may do?",
    "Do our published figures fit what people told us in their own words?",
    "If our figure is unusual, what would we ask to see before we say why?",
)
CANNOT = (
    "Whether a council helped people well: the figures show mostly how each council records.",
    "Which council any other dot is. That is on purpose: this is no place to compare names.",
    "Whether a change from one year to the next is more than chance: there are too few years.",
)
HOW = (
    "Whoever loads the council’s records can import them, with a file as its publisher gives it: ASCOF 4b, "
    "or the Safeguarding Adults Collection. The code is our council’s from the Office for National "
    "Statistics, or from the national returns."
)
WHOSE = (
    "Whoever loads the council’s records can say it once, in the setting MSP_COUNCIL_CODE or with an import. "
    "The code is our council’s from the Office for National Statistics, or from the national returns."
)
COMMAND = "python -m etl context FILE --council CODE"


def draw(view: View) -> Content:
    """Return the page's content."""
    try:
        found = context(view.query.get("year"))
    except ContextUnreadable:
        return _without("The place where published figures are kept cannot be read.", HOW)
    if found is None:
        return _without("No published figures have been imported yet.", HOW)
    if not found.known:
        return _without("Published figures are here, but it has not been said which council is ours.", WHOSE)
    sections = [_choose_year(view, found)] if len(found.years) > 1 else []
    minimum = settings().rate_minimum
    for each in found.measures:
        words = WORDS[each.measure.key]
        sections += [among_others(each, words, minimum), own_years(each, words, minimum)]
    differs = [line for each in found.measures for line in DIFFERS[each.measure.key]]
    real = [REAL] if view.about.synthetic else []
    return Content(
        answer=_answer(found, minimum),
        complete=_from(found),
        sections=[*sections, _listed("How do these differ from other pages?", (*real, *differs, *FOR_ALL))],
        questions=QUESTIONS,
        cannot=CANNOT,
        measures=[each.measure for each in found.measures],
    )


def _without(answer: str, words: str) -> Content:
    lines = [html.P(words), html.P(html.Samp(COMMAND))]
    how = html.Section([html.H2("How do they come here?"), *lines], className="plain")
    return Content(answer=[answer], sections=[how], questions=QUESTIONS, cannot=CANNOT)


def _answer(found: Context, minimum: int) -> list[Child]:
    """The first figure that can be said, in its latest year; else why there is none."""
    for each in found.measures:
        own = own_of(each, each.years[-1])
        if own is not None and own.figures is not None and enough(own.figures, minimum):
            return [
                f"As published for {year_name(own.year)}, {WORDS[each.measure.key]['clause']} in ",
                big(f"{own.numerator:,}"),
                f" of {own.denominator:,} enquiries. Councils record this in different ways, so it is a "
                "place to begin asking.",
            ]
    first = found.measures[0]
    latest = first.years[-1]
    said = figure_words(own_of(first, latest), minimum)
    return [f"There is no share of ours to show for {year_name(latest)}: {said}."]


def _from(found: Context) -> str:
    whose = f" of {found.council}" if found.council else ""
    return f"Published figures{whose}, imported on {day(found.imported_on)}."


def _choose_year(view: View, found: Context) -> Component:
    chosen = found.measures[0].chosen
    entries = [
        html.Span(year_name(year), className="theme-chosen", **aria(current="true"))
        if year == chosen
        else dcc.Link(year_name(year), href=_address(view, year))
        for year in found.years
    ]
    listed = html.Ul([html.Li(entry) for entry in entries])
    chooser = html.Nav(listed, className="themes", **aria(label="Choose the year of the other councils"))
    return html.Section([html.P("Year shown:"), chooser])


def _address(view: View, year: str) -> str:
    """The filters of other pages stay, for the way back."""
    return f"{PATH}?{urlencode([*parse_qsl(view.address.lstrip('?')), ('year', year)])}"


def _listed(heading: str, lines: tuple[str, ...]) -> Component:
    return html.Section([html.H2(heading), html.Ul([html.Li(line) for line in lines])], className="plain")


PAGE = Page(
    path=PATH,
    name="In context",
    question="What do our published figures say, and what can they not say?",
    order=10,
    draw=draw,
    figures=False,
)
