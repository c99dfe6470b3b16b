"""Exports as forms give them: answers hung on steps, and JSON in a cell, with the mess of real ones."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.mapping import CodeMap, find, folded
from sample_data.council import write_export
from sample_data.shapes.wording import Wording

ENQUIRY_FORM = "safeguarding-enquiry-and-plan-s422"
# Lists of the app's forms whose words a map of another name reads, or that give more than a code.
READ_BY = {
    "conclusion": "conclusion",
    "achieved": "outcomes_achieved",
    "met_at_end": "outcomes_achieved",
    "lacking": "lacked_capacity",
    "found_to_lack": "lacked_capacity",
    "has_capacity": "capacity_result",
}
# What a form has no word of its own for: all of these are Other on it.
OTHER = {"rpr_paid", "rpr_unpaid", "non_statutory"}
READ_OTHERWISE = {
    "advocacy_offered",
    "advocacy_accepted",
    "able_to_consent",
    "enquiry_type",
    "decision_domain",
}
ASKED_AT_END = {"feel_safer", "involved", "understood", "listened_to"}

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def mosaic(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """Return the rows of every file of an export of workflow steps and answers."""
    folder = tmp_path_factory.mktemp("mosaic_like")
    write_export(folder, "mosaic_like", enquiries=300)
    return {path.stem: rows_of(path) for path in folder.glob("*.csv")}


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Return the rows of an export of forms as JSON."""
    folder = tmp_path_factory.mktemp("hackney_like")
    write_export(folder, "hackney_like", enquiries=300)
    return rows_of(folder / "workflows.csv")


def rows_of(path: Path) -> Rows:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def code_of(known: CodeMap, word: str) -> str | None:
    """Return the code that a map gives to a word, None where it does not know the word."""
    text = folded(word)
    if not known.prefix:
        return known.codes.get(text)
    return next(
        (known.codes[each] for each in sorted(known.codes, reverse=True) if text.startswith(each)), None
    )


def answered(forms: Rows, step: str, question: str) -> Iterator[Any]:
    """Yield the answers to one question of the enquiry form, None where its step was never opened."""
    for row in forms:
        if row["formId"] == ENQUIRY_FORM:
            yield json.loads(row["answers"]).get(step, {}).get(question)


def test_the_mapping_of_steps_and_answers_knows_every_word_of_its_lists() -> None:
    maps = find("mosaic_like").wording.maps
    for (list_name, code), words in Wording.of("mosaic_like").offered.items():
        assert {code_of(maps[list_name], word) for word in words} == {code}, (list_name, code)


def test_the_mapping_of_forms_knows_every_choice_of_theirs() -> None:
    maps = find("hackney_like").wording.maps
    for (list_name, code), words in Wording.of("hackney_like").offered.items():
        if list_name in READ_OTHERWISE | ASKED_AT_END:
            continue
        expected = "other" if code in OTHER else code
        found = {code_of(maps[READ_BY.get(list_name, list_name)], word) for word in words}
        assert found == {expected}, (list_name, code)


def test_answers_given_at_the_end_are_read_as_near_as_the_form_allows() -> None:
    known = find("hackney_like").wording.maps["asked_at_end"]
    for (list_name, code), words in Wording.of("hackney_like").offered.items():
        if list_name in ASKED_AT_END:
            no = {"no", "mostly_no"} if code in ("no", "mostly_no") else {code}
            assert {code_of(known, word) for word in words} <= no, (list_name, code)


def test_an_option_that_ends_in_a_name_is_known_by_its_beginning() -> None:
    offered = Wording.of("hackney_like").offered["risk_location", "community_service"]
    words = find("hackney_like").wording.maps["risk_location"]
    assert [word.startswith("Community Service (") for word in offered] == [True]
    assert code_of(words, offered[0]) == "community_service"
    assert not [word for word in words.codes if "(" in word]


