"""Mappings written by a test, and what the program says of them."""

from pathlib import Path

import pytest

from etl.mapping import NamedMapping, find
from etl.refusals import LoadRefused

START = "mapping: msp-mapping/1\ntitle: A system\nsource_system: a_system\n"
FILES = "files:\n  enquiries: {path: e.csv, columns: [Ref, Person, Kind, Start, End, Birth, Words]}\n"
SET = "enquiry_ref: Ref, person_ref: Person, enquiry_type: {constant: s42}, started_on: Start"
LOAD = f"load:\n  - {{into: enquiries, from: enquiries, set: {{{SET}}}}}\n"


def mapping(folder: Path, text: str, name: str = "own.yaml") -> NamedMapping:
    """Write a mapping file and read it."""
    (folder / name).write_text(text, encoding="utf-8")
    return find(str(folder / name))


def said_of(folder: Path, text: str) -> str:
    """Return the sentence with which a mapping is refused."""
    with pytest.raises(LoadRefused) as refusal:
        mapping(folder, text)
    return str(refusal.value)
