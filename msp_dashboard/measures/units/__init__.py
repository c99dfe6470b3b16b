"""What measures count: unit tables derived from the facts inside a release, and what they were derived by."""

from datetime import date
from functools import cache
from hashlib import sha256

from sqlalchemy import Connection
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql.expression import insert

from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.outcome import OUTCOME
from msp_dashboard.measures.units.records import ADVOCACY, ASSESSMENT, CONCERN, MEETING, PARTNER, RESPONSE
from msp_dashboard.measures.units.unit import ANY_DAY, METADATA, Unit

UNITS = (CONCERN, ENQUIRY, OUTCOME, MEETING, ADVOCACY, ASSESSMENT, RESPONSE, PARTNER)

__all__ = ["METADATA", "UNITS", "Unit", "build", "digest"]


def build(connection: Connection, extract_date: date) -> None:
    """Make and fill every unit table in a release that is being built, as at its extract date."""
    for unit in UNITS:
        connection.execute(CreateTable(unit.table))
        rows = unit.derive(extract_date)
        connection.execute(insert(unit.table).from_select([column.name for column in unit.c], rows))


@cache
def digest() -> str:
    """Return a SHA-256 over the derivation of every unit: a release with another one holds other figures."""
    literal = {"literal_binds": True}
    statements = (str(unit.derive(ANY_DAY).compile(compile_kwargs=literal)) for unit in UNITS)
    return sha256("\n".join(statements).encode()).hexdigest()
