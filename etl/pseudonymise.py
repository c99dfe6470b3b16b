"""Pseudonyms: HMAC-SHA256 of the source's ids, a domain for each kind, and a key that only the load reads."""

import hashlib
import hmac

import sqlalchemy as sa

from etl.fields import joined, key_cells
from etl.refusals import LoadRefused
from etl.staging import run
from msp_dashboard.operations import key_checks, make_key, read_key, reading, writing
from msp_dashboard.releases import current_number
from msp_dashboard.warehouse import Field, Resource
from msp_dashboard.warehouse.tables import identifier

LENGTH = 32
_BLOCK = 64
_SEPARATOR = "\x1f"
_CHECKED_WORD = "the key of this warehouse"


def key_for_load(name: str) -> bytes:
    """Return a key, made at the first load; raises LoadRefused where it is another one than before."""
    with reading() as connection:
        known = connection.scalar(sa.select(key_checks.c.check_value).where(key_checks.c.name == name))
    first = known is None and current_number() is None
    key = make_key(name) if first else read_key(name)
    value = pseudonym(key, "check", "", _CHECKED_WORD)
    if known is None:
        with writing() as connection:
            connection.execute(sa.insert(key_checks).values(name=name, check_value=value))
    elif not hmac.compare_digest(known, value):
        raise LoadRefused(
            f"The key {name} is another one than at the last load, so nobody would be recognised as the same "
            "person. Restore the key from its backup."
        )
    return key


def pseudonym(key: bytes, kind: str, source: str, reference: str) -> str:
    """Return 128 bits of HMAC-SHA256 in hex."""
    message = _SEPARATOR.join((kind, source, reference)).encode()
    return hmac.digest(key, message, hashlib.sha256).hex()[:LENGTH]


def install(connection: sa.Connection, key: bytes) -> None:
    """Let the workroom make the same pseudonyms as `pseudonym` does, in SQL: millions in a second or two.

    The key stays in this connection's variables, in memory only.
    """
    padded = key.ljust(_BLOCK, b"\0")
    for name, mask in (("inner_key", 0x36), ("outer_key", 0x5C)):
        value = bytes(byte ^ mask for byte in padded)
        connection.execute(sa.text(f"SET VARIABLE {name} = CAST(:value AS BLOB)"), {"value": value})
    run(
        connection,
        "CREATE TEMP MACRO pseudonym(domain, reference) AS left(sha256(getvariable('outer_key') || unhex("
        f"sha256(getvariable('inner_key') || encode(domain || reference)))), {LENGTH})",
    )


def token(kind: str, source: str, reference: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Return the pseudonym of a column's references; null for a blank one."""
    return sa.func.pseudonym(_SEPARATOR.join((kind, source, "")), reference)


def record_token(resource: Resource, source: str, offered: sa.FromClause) -> sa.ColumnElement[str]:
    """Return the pseudonym of a row's key."""
    if len(resource.key) == 1:
        name = resource.key[0]
        return token(kind_of(resource, resource[name]), source, offered.c[name])
    return token(resource.name, source, joined(key_cells(resource, offered)))


def kind_of(resource: Resource, field: Field) -> str:
    """Return the domain of a reference, such as person: the same wherever it points at the same thing."""
    target = resource.refers_to.get(field.name)
    return identifier(target).removesuffix("_id") if target else field.name.removesuffix("_ref")
