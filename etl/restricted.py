"""What goes to the restricted store: own words, summaries and quotes, sealed, and never to a release."""

import itertools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from etl.crosswalk import ALIASES, remember
from etl.history import SUPERSEDED
from etl.pseudonymise import record_token
from etl.staging import FACTS, kept
from msp_dashboard.operations import quotes, restricted_sources, restricted_texts, seal
from msp_dashboard.operations.sealing import keyed_digest, owner_of
from msp_dashboard.warehouse import resource, resources

QUOTE = "quote"
_CHUNK = 2000
_OF_A_QUOTE = tuple(column.name for column in quotes.c if column.name != "text_id")

Identity = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Where the texts of one extract go: the store in a transaction, the source, its digest, and the key.

    An incremental extract does not say of what it leaves out that it is gone.
    """

    store: sa.Connection
    source: str
    digest: str
    key: bytes
    incremental: bool = False


def is_up_to_date(store: sa.Connection, source: str, digest: str) -> bool:
    """Return whether the store holds the texts of that very export."""
    query = sa.select(restricted_sources.c.input_digest).where(restricted_sources.c.source_system == source)
    return store.scalar(query) == digest


def restrict(staging: sa.Connection, shelf: Shelf) -> None:
    """Make the store hold this extract's texts: what is gone from the source is closed and deleted.

    So is what belongs to a record that moved to a newer system, and every quote from a restricted record.
    """
    known = _known(shelf)
    for chunk in _chunks(_texts(staging, shelf.source)):
        _write_texts(shelf, chunk, known)
    if shelf.incremental:
        known = _no_longer_held(staging, shelf, known)
    _close(shelf.store, ((shelf.source, *identity) for identity in known))
    _write_quotes(staging, shelf)
    _follow_crosswalk(staging, shelf.store)
    entry = {"source_system": shelf.source, "input_digest": shelf.digest}
    statement = insert(restricted_sources).values(entry)
    shelf.store.execute(statement.on_conflict_do_update(index_elements=["source_system"], set_=entry))


def forget(store: sa.Connection, tokens: Collection[str]) -> int:
    """Delete every text of these records, and every quote from one of these enquiries; returns how many."""
    texts = restricted_texts
    quoted = sa.select(quotes.c.text_id).where(quotes.c.enquiry_token.in_(tokens))
    return store.execute(
        sa.delete(texts).where(texts.c.record_token.in_(tokens) | texts.c.text_id.in_(quoted))
    ).rowcount


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
    for token, text in staging.execute(_quotable(FACTS["quotes"].c.text)):
        yield QUOTE, token, text


def _quotable(*columns: sa.ColumnElement[Any]) -> sa.Select[*tuple[Any, ...]]:
    """Select token and columns of the quotes offered: a restricted record is never quoted."""
    rows, enquiries = FACTS["quotes"], FACTS["enquiries"]
    restricted = sa.exists().where(
        enquiries.c.record_token == rows.c.enquiry_token, enquiries.c.restricted == "yes"
    )
    return sa.select(rows.c.record_token, *columns).where(~restricted)


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


def _no_longer_held(staging: sa.Connection, shelf: Shelf, known: dict[Identity, str]) -> dict[Identity, str]:
    """Of the texts that an incremental extract did not bring, those whose record is gone or has none now.

    A quote goes with the enquiry that it is from: where the extract brings that one, it brings its quotes.
    """
    held: set[Identity] = set()
    for each in resources().values():
        for name in each.restricted_fields:
            rows = FACTS[each.name]
            with_text = sa.select(rows.c.record_token).where(
                rows.c.source_system == shelf.source, rows.c[f"has_{name}"]
            )
            held |= {(name, token) for token in staging.scalars(with_text)}
    enquiries = FACTS["enquiries"]
    stay = sa.select(enquiries.c.record_token).where(
        enquiries.c.source_system == shelf.source,
        enquiries.c.restricted != "yes",
        enquiries.c.record_token.not_in(_brought(shelf.source)),
    )
    staying = set(staging.scalars(stay))
    texts = restricted_texts
    quoted = sa.select(texts.c.record_token, quotes.c.enquiry_token).join(quotes)
    quoted = quoted.where(texts.c.source_system == shelf.source, texts.c.closed_at.is_(None))
    for token, enquiry in shelf.store.execute(quoted):
        if enquiry is None or enquiry in staying:
            held.add((QUOTE, token))
    return {identity: digest for identity, digest in known.items() if identity not in held}


def _brought(source: str) -> sa.Select[str]:
    """The pseudonyms of the enquiries that this extract itself offers and that are kept."""
    rows = kept("enquiries").subquery("brought")
    own = record_token(resource("enquiries"), source, rows).label("token")
    tokens = sa.select(own).subquery()
    became = sa.func.coalesce(ALIASES.c.becomes, tokens.c.token)
    return sa.select(became).select_from(tokens.outerjoin(ALIASES, ALIASES.c.token == tokens.c.token))


def _close(store: sa.Connection, gone: Iterable[tuple[str, str, str]]) -> None:
    """Each is a source, a kind and a record's pseudonym."""
    texts = restricted_texts
    statement = (
        sa.update(texts)
        .where(
            texts.c.source_system == sa.bindparam("gone_source"),
            texts.c.kind == sa.bindparam("gone_kind"),
            texts.c.record_token == sa.bindparam("gone_token"),
            texts.c.closed_at.is_(None),
        )
        .values(sealed=None, text_digest=None, closed_at=datetime.now(UTC).isoformat(timespec="seconds"))
    )
    entries = [dict(zip(("gone_source", "gone_kind", "gone_token"), each, strict=True)) for each in gone]
    if entries:
        store.execute(statement, entries)


