"""What the las_like mapping makes of seven reports with the mistakes that such reports have."""

from datetime import date
from pathlib import Path

import pytest

from etl.report import Report
from sample_data.shapes.las_rows import HEADERS
from tests.etl.exports import found, load, rows

pytestmark = pytest.mark.usefixtures("home")

ASKED = "Yes they were asked and outcomes were expressed"
NORTH = "Locality North"


def write(folder: Path, **reports: list[tuple[str, ...]]) -> Path:
    """Write the seven reports of one day with these rows, padded with blank cells; returns the folder."""
    folder.mkdir()
    for name, header in HEADERS.items():
        lines = [header, *(row + ("",) * (len(header) - len(row)) for row in reports.get(name, []))]
        text = "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)
        (folder / f"LAS_{name}_20260930.csv").write_text(text, encoding="utf-8")
    return folder


def person(ref: str, born: str, gender: str = "Female") -> tuple[str, ...]:
    """Return a row of the client report."""
    return (ref, "TEST", "PERSON", born, "0000000000", gender, "White - Irish", "Not Known", "ZZ1 1AA")


def enquiry(ref: str, person_id: str, start: str, end: str, *more: str) -> tuple[str, ...]:
    """Return a row of the enquiry report, without a concern; `more` begins with whether wishes were asked."""
    return (ref, "", person_id, "Section 42", start, end, NORTH, *more)


def loaded(folder: Path, **reports: list[tuple[str, ...]]) -> Report:
    """Write the reports and load them."""
    return load(write(folder, **reports), mapping="las_like")


def test_the_extract_date_is_that_of_the_files_names(source: Path) -> None:
    report = loaded(source, SG_Enquiry=[enquiry("EN-1", "1", "08/04/2026", "")])
    assert report.extract_date == date(2026, 9, 30)


def test_a_day_of_birth_gives_the_age_band_on_the_day_and_a_placeholder_none(source: Path) -> None:
    loaded(
        source,
        SG_Client=[person("1", "09/04/1961"), person("2", "01/01/1900")],
        SG_Concern=[("SC-1", "1", "09/04/2026 16:45"), ("SC-2", "2", "09/04/2026")],
        SG_Enquiry=[enquiry("EN-1", "1", "08/04/2026 00:00", ""), enquiry("EN-2", "2", "08/04/2026", "")],
    )
    assert rows("concerns", "received_on", "age_band") == [
        (date(2026, 4, 9), "65-74"),
        (date(2026, 4, 9), "not_recorded"),
    ]
    assert rows("enquiries", "age_band") == [("18-64",), ("not_recorded",)]


def test_words_have_variants_blanks_at_their_end_and_one_is_unknown(source: Path) -> None:
    risk = ("Risk identified and action taken", "Risk reduced ")
    report = loaded(
        source,
        SG_Client=[person("1", "09/04/1961", "F")],
        SG_Enquiry=[
            enquiry("EN-1", "1", "08/04/2026", "19/06/2026", f"{ASKED} ", "Fully achieved", *risk),
            enquiry("EN-2", "1", "03/07/2026", "28/08/2026", ASKED, "Mostly"),
        ],
    )
    columns = ("outcomes_asked", "outcomes_achieved", "conclusion", "risk_outcome")
    assert rows("enquiries", *columns) == [
        ("asked_expressed", "fully", "risk_action_taken", "reduced"),
        ("asked_expressed", "not_recorded", "not_recorded", "not_recorded"),
    ]
    assert rows("people", "gender", "ethnic_group") == [("female", "white")]
    assert [(row, rule) for _, row, _, rule in found(report)] == [(3, "outside_list")]
    assert report.status == "published"


def test_impossible_days_are_blanked_and_an_end_before_the_start_is_kept_and_flagged(source: Path) -> None:
    report = loaded(
        source,
        SG_Client=[person("1", "09/04/1961")],
        SG_Enquiry=[
            enquiry("EN-1", "1", "10/07/2026", "31/02/2026"),
            enquiry("EN-2", "1", "15/06/2026", "10/06/2026"),
            enquiry("EN-3", "1", "15/06/2026", "10/06/2027"),
        ],
    )
    assert rows("enquiries", "concluded_on") == [(None,), (date(2026, 6, 10),), (None,)]
    assert {(row, rule) for _, row, _, rule in found(report)} >= {
        (2, "not_a_date"),
        (3, "concluded_before_start"),
    }
    assert 4 in {row for _, row, _, _ in found(report)}
    assert report.targets["enquiries"].kept == 3


