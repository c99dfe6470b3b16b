"""Sentences that a chair can say aloud, in every state that a figure can be in."""

import pytest

from msp_dashboard.components.words import (
    interval_words,
    of_words,
    percent,
    range_of,
    share_sentence,
    share_words,
    typeset,
    year_name,
)
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.results import Answer, Figure, Figures, ProportionFigures

BOARD, EXACT = 20, 10


def figures(numerator: Figure, denominator: Figure, not_recorded: Figure = 0) -> ProportionFigures:
    return ProportionFigures(
        numerator=numerator, denominator=denominator, not_recorded=not_recorded, excluded=0, digits=2
    )


def said(found: Figures | None) -> str:
    """Return the sentence about being asked, without the mark of its big number."""
    parts = share_sentence(Answer(measure=measures()["asked"], figures=found), "the person was asked")
    return "".join(part if isinstance(part, str) else part.children for part in parts)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (None, "This release does not hold whether the person was asked."),
        (figures(None, None), "There were too few enquiries to say how often the person was asked."),
        (figures(0, 0), "There were no enquiries of which to ask whether the person was asked."),
        (figures(0, 0, 3), "It is not recorded whether the person was asked."),
        (
            figures(None, 40),
            "The number of enquiries in which the person was asked is hidden, to protect people.",
        ),
        (figures(0, 40), "In none of 40 enquiries, the person was asked."),
        (figures(1, 1), "In 1 of 1 enquiry, the person was asked."),
        (figures(40, 40), "In all of 40 enquiries, the person was asked."),
        (figures(1331, 1369), "In 1,331 of 1,369 enquiries, the person was asked."),
        (figures(331, 369, 43), "In 331 of 369 enquiries with an answer, the person was asked."),
        (figures(331, 369, None), "In 331 of 369 enquiries with an answer, the person was asked."),
    ],
)
def test_the_sentence_is_whole_in_every_state(found: ProportionFigures | None, sentence: str) -> None:
    assert said(found) == sentence


@pytest.mark.parametrize(
    ("found", "minimum", "words"),
    [
        (figures(331, 369, 10), BOARD, "90%"),
        (figures(12, 17), BOARD, "too few for a percentage"),
        (figures(12, 17), EXACT, "71%"),
        (figures(6, 9), EXACT, "too few for a percentage"),
        # 331 of 412 and 374 of 412: one answer in ten is missing, and a little more.
        (
            figures(331, 369, 43),
            BOARD,
            "90% of those recorded; between 80% and 91% if the missing answers were known",
        ),
        # Half the answers are missing: the range only, and no percentage in the middle of it.
        (figures(30, 50, 50), BOARD, "between 30% and 80%"),
        (figures(3, 6, 8), BOARD, "too few for a percentage"),
        (figures(None, 50), BOARD, "hidden"),
        (figures(None, None), BOARD, "hidden"),
        (figures(0, 0), BOARD, "no one"),
        (figures(0, 0, 30), BOARD, "not recorded"),
        # Fewer than five missing of at least twenty are never most of the answers.
        (figures(20, 40, None), BOARD, "50%"),
    ],
)
def test_a_percentage_stands_only_where_enough_is_known(
    found: ProportionFigures, minimum: int, words: str
) -> None:
    assert share_words(found, minimum) == words


def test_no_range_stands_where_no_percentage_may() -> None:
    assert interval_words(figures(12, 17), BOARD) == ""
    assert interval_words(figures(30, 50, 50), BOARD) == ""
    # More than one answer in ten is missing: the range over those stands in its place.
    assert interval_words(figures(331, 369, 43), BOARD) == ""
    # Wilson, by hand: 90 of 100 lies between 82.6% and 94.5%.
    assert interval_words(figures(90, 100), BOARD) == "83% to 94%"


def test_a_share_that_is_not_all_is_never_called_all() -> None:
    assert [percent(share) for share in (0.0, 0.001, 0.5, 0.999, 1.0)] == [
        "0%",
        "under 1%",
        "50%",
        "over 99%",
        "100%",
    ]


def test_hidden_numbers_are_said_and_never_guessed() -> None:
    assert of_words(figures(None, 50), "wishes") == "hidden"
    assert of_words(figures(None, None), "wishes") == "hidden"
    assert of_words(figures(12, 50), "wishes") == "12 of 50 wishes"


def test_one_range_is_shown_and_it_is_the_one_over_missing_answers_where_they_are_many() -> None:
    assert range_of(figures(30, 40, 10), BOARD) == (0.6, 0.8)
    assert range_of(figures(30, 50, 50), BOARD) == (0.3, 0.8)
    assert range_of(figures(90, 100, 0), BOARD) == (0.83, 0.94)
    assert range_of(figures(3, 6, 8), BOARD) is None
    assert range_of(figures(12, 17), BOARD) is None


def test_apostrophes_are_those_that_printers_use() -> None:
    assert typeset("people's wishes, Don't know, the adults' views") == (
        "people’s wishes, Don’t know, the adults’ views"
    )


def test_a_financial_year_has_the_dash_that_printers_use() -> None:
    assert year_name("2025-26") == "2025–26"
