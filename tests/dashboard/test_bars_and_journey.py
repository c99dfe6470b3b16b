"""What bars and sentences say where parts are hidden, merged or none, and that their parts add up."""

from collections.abc import Callable
from pathlib import Path

from msp_dashboard.components import Part, Row, bars
from msp_dashboard.pages import being_heard, outcomes, overview
from tests.dashboard.small_council import answer_of, council, drawn, enquiries, panel_of, rows_of
from tests.dashboard.visiting import Visitor, text_of

HEARD = {"outcomes_asked": "asked_expressed", "outcomes_achieved": "fully"}
JUDGED = "The worker judged that what the person wanted happened fully in "


def adults_wishes(number: int) -> list[dict[str, str]]:
    wish = {"outcome_no": "1", "stage": "conclusion", "recorded_on": "2026-03-02", "voice": "adult"}
    return [{"enquiry_ref": f"A{place}", **wish} for place in range(number)]


def achieved(prefix: str, number: int, value: str, **more: str) -> list[dict[str, str]]:
    return enquiries(number, prefix, **HEARD | {"outcomes_achieved": value} | more)


def test_a_hidden_part_that_may_be_large_leaves_no_bar() -> None:
    text = str(bars([Row(label="A", parts=(Part(label="fully", count=121), Part(label="not", count=None)))]))
    assert "className='piece" not in text
    assert "no bar is drawn" in text
    assert "What is not named is none." in text


def test_a_part_that_is_hidden_for_being_small_is_an_outlined_end_of_the_bar() -> None:
    few = Part(label="not recorded", count=None, shade="unknown", small=True)
    text = str(bars([Row(label="A", parts=(Part(label="fully", count=121), few))]))
    assert text.count("className='piece") == 2
    assert "An outlined end of a bar stands for fewer than 5" in text


def test_bars_of_which_nothing_is_hidden_carry_no_words_about_hiding() -> None:
    text = str(bars([Row(label="A", parts=(Part(label="fully", count=121), Part(label="not", count=0)))]))
    assert "121 fully" in text
    assert "What is not named" not in text
    assert "no bar is drawn" not in text


def test_what_happened_is_told_apart_and_never_as_one_share(folder: Path) -> None:
    rows = [
        *achieved("A", 20, "fully"),
        *achieved("B", 8, "partially"),
        *achieved("C", 6, "not_achieved"),
        *achieved("D", 5, "not_recorded"),
    ]
    release = council(folder, enquiries=rows)
    said = f"{JUDGED}20, partly in 8, and not in 6 of 34 enquiries with an answer."
    assert said in answer_of(drawn(overview.PAGE, release))
    assert said in answer_of(drawn(outcomes.PAGE, release))


def test_a_few_that_happened_partly_are_told_together_with_those_that_did_not(folder: Path) -> None:
    rows = [*achieved("A", 20, "fully"), *achieved("B", 3, "partially"), *achieved("C", 6, "not_achieved")]
    release = council(folder, enquiries=rows)
    for page in (overview.PAGE, outcomes.PAGE):
        assert f"{JUDGED}20, and partly or not in 9, of 29 enquiries." in answer_of(drawn(page, release))
    table = rows_of(drawn(outcomes.PAGE, release), "Did it happen, quarter by quarter?")
    merged = [row for row in table if row[1] == "20"]
    assert [row[1:] for row in merged] == [["20", "in ‘partly or not’", "in ‘partly or not’", "9", "0"]]


def test_voices_add_up_to_those_who_were_asked(folder: Path) -> None:
    rows = [
        *enquiries(20, "A", **HEARD),
        *enquiries(7, "B", **HEARD),
        *enquiries(9, "C", outcomes_asked="asked_none_expressed"),
    ]
    page = drawn(overview.PAGE, council(folder, enquiries=rows, desired_outcomes=adults_wishes(20)))
    told = {
        name: count
        for name, count in rows_of(page, "Asked, heard, and what happened")
        if name.startswith("Whose voice")
    }
    counts = [int(count) for count in told.values()]
    assert sorted(count for count in counts if count) == [7, 9, 20]
    assert sum(counts) == 36


def test_a_few_without_a_wish_are_not_had_by_subtraction(folder: Path) -> None:
    rows = [
        *enquiries(30, "A", **HEARD),
        *enquiries(2, "B", outcomes_asked="asked_none_expressed"),
        *enquiries(8, "C", outcomes_asked="not_asked"),
    ]
    page = drawn(overview.PAGE, council(folder, enquiries=rows, desired_outcomes=adults_wishes(30)))
    assert "How many had wishes recorded is hidden, to protect people." in answer_of(page)
    told = dict(rows_of(page, "Asked, heard, and what happened"))
    assert told["Whose voice told us their wishes? no wish recorded, or voice not known"] == "Hidden"


def test_not_recorded_is_not_an_answer(folder: Path) -> None:
    rows = [
        *enquiries(8, "A", override_reason="coercion"),
        *enquiries(6, "B", override_reason="not_recorded"),
    ]
    page = drawn(being_heard.PAGE, council(folder, enquiries=rows))
    assert "8 with an answer." in panel_of(page, "Why did work go against someone’s wishes?").text()


def test_words_of_anyone_say_so_beside_a_chosen_group(visit: Callable[[str], Visitor]) -> None:
    said = "These words are from anyone, not only the group chosen above."
    assert said not in visit("priya-nair").page("/").text()
    assert said in visit("priya-nair").page("/", "?lacked_capacity=yes").text()


def test_the_note_about_dols_stands_on_no_chart_of_other_things(visit: Callable[[str], Visitor]) -> None:
    for path in ("/", "/being-heard", "/outcomes"):
        keys = visit("ewa-nowak").page(path).with_class("lines-key")
        assert keys
        assert all("liberty" not in text_of(key) for key in keys)
