"""Audits and focus groups, worked by hand: no share of files that were chosen, no audit added to another."""

from pathlib import Path

import pytest

from tests.measures.few_rows import Loaded, Row, Tables, apart, cells, counted, entry, loaded


def _audit(reference: str, auditor: str, sampling: str, answers: dict[str, str], **more: str) -> list[Row]:
    same = {"audit_ref": reference, "auditor": auditor, "sampling": sampling, "team_name": "North"}
    same |= {"audited_on": "2025-07-15", **more}
    return [{**same, "question": question, "answer": answer} for question, answer in answers.items()]


FILES: Tables = {
    "audits": [
        *_audit("A1", "manager", "random", {"overall": "good", "own_words": "yes"}),
        *_audit("A2", "manager", "all", {"overall": "inadequate", "own_words": "partly"}),
        *_audit("A3", "manager", "selected", {"overall": "good", "own_words": "no"}),
        *_audit("A4", "manager", "", {"own_words": "no"}),
        # Not applicable, and answers of the other list, are not counted.
        *_audit("A5", "manager", "random", {"overall": "yes", "own_words": "not_applicable"}),
        *_audit("A6", "manager", "random", {"own_words": "good"}),
        *_audit("A7", "peer", "random", {"own_words": "yes"}, team_name="South", audited_on="2025-11-01"),
        *_audit("A8", "provider_self", "all", {"overall": "excellent", "own_words": "yes"}, team_name=""),
        *_audit("A9", "manager", "random", {"overall": "good"}, audited_on="2026-04-01"),
    ]
}


def _group(theme: str, polarity: str, participants: str, held_on: str = "2025-07-15") -> Row:
    return {"theme": theme, "polarity": polarity, "participants": participants, "held_on": held_on}


GROUPS: Tables = {
    "focus_groups": [
        {"group_ref": f"G{number}", **row}
        for number, row in enumerate(
            [
                *3 * [_group("having_support", "helped", "carers")],
                _group("having_support", "hard", "carers"),
                _group("having_support", "", "people"),
                _group("being_asked", "both", "staff"),
                _group("being_asked", "both", "staff", held_on="2026-04-01"),
            ]
        )
    ]
}


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A release of the files and groups above."""
    return loaded(tmp_path_factory.mktemp("few"), FILES, GROUPS)


def test_audits_count_answers_for_each_question_and_auditor(few: Loaded) -> None:
    answer = few.ask("audits")
    assert len(answer["entries"]) == 9 * 5
    words = entry(answer, question="own_words", auditor="manager")
    assert [each["code"] for each in words["categories"]] == ["yes", "partly", "no"]
    assert (counted(words), apart(words)) == ({"yes": 1, "partly": 1, "no": 2}, (4, 0, 2))
    overall = entry(answer, question="overall", auditor="manager")
    assert next(each["code"] for each in overall["categories"]) == "inadequate"
    assert (counted(overall), apart(overall)) == ({"inadequate": 1, "good": 2}, (3, 0, 1))


def test_a_provider_of_care_auditing_itself_stands_apart(few: Loaded) -> None:
    answer = few.ask("audits")
    own = entry(answer, question="own_words", auditor="provider_self")
    assert (counted(own), apart(own)) == ({"yes": 1}, (1, 0, 0))
    assert counted(entry(answer, question="own_words", auditor="peer")) == {"yes": 1}


def test_only_random_files_and_all_files_stand_for_the_rest(few: Loaded) -> None:
    answer = few.ask("audits")
    words = entry(answer, question="own_words", auditor="manager")["from_representative"]
    assert (counted(words), apart(words)) == ({"yes": 1, "partly": 1}, (2, 0, 2))
    overall = entry(answer, question="overall", auditor="manager")["from_representative"]
    assert (counted(overall), apart(overall)) == ({"inadequate": 1, "good": 1}, (2, 0, 1))


def test_audits_follow_their_own_team_and_no_field_of_an_enquiry(few: Loaded) -> None:
    south = few.ask("audits", "South")
    assert counted(entry(south, question="own_words", auditor="peer")) == {"yes": 1}
    assert not any(apart(entry(south, question="own_words", auditor="manager")))
    nobody = few.ask("audits", where={"team": "not_recorded"})
    assert counted(entry(nobody, question="overall", auditor="provider_self")) == {"excellent": 1}
    by_age = few.ask("audits", by="age_band", where={"gender": "female"})
    assert (by_age["not_grouped_by"], by_age["not_filtered_by"]) == (["age_band"], ["gender"])


def test_groups_of_audits_hold_what_stands_beside(few: Loaded) -> None:
    found = {group["value"]: group for group in few.ask("audits", by="team")["groups"]}
    assert list(found) == ["North", "South", "not_recorded"]
    words = entry(found["North"], question="own_words", auditor="manager")
    assert (words["denominator"], words["from_representative"]["denominator"]) == (4, 2)


def test_focus_themes_count_groups_by_theme_polarity_and_participants(few: Loaded) -> None:
    answer = few.ask("focus_themes")
    assert cells(answer) == {
        ("having_support", "helped", "carers"): 3,
        ("having_support", "hard", "carers"): 1,
        ("having_support", "not_recorded", "people"): 1,
        ("being_asked", "both", "staff"): 1,
    }
    filtered = few.ask("focus_themes", "North", by="team")
    assert (cells(filtered), filtered["not_filtered_by"]) == (cells(answer), ["team"])
    assert filtered["not_grouped_by"] == ["team"]


def _many(counts: dict[tuple[str, str, str], int]) -> Tables:
    told = [cell for cell, count in counts.items() for _ in range(count)]
    rows = [
        row
        for number, (auditor, sampling, answer) in enumerate(told)
        for row in _audit(f"B{number}", auditor, sampling, {"own_words": answer})
    ]
    return {"audits": rows}


def test_the_board_sees_no_small_count_of_files_and_has_none_by_subtraction(tmp_path: Path) -> None:
    files = _many(
        {
            ("manager", "random", "yes"): 20,
            ("manager", "random", "no"): 8,
            ("manager", "selected", "no"): 2,
            ("peer", "random", "yes"): 20,
            ("peer", "random", "no"): 8,
            ("peer", "selected", "no"): 6,
            ("board", "random", "yes"): 9,
            ("board", "random", "no"): 3,
        }
    )
    answer = loaded(tmp_path, files).ask("audits", tier="board")

    def shown(auditor: str) -> tuple[list[int | None], list[int | None]]:
        found = entry(answer, question="own_words", auditor=auditor)
        beside = found["from_representative"]
        return tuple([each["count"] for each in part["categories"]] for part in (found, beside))  # type: ignore[return-value]

    # 10 less 8 would tell of the 2 files that were chosen, so the files drawn at random are hidden.
    assert shown("manager") == ([20, 0, 10], [None, 0, None])
    assert shown("peer") == ([20, 0, 14], [20, 0, 8])
    # 3 is small, and 9 is hidden with it.
    assert shown("board") == ([None, 0, None], [None, 0, None])
    hidden = entry(answer, question="own_words", auditor="manager")["from_representative"]
    assert (hidden["hidden"], hidden["denominator"]) == (True, None)


def test_nothing_is_told_of_audits_and_groups_that_the_export_lacks(tmp_path: Path) -> None:
    few = loaded(tmp_path, {"teams": [{"team_name": "North"}]}, without=["audits", "focus_groups"])
    assert (few.ask("audits")["collected"], few.ask("audits")["entries"]) == (False, None)
    assert (few.ask("focus_themes")["collected"], few.ask("focus_themes")["cells"]) == (False, None)