def test_a_review_before_the_end_is_planning_and_one_after_it_is_of_the_plan(source: Path) -> None:
    wish = ("I want to go home", "Move home")
    loaded(
        source,
        SG_Enquiry=[enquiry("EN-1", "1", "08/04/2026", "19/06/2026"), enquiry("EN-2", "1", "01/06/2026", "")],
        SG_Outcomes=[
            ("EN-1", "1", "Initial", "08/04/2026", "Daughter (LPA)", *wish, "No"),
            ("EN-1", "1", "Review", "19/06/2026", "IMCA", "", "Move home", "Yes", "Circumstances changed"),
            ("EN-1", "1", "Review", "20/06/2026", "", "", "", "", "", "Partially Achieved", "Practitioner"),
            ("EN-2", "1", "Review", "20/06/2026", "Adult", *wish),
        ],
    )
    assert rows("desired_outcomes", "stage", "voice", "change", "achieved") == [
        ("start", "attorney_or_deputy", "not_recorded", "not_recorded"),
        ("planning", "advocate", "replaced", "not_recorded"),
        ("review", "not_recorded", "not_recorded", "partially"),
        ("planning", "adult", "not_recorded", "not_recorded"),
    ]


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        (("Yes", "Yes", "12/04/2026", "20/04/2026"), "provided"),
        (("Yes", "Yes", "12/04/2026", "", "", "No capacity at provider"), "not_available"),
        (("Yes", "Yes", "12/04/2026"), "waiting"),
        (("Yes", "No, already in place"), "in_place_already"),
        (("Yes", "No, not accepted"), "declined"),
        (("No",), "not_offered_need_unknown"),
        ((), "not_recorded"),
    ],
)
def test_whether_advocacy_was_offered_and_accepted_makes_its_status(
    source: Path, answers: tuple[str, ...], status: str
) -> None:
    loaded(
        source,
        SG_Enquiry=[enquiry("EN-1", "1", "08/04/2026", "")],
        SG_Advocacy=[("A-1", "1", "EN-1", " ", *answers)],
    )
    assert rows("advocacy", "advocacy_type", "status") == [("not_recorded", status)]


def test_a_word_that_nobody_knows_makes_no_status(source: Path) -> None:
    report = loaded(
        source,
        SG_Enquiry=[enquiry("EN-1", "1", "08/04/2026", "")],
        SG_Advocacy=[("A-1", "1", "EN-1", "Friend", "Yes", "Perhaps")],
    )
    assert report.targets["advocacy"].quarantined == 1
    assert "outside_list" in {rule for *_, rule in found(report)}


def test_rows_twice_are_merged_orphans_are_held_back_and_unknown_people_are_made(source: Path) -> None:
    concern = ("SC-1", "1", "03/04/2026", "07/04/2026", "S42.1 Not met", f"{NORTH} ")
    report = loaded(
        source,
        SG_Client=[person("1", "09/04/1961")],
        SG_Concern=[concern, concern, ("SC-2", "9", "03/04/2026", "01/04/2026", "Duplicate concern")],
        SG_Enquiry=[enquiry("EN-1", "9", "08/04/2026", "")],
        SG_MCA=[("M-1", "1", "EN-7", "09/04/2026", "Finances", "Has capacity")],
        DOLS=[("D-1", "1", "1-1", "01/02/2027", "1", "", "Not yet signed off")],
    )
    assert report.targets["concerns"].merged == 1
    assert report.targets["capacity_assessments"].quarantined == 1
    assert rows("concerns", "team_name", "decision") == [(NORTH, "no_enquiry"), (None, "duplicate")]
    assert len(rows("people", "gender")) == 2
    assert rows("dols", "urgent", "status") == [("yes", "received")]
    assert "LAS_DOLS_20260930.csv" in {file for file, *_ in found(report)}


def test_questions_of_the_form_are_answers_of_somebody_unknown_on_the_last_day(source: Path) -> None:
    asked = ("", "", "", "", "Fully Involved", "", "", "", "", "", "")
    loaded(
        source,
        SG_Enquiry=[
            enquiry("EN-1", "1", "08/04/2026", "19/06/2026", *asked, "", "Not answered"),
            enquiry("EN-2", "1", "08/04/2026", "", *asked, "Yes", ""),
        ],
    )
    columns = ("respondent", "collected_on", "question", "answer")
    assert sorted(rows("experience", *columns)) == [
        ("not_recorded", date(2026, 6, 19), "involved", "yes_fully"),
        ("not_recorded", date(2026, 6, 19), "listened_to", "not_answered"),
    ]
