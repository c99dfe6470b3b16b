"""The tables that a release holds, wherever it is published."""

import sqlalchemy as sa

from msp_dashboard import warehouse
from msp_dashboard.measures import units


def tables_of_a_release(units_digest: str) -> tuple[sa.Table, ...]:
    """Return every table of a release; what measures read only where this program derives it alike."""
    derived = units.UNITS if units_digest == units.digest() else ()
    return (*warehouse.METADATA.sorted_tables, *(unit.table for unit in derived))
