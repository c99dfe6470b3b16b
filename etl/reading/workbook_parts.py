"""The parts of an .xlsx workbook that say how its sheets are to be read: their list, dates and formats."""

import posixpath
import xml.parsers.expat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from etl.reading.number_formats import NumberFormat, understand_format
from etl.refusals import FileRefused

_CHUNK = 1 << 20
Started = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """A sheet of a workbook: its name, visible, hidden or veryHidden, and the part that holds its cells."""

    name: str
    state: str
    part: str


@dataclass(frozen=True, kw_only=True)
class WorkbookParts:
    """What the parts of a workbook say: `formats` is one for each style of a cell, in their order."""

    sheets: tuple[SheetPart, ...]
    date_1904: bool
    formats: tuple[NumberFormat, ...]


@cache
def local_name(name: str) -> str:
    """Return the name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


@contextmanager
def sound_xml(path: Path) -> Iterator[None]:
    """Turn whatever is wrong with the XML or the archive into FileRefused."""
    try:
        yield
    except (xml.parsers.expat.ExpatError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise FileRefused(
            f"{path.name} is a damaged workbook: open it in Excel and save it again."
        ) from error


def feed(stream: IO[bytes], parser: xml.parsers.expat.XMLParserType) -> None:
    """Pass a part through a parser, a megabyte at a time; raises ExpatError."""
    while piece := stream.read(_CHUNK):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def understand_parts(path: Path, names: frozenset[str]) -> WorkbookParts:
    """Return the sheets, date system and number formats of a proved archive; raises FileRefused."""
    with sound_xml(path), zipfile.ZipFile(path) as archive:
        targets = _targets(archive, "_rels/.rels", "")
        main = next((part for kind, part in targets.values() if kind == "officeDocument"), None)
        if main is None or main not in names or not main.endswith(".xml"):
            raise FileRefused(f"{path.name} is not an Excel workbook: save it as .xlsx or export it as CSV.")
        base = posixpath.dirname(main)
        inner = _targets(archive, f"{base}/_rels/{posixpath.basename(main)}.rels", base)
        sheets, date_1904 = _sheets(archive, main, inner)
        if any(sheet.part not in names for sheet in sheets):
            raise FileRefused(f"{path.name} lacks one of its sheets: open it in Excel and save it again.")
        styles = next((part for kind, part in inner.values() if kind == "styles" and part in names), None)
        formats = _formats(archive, styles) if styles else ()
    return WorkbookParts(sheets=sheets, date_1904=date_1904, formats=formats)


def _elements(archive: zipfile.ZipFile, part: str, started: Started) -> None:
    def start(name: str, attributes: dict[str, str]) -> None:
        started(local_name(name), {local_name(key): value for key, value in attributes.items()})

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = start
    with archive.open(part) as stream:
        feed(stream, parser)


def _targets(archive: zipfile.ZipFile, part: str, base: str) -> dict[str, tuple[str, str]]:
    """Return, by id, the kind and the part of each relationship that stays within the archive."""
    found: dict[str, tuple[str, str]] = {}

    def started(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", base, attributes["Target"])).lstrip("/")
            found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], target

    _elements(archive, part, started)
    return found


def _sheets(
    archive: zipfile.ZipFile, main: str, targets: dict[str, tuple[str, str]]
) -> tuple[tuple[SheetPart, ...], bool]:
    sheets: list[SheetPart] = []
    settings: dict[str, str] = {}

    def started(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            settings.update(attributes)
        elif name == "sheet":
            kind, part = targets[attributes["id"]]
            if kind == "worksheet":
                state = attributes.get("state", "visible")
                sheets.append(SheetPart(name=attributes["name"], state=state, part=part))

    _elements(archive, main, started)
    return tuple(sheets), settings.get("date1904") in ("1", "true")


def _formats(archive: zipfile.ZipFile, part: str) -> tuple[NumberFormat, ...]:
    codes: dict[int, str] = {}
    formats: list[NumberFormat] = []
    within = ""

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal within
        if name == "numFmt" and within == "numFmts":
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "xf" and within == "cellXfs":
            number = int(attributes.get("numFmtId", "0"))
            formats.append(understand_format(number, codes.get(number, "")))
        elif name in ("numFmts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            within = name

    _elements(archive, part, started)
    return tuple(formats)
