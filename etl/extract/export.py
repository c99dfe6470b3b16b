"""What a folder delivers to a mapping: each file proved readable, and what its data package claims."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.extract.columns import SHOWN, places, wanted
from etl.extract.declared import declared_of
from etl.extract.folder import files_of, unread
from etl.identifiers import masked
from etl.mapping import NamedMapping, folded
from etl.mapping.files import Source
from etl.reading import read_table
from etl.reading.grid import Table
from etl.refusals import LoadRefused


@dataclass(frozen=True, kw_only=True)
class Part:
    """One file of a source: its name in the folder, its table, and where each listed column stands in it.

    An identifier in the name is left out of the label, which is kept with every row.
    """

    label: str
    table: Table
    places: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A source that is there: its files one after another, or a query that is still to be run."""

    name: str
    source: Source
    parts: tuple[Part, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The listed columns that at least one of its files has."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.places))


@dataclass(frozen=True, kw_only=True)
class Export:
    """What a folder delivers to a mapping; sources that may lack and do are not in it."""

    folder: Path
    mapping: NamedMapping
    deliveries: Mapping[str, Delivery]
    synthetic: bool
    warnings: tuple[str, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every file that is read, in the mapping's order; one that several sources read is there once."""
        found = {part.table.path: part for each in self.deliveries.values() for part in each.parts}
        return tuple(found.values())

    @property
    def size(self) -> int:
        """The bytes of all files that are read."""
        return sum(part.table.stamp[0] for part in self.parts)

    @property
    def ignored(self) -> dict[str, list[str]]:
        """The columns of each file that the mapping does not list: they are not read."""
        used: dict[str, set[str]] = {}
        headings: dict[str, dict[str, None]] = {}
        for part in (part for each in self.deliveries.values() for part in each.parts):
            header = part.table.header
            used.setdefault(part.label, set()).update(folded(header[place]) for place in part.places.values())
            headings.setdefault(part.label, {}).update(dict.fromkeys(header))
        extra = {
            label: [_shown(heading) for heading in found if folded(heading) not in used[label]]
            for label, found in headings.items()
        }
        return {label: found for label, found in extra.items() if found}


def find_export(mapping: NamedMapping, folder: Path) -> Export:
    """Prove every file that a mapping names readable; raises LoadRefused with the first that is not."""
    sources = {name: each for name, each in mapping.content.files.items() if isinstance(each, Source)}
    files = {name: each for name, each in sources.items() if each.query is None}
    if files and not folder.is_dir():
        raise LoadRefused(f"There is no folder {folder}. Give the folder that holds the export's files.")
    found = {name: files_of(folder, each) for name, each in files.items()}
    if files and not any(found.values()):
        named = " and ".join(str(each.path) for each in list(files.values())[:2])
        raise LoadRefused(f"{folder} holds none of the export's files, such as {named}.")
    deliveries = {
        name: _deliver(mapping, name, folder, found.get(name, ()))
        for name, each in sources.items()
        if each.query or _is_there(name, each, folder, found[name])
    }
    parts = [part for each in deliveries.values() for part in each.parts]
    synthetic, warnings = _synthetic(folder, parts)
    warnings = (*_of_files(parts), *warnings, *_unread(folder, parts))
    return Export(
        folder=folder,
        mapping=mapping,
        deliveries=deliveries,
        synthetic=synthetic and len(files) == len(sources),
        warnings=warnings,
    )


def _is_there(name: str, source: Source, folder: Path, paths: tuple[Path, ...]) -> bool:
    if not paths and not source.optional:
        raise LoadRefused(f"{folder} holds no file {source.path}, which the mapping needs as {name}.")
    return bool(paths)


def _deliver(mapping: NamedMapping, name: str, folder: Path, paths: tuple[Path, ...]) -> Delivery:
    source = mapping.content.files[name]
    if not isinstance(source, Source):
        raise TypeError(name)
    columns = wanted(mapping.content, name, source)
    parts = []
    for path in paths:
        table = read_table(path, declared_of(path, mapping.content, source))
        label = masked(path.relative_to(folder).as_posix())
        parts.append(
            Part(label=label, table=table, places=places(label, table.header, columns, table.warnings))
        )
    rows = sum(part.table.row_count for part in parts)
    if paths and rows < source.expect.min_rows:
        names = ", ".join(part.label for part in parts)
        raise LoadRefused(f"{names}: {rows:,} rows, where at least {source.expect.min_rows:,} are expected.")
    return Delivery(name=name, source=source, parts=tuple(parts))


def digest_of(export: Export, queries: Mapping[str, str]) -> str:
    """Return the SHA-256 of the names and bytes of all that was read; `queries` has the digests of theirs."""
    total = hashlib.sha256()
    for part in export.parts:
        total.update(f"{part.label}\0{part.table.digest}\0".encode())
    for name, digest in queries.items():
        total.update(f"{name}\0{digest}\0".encode())
    return total.hexdigest()


def _of_files(parts: Iterable[Part]) -> tuple[str, ...]:
    named = (
        words if part.label in words else f"{part.label}: {words}"
        for part in parts
        for words in part.table.warnings
    )
    return tuple(dict.fromkeys(named))


def _unread(folder: Path, parts: Iterable[Part]) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    names = unread(folder, {part.table.path for part in parts})
    words = f"Not read, because the mapping has no file of that name: {', '.join(names)}."
    return (words,) if names else ()


def _synthetic(folder: Path, parts: Iterable[Part]) -> tuple[bool, tuple[str, ...]]:
    """An export is synthetic where its data package says so of exactly these bytes."""
    try:
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
        claimed = package.get("synthetic") is True
        hashes = {entry["path"]: entry.get("hash") for entry in package["resources"]} if claimed else {}
    except (FileNotFoundError, NotADirectoryError):
        return False, ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False, ("datapackage.json is not readable, so the export is treated as real.",)
    if not claimed:
        return False, ()
    differing = [part.label for part in parts if hashes.get(part.label) != f"sha256:{part.table.digest}"]
    if differing:
        words = f"datapackage.json says synthetic, but not of these bytes: {', '.join(differing)}."
        return False, (f"{words} The export is treated as real.",)
    return True, ()


def _shown(name: str) -> str:
    return masked(name)[:SHOWN] or "a column without a name"
