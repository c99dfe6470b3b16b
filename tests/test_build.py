"""The build as it is promised: locked requirements, make's targets, and a home that is never written over."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).parents[1]
LOCKED = ("requirements.txt", "requirements-test.txt")


def make(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run make as a person would, outside the make that may have started this test."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def locked(name: str) -> dict[str, set[str]]:
    """Return the versions of each package in a locked file (one may differ by version of Python)."""
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE):
        versions.setdefault(package, set()).add(version)
    return versions


def wanted(name: str) -> set[str]:
    """Return the packages that a .in file asks for by name."""
    return set(re.findall(r"^([a-z0-9][a-z0-9-]+)", (ROOT / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKED)
def test_every_locked_requirement_carries_hashes(name: str) -> None:
    entries = re.split(r"\n(?=[a-z])", (ROOT / name).read_text().strip())[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", [*LOCKED, "package-lock.json"])
def test_no_locked_file_names_a_registry(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"https?://|file:|index-url|find-links|\bresolved\b", text)


@pytest.mark.parametrize("name", LOCKED)
def test_everything_asked_for_is_locked(name: str) -> None:
    assert wanted(name.replace(".txt", ".in")) <= set(locked(name))


def test_tests_run_on_the_versions_that_people_run() -> None:
    run, test = (locked(name) for name in LOCKED)
    assert {name: test[name] for name in run.keys() & test} == {name: run[name] for name in run.keys() & test}


def test_the_small_bundle_is_the_one_that_plotly_names() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert packages["node_modules/plotly.js-cartesian-dist-min"]["version"] == get_plotlyjs_version()


def test_every_npm_package_carries_its_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [
        name for name, each in packages.items() if name and not each["integrity"].startswith("sha512-")
    ] == []


def test_the_gate_runs_the_test_command() -> None:
    gate = ROOT / ".ci" / "run"
    assert os.access(gate, os.X_OK)
    assert gate.read_text().splitlines()[-1] == "make test"


def test_help_lists_what_each_target_does() -> None:
    listed = re.findall(r"^  make (\S+) +\S+", make().stdout, re.MULTILINE)
    assert listed == ["help", "setup", "run", "test", "lint", "bench", "screenshots", "requirements", "clean"]


def test_a_machine_without_a_recent_python_is_told_in_one_sentence(tmp_path: Path) -> None:
    for name in ("Makefile", *LOCKED, "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    answer = make("run", "PYTHON=no-such-python", folder=tmp_path)
    assert answer.returncode != 0
    assert answer.stderr.splitlines()[0].startswith("MSP Dashboard needs Python 3.11 or newer: ")
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("name", ["CURRENT", "r000001.duckdb"])
def test_the_synthetic_council_is_never_loaded_over_a_release(name: str, tmp_path: Path) -> None:
    releases = tmp_path / "own council" / "releases"
    releases.mkdir(parents=True)
    (releases / name).write_text("their own")
    answer = make("--assume-old=.venv/.installed", "home", f"MSP_HOME={releases.parent}")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(["own council", "releases", name])


def test_the_synthetic_council_is_never_loaded_into_a_shared_warehouse(tmp_path: Path) -> None:
    elsewhere = "MSP_WAREHOUSE_URL=postgresql+psycopg://somebody@nowhere/theirs"
    answer = make("--assume-old=.venv/.installed", "home", f"MSP_HOME={tmp_path / 'home'}", elsewhere)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_home_is_filled_once_with_a_synthetic_council(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first, second = (make("--assume-old=.venv/.installed", "home", f"MSP_HOME={home}") for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert (home / "releases" / "CURRENT").read_text() == "r000001\n"
    assert json.loads((home / "sample" / "datapackage.json").read_text())["synthetic"] is True
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert [path.name for path in (home / "releases").glob("*.duckdb")] == ["r000001.duckdb"]
