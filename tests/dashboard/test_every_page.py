"""The promises that every page keeps, for every person and whatever the address says."""

import re
from collections.abc import Callable

import plotly.graph_objects as go
import pytest

from msp_dashboard.charts import palette
from msp_dashboard.components import Page
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.pages import every_page
from msp_dashboard.security import PEOPLE
from msp_dashboard.vocabulary import code_lists
from tests.dashboard.visiting import Drawn, Visitor, text_of

Visit = Callable[[str], Visitor]
PAGES = every_page()
FIGURES = tuple(page for page in PAGES if page.figures)
BOARD, EXACT = ("priya-nair", "tom-askew"), ("helen-doyle", "marcus-bell", "ruth-okafor", "ewa-nowak")
HOSTILE = (
    "?period=2025-04-01..2026-03-31&risk_type=neglect",
    "?period=1999-01-01..1999-12-31",
    "?period=2026-03-31..2025-04-01",
    "?period=yesterday&risk_type=%27%3B+DROP+TABLE+enquiries",
    "?service=Nowhere&team=Nobody&age_band=not_recorded",
    "?risk_type=neglect&age_band=85-94&lacked_capacity=yes",
    "?lacked_capacity=yes&lacked_capacity=no&self=1&query=2&%00=x&=",
    "?theme=being_asked&offset=-1&kind=%3Cscript%3E",
)
# Words that turn people and help into a contest. Some stand in names of the law, or say that we do not.
CONTEST = re.compile(
    r"\b(rank\w*|league\w*|best(?! interests)|worst|top|bottom|outperform\w*|fail\w*|red|amber|green|scor\w+|"
    r"quartile\w*|decile\w*|improved|worsened|statistically significant|on target)\b",
    re.IGNORECASE,
)
ALLOWED_CONTEST = ("Not for ranking", "A risk that remains is not a failure.")
OF_TEAMS = re.compile(r" (Not started|Planning|Rolling out|Fully implemented)$")
NOT_PEOPLE = re.compile(r"\bcases?\b", re.IGNORECASE)
ALLOWED_OTHERWISE = (
    "Case file audits",
    "Court of Protection cases",
    "outside the case system",
    "Case conference",
    "case conference",
)
RAW_CODES = {code for named in code_lists().values() for code in named.values if "_" in code} | {
    key for key in measures() if "_" in key
}


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def page(request: pytest.FixtureRequest) -> Page:
    found: Page = request.param
    return found


@pytest.fixture(params=FIGURES, ids=lambda page: page.name)
def figure_page(request: pytest.FixtureRequest) -> Page:
    found: Page = request.param
    return found


@pytest.mark.parametrize("person", PEOPLE)
def test_it_has_one_question_as_its_heading(visit: Visit, page: Page, person: str) -> None:
    drawn = visit(person).page(page.path)
    (heading,) = drawn.every("H1")
    assert text_of(heading) == page.question
    assert page.question.endswith("?")


@pytest.mark.parametrize("search", HOSTILE)
def test_it_is_drawn_whatever_the_address_says(visit: Visit, page: Page, search: str) -> None:
    for person in ("priya-nair", "marcus-bell"):
        drawn = visit(person).page(page.path, search)
        assert len(drawn.every("H1")) == 1
        assert "DROP TABLE" not in drawn.text()
        assert "Nowhere" not in drawn.text()


def test_every_chart_stands_in_a_figure_with_a_name_a_table_and_a_caption(
    visit: Visit, figure_page: Page
) -> None:
    panels = visit("priya-nair").page(figure_page.path).with_class("panel")
    drawn = [Drawn(tree=each) for each in panels if each["type"] == "Figure"]
    assert drawn
    for each in drawn:
        (chart,) = each.with_class("chart")
        assert len(chart["props"]["aria-label"]) > 10
        assert chart["props"]["role"] in {"img", "group"}
        tables = each.every("Table")
        assert tables
        for table in tables:
            inside = Drawn(tree=table)
            assert text_of(inside.every("Caption")[0])
            assert {head["props"].get("scope") for head in inside.every("Th")} == {"col", "row"}
        assert each.with_class("caveats"), text_of(each.with_class("panel-heading")[0])
        assert text_of(each.with_class("subtitle")[0]).endswith(".")


def test_headings_are_plain_and_short(visit: Visit, figure_page: Page) -> None:
    drawn = visit("priya-nair").page(figure_page.path)
    headings = [text_of(each) for each in drawn.every() if each["type"] in {"H1", "H2", "H3"}]
    assert [heading for heading in headings if len(heading.split()) > 15] == []


def test_every_share_stands_with_its_numbers(visit: Visit, figure_page: Page) -> None:
    for table in visit("ewa-nowak").page(figure_page.path).every("Table"):
        columns = [text_of(head) for head in Drawn(tree=table).every("Th") if head["props"]["scope"] == "col"]
        if "Share" in columns:
            assert {"Yes", "Yes or no recorded", "Not recorded", "Plausible range"} < set(columns)


