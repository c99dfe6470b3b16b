"""What is particular to Voices and Method: words without numbers, and numbers in words."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from msp_dashboard.components.words import share_words, typeset
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.pages import method, voices
from msp_dashboard.results import ProportionFigures
from msp_dashboard.settings import settings
from tests.dashboard.small_council import answer_of, council, drawn, enquiries
from tests.dashboard.visiting import Drawn, Visitor, text_of

Visit = Callable[[str], Visitor]
FIGURE_PATHS = ("/", "/being-heard", "/outcomes", "/advocacy", "/capacity", "/timescales")


# Voices


@pytest.mark.parametrize("person", ["priya-nair", "ewa-nowak"])
def test_voices_shows_three_at_most_and_no_number(visit: Visit, person: str) -> None:
    page = visit(person).page("/voices")
    together = [len(Drawn(tree=each).every("Blockquote")) for each in page.with_class("voices-page")]
    assert together[0] == 3
    assert together[1:] in ([], [1])  # a story, where enough were released
    spoken = [text_of(each) for each in page.every("Blockquote")]
    scope = text_of(page.with_class("scope")[0])
    rest = [text for text in page.texts() if text not in spoken and text != scope]
    assert [text for text in rest if re.search(r"\d", re.sub(r"\d{4}–\d{2}", "", text))] == []
    assert page.every("Table") == page.every("Input") == page.every("Download") == []


def test_voices_says_of_each_whether_it_helped_or_was_hard(visit: Visit) -> None:
    page = visit("priya-nair").page("/voices")
    labels = [text_of(each) for each in page.with_class("polarity")]
    assert len(labels) == len(page.every("Blockquote")) > 0
    assert set(labels) <= set(voices.POLARITY.values())


def test_three_others_are_others_until_the_first_come_again(visit: Visit) -> None:
    seen: list[list[str]] = []
    search = "?theme=having_support"
    while not seen or sorted(seen[0]) != sorted(seen[-1]) or len(seen) == 1:
        page = visit("priya-nair").page("/voices", search)
        section = Drawn(tree=page.with_class("voices-page")[0])
        seen.append([text_of(each) for each in section.every("Blockquote")])
        (others,) = section.with_class("others")
        address, part = others["props"]["href"].split("#")
        search = address.removeprefix("/voices")
        assert part == "words"
        assert len(seen) < 5
    shown = [quote for three in seen[:-1] for quote in three]
    assert len(shown) == len(set(shown)) >= 5


def test_what_an_address_claims_of_voices_is_checked(visit: Visit) -> None:
    plain = [text_of(each) for each in visit("priya-nair").page("/voices").every("Blockquote")]
    for search in ("?theme=nobody", "?words=1", "?words=-3", "?story=99", "?words=3e0&story=%00"):
        page = visit("priya-nair").page("/voices", search)
        assert [text_of(each) for each in page.every("Blockquote")] == plain


def test_real_words_are_not_shown_before_they_are_reviewed(folder: Path) -> None:
    release = replace(council(folder, enquiries=enquiries(30, "E")), synthetic=False)
    page = drawn(voices.PAGE, release)
    assert page.every("Blockquote") == []
    assert answer_of(page).startswith("No words are shown: real words first need consent")
    assert "Who was not heard?" in page.text()


# Method


def test_method_has_an_anchor_for_each_measure(visit: Visit) -> None:
    page = visit("priya-nair").page("/method")
    anchors = [each["props"]["id"] for each in page.with_class("entry")]
    assert anchors == list(measures())
    for measure, entry in zip(measures().values(), page.with_class("entry"), strict=True):
        text = text_of(entry)
        parts = (measure.question, measure.definition, measure.example, measure.source, *measure.caveats)
        assert all(typeset(part) in text for part in parts)


@pytest.mark.parametrize("path", FIGURE_PATHS)
def test_definitions_lead_to_the_method_page_and_keep_the_filters(visit: Visit, path: str) -> None:
    page = visit("priya-nair").page(path, "?age_band=18-64")
    (definitions,) = page.with_class("definitions")
    links = [each["props"]["href"] for each in Drawn(tree=definitions).every("Link")]
    named = [link.split("#")[1] for link in links if "#" in link]
    assert len(named) >= 3
    assert set(named) <= set(measures())
    assert all(link.startswith("/method?age_band=18-64") for link in links)


def test_method_names_the_thresholds_that_are_in_force(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("MSP_SUPPRESSION_THRESHOLD", "7")
    monkeypatch.setenv("MSP_RATE_MINIMUM", "31")
    settings.cache_clear()
    text = drawn(method.PAGE, council(folder, enquiries=enquiries(1, "E"))).text()
    assert "A number from 1 to 6 is not shown" in text
    assert "In its place stands “Hidden”, or “Fewer than 7”" in text
    assert "A percentage needs at least 31 answers" in text


def test_the_example_of_four_numbers_is_right(visit: Visit) -> None:
    example = ProportionFigures(numerator=331, denominator=369, not_recorded=43, excluded=8)
    assert share_words(example, 20).startswith("90% of those recorded; between 80% and 91%")
    assert 331 + 38 + 43 + 8 == 420
    text = visit("priya-nair").page("/method").text()
    assert "in 331 of 420 enquiries the person was asked what they wanted, in 38 they were not, in 43" in text
    assert "That is 331 of 369, or 90%. If no answer were missing, it would lie between 80% and 91%." in text
