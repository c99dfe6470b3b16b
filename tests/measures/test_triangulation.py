"""Evidence together, worked by hand: four sources of one question side by side, and nothing made of them."""

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

DAY = "2025-07-15"
HEARD = {"question": "listened_to", "collected_on": DAY}
SURVEY = [
    {**HEARD, "response_ref": "R1", "respondent": "adult", "answer": "yes_fully"},
    {**HEARD, "response_ref": "R2", "respondent": "representative", "answer": "no"},
    {**HEARD, "response_ref": "R3", "respondent": "advocate", "answer": "no"},
    {**HEARD, "response_ref": "R1", "respondent": "adult", "question": "satisfied", "answer": "no"},
]
TOLD = story(
    "North",
    [
        enquiry(outcomes_asked="asked_expressed", outcomes_achieved="fully", experience=SURVEY),
        *each("outcomes_asked", {"not_asked": 1, "": 1}),
    ],
)
OTHERS: Tables = {
    "audits": [
        {
            "audit_ref": "A1",
            "team_name": "North",
            "audited_on": DAY,
            "auditor": "peer",
            "sampling": "random",
            "question": question,
            "answer": "partly",
        }
        for question in ("wishes_recorded", "measurable")
    ],
    "focus_groups": [
        {"group_ref": "G1", "held_on": DAY, "participants": "carers", "theme": theme, "polarity": "hard"}
        for theme in ("being_asked", "practice")
    ],
}


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A release of the rows above."""
    return loaded(tmp_path_factory.mktemp("few"), TOLD, OTHERS)


def _question(answer: Row, name: str) -> Row:
    return entry(answer, question=name)


def test_each_question_of_a_board_has_its_sources_in_a_fixed_order(few: Loaded) -> None:
    answer = few.ask("triangulation")
    assert answer["kind"] == "entries"
    assert [(each["question"], each["record"]["key"]) for each in answer["entries"]] == [
        ("asked", "asked"),
        ("own_words", "own_words"),
        ("met", "met"),
        ("supported", "supported"),
        ("capacity", "assessed"),
        ("pace", "departures"),
        ("risk", "risk_outcome"),
        ("in_control", "took_part"),
    ]


def test_the_sources_stand_side_by_side_and_none_is_added_to_another(few: Loaded) -> None:
    asked = _question(few.ask("triangulation"), "asked")
    assert set(asked) == {"question", "record", "experience", "audits", "themes"}
    assert four(asked["record"]) == (1, 2, 1, 0)
    # Adults and representatives; what advocates say is on the page of experience.
    assert {each["respondent"]: counted(each) for each in asked["experience"]} == {
        "adult": {"yes_fully": 1},
        "representative": {"no": 1},
    }
    assert {each["auditor"]: counted(each) for each in asked["audits"] if any(apart(each))} == {
        "peer": {"partly": 1}
    }
    assert asked["themes"] == [
        {"theme": "being_asked", "polarity": "hard", "participants": "carers", "count": 1}
    ]


def test_a_source_that_does_not_ask_the_question_has_nothing_there(few: Loaded) -> None:
    answer = few.ask("triangulation")
    own_words, in_control = _question(answer, "own_words"), _question(answer, "in_control")
    assert (own_words["experience"], own_words["themes"], in_control["audits"]) == ([], [], [])
    assert counted(_question(answer, "met")["experience"][0]) == {"no": 1}


def test_a_filter_that_misses_one_source_is_named(few: Loaded) -> None:
    answer = few.ask("triangulation", "North", where={"gender": "not_recorded"}, by="age_band")
    assert answer["not_filtered_by"] == ["gender", "team"]
    assert answer["not_grouped_by"] == ["age_band"]
    assert "groups" not in answer


def test_time_breaks_every_source_down(few: Loaded) -> None:
    groups = few.ask("triangulation", by="quarter")["groups"]
    themes = [_question(group, "asked")["themes"] for group in groups]
    assert [len(each) for each in themes] == [0, 1, 0, 0]
    assert [_question(group, "asked")["record"]["denominator"] for group in groups] == [0, 2, 0, 0]


def test_a_source_that_the_export_lacks_is_null_beside_the_others(tmp_path: Path) -> None:
    lacking = ["audits", "focus_groups", "meetings"]
    few = loaded(tmp_path, TOLD, without=lacking)
    answer = few.ask("triangulation")
    asked = _question(answer, "asked")
    assert (asked["audits"], asked["themes"]) == (None, None)
    assert counted(asked["experience"][0]) == {"yes_fully": 1}
    record = _question(answer, "in_control")["record"]
    assert (record["collected"], record["numerator"]) == (False, None)


def test_the_board_sees_no_small_count_of_people_in_any_source(few: Loaded) -> None:
    asked = _question(few.ask("triangulation", tier="board"), "asked")
    assert asked["record"]["numerator"] is None
    assert [each["count"] for each in asked["experience"][0]["categories"]] == [None, 0, 0, 0]
    # How many focus groups met is a number of nobody.
    assert asked["themes"][0]["count"] == 1