def _follow_crosswalk(staging: sa.Connection, store: sa.Connection) -> None:
    """Quotes go by what their enquiry is called now; the texts of records that moved away are closed."""
    remember(staging, store)
    named = set(store.scalars(sa.select(quotes.c.enquiry_token)))
    links = staging.execute(sa.select(ALIASES.c.token, ALIASES.c.becomes))
    became = [{"was": was, "now": now} for was, now in links if was in named]
    if became:
        renamed = sa.update(quotes).values(enquiry_token=sa.bindparam("now"))
        store.execute(renamed.where(quotes.c.enquiry_token == sa.bindparam("was")), became)
    moved = sa.select(SUPERSEDED.c.source_system, SUPERSEDED.c.resource, SUPERSEDED.c.record_token)
    left = staging.execute(moved.where(SUPERSEDED.c.change == "moved")).all()
    fields = {each.name: each.restricted_fields for each in resources().values()}
    gone = [(source, field, token) for source, name, token in left for field in fields[name]]
    enquiries = [(source, token) for source, name, token in left if name == "enquiries"]
    _close(store, [*gone, *_quotes_of(store, enquiries)])


def _quotes_of(store: sa.Connection, enquiries: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """The open quotes of a source's enquiries."""
    texts = restricted_texts
    query = (
        sa.select(texts.c.source_system, texts.c.kind, texts.c.record_token)
        .join(quotes)
        .where(texts.c.source_system == sa.bindparam("source"), texts.c.closed_at.is_(None))
        .where(quotes.c.enquiry_token == sa.bindparam("enquiry"))
    )
    for source, enquiry in enquiries:
        for row in store.execute(query, {"source": source, "enquiry": enquiry}):
            yield tuple(row)


def _write_quotes(staging: sa.Connection, shelf: Shelf) -> None:
    texts, rows = restricted_texts, FACTS["quotes"]
    held = sa.select(texts.c.record_token, texts.c.text_id).where(
        texts.c.source_system == shelf.source, texts.c.kind == QUOTE, texts.c.closed_at.is_(None)
    )
    ids = dict(iter(shelf.store.execute(held)))
    offered = staging.execute(_quotable(*(rows.c[name] for name in _OF_A_QUOTE)))
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
