"""The las_like shape: seven CSV files such as a Liquidlogic report folder holds, dated in their names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from sample_data.csv_files import CsvFiles
from sample_data.records import PersonHistory
from sample_data.shapes.las_rows import (
    HEADERS,
    advocacy_rows,
    application_rows,
    assessment_rows,
    concern_rows,
    enquiry_row,
    outcome_rows,
    person_row,
)
from sample_data.shapes.mess import some_twice

ROWS_TWICE = 0.004


class LasLikeExport:
    """An export being written: rows go straight to the files, so that its size is no matter."""

    def __init__(self, folder: Path, extract_date: date) -> None:
        """Start the seven files in this folder, which is made if need be; old ones are overwritten."""
        self._extract_date = extract_date
        self._rng = Random("las_like")
        self._people = 0
        stamp = extract_date.strftime("%Y%m%d")
        self._path = {name: f"LAS_{name}_{stamp}.csv" for name in HEADERS}
        self._files = CsvFiles(folder, {self._path[name]: header for name, header in HEADERS.items()})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def write(self, resource: str, rows: Iterable[object]) -> None:
        """Leave out teams, rollout, audits, quotes, focus groups and notes: no report holds them."""

    def write_history(self, history: PersonHistory) -> None:
        """Append everything about one person that the seven reports hold."""
        rng = self._rng
        self._people += 1
        self._append("SG_Client", [person_row(rng, history, self._people)])
        self._append("SG_Concern", concern_rows(rng, history))
        self._append("SG_Enquiry", (enquiry_row(rng, enquiry) for enquiry in history.enquiries))
        self._append("DOLS", application_rows(rng, history))
        for enquiry in history.enquiries:
            self._append("SG_Outcomes", outcome_rows(rng, enquiry))
            self._append("SG_MCA", assessment_rows(rng, enquiry))
            self._append("SG_Advocacy", advocacy_rows(rng, enquiry))

    def describe(self) -> None:
        """Close the files and write datapackage.json, marked synthetic, with each file's size and hash."""
        self._files.describe(self._extract_date)

    def _append(self, name: str, rows: Iterable[tuple[str, ...]]) -> None:
        self._files.append(self._path[name], some_twice(self._rng, rows, ROWS_TWICE))
