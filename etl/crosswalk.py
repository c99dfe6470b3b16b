"""The crosswalk: which record of one system is which of another, and what its pseudonym becomes by it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from etl.checks import Count
from etl.links import Link, circular, followed, joined
from etl.pseudonymise import kind_of, pseudonym
from etl.rules import FLAGGED, MERGED, QUARANTINED
from etl.staging import FINDINGS, METADATA, OFFERED_CROSSWALK, run
from msp_dashboard.operations import crosswalk, reading, restricted_sources
from msp_dashboard.warehouse import resources

TARGET = "crosswalk"
# The kinds of records that have a reference of their own: person, concern, enquiry … with their tables.
KINDS = {
    kind_of(each, each[each.key[0]]): each
    for each in resources().values()
    if not each.is_restricted and len(each.key) == 1 and each[each.key[0]].is_reference
}
_CELLS = ("kind", "reference", "same_system", "same_reference")
_SYSTEM = re.compile(r"[a-z][a-z0-9_]{0,39}")

# What pseudonyms became. depth: how often the system changes on the way, so that the newest is the deepest.
ALIASES = sa.Table(
    "aliases",
    METADATA,
    sa.Column("token", sa.String),
    sa.Column("becomes", sa.String),
    sa.Column("source_system", sa.String),
    sa.Column("depth", sa.Integer),
)
_DELIVERED = sa.Table(
    "delivered_links", METADATA, *(sa.Column(column.name, sa.String) for column in crosswalk.c)
)


@dataclass(frozen=True, kw_only=True)
class _Row:
    number: int
    kind: str
    reference: str
    same_system: str
    same_reference: str

    @property
    def record(self) -> tuple[str, str]:
        return self.kind, self.reference

    @property
    def other(self) -> tuple[str, str]:
        return self.same_system, self.same_reference


@dataclass(frozen=True, kw_only=True)
class _Finding:
    offered_no: int
    rule: str
    action: str = QUARANTINED
    column: str | None = None
    resource: str = TARGET


def identify(connection: sa.Connection, source: str, key: bytes) -> dict[str, Count]:
    """Judge the crosswalk that is offered, and tell the workroom what pseudonyms become by it.

    What earlier loads said, of whichever source, stands until a later one says otherwise.
    Returns what became of the rows, by target; nothing where none is offered.
    """
    rows = _offered(connection)
    findings = _findings(rows, source)
    barred = {each.offered_no for each in findings if each.action != FLAGGED}
    delivered = {_link(row, source, key): row.number for row in rows if row.number not in barred}
    known = known_links()
    for link in circular(known, delivered):
        findings.append(_Finding(offered_no=delivered.pop(link), rule="crosswalk_in_a_circle"))
    _write(connection, FINDINGS, [vars(each) for each in findings])
    _write(connection, _DELIVERED, [vars(link) for link in delivered])
    _write(connection, ALIASES, _aliases(joined(known, delivered)))
    actions = Counter(each.action for each in findings)
    count = Count(
        offered=len(rows), kept=len(delivered), quarantined=actions[QUARANTINED], merged=actions[MERGED]
    )
    return {TARGET: count} if rows else {}


def known_links() -> list[Link]:
    """Return what every load so far said of records that are the same."""
    with reading() as store:
        rows = store.execute(sa.select(crosswalk).order_by(crosswalk.c.token)).mappings()
        return [Link(**row) for row in rows]


def remember(connection: sa.Connection, store: sa.Connection) -> None:
    """Write down what this load's crosswalk said, as pairs of pseudonyms."""
    rows = [dict(row) for row in connection.execute(sa.select(_DELIVERED)).mappings()]
    if rows:
        statement = insert(crosswalk)
        changed = {column.name: statement.excluded[column.name] for column in crosswalk.c}
        store.execute(statement.on_conflict_do_update(index_elements=["token"], set_=changed), rows)


