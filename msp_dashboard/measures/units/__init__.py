"""What measures count: unit tables derived from the facts inside a release, and what they were derived by."""

from datetime import date
from functools import cache
from hashlib import sha256

from sqlalchemy import Connection, exists, select
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql.expression import insert

from msp_dashboard.measures.units.audits import AUDIT
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.experience import ANSWER, SAFER
from msp_dashboard.measures.units.focus import FOCUS_GROUP
from msp_dashboard.measures.units.outcome import OUTCOME
from msp_dashboard.measures.units.recording import RECORDING
from msp_dashboard.measures.units.records import ADVOCACY, ASSESSMENT, CONCERN, MEETING, PARTNER, RESPONSE
from msp_dashboard.measures.units.rollout import TEAM_STAFF, TEAM_STAGE
from msp_dashboard.measures.units.unit import ANY_DAY, METADATA, Unit
from msp_dashboard.warehouse import resources, table
from msp_dashboard.warehouse.tables import identifier

UNITS = (
    *(CONCERN, ENQUIRY, OUTCOME, MEETING, ADVOCACY, ASSESSMENT, RESPONSE, PARTNER),
    *(ANSWER, SAFER, AUDIT, FOCUS_GROUP),
    # What is made of another unit comes after it.
    *(RECORDING, TEAM_STAGE, TEAM_STAFF),
)

__all__ = ["METADATA", "UNITS", "Unit", "build", "digest"]


def build(connection: Connection, extract_date: date) -> None:
    """Make and fill every unit table in a release that is being built, as at its extract date."""
    made = (str(CreateTable(unit.table).compile(dialect=connection.dialect)) for unit in UNITS)
    connection.exec_driver_sql(";\n".join(made))
    without_rows = _keys_of_empty_tables(connection)
    for unit in UNITS:
        if unit.key[0] not in without_rows:
            rows = unit.derive(extract_date)
            connection.execute(insert(unit.table).from_select([column.name for column in unit.c], rows))


def _keys_of_empty_tables(connection: Connection) -> frozenset[str]:
    """A unit has rows only where the table of its first key has."""
    keys = {identifier(name): table(name) for name, each in resources().items() if not each.is_restricted}
    there = (exists().select_from(rows).label(key) for key, rows in keys.items())
    found = connection.execute(select(*there)).mappings().one()
    return frozenset(key for key in keys if not found[key])


@cache
def digest() -> str:
    """Return a SHA-256 over the derivation of every unit: a release with another one holds other figures."""
    literal = {"literal_binds": True}
    statements = (str(unit.derive(ANY_DAY).compile(compile_kwargs=literal)) for unit in UNITS)
    return sha256("\n".join(statements).encode()).hexdigest()
