"""What must never be readable: ids, words and everything unlisted are in no file, message or table."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from etl.pseudonymise import install, pseudonym, token
from etl.staging import open_staging, run
from msp_dashboard.operations import (
    RESTRICTED,
    KeyRefused,
    owner_of,
    quotes,
    read_key,
    reading,
    restricted_texts,
    unseal,
)
from msp_dashboard.releases import open_release
from msp_dashboard.settings import settings
from msp_dashboard.warehouse import METADATA
from tests.etl.exports import CONCERNS, load, rows, write

ROOT = Path(__file__).parents[2]
NAME, NHS, POSTCODE, BORN = "Zebedee Quill", "943 476 5919", "ZE3 9JW", "1941-02-03"
IDS = ("PERSON-77341", "CONCERN-77342", "ENQUIRY-77343", "QUOTE-77344", "RESPONSE-77345")
WORDS = (
    "I want Marmaduke the parrot back",
    "They asked before they wrote",
    "Hardly anyone felt asked, said Ottoline",
)
SECRETS = (NAME, NHS, POSTCODE, BORN, *IDS, *WORDS)
ALLOWED = "North-team-77346"


def planted(folder: Path) -> Path:
    """Write an export with secrets in unlisted columns, ids, words, and cells where they do not belong."""
    person, concern, enquiry, quote, response = IDS
    return write(
        folder,
        people=f"person_ref,full_name,nhs_number,gender\n{person},{NAME},{NHS},{NAME}\n",
        concerns="concern_ref,person_ref,received_on,team_name,postcode,decided_on,decision\n"
        f"{concern},{person},2025-03-01,{ALLOWED},{POSTCODE},{BORN[:-1]},{NHS}\n"
        f"{concern}-2,{person},not a date,{ALLOWED},{POSTCODE},{NAME},{NHS}\n",
        enquiries="enquiry_ref,person_ref,concern_ref,enquiry_type,started_on,born,outcomes_asked\n"
        f"{enquiry},{person},{concern},s42,2025-03-02,{BORN},{WORDS[0]}\n"
        f"{enquiry}-2,{person},,{NAME},2025-03-02,{BORN},\n",
        desired_outcomes=f"enquiry_ref,outcome_no,stage,own_words,theme\n{enquiry},1,start,{WORDS[0]},{NAME}\n",
        quotes="quote_ref,enquiry_ref,kind,said_by,text,consent,polarity\n"
        f"{quote},{enquiry},quote,adult,{WORDS[1]},given,{NAME}\n",
        focus_groups="group_ref,held_on,participants,theme,summary\n"
        f'{quote},2025-03-03,people,being_asked,"{WORDS[2]}"\n',
        experience="response_ref,enquiry_ref,respondent,collected_on,question,answer\n"
        f"{response},{enquiry},adult,2025-04-01,satisfied,no\n",
    )


def test_no_secret_is_in_any_file_or_message_after_a_load(home: Path, source: Path) -> None:
    planted(source)
    said = ""
    for arguments in ([], ["--json"], ["--hold", "--extract-date", "2025-05-01"]):
        done = subprocess.run(
            [sys.executable, "-m", "etl", "load", "standard", "--source", str(source), *arguments],
            cwd=ROOT,
            env={**os.environ, "MSP_HOME": str(home)},
            capture_output=True,
            text=True,
            check=True,
        )
        said += done.stdout + done.stderr
    files = [path for path in home.rglob("*") if path.is_file()]
    assert len(files) >= 8
    for secret in SECRETS:
        assert secret not in said
        for path in files:
            assert secret.encode() not in path.read_bytes(), path.name


def test_no_secret_is_in_any_cell_of_the_release_or_the_operations_database(home: Path, source: Path) -> None:
    planted(source)
    load(source)
    cells = {*_cells_of_release(), *_cells_of_operations(home)}
    assert ALLOWED in cells
    for secret in SECRETS:
        assert not [cell for cell in cells if secret in cell], secret


def _cells_of_release() -> Iterator[str]:
    with open_release().engine.connect() as connection:
        for each in METADATA.tables.values():
            for row in connection.execute(sa.select(each)):
                yield from map(str, row)


def _cells_of_operations(home: Path) -> Iterator[str]:
    with sqlite3.connect(home / "operations.sqlite") as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            for row in connection.execute(f"SELECT * FROM {name}"):
                yield from (cell.decode("latin-1") if isinstance(cell, bytes) else str(cell) for cell in row)
    connection.close()


def test_what_a_killed_load_would_leave_on_disk_cannot_be_read(tmp_path: Path) -> None:
    with open_staging(tmp_path, 200 << 20) as connection:
        run(connection, f"CREATE TABLE left_behind AS SELECT '{WORDS[0]}' || range FROM range(300000)")
        run(connection, "CHECKPOINT staging")
        [left] = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert left.stat().st_size > 1 << 20
        copy = tmp_path / "copy.duckdb"
        copy.write_bytes(left.read_bytes())
    assert WORDS[0].encode() not in copy.read_bytes()
    with pytest.raises(duckdb.Error, match="encrypted"):
        duckdb.connect(copy)


def test_pseudonyms_in_sql_are_those_of_the_standard_library(tmp_path: Path) -> None:
    key = bytes(range(32))
    references = ["1", "01", "é 'x'", "a\x1fb", "W" * 500]
    with open_staging(tmp_path, 200 << 20) as connection:
        install(connection, key)
        for reference in references:
            made = connection.scalar(sa.select(token("person", "standard", sa.literal(reference))))
            assert made == pseudonym(key, "person", "standard", reference)
        blank = sa.cast(sa.null(), sa.String)
        assert connection.scalar(sa.select(token("person", "standard", blank))) is None
    kinds = {pseudonym(key, kind, "standard", "1") for kind in ("person", "enquiry", "concern")}
    assert len(kinds | {pseudonym(key, "person", "other", "1")}) == 4


def test_words_are_sealed_in_the_store_and_opened_only_with_their_key_and_record(
    home: Path, source: Path
) -> None:
    planted(source)
    load(source)
    with reading() as connection:
        texts = connection.execute(sa.select(restricted_texts)).all()
    key = read_key(RESTRICTED)
    opened = {
        row.kind: unseal(key, row.sealed, owner_of(row.source_system, row.kind, row.record_token))
        for row in texts
    }
    assert opened == {"own_words": WORDS[0], "quote": WORDS[1], "summary": WORDS[2]}
    assert rows("desired_outcomes", "has_own_words") == [(True,)]
    assert rows("focus_groups", "has_summary") == [(True,)]
    with pytest.raises(KeyRefused):
        unseal(bytes(32), texts[0].sealed, owner_of("standard", texts[0].kind, texts[0].record_token))
    with pytest.raises(KeyRefused):
        unseal(key, texts[0].sealed, owner_of("standard", texts[0].kind, texts[1].record_token))
    assert home.stat().st_mode & 0o077 == 0


def test_the_store_follows_the_source_and_what_is_gone_is_deleted(source: Path) -> None:
    header = "quote_ref,kind,said_by,text,consent\n"
    concerns = CONCERNS + "C1,P1,2025-03-01\n"
    write(source, concerns=concerns, quotes=header + "Q1,quote,adult,One,given\nQ2,quote,adult,Two,given\n")
    load(source)
    first = _store()
    write(source, quotes=header + "Q1,quote,adult,One,withdrawn\n")
    load(source)
    second = _store()
    [kept] = [row for row in second if row.sealed]
    assert kept.consent == "withdrawn"
    # Rows stand in the order of their pseudonyms, which is another with every key.
    assert (kept.text_id, kept.sealed) in [(row.text_id, row.sealed) for row in first]
    [gone] = [row for row in second if not row.sealed]
    assert (gone.text_digest, gone.closed_at is None) == (None, False)
    write(source, quotes=header + "Q1,quote,adult,Other,given\nQ2,quote,adult,Two,given\n")
    load(source)
    third = _store()
    assert [row.text_id for row in third] == [row.text_id for row in first]
    assert all(row.sealed and row.closed_at is None for row in third)


def test_a_lost_operations_database_is_filled_again_from_the_same_export(
    home: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(source)
    assert load(source).status == "published"
    content = open_release().content_hash
    settings.cache_clear()
    home.rename(home.with_name("before"))
    home.mkdir(mode=0o700)
    for kept in ("keys", "releases"):
        (home.with_name("before") / kept).rename(home / kept)
    monkeypatch.setenv("MSP_OPERATIONS_URL", f"sqlite:///{home / 'second.sqlite'}")
    assert load(source).status == "published"
    assert len(_store()) == 1
    assert open_release().content_hash == content


def _store() -> list[sa.Row[*tuple[object, ...]]]:
    joined = sa.select(restricted_texts, quotes.c.consent).join(
        quotes, quotes.c.text_id == restricted_texts.c.text_id
    )
    with reading() as connection:
        return list(connection.execute(joined.order_by(restricted_texts.c.text_id)))
