"""What goes to the restricted store: own words, summaries and quotes, sealed, and never to a release."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from etl.pseudonymise import record_token
from etl.staging import FACTS, kept
from msp_dashboard.operations import quotes, restricted_sources, restricted_texts, seal
from msp_dashboard.operations.sealing import keyed_digest, owner_of
from msp_dashboard.warehouse import resources

QUOTE = "quote"
_CHUNK = 2000
_OF_A_QUOTE = tuple(column.name for column in quotes.c if column.name != "text_id")

Identity = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Where the texts of one extract go: the store in a transaction, the source, its digest, and the key."""

    store: sa.Connection
    source: str
    digest: str
    key: bytes


def is_up_to_date(store: sa.Connection, source: str, digest: str) -> bool:
    """Return whether the store holds the texts of that very export."""
    query = sa.select(restricted_sources.c.input_digest).where(restricted_sources.c.source_system == source)
    return store.scalar(query) == digest


def restrict(staging: sa.Connection, shelf: Shelf) -> None:
    """Make the store hold this extract's texts: what is gone from the source is closed and deleted."""
    known = _known(shelf)
    for chunk in _chunks(_texts(staging, shelf.source)):
        _write_texts(shelf, chunk, known)
    _close(shelf, known)
    _write_quotes(staging, shelf)
    entry = {"source_system": shelf.source, "input_digest": shelf.digest}
    statement = insert(restricted_sources).values(entry)
    shelf.store.execute(statement.on_conflict_do_update(index_elements=["source_system"], set_=entry))


def _known(shelf: Shelf) -> dict[Identity, str]:
    """The keyed digests of the texts that the store holds open."""
    texts = restricted_texts
    query = sa.select(texts.c.kind, texts.c.record_token, texts.c.text_digest).where(
        texts.c.source_system == shelf.source, texts.c.closed_at.is_(None)
    )
    return {(kind, token): digest for kind, token, digest in shelf.store.execute(query)}


def _texts(staging: sa.Connection, source: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, record token and text of everything that only the store may hold."""
    for each in resources().values():
        for name in each.restricted_fields:
            rows = kept(each.name).subquery("kept")
            query = sa.select(sa.literal(name), record_token(each, source, rows), rows.c[name])
            yield from staging.execute(query.where(rows.c[name].is_not(None)))
    offered = FACTS["quotes"]
    yield from staging.execute(sa.select(sa.literal(QUOTE), offered.c.record_token, offered.c.text))


def _chunks(texts: Iterator[tuple[str, str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    while chunk := list(itertools.islice(texts, _CHUNK)):
        yield chunk


def _write_texts(shelf: Shelf, chunk: list[tuple[str, str, str]], known: dict[Identity, str]) -> None:
    """Seal and write the texts that are new or changed, and take every one of the chunk off `known`."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    entries = []
    for kind, token, text in chunk:
        digest = keyed_digest(shelf.key, "text", text)
        if known.pop((kind, token), None) == digest:
            continue
        entries.append(
            {
                "source_system": shelf.source,
                "kind": kind,
                "record_token": token,
                "text_digest": digest,
                "sealed": seal(shelf.key, text, owner_of(shelf.source, kind, token)),
                "opened_at": now,
                "closed_at": None,
            }
        )
    if entries:
        statement = insert(restricted_texts)
        changed = {
            name: statement.excluded[name] for name in ("text_digest", "sealed", "opened_at", "closed_at")
        }
        key = ["source_system", "kind", "record_token"]
        shelf.store.execute(statement.on_conflict_do_update(index_elements=key, set_=changed), entries)


def _close(shelf: Shelf, gone: dict[Identity, str]) -> None:
    texts = restricted_texts
    statement = (
        sa.update(texts)
        .where(
            texts.c.source_system == shelf.source,
            texts.c.kind == sa.bindparam("gone_kind"),
            texts.c.record_token == sa.bindparam("gone_token"),
        )
        .values(sealed=None, text_digest=None, closed_at=datetime.now(UTC).isoformat(timespec="seconds"))
    )
    if gone:
        shelf.store.execute(statement, [{"gone_kind": kind, "gone_token": token} for kind, token in gone])


def _write_quotes(staging: sa.Connection, shelf: Shelf) -> None:
    texts, rows = restricted_texts, FACTS["quotes"]
    held = sa.select(texts.c.record_token, texts.c.text_id).where(
        texts.c.source_system == shelf.source, texts.c.kind == QUOTE, texts.c.closed_at.is_(None)
    )
    ids = dict(iter(shelf.store.execute(held)))
    offered = staging.execute(sa.select(rows.c.record_token, *(rows.c[name] for name in _OF_A_QUOTE)))
    entries = [
        {"text_id": ids[row["record_token"]], **{name: row[name] for name in _OF_A_QUOTE}}
        for row in offered.mappings()
    ]
    if entries:
        statement = insert(quotes)
        changed = {name: statement.excluded[name] for name in _OF_A_QUOTE}
        shelf.store.execute(
            statement.on_conflict_do_update(index_elements=["text_id"], set_=changed), entries
        )
