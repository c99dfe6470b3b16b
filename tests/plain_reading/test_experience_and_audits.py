"""The plain reading of questionnaires, audits and focus groups, each worked by hand from a few rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain_reading.contract import Row
from tests.plain_reading.few_rows import ENQUIRY, answer, apart, counted, delivered, entry_of, four
from tests.plain_reading.reading import Export

ANSWER = {
    "response_ref": "R1",
    "respondent": "adult",
    "collected_on": "2025-08-01",
    "question": "listened_to",
    "answer": "yes_fully",
}
AUDIT = {
    "audit_ref": "A1",
    "audited_on": "2025-08-01",
    "auditor": "peer",
    "sampling": "random",
    "question": "own_words",
    "answer": "yes",
}
GROUP = {"group_ref": "G1", "held_on": "2025-08-01", "participants": "people", "theme": "being_asked"}
SAFER = {**ANSWER, "enquiry_ref": "E1", "question": "feel_safer"}


def _asked(folder: Path, *answers: Row) -> Export:
    """An export of enquiry E1, concluded on 1 July 2025, and these answers."""
    return delivered(folder, enquiries=[ENQUIRY], experience=list(answers))


def test_each_question_and_respondent_has_an_entry_and_the_numbers_of_its_respondents_responses(
    tmp_path: Path,
) -> None:
    export = _asked(
        tmp_path,
        ANSWER,
        {**ANSWER, "question": "invited"},
        {**ANSWER, "question": "involved", "answer": "not_applicable"},
        {**ANSWER, "response_ref": "R2", "question": "invited", "answer": "no"},
        {**ANSWER, "response_ref": "R3", "answer": "not_answered"},
        {**ANSWER, "response_ref": "R4", "answer": "mostly_no"},
        {**ANSWER, "response_ref": "R5", "answer": "no", "respondent": "advocate"},
        {**ANSWER, "response_ref": "R6", "collected_on": "2026-04-01"},
    )
    found = answer(export, "experience")
    assert len(found["entries"]) == 7 * 4
    listened = entry_of(found, question="listened_to", respondent="adult")
    assert counted(listened) == {"yes_fully": 1, "mostly_no": 1}
    assert apart(listened) == (2, 1, 0)
    assert apart(entry_of(found, question="involved", respondent="adult")) == (0, 0, 1)
    assert {(e["responses"], e["invited"]) for e in found["entries"] if e["respondent"] == "adult"} == {
        (2, 2)
    }
    advocate = entry_of(found, question="satisfied", respondent="advocate")
    assert (advocate["responses"], advocate["invited"]) == (1, 0)


def test_a_response_is_as_old_as_its_first_answer_and_asked_as_its_first_question_says(
    tmp_path: Path,
) -> None:
    late = {"collected_on": "2025-08-09", "mode": "post", "independent": "no"}
    export = _asked(
        tmp_path,
        {**ANSWER, "enquiry_ref": "E1", **late},
        {**SAFER, "collected_on": "2025-07-08", "mode": "online", "independent": "yes"},
        {**SAFER, "question": "understood", "answer": "not_answered", "collected_on": "2025-07-02"},
        {**ANSWER, "response_ref": "R2", "mode": ""},
        {**ANSWER, "response_ref": "R3", "enquiry_ref": "E1", "collected_on": "2025-06-30"},
    )
    found = answer(export, "experience")
    (modes,) = (each for each in found["modes"] if each["respondent"] == "adult")
    (independent,) = (each for each in found["independent"] if each["respondent"] == "adult")
    assert (counted(modes), apart(modes)) == ({"post": 1}, (1, 2, 0))
    assert four(independent) == (0, 1, 2, 0)
    # R1 came 7 days after the conclusion, R2 is about no enquiry, R3 came before the conclusion.
    bands = {each["respondent"]: sum(each["bands"].values()) for each in found["days_since_conclusion"]}
    assert bands == {"adult": 1, "representative": 0, "advocate": 0, "not_recorded": 0}
    assert found["days_since_conclusion"][0]["bands"]["0-7"] == 1


def test_filters_reach_an_answer_through_its_enquiry_and_the_type_of_enquiry_does_not(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        enquiries=[{**ENQUIRY, "enquiry_type": "other", "team_name": "North"}],
        experience=[
            {**ANSWER, "enquiry_ref": "E1"},
            {**ANSWER, "response_ref": "R2"},
            {**ANSWER, "response_ref": "R3", "enquiry_ref": "E9"},
        ],
    )
    assert export.counts["experience"].quarantined == 1
    found = answer(export, "experience", by="team")
    assert apart(entry_of(found, question="listened_to", respondent="adult")) == (2, 0, 0)
    assert set(found["groups"][0]) == {"value", "entries"}
    by_team = {g["value"]: entry_of(g, question="listened_to", respondent="adult") for g in found["groups"]}
    assert {team: entry["denominator"] for team, entry in by_team.items()} == {"North": 1, "not_recorded": 1}
    assert answer(export, "experience", where={"source": ["nhs"]})["not_filtered_by"] == ["source"]


def test_what_a_questionnaire_does_not_hold_is_null(tmp_path: Path) -> None:
    (tmp_path / "experience.csv").write_text(
        "response_ref,respondent,collected_on,question,answer\nR1,adult,2025-08-01,satisfied,no\n"
    )
    export = delivered(tmp_path, enquiries=[ENQUIRY])
    found = answer(export, "experience")
    assert (found["modes"], found["independent"], found["days_since_conclusion"]) == (None, None, None)
    assert counted(entry_of(found, question="satisfied", respondent="adult")) == {"no": 1}
    assert answer(export, "safer_change") == {
        "key": "safer_change",
        "kind": "entries",
        "entries": None,
        "collected": False,
    }


@pytest.mark.parametrize(
    ("first", "last", "way"),
    [
        ("no", "mostly_no", "higher"),
        ("mostly_no", "yes_fully", "higher"),
        ("yes_partly", "yes_partly", "same"),
        ("yes_fully", "yes_partly", "lower"),
    ],
)
def test_safer_compares_the_first_answer_at_the_start_with_the_last_later_one(
    first: str, last: str, way: str, tmp_path: Path
) -> None:
    export = _asked(
        tmp_path,
        {**SAFER, "stage": "start", "answer": first, "collected_on": "2025-03-01"},
        {**SAFER, "response_ref": "R2", "stage": "start", "answer": "no", "collected_on": "2025-03-02"},
        {**SAFER, "response_ref": "R3", "stage": "review", "answer": "no"},
        {**SAFER, "response_ref": "R4", "stage": "", "answer": last, "collected_on": "2025-09-01"},
        {**SAFER, "response_ref": "R5", "answer": "not_answered", "collected_on": "2025-10-01"},
        {**SAFER, "response_ref": "R6", "respondent": "representative"},
    )
    found = answer(export, "safer_change")
    assert [entry["respondent"] for entry in found["entries"]] == [
        "adult",
        "representative",
        "advocate",
        "not_recorded",
    ]
    assert counted(entry_of(found, respondent="adult")) == {way: 1}
    assert apart(entry_of(found, respondent="representative")) == (0, 0, 0)


def test_a_change_in_feeling_safer_is_of_the_day_of_the_last_answer(tmp_path: Path) -> None:
    export = _asked(
        tmp_path,
        {**SAFER, "stage": "start"},
        {**SAFER, "response_ref": "R2", "stage": "conclusion", "collected_on": "2025-08-02"},
        {**SAFER, "response_ref": "R3", "collected_on": "2026-04-01"},
    )
    assert entry_of(answer(export, "safer_change"), respondent="adult")["denominator"] == 0


def test_experience_by_met_leaves_out_the_start_and_answers_about_no_enquiry(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        enquiries=[
            {**ENQUIRY, "outcomes_achieved": "not_achieved"},
            {**ENQUIRY, "enquiry_ref": "E2", "person_ref": "P2", "concluded_on": ""},
        ],
        experience=[
            {**SAFER, "stage": ""},
            {**SAFER, "response_ref": "R2", "stage": "planning", "answer": "not_answered"},
            {**SAFER, "response_ref": "R3", "stage": "start"},
            {**SAFER, "response_ref": "R4", "enquiry_ref": "E2"},
            {**SAFER, "response_ref": "R5", "enquiry_ref": ""},
            {**SAFER, "response_ref": "R6", "question": "satisfied"},
        ],
    )
    found = answer(export, "experience_by_met")
    assert len(found["entries"]) == 3 * 4 * 5
    assert [entry["outcomes_achieved"] for entry in found["entries"][:5]] == [
        *("fully", "partially", "not_achieved", "not_applicable", "not_recorded")
    ]
    of_adults = {
        entry["outcomes_achieved"]: apart(entry)
        for entry in found["entries"]
        if entry["respondent"] == "adult" and any(apart(entry))
    }
    assert of_adults == {"not_achieved": (1, 1, 0), "not_recorded": (1, 0, 0)}


def test_audits_count_the_answers_of_their_own_list_and_those_of_representative_files_apart(
    tmp_path: Path,
) -> None:
    files = [
        {},
        {"answer": "partly", "sampling": "all"},
        {"answer": "no", "sampling": "selected"},
        {"answer": "no", "sampling": ""},
        {"answer": "not_applicable"},
        {"answer": "good"},
        {"question": "overall", "answer": "yes"},
        {"question": "overall", "answer": "inadequate", "sampling": "selected"},
        {"auditor": "provider_self"},
    ]
    export = delivered(
        tmp_path, audits=[{**AUDIT, "audit_ref": f"A{number}", **file} for number, file in enumerate(files)]
    )
    found = answer(export, "audits")
    assert len(found["entries"]) == 9 * 5
    own_words = entry_of(found, question="own_words", auditor="peer")
    assert (counted(own_words), apart(own_words)) == ({"yes": 1, "partly": 1, "no": 2}, (4, 0, 2))
    of_representative = own_words["from_representative"]
    assert (counted(of_representative), apart(of_representative)) == ({"yes": 1, "partly": 1}, (2, 0, 2))
    overall = entry_of(found, question="overall", auditor="peer")
    assert (counted(overall), apart(overall)) == ({"inadequate": 1}, (1, 0, 1))
    assert apart(overall["from_representative"]) == (0, 0, 1)
    assert counted(entry_of(found, question="own_words", auditor="provider_self")) == {"yes": 1}


def test_an_audit_is_found_by_the_team_that_it_names_and_by_nothing_else(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        enquiries=[{**ENQUIRY, "team_name": "North"}],
        audits=[{**AUDIT, "enquiry_ref": "E1", "team_name": "South"}, {**AUDIT, "audit_ref": "A2"}],
    )
    found = answer(export, "audits", by="team")
    by_team = {
        group["value"]: entry_of(group, question="own_words", auditor="peer") for group in found["groups"]
    }
    assert {team: entry["denominator"] for team, entry in by_team.items()} == {
        "North": 0,
        "South": 1,
        "not_recorded": 1,
    }
    assert answer(export, "audits", by="gender")["not_grouped_by"] == ["gender"]


def test_focus_themes_count_a_groups_themes_and_no_filter_but_time_reaches_them(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        focus_groups=[
            {**GROUP, "polarity": "hard"},
            {**GROUP, "group_ref": "G2", "polarity": "hard"},
            {**GROUP, "group_ref": "G3"},
            {**GROUP, "theme": "practice", "polarity": "helped", "participants": "staff"},
            {**GROUP, "group_ref": "G4", "held_on": "2025-03-31"},
        ],
    )
    found = answer(export, "focus_themes", where={"team": ["North"]}, by="quarter")
    assert found["not_filtered_by"] == ["team"]
    assert [tuple(cell.values()) for cell in found["cells"]] == [
        ("being_asked", "hard", "people", 2),
        ("being_asked", "not_recorded", "people", 1),
        ("practice", "helped", "staff", 1),
    ]
    assert [len(group["cells"]) for group in found["groups"]] == [0, 3, 0, 0]


def test_triangulation_puts_what_four_places_say_of_one_question_side_by_side(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        enquiries=[{**ENQUIRY, "outcomes_asked": "asked_expressed", "departure_reason": "awaiting_partner"}],
        experience=[ANSWER, {**ANSWER, "question": "in_control", "answer": "no"}],
        audits=[{**AUDIT, "question": "wishes_recorded", "answer": "no"}],
    )
    found = answer(export, "triangulation")
    asked = entry_of(found, question="asked")
    assert (asked["record"]["key"], four(asked["record"])) == ("asked", (1, 1, 0, 0))
    assert [(each["respondent"], each["denominator"]) for each in asked["experience"]] == [
        ("adult", 1),
        ("representative", 0),
    ]
    assert [each["auditor"] for each in asked["audits"]] == [
        *("peer", "manager", "independent", "board", "provider_self")
    ]
    assert counted(asked["audits"][0]) == {"no": 1}
    assert asked["themes"] is None
    assert entry_of(found, question="own_words")["experience"] == []
    assert counted(entry_of(found, question="pace")["record"]) == {"awaiting_partner": 1}
    in_control = entry_of(found, question="in_control")
    assert (in_control["record"]["collected"], in_control["audits"]) == (False, [])
    assert counted(in_control["experience"][0]) == {"no": 1}
