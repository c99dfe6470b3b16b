"""What people say of how it was, worked by hand: never added over respondents, and never without its base."""

from pathlib import Path

import pytest

from tests.measures.few_rows import (
    Loaded,
    Row,
    Tables,
    apart,
    counted,
    each,
    enquiry,
    entry,
    four,
    loaded,
    story,
)


def _said(
    response: str, respondent: str, collected_on: str, answers: dict[str, str], **more: str
) -> list[Row]:
    same = {"response_ref": response, "respondent": respondent, "collected_on": collected_on, **more}
    return [{**same, "question": question, "answer": answer} for question, answer in answers.items()]


INVITED = {"invited": "yes_fully"}
TOLD = {"listened_to": "yes_fully", "in_control": "no", "feel_safer": "not_answered"}
ANSWERS = story(
    "answers",
    [
        enquiry(
            experience=_said(
                "R1",
                "adult",
                "2025-07-15",
                {**INVITED, **TOLD, "satisfied": "not_applicable"},
                mode="telephone",
                independent="yes",
            )
        ),
        enquiry(
            experience=[
                *_said("R2", "adult", "2025-07-15", {"invited": "no"}),
                *_said(
                    "R3",
                    "representative",
                    "2025-08-20",
                    {**INVITED, "listened_to": "yes_partly"},
                    independent="no",
                ),
            ]
        ),
        enquiry(
            enquiry_type="other",
            experience=[
                # Asked before the enquiry ended, and never invited in writing.
                *_said("R4", "adult", "2025-06-20", {"listened_to": "mostly_no"}, mode="post"),
                *_said("R5", "adult", "2025-07-20", {**INVITED, "listened_to": "not_answered"}),
                *_said("R6", "adult", "2026-05-01", {**INVITED, "listened_to": "no"}),
            ],
        ),
    ],
)
UNLINKED: Tables = {"experience": _said("R7", "advocate", "2025-07-15", {"informed": "no"}, mode="online")}


def _felt(number: int, *told: tuple[str, str, str], respondent: str = "adult") -> list[Row]:
    return [
        row
        for place, (stage, collected_on, answer) in enumerate(told)
        for row in _said(
            f"S{number}-{place}-{respondent}", respondent, collected_on, {"feel_safer": answer}, stage=stage
        )
    ]


