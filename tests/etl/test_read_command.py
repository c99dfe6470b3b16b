"""The command that prints a file's cells: its one document, its table for people, and its refusals."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from etl.__main__ import app

TEXT = "Concern ID,Concern Date,Days Open\r\n0001,25/12/2026,12\r\n0002,03/04/2026,\r\nTotal,,12\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "concerns.csv"
    path.write_text(TEXT, "utf-8", newline="")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["read", *map(str, arguments)])


def types(folder: Path, text: str) -> Path:
    path = folder / "types.json"
    path.write_text(text, "utf-8")
    return path


def document(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    answer: dict[str, Any] = json.loads(result.stdout)
    assert list(answer) == ["header", "rows", "dialect", "warnings"]
    return answer


def refusal(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr.strip()


def test_cells_are_text_as_written_without_types(file: Path) -> None:
    answer = document(file)
    assert answer["header"] == ["Concern ID", "Concern Date", "Days Open"]
    assert answer["rows"] == [["0001", "25/12/2026", "12"], ["0002", "03/04/2026", None]]
    assert answer["dialect"]["delimiter"] == ","
    assert answer["warnings"] == ["Row 4 is a total and left out."]


def test_named_columns_come_in_their_types(file: Path, tmp_path: Path) -> None:
    named = types(tmp_path, '{"Concern Date": "date", "Days Open": "integer", "Concern ID": "text"}')
    assert document(file, "--types", named)["rows"] == [
        ["0001", "2026-12-25", 12],
        ["0002", "2026-04-03", None],
    ]


def test_a_given_order_is_held_against_the_file(file: Path, tmp_path: Path) -> None:
    named = types(tmp_path, '{"Concern Date": "date"}')
    assert document(file, "--types", named, "--date-order", "dmy")["rows"][1][1] == "2026-04-03"
    assert "row 2 can only be dmy, not mdy" in refusal(file, "--types", named, "--date-order", "mdy")


def test_people_get_a_table_with_what_is_doubtful_below(file: Path) -> None:
    result = run(file)
    assert result.exit_code == 0
    for words in ("Concern ID", "0001", "25/12/2026", 'encoding: "utf-8"', "Row 4 is a total and left out."):
        assert words in result.stdout


def test_a_cell_cannot_steer_a_terminal_nor_colour_the_table(tmp_path: Path) -> None:
    path = tmp_path / "steering.csv"
    path.write_text("Concern ID,Notes\r\n1,[red]stop[/red]\r\n2,\x1b]0;title\x07x\r\n", "utf-8", newline="")
    result = run(path)
    assert result.exit_code == 0
    assert "[red]stop[/red]" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_long_file_shows_its_first_rows_to_people_and_all_in_the_document(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Concern ID,Team\r\n" + "".join(f"C{n},North\r\n" for n in range(60)), "utf-8")
    assert "The first 50 of 60 rows" in run(path).stdout
    assert len(document(path)["rows"]) == 60


def test_a_wide_file_shows_its_rows_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    names = [f"Question {number}" for number in range(1, 31)]
    path.write_text("\r\n".join([",".join(names), *[",".join(["yes"] * 30)] * 9]), "utf-8", newline="")
    shown = run(path).stdout
    assert "│ Question 30 │ yes │ yes │" in shown
    assert "The first 2 of 9 rows; --json prints all." in shown


def test_the_document_is_sound_where_the_terminal_knows_ascii_only(tmp_path: Path) -> None:
    path = tmp_path / "letters.csv"
    path.write_text("Concern ID,Notes\r\nC1,Zoë’s £5\r\n", "utf-8", newline="")
    command = [sys.executable, "-m", "etl", "read", str(path), "--json"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert done.stderr == b""
    assert json.loads(done.stdout.decode("ascii"))["rows"] == [["C1", "Zoë’s £5"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '{"Concern Date": "dat"}',
            "types.json gives column Concern Date an unknown type. Did you mean date?",
        ),
        ('{"Concern Date": 1}', "an unknown type. Choose from text, date, integer."),
        ('{"Concern Dat": "date"}', "concerns.csv has no column Concern Dat. Did you mean Concern Date?"),
        ("Concern Date: date", "types.json is not JSON"),
        ('["Concern Date"]', "types.json names no columns"),
    ],
)
def test_types_that_cannot_be_used_are_refused(file: Path, tmp_path: Path, text: str, words: str) -> None:
    assert words in refusal(file, "--types", types(tmp_path, text))


def test_what_is_not_there_is_refused(file: Path, tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.csv") == "There is no file absent.csv."
    assert "absent.json cannot be read" in refusal(file, "--types", tmp_path / "absent.json")
    assert "sheet" in refusal(file, "--sheet", "Data")


def test_an_unknown_order_is_a_wrong_use(file: Path) -> None:
    assert run(file, "--date-order", "ydm").exit_code == 2
