"""The facts of a release as every build has them alike: with pseudonyms in place of row numbers."""

from typing import Any

import sqlalchemy as sa

from msp_dashboard.warehouse import METADATA, Resource
from msp_dashboard.warehouse.tables import identifier

LINEAGE = ("source_system", "batch_id", "source_file", "source_row")


def fact_names(resource: Resource) -> tuple[str, ...]:
    """Return the columns of a resource's facts: its own, with tokens and team names for row numbers."""
    return tuple(name for field in resource.fields for name in names_of(resource, field.name))


def names_of(resource: Resource, field: str) -> tuple[str, ...]:
    """Return what a field is called among the facts: restricted ones leave flags, a key record_token."""
    name = fact_name(resource, field)
    return tuple(resource.flags(field)) or ((name,) if name else ())


def facts(
    resource: Resource, metadata: sa.MetaData = METADATA, schema: str | None = None
) -> sa.Select[*tuple[Any, ...]]:
    """Return the rows of one table of a release: record_token, its facts by name, and its lineage."""
    prefix = f"{schema}." if schema else ""
    main = metadata.tables[f"{prefix}{resource.name}"]
    source: sa.FromClause = main
    columns: list[sa.ColumnElement[object]] = [main.c.record_token]
    for field in resource.fields:
        target = target_of(resource, field.name)
        if target is None:
            columns += [main.c[name] for name in names_of(resource, field.name)]
            continue
        name = fact_name(resource, field.name)
        other = metadata.tables[f"{prefix}{target}"].alias(f"{field.name}_of")
        key = identifier(target)
        source = source.outerjoin(other, main.c[key] == other.c[key])
        columns.append(other.c["team_name" if target == "teams" else "record_token"].label(name))
    return sa.select(*columns, *(main.c[name] for name in LINEAGE)).select_from(source)


def fact_name(resource: Resource, field: str) -> str:
    """Return what a field's column is called among the facts; blank for the key, which is record_token."""
    if field in resource.restricted_fields:
        return next(iter(resource.flags(field)))
    if not resource[field].is_reference:
        return field
    if field not in resource.refers_to and resource.key == (field,):
        return ""
    return field.replace("_ref", "_token")


def target_of(resource: Resource, field: str) -> str | None:
    """Return the resource whose row a field names, if it does."""
    if field == "team_name" and resource.name != "teams":
        return "teams"
    return resource.refers_to.get(field)