def test_steps_are_cancelled_proposed_and_of_a_retired_name(mosaic: dict[str, Rows]) -> None:
    steps = mosaic["strategy_safeguarding_workflow"]
    assert {row["status"] for row in steps} == {"completed", "started", "proposed", "cancelled"}
    kinds = Counter(row["workflow_step_type"] for row in steps)
    assert kinds["Adult Safeguarding Enquiry (old)"] > 50
    assert kinds["Adult Safeguarding Enquiry"] > 50
    assert len({row["workflow_step_id"] for row in steps}) == len(steps)


def test_some_steps_have_a_time_and_some_the_default_of_midnight(mosaic: dict[str, Rows]) -> None:
    clocks = [row["proposed_date"].split(" ")[1] for row in mosaic["strategy_safeguarding_workflow"]]
    assert 0.25 < clocks.count("00:00:00") / len(clocks) < 0.45


def test_the_date_on_a_form_is_sometimes_earlier_than_that_of_its_step(mosaic: dict[str, Rows]) -> None:
    keyed = {
        row["workflow_step_id"]: row["proposed_date"][:10] for row in mosaic["strategy_safeguarding_workflow"]
    }
    dated = [
        (row["date_answer"][:10], keyed[row["workflow_step_id"]])
        for row in mosaic["form_110_answers"]
        if row["question_user_code"] == "detailsDateStarted"
    ]
    assert all(form <= step for form, step in dated)
    assert {form == step for form, step in dated} == {True, False}


def test_a_box_that_nobody_ticked_is_false_and_a_no_is_a_word(mosaic: dict[str, Rows]) -> None:
    boxes = [
        (row["lookup_answer"], row["boolean_answer"])
        for row in mosaic["form_110_answers"]
        if row["question_user_code"] == "advocacySubstantialDifficulty"
    ]
    assert set(boxes) == {("Yes", ""), ("No", ""), ("Not Known", ""), ("", "true"), ("", "false")}


def test_a_question_answered_twice_says_the_same_or_was_never_recorded(mosaic: dict[str, Rows]) -> None:
    given: dict[tuple[str, str], list[str]] = {}
    for row in mosaic["form_110_answers"]:
        if row["question_user_code"] in ("riskAssRiskOutcome", "mspAdultSeenAlone"):
            key = row["question_user_code"], row["workflow_step_id"]
            given.setdefault(key, []).append(row["lookup_answer"])
    twice = {(question, len(set(words))) for (question, _), words in given.items() if len(words) > 1}
    assert twice == {("riskAssRiskOutcome", 1), ("mspAdultSeenAlone", 2)}


def test_forms_hold_the_same_fact_twice_alike_once_and_contradicting(forms: Rows) -> None:
    first = answered(forms, "Desired outcome", "Were desired outcomes achieved?")
    second = answered(
        forms,
        "Making safeguarding personal outcomes",
        "Were the desired outcomes met for the adult at risk or their representative?",
    )
    pairs = Counter(zip(first, second, strict=True))
    assert pairs["Fully Achieved", "Fully met"] > 20
    assert pairs["Fully Achieved", ""] + pairs["Fully Achieved", None] > 0
    assert pairs["", "Fully met"] > 0
    assert pairs["Fully Achieved", "Not met"] > 0


def test_forms_keep_the_blanks_at_the_end_of_their_choices(forms: Rows) -> None:
    question = (
        "Where a risk was identified, what was the outcome / expected outcome when the case was concluded?"
    )
    given = set(answered(forms, "Outcome to the enquiry", question))
    assert {"Risk reduced ", "Risk removed"} <= given


def test_a_form_that_was_thrown_away_is_marked_so_and_empty(forms: Rows) -> None:
    discarded = [row for row in forms if row["discardedAt"]]
    assert discarded
    assert {row["answers"] for row in discarded} == {"{}"}
    assert {row["managerApprovedAt"] for row in discarded} == {""}
