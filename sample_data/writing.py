"""Writing a council in the standard shape: seventeen CSV files and the data package that describes them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sample_data.package import write_package
from sample_data.records import EnquiryHistory, PersonHistory

# Where the rows of each resource are found in an enquiry's history.
OF_AN_ENQUIRY: tuple[tuple[str, Callable[[EnquiryHistory], Iterable[object]]], ...] = (
    ("enquiries", lambda history: (history.enquiry,)),
    ("enquiry_risks", attrgetter("risks")),
    ("desired_outcomes", attrgetter("desired_outcomes")),
    ("capacity_assessments", attrgetter("capacity_assessments")),
    ("advocacy", attrgetter("advocacy")),
    ("meetings", attrgetter("meetings")),
    ("responses", attrgetter("responses")),
    ("experience", attrgetter("experience")),
    ("audits", attrgetter("audits")),
)


def standard_resources() -> list[dict[str, Any]]:
    """The resources of the case export, as the packaged data package describes them."""
    package = files("msp_dashboard") / "specification" / "datapackage.json"
    resources: list[dict[str, Any]] = json.loads(package.read_text(encoding="utf-8"))["resources"]
    return resources


class StandardExport:
    """An export being written: rows go straight to the files, so that its size is no matter."""

    def __init__(self, folder: Path, extract_date: date) -> None:
        """Start the seventeen files in this folder, which is made if need be; old ones are overwritten."""
        self._folder = folder
        self._extract_date = extract_date
        self._resources = standard_resources()
        self._open = ExitStack()
        self._rows: dict[str, Callable[[Iterable[object]], None]] = {}
        folder.mkdir(parents=True, exist_ok=True)
        for resource in self._resources:
            self._start(resource)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def write(self, resource: str, rows: Iterable[object]) -> None:
        """Append rows to a resource; each row's attributes are named as the resource's columns."""
        self._rows[resource](rows)

    def write_history(self, history: PersonHistory) -> None:
        """Append everything about one person."""
        self.write("people", (history.person,))
        self.write("concerns", history.concerns)
        self.write("dols", history.applications)
        for enquiry in history.enquiries:
            for resource, rows_of in OF_AN_ENQUIRY:
                self.write(resource, rows_of(enquiry))

    def describe(self) -> None:
        """Close the files and write datapackage.json, marked synthetic, with each file's size and hash."""
        self._open.close()
        write_package(self._folder, self._extract_date, self._resources)

    def _start(self, resource: dict[str, Any]) -> None:
        columns = [column["name"] for column in resource["schema"]["fields"]]
        path = self._folder / resource["path"]
        stream = self._open.enter_context(path.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(stream)
        writer.writerow(columns)
        cells = attrgetter(*columns)
        self._rows[resource["name"]] = lambda rows: writer.writerows(map(cells, rows))
