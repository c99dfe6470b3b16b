"""A synthetic export read back as plain rows."""

import csv
from datetime import date
from pathlib import Path

from sample_data.writing import standard_resources

Row = dict[str, str]
Rows = dict[str, list[Row]]


def read(folder: Path) -> Rows:
    """Return the rows of every file of an export, by resource."""
    found: Rows = {}
    for resource in standard_resources():
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as stream:
            found[resource["name"]] = list(csv.DictReader(stream))
    return found


def share(rows: list[Row], column: str, *codes: str) -> float:
    """Return the share of rows whose column holds one of the codes."""
    return sum(row[column] in codes for row in rows) / len(rows)


def days_between(first: str, last: str) -> int:
    """Return the days from one ISO date to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
