"""The flat_sheet shape: one workbook with one row an enquiry, as a team keeps it that grew for years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

import xlsxwriter

from sample_data.package import write_package
from sample_data.records import PersonHistory
from sample_data.shapes.flat_rows import HEADER, LOOKUPS, Cell, enquiry_row

TITLES = ("Making Safeguarding Personal - team tracker (DO NOT SHARE)", "Updated weekly by admin")
# So that the same council gives the same bytes.
CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class FlatSheetExport:
    """An export being written: rows go straight to the workbook, so that its size is no matter."""

    def __init__(self, folder: Path, extract_date: date) -> None:
        """Start the workbook in this folder, which is made if need be; an old one is overwritten."""
        self._folder, self._extract_date = folder, extract_date
        self._rng = Random("flat_sheet")
        self._enquiries = 0
        self._file = f"MSP_tracker_{_stamp(extract_date)}.xlsx"
        folder.mkdir(parents=True, exist_ok=True)
        self._book = xlsxwriter.Workbook(folder / self._file, {"constant_memory": True})
        self._book.set_properties({"created": CREATED})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd h:mm:ss"})
        self._sheet = self._book.add_worksheet(f"MSP tracker {extract_date.year}")
        self._sheet.merge_range(0, 0, 0, 5, TITLES[0])
        self._sheet.write_string(1, 0, TITLES[1])
        self._row = 2
        self._append(HEADER)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._book.close()

    def write(self, resource: str, rows: Iterable[object]) -> None:
        """Leave out teams, rollout, audits, quotes, focus groups and notes: the tracker has none."""

    def write_history(self, history: PersonHistory) -> None:
        """Append a row for each section 42 enquiry; a tracker of these holds no other work."""
        for enquiry in history.enquiries:
            if enquiry.enquiry.enquiry_type == "s42":
                self._enquiries += 1
                self._append(enquiry_row(self._rng, self._enquiries, history, enquiry))

    def describe(self) -> None:
        """Close the workbook and write datapackage.json, marked synthetic, with its size and hash."""
        self._append(("Total", self._enquiries))
        lookups = self._book.add_worksheet("Lookups")
        lookups.write_row(0, 0, LOOKUPS)
        self._book.close()
        write_package(self._folder, self._extract_date, [{"name": "msp_tracker", "path": self._file}])

    def _append(self, cells: Iterable[Cell]) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                self._sheet.write_datetime(self._row, column, cell, self._day)
            elif isinstance(cell, int):
                self._sheet.write_number(self._row, column, cell)
            elif cell:
                self._sheet.write_string(self._row, column, cell)
        self._row += 1


def _stamp(day: date) -> str:
    """A month where the export is of its last day, as trackers are named; else the day."""
    last = monthrange(day.year, day.month)[1]
    return day.strftime("%Y-%m" if day.day == last else "%Y-%m-%d")
