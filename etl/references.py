"""The references that sources have for their enquiries, kept under seal for those who may open the files."""

from collections.abc import Iterator

import sqlalchemy as sa

from etl.crosswalk import ALIASES, any_links
from etl.restricted import Shelf
from etl.staging import FACTS, METADATA, run
from etl.tokens import made
from msp_dashboard.operations import keep_group, open_groups, record_references
from msp_dashboard.operations.references import BEGINNING

# What the store held before, where this extract alone does not say it all.
_HELD = sa.Table(
    "held_references",
    METADATA,
    sa.Column("source_system", sa.String),
    sa.Column("token", sa.String),
    sa.Column("reference", sa.String),
)


def keep_references(staging: sa.Connection, shelf: Shelf) -> None:
    """Make the store hold the reference of every enquiry of the release that is built, but restricted ones.

    What this extract names comes before what the store held. Other sources are left alone, unless a
    crosswalk links their enquiries: then these go by what they are called now, or have moved away.
    """
    linked = any_links(staging)
    if linked or shelf.incremental:
        for (source, _), references in open_groups(shelf.store, shelf.key):
            _recall(staging, source, references)
    changed = sa.true() if linked else record_references.c.source_system == shelf.source
    shelf.store.execute(sa.delete(record_references).where(changed))
    for source, beginning, references in _groups(staging, shelf.source, linked):
        keep_group(shelf.store, shelf.key, (source, beginning), references)


def _recall(staging: sa.Connection, source: str, references: str) -> None:
    each = sa.func.json_each(references).table_valued("key", "value")
    held = sa.select(sa.literal(source), each.c.key, each.c.value.op("->>")("$"))
    run(staging, sa.insert(_HELD).from_select(_HELD.c.keys(), held))


def _groups(staging: sa.Connection, source: str, linked: bool) -> Iterator[tuple[str, str, str]]:
    """Yield source, beginning and references (JSON) of one source's enquiries, or of all where linked."""
    enquiries, named = FACTS["enquiries"], _named(source)
    beginning = sa.func.left(enquiries.c.record_token, BEGINNING)
    references = sa.func.json_group_object(enquiries.c.record_token, named.c.reference)
    same = sa.and_(*(named.c[each] == enquiries.c[each] for each in ("record_token", "source_system")))
    query = (
        sa.select(enquiries.c.source_system, beginning, sa.cast(references, sa.String))
        .join_from(enquiries, named, same)
        .where(enquiries.c.restricted.is_distinct_from("yes"))
        .group_by(enquiries.c.source_system, beginning)
    )
    for row in staging.execute(query if linked else query.where(enquiries.c.source_system == source)):
        yield tuple(row)


def _named(source: str) -> sa.Subquery:
    """One reference for each enquiry, by the pseudonym that it has in the release."""
    offered = made("enquiry")
    each = sa.union_all(
        sa.select(sa.literal(source).label("source_system"), *offered.c, sa.literal("0").label("place")),
        sa.select(_HELD.c.source_system, _HELD.c.reference, _HELD.c.token, sa.literal("1")),
    ).subquery("each_reference")
    became = sa.func.coalesce(ALIASES.c.becomes, each.c.token).label("record_token")
    first = sa.func.arg_min(each.c.reference, each.c.place + each.c.reference).label("reference")
    return (
        sa.select(each.c.source_system, became, first)
        .outerjoin_from(each, ALIASES, ALIASES.c.token == each.c.token)
        .group_by(each.c.source_system, became)
        .subquery("named")
    )
