"""A release held in memory, made from rows as the plain reading of an export gives them."""

from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from msp_dashboard.measures import units
from msp_dashboard.releases import Release
from msp_dashboard.screening.service_response import reads_as_service_response
from msp_dashboard.warehouse import METADATA, resources, table
from msp_dashboard.warehouse.tables import SCHEMA_VERSION, identifier
from tests.plain_reading.reading import Export

Row = dict[str, Any]


def release_of(export: Export, *, derived: bool = True) -> Release:
    """Return a release with the kept rows of an export and its unit tables, as a load would have made it.

    Not `derived`: without unit tables, as a release of an earlier version that lacks them.
    """
    engine = sa.create_engine("duckdb:///:memory:", poolclass=sa.StaticPool)
    METADATA.create_all(engine, checkfirst=False)
    numbers = _numbers(export)
    with engine.begin() as connection:
        for name in METADATA.tables:
            rows = _rows(name, export, numbers)
            if rows:
                connection.execute(table(name).insert(), rows)
        if derived:
            units.build(connection, export.extract_date or date.min)
    return Release(
        number=1,
        name="r000001",
        path=Path("memory"),
        extract_date=export.extract_date or date.min,
        synthetic=True,
        built_at="2026-10-01T00:00:00+00:00",
        content_hash="",
        units_digest=units.digest() if derived else "of an earlier version",
        schema_version=SCHEMA_VERSION,
        engine=engine,
    )


def _numbers(export: Export) -> dict[str, dict[str, int]]:
    """The integer key of each team name and of each reference, by resource."""
    found = {"teams": {team["team_name"]: place for place, team in enumerate(export.teams, 1)}}
    for name, entry in resources().items():
        if len(entry.key) == 1 and entry[entry.key[0]].is_reference:
            found[name] = {row[entry.key[0]]: place for place, row in enumerate(export.rows[name], 1)}
    return found


def _rows(name: str, export: Export, numbers: dict[str, dict[str, int]]) -> list[Row]:
    if name == "teams":
        return [_fact(name, place, team, numbers) for place, team in enumerate(export.teams, 1)]
    if name == "collected":
        pairs = sorted(entry.split(".") for entry in export.collected if "." in entry)
        return [{"source_system": "standard", "resource": pair[0], "field": pair[1]} for pair in pairs]
    if name not in resources():
        return []
    return [_fact(name, place, row, numbers) for place, row in enumerate(export.rows[name], 1)]


def _fact(name: str, place: int, row: Row, numbers: dict[str, dict[str, int]]) -> Row:
    entry = resources()[name]
    fact: Row = {column.name: None for column in table(name).columns}
    fact |= {identifier(name): place, "record_token": f"{place:032x}", "source_system": "standard"}
    fact |= {"batch_id": 1, "source_row": place + 1}
    for field in entry.fields:
        value = row.get(field.name)
        if field.name in entry.refers_to:
            target = entry.refers_to[field.name]
            fact[identifier(target)] = numbers[target].get(str(value))
        elif field.name == "team_name" and name != "teams":
            fact["team_id"] = numbers["teams"].get(str(value))
        elif field.name in entry.restricted_fields:
            for flag in entry.flags(field.name):
                fact[flag] = reads_as_service_response(value or "") if "service" in flag else bool(value)
        elif field.name in fact:
            fact[field.name] = value
        elif field.is_reference and field.name.replace("_ref", "_token") in fact:
            fact[field.name.replace("_ref", "_token")] = value
    return fact
