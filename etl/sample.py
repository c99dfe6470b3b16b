"""Writing a synthetic export, and never over anything else."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from etl.faults import one_sentence
from etl.refusals import LoadRefused
from sample_data.council import write_export


def write_sample(folder: Path, options: Mapping[str, Any]) -> None:
    """Write a sample into a folder, each option that is None at its default; raises LoadRefused."""
    with one_sentence():
        if folder.exists() and not _may_be_written(folder):
            raise LoadRefused(f"{folder} holds something other than a sample. Choose another folder.")
        _clear(folder)
        write_export(folder, **{name: value for name, value in options.items() if value is not None})


def _may_be_written(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    return not any(folder.iterdir()) or _package(folder).get("synthetic") is True


def _clear(folder: Path) -> None:
    """The names of a sample's files depend on its shape and day: those of an earlier one would stay."""
    resources = _package(folder).get("resources", [])
    for path in [resource["path"] for resource in resources if isinstance(resource, dict)]:
        if Path(path).name == path:
            (folder / path).unlink(missing_ok=True)


def _package(folder: Path) -> dict[str, Any]:
    try:
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return package if isinstance(package, dict) else {}
