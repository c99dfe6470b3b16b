"""The references that sources have for their enquiries: sealed, a group of pseudonyms together.

A group is every enquiry of a source whose pseudonym begins alike: at most 256 are sealed at a load, however
many enquiries there are, and a look opens only those that it needs.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping

import sqlalchemy as sa

from msp_dashboard.operations.sealing import owner_of, seal, unseal
from msp_dashboard.operations.tables import record_references

BEGINNING = 2
_KIND = "references"

# A source system and the pseudonym of an enquiry in it.
Enquiry = tuple[str, str]


def keep_group(store: sa.Connection, key: bytes, group: Enquiry, references: str) -> None:
    """Seal a group that the store does not hold: its source and beginning; `references` are JSON by token."""
    source, beginning = group
    sealed = seal(key, references, owner_of(source, _KIND, beginning))
    row = {"source_system": source, "token_group": beginning, "sealed": sealed}
    store.execute(sa.insert(record_references).values(row))


def open_groups(
    store: sa.Connection, key: bytes, groups: Collection[Enquiry] | None = None
) -> Iterator[tuple[Enquiry, str]]:
    """Yield each group (source and beginning) with its references as JSON, of all groups or of some.

    Raises KeyRefused where the key is another one.
    """
    held = record_references
    query = sa.select(held)
    if groups is not None:
        query = query.where(sa.tuple_(held.c.source_system, held.c.token_group).in_(sorted(groups)))
    for row in store.execute(query):
        owner = owner_of(row.source_system, _KIND, row.token_group)
        yield (row.source_system, row.token_group), unseal(key, row.sealed, owner)


def references_of(store: sa.Connection, key: bytes, enquiries: Iterable[Enquiry]) -> Mapping[Enquiry, str]:
    """Return the reference of each enquiry whose source still holds it; raises KeyRefused."""
    wanted = set(enquiries)
    found: dict[Enquiry, str] = {}
    for (source, _), text in open_groups(store, key, {_group(*each) for each in wanted}):
        named = {(source, token): reference for token, reference in json.loads(text).items()}
        found |= {each: reference for each, reference in named.items() if each in wanted}
    return found


def remove_references(store: sa.Connection, key: bytes, tokens: Collection[str]) -> None:
    """Take these enquiries out of every source's groups; raises KeyRefused."""
    held = record_references
    for group, text in list(open_groups(store, key)):
        references = json.loads(text)
        left = {token: reference for token, reference in references.items() if token not in tokens}
        if len(left) == len(references):
            continue
        here = (held.c.source_system == group[0]) & (held.c.token_group == group[1])
        store.execute(sa.delete(held).where(here))
        if left:
            keep_group(store, key, group, json.dumps(left))


def _group(source: str, token: str) -> Enquiry:
    return source, token[:BEGINNING]
