"""In context: what stands where a figure is no share, is not there, or there is nothing at all."""

from pathlib import Path

import plotly.graph_objects as go
import pytest

from etl.context import import_published
from msp_dashboard.pages.in_context import PAGE
from msp_dashboard.releases import Release
from msp_dashboard.settings import settings
from tests.dashboard.published import SHORT, YEARS, import_rows, others, sent
from tests.dashboard.small_council import answer_of, council, drawn, enquiries, panel_of, rows_of
from tests.dashboard.visiting import text_of
from tests.publishers import OWN, SAC, ascof, asked, risks, write


@pytest.fixture
def release(folder: Path) -> Release:
    """Return a release of one enquiry, beside a home without published figures."""
    settings().home.mkdir()
    return council(folder, enquiries=enquiries(1, "A"))


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        ("390", "330", "Not usable, since its part is larger than its whole"),
        ("[c]", "[c]", "Hidden by its publisher, to protect people"),
        ("[x]", "[x]", "Not published"),
        ("5", "19", "Too few for a percentage"),
        ("0", "0", "No one"),
    ],
)
def test_an_own_figure_that_is_no_share_is_told_in_words(
    folder: Path, release: Release, numerator: str, denominator: str, words: str
) -> None:
    import_rows(folder, [*others("2024-25"), ascof(1, "2024-25", numerator, denominator)])
    page = drawn(PAGE, release)
    assert answer_of(page).startswith("There is no share of ours to show for 2024–25: ")
    assert words in page.text()
    (figure,) = page.figures()
    assert not [each for each in figure["data"] if "text" in each]
    (row,) = rows_of(page, f"{SHORT}: our council by year")
    assert (row[0], row[4], row[5]) == ("2024–25", words, "–")
    assert "No year has a published figure of our council that can be drawn." in page.text()


def test_own_years_have_intervals_and_no_limits(folder: Path, release: Release) -> None:
    rows = [
        ascof(1, "2022-23", 80, 100, "80.3"),
        ascof(1, "2023-24", "[c]", "[c]"),
        ascof(1, "2024-25", 90, 120),
    ]
    import_rows(folder, [*rows, *others("2024-25")])
    panel = panel_of(drawn(PAGE, release), YEARS)
    (figure,) = panel.figures()
    go.Figure(figure)
    (dots,) = figure["data"]
    assert (dots["x"], dots["y"]) == ([0, 2], [0.8, 0.75])
    # Wilson 95% of 80 of 100 is 0.7112 to 0.8666.
    assert dots["error_y"]["arrayminus"][0] == pytest.approx(0.8 - 0.7112, abs=1e-4)
    assert dots["error_y"]["array"][0] == pytest.approx(0.8666 - 0.8, abs=1e-4)
    assert list(figure["layout"]["xaxis"]["ticktext"]) == ["2022–23", "2023–24", "2024–25"]
    assert "Too few periods to tell usual variation from change (have 2, need 12)." in panel.text()
    assert "2023–24: hidden by its publisher, to protect people." in panel.text()
    assert rows_of(panel, f"{SHORT}: our council by year") == [
        ["2022–23", "80", "100", "Not published", "80%", "71% to 87%", "80.3%", "ASCOF 4b"],
        [
            "2023–24",
            "–",
            "–",
            "Not published",
            "Hidden by its publisher, to protect people",
            "–",
            "–",
            "ASCOF 4b",
        ],
        ["2024–25", "90", "120", "Not published", "75%", "67% to 82%", "–", "ASCOF 4b"],
    ]


def test_without_an_import_it_says_how_figures_come_here(release: Release) -> None:
    page = drawn(PAGE, release)
    assert answer_of(page) == "No published figures have been imported yet."
    assert "python -m etl context FILE --council CODE" in page.text()
    assert page.figures() == []


def test_a_place_that_cannot_be_read_is_said_and_not_taken_for_empty(release: Release) -> None:
    settings().home.rmdir()
    page = drawn(PAGE, release)
    assert answer_of(page) == "The place where published figures are kept cannot be read."


def test_without_an_own_council_it_says_what_to_set(
    folder: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_rows(folder, [*others("2024-25"), ascof(1, "2024-25", 90, 120)], own=None)
    page = drawn(PAGE, release)
    assert answer_of(page) == "Published figures are here, but it has not been said which council is ours."
    assert "MSP_COUNCIL_CODE" in page.text()
    assert page.figures() == []
    monkeypatch.setenv("MSP_COUNCIL_CODE", OWN)
    settings.cache_clear()
    assert answer_of(drawn(PAGE, release)).startswith("As published for 2024–25, the risk was")


def test_an_own_council_that_is_not_in_the_file_is_said(
    folder: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSP_COUNCIL_CODE", "E06900099")
    settings.cache_clear()
    import_rows(folder, others("2024-25"), own=None)
    assert answer_of(drawn(PAGE, release)) == (
        "There is no share of ours to show for 2024–25: our council is not in the published file."
    )


def test_a_file_of_ones_own_council_alone_draws_its_years_and_no_funnel(
    folder: Path, release: Release
) -> None:
    import_rows(folder, [ascof(1, "2024-25", 90, 120)])
    page = drawn(PAGE, release)
    assert "For 2024–25 too few other councils have a published figure to stand among." in page.text()
    assert len(page.figures()) == 1


def test_a_year_can_be_chosen_and_one_that_is_not_there_is_ignored(folder: Path, release: Release) -> None:
    rows = [*others("2023-24"), *others("2024-25", last=25)]
    import_rows(folder, [*rows, ascof(1, "2023-24", 80, 100), ascof(1, "2024-25", 90, 120)])
    named = SHORT + ": all councils in {}"
    for asked_for, shown in (
        ("2023-24", "2023–24"),
        ("", "2024–25"),
        ("1999-00", "2024–25"),
        ("'--", "2024–25"),
    ):
        page = drawn(PAGE, release, year=asked_for)
        assert rows_of(page, named.format(shown))
        (chosen,) = page.with_class("theme-chosen")
        assert text_of(chosen) == shown
        links = [each["props"]["href"] for each in page.every("Link")]
        assert any(link.startswith("/in-context?year=20") for link in links)


def test_where_two_sources_have_a_year_one_of_them_stands(folder: Path, release: Release) -> None:
    import_rows(folder, [*others("2023-24"), ascof(1, "2023-24", 80, 100)])
    rows = [row for place in range(1, 31) for row in risks(place, 50, 30, 20)]
    import_published(write(folder / "collection.csv", SAC, rows), year="2023-24")
    (row,) = rows_of(drawn(PAGE, release), f"{SHORT}: our council by year")
    assert row[1:3] == ["80", "100"]
    assert row[-1] == "ASCOF 4b"


def test_the_collection_brings_what_was_asked_with_what_is_not_recorded(
    folder: Path, release: Release
) -> None:
    rows = [
        row for place in range(1, 31) for row in (*risks(place, 20, 50, 30), *asked(place, 60, 20, 20, 5, 5))
    ]
    path = write(folder / "collection.csv", SAC, rows)
    import_published(path, year="2023-24", council=OWN)
    page = drawn(PAGE, release)
    caption = "Asked what they wanted, of section 42 enquiries that ended: our council by year"
    assert rows_of(page, caption) == [
        ["2023–24", "80", "100", "10", "80%", "71% to 87%", "–", "Safeguarding Adults Collection"]
    ]
    assert len(page.figures()) == 6
    assert "Otherby" not in sent(release)
