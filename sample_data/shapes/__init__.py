"""The shapes in which a synthetic export can be written, each from the same histories of the same council."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from sample_data.records import PersonHistory
from sample_data.shapes.flat_sheet import FlatSheetExport
from sample_data.shapes.hackney_like import HackneyLikeExport
from sample_data.shapes.las_like import LasLikeExport
from sample_data.shapes.mosaic_like import MosaicLikeExport
from sample_data.writing import StandardExport


class Export(Protocol):
    """An export being written, which takes in a council person by person and may leave out what it cannot
    carry."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def write(self, resource: str, rows: Iterable[object]) -> None:
        """Take in rows that hang on no person, such as teams; rows are those of sample_data.records."""

    def write_history(self, history: PersonHistory) -> None:
        """Take in everything about one person."""

    def describe(self) -> None:
        """Close the files and write datapackage.json, marked synthetic, with each file's size and hash."""


# What starts an export of each shape in a folder, for an extract date. The name is that of its mapping too.
WRITERS: Mapping[str, Callable[[Path, date], Export]] = {
    "standard": StandardExport,
    "las_like": LasLikeExport,
    "flat_sheet": FlatSheetExport,
    "mosaic_like": MosaicLikeExport,
    "hackney_like": HackneyLikeExport,
}
