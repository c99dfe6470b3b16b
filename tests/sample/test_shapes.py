"""Exports in other shapes: marked synthetic, the same bytes each time, and every word of theirs known."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from etl.commands.sample import Shape
from etl.mapping import CodeMap, find, folded
from etl.sample import write_sample
from msp_dashboard.vocabulary import code_list
from sample_data.council import write_export
from sample_data.shapes import WRITERS, flat_words, las_record_words, las_words
from sample_data.shapes.flat_rows import rolled_up
from sample_data.shapes.mess import Wordings

EXPORTS = Path(__file__).parents[2] / "sample_data" / "exports"
OTHERS = sorted(set(WRITERS) - {"standard"})

# Wordings of the generator, the map of the mapping that reads them, and the code list they are of.
SPOKEN: list[tuple[str, Wordings, str, str]] = [
    ("las_like", las_words.GENDER, "gender", "gender"),
    ("las_like", las_words.ETHNICITY, "ethnic_group", "ethnic_group"),
    ("las_like", las_words.SUPPORT_REASON, "primary_support_reason", "primary_support_reason"),
    ("las_like", las_words.DECISION, "concern_decision", "concern_decision"),
    ("las_like", las_words.ASKED, "outcomes_asked", "outcomes_asked"),
    ("las_like", las_words.CONCLUSION, "conclusion", "enquiry_conclusion"),
    ("las_like", las_words.RISK_OUTCOME, "risk_outcome", "risk_outcome"),
    ("las_like", las_words.RISK_TYPE, "risk_type", "risk_type"),
    ("las_like", las_words.RISK_SOURCE, "risk_source", "risk_source"),
    ("las_like", las_words.LOCATION, "risk_location", "risk_location"),
    ("las_like", las_words.STATUS, "achieved", "achieved"),
    ("las_like", las_record_words.VOICE, "voice", "voice"),
    ("las_like", las_record_words.THEME, "theme", "outcome_theme"),
    ("las_like", las_record_words.CHANGE, "change", "outcome_change"),
    ("las_like", las_record_words.SPECIFIC_DECISION, "decision_domain", "decision_domain"),
    ("las_like", las_record_words.MCA_OUTCOME, "capacity_result", "capacity_result"),
    ("las_like", las_record_words.ADVOCACY_TYPE, "advocacy_type", "advocacy_type"),
    ("las_like", las_record_words.NOT_AVAILABLE_REASON, "advocacy_barrier", "advocacy_barrier"),
    ("las_like", las_record_words.DOLS_STATUS, "dols_status", "dols_status"),
    ("flat_sheet", flat_words.ASKED, "outcomes_asked", "outcomes_asked"),
    ("flat_sheet", flat_words.LACKS, "lacked_capacity", "lacked_capacity"),
    ("flat_sheet", flat_words.TYPE, "theme", "outcome_theme"),
    ("flat_sheet", flat_words.MET, "achieved", "achieved"),
    ("flat_sheet", flat_words.VENUE, "venue", "venue"),
    ("flat_sheet", flat_words.ATTENDED, "adult_took_part", "attendance"),
]


def test_the_command_writes_every_shape() -> None:
    assert {shape.value for shape in Shape} == set(WRITERS)


@pytest.mark.parametrize("shape", OTHERS)
def test_the_committed_export_of_a_shape_is_what_the_generator_writes(shape: str, tmp_path: Path) -> None:
    write_export(tmp_path, shape, enquiries=40, years=2, seed=5, extract_date=date(2026, 9, 30))
    assert dict(contents(tmp_path)) == dict(contents(EXPORTS / shape))


@pytest.mark.parametrize("shape", OTHERS)
def test_the_same_council_gives_the_same_bytes(shape: str, tmp_path: Path) -> None:
    for name in ("one", "same"):
        write_export(tmp_path / name, shape, enquiries=12, years=1)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "same" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("shape", OTHERS)
def test_a_shape_is_marked_synthetic_with_the_hash_of_every_file(shape: str) -> None:
    package = json.loads((EXPORTS / shape / "datapackage.json").read_text(encoding="utf-8"))
    assert package["synthetic"] is True
    assert package["extract_date"] == "2026-09-30"
    paths = {resource["path"] for resource in package["resources"]}
    assert paths == {path.name for path in (EXPORTS / shape).iterdir()} - {"datapackage.json"}
    for resource in package["resources"]:
        content = (EXPORTS / shape / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)


def test_another_shape_takes_the_place_of_a_sample(tmp_path: Path) -> None:
    write_sample(tmp_path, {"enquiries": 5, "years": 1})
    write_sample(tmp_path, {"enquiries": 5, "years": 1, "shape": "las_like"})
    assert {path.name.split("_")[0] for path in tmp_path.iterdir()} == {"LAS", "datapackage.json"}


@pytest.mark.parametrize(("shape", "wordings", "name", "codes"), SPOKEN)
def test_every_word_is_one_that_the_mapping_knows(
    shape: str, wordings: Wordings, name: str, codes: str
) -> None:
    known = find(shape).wording.maps[name]
    assert set(wordings) <= {*code_list(codes).values}
    for code, words in wordings.items():
        blank = code in ("not_recorded", "first")
        assert {read_as(known, word) for word in words} <= ({code, ""} if blank else {code}), code


def test_las_files_bear_the_extract_date(tmp_path: Path) -> None:
    write_export(tmp_path, "las_like", enquiries=5, years=1, extract_date=date(2025, 3, 14))
    stamped = {path.stem.rsplit("_", 1)[1] for path in tmp_path.glob("*.csv")}
    assert stamped == {"20250314"}
    assert len(list(tmp_path.glob("*.csv"))) == 7


def test_a_las_export_has_rows_twice_times_and_blanks_at_the_end(tmp_path: Path) -> None:
    write_export(tmp_path, "las_like", enquiries=150)
    concerns = (tmp_path / "LAS_SG_Concern_20260930.csv").read_text("utf-8").splitlines()
    enquiries = (tmp_path / "LAS_SG_Enquiry_20260930.csv").read_text("utf-8")
    assert len(set(concerns)) < len(concerns)
    assert any(" 00:00," in line for line in concerns)
    assert any("Safeguarding Hub ," in line for line in concerns)
    assert "Risk reduced ," in enquiries


def test_the_tracker_has_titles_a_total_and_dates_of_every_kind(tmp_path: Path) -> None:
    write_export(tmp_path, "flat_sheet", enquiries=150)
    book = openpyxl.load_workbook(tmp_path / "MSP_tracker_2026-09.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert book.sheetnames == ["MSP tracker 2026", "Lookups"]
    assert rows[0][0] == "Making Safeguarding Personal - team tracker (DO NOT SHARE)"
    assert rows[2][:3] == ("Ref", "Client no", "Name")
    assert rows[-1][:2] == ("Total", len(rows) - 4)
    kinds = {type(row[5]).__name__ for row in rows[3:-1]}
    assert kinds == {"datetime", "str", "int"}


def test_a_tracker_of_another_day_bears_the_day(tmp_path: Path) -> None:
    write_export(tmp_path, "flat_sheet", enquiries=5, years=1, extract_date=date(2025, 3, 14))
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["MSP_tracker_2025-03-14.xlsx"]


def test_wishes_roll_up_to_one_answer() -> None:
    assert rolled_up(["fully", "fully"]) == "fully"
    assert rolled_up(["not_achieved", "too_early"]) == "not_achieved"
    assert rolled_up(["fully", "not_achieved"]) == "partially"
    assert rolled_up(["withdrawn", ""]) == ""


def read_as(known: CodeMap, word: str) -> str:
    """Return the code that a map gives for a word; blank for a word that it does not know."""
    if not known.prefix:
        return known.codes.get(folded(word), "")
    fitting = [start for start in known.codes if folded(word).startswith(start)]
    return known.codes[max(fitting, key=len)] if fitting else ""


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every part of every file; how a workbook is packed, and so its hash, depends on the machine."""
    for path in folder.iterdir():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from ((f"{path.name}/{name}", book.read(name)) for name in book.namelist())
        elif path.name != "datapackage.json":
            yield path.name, path.read_bytes()
