"""Every page stands over a council that has next to nothing, and says in words what it lacks."""

import re
from collections.abc import Iterator
from typing import Any

import dash
import pytest

from etl.run import Request, run_load
from msp_dashboard.application import create_app
from msp_dashboard.components import TRACKS_KEY, Page
from msp_dashboard.pages import every_page
from msp_dashboard.pages.sections import HOW_TO_READ
from msp_dashboard.settings import settings
from tests.dashboard.bare import COUNCILS, EXTRACT_DATE, one_team_without_audits, write
from tests.dashboard.visiting import Drawn, Visitor

BROKEN = re.compile(r"\b(nan|None|inf|infinity|null|undefined|Traceback|Error)\b|NaN|\{\}|\[\]")
LACKING = re.compile(
    r"not collected|there (were|was) no|\bno (one|enquir|quote|period|team|files|group|change|published)"
    r"|too few|not recorded|is hidden|\bnone\b|nobody|cannot be|only one|fewer than",
    re.IGNORECASE,
)
BOARD, EXACT = "priya-nair", "ewa-nowak"
TO_COME, FAR_OFF = "?period=2026-10-01..2027-03-31", "?period=2027-04-01..2028-03-31"


@pytest.fixture(scope="module", params=COUNCILS, ids=lambda council: council.__name__.replace("_", " "))
def bare(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dash.Dash]:
    """Return the application over a council that was loaded as any other."""
    folder = tmp_path_factory.mktemp("bare")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSP_HOME", str(folder / "home"))
        settings.cache_clear()
        source, said = write(folder / "export", request.param()), list[str]()
        run_load(
            Request(mapping="standard", source=source, extract_date=EXTRACT_DATE), said.append, said.append
        )
        yield create_app()
    settings.cache_clear()


@pytest.mark.parametrize("person", [BOARD, EXACT])
def test_every_page_stands_and_says_what_it_lacks(bare: dash.Dash, person: str) -> None:
    assert _found(Visitor.of(bare, person), "") == {}


@pytest.mark.parametrize("bare", [one_team_without_audits], indirect=True, ids=[""])
@pytest.mark.parametrize("person", [BOARD, EXACT])
def test_every_page_stands_in_a_period_to_come(bare: dash.Dash, person: str) -> None:
    visitor = Visitor.of(bare, person)
    assert _found(visitor, TO_COME) == {}
    assert _found(visitor, FAR_OFF) == {}
    assert "holds nothing of the period in this address" in visitor.page("/outcomes", FAR_OFF).text()
    shown = visitor.page("/outcomes", TO_COME)
    if person == EXACT:
        assert "There were no enquiries to count here in this period." in shown.text()
    else:
        assert shown.with_class("notice")


def _found(visitor: Visitor, search: str) -> dict[str, list[str]]:
    """What is wrong with any page, by its address."""
    found = {page.path: _problems(page, visitor.page(page.path, search)) for page in every_page()}
    return {path: problems for path, problems in found.items() if problems}


def _problems(page: Page, drawn: Drawn) -> list[str]:
    """What is wrong with a page of such a council, in words."""
    headings = [each["props"]["children"] for each in drawn.every("H1")]
    problems = [] if headings == [page.question] else [f"its heading is {headings}"]
    problems += [f"it says {text}" for text in drawn.texts() if BROKEN.search(text)]
    problems += [f"nothing is to be seen of {each}" for each in _empty_charts(drawn)]
    if page.figures and not any(LACKING.search(text) for text in _sentences(drawn)):
        problems.append("it does not say what it lacks")
    return problems


def _empty_charts(drawn: Drawn) -> list[str]:
    """The accessible names of charts in which nothing would be seen."""
    charts = [Drawn(tree=chart) for chart in drawn.with_class("chart")]
    return [
        str(chart.tree["props"]["aria-label"])
        for chart in charts
        if any(map(_is_empty, chart.figures()))
        or not (chart.figures() or Drawn(tree=chart.tree["props"]["children"]).text().strip())
    ]


def _is_empty(figure: dict[str, Any]) -> bool:
    return not any(value is not None for trace in figure["data"] for value in trace.get("y", ()))


def _sentences(drawn: Drawn) -> list[str]:
    """What the page says in sentences, but for those that explain a chart whatever it holds."""
    every = [Drawn(tree=each) for each in drawn.every("P")]
    told = [each.text() for each in every if "hidden-note" not in str(each.tree["props"].get("className"))]
    return [text.replace(HOW_TO_READ, "").replace(TRACKS_KEY, "") for text in told]
