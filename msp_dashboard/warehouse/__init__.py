"""The tables of a release: what the dashboard reads, one row a recorded fact, no words and no source ids."""

from msp_dashboard.warehouse.resources import Field, Resource, resource, resources
from msp_dashboard.warehouse.tables import METADATA, SCHEMA_VERSION, table

__all__ = ["METADATA", "SCHEMA_VERSION", "Field", "Resource", "resource", "resources", "table"]
