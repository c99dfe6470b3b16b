"""The defects of real exports as small hand-written ones: what goes in, and all that must come of it."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl.extract import Export
from etl.prepare import Prepared, Request, Voice, judge, prepare
from etl.pseudonymise import install
from etl.refusals import LoadRefused
from etl.staging import FACTS, FINDINGS, OFFERED
from etl.transform import Origin, transform
from tests.etl.mapped import Source

Found = tuple[str, int, str, str, str | None]  # file, row, action, rule, column
Facts = Mapping[str, list[object]]  # concerns.received_on: what the kept rows hold, in order

EXTRACTED = date(2026, 9, 30)


@dataclass(frozen=True, kw_only=True)
class InRows:
    """A defect that every source's rows are checked for, as an export of the standard shape."""

    rule: str
    files: Mapping[str, str]
    found: tuple[Found, ...]
    facts: Facts


@dataclass(frozen=True, kw_only=True)
class InSource:
    """A defect that a mapping deals with: its mapping, below the opening lines, and its files.

    `found` and `facts` are of the rows; `left_out` each step with its rows; `refused`, `warned` and `held`
    are words of the sentence that must be said.
    """

    rule: str
    mapping: str
    files: Mapping[str, str | bytes]
    found: tuple[Found, ...] = ()
    facts: Facts = field(default_factory=dict)
    left_out: tuple[tuple[str, int], ...] = ()
    refused: str = ""
    warned: str = ""
    held: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of the rows of one defect."""

    found: list[Found]
    facts: dict[str, list[object]]


def outcomes(folder: Path, defects: Iterable[InRows]) -> dict[str, Outcome]:
    """Load the rows of every defect in one export, under references of its own; returns what came of each."""
    origin = _write_together(folder / "export", defects)
    with _prepared(folder) as prepared:
        found = findings_of(prepared)
        wanted = {name for defect in defects for name in defect.facts}
        facts = {name: _facts(prepared, *name.split(".")) for name in wanted}
    result = {}
    for defect in defects:
        own = {place: row for place, (rule, row) in origin.items() if rule == defect.rule}
        result[defect.rule] = Outcome(
            found=sorted((each[0], own[each[:2]], *each[2:]) for each in found if each[:2] in own),
            facts={
                name: [
                    value
                    for row, value in facts[name]
                    if row is not None and (name.split(".")[0], row) in own
                ]
                for name in defect.facts
            },
        )
    return result


def findings_of(prepared: Prepared) -> list[Found]:
    """Return everything that was found, by place."""
    found: list[Found] = []
    for name, offered in OFFERED.items():
        query = sa.select(offered.c.source_row, FINDINGS.c.action, FINDINGS.c.rule, FINDINGS.c.column)
        query = query.join(FINDINGS, FINDINGS.c.offered_no == offered.c.offered_no)
        rows = prepared.connection.execute(query.where(FINDINGS.c.resource == name))
        found += [(name, *row) for row in rows]
    return sorted(found, key=str)


def transformed(prepared: Prepared) -> list[str]:
    """Judge the offered rows and make facts of those that are kept; returns why a release would be held."""
    judged = judge(prepared, has_current=False)
    install(prepared.connection, bytes(32))
    transform(prepared.connection, Origin(source=prepared.source, batch=1), judged.counts)
    return list(judged.held_because)


def facts_of(prepared: Prepared, names: Iterable[str]) -> dict[str, list[object]]:
    """Return what the kept rows hold, in the order of their rows and values."""
    return {name: [value for _, value in _facts(prepared, *name.split("."))] for name in names}


def prove(defect: InSource, folder: Path) -> None:
    """Read the source of a defect by its mapping and compare all that comes of it."""
    source = Source(folder=folder)
    source.write(defect.mapping, defect.files)
    if defect.refused:
        with pytest.raises(LoadRefused) as refusal, source.prepared(None) as prepared:
            transformed(prepared)
        assert defect.refused in str(refusal.value)
        return
    with source.prepared(EXTRACTED) as prepared:
        held = " ".join(transformed(prepared))
        assert findings_of(prepared) == sorted(defect.found, key=str)
        assert facts_of(prepared, defect.facts) == dict(defect.facts)
        assert tuple((each.step, each.rows) for each in prepared.left_out) == defect.left_out
    assert defect.held in held
    assert bool(defect.held) == bool(held)
    assert defect.warned in " ".join(source.warnings), source.warnings


@contextmanager
def _prepared(folder: Path) -> Iterator[Prepared]:
    request = Request(mapping="standard", source=folder / "export", extract_date=EXTRACTED)
    with prepare(request, Voice(say=str, warn=str), lambda export: _room(folder, export)) as prepared:
        transformed(prepared)
        yield prepared


@contextmanager
def _room(folder: Path, _: Export) -> Iterator[Path]:
    (folder / "room").mkdir()
    yield folder / "room"


def _facts(prepared: Prepared, table: str, column: str) -> list[tuple[int | None, object]]:
    facts = FACTS[table]
    query = sa.select(facts.c.source_row, facts.c[column])
    rows = prepared.connection.execute(query.order_by(facts.c.source_row, facts.c[column]))
    return [(row, value) for row, value in rows]


def _write_together(folder: Path, defects: Iterable[InRows]) -> dict[tuple[str, int], tuple[str, int]]:
    """Returns, for each row of the export, the rule that it is an example of and its row there."""
    folder.mkdir()
    together: dict[str, list[dict[str, str]]] = defaultdict(list)
    origin = {}
    for number, defect in enumerate(defects, 1):
        for name, content in defect.files.items():
            for row, cells in enumerate(csv.DictReader(io.StringIO(content), skipinitialspace=False), 2):
                together[name].append({key: _own(number, key, cell) for key, cell in cells.items()})
                origin[name, len(together[name]) + 1] = (defect.rule, row)
    for name, rows in together.items():
        header = dict.fromkeys(key for row in rows for key in row)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, header, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return origin


def _own(number: int, column: str, cell: str) -> str:
    return f"{number}-{cell.strip()}" if column.endswith("_ref") and cell.strip() else cell
