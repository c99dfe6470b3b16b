"""Small sources read by a mapping written beside them: the rows that are offered, and what is found wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from etl.extract import Export
from etl.prepare import Judged, Prepared, Request, Voice, judge, prepare
from etl.staging import FINDINGS, OFFERED, OFFERED_CROSSWALK

HEAD = "mapping: msp-mapping/1\ntitle: A source\nsource_system: a_source\n"
Files = Mapping[str, str | bytes]


@dataclass(frozen=True, kw_only=True)
class Source:
    """A folder with a mapping and the files that it reads; `warnings` is what was doubted so far."""

    folder: Path
    warnings: list[str] = field(default_factory=list)

    def write(self, mapping: str, files: Files) -> None:
        """Write the mapping, below its opening lines, and the files."""
        (self.folder / "export").mkdir(parents=True, exist_ok=True)
        (self.folder / "own.yaml").write_text(HEAD + mapping)
        for name, content in files.items():
            path = self.folder / "export" / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    @contextmanager
    def prepared(self, extract_date: date | None = date(2026, 9, 30)) -> Iterator[Prepared]:
        """Give the source as offered rows; what is said goes nowhere."""
        request = Request(
            mapping=str(self.folder / "own.yaml"), source=self.folder / "export", extract_date=extract_date
        )
        with prepare(request, Voice(say=str, warn=self.warnings.append), self._room) as prepared:
            yield prepared

    @contextmanager
    def _room(self, _: Export) -> Iterator[Path]:
        room = self.folder / "room"
        room.mkdir(exist_ok=True)
        try:
            yield room
        finally:
            for path in room.iterdir():
                path.unlink()


def rows_of(prepared: Prepared, target: str, *columns: str) -> list[tuple[object, ...]]:
    """Return columns of a target's offered rows, in order."""
    table = OFFERED_CROSSWALK if target == "crosswalk" else OFFERED[target]
    query = sa.select(*(table.c[name] for name in columns)).order_by(table.c.offered_no)
    return [tuple(row) for row in prepared.connection.execute(query)]


def findings(prepared: Prepared) -> list[tuple[object, ...]]:
    """Return what the checks found as (target, source row, action, rule, field), after judging."""
    found: list[tuple[object, ...]] = []
    for name, offered in OFFERED.items():
        query = (
            sa.select(offered.c.source_row, FINDINGS.c.action, FINDINGS.c.rule, FINDINGS.c.column)
            .join(FINDINGS, FINDINGS.c.offered_no == offered.c.offered_no)
            .where(FINDINGS.c.resource == name)
            .order_by(FINDINGS.c.offered_no, FINDINGS.c.rule, FINDINGS.c.column)
        )
        found += [(name, *row) for row in prepared.connection.execute(query)]
    return found


def judged(prepared: Prepared) -> Judged:
    """Return what the checks make of the offered rows."""
    return judge(prepared, has_current=False)
