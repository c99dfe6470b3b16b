"""What is particular to Advocacy, Capacity and DoLS, and Timescales; each reads well in every state."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from msp_dashboard.components import Page
from msp_dashboard.pages import advocacy, capacity, timescales
from msp_dashboard.pages.sections.dols import DOLS
from msp_dashboard.releases import Release
from tests.dashboard.small_council import answer_of, council, drawn, enquiries, panel_of, rows_of
from tests.dashboard.visiting import Drawn, Visitor, text_of

Visit = Callable[[str], Visitor]
FIGURES = (advocacy.PAGE, capacity.PAGE, timescales.PAGE)
NEEDED = {"substantial_difficulty": "yes", "appropriate_person": "no"}
SCOPE = "Care homes and hospitals only; Court of Protection cases are not here."


# Every state reads well


def an_empty_year(folder: Path) -> Release:
    return council(folder, enquiries=enquiries(1, "E", started_on="2024-05-01", concluded_on="2024-06-01"))


def only_enquiries(folder: Path) -> Release:
    return council(folder, enquiries=enquiries(30, "E", **NEEDED, lacked_capacity="yes"))


def nothing_recorded(folder: Path) -> Release:
    return council(folder, enquiries=enquiries(30, "E"), advocacy=[], capacity_assessments=[], dols=[])


def all_hidden(folder: Path) -> Release:
    few = enquiries(3, "E", **NEEDED, lacked_capacity="yes", departure_reason="persons_pace")
    return council(folder, enquiries=few, advocacy=[], capacity_assessments=[], dols=[])


@pytest.mark.parametrize("page", FIGURES, ids=lambda page: page.name)
@pytest.mark.parametrize("state", [an_empty_year, only_enquiries, nothing_recorded, all_hidden])
@pytest.mark.parametrize("tier", ["board", "exact"])
def test_a_page_reads_well_in_every_state(
    page: Page, state: Callable[[Path], Release], tier: str, folder: Path
) -> None:
    found = drawn(page, state(folder), tier)
    answer = answer_of(found)
    assert re.fullmatch(r"[A-Z].*\.", answer)
    assert "  " not in answer
    assert " ." not in answer
    assert not re.search(r"\b(None|null|nan|inf)\b", found.text())


@pytest.mark.parametrize("page", FIGURES, ids=lambda page: page.name)
def test_three_people_are_not_counted_aloud_to_a_board(page: Page, folder: Path) -> None:
    text = drawn(page, all_hidden(folder)).text()
    without_dates = re.sub(r"\d+ [A-Z][a-z]+ \d{4}|\d{4}–\d{2}|\[2026\] UKSC 16", "", text)
    assert not re.search(r"\b3\b", without_dates)


# Advocacy


def with_advocates(folder: Path) -> Release:
    """Thirty people whom the Act gives an advocate: 24 had one, 6 had not; of 8 more it is not known."""
    provided = [
        {
            "advocacy_ref": f"R{place}",
            "enquiry_ref": f"A{place}",
            "advocacy_type": "care_act",
            "status": "provided",
        }
        for place in range(24)
    ]
    rows = [*enquiries(24, "A", **NEEDED), *enquiries(6, "B", **NEEDED), *enquiries(8, "C")]
    return council(folder, enquiries=rows, advocacy=provided)


def test_advocacy_says_how_many_had_an_advocate_and_how_many_had_not(folder: Path) -> None:
    page = drawn(advocacy.PAGE, with_advocates(folder))
    assert answer_of(page).endswith(
        "In 30 enquiries the record shows that one was needed. In 24 the person had one; in 6 they did not. "
        "In 8 more, the record does not say whether one was needed."
    )
    heading = "Was an advocate there where the council must arrange one?"
    assert rows_of(page, heading) == [
        ["Enquiries where an advocate was, or may have been, needed", "24", "6", "8"]
    ]


def test_advocacy_without_an_advocacy_file_says_that_it_is_not_held(folder: Path) -> None:
    page = drawn(advocacy.PAGE, only_enquiries(folder))
    assert answer_of(page).endswith("This release does not hold who needed one, or who had one.")
    # Six panels, of four trends the three that need the file, and one of which too few quarters are known.
    assert len(page.with_class("not-collected")) == 10
    assert page.figures() == []


def test_advocacy_of_which_nothing_is_recorded_says_so(folder: Path) -> None:
    page = drawn(advocacy.PAGE, nothing_recorded(folder))
    assert answer_of(page).endswith(
        "The record shows no enquiry in which one was needed. "
        "In 30 enquiries the record does not say whether one was needed."
    )


def test_advocacy_hides_how_few_called_for_an_advocate(folder: Path) -> None:
    page = drawn(advocacy.PAGE, all_hidden(folder))
    assert answer_of(page).endswith("Too few enquiries needed one to say in how many the person had one.")


# Capacity and DoLS


def test_dols_carries_the_day_on_which_the_test_changed(visit: Visit) -> None:
    for person in ("priya-nair", "ewa-nowak"):
        page = visit(person).page("/capacity")
        (figure,) = panel_of(page, DOLS).figures()
        said = [note["text"] for note in figure["layout"]["annotations"]]
        lines = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "line"]
        assert said.count("2 June 2026") == 1
        assert len(lines) == 1
        panel = panel_of(page, DOLS).text()
        assert SCOPE in panel
        assert "The test changed on 2 June 2026." in panel
        assert "counts before and after are not comparable" in panel


def test_dols_before_the_change_has_its_words_and_no_line(visit: Visit) -> None:
    page = visit("priya-nair").page("/capacity", "?period=2024-10-01..2025-09-30")
    (figure,) = panel_of(page, DOLS).figures()
    assert [shape for shape in figure["layout"]["shapes"] if shape["type"] == "line"] == []
    assert SCOPE in page.text()


def test_what_happened_is_counted_apart_and_never_shared_out(folder: Path) -> None:
    heard = {"outcomes_asked": "asked_expressed", "outcomes_achieved": "fully"}
    rows = [
        *enquiries(22, "A", lacked_capacity="yes", **heard),
        *enquiries(6, "B", lacked_capacity="yes", **heard | {"outcomes_achieved": "not_achieved"}),
        *enquiries(40, "C", lacked_capacity="no", **heard),
    ]
    wishes = [
        {"enquiry_ref": f"B{place}", "outcome_no": "1", "stage": "conclusion", "recorded_on": "2026-03-02"}
        | {"achieved": "not_achieved", "reason": "law_or_public_interest"}
        for place in range(6)
    ]
    page = drawn(capacity.PAGE, council(folder, enquiries=rows, desired_outcomes=wishes))
    heading = "Did it happen, with and without capacity?"
    assert rows_of(page, heading) == [["Lacked capacity", "22", "6", "0"], ["Had capacity", "40", "0", "0"]]
    assert "%" not in panel_of(page, heading).text()
    (beside,) = [
        each
        for each in page.with_class("halves")
        if heading in [text_of(h) for h in Drawn(tree=each).every("H2")]
    ]
    assert "Why were some wishes hard to meet?" in text_of(beside)


def test_those_of_whom_capacity_is_not_known_or_not_recorded_are_one_group(folder: Path) -> None:
    asked = {"outcomes_asked": "asked_expressed"}
    rows = [
        *enquiries(30, "A", lacked_capacity="no", **asked),
        *enquiries(11, "B", lacked_capacity="dont_know", **asked),
        *enquiries(12, "C", lacked_capacity="dont_know", outcomes_asked="not_asked"),
        *enquiries(13, "D", **asked),
        *enquiries(14, "E", outcomes_asked="not_asked"),
    ]
    page = drawn(capacity.PAGE, council(folder, enquiries=rows))
    found = rows_of(page, "Were people asked what they wanted, with and without capacity?")
    assert [row[:4] for row in found] == [
        ["Had capacity", "30", "30", "0"],
        ["Not known or not recorded", "24", "50", "0"],
    ]


def test_a_group_of_which_one_part_is_hidden_is_hidden_as_a_whole(folder: Path) -> None:
    rows = [
        *enquiries(30, "A", lacked_capacity="no", outcomes_asked="asked_expressed"),
        *enquiries(2, "B", lacked_capacity="dont_know", outcomes_asked="asked_expressed"),
        *enquiries(12, "C", lacked_capacity="dont_know", outcomes_asked="not_asked"),
        *enquiries(20, "D", outcomes_asked="asked_expressed"),
    ]
    page = drawn(capacity.PAGE, council(folder, enquiries=rows))
    found = rows_of(page, "Were people asked what they wanted, with and without capacity?")
    assert found[-1][:2] == ["Not known or not recorded", "Hidden"]


def test_one_answer_about_capacity_leaves_nothing_to_compare(visit: Visit) -> None:
    page = visit("ewa-nowak").page("/capacity", "?lacked_capacity=yes")
    assert "Choose “Everyone” to see both." in page.text()
    assert "Did it happen, with and without capacity?" not in page.text()


def test_a_filter_on_capacity_is_not_said_again_as_a_figure(visit: Visit) -> None:
    heading = "Could the person make decisions about the enquiry?"
    assert heading in visit("ewa-nowak").page("/capacity").text()
    page = visit("ewa-nowak").page("/capacity", "?lacked_capacity=yes")
    assert heading not in page.text()
    assert "the person could not make decisions" not in answer_of(page)


def test_what_the_law_asks_for_after_an_assessment_is_counted_and_never_shared_out(visit: Visit) -> None:
    page = visit("priya-nair").page("/capacity")
    followed = panel_of(page, "Where an assessment found a lack of capacity, what followed?").text()
    assert "by itself a low figure is not a shortfall" in followed
    assert "%" not in followed + panel_of(page, "Is there an assessment behind the answer?").text()


def test_dols_says_its_latest_quarter_and_how_to_read_its_grey_bands(visit: Visit) -> None:
    panel = panel_of(visit("priya-nair").page("/capacity"), DOLS)
    assert re.match(r"Jul–Sep 2026: .+ enquiries", text_of(panel.with_class("latest")[0]))
    assert "Grey periods have too few people for a percentage, or a number that is hidden." in panel.text()


# Timescales


def test_timescales_has_no_target_and_no_number_of_days_above_its_figures(visit: Visit) -> None:
    for person in ("priya-nair", "helen-doyle"):
        page = visit(person).page("/timescales")
        headings = [text_of(each) for each in page.every() if each["type"] in {"H1", "H2", "H3"}]
        for said in (answer_of(page), *headings):
            assert not re.search(r"\bdays?\b|\bweeks?\b|\bmedian\b", said)
        assert "target" not in page.text().lower()
        assert all(not figure["layout"].get("shapes") for figure in page.figures())


def test_every_curve_stands_over_the_numbers_still_followed(visit: Visit) -> None:
    page = visit("priya-nair").page("/timescales")
    captions = [text_of(each) for each in page.every("Caption")]
    assert len(page.figures()) == 4
    assert len({each for each in captions if each.startswith("How many were still followed")}) == 4
    for figure in page.figures():
        assert 1 <= len(figure["data"]) <= 3


def test_open_enquiries_are_followed_so_far(folder: Path) -> None:
    # Ten end on day 7, ten on day 28, and twenty are open: 10 and then 20 of 40, who are all still followed.
    began = {"started_on": "2026-04-01"}
    rows = [
        *enquiries(10, "A", **began, concluded_on="2026-04-08"),
        *enquiries(10, "B", **began, concluded_on="2026-04-29"),
        *enquiries(20, "C", **began, concluded_on=""),
    ]
    page = drawn(timescales.PAGE, council(folder, enquiries=rows))
    panel = panel_of(page, "How long did enquiries take?")
    followed = rows_of(panel, "How many were still followed, by days since the start, to the nearest 5")
    assert followed == [["2026–27", "40", "30", "20", "20", "20", "20"]]
    finished = dict(rows_of(panel, "Share that had ended, by days since the start"))
    assert finished["7 days"] == "25%"
    assert finished["28 days"] == "50%"
    assert finished["182 days"] == "50%"
    assert finished["Half reached by"] == "day 28"


def test_reasons_of_which_a_part_is_hidden_are_told_without_a_number(folder: Path) -> None:
    rows = [
        *enquiries(30, "A", departure_reason="as_usual"),
        *enquiries(8, "B", departure_reason="awaiting_partner"),
        *enquiries(2, "C", departure_reason="persons_pace"),
        *enquiries(1, "D", departure_reason="service_capacity"),
    ]
    release = council(folder, enquiries=rows)
    assert answer_of(drawn(timescales.PAGE, release)) == (
        "Of 41 enquiries with an answer, 30 went at the usual pace. In 8 it differed because others were "
        "awaited. Why it differed in the others is hidden, to protect people."
    )
    assert answer_of(drawn(timescales.PAGE, release, "exact")).endswith(
        "In 2 it differed for the person’s own sake, in 8 because others were awaited, and in 1 because of "
        "workload."
    )


def test_the_parts_of_the_answer_about_pace_add_up(visit: Visit) -> None:
    said = answer_of(visit("ewa-nowak").page("/timescales")).replace(",", "")
    answered, *parts = [int(found) for found in re.findall(r"\d+", said)]
    assert len(parts) == 6
    assert sum(parts) == answered


def test_each_pace_that_differed_has_its_own_reason(folder: Path) -> None:
    rows = [
        *enquiries(20, "A", departure_reason="as_usual"),
        *enquiries(7, "B", departure_reason="could_not_contact"),
        *enquiries(6, "C", departure_reason="other"),
    ]
    assert answer_of(drawn(timescales.PAGE, council(folder, enquiries=rows))) == (
        "Of 33 enquiries with an answer, 20 went at the usual pace. In 7 it differed because the person "
        "could not be reached, and in 6 for another reason."
    )


def test_curves_say_what_changed_in_recording_between_their_years(visit: Visit) -> None:
    page = visit("priya-nair").page("/timescales")
    for words in timescales.CURVES.values():
        panel = panel_of(page, words["heading"]).text()
        assert "A new form can change what is recorded without a change in practice" in panel
        assert "1 April 2025" in panel


def test_that_more_are_supported_than_lack_capacity_tells_of_no_few(folder: Path) -> None:
    rows = [
        *enquiries(20, "A", lacked_capacity="yes", supported_by="family"),
        *enquiries(3, "B", lacked_capacity="no", supported_by="family"),
        *enquiries(12, "C", lacked_capacity="no", supported_by="not_applicable"),
    ]
    release = council(folder, enquiries=rows)
    board = panel_of(drawn(advocacy.PAGE, release), "When people lacked capacity, did someone support them?")
    exact = panel_of(
        drawn(advocacy.PAGE, release, "exact"), "When people lacked capacity, did someone support them?"
    )
    # 23 less the 20 who lacked capacity and were supported would be three people.
    assert "more enquiries name an advocate, family or friend" in board.text()
    assert "23" not in board.text()
    assert "23 enquiries name an advocate, family or friend as support, but only 20" in exact.text()
