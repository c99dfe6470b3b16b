"""Rules 16, 22 and 25: plain words around every figure, with its caveats, its date and whom to ask."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from msp_dashboard.measures.catalogue import measures
from msp_dashboard.pages import every_page
from msp_dashboard.results import Answer, as_json
from tests.dashboard.rules.looking import Look, panels
from tests.dashboard.rules.reading_age import reading_age, syllables
from tests.dashboard.visiting import Drawn, Visitor, text_of

Visit = Callable[[str], Visitor]
TITLES = {"H1", "H2", "H3", "H4"}
SAID = {"P", "Li", "Dd", *TITLES}
OLDEST = 12
FIGURES = {page.path for page in every_page() if page.figures}
DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b")
COUNTED = {measure.counts.split()[0] for measure in measures().values()}
SIMULATED = "A simulation, not a record"


def test_syllables_are_counted_as_they_are_spoken() -> None:
    spoken = {"the": 1, "asked": 1, "made": 1, "wanted": 2, "table": 2, "enquiry": 3, "recorded": 3}
    assert {word: syllables(word) for word in spoken} == spoken


def test_the_reading_age_is_that_of_the_formula() -> None:
    # By hand: 6 words of 6 syllables in one sentence: 0.39 * 6 + 11.8 - 15.59 + 5.
    assert reading_age(["The cat sat on the mat."]) == pytest.approx(3.55)
    assert reading_age(["Multidisciplinary organisations operationalise safeguarding."]) > 30


def test_the_words_of_every_page_can_be_read_at_twelve(looks: tuple[Look, ...]) -> None:
    for look in looks:
        fixed = [text for text in _paragraphs(look.page.tree) if not re.search(r"\d", text)]
        assert reading_age(fixed) <= OLDEST, look.words


def test_every_title_is_a_plain_sentence_of_fifteen_words(looks: tuple[Look, ...]) -> None:
    for look in looks:
        titles = [text_of(each) for each in look.page.every() if each["type"] in TITLES]
        assert titles
        assert [title for title in titles if len(title.split()) > 15 or "_" in title] == [], look.words


def test_the_line_under_a_title_has_what_where_and_when(looks: tuple[Look, ...]) -> None:
    for look in looks:
        for panel in panels(look.page):
            line = text_of(panel.with_class("subtitle")[0])
            if SIMULATED in line:
                continue
            assert DAY.search(line) or "each quarter" in line, (look.words, line)
            assert line.split()[0].lower() in COUNTED, (look.words, line)


def test_every_measure_carries_caveats_wherever_it_is_told(
    answers: Callable[[str, str | None], list[Answer]],
) -> None:
    for tier, by in (("board", None), ("exact", "team"), ("board", "quarter")):
        told = [as_json(answer) for answer in answers(tier, by)]
        assert len(told) == len(measures())
        assert [each["key"] for each in told if not each["caveats"]] == []


def test_every_chart_has_its_caveats_beside_it(looks: tuple[Look, ...]) -> None:
    found = [(look, panel) for look in looks for panel in panels(look.page)]
    assert len(found) > 150
    for look, panel in found:
        listed = [text for each in panel.with_class("caveats") for text in Drawn(tree=each).texts()]
        assert listed, (look.words, text_of(panel.with_class("panel-heading")[0]))


def test_the_method_page_defines_every_measure_with_its_caveats(looks: tuple[Look, ...]) -> None:
    (page,) = [look.page for look in looks if (look.person, look.path) == ("priya-nair", "/method")]
    entries = {each["props"]["id"]: Drawn(tree=each).text() for each in page.with_class("entry")}
    assert set(entries) == set(measures())
    for key, measure in measures().items():
        for words in (measure.question, measure.definition, *measure.caveats):
            assert words.replace("'", "’") in entries[key].replace("'", "’"), key


def test_every_page_has_questions_to_ask(looks: tuple[Look, ...]) -> None:
    for look in looks:
        asked = [Drawn(tree=each) for each in look.page.with_class("asking-block")]
        assert text_of(asked[0].every("H2")[0]) == "Questions to ask", look.words
        questions = [text_of(each) for each in asked[0].every("Li")]
        assert len(questions) >= 2, look.words
        assert [each for each in questions if not each.endswith("?")] == [], look.words


def test_every_page_of_figures_says_how_complete_they_are_and_what_they_mean(
    looks: tuple[Look, ...],
) -> None:
    for look in (look for look in looks if look.path in FIGURES and not look.search):
        (defined,) = look.page.with_class("definitions")
        assert Drawn(tree=defined).every("Dd"), look.words
        complete = " ".join(text_of(each) for each in look.page.with_class("complete"))
        # Data quality answers with nothing else.
        assert complete.startswith("How complete: ") or look.path == "/data-quality", look.words


def test_around_every_page_stand_its_date_its_refresh_a_contact_and_the_way_to_the_method(
    visit: Visit,
) -> None:
    for person in ("priya-nair", "ewa-nowak"):
        shell = visit(person).shell()
        (foot,) = shell.with_class("foot")
        words = text_of(foot)
        assert re.search(r"Data to \d{1,2} \w+ \d{4}, release \d+, made on \d{1,2} \w+ \d{4}\.", words)
        assert "Questions about a figure: your council's safeguarding data lead." in words
        assert "Not for ranking." in words
        assert "/method" in {each["props"].get("href") for each in shell.every("Link")}


def _paragraphs(tree: Any) -> Iterator[str]:
    """Every paragraph, list entry and title, but people's own words and what stands in tables."""
    if isinstance(tree, list):
        for each in tree:
            yield from _paragraphs(each)
    elif isinstance(tree, dict) and "props" in tree and tree["type"] not in {"Blockquote", "Table"}:
        if tree["type"] in SAID:
            yield text_of(tree)
        else:
            yield from _paragraphs(tree["props"].get("children"))
