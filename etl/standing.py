"""How offered rows stand to what is known: erased people, merged or moved records, earlier parents."""

import sqlalchemy as sa

from etl.before import BEFORE, recall
from etl.checks import Count
from etl.crosswalk import ALIASES, KINDS, any_links, depth_of, identify
from etl.fields import ordered
from etl.pseudonymise import install, kind_of, token
from etl.rules import MERGED, QUARANTINED
from etl.staging import BARRED, KNOWN, METADATA, OFFERED, run
from msp_dashboard.operations import erased_people, reading
from msp_dashboard.warehouse import Resource

# Every reference that the offered rows hold, as it is pseudonymised and as what that became.
_NAMED = sa.Table(
    "named_references",
    METADATA,
    sa.Column("kind", sa.String),
    sa.Column("reference", sa.String),
    sa.Column("own_token", sa.String),
    sa.Column("token", sa.String),
)
# Those of records that a newer system holds in the current release.
_ELSEWHERE = sa.Table(
    "references_elsewhere", METADATA, sa.Column("kind", sa.String), sa.Column("reference", sa.String)
)
_ERASED = sa.Table("erased", METADATA, sa.Column("token", sa.String))


def recognise(
    connection: sa.Connection, source: str, key: bytes, *, incremental: bool, has_current: bool
) -> dict[str, Count]:
    """Set the offered rows beside the crosswalk, the erased people and the attached current release.

    Must come before the checks, which need to know which rows are barred and which parents are known. Returns
    what became of the rows of the crosswalk, by target; nothing where none is offered.
    """
    install(connection, key)
    counts = identify(connection, source, key)
    if has_current:
        recall(connection)
    _place(connection, source, incremental=incremental)
    return counts


def _place(connection: sa.Connection, source: str, *, incremental: bool) -> None:
    """Say which offered rows are barred by what is known, and which parents are known though not offered."""
    erased = _recall_erased(connection)
    linked = any_links(connection)
    if not (erased or linked or incremental):
        return
    _name_references(connection, source)
    if erased:
        _bar_erased(connection)
    if linked:
        _find_elsewhere(connection, source)
        _bar_elsewhere(connection)
        _bar_merged(connection)
        _know_concerns_elsewhere(connection)
    if incremental:
        for name in KNOWN:
            _know_parents(connection, name, source)


def _recall_erased(connection: sa.Connection) -> bool:
    """A person is erased under every pseudonym that is linked with an erased one."""
    with reading() as store:
        tokens = list(store.scalars(sa.select(erased_people.c.token)))
    if tokens:
        connection.execute(sa.insert(_ERASED), [{"token": each} for each in tokens])
        linked = sa.select(ALIASES.c.becomes).where(ALIASES.c.token.in_(sa.select(_ERASED.c.token)))
        run(connection, sa.insert(_ERASED).from_select(["token"], linked))
    return bool(tokens)


def _name_references(connection: sa.Connection, source: str) -> None:
    for kind in KINDS:
        cells = [
            sa.select(OFFERED[each.name].c[field.name].label("reference"))
            for each in ordered()
            for field in each.fields
            if field.is_reference and kind_of(each, field) == kind
        ]
        reference = sa.union(*cells).subquery().c.reference
        own = sa.select(reference, token(kind, source, reference).label("own_token"))
        named = own.where(reference.is_not(None)).subquery()
        became = sa.func.coalesce(ALIASES.c.becomes, named.c.own_token)
        rows = sa.select(sa.literal(kind), named.c.reference, named.c.own_token, became)
        rows = rows.select_from(named.outerjoin(ALIASES, ALIASES.c.token == named.c.own_token))
        run(connection, sa.insert(_NAMED).from_select(list(_NAMED.c.keys()), rows))


def _bar_erased(connection: sa.Connection) -> None:
    people = sa.select(_NAMED.c.reference).where(
        _NAMED.c.kind == "person", _NAMED.c.token.in_(sa.select(_ERASED.c.token))
    )
    enquiries = OFFERED["enquiries"]
    theirs = sa.select(enquiries.c.enquiry_ref).where(enquiries.c.person_ref.in_(people))
    for each in ordered():
        for name, references in (("person_ref", people), ("enquiry_ref", theirs)):
            if name in OFFERED[each.name].c:
                condition = OFFERED[each.name].c[name].in_(references)
                _bar(connection, each, condition, (QUARANTINED, "erased_person"))


