"""Importing published figures: what is kept of each layout, what is refused, and what an import says."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from etl.__main__ import app
from msp_dashboard import audit
from msp_dashboard.operations import audit_log, published_figures, published_years, reading
from msp_dashboard.results.context import context
from msp_dashboard.settings import settings
from tests.publishers import ASCOF, OWN, SAC, Row, ascof, asked, england, risks, sac, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of three councils, two years, and each kind of figure."""
    return write(
        tmp_path / "published.csv",
        ASCOF,
        [
            england("2024-25"),
            ascof(1, "2023-24", 80, 100, "80.2"),
            ascof(1, "2024-25", 90, 120, "74.8"),
            ascof(2, "2023-24", "[c]", "[c]", "[c]"),
            ascof(2, "2024-25", 390, 330),
            ascof(3, "2023-24", "[x]", "[x]", "[x]"),
            ascof(3, "2024-25", "1,045", "1,245", "83.899999999999991"),
        ],
    )


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["context", *map(str, arguments)])


def document(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def refusal(*arguments: object) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr.strip()


def kept() -> dict[tuple[str, str, str], tuple[object, ...]]:
    """Return what is kept, by council, year and measure: state, numerator, denominator, not recorded."""
    with reading() as connection:
        rows = connection.execute(sa.select(published_figures)).all()
    return {
        (row.council_code, row.year, row.measure): (
            row.state,
            row.numerator,
            row.denominator,
            row.not_recorded,
        )
        for row in rows
    }


def log() -> list[tuple[str, dict[str, Any]]]:
    with reading() as connection:
        rows = connection.execute(sa.select(audit_log.c.action, audit_log.c.details)).all()
    return [(row.action, json.loads(row.details)) for row in rows]


def collection(folder: Path, rows: list[Row], header: Row = SAC) -> Path:
    return write(folder / "collection.csv", header, rows)


def test_every_council_of_ascof_is_kept_and_what_cannot_be_is_counted(file: Path) -> None:
    answer = document(file)
    assert answer == {
        "status": "imported",
        "source": "ascof_4b",
        "years": ["2023-24", "2024-25"],
        "councils": 3,
        "figures": 6,
        "usable": 3,
        "not_usable": 1,
        "suppressed": 1,
        "not_available": 1,
        "not_usable_rows": [6],
        "council": None,
    }
    assert kept() == {
        ("E06900001", "2023-24", "risk_outcome"): ("usable", 80, 100, None),
        ("E06900001", "2024-25", "risk_outcome"): ("usable", 90, 120, None),
        ("E06900002", "2023-24", "risk_outcome"): ("suppressed", None, None, None),
        ("E06900002", "2024-25", "risk_outcome"): ("not_usable", 390, 330, None),
        ("E06900003", "2023-24", "risk_outcome"): ("not_available", None, None, None),
        ("E06900003", "2024-25", "risk_outcome"): ("usable", 1045, 1245, None),
    }


def test_it_says_what_it_did_and_names_no_council_but_ones_own(file: Path) -> None:
    words = run(file, "--council", OWN).stdout
    assert words == (
        "Imported: ASCOF 4b, 2023-24 and 2024-25, 6 figures of 3 councils.\n"
        "1 cannot be, such as a part larger than its whole, and is kept as not usable: row 6.\n"
        "1 is hidden by the publisher.\n"
        "1 is not available.\n"
        "Your own council: Sampleshire, E06900001.\n"
    )
    for printed in (words, run(file, "--json").stdout, json.dumps(log())):
        assert "Otherby" not in printed
        assert "E06900002" not in printed
    with reading() as connection:
        names = connection.scalars(sa.select(published_years.c.council_name)).all()
    assert names == ["Sampleshire", "Sampleshire"]


def test_without_an_own_council_it_says_how_to_name_it(file: Path) -> None:
    assert "--council and its code, or set MSP_COUNCIL_CODE." in run(file).stdout


def test_the_setting_names_ones_own_council(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSP_COUNCIL_CODE", "E06900003")
    settings.cache_clear()
    assert document(file)["council"] == "E06900003"
    assert "names another council" in refusal(file, "--council", OWN)


def test_a_later_import_remembers_ones_own_council(file: Path, tmp_path: Path) -> None:
    assert run(file, "--council", OWN).exit_code == 0
    later = write(tmp_path / "later.csv", ASCOF, [ascof(2, "2022-23", 1, 2)])
    assert document(later)["council"] == OWN
    assert f"Your own council, {OWN}, is not in this file." in " ".join(run(later).stdout.split())


def test_the_same_bytes_again_are_unchanged_and_not_written_down_twice(file: Path) -> None:
    assert document(file)["status"] == "imported"
    before = kept()
    assert document(file)["status"] == "unchanged"
    assert kept() == before
    assert len(log()) == 1


def test_a_newer_file_replaces_its_own_years_and_no_others(file: Path, tmp_path: Path) -> None:
    assert run(file, "--council", OWN).exit_code == 0
    newer = write(tmp_path / "newer.csv", ASCOF, [ascof(1, "2024-25", 91, 121), ascof(1, "2025-26", 95, 125)])
    assert document(newer)["status"] == "replaced"
    found = kept()
    assert found["E06900001", "2024-25", "risk_outcome"] == ("usable", 91, 121, None)
    assert ("E06900003", "2024-25", "risk_outcome") not in found
    assert found["E06900001", "2023-24", "risk_outcome"] == ("usable", 80, 100, None)
    first, second = log()
    assert [first[0], second[0]] == ["published figures imported", "published figures replaced"]
    assert (second[1]["years"], second[1]["figures"]) == (["2024-25", "2025-26"], 2)
    assert audit.verify() == 2


def test_codes_are_text_and_keep_their_zeros(tmp_path: Path) -> None:
    row = ("la", "007", "00123", "Zeroby", "2024-25", "10", "20", "50.0")
    assert document(write(tmp_path / "zeros.csv", ASCOF, [row]), "--council", "00123")["council"] == "00123"
    assert list(kept()) == [("00123", "2024-25", "risk_outcome")]


def test_the_code_of_the_returns_names_a_council_whose_ons_code_changed(tmp_path: Path) -> None:
    old = ("la", "102", "E10900006", "Sampleshire", "2023-24", "80", "100", "80.0")
    new = ("la", "102", "E06900063", "Sampleshire", "2024-25", "90", "120", "75.0")
    assert document(write(tmp_path / "both.csv", ASCOF, [old, new]), "--council", "102")["council"] == "102"
    with reading() as connection:
        names = connection.scalars(sa.select(published_years.c.council_name)).all()
    assert names == ["Sampleshire", "Sampleshire"]
    found = context()
    assert found
    assert [own.year for own in found.measures[0].own] == ["2023-24", "2024-25"]


def test_the_collection_gives_shares_worked_by_hand(tmp_path: Path) -> None:
    rows = [
        *risks(1, 10, 25, 15),
        *asked(1, 60, 20, 10, 5, 15),
        *risks(2, 5, "[c]", 10),
        *risks(3, 5, 5, "[x]"),
    ]
    path = collection(tmp_path, rows)
    assert document(path, "--year", "2023/24")["years"] == ["2023-24"]
    found = kept()
    # 25 reduced and 15 removed of 50; 60 and 20 of 90 asked, 60 of 90 expressed, 5 and 15 not known.
    assert found["E06900001", "2023-24", "risk_outcome"] == ("usable", 40, 50, None)
    assert found["E06900001", "2023-24", "asked"] == ("usable", 80, 90, 20)
    assert found["E06900001", "2023-24", "expressed"] == ("usable", 60, 90, 20)
    assert found["E06900002", "2023-24", "risk_outcome"][0] == "suppressed"
    assert found["E06900002", "2023-24", "asked"][0] == "not_available"
    assert found["E06900003", "2023-24", "risk_outcome"][0] == "not_available"


def test_parts_of_an_answer_are_added_unless_their_total_is_there(tmp_path: Path) -> None:
    parts = [
        sac(1, "SG2e", (answer, source), value)
        for answer, values in (
            ("Risk Remained", (5, 10)),
            ("Risk Reduced", (20, 5)),
            ("Risk Removed", (5, 0)),
        )
        for source, value in zip(("Service provider", "Other"), values, strict=True)
    ]
    total = sac(1, "SG2e", ("Risk Reduced", "Total"), 20)
    document(collection(tmp_path, parts), "--year", "2023-24")
    assert kept()[OWN, "2023-24", "risk_outcome"] == ("usable", 30, 45, None)
    document(collection(tmp_path, [*parts, total]), "--year", "2023-24")
    assert kept()[OWN, "2023-24", "risk_outcome"] == ("usable", 25, 40, None)


def test_only_section_42_enquiries_of_councils_count(tmp_path: Path) -> None:
    other = [sac(1, "SG2e", ("Risk outcome", "Risk reduced"), 999, "Other enquiries")]
    whole = ["Region", "", "E12900001", "Far Shore", "E12900001", "", "", *risks(1, 1, 2, 3)[0][7:]]
    document(collection(tmp_path, [*risks(1, 10, 25, 15), *other, whole]), "--year", "2023-24")
    assert kept() == {(OWN, "2023-24", "risk_outcome"): ("usable", 40, 50, None)}


def test_the_year_comes_from_the_file_or_from_the_option_but_never_from_nowhere(
    file: Path, tmp_path: Path
) -> None:
    without = collection(tmp_path, risks(1, 10, 25, 15))
    assert "does not say of which year it is: add --year" in refusal(without)
    with_year = [(*row, "2022-23") for row in risks(1, 10, 25, 15)]
    named = write(tmp_path / "named.csv", (*SAC, "YEAR"), with_year)
    assert document(named)["years"] == ["2022-23"]
    for path in (named, file):
        assert "leave --year out" in refusal(path, "--year", "2024-25")
    for year in ("2024", "2024-26", "2098-99", "next year"):
        assert "a year that has ended" in refusal(without, "--year", year)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [ascof(1, "2024-25", "Margaret", 10)],
            "row 2, column numerator: the cell is neither a whole number",
        ),
        ([ascof(1, "2024-25", "9.5", 10)], "row 2, column numerator: the cell is neither a whole number"),
        ([ascof(1, "2024-25", 9, 10, "many")], "row 2, column outcome_pct: the cell is neither a percentage"),
        ([ascof(1, "24", 9, 10)], "row 2, column year: the cell holds no year that has ended"),
        ([ascof(1, "2090-91", 9, 10)], "row 2, column year: the cell holds no year that has ended"),
        ([ascof(1, "2024-25", 9, 10), ascof(1, "2024-25", 8, 10)], "rows 2 and 3 are of the same council"),
        ([england("2024-25")], "holds no row of a single council"),
        ([("la", "001", "", "Sampleshire", "2024-25", "1", "2", "50")], "row 2 has no ONS code"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_place_and_changes_nothing(
    file: Path, tmp_path: Path, rows: list[Row], words: str
) -> None:
    document(file)
    before = kept()
    said = refusal(write(tmp_path / "wrong.csv", ASCOF, rows))
    assert words in said
    assert said.startswith("wrong.csv ")
    assert said.endswith("Nothing changed.")
    assert "Margaret" not in said
    assert kept() == before


def test_another_layout_is_refused_with_the_columns_that_are_known(tmp_path: Path) -> None:
    said = refusal(write(tmp_path / "other.csv", ("Team", "Count"), [("North", "3")]))
    assert "has the layout of neither ASCOF 4b nor Safeguarding Adults Collection" in said
    header = tuple(name for name in SAC if name != "VALUE")
    lacking = write(tmp_path / "lacking.csv", header, [row[:-1] for row in risks(1, 1, 2, 3)])
    assert "Safeguarding Adults Collection, but lacks the column value" in refusal(lacking)


def test_a_collection_without_a_table_that_we_know_says_which_it_needs(tmp_path: Path) -> None:
    said = refusal(collection(tmp_path, [sac(1, "SG1a", ("18-64", "Total"), 50)]), "--year", "2023-24")
    assert "SG2e with “Risk remained”, “Risk reduced”, “Risk removed”" in said


def test_the_same_answer_twice_is_refused(tmp_path: Path) -> None:
    twice = [*risks(1, 10, 25, 15), risks(1, 10, 25, 15)[0]]
    assert "row 5, column value: the cell is the second one" in refusal(
        collection(tmp_path, twice), "--year", "2023-24"
    )


def test_a_code_that_is_not_in_the_file_is_refused(file: Path) -> None:
    assert "has no council with that code" in refusal(file, "--council", "E06900099")
    assert "There is no file" in refusal(file.with_name("nowhere.csv"))


def test_a_negative_number_or_a_percentage_above_all_is_not_usable(tmp_path: Path) -> None:
    rows = [ascof(1, "2024-25", -5, 10), ascof(2, "2024-25", 9, 10, "900.0")]
    assert document(write(tmp_path / "odd.csv", ASCOF, rows))["not_usable_rows"] == [2, 3]
