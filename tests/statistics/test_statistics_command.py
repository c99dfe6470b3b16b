"""The statistics command: a small JSON in, one JSON document or one plain sentence out."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from msp_dashboard.__main__ import app
from tests.statistics.references import series, units

ROOT = Path(__file__).parents[2]
STEADY = {"numerator": [50, 60] * 6, "denominator": [100] * 12}


def _told(folder: Path, kind: str, content: object, *options: str) -> Result:
    file = folder / "numbers.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return CliRunner().invoke(app, ["statistics", kind, str(file), *options])


def _document(folder: Path, kind: str, content: object) -> dict[str, Any]:
    done = _told(folder, kind, content, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout, parse_constant=pytest.fail)
    return found


def test_a_person_types_it_and_gets_one_document(tmp_path: Path) -> None:
    file = tmp_path / "series.json"
    file.write_text('{"y": [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12]}')
    command = [sys.executable, "-m", "msp_dashboard", "statistics", "spc", str(file), "--json"]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found == {
        "centre": [11.0] * 12,
        "lower": [pytest.approx(5.68)] * 12,
        "upper": [pytest.approx(16.32)] * 12,
        "flag": ["none"] * 12,
    }


def test_rebase_at_and_fixing_reach_the_chart(tmp_path: Path) -> None:
    for reference in series():
        asked = {name: reference[name] for name in ("y", "rebase_at", "fix_after_n_points")}
        assert _document(tmp_path, "spc", asked)["flag"] == reference["flag"]


def test_one_new_baseline_may_stand_without_a_list(tmp_path: Path) -> None:
    (reference,) = [found for found in series() if found["rebase_at"] == [15]]
    found = _document(tmp_path, "spc", {"y": reference["y"], "rebase_at": 15})
    assert [found["centre"][13], found["centre"][14]] == pytest.approx(
        [b["centre"] for b in reference["baselines"]]
    )


def test_below_twelve_points_limits_are_null_and_nothing_is_flagged(tmp_path: Path) -> None:
    found = _document(tmp_path, "spc", {"numerator": [1, 9, 5], "denominator": [10, 10, 10]})
    assert found == {"centre": [0.5] * 3, "lower": [None] * 3, "upper": [None] * 3, "flag": ["none"] * 3}


def test_proportions_have_laneys_limits_from_the_first_twelve_periods(tmp_path: Path) -> None:
    longer = {name: [*counts, *counts] for name, counts in STEADY.items()}
    found = _document(tmp_path, "spc", {**longer, "numerator": [*STEADY["numerator"], *[55] * 12]})
    assert found["upper"] == pytest.approx([0.81596] * 24, abs=5e-6)
    whole = _document(
        tmp_path, "spc", {**longer, "numerator": [*STEADY["numerator"], *[60] * 12], "fix_after_n_points": 24}
    )
    assert whole["centre"] == pytest.approx([0.575] * 24)


def test_whole_numbers_may_be_written_with_a_point(tmp_path: Path) -> None:
    pointed = {name: [float(count) for count in counts] for name, counts in STEADY.items()}
    assert _document(tmp_path, "spc", pointed) == _document(tmp_path, "spc", STEADY)


def test_a_period_without_records_has_no_limits(tmp_path: Path) -> None:
    gap = {"numerator": [*STEADY["numerator"], 0], "denominator": [*STEADY["denominator"], 0]}
    found = _document(tmp_path, "spc", gap)
    assert [found[name][-1] for name in ("centre", "lower", "upper", "flag")] == [0.55, None, None, "none"]
    assert found["lower"][0] is not None


def test_a_funnel_says_which_limits_it_gives(tmp_path: Path) -> None:
    found = _document(tmp_path, "funnel", {"numerator": [25, 35], "denominator": [50, 100]})
    assert list(found) == ["target", "phi", "tau2", "limits", "adjusted"]
    assert (found["target"], found["adjusted"]) == (0.4, False)
    assert list(found["limits"][0]) == ["lower95", "upper95", "lower998", "upper998"]
    reference = units()[0]
    many = {name: reference[name] for name in ("numerator", "denominator")}
    assert _document(tmp_path, "funnel", many)["adjusted"] is True


def test_one_unit_has_null_for_what_it_cannot_tell(tmp_path: Path) -> None:
    found = _document(tmp_path, "funnel", {"numerator": [3], "denominator": [4]})
    assert (found["phi"], found["tau2"], len(found["limits"])) == (None, None, 1)


def test_without_json_a_person_reads_a_table(tmp_path: Path) -> None:
    assert "two_in_three" not in _told(tmp_path, "spc", STEADY).stdout
    assert "0.55" in _told(tmp_path, "spc", STEADY).stdout
    told = _told(tmp_path, "funnel", {"numerator": [3], "denominator": [4]}).stdout
    assert "not adjusted" in told
    assert "ranking" in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not a JSON document"),
        ("{", "not a JSON document"),
        ("[" * 100_000, "not a JSON document"),
        ([1, 2], "one JSON object"),
        ({}, "no numerator and no denominator"),
        ({"numerator": [1]}, "no denominator"),
        ({"y": None}, "no numerator"),
        ({"y": [1], "numerator": [1]}, "and nothing else"),
        ({"y": [1], "limits": 3}, "and nothing else"),
        ({"y": []}, "no points"),
        ({"y": 5}, "y has to be a list"),
        ({"y": "12"}, "y has to be a list"),
        ({"y": [1, "2"]}, "y, number 2, is not a number"),
        ({"y": [1, None]}, "y, number 2, is not a number"),
        ({"y": [True]}, "y, number 1, is not a number"),
        ('{"y": [1, NaN]}', "Point 2"),
        ('{"y": [1, Infinity]}', "Point 2"),
        ('{"y": [1e999]}', "Point 1"),
        ({"y": [10**400]}, "y, number 1, is too large"),
        ({"y": [1e200]}, "Point 1"),
        ({"y": [1] * 12, "rebase_at": 0}, "not at 0"),
        ({"y": [1] * 12, "rebase_at": [13]}, "not at 13"),
        ({"y": [1] * 12, "rebase_at": 1.5}, "rebase_at, number 1, is not a whole number"),
        ({"y": [1] * 12, "rebase_at": "May"}, "rebase_at, number 1, is not a number"),
        ({"y": [1] * 12, "fix_after_n_points": 0}, "not after 0"),
        ({"y": [1] * 12, "fix_after_n_points": -3}, "not after -3"),
        ({**STEADY, "fix_after_n_points": 11}, "not after 11"),
        ({**STEADY, "fix_after_n_points": [12]}, "fix_after_n_points is not a number"),
        ({"numerator": [1, 2], "denominator": [3]}, "2 numerators and 1 denominators"),
        ({"numerator": [4], "denominator": [3]}, "Numerator 1"),
        ({"numerator": [-1], "denominator": [3]}, "Numerator 1"),
        ({"numerator": [1.5], "denominator": [3]}, "numerator, number 1, is not a whole number"),
        ('{"numerator": [NaN], "denominator": [3]}', "numerator, number 1, is not a whole number"),
        ({"numerator": [0], "denominator": [-3]}, "Denominator 1"),
    ],
)
def test_a_series_that_cannot_be_charted_is_refused_in_a_sentence(
    tmp_path: Path, content: object, said: str
) -> None:
    _refused(_told(tmp_path, "spc", content, "--json"), said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"numerator": [], "denominator": []}, "no numerators"),
        ({"numerator": [1, 0], "denominator": [3, 0]}, "Denominator 2"),
        ({"numerator": [4], "denominator": [3]}, "Numerator 1"),
        ({"numerator": [1], "denominator": [3, 4]}, "1 numerators and 2 denominators"),
        ({"y": [1, 2]}, "no numerator"),
        ({**STEADY, "rebase_at": 3}, "and nothing else"),
    ],
)
def test_units_that_make_no_funnel_are_refused_in_a_sentence(
    tmp_path: Path, content: object, said: str
) -> None:
    _refused(_told(tmp_path, "funnel", content, "--json"), said)


def test_a_file_that_is_not_there_or_is_no_text_is_refused(tmp_path: Path) -> None:
    for file in (tmp_path / "none.json", tmp_path):
        _refused(CliRunner().invoke(app, ["statistics", "spc", str(file), "--json"]), "cannot be read")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00{")
    done = CliRunner().invoke(app, ["statistics", "funnel", str(tmp_path / "bytes.json"), "--json"])
    _refused(done, "not a JSON document")


@pytest.mark.parametrize(
    "words", [[], ["spc"], ["median", "x.json"], ["spc", "x.json", "y.json"], ["funnel", "--csv"]]
)
def test_wrong_words_end_with_two(words: list[str]) -> None:
    assert CliRunner().invoke(app, ["statistics", *words]).exit_code == 2


def _refused(done: Result, said: str) -> None:
    assert (done.exit_code, done.stdout) == (1, ""), done.stdout
    assert isinstance(done.exception, SystemExit)
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
