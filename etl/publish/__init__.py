"""Publishing: from a database that is being built to an immutable release, wherever readers follow it.

A release is a database file and Parquet in the home folder. Where MSP_WAREHOUSE_URL is set it is also a
schema in PostgreSQL, and the pointer there is what readers follow: the file is still built, because the next
release is built from it, and CURRENT follows.
"""

from etl.publish.building import Draft, finish, size_of_current, start
from etl.publish.rewriting import kept, rewrite, working_copy
from etl.publish.sealing import sealed, use
from etl.publish.target import reserved

__all__ = [
    "Draft",
    "finish",
    "kept",
    "reserved",
    "rewrite",
    "sealed",
    "size_of_current",
    "start",
    "use",
    "working_copy",
]
