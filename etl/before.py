"""The facts of the current release, brought into the workroom under the pseudonyms that they have by now."""

from functools import cache

import sqlalchemy as sa

from etl.crosswalk import rename
from etl.staging import FACTS, METADATA, run
from msp_dashboard import warehouse
from msp_dashboard.releases.contents import facts
from msp_dashboard.warehouse import Resource, resources

CURRENT = "current_release"
OPEN = tuple(each for each in resources().values() if not each.is_restricted)


def _before(resource: Resource) -> sa.Table:
    """The columns of its facts, and the pseudonym that the release has for the record."""
    columns = (sa.Column(column.name, column.type) for column in FACTS[resource.name].c)
    return sa.Table(f"before_{resource.name}", METADATA, *columns, sa.Column("was", sa.String))


BEFORE = {each.name: _before(each) for each in OPEN}


@cache
def tables(schema: str) -> sa.MetaData:
    """Return the warehouse's tables as they are in an attached release."""
    attached = sa.MetaData()
    for entry in warehouse.METADATA.sorted_tables:
        entry.to_metadata(attached, schema=schema)
    return attached


def recall(connection: sa.Connection) -> None:
    """Fill the workroom's tables of what was there before from the attached current release."""
    for resource in OPEN:
        target = BEFORE[resource.name]
        rows = facts(resource, tables(CURRENT), CURRENT).subquery()
        names = [column.name for column in FACTS[resource.name].c]
        filled = sa.select(*(rows.c[name] for name in names), rows.c.record_token)
        run(connection, sa.insert(target).from_select([*names, "was"], filled))
    rename(connection, BEFORE.values())
