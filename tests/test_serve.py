"""The serve command: what it refuses, each in one sentence and with nothing started."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def refused(home: Path, *options: str) -> str:
    """Run the command, which must end with 1 and print one line on stderr only; returns that line."""
    done = subprocess.run(
        [sys.executable, "-m", "msp_dashboard", "serve", *options],
        cwd=ROOT,
        env={**os.environ, "MSP_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    (line,) = done.stderr.splitlines()
    return line


def test_a_home_without_a_release_says_which_command_makes_one(tmp_path: Path) -> None:
    assert "python -m etl load standard --source" in refused(tmp_path)


def test_a_missing_home_says_which_command_makes_one(tmp_path: Path) -> None:
    assert "python -m etl load standard --source" in refused(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_broken_release_is_refused_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "CURRENT").write_text("r000001\n")
    (tmp_path / "releases" / "r000001.duckdb").write_text("torn")
    assert refused(tmp_path).startswith("Release r000001 cannot be read: ")


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    assert "cannot be written to" in refused(tmp_path / "home")


def test_a_setting_that_cannot_be_used_is_one_sentence(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSP_SUPPRESSION_THRESHOLD", "1")
    words = refused(sample_home)
    assert words.startswith("The setting MSP_SUPPRESSION_THRESHOLD cannot be used")
    assert "Traceback" not in words


def test_a_port_in_use_is_refused(sample_home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert refused(sample_home, "--port", port).startswith(f"Port {port} is in use: ")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "dashboard.example"])  # noqa: S104 (refused)
def test_an_address_that_others_can_reach_is_refused(host: str, sample_home: Path) -> None:
    assert "can be reached from other machines" in refused(sample_home, "--host", host)


def test_gunicorn_started_by_hand_refuses_such_an_address_too(sample_home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--bind", "0.0.0.0:0", "app:server"],
        cwd=ROOT,
        env={**os.environ, "MSP_HOME": str(sample_home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "can be reached from other machines" in done.stderr
