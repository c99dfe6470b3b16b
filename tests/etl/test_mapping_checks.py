"""What a mapping asks of its rows and of a load as a whole, and what follows where it is not kept."""

from datetime import date
from pathlib import Path

import pytest

from etl.refusals import LoadRefused
from msp_dashboard.releases import current_number
from tests.etl.exports import load
from tests.etl.mapped import Source, findings, judged, rows_of

FILE = "files: {f: {path: f.csv, columns: [Ref, Start, End, Risk, Wish]}}\n"
SET = (
    "set: {enquiry_ref: Ref, person_ref: Ref, enquiry_type: {constant: s42}, started_on: Start, "
    "concluded_on: End, risk_outcome: Risk}"
)
HEADER = "Ref,Start,End,Risk,Wish\n"
ROWS = (
    HEADER
    + "E1,2026-01-10,2026-01-09,,\nE2,2026-01-10,2026-11-01,,\nE3,2026-01-10,2026-02-01,,\nE4,2026-01-10,,,\n"
)


def checked(folder: Path, check: str, content: str = ROWS, more: str = "") -> Source:
    """Write a source with a check on the day of conclusion."""
    source = Source(folder=folder)
    source.write(
        f"{more}{FILE}load:\n  - {{into: enquiries, from: f, {SET}, check: {{concluded_on: {check}}}}}\n",
        {"f.csv": content},
    )
    return source


@pytest.mark.parametrize(
    ("check", "rule", "rows"),
    [
        ("{not_before: started_on}", "before_other_day", [2]),
        ("{not_after_extract: yes}", "after_extract", [3]),
        ("{not_after_extract: no}", "after_extract", []),
        ("{within_days: {of: started_on, days: 22}}", "not_within_days", [3]),
        ("{in_range: [2026-01-10, 2026-10-31]}", "outside_range", [2, 3]),
    ],
)
def test_a_check_flags_what_breaks_it_and_a_blank_cell_never_does(
    tmp_path: Path, check: str, rule: str, rows: list[int]
) -> None:
    with checked(tmp_path, check).prepared(date(2026, 9, 30)) as prepared:
        judged(prepared)
        found = [(row, action, field) for _, row, action, each, field in findings(prepared) if each == rule]
        assert found == [(row, "flagged", "concluded_on") for row in rows]


def test_a_check_may_blank_the_cell_bar_the_row_or_stop_the_load(tmp_path: Path) -> None:
    with checked(tmp_path / "a", "{not_after_extract: yes, then: blank_and_flag}").prepared() as prepared:
        judged(prepared)
        days = [day for (day,) in rows_of(prepared, "enquiries", "concluded_on")]
        assert days == ["2026-01-09", None, "2026-02-01", None]
    with checked(tmp_path / "b", "{not_after_extract: yes, then: quarantine}").prepared() as prepared:
        assert judged(prepared).counts["enquiries"].quarantined == 1
    stopped = pytest.raises(LoadRefused, match=r"f\.csv row 3: concluded_on breaks .*after_extract")
    with checked(tmp_path / "c", "{not_after_extract: yes, then: stop}").prepared() as prepared, stopped:
        judged(prepared)


def test_numbers_have_a_range_too(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "files: {f: {path: f.csv, columns: [Team, Day, Staff]}}\nload:\n  - {into: rollout, from: f, "
        "set: {team_name: Team, as_of: Day, stage: {constant: planning}, staff: Staff}, "
        "check: {staff: {in_range: [1, 500], then: blank_and_flag}}}\n",
        {"f.csv": "Team,Day,Staff\nA,2026-01-01,500\nB,2026-01-01,0\nC,2026-01-01,5000\n"},
    )
    with source.prepared() as prepared:
        judged(prepared)
        assert rows_of(prepared, "rollout", "staff") == [("500",), (None,), (None,)]


UNKNOWN = HEADER + "E1,2026-01-10,,Ceased,\nE2,2026-01-10,,removed,\n"


@pytest.mark.parametrize(("unmapped", "kept"), [("flag", 2), ("quarantine", 1)])
def test_an_unknown_word_is_flagged_or_bars_its_row(tmp_path: Path, unmapped: str, kept: int) -> None:
    more = f"defaults: {{unmapped: {unmapped}}}\n"
    with checked(tmp_path, "{not_after_extract: yes}", UNKNOWN, more).prepared() as prepared:
        assert judged(prepared).counts["enquiries"].kept == kept


