"""Bringing an export's rows into the workroom: the files a mapping names, and of them only listed columns."""

from etl.extract.export import Delivery, Export, Part, find_export
from etl.extract.rows import Extracted, extract

__all__ = ["Delivery", "Export", "Extracted", "Part", "extract", "find_export"]
