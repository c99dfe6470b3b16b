"""A person in a release: every record of theirs, now and in its history, found and taken out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from etl.before import OPEN
from msp_dashboard.releases.contents import facts
from msp_dashboard.warehouse import resource, table


@dataclass(frozen=True, kw_only=True)
class Traces:
    """The pseudonyms of a person's records: of the person, their enquiries and all that belongs to them."""

    tokens: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tokens)

    def __or__(self, other: "Traces") -> "Traces":
        return Traces(tokens=self.tokens | other.tokens)


def trace(connection: sa.Connection, people: Collection[str]) -> Traces:
    """Return what a release holds of a person, who may have several pseudonyms; falsy where nothing."""
    enquiries = _enquiries(connection, people)
    now = _now(connection, people, enquiries)
    superseded = table("superseded")
    past = sa.select(superseded.c.record_token).where(_in_history(people, enquiries))
    return Traces(tokens=frozenset().union(*now.values(), connection.scalars(past)))


def erase_from(connection: sa.Connection, people: Collection[str]) -> None:
    """Take a person out of the tables of a release; a row of `erasures` says that it was done.

    Nothing changes where they are not there: an erasure that was killed may have come so far before.
    """
    if not trace(connection, people):
        return
    enquiries = _enquiries(connection, people)
    theirs = _now(connection, people, enquiries)
    superseded, corrections = table("superseded"), table("corrections")
    connection.execute(sa.delete(superseded).where(_in_history(people, enquiries)))
    gone = [*people, *(token for tokens in theirs.values() for token in tokens)]
    named = (corrections.c[name].in_(gone) for name in ("record_token", "first_published", "now"))
    connection.execute(sa.delete(corrections).where(sa.or_(*named)))
    concern, enquiry = table("concerns"), table("enquiries")
    of_theirs = sa.select(concern.c.concern_id).where(concern.c.record_token.in_(theirs["concerns"]))
    connection.execute(sa.update(enquiry).values(concern_id=None).where(enquiry.c.concern_id.in_(of_theirs)))
    for name, tokens in theirs.items():
        connection.execute(sa.delete(table(name)).where(table(name).c.record_token.in_(tokens)))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(sa.insert(table("erasures")).values(erased_at=now, people=1))


def _enquiries(connection: sa.Connection, people: Collection[str]) -> set[str]:
    """Those that are the person's, and those that once were and are nobody else's now."""
    rows, superseded = facts(resource("enquiries")).subquery(), table("superseded")
    theirs = set(connection.scalars(sa.select(rows.c.record_token).where(rows.c.person_token.in_(people))))
    before = sa.select(superseded.c.record_token).where(
        superseded.c.resource == "enquiries", _mentions(superseded.c.facts, people)
    )
    once = set(connection.scalars(before))
    still = sa.select(rows.c.record_token).where(rows.c.record_token.in_(once))
    return theirs | (once - set(connection.scalars(still)))


def _now(
    connection: sa.Connection, people: Collection[str], enquiries: Collection[str]
) -> dict[str, set[str]]:
    """The person's records in each table, as pseudonyms."""
    found = {}
    for each in OPEN:
        rows = facts(each).subquery()
        conditions = [
            rows.c[name].in_(tokens)
            for name, tokens in (("person_token", people), ("enquiry_token", enquiries))
            if name in rows.c
        ]
        if each.name == "people":
            conditions.append(rows.c.record_token.in_(people))
        if conditions:
            query = sa.select(rows.c.record_token).where(sa.or_(*conditions))
            found[each.name] = set(connection.scalars(query))
    return found


def _in_history(people: Collection[str], enquiries: Collection[str]) -> sa.ColumnElement[bool]:
    superseded = table("superseded")
    own = superseded.c.resource.in_(["people", "enquiries"]) & superseded.c.record_token.in_(
        [*people, *enquiries]
    )
    return own | _mentions(superseded.c.facts, [*people, *enquiries])


def _mentions(words: sa.ColumnElement[str], tokens: Collection[str]) -> sa.ColumnElement[bool]:
    """Whether a row as JSON holds one of these pseudonyms."""
    return sa.or_(sa.false(), *(words.contains(token) for token in sorted(tokens)))
