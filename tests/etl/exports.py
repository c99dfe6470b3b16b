"""Small exports written by hand, loaded into a home folder of their own, and the rows that came of them."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from etl.report import Report
from etl.run import Request, run_load
from msp_dashboard.releases.contents import facts
from msp_dashboard.releases.opening import open_release
from msp_dashboard.warehouse import resource, table

CONCERNS = "concern_ref,person_ref,received_on\n"
ENQUIRIES = "enquiry_ref,person_ref,enquiry_type,started_on\n"
ONE_ENQUIRY = ENQUIRIES + "E1,P1,s42,2025-03-01\n"


def write(folder: Path, **files: str | bytes) -> Path:
    """Write `<name>.csv` for each keyword into a folder, which is made if need be; returns the folder."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / f"{name}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def mark_synthetic(folder: Path) -> None:
    """Write the data package that says that every file in a folder is synthetic, as it is now."""
    found = [
        {"path": path.name, "hash": f"sha256:{sha256(path.read_bytes()).hexdigest()}"}
        for path in sorted(folder.glob("*.csv"))
    ]
    (folder / "datapackage.json").write_text(json.dumps({"synthetic": True, "resources": found}))


def load(
    source: Path, *, hold: bool = False, extract_date: date | None = None, mapping: str = "standard"
) -> Report:
    """Load a folder into the home folder of the test."""
    said: list[str] = []
    request = Request(mapping=mapping, source=source, hold=hold, extract_date=extract_date)
    return run_load(request, said.append, said.append)


def rows(name: str, *columns: str) -> list[tuple[Any, ...]]:
    """Return columns of a table in the current release, in the order of its files' rows."""
    query = facts(resource(name)).subquery()
    chosen = sa.select(*(query.c[column] for column in columns))
    with open_release().engine.connect() as connection:
        return [tuple(row) for row in connection.execute(chosen.order_by(query.c.source_row))]


def records(name: str) -> list[Mapping[str, Any]]:
    """Return every row of one of the release's own tables, such as superseded."""
    with open_release().engine.connect() as connection:
        return [dict(row) for row in connection.execute(sa.select(table(name))).mappings()]


def found(report: Report) -> list[tuple[object, ...]]:
    """Return what a load reports, as (file, row, column, rule)."""
    return [tuple(each.values()) for each in report.rejections]
