"""SQLAlchemy Core tables of a release, built from the data package so that a column is written once.

Every fact table has an integer key of its own, `record_token` (the pseudonym of the source's key: the same
record has the same token in every release) and its lineage (source system, batch, file and row). A reference
column `<name>_ref` becomes `<name>_id`, the integer key of the table that it points at; `team_name` becomes
`team_id`. Every integer key is numbered in the order of `record_token`, which says nothing about the source.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, MetaData, String, Table
from sqlalchemy.types import TypeEngine

from msp_dashboard.warehouse.resources import Field, Resource, resources

SCHEMA_VERSION = 3
METADATA = MetaData()

SINGULAR = {
    "people": "person",
    "enquiries": "enquiry",
    "capacity_assessments": "assessment",
    "dols": "application",
    "advocacy": "advocacy",
    "experience": "experience",
    "rollout": "rollout",
}
_TYPES: dict[str, type[TypeEngine[Any]]] = {"string": String, "date": Date, "integer": Integer}


def identifier(resource_name: str) -> str:
    """Return the name of a table's integer key, such as enquiry_id for enquiries."""
    return f"{SINGULAR.get(resource_name, resource_name.removesuffix('s'))}_id"


def table(name: str) -> Table:
    """Return one table of a release; raises KeyError where there is none of that name."""
    return METADATA.tables[name]


def _columns(resource: Resource) -> list[Column[Any]]:
    columns: list[Column[Any]] = [
        Column(identifier(resource.name), Integer, primary_key=True, autoincrement=False, comment="Key"),
        Column("record_token", String, nullable=False, comment="Pseudonym of the source's key"),
    ]
    for field in resource.fields:
        columns += _field_columns(resource, field)
    return [
        *columns,
        Column("source_system", String, nullable=False, comment="Which source the row came from"),
        Column("batch_id", Integer, nullable=False, comment="The load that last changed the row"),
        Column("source_file", String, comment="File that held the row; blank where the load made it"),
        Column("source_row", Integer, comment="Its row there; the header is row 1"),
    ]


def _field_columns(resource: Resource, field: Field) -> list[Column[Any]]:
    if field.name in resource.restricted_fields:
        flags = resource.flags(field.name).items()
        return [Column(name, Boolean, nullable=False, comment=comment) for name, comment in flags]
    if field.name in resource.refers_to:
        name = identifier(resource.refers_to[field.name])
        return [Column(name, Integer, index=False, comment=f"Which of {resource.refers_to[field.name]}")]
    if field.is_reference:
        return _grouping(resource, field)
    if field.name == "team_name" and resource.name != "teams":
        return [Column("team_id", Integer, comment="Which of teams; blank where none was recorded")]
    return [Column(field.name, _TYPES[field.type](), comment=_comment(field))]


def _grouping(resource: Resource, field: Field) -> list[Column[Any]]:
    """A source id that is only part of the key (a response, an audit) groups rows, so its token is kept."""
    if resource.key == (field.name,):
        return []
    return [Column(field.name.replace("_ref", "_token"), String, comment="Pseudonym of the source's id")]


def _comment(field: Field) -> str:
    codes = f"Codes of {field.code_list}" if field.code_list else ""
    return ". ".join(part for part in (field.description, codes) if part)


for _entry in resources().values():
    if not _entry.is_restricted:
        Table(_entry.name, METADATA, *_columns(_entry), comment=_entry.title)

Table(
    "release",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="1, 2, 3 …"),
    Column("built_from", Integer, comment="The release it was built from"),
    Column("built_at", String, nullable=False, comment="UTC, ISO 8601"),
    Column("extract_date", Date, nullable=False, comment="The newest of its sources' extract dates"),
    Column("synthetic", Boolean, nullable=False, comment="Whether every source is marked synthetic"),
    Column("schema_version", Integer, nullable=False),
    Column("units_digest", String, nullable=False, comment="Which derivation of the unit tables it holds"),
    Column("content_hash", String, nullable=False, comment="SHA-256 of the facts, whoever built it and when"),
    comment="What this release is",
)
Table(
    "batches",
    METADATA,
    Column("batch_id", Integer, primary_key=True, autoincrement=False),
    Column("source_system", String, nullable=False),
    Column("mapping", String, nullable=False, comment="Name of the mapping that read it"),
    Column("mapping_version", String, nullable=False, comment="As the mapping says it"),
    Column("mapping_digest", String, nullable=False),
    Column("input_digest", String, nullable=False, comment="SHA-256 over file names and bytes"),
    Column("extract_date", Date, nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("loaded_at", String, nullable=False, comment="UTC, ISO 8601"),
    Column("release_number", Integer, nullable=False, comment="The release that it made"),
    comment="Every load that this release descends from",
)
Table(
    "collected",
    METADATA,
    Column("source_system", String, nullable=False),
    Column("resource", String, nullable=False),
    Column("field", String, nullable=False),
    comment="The columns that a source delivers; what is absent here is not collected there",
)
Table(
    "load_counts",
    METADATA,
    Column("batch_id", Integer, nullable=False),
    Column("target", String, nullable=False),
    Column("offered", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("quarantined", Integer, nullable=False),
    Column("merged", Integer, nullable=False),
    comment="offered = kept + quarantined + merged, for every target of every load",
)
Table(
    "rejections",
    METADATA,
    Column("batch_id", Integer, nullable=False),
    Column("action", String, nullable=False, comment="quarantined, merged or flagged"),
    Column("file", String, nullable=False),
    Column("row", Integer, nullable=False),
    Column("column", String, comment="Blank where the whole row is meant"),
    Column("rule", String, nullable=False),
    comment="What did not fit, by place and rule, never by value",
)
Table(
    "unmapped",
    METADATA,
    Column("batch_id", Integer, nullable=False),
    Column("field", String, nullable=False, comment="resource.column"),
    Column("value", String, comment="Blank where it was seen fewer than 5 times"),
    Column("rows", Integer, nullable=False),
    comment="Words outside their code list",
)
Table(
    "superseded",
    METADATA,
    Column("resource", String, nullable=False),
    Column("record_token", String, nullable=False),
    Column("source_system", String, nullable=False),
    Column("change", String, nullable=False, comment="corrected, closed or moved"),
    Column("first_batch_id", Integer, nullable=False, comment="The load that had brought the row"),
    Column("last_batch_id", Integer, nullable=False, comment="The load that ended the row as it was"),
    Column("facts", String, nullable=False, comment="The row as it was, as JSON"),
    comment="History: rows as they were before a later load corrected them, closed them as gone from their "
    "source, or found them moved: in a newer system, or merged with another record",
)
Table(
    "corrections",
    METADATA,
    Column("resource", String, nullable=False),
    Column("record_token", String, nullable=False),
    Column("source_system", String, nullable=False, comment="Which source the row comes from now"),
    Column("field", String, nullable=False),
    Column("first_published", String, comment="The value when the record was first published"),
    Column("now", String, comment="The value in this release"),
    Column("first_batch_id", Integer, nullable=False, comment="The load that first brought the record"),
    Column("last_batch_id", Integer, nullable=False, comment="The load that last changed the value"),
    Column("changes", Integer, nullable=False, comment="How often the value changed"),
    comment="Values that changed after they were first published, of the records that are still there",
)
Table(
    "erasures",
    METADATA,
    Column("erased_at", String, nullable=False, comment="UTC, ISO 8601"),
    Column("people", Integer, nullable=False, comment="How many people"),
    comment="When this release, or one that it descends from, was built anew without people who were erased",
)
