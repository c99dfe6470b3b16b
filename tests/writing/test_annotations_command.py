"""The command that lists, writes down and withdraws what changed in recording, as a person types it."""

import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from msp_dashboard import audit
from msp_dashboard.__main__ import app
from msp_dashboard.settings import settings
from tests.etl.exports import CONCERNS, load, write
from tests.writing.authors import logged

A_FORM = ("--on", "2025-04-01", "--kind", "form_change", "--text", "A new [form]")
TEAMS = "team_name,service\nNorth,Adults\nSouth,Adults\n"


def typed(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["annotations", *arguments])


def listed() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(typed("list", "--json").stdout)["annotations"]
    return found


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "200")
    assert home.is_dir()
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_what_is_added_is_listed_and_its_author_is_the_systems_user() -> None:
    done = typed("add", *A_FORM, "--until", "2025-04-30")
    assert (done.exit_code, done.stdout) == (0, "Annotation 1 is written down.\n")
    assert listed() == [
        {
            "annotation_id": 1,
            "happened_on": "2025-04-01",
            "ends_on": "2025-04-30",
            "kind": "form_change",
            "text": "A new [form]",
            "team": None,
            "role": "command_line",
        }
    ]
    shown = typed("list").stdout
    assert "A new [form]" in shown
    assert "Whole council" in shown
    ((actor, action, details),) = logged()
    assert (actor, action) == (f"{getpass.getuser()} on the command line", "annotated")
    assert details["role"] == "command_line"
    assert audit.verify() == 1


def test_a_team_is_one_of_the_current_release(tmp_path: Path) -> None:
    load(write(tmp_path / "export", concerns=CONCERNS + "C1,P1,2025-03-01\n", teams=TEAMS))
    refused = typed("add", *A_FORM, "--team", "East")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "--team: Choose the whole council or a team from those that your role covers.\n",
    )
    assert typed("add", *A_FORM, "--team", "North").exit_code == 0
    assert [each["team"] for each in listed()] == ["North"]
    assert typed("withdraw", "1").stdout == "Annotation 1 is withdrawn.\n"


def test_a_team_without_a_release_is_refused_in_words() -> None:
    refused = typed("add", *A_FORM, "--team", "North")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("No release has been published yet.")


def test_every_fault_names_its_option() -> None:
    refused = typed(
        "add", "--on", "soon", "--until", "later", "--kind", "party", "--text", "Ring 020 7946 0000"
    )
    assert (refused.exit_code, refused.stdout) == (1, "")
    for option in (
        "--on: Choose",
        "--until: Choose",
        "--kind: Choose",
        "--text: This holds what looks like a",
    ):
        assert option in refused.stderr
    assert "7946" not in refused.stderr
    assert listed() == []


def test_what_is_withdrawn_is_listed_no_more_and_not_withdrawn_twice() -> None:
    typed("add", *A_FORM)
    assert typed("withdraw", "1").stdout == "Annotation 1 is withdrawn.\n"
    assert typed("list").stderr == "No annotation is written down.\n"
    refused = typed("withdraw", "1")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "That entry is not there, or was withdrawn before: nothing changed.\n",
    )


def test_a_database_that_is_none_is_said_in_a_sentence(home: Path) -> None:
    (home / "operations.sqlite").write_bytes(b"not a database" * 100)
    for arguments in (("list",), ("add", *A_FORM), ("withdraw", "1")):
        refused = typed(*arguments)
        assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
        assert "Traceback" not in refused.stderr