def rename(connection: sa.Connection, tables: Iterable[sa.Table]) -> None:
    """Give every pseudonym in these tables' columns the one that it became."""
    if not any_links(connection):
        return
    for table in tables:
        for column in table.c:
            if column.name.endswith("_token"):
                renamed = sa.update(table).values({column.name: ALIASES.c.becomes})
                run(connection, renamed.where(ALIASES.c.token == column))


def any_links(connection: sa.Connection) -> bool:
    """Return whether any pseudonym became another one."""
    return connection.scalar(sa.select(sa.func.count()).select_from(ALIASES)) != 0


def depth_of(token: sa.ColumnElement[str], source: sa.ColumnElement[str]) -> sa.ScalarSelect[int]:
    """Return how new a source's record of a pseudonym is: 0 where nothing leads from it to another system."""
    same = sa.select(sa.func.coalesce(sa.func.max(ALIASES.c.depth), 0))
    return same.where(ALIASES.c.becomes == token, ALIASES.c.source_system == source).scalar_subquery()


def _offered(connection: sa.Connection) -> list[_Row]:
    """Blank cells are empty text here."""
    table = OFFERED_CROSSWALK
    cells = (sa.func.coalesce(table.c[name], "").label(name) for name in _CELLS)
    query = sa.select(table.c.offered_no.label("number"), *cells).order_by(table.c.offered_no)
    return [_Row(**row) for row in connection.execute(query).mappings()]


def _findings(rows: Sequence[_Row], source: str) -> list[_Finding]:
    """At most one for each row."""
    with reading() as store:
        systems = {source, *store.scalars(sa.select(restricted_sources.c.source_system))}
    others = defaultdict(set)
    for row in rows:
        others[row.record].add(row.other)
    found: list[_Finding] = []
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        number = row.number
        if misfit := _misfit(row):
            found.append(misfit)
        elif (*row.record, *row.other) in seen:
            found.append(_Finding(offered_no=number, action=MERGED, rule="duplicate_row"))
        elif len(others[row.record]) > 1:
            found.append(_Finding(offered_no=number, rule="crosswalk_to_two"))
        elif row.other == (source, row.reference):
            found.append(_Finding(offered_no=number, rule="crosswalk_to_itself"))
        elif row.same_system not in systems:
            found.append(
                _Finding(offered_no=number, action=FLAGGED, rule="unknown_system", column="same_system")
            )
        seen.add((*row.record, *row.other))
    return found


def _misfit(row: _Row) -> _Finding | None:
    for name in _CELLS:
        if not getattr(row, name):
            return _Finding(offered_no=row.number, rule="required_blank", column=name)
    if row.kind not in KINDS:
        return _Finding(offered_no=row.number, rule="not_a_kind", column="kind")
    if not _SYSTEM.fullmatch(row.same_system):
        return _Finding(offered_no=row.number, rule="not_a_system", column="same_system")
    return None


def _link(row: _Row, source: str, key: bytes) -> Link:
    return Link(
        token=pseudonym(key, row.kind, source, row.reference),
        same_token=pseudonym(key, row.kind, row.same_system, row.same_reference),
        kind=row.kind,
        source_system=source,
        same_system=row.same_system,
    )


def _aliases(links: Mapping[str, Link]) -> list[dict[str, object]]:
    rows = []
    for token, link in links.items():
        becomes, depth = followed(links, token)
        rows.append({"token": token, "becomes": becomes, "source_system": link.source_system, "depth": depth})
    return rows


def _write(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Through a frame: DuckDB takes rows one at a time slowly."""
    if not rows:
        return
    import pandas as pd  # only where there is a crosswalk

    names = list(table.c.keys())
    frame = pd.DataFrame([dict(row) for row in rows], columns=names, dtype=object)
    connection.execute(sa.text("register(:name, :frame)"), {"name": "written", "frame": frame})
    written = sa.table("written", *(sa.column(name) for name in names))
    run(connection, sa.insert(table).from_select(names, sa.select(*written.c)))
