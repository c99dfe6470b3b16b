"""Pseudonyms and sealed words: made with keys, opened with nothing else, and followed from load to load."""

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
from tests.etl.exports import CONCERNS, load, rows, write

WORDS = (
    "I want Marmaduke the parrot back",
    "They asked before they wrote",
    "Hardly anyone felt asked, said Ottoline",
)


def planted(folder: Path) -> Path:
    """Write an export with words of people in each of the three places that the restricted store takes."""
    return write(
        folder,
        enquiries="enquiry_ref,person_ref,enquiry_type,started_on\nE1,P1,s42,2025-03-02\n",
        desired_outcomes=f"enquiry_ref,outcome_no,stage,own_words\nE1,1,start,{WORDS[0]}\n",
        quotes=f"quote_ref,enquiry_ref,kind,said_by,text,consent\nQ1,E1,quote,adult,{WORDS[1]},given\n",
        focus_groups="group_ref,held_on,participants,theme,summary\n"
        f'F1,2025-03-03,people,being_asked,"{WORDS[2]}"\n',
    )


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
