"""Erasing a person on request: out of every release, every word and the way back in, and nobody else."""

import json
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from etl.__main__ import app
from msp_dashboard import audit
from msp_dashboard.operations import audit_log, erased_people, quotes, reading
from msp_dashboard.releases import open_release, verify
from tests.etl.exports import found, load, records, rows, write
from tests.etl.sources import CROSSWALK, mapping, open_texts

pytestmark = pytest.mark.usefixtures("home")

ENQUIRIES = "enquiry_ref,person_ref,concern_ref,enquiry_type,started_on,concluded_on\n"
COUNCIL = {
    "people": "person_ref,gender\nP00017,female\nP00018,male\n",
    "concerns": "concern_ref,person_ref,received_on\nC1,P00017,2025-01-10\nC2,P00018,2025-02-05\n",
    "enquiries": ENQUIRIES
    + "E1,P00017,C1,s42,2025-01-15,2025-02-20\nE2,P00018,C2,s42,2025-02-10,\nE3,P00018,C1,s42,2025-02-11,\n",
    "desired_outcomes": "enquiry_ref,outcome_no,stage,own_words\n"
    "E1,1,start,To stay at home\nE2,1,start,To be safe\n",
    "capacity_assessments": "assessment_ref,person_ref,assessed_on,result\n"
    "A1,P00017,2025-01-20,has_capacity\n",
    "dols": "application_ref,person_ref,received_on,status\nD1,P00017,2025-02-12,granted\n",
    "meetings": "meeting_ref,enquiry_ref,held_on\nM1,E1,2025-01-20\nM2,E2,2025-02-20\n",
    "quotes": "quote_ref,enquiry_ref,kind,said_by,text,consent\nQ1,E1,quote,adult,They came,given\n"
    "Q2,E2,quote,adult,They listened,given\n",
}


@pytest.fixture
def council(source: Path) -> Path:
    """Return the folder of an export of two people, loaded, changed and loaded again."""
    write(source, **COUNCIL)
    load(source)
    write(
        source,
        enquiries=COUNCIL["enquiries"].replace("E1,P00017,C1,s42,2025-01-15", "E1,P00017,C1,s42,2025-01-14"),
    )
    load(source)
    return source


def erase(reference: str, *options: str, source: str = "standard") -> Result:
    return CliRunner().invoke(app, ["erase", "--source", source, *options], input=f"{reference}\n")


def sizes(number: int) -> dict[str, int]:
    """Return the number of rows of each table that holds what is about people."""
    names = ("people", *COUNCIL, "superseded", "corrections", "unit_enquiry", "unit_concern")
    with open_release(number).engine.connect() as connection:
        held = [name for name in dict.fromkeys(names) if name != "quotes"]
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0
            for name in held
        }


