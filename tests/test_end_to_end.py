"""The whole line by its commands: an odd export in, every number out, equal to the plain reading."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.measures.comparing import differences
from tests.plain_reading import measures as plain
from tests.plain_reading.odd_exports import write_odd_export
from tests.plain_reading.reading import read_export

ROOT = Path(__file__).parents[1]
FIRST, LAST = "2024-04-01", "2026-09-30"


def _run(home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, "MSP_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("seed", "by", "where"),
    [
        (101, None, {}),
        (102, "quarter", {"lacked_capacity": "yes"}),
        (103, "risk_type", {}),
        (104, "age_band", {"gender": "female"}),
    ],
)
def test_an_odd_export_gives_the_numbers_of_the_plain_reading(
    seed: int, by: str | None, where: dict[str, str], tmp_path: Path
) -> None:
    source, home = tmp_path / "export", tmp_path / "home"
    source.mkdir()
    write_odd_export(source, seed, enquiries=150)
    report = json.loads(_run(home, "etl", "load", "standard", "--source", str(source), "--json"))
    export = read_export(source, date.fromisoformat(report["extract_date"]))
    for name, count in export.counts.items():
        expected = {part: getattr(count, part) for part in ("offered", "kept", "quarantined", "merged")}
        assert report["targets"].get(name, dict.fromkeys(expected, 0)) == expected, name

    filters = [word for name, code in where.items() for word in ("--where", f"{name}={code}")]
    broken_down = ["--by", by] if by else []
    options = ["--tier", "exact", "--from", FIRST, "--to", LAST, "--json", *filters, *broken_down]
    document = json.loads(_run(home, "msp_dashboard", "measures", *options))
    ours = {answer["key"]: answer for answer in document["measures"]}
    plainly = plain.answers(
        export,
        from_=date.fromisoformat(FIRST),
        to=date.fromisoformat(LAST),
        where={name: [code] for name, code in where.items()},
        by=by,
    )
    assert set(ours) == {answer["key"] for answer in plainly}
    found = [line for answer in plainly for line in differences(ours[answer["key"]], answer, answer["key"])]
    assert found == []