def test_an_unknown_word_stops_a_load_where_the_mapping_says_so(tmp_path: Path) -> None:
    more = "defaults: {unmapped: stop}\n"
    stopped = pytest.raises(LoadRefused, match=r"f\.csv row 2: risk_outcome holds a word outside its list")
    with checked(tmp_path, "{not_after_extract: yes}", UNKNOWN, more).prepared() as prepared, stopped:
        judged(prepared)


def outcomes(known: int, unknown: int, blank: int) -> str:
    """Return a file with so many words inside and outside the list, and blank."""
    words = ["removed"] * known + ["Ceased"] * unknown + [""] * blank
    return HEADER + "".join(f"E{number},2026-01-10,,{word},\n" for number, word in enumerate(words))


@pytest.mark.parametrize(
    ("threshold", "content", "words"),
    [
        ("unmapped_pct: 2", outcomes(95, 5, 50), "enquiries.risk_outcome: 5 of 100 filled cells"),
        ("unmapped_pct: 5", outcomes(95, 5, 0), None),
        ("unmapped_pct: 2", outcomes(4, 4, 0), None),
        (
            "blank_pct: {enquiries.risk_outcome: 10}",
            outcomes(30, 0, 5),
            "risk_outcome: 5 of 35 cells are blank",
        ),
        ("blank_pct: {enquiries.risk_outcome: 10}", outcomes(1, 0, 4), None),
    ],
)
def test_a_threshold_holds_the_release_but_never_for_fewer_than_five_rows(
    tmp_path: Path, threshold: str, content: str, words: str | None
) -> None:
    more = f"thresholds: {{{threshold}}}\n"
    with checked(tmp_path, "{not_after_extract: yes}", content, more).prepared() as prepared:
        reasons = judged(prepared).held_because
        assert [words in reason for reason in reasons] == [True] if words else reasons == ()


def test_a_threshold_may_only_warn_or_stop(tmp_path: Path) -> None:
    content = outcomes(5, 5, 0)
    more = "thresholds: {unmapped_pct: 2, then: warn}\n"
    source = checked(tmp_path, "{not_after_extract: yes}", content, more)
    with source.prepared() as prepared:
        assert judged(prepared).held_because == ()
        assert source.warnings[-1].startswith("enquiries.risk_outcome: 5 of 10")
    source = checked(tmp_path, "{not_after_extract: yes}", content, more.replace("warn", "stop"))
    with source.prepared() as prepared, pytest.raises(LoadRefused, match="The mapping says stop"):
        judged(prepared)


def test_a_change_of_the_dates_format_that_quarantines_a_file_is_warned_of_and_held(
    home: Path, tmp_path: Path
) -> None:
    more = "thresholds: {row_change_pct: 30}\n"
    mapping = str(tmp_path / "own.yaml")
    good = outcomes(20, 0, 0)
    lost = good.replace("2026-01-10", "10.01.26", 7)
    source = checked(tmp_path, "{not_after_extract: yes}", lost)
    with source.prepared(date(2026, 9, 30)) as prepared:
        assert judged(prepared).held_because == ()
        assert source.warnings[-1] == "enquiries: 7 of 20 rows are quarantined, more than 30%."
    for content, status in ((good, "published"), (lost, "held")):
        checked(tmp_path, "{not_after_extract: yes}", content, more)
        assert load(tmp_path / "export", mapping=mapping).status == status
    assert home.exists()


def test_a_lurch_in_the_number_of_rows_is_held_and_says_why(home: Path, tmp_path: Path) -> None:
    more = "thresholds: {row_change_pct: 30}\n"
    mapping = str(tmp_path / "own.yaml")
    for rows, status in ((20, "published"), (15, "published"), (10, "held"), (21, "held"), (14, "published")):
        checked(tmp_path, "{not_after_extract: yes}", outcomes(rows, 0, 0), more)
        report = load(tmp_path / "export", mapping=mapping)
        assert report.status == status, rows
        if status == "held":
            assert report.held_because[0].startswith(
                f"enquiries: {rows} rows, where the last load of a_source"
            )
    assert current_number() == 5
    assert home.exists()