def files_that_hold(home: Path, words: str) -> list[str]:
    return [str(path) for path in home.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


@pytest.mark.usefixtures("council")
def test_a_person_is_taken_out_of_every_release_with_all_that_is_theirs() -> None:
    before = {number: open_release(number).content_hash for number in (1, 2)}
    # The enquiry's start was corrected, and with it the day of the outcome that is dated by it.
    assert (sizes(2)["superseded"], sizes(2)["corrections"]) == (2, 2)
    done = erase("P00017", "--confirm")
    assert (done.exit_code, done.stdout) == (
        0,
        "The person is erased. Built anew without them: r000001, r000002.\n",
    )
    for number in (1, 2):
        verify(number)
        assert sizes(number) == {
            "people": 1,
            "concerns": 1,
            "enquiries": 2,
            "desired_outcomes": 1,
            "capacity_assessments": 0,
            "dols": 0,
            "meetings": 1,
            "superseded": 0,
            "corrections": 0,
            "unit_enquiry": 2,
            "unit_concern": 1,
        }
        assert open_release(number).content_hash != before[number]
    assert sorted(rows("enquiries", "started_on", "concern_token"))[1] == (date(2025, 2, 11), None)


def test_a_release_without_them_is_as_if_they_had_never_been_there(council: Path, home: Path) -> None:
    erase("P00017", "--confirm")
    erased = open_release(2).content_hash
    lines = {name: text.splitlines(keepends=True) for name, text in COUNCIL.items()}
    others = {
        name: "".join(line for line in text if not any(word in line for word in ("P00017", "E1,")))
        for name, text in lines.items()
    }
    (home / "releases" / "CURRENT").unlink()
    write(council, **others)
    load(council)
    assert open_release(3).content_hash == erased


@pytest.mark.usefixtures("council")
def test_their_words_go_and_those_of_others_stay() -> None:
    erase("P00017", "--confirm")
    assert open_texts() == [("standard", "own_words"), ("standard", "quote")]
    with reading() as store:
        assert store.scalar(sa.select(sa.func.count()).select_from(quotes)) == 1


@pytest.mark.usefixtures("council")
def test_the_history_says_that_somebody_was_erased_and_not_who(home: Path) -> None:
    [token] = [token for token, gender in rows("people", "record_token", "gender") if gender == "female"]
    erase("P00017", "--confirm")
    [erasure] = records("erasures")
    assert erasure["people"] == 1
    assert set(erasure) == {"erased_at", "people"}
    with reading() as store:
        log = store.execute(sa.select(audit_log.c.action, audit_log.c.details)).all()
        assert list(store.scalars(sa.select(erased_people.c.token))) == [token]
    assert [action for action, _ in log][-2:] == ["erasure begun", "person erased"]
    assert json.loads(log[-1].details) == {"source": "standard", "releases": 2}
    assert audit.verify() == len(log)
    assert files_that_hold(home, "P00017") == []
    assert [path for path in files_that_hold(home, token) if "operations" not in path] == []


def test_a_later_extract_does_not_bring_them_back(council: Path) -> None:
    erase("P00017", "--confirm")
    write(council, concerns=COUNCIL["concerns"] + "C3,P00017,2025-03-01\nC4,P00018,2025-03-02\n")
    report = load(council)
    counts = {
        name: (count.kept, count.quarantined) for name, count in report.targets.items() if count.quarantined
    }
    assert counts == {
        "people": (1, 1),
        "concerns": (2, 2),
        "enquiries": (2, 1),
        "desired_outcomes": (1, 1),
        "capacity_assessments": (0, 1),
        "dols": (0, 1),
        "meetings": (1, 1),
        "quotes": (1, 1),
    }
    assert {rule for *_, rule in found(report)} >= {"erased_person"}
    assert len(rows("people", "record_token")) == 1
    assert len(records("erasures")) == 1
    assert ("standard", "own_words") in open_texts()


def test_what_a_crosswalk_links_in_another_system_is_erased_as_well(source: Path, tmp_path: Path) -> None:
    write(source, **COUNCIL)
    load(source)
    other = write(
        tmp_path / "other",
        concerns="concern_ref,person_ref,received_on\n9,77,2025-03-10\n10,78,2025-03-11\n",
        crosswalk=CROSSWALK + "person,77,standard,P00017\n",
    )
    newer = mapping(tmp_path, "newer")
    load(other, mapping=newer)
    done = erase("77", "--confirm", source="newer")
    assert "r000001, r000002" in done.stdout
    assert sorted(rows("concerns", "received_on")) == [(date(2025, 2, 5),), (date(2025, 3, 11),)]
    report = load(write(other, crosswalk=CROSSWALK), mapping=newer, extract_date=date(2025, 3, 31))
    assert (report.targets["concerns"].kept, report.targets["concerns"].quarantined) == (1, 1)


@pytest.mark.usefixtures("council")
def test_somebody_unknown_is_refused_and_nothing_changes(home: Path) -> None:
    before = {path: path.read_bytes() for path in (home / "releases").rglob("*") if path.is_file()}
    for reference, source, words in (
        ("P99", "standard", "No release holds a person with that reference in standard. Nothing changed.\n"),
        ("P00017", "other", "Nothing was loaded from a source named other. The sources are standard."),
        ("", "standard", "No reference was given."),
    ):
        done = erase(reference, "--confirm", source=source)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(words)
    assert {path: path.read_bytes() for path in (home / "releases").rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("council")
def test_without_a_confirmation_it_only_says_what_it_would_do() -> None:
    done = erase("P00017")
    assert done.exit_code == 1
    assert done.stderr == (
        "2 releases would be built anew: r000001, r000002. Add --confirm to do it. Nothing changed.\n"
    )
    assert len(rows("people", "record_token")) == 2


@pytest.mark.usefixtures("council")
def test_a_second_time_there_is_nothing_left_to_do() -> None:
    erase("P00017", "--confirm")
    again = erase("P00017", "--confirm")
    assert (again.exit_code, "was erased before" in again.stdout) == (0, True)
    assert len(records("erasures")) == 1


KILLED = """
import os, signal, sys, threading
from etl.erasure import erase
step, delay = int(sys.argv[1]), float(sys.argv[2])
said = []
def say(words):
    said.append(words)
    if len(said) == step:
        threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()
erase("standard", "P00017", lambda holding: True, say)
"""


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(("step", "delay"), [(2, 0.0), (2, 0.1), (2, 0.3), (3, 0.0), (3, 0.2)])
def test_killed_at_any_moment_every_release_is_whole_and_the_next_run_finishes(
    step: int, delay: float
) -> None:
    command = [sys.executable, "-c", KILLED, str(step), str(delay)]
    assert subprocess.run(command, check=False).returncode in (-signal.SIGKILL, 0)
    for number in (1, 2):
        verify(number)
        assert sizes(number)["people"] in (1, 2)
    assert erase("P00017", "--confirm").exit_code == 0
    for number in (1, 2):
        verify(number)
        assert (sizes(number)["people"], sizes(number)["dols"]) == (1, 0)
    assert open_texts() == [("standard", "own_words"), ("standard", "quote")]
    assert len(records("erasures")) == 1
