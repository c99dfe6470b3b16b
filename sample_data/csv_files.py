"""Several CSV files of one export, open at once, so that a council of any size is written row by row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from sample_data.package import write_package


class CsvFiles:
    """The CSV files of an export being written: UTF-8, comma, a header row each."""

    def __init__(self, folder: Path, headers: Mapping[str, Sequence[str]]) -> None:
        """Start a file for each header in this folder, which is made if need be; old ones are overwritten."""
        self._folder = folder
        self._open = ExitStack()
        self._rows: dict[str, Callable[[Iterable[Iterable[object]]], None]] = {}
        folder.mkdir(parents=True, exist_ok=True)
        for path, header in headers.items():
            stream = self._open.enter_context((folder / path).open("w", encoding="utf-8", newline=""))
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(header)
            self._rows[path] = writer.writerows

    def append(self, path: str, rows: Iterable[Iterable[object]]) -> None:
        """Append rows of cells to a file; None is a blank cell."""
        self._rows[path](rows)

    def close(self) -> None:
        """Close every file."""
        self._open.close()

    def describe(self, extract_date: date) -> None:
        """Close the files and write the data package about them, in the order in which they were started."""
        self.close()
        resources = [
            {"name": Path(path).stem.lower(), "path": path, "format": "csv", "encoding": "utf-8"}
            for path in self._rows
        ]
        write_package(self._folder, extract_date, resources)