def _find_elsewhere(connection: sa.Connection, source: str) -> None:
    """A person is held elsewhere where a file described them there, not where a row only named them."""
    for kind, each in KINDS.items():
        before = BEFORE[each.name]
        depths = [depth_of(_NAMED.c.token, system) for system in (before.c.source_system, sa.literal(source))]
        newer = (depths[0] > depths[1]) | ((depths[0] == depths[1]) & (before.c.source_system < source))
        rows = (
            sa.select(_NAMED.c.kind, _NAMED.c.reference)
            .join(before, before.c.record_token == _NAMED.c.token)
            .where(_NAMED.c.kind == kind, before.c.source_system != source, newer)
            .where(before.c.source_file.is_not(None))
        )
        run(connection, sa.insert(_ELSEWHERE).from_select(["kind", "reference"], rows))


def _bar_elsewhere(connection: sa.Connection) -> None:
    """An enquiry that moved is there with all its children."""
    for each in ordered():
        for field in each.fields:
            kind = kind_of(each, field)
            if field.name == "enquiry_ref" or (KINDS.get(kind) is each and each.key == (field.name,)):
                moved = sa.select(_ELSEWHERE.c.reference).where(_ELSEWHERE.c.kind == kind)
                there = OFFERED[each.name].c[field.name].in_(moved)
                _bar(connection, each, there, (MERGED, "in_newer_system"))


def _bar_merged(connection: sa.Connection) -> None:
    """Of rows that are one record, that of the reference which the others became is kept, else any one."""
    for kind, each in KINDS.items():
        column = OFFERED[each.name].c[each.key[0]]
        order = (_NAMED.c.own_token != _NAMED.c.token, _NAMED.c.own_token)
        place = sa.func.row_number().over(partition_by=_NAMED.c.token, order_by=order).label("place")
        offered = sa.select(_NAMED.c.reference, place).where(
            _NAMED.c.kind == kind, _NAMED.c.reference.in_(sa.select(column))
        )
        ranked = offered.subquery()
        others = sa.select(ranked.c.reference).where(ranked.c.place > 1)
        _bar(connection, each, column.in_(others), (MERGED, "merged_record"))


def _bar(
    connection: sa.Connection, each: Resource, condition: sa.ColumnElement[bool], verdict: tuple[str, str]
) -> None:
    offered = OFFERED[each.name]
    already = sa.select(BARRED.c.offered_no).where(BARRED.c.resource == each.name)
    rows = sa.select(sa.literal(each.name), offered.c.offered_no, *(sa.literal(word) for word in verdict))
    rows = rows.where(condition, offered.c.offered_no.not_in(already))
    run(connection, sa.insert(BARRED).from_select(list(BARRED.c.keys()), rows))


def _know_concerns_elsewhere(connection: sa.Connection) -> None:
    """An enquiry may come from a concern that moved to a newer system."""
    moved = sa.select(_ELSEWHERE.c.reference).where(_ELSEWHERE.c.kind == "concern")
    _know(connection, "concerns", _NAMED.c.reference.in_(moved))


def _know_parents(connection: sa.Connection, name: str, source: str) -> None:
    """What an extract does not bring stays as it is; what it brings and was quarantined takes no children."""
    own = OFFERED[name].c[KNOWN[name].c.keys()[0]]
    brought = sa.exists().where(own == _NAMED.c.reference)
    _know(connection, name, ~brought & (BEFORE[name].c.source_system == source))


def _know(connection: sa.Connection, name: str, condition: sa.ColumnElement[bool]) -> None:
    before, known = BEFORE[name], KNOWN[name]
    reference, *dates = known.c.keys()
    kind = next(kind for kind, each in KINDS.items() if each.name == name)
    rows = (
        sa.select(_NAMED.c.reference, *(sa.cast(before.c[each], sa.String) for each in dates))
        .join(before, before.c.record_token == _NAMED.c.token)
        .where(_NAMED.c.kind == kind, condition)
    )
    run(connection, sa.insert(known).from_select([reference, *dates], rows))