SAFER = story(
    "safer",
    [
        enquiry(
            experience=_felt(1, ("start", "2025-05-02", "no"), ("conclusion", "2025-07-02", "yes_partly"))
        ),
        enquiry(experience=_felt(2, ("start", "2025-05-02", "yes_fully"), ("", "2025-07-02", "yes_fully"))),
        enquiry(
            experience=_felt(
                3, ("start", "2025-05-02", "yes_partly"), ("follow_up", "2025-09-02", "mostly_no")
            )
        ),
        # The first at the start and the last later count: no, and no.
        enquiry(
            experience=_felt(
                4,
                ("start", "2025-05-02", "no"),
                ("start", "2025-05-12", "yes_fully"),
                ("conclusion", "2025-07-10", "yes_partly"),
                ("review", "2025-08-10", "no"),
            )
        ),
        # Another person answered later; nobody did; nothing was answered at the start; it was a year later.
        enquiry(
            experience=[
                *_felt(5, ("start", "2025-05-02", "no")),
                *_felt(5, ("", "2025-07-02", "yes_fully"), respondent="representative"),
            ]
        ),
        enquiry(experience=_felt(6, ("start", "2025-05-02", "no"))),
        enquiry(experience=_felt(7, ("start", "2025-05-02", "not_answered"), ("", "2025-07-02", "no"))),
        enquiry(experience=_felt(8, ("start", "2025-05-02", "no"), ("", "2026-05-02", "yes_fully"))),
    ],
)
BY_MET = story(
    "met",
    [
        enquiry(
            outcomes_achieved="fully",
            experience=_said(
                "M1", "adult", "2025-07-15", {"listened_to": "yes_fully", "informed": "yes_fully"}
            ),
        ),
        enquiry(
            outcomes_achieved="not_achieved",
            experience=[
                *_said(
                    "M2", "adult", "2025-07-15", {"listened_to": "yes_fully", "feel_safer": "not_answered"}
                ),
                *_said("M3", "adult", "2025-05-03", {"listened_to": "no"}, stage="start"),
            ],
        ),
        enquiry(experience=_said("M4", "representative", "2025-07-15", {"in_control": "mostly_no"})),
    ],
)
QUARTER = ("2025-07-01", "2025-09-30")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A release of the stories above."""
    return loaded(tmp_path_factory.mktemp("few"), ANSWERS, UNLINKED, SAFER, BY_MET)


def test_experience_counts_answers_for_each_question_and_respondent(few: Loaded) -> None:
    answer = few.ask("experience", "answers")
    assert len(answer["entries"]) == 7 * 4
    listened = entry(answer, question="listened_to", respondent="adult")
    # R1 and R4 said something, R5 left it open, R6 was a year later.
    assert (counted(listened), apart(listened)) == ({"yes_fully": 1, "mostly_no": 1}, (2, 1, 0))
    assert counted(entry(answer, question="in_control", respondent="adult")) == {"no": 1}
    assert apart(entry(answer, question="feel_safer", respondent="adult")) == (0, 1, 0)
    assert apart(entry(answer, question="satisfied", respondent="adult")) == (0, 0, 1)
    assert counted(entry(answer, question="listened_to", respondent="representative")) == {"yes_partly": 1}


def test_each_entry_says_how_many_were_invited_and_how_many_answered_anything(few: Loaded) -> None:
    answer = few.ask("experience", "answers")
    found = {
        (each["respondent"], each["responses"], each["invited"])
        for each in answer["entries"]
        if each["question"] in ("listened_to", "informed")
    }
    # R4 was not invited and answered; R2 was invited and did not; R5 was, and gave no answer.
    assert found == {
        ("adult", 2, 3),
        ("representative", 1, 1),
        ("advocate", 0, 0),
        ("not_recorded", 0, 0),
    }


def test_experience_says_how_by_whom_and_when_people_were_asked(few: Loaded) -> None:
    answer = few.ask("experience", "answers")
    modes = {each["respondent"]: (counted(each), apart(each)) for each in answer["modes"]}
    assert modes["adult"] == ({"telephone": 1, "post": 1}, (2, 0, 0))
    assert modes["representative"] == ({}, (0, 1, 0))
    asked_by = {each["respondent"]: four(each) for each in answer["independent"]}
    assert (asked_by["adult"], asked_by["representative"]) == ((1, 1, 1, 0), (0, 1, 0, 0))
    days = {each["respondent"]: each["bands"] for each in answer["days_since_conclusion"]}
    # R1 came 14 days after 1 July, R3 after 50; R4 came before it.
    assert [name for name, count in days["adult"].items() if count] == ["8-28"]
    assert [name for name, count in days["representative"].items() if count] == ["29-56"]


def test_the_enquiry_type_does_not_choose_among_answers(few: Loaded) -> None:
    whole = few.ask("experience", "answers", enquiry_type="all")
    assert few.ask("experience", "answers", enquiry_type="s42") == whole


def test_an_answer_about_no_enquiry_has_every_field_of_it_not_recorded(few: Loaded) -> None:
    for field in ("team", "age_band", "risk_type"):
        answer = few.ask("experience", where={field: "not_recorded", "team": "not_recorded"})
        found = [(each["question"], each["respondent"]) for each in answer["entries"] if any(apart(each))]
        assert found == [("informed", "advocate")]


def test_a_breakdown_gives_the_entries_of_each_group(few: Loaded) -> None:
    answer = few.ask("experience", "answers", by="quarter")
    found = {
        group["value"]: entry(group, question="listened_to", respondent="adult") for group in answer["groups"]
    }
    assert [counted(each) for each in found.values()] == [{"mostly_no": 1}, {"yes_fully": 1}, {}, {}]
    assert [(each["responses"], each["invited"]) for each in found.values()] == [
        (1, 0),
        (1, 3),
        (0, 0),
        (0, 0),
    ]


def test_safer_change_compares_the_first_answer_at_the_start_with_the_last_one_later(few: Loaded) -> None:
    answer = few.ask("safer_change", "safer")
    adult = entry(answer, respondent="adult")
    assert (counted(adult), apart(adult)) == ({"higher": 1, "same": 2, "lower": 1}, (4, 0, 0))
    assert not any(apart(entry(answer, respondent="representative")))


def test_experience_by_met_leaves_out_what_was_said_at_the_start(few: Loaded) -> None:
    answer = few.ask("experience_by_met", "met")
    assert len(answer["entries"]) == 3 * 4 * 5
    found = {
        (each["question"], each["respondent"], each["outcomes_achieved"]): (counted(each), apart(each))
        for each in answer["entries"]
        if any(apart(each))
    }
    assert found == {
        ("listened_to", "adult", "fully"): ({"yes_fully": 1}, (1, 0, 0)),
        ("listened_to", "adult", "not_achieved"): ({"yes_fully": 1}, (1, 0, 0)),
        ("feel_safer", "adult", "not_achieved"): ({}, (0, 1, 0)),
        ("in_control", "representative", "not_recorded"): ({"mostly_no": 1}, (1, 0, 0)),
    }


def _of_many(count: int, respondent: str, answer: str) -> list[Row]:
    told = {**INVITED, "listened_to": answer}
    return [
        enquiry(experience=_said(f"{respondent}-{answer}-{number}", respondent, "2025-07-15", told))
        for number in range(count)
    ]


def test_the_board_sees_no_small_count_and_has_none_by_subtraction(tmp_path: Path) -> None:
    told = [
        *_of_many(9, "adult", "yes_fully"),
        *_of_many(7, "adult", "yes_partly"),
        *_of_many(3, "adult", "no"),
        *_of_many(2, "representative", "yes_fully"),
    ]
    answer = loaded(tmp_path, story("many", told)).ask("experience", period=QUARTER, tier="board")
    adult = entry(answer, question="listened_to", respondent="adult")
    # 3 is small; 7 is hidden with it, for 19 less 9 less 7 would give it away.
    assert [each["count"] for each in adult["categories"]] == [9, None, 0, None]
    assert (adult["hidden"], adult["denominator"], adult["responses"], adult["invited"]) == (True, 19, 19, 19)
    other = entry(answer, question="listened_to", respondent="representative")
    assert [each["count"] for each in other["categories"]] == [None, 0, 0, 0]
    assert (other["denominator"], other["responses"], other["invited"]) == (None, None, None)


def test_how_many_were_invited_is_hidden_where_few_of_them_did_not_answer(tmp_path: Path) -> None:
    silent = [
        enquiry(experience=_said(f"silent-{number}", "adult", "2025-07-15", INVITED)) for number in range(3)
    ]
    few = loaded(tmp_path, story("many", [*_of_many(9, "adult", "yes_fully"), *silent]))
    board, exact = (
        few.ask("experience", period=QUARTER, tier=tier, by="quarter") for tier in ("board", "exact")
    )
    asked = {"question": "listened_to", "respondent": "adult"}
    # 12 invited less 9 who answered would tell of the 3 who did not.
    for told in (board, board["groups"][0]):
        assert (entry(told, **asked)["responses"], entry(told, **asked)["invited"]) == (9, None)
    for told in (exact, exact["groups"][0]):
        assert (entry(told, **asked)["responses"], entry(told, **asked)["invited"]) == (9, 12)


def test_nothing_is_told_of_questionnaires_that_the_export_lacks(tmp_path: Path) -> None:
    few = loaded(tmp_path, story("none", each("outcomes_asked", {"not_asked": 1})), without=["experience"])
    for key in ("experience", "safer_change", "experience_by_met"):
        answer = few.ask(key)
        assert (answer["collected"], answer["entries"]) == (False, None)


def test_a_column_that_the_export_lacks_leaves_the_other_figures(tmp_path: Path) -> None:
    lacking = ["experience.mode", "experience.stage"]
    few = loaded(tmp_path, story("two", _of_many(2, "adult", "no")), without=lacking)
    answer = few.ask("experience")
    assert answer["modes"] is None
    assert counted(entry(answer, question="listened_to", respondent="adult")) == {"no": 2}
    assert [each["numerator"] + each["not_recorded"] for each in answer["independent"]] == [2, 0, 0, 0]
    assert few.ask("safer_change")["collected"] is False
