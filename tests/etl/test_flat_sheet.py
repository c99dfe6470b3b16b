"""What the flat_sheet mapping makes of a workbook that many people have typed into."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from etl.report import Report
from sample_data.shapes.flat_rows import HEADER
from tests.etl.exports import found, load, rows

pytestmark = pytest.mark.usefixtures("home")


def row(ref: str, **cells: object) -> dict[str, object]:
    """Return a row of the tracker by header: an enquiry that began on 2 April 2026, with these cells."""
    named = {
        "person": "Client no", "team": "Team", "age": "Age", "raised": "Date raised", "closed": "Closed",
        "neglect": "Neglect", "financial": "Financial", "asked": "Asked about outcomes?",
        "words": "Outcome 1 (their words)", "theme": "Outcome 1 type", "met": "Outcome 1 met?",
        "words_2": "Outcome 2 (their words)", "theme_2": "Outcome 2 type", "met_2": "Outcome 2 met?",
        "advocate": "Advocate", "lacks": "Lacks capacity for enquiry?", "where": "Meeting where",
        "attended": "Attended?", "felt": "Feedback: felt listened to",
    }  # fmt: skip
    usual = {"Ref": ref, "Client no": 200501, "Date raised": datetime(2026, 4, 2)}
    return usual | {named[name]: cell for name, cell in cells.items()}


def loaded(folder: Path, *written: dict[str, object]) -> Report:
    """Write a tracker with its titles and its total, and load it."""
    folder.mkdir()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "MSP tracker 2026"
    sheet.append(["Making Safeguarding Personal - team tracker (DO NOT SHARE)"])
    sheet.append(["Updated weekly by admin"])
    sheet.append(list(HEADER))
    for cells in written:
        sheet.append([cells.get(column) for column in HEADER])
    sheet.append(["Total", len(written)])
    book.create_sheet("Lookups").append(["safe", "money", "home", "care"])
    book.save(folder / "MSP_tracker_2026-09.xlsx")
    return load(folder, mapping="flat_sheet")


def test_the_month_in_the_files_name_gives_its_last_day(source: Path) -> None:
    assert loaded(source, row("MSP/1")).extract_date == date(2026, 9, 30)


def test_titles_and_the_total_are_no_rows(source: Path) -> None:
    report = loaded(source, row("MSP/1"), row("MSP/2"))
    assert report.targets["enquiries"].offered == 2
    assert report.targets["enquiries"].kept == 2


def test_days_are_cells_of_dates_text_of_two_kinds_and_bare_numbers(source: Path) -> None:
    report = loaded(
        source,
        row("MSP/1", raised=datetime(2026, 4, 19), closed="30/06/2026"),
        row("MSP/2", raised="07.04.26", closed=46200),
        row("MSP/3", raised=46144, closed="?"),
    )
    assert rows("enquiries", "started_on", "concluded_on") == [
        (date(2026, 4, 19), date(2026, 6, 30)),
        (date(2026, 4, 7), date(2026, 6, 27)),
        (date(2026, 5, 2), None),
    ]
    assert [(number, rule) for _, number, _, rule in found(report)] == [(6, "not_a_date")]


def test_an_age_in_years_makes_a_band_and_a_decade_makes_none(source: Path) -> None:
    report = loaded(
        source, row("MSP/1", age=81), row("MSP/2", age="45"), row("MSP/3", age="70s"), row("MSP/4")
    )
    assert [band for (band,) in rows("enquiries", "age_band")] == [
        "75-84", "18-64", "not_recorded", "not_recorded",
    ]  # fmt: skip
    assert (6, "outside_list") in {(number, rule) for _, number, _, rule in found(report)}


def test_one_team_is_written_in_two_ways_and_another_stays_as_it_is(source: Path) -> None:
    loaded(source, row("MSP/1", team="North"), row("MSP/2", team="north team "), row("MSP/3", team="Hub 2"))
    assert rows("enquiries", "team_name") == [("North",), ("North",), ("Hub 2",)]


def test_a_row_without_a_person_is_held_back(source: Path) -> None:
    report = loaded(source, row("MSP/1", person=None), row("MSP/2", person="200507 "))
    assert report.targets["enquiries"].quarantined == 1
    assert len(rows("people", "gender")) == 1


def test_ticks_are_types_of_risk(source: Path) -> None:
    loaded(source, row("MSP/1", neglect="X", financial="Y"), row("MSP/2", neglect="n"))
    assert sorted(rows("enquiry_risks", "risk_type")) == [("financial",), ("neglect",)]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("Met", "", "fully"),
        ("Met", "met", "fully"),
        ("Met", "ongoing", "fully"),
        ("Not met", "Met", "partially"),
        ("Not met", "", "not_achieved"),
        ("Part met", "Part met", "partially"),
        ("Partly", "", "partially"),
        ("", "Met", "fully"),
        ("", "", "not_recorded"),
    ],
)
def test_the_answers_about_two_wishes_make_the_overall_one(
    source: Path, first: str, second: str, together: str
) -> None:
    closed = datetime(2026, 6, 30)
    loaded(source, row("MSP/1", closed=closed, asked="yes", met=first, met_2=second))
    assert rows("enquiries", "outcomes_asked", "outcomes_achieved") == [("asked_expressed", together)]


def test_each_wish_is_a_row_at_the_start_and_one_at_the_conclusion(source: Path) -> None:
    loaded(
        source,
        row("MSP/1", closed="30/06/2026", words="Keep my flat", theme="home", met="Met", theme_2="apology"),
        row("MSP/2", closed="?", words="Feel safe going out", theme="safe", met="ongoing"),
    )
    columns = ("outcome_no", "stage", "recorded_on", "theme", "achieved")
    assert sorted(rows("desired_outcomes", *columns), key=str) == [
        (1, "conclusion", date(2026, 6, 30), "home_or_care", "fully"),
        (1, "start", date(2026, 4, 2), "be_safe", "not_recorded"),
        (1, "start", date(2026, 4, 2), "home_or_care", "not_recorded"),
        (2, "conclusion", date(2026, 6, 30), "justice", "not_recorded"),
        (2, "start", date(2026, 4, 2), "justice", "not_recorded"),
    ]


@pytest.mark.parametrize(
    ("cell", "supported_by", "advocacy"),
    [
        ("no", "none", []),
        ("IMCA", "advocate", [("imca", "provided")]),
        ("daughter", "family", [("family", "provided")]),
        ("requested - none available", "none", [("care_act", "not_available")]),
        ("", "not_recorded", []),
    ],
)
def test_one_cell_says_who_helped(
    source: Path, cell: str, supported_by: str, advocacy: list[tuple[str, str]]
) -> None:
    loaded(source, row("MSP/1", advocate=cell, lacks="Y"))
    assert rows("enquiries", "lacked_capacity", "supported_by") == [("yes", supported_by)]
    assert (rows("advocacy", "advocacy_type", "status") if advocacy else []) == advocacy


def test_a_meeting_is_one_where_somebody_says_where_it_was(source: Path) -> None:
    loaded(
        source,
        row("MSP/1", where="Council office", attended="by phone"),
        row("MSP/2", where="Care home", attended="Rep"),
        row("MSP/3", attended="n"),
    )
    assert rows("meetings", "venue", "adult_took_part", "representative_took_part") == [
        ("council_office", "remote", "not_recorded"),
        ("care_setting", "represented_only", "in_person"),
    ]


def test_a_mark_of_how_listened_to_somebody_felt_counts_once_the_work_is_closed(source: Path) -> None:
    loaded(source, row("MSP/1", closed="30/06/2026", felt=2), row("MSP/2", felt=5))
    assert rows("experience", "question", "answer", "respondent", "collected_on") == [
        ("listened_to", "mostly_no", "not_recorded", date(2026, 6, 30))
    ]
