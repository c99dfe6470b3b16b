"""The mapping language msp-mapping/1: one file says how a source's files become the case export."""

from etl.mapping.model import Mapping
from etl.mapping.starters import NamedMapping, find, shipped
from etl.mapping.wording import CodeMap, Wording, folded

__all__ = ["CodeMap", "Mapping", "NamedMapping", "Wording", "find", "folded", "shipped"]
