"""Rollout, Data quality and Evidence together, drawn of a few rows: what each says, and to whom."""

from pathlib import Path

from msp_dashboard.pages.data_quality import PAGE as DATA_QUALITY
from msp_dashboard.pages.evidence import PAGE as EVIDENCE
from msp_dashboard.pages.rollout import PAGE as ROLLOUT
from tests.dashboard.small_council import answer_of, council, drawn, enquiries
from tests.dashboard.visiting import Drawn, text_of

STAGES = [
    {"team_name": "North", "as_of": "2025-01-01", "stage": "planning", "staff": "9", "staff_trained": "3"},
    {"team_name": "North", "as_of": "2026-01-01", "stage": "rolling_out", "staff": "8", "staff_trained": "6"},
    {"team_name": "South", "as_of": "2025-06-01", "stage": "fully_implemented", "staff": "4"},
]


def _texts(page: Drawn) -> str:
    return " ".join(page.texts())


def _rows(page: Drawn) -> list[list[str]]:
    """Return the cells of every row of every table."""
    return [[text_of(cell) for cell in row["props"]["children"]] for row in page.every("Tr")]


def test_the_rollout_names_teams_only_where_the_reader_may_see_teams(folder: Path) -> None:
    release = council(folder, enquiries=enquiries(30, "a", in_msp_recording="yes"), rollout=STAGES)
    exact, board = _texts(drawn(ROLLOUT, release, "exact")), _texts(drawn(ROLLOUT, release))
    assert "North" in exact
    assert "Rolling out, Jan 2026 to Sep 2026" in exact
    assert "Planning, Jan 2025 to Dec 2025" in exact
    for name in ("North", "South"):
        assert name not in board
    assert "How many teams are at each stage?" in board
    assert "All teams" in board


def test_a_team_that_reported_years_ago_stands_where_it_last_said_it_does(folder: Path) -> None:
    long_ago = {"team_name": "East", "as_of": "2019-01-01", "stage": "planning"}
    release = council(folder, enquiries=enquiries(30, "a"), rollout=[*STAGES, long_ago])
    assert "Planning, Oct 2024 to Sep 2026" in _texts(drawn(ROLLOUT, release, "exact"))


def test_training_is_told_in_numbers_of_staff_without_a_share_of_a_team(folder: Path) -> None:
    release = council(folder, enquiries=enquiries(30, "a"), rollout=STAGES)
    rows = _rows(drawn(ROLLOUT, release, "exact"))
    assert ["North", "6", "8", "0"] in rows
    assert ["South", "Not known", "Not known", "1"] in rows
    together = _rows(drawn(ROLLOUT, release))
    assert ["All teams", "6", "8", "1"] in together


def test_a_council_without_rollout_rows_is_told_that_they_are_not_collected(folder: Path) -> None:
    release = council(folder, enquiries=enquiries(30, "a"))
    said = _texts(drawn(ROLLOUT, release, "exact"))
    assert said.count("Not collected") >= 3


def test_data_quality_says_of_each_field_in_how_many_enquiries_it_is_recorded(folder: Path) -> None:
    rows = [
        *enquiries(27, "a", outcomes_asked="not_asked", seen_alone="yes"),
        *enquiries(3, "b", seen_alone="no"),
    ]
    release = council(folder, enquiries=rows)
    page = drawn(DATA_QUALITY, release, "exact")
    fields = {row[0]: row[1:3] for row in _rows(page)}
    assert fields["Whether the person was asked"] == ["27", "30"]
    assert fields["Whether they were seen alone"] == ["30", "30"]
    assert "first table" in answer_of(page)


def test_what_missing_answers_leave_open_is_told_for_every_headline(folder: Path) -> None:
    rows = [
        *enquiries(20, "a", outcomes_asked="asked_none_expressed"),
        *enquiries(10, "b", outcomes_asked="not_asked"),
        *enquiries(10, "c", outcomes_asked=""),
    ]
    page = drawn(DATA_QUALITY, council(folder, enquiries=rows), "exact")
    found = _rows(page)
    # 20 of 40 if all ten were no, 30 of 40 if all were yes.
    assert ["People were asked what they wanted", "30", "10", "50%", "75%"] in found


def test_evidence_tells_adults_and_representatives_apart_and_never_a_share_of_what_happened(
    folder: Path,
) -> None:
    answers = [
        {
            "response_ref": f"R{place}",
            "respondent": "adult" if place < 20 else "representative",
            "collected_on": "2026-03-20",
            "question": "listened_to",
            "answer": "yes_fully" if place % 2 else "no",
        }
        for place in range(30)
    ]
    rows = [
        *enquiries(24, "a", outcomes_asked="asked_expressed", outcomes_achieved="fully"),
        *enquiries(6, "b", outcomes_asked="asked_expressed", outcomes_achieved="not_achieved"),
    ]
    page = drawn(EVIDENCE, council(folder, enquiries=rows, experience=answers), "exact")
    said = _texts(page)
    assert "Adults: Yes, fully: 10; no: 10." in said
    assert "Representatives: Yes, fully: 5; no: 5." in said
    assert "30 of 30 enquiries, 100%." in said
    assert "24 of 30 enquiries." in said
    assert "24 of 30 enquiries, 80%" not in said
    assert "Not collected." in said


def _asked(invited: int, answered: int) -> list[dict[str, str]]:
    """Adults who were invited, and of them those who answered."""
    same = {"respondent": "adult", "collected_on": "2026-03-20"}
    return [
        {**same, "response_ref": f"R{place}", "question": question, "answer": "yes_fully"}
        for place in range(invited)
        for question in ("invited", "listened_to")
        if question == "invited" or place < answered
    ]


def test_those_who_did_not_answer_are_not_told_where_they_are_few(folder: Path) -> None:
    release = council(folder, enquiries=enquiries(30, "a"), experience=_asked(30, 27))
    board, exact = _texts(drawn(EVIDENCE, release)), _texts(drawn(EVIDENCE, release, "exact"))
    assert "27 adults answered. How many were invited is hidden, to protect people." in board
    assert "27 of 30 adults who were invited answered (90%)." in exact


def test_a_share_of_too_few_who_were_invited_is_not_told(folder: Path) -> None:
    release = council(folder, enquiries=enquiries(30, "a"), experience=_asked(18, 9))
    assert "9 of 18 adults who were invited answered." in _texts(drawn(EVIDENCE, release))


def test_nobody_may_sign_where_nobody_is_known(folder: Path) -> None:
    page = drawn(EVIDENCE, council(folder, enquiries=enquiries(30, "a")))
    assert "Nobody has signed an answer for this release yet." in _texts(page)
    assert "Sign as" not in _texts(page)
