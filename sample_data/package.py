"""The data package that marks a synthetic export as synthetic and holds every file to its bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any


def write_package(folder: Path, extract_date: date, resources: Iterable[Mapping[str, Any]]) -> None:
    """Write datapackage.json about files already closed; each resource names its path."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "synthetic-case-export",
        "title": "Synthetic case export: invented from first to last, about no real person",
        "synthetic": True,
        "extract_date": extract_date.isoformat(),
        "resources": [{**resource, **_measured(folder / resource["path"])} for resource in resources],
    }
    text = json.dumps(package, indent=1, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _measured(path: Path) -> dict[str, object]:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}
