"""Workbooks made by hand for tests: the parts of an .xlsx written as text, sound or spoilt on purpose."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from etl.reading.grid import Declared, Grid
from etl.reading.workbook import open_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"


def parts(rows: str, **others: str) -> dict[str, str]:
    """Return the parts of a workbook with one sheet of these row elements; others replace or add by name."""
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">'
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'{relations}<Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{relations}<Relationship Id="r1" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/sharedStrings" '
        f'Target="sharedStrings.xml"/><Relationship Id="r3" Type="{OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Concerns" sheetId="1" r:id="r1"/></sheets></workbook>',
        SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        STRINGS: f'<sst xmlns="{MAIN}"/>',
        STYLES: f'<styleSheet xmlns="{MAIN}"/>',
        **others,
    }


def write_parts(path: Path, content: Mapping[str, str | bytes]) -> Path:
    """Write parts as a zip archive, and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path


def write_book(path: Path, fill: Callable[[Any], None], **options: bool) -> Path:
    """Write a workbook as `fill` fills it, as xlsxwriter writes it, and return its path."""
    book = xlsxwriter.Workbook(str(path), options)
    fill(book)
    book.close()
    return path


def opened(path: Path, **declared: str) -> Grid:
    """Return a workbook opened with what is declared of it."""
    return open_workbook(path, Declared(**declared))  # type: ignore[arg-type]


def cells(grid: Grid) -> list[list[str]]:
    """Return the rows without their numbers; they are the same when read again."""
    rows = list(grid.rows())
    assert rows == list(grid.rows())
    return [row for _, row in rows]
