"""A profile says what is in a file, and shows no value that could be about one person."""

import json
from pathlib import Path

import yaml
from typer.testing import CliRunner

from etl.__main__ import app
from etl.profile import ColumnProfile, profile, proposal
from etl.reading.grid import Declared

ROWS = (
    "Ref;Person's Name;Raised;Closed;Team;Reached on;Secret;Empty\n"
    + "".join(
        f"{n};Somebody;{13 + n}/01/2026;0{n}/0{n}/2026;North;9434765919;Only I know {n};\n"
        for n in range(1, 6)
    )
    + "6;Somebody;20/02/2026;;South;;;\n"
)


def _columns(path: Path) -> dict[str, ColumnProfile]:
    return {column.name: column for column in profile(path, Declared()).columns}


def test_a_column_is_described_by_how_complete_it_is_and_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ROWS)
    found = _columns(tmp_path / "a.csv")
    assert (found["Ref"].filled, found["Ref"].different, found["Ref"].kind) == (6, 6, "whole number")
    assert (found["Raised"].kind, found["Raised"].orders) == ("date", ("dmy",))
    assert (found["Closed"].filled, found["Closed"].orders) == (5, ("dmy", "mdy"))
    assert found["Empty"].kind == "blank"


def test_only_words_that_five_rows_share_are_shown(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ROWS)
    found = _columns(tmp_path / "a.csv")
    assert found["Team"].words == (("North", 5),)
    assert found["Secret"].words == ()


def test_a_column_that_looks_like_an_identifier_shows_nothing_however_common_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ROWS)
    found = _columns(tmp_path / "a.csv")
    assert (found["Person's Name"].identifier, found["Person's Name"].words) == ("a name", ())
    assert (found["Reached on"].identifier, found["Reached on"].words) == ("an NHS number in 5 rows", ())


def test_a_reference_that_many_rows_share_is_not_shown(tmp_path: Path) -> None:
    rows = "".join(f"C{n % 2},Team {n % 2},M{n}x\n" + "C9,Team 1,M7x\n" for n in range(12))
    (tmp_path / "a.csv").write_text("clientId,Team,Other\n" + rows)
    found = _columns(tmp_path / "a.csv")
    assert (found["clientId"].kind, found["clientId"].words) == ("few words", ())
    assert found["Team"].words == (("Team 1", 18), ("Team 0", 6))
    assert (found["Other"].kind, found["Other"].words) == ("text", ())


def test_dates_that_every_order_reads_alike_and_cells_of_json_are_known(tmp_path: Path) -> None:
    days = "".join(f'2026-01-0{n}T10:00:00Z,"{{""a"": {n}}}"\n' for n in range(1, 6))
    (tmp_path / "a.csv").write_text("Made,Answers\n" + days + 'soon,"[1]"\n')
    found = _columns(tmp_path / "a.csv")
    assert (found["Made"].kind, found["Made"].orders, found["Made"].others) == ("date", ("any",), 1)
    assert (found["Answers"].kind, found["Answers"].words) == ("JSON", ())


def test_people_get_a_table_and_programs_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ROWS)
    (tmp_path / "b.csv").write_text("Ref,[red]Note\n1,x\n2,y\n")
    shown = CliRunner().invoke(app, ["profile", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")])
    assert shown.exit_code == 0
    assert max(len(line) for line in shown.stdout.splitlines()) <= 80
    for words in ("a.csv: 6 rows (semicolons, UTF-8)", "date (dmy)", "North (5)", "[red]Note"):
        assert words in shown.stdout
    assert "Somebody" not in shown.stdout
    told = CliRunner().invoke(app, ["profile", str(tmp_path / "a.csv"), "--json"])
    (file,) = json.loads(told.stdout)["files"]
    assert (file["file"], file["rows"], file["columns"][4]["words"]) == (
        "a.csv",
        6,
        [{"value": "North", "rows": 5}],
    )


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["profile", str(tmp_path / "absent.csv")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "There is no file absent.csv.\n"


def test_the_proposal_is_a_beginning_that_lists_no_identifier(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ROWS)
    lines = list(proposal(profile(tmp_path / "a.csv", Declared()), "rows"))
    read = yaml.safe_load("\n".join(lines))["rows"]
    assert read == {
        "path": "a.csv",
        "delimiter": "semicolon",
        "columns": ["Ref", "Raised", "Closed", "Team", "Secret", "Empty"],
    }