def test_plotly_knows_every_part_of_its_figures(visit: Visit, figure_page: Page) -> None:
    for person in ("priya-nair", "ewa-nowak"):
        for figure in visit(person).page(figure_page.path).figures():
            go.Figure(figure)
            assert figure["layout"]["showlegend"] is False
            assert figure["layout"]["font"]["size"] >= 14


def test_charts_send_nothing_out_and_show_no_tools(visit: Visit, figure_page: Page) -> None:
    for graph in visit("priya-nair").page(figure_page.path).every("Graph"):
        config = graph["props"]["config"]
        assert (config["displayModeBar"], config["showSendToCloud"], config["plotlyServerURL"]) == (
            False,
            False,
            "",
        )


def test_colours_come_from_the_palette(visit: Visit, figure_page: Page) -> None:
    known = {
        value.upper() for name, value in vars(palette).items() if name.isupper() and isinstance(value, str)
    }
    for figure in visit("priya-nair").page(figure_page.path).figures():
        assert {found.upper() for found in re.findall(r"#[0-9A-Fa-f]{6}", str(figure))} <= known


@pytest.mark.parametrize("person", ["priya-nair", "ewa-nowak"])
def test_no_raw_code_is_read_or_heard(visit: Visit, page: Page, person: str) -> None:
    drawn = visit(person).page(page.path)
    found = {word for text in drawn.texts() for word in re.findall(r"[a-z0-9_]+", text) if word in RAW_CODES}
    if page.path == "/method":
        # The method page gives each measure's name in files and on the command line.
        found -= set(measures())
    assert not found


def _own_words(drawn: Drawn) -> str:
    """What the page itself says: people's own words may be any."""
    text = drawn.text()
    for quote in drawn.every("Blockquote"):
        for words in Drawn(tree=quote).texts():
            text = text.replace(words, "")
    return text


@pytest.mark.parametrize("person", ["priya-nair", "ewa-nowak"])
def test_nothing_is_told_as_a_contest(visit: Visit, page: Page, person: str) -> None:
    text = _own_words(visit(person).page(page.path))
    for phrase in ALLOWED_CONTEST:
        text = text.replace(phrase, "")
    # The method page says why there is no ranking.
    assert CONTEST.findall(text) == [] or page.path == "/method"


def test_people_are_not_cases(visit: Visit, page: Page) -> None:
    text = _own_words(visit("priya-nair").page(page.path))
    for phrase in ALLOWED_OTHERWISE:
        text = text.replace(phrase, "")
    assert NOT_PEOPLE.findall(text) == []


def test_it_asks_questions_and_defines_its_figures(visit: Visit, figure_page: Page) -> None:
    drawn = visit("priya-nair").page(figure_page.path)
    asking = [Drawn(tree=each) for each in drawn.with_class("asking-block")]
    assert [text_of(each.every("H2")[0]) for each in asking] == [
        "Questions to ask",
        "What these figures cannot tell you",
    ]
    assert 3 <= len(asking[0].every("Li")) <= 4
    (definitions,) = drawn.with_class("definitions")
    assert len(Drawn(tree=definitions).every("Dt")) >= 3


def test_it_says_once_that_somebody_may_count_twice(visit: Visit, figure_page: Page) -> None:
    text = visit("priya-nair").page(figure_page.path).text()
    assert text.count("Someone with two enquiries counts twice") == 1


@pytest.mark.parametrize("person", EXACT)
def test_exact_figures_stand_under_a_banner_and_without_words(
    visit: Visit, figure_page: Page, person: str
) -> None:
    drawn = visit(person).page(figure_page.path)
    assert "This view contains small numbers. Do not copy it into papers." in drawn.text()
    assert drawn.every("Blockquote") == []


def test_the_board_sees_no_banner_and_no_small_number(visit: Visit, figure_page: Page) -> None:
    drawn = visit("priya-nair").page(figure_page.path)
    assert drawn.with_class("banner") == []
    counts = [text for each in drawn.with_class("bar-words") for text in Drawn(tree=each).texts()]
    # Numbers of teams at a stage are numbers of nobody.
    small = [text for text in counts if re.match(r"[1-4]\b(?!,)", text) and not OF_TEAMS.search(text)]
    assert small == []


def test_each_page_has_a_place_of_its_own_in_the_navigation(visit: Visit) -> None:
    links = [
        each for each in visit("tom-askew").shell().every("Link") if isinstance(each["props"].get("id"), dict)
    ]
    assert [each["props"]["href"] for each in links] == [page.path for page in PAGES]
    assert [page.path for page in PAGES] == [
        "/",
        "/being-heard",
        "/outcomes",
        "/advocacy",
        "/capacity",
        "/timescales",
        "/voices",
        "/evidence",
        "/rollout",
        "/in-context",
        "/data-quality",
        "/recording",
        "/files",
        "/method",
    ]
