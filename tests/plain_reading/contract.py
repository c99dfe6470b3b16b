"""The contract as machines read it: the resources of the case export, and the code lists in order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Row = dict[str, Any]

_SPECIFICATION = Path(__file__).resolve().parents[2] / "msp_dashboard" / "specification"
_PACKAGE = json.loads((_SPECIFICATION / "datapackage.json").read_text(encoding="utf-8"))
VOCABULARY: dict[str, Any] = json.loads((_SPECIFICATION / "vocabulary.json").read_text(encoding="utf-8"))
RESOURCES: dict[str, Any] = {resource["name"]: resource["schema"] for resource in _PACKAGE["resources"]}

NOT_RECORDED = "not_recorded"


def fields(resource: str) -> list[Row]:
    """The columns of a resource, in the order of the contract."""
    return list(RESOURCES[resource]["fields"])


def key_columns(resource: str) -> list[str]:
    """The columns that make a resource's key."""
    return list(RESOURCES[resource]["primaryKey"])


def is_required(field: Row) -> bool:
    """Whether a column must be there and hold a value."""
    return bool(field.get("constraints", {}).get("required"))


def all_codes(code_list: str) -> list[str]:
    """Every code of a list in its order, not_recorded included."""
    return [entry["code"] for entry in VOCABULARY[code_list]["codes"]]


def codes(code_list: str) -> list[str]:
    """Every code of a list in its order, but not_recorded."""
    return [code for code in all_codes(code_list) if code != NOT_RECORDED]


def area_of_theme(theme: str) -> str:
    """The wider area that the vocabulary gives to a theme; not_recorded where it gives none."""
    for entry in VOCABULARY["outcome_theme"]["codes"]:
        if entry["code"] == theme:
            return str(entry.get("area", NOT_RECORDED))
    return NOT_RECORDED
