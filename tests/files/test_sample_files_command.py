"""The command that draws files to look at: one JSON document or a table, and refusals in a sentence."""

import getpass
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from msp_dashboard.__main__ import app
from msp_dashboard.operations import audit_log, reading
from msp_dashboard.results.files import RULES
from msp_dashboard.settings import settings
from tests.files.council import FITS, PURPOSE
from tests.measures.terminal import refused

YEAR = ("--from", "2025-04-01", "--to", "2026-03-31")
RANDOM = ("--rule", "random", "--seed", "7")


def told(*arguments: str, purpose: str = PURPOSE) -> Result:
    """Run the command inside this process."""
    return CliRunner().invoke(app, ["sample-files", *YEAR, "--purpose", purpose, *arguments])


def document(*arguments: str) -> dict[str, Any]:
    """Return the JSON document of a command that succeeds."""
    done = told(*arguments, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.usefixtures("home")
def test_the_document_says_what_was_asked_and_names_the_files() -> None:
    found = document("--rule", "not_supported", "--n", "5", "--seed", "3", "--team", "South")
    assert found == {
        "release": "r000001",
        "extract_date": "2026-09-30",
        "rule": "not_supported",
        "n": 5,
        "seed": 3,
        "from": "2025-04-01",
        "to": "2026-03-31",
        "team": "South",
        "enquiry_type": "s42",
        "files": [{"reference": "S/lacked, no one", "source_system": "standard", "team": "South"}],
        "note": "Only 1 enquiry fits, and 5 were asked for.",
    }


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_drawn_by_its_name_and_restricted_records_never(rule: str) -> None:
    files = document("--rule", rule, "--n", "50", "--seed", "1", "--team", "North")["files"]
    assert {each["reference"] for each in files} == {f"N/{words}" for words in FITS[rule]}


@pytest.mark.usefixtures("home")
def test_ten_are_drawn_where_no_number_is_given_and_the_same_ones_again() -> None:
    first = document(*RANDOM)
    assert (first["n"], len(first["files"]), first["note"]) == (10, 10, None)
    assert document(*RANDOM) == first


@pytest.mark.usefixtures("home")
def test_other_enquiries_are_drawn_where_they_are_asked_for() -> None:
    found = document(*RANDOM, "--enquiry-type", "other")
    assert [each["reference"] for each in found["files"]] == ["N/of another type"]


@pytest.mark.usefixtures("home")
def test_the_table_names_the_files_and_says_why_there_are_few() -> None:
    done = told("--rule", "not_supported", "--seed", "3", "--team", "North")
    assert done.exit_code == 0
    assert "N/lacked, no one" in done.stdout
    assert "Only 1 enquiry fits, and 10 were asked for." in done.stdout
    none = told(*RANDOM, "--from", "2024-04-01", "--to", "2024-04-30")
    assert none.stdout == "No enquiry fits: there is no file to look at.\n"


@pytest.mark.usefixtures("home")
def test_who_drew_is_written_down() -> None:
    document(*RANDOM, "--n", "2")
    with reading() as store:
        last = store.execute(sa.select(audit_log).order_by(audit_log.c.entry_id.desc()).limit(1)).one()
    assert (last.actor, last.action) == (f"{getpass.getuser()} on the command line", "files drawn")
    details = json.loads(last.details)
    assert (details["purpose"], details["files"], details["role"]) == (PURPOSE, 2, "command_line")
    assert "N/" not in last.details


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "purpose"),
    [
        (RANDOM, ""),
        (RANDOM, "too short"),
        (RANDOM, "x" * 201),
        (RANDOM, "For 943 476 5919 only"),
        ((*RANDOM, "--team", "Nowhere"), PURPOSE),
        ((*RANDOM, "--from", "1900-01-01"), PURPOSE),
        (("--rule", "random", "--seed", "-1"), PURPOSE),
        (("--rule", "random", "--seed", str(10**20)), PURPOSE),
    ],
)
def test_what_may_not_be_drawn_is_refused_in_a_sentence(arguments: tuple[str, ...], purpose: str) -> None:
    done = told(*arguments, "--json", purpose=purpose)
    refused(done, 1)
    assert done.stderr.count("\n") == 1
    assert "943 476" not in done.stderr


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--seed", "7"),
        ("--rule", "random"),
        ("--rule", "worst", "--seed", "7"),
        (*RANDOM, "--n", "0"),
        (*RANDOM, "--n", "51"),
        (*RANDOM, "--n", "ten"),
        (*RANDOM, "--from", "2026-02-30"),
        (*RANDOM, "--enquiry-type", "most"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_a_sentence(arguments: tuple[str, ...]) -> None:
    refused(told(*arguments, "--json"), 2)


def test_without_a_release_it_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSP_HOME", str(tmp_path / "nothing here"))
    settings.cache_clear()
    done = told(*RANDOM)
    settings.cache_clear()
    refused(done, 1)
    assert done.stderr.startswith("No release has been published yet.")
