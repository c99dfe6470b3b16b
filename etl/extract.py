"""Reading an export: which files it holds, what they claim, and their rows as text."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from etl.csvfile import Survey, chunks, stamp_of, survey
from etl.fields import SPACES
from etl.refusals import LoadRefused
from etl.staging import OFFERED
from msp_dashboard.warehouse import Resource, resources

_OPTIONS = """auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', comment = '',
    strict_mode = true, null_padding = false, ignore_errors = false, all_varchar = true, encoding = 'utf-8',
    compression = 'none', parallel = false, max_line_size = 8000000, buffer_size = 16777216"""


@dataclass(frozen=True, kw_only=True)
class Export:
    """What a folder delivers. `digest` covers the names and bytes of the files that are read."""

    folder: Path
    surveys: dict[str, Survey]
    digest: str
    synthetic: bool
    warnings: tuple[str, ...]

    @property
    def size(self) -> int:
        """The bytes of all files that are read."""
        return sum(survey.stamp[0] for survey in self.surveys.values())

    @property
    def collected(self) -> tuple[tuple[str, str], ...]:
        """Every listed column that is there, as (resource, field)."""
        return tuple(
            (name, field.name)
            for name, survey in self.surveys.items()
            for field in resources()[name].fields
            if field.name in survey.header
        )

    @property
    def ignored(self) -> dict[str, list[str]]:
        """The columns of each file that the case export does not list: they are not read."""
        return {
            survey.path.name: extra
            for name, survey in self.surveys.items()
            if (extra := [_shown(each) for each in survey.header if each not in _names(resources()[name])])
        }


def find_export(folder: Path) -> Export:
    """Prove every file of an export readable; raises LoadRefused with the first that is not, and why."""
    if not folder.is_dir():
        raise LoadRefused(f"There is no folder {folder}. Give the folder that holds the export's CSV files.")
    found = {
        entry.name: folder / entry.path for entry in resources().values() if (folder / entry.path).exists()
    }
    if not found:
        raise LoadRefused(
            f"{folder} holds none of the export's files, such as concerns.csv and enquiries.csv."
        )
    surveys = {name: _checked(resources()[name], path) for name, path in found.items()}
    total = hashlib.sha256()
    for each in surveys.values():
        total.update(f"{each.path.name}\0{each.digest}\0".encode())
    synthetic, warnings = _synthetic(folder, surveys)
    unread = sorted({path.name for path in folder.glob("*.csv")} - {path.name for path in found.values()})
    if unread:
        warnings += (f"Not read, because the case export has no file of that name: {', '.join(unread)}.",)
    return Export(
        folder=folder, surveys=surveys, digest=total.hexdigest(), synthetic=synthetic, warnings=warnings
    )


def extract(connection: sa.Connection, export: Export) -> None:
    """Bring an export's rows into the workroom as text: stripped, blank as null, numbered by their file."""
    for name, each in export.surveys.items():
        if not (each.plain and _read_fast(connection, resources()[name], each)):
            _read_slowly(connection, resources()[name], each)
        if stamp_of(each.path) != each.stamp:
            raise LoadRefused(f"{each.path.name} changed while it was read. Load again when it is complete.")


def _checked(resource: Resource, path: Path) -> Survey:
    if not path.is_file():
        raise LoadRefused(f"{path.name} is not a file.")
    found = survey(path)
    for field in resource.fields:
        if field.required and field.name not in found.header:
            raise LoadRefused(f"{path.name} lacks the required column {field.name}.")
    return found


def _read_fast(connection: sa.Connection, resource: Resource, found: Survey) -> bool:
    """DuckDB reads much faster than the csv module; what it makes of a file must have as many rows."""
    target = OFFERED[resource.name]
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(found.header)))
    rows = (
        sa.text(f"SELECT * FROM read_csv(:path, columns = {{{columns}}}, {_OPTIONS})")  # noqa: S608 (c0, c1 …)
        .bindparams(path=str(found.path))
        .columns(*(sa.column(f"c{place}", sa.String) for place in range(len(found.header))))
        .subquery("delivered")
    )
    cells = {name: rows.c[f"c{place}"] for place, name in enumerate(found.header)}
    try:
        connection.execute(_insert(target, resource, cells, found))
        count = connection.scalar(sa.select(sa.func.count()).select_from(target))
    except sa.exc.DBAPIError as error:
        connection.rollback()
        if "Out of Memory" in str(error.orig) or "IO Error" in str(error.orig):
            raise
        return False
    if count != found.rows:
        connection.rollback()
        return False
    connection.commit()
    return True


def _read_slowly(connection: sa.Connection, resource: Resource, found: Survey) -> None:
    import pandas as pd  # only where DuckDB and the csv module might differ

    target = OFFERED[resource.name]
    names = [f"c{place}" for place in range(len(found.header))]
    rows = sa.table("delivered", *(sa.column(name, sa.String) for name in names))
    cells = {name: rows.c[f"c{place}"] for place, name in enumerate(found.header)}
    done = 0
    for chunk in chunks(found.path):
        frame = pd.DataFrame(chunk, columns=names, dtype=object)
        connection.execute(sa.text("register(:name, :frame)"), {"name": "delivered", "frame": frame})
        connection.execute(_insert(target, resource, cells, found, done))
        done += len(chunk)
    connection.commit()


def _insert(
    target: sa.Table,
    resource: Resource,
    cells: Mapping[str, sa.ColumnElement[str]],
    found: Survey,
    done: int = 0,
) -> sa.Insert:
    """Only listed columns are named, so nothing else of the file enters the workroom."""
    number = sa.func.row_number().over() + done
    listed = [field.name for field in resource.fields if field.name in cells]
    rows = sa.select(
        number,
        sa.literal(found.path.name),
        number + 1,
        *(_stripped(cells[name]) for name in listed),
    )
    return sa.insert(target).from_select(["offered_no", "source_file", "source_row", *listed], rows)


def _stripped(cell: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Most cells have nothing to strip, and looking first is eight times faster than trimming every one."""
    edged = sa.func.regexp_matches(cell, f"^[{SPACES}]|[{SPACES}]$")
    return sa.func.nullif(sa.case((edged, sa.func.trim(cell, SPACES)), else_=cell), "")


def _synthetic(folder: Path, surveys: dict[str, Survey]) -> tuple[bool, tuple[str, ...]]:
    """An export is synthetic where its data package says so of exactly these bytes."""
    try:
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
        claimed = package.get("synthetic") is True
        hashes = {entry["path"]: entry.get("hash") for entry in package["resources"]} if claimed else {}
    except FileNotFoundError:
        return False, ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False, ("datapackage.json is not readable, so the export is treated as real.",)
    if not claimed:
        return False, ()
    differing = [
        each.path.name for each in surveys.values() if hashes.get(each.path.name) != f"sha256:{each.digest}"
    ]
    if differing:
        words = f"datapackage.json says synthetic, but not of these bytes: {', '.join(differing)}."
        return False, (f"{words} The export is treated as real.",)
    return True, ()


def _shown(name: str) -> str:
    return name[:60] or "a column without a name"


def _names(resource: Resource) -> set[str]:
    return {field.name for field in resource.fields}
