"""What changed in recording: the export's dated notes, where another case system begins, and annotations."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, func, select

from msp_dashboard.operations import OperationsError
from msp_dashboard.releases import Release, connected
from msp_dashboard.results.annotations import written
from msp_dashboard.results.answers import Note
from msp_dashboard.warehouse import table

OTHER_SYSTEM = "Records of another case system begin: before and after may not be recorded alike."
NOTED, SYSTEM_BEGINS = "noted", "system_begins"
UNREAD = "What readers have written about changes in recording cannot be read now."


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Every dated note, oldest first; `unread` says in words what could not be had, or is blank."""

    notes: tuple[Note, ...]
    unread: str = ""


def changes(release: Release) -> Changes:
    """Return what changed in recording as it is known now; annotations are read anew each time."""
    noted = _of_release(release)
    try:
        events = written()
    except OperationsError:
        return Changes(notes=noted, unread=UNREAD)
    annotated = (
        Note(
            first=event.happened_on.isoformat(),
            last=None if event.ends_on is None else event.ends_on.isoformat(),
            team=event.team,
            text=event.text,
            kind=event.kind,
            role=event.role,
            annotation_id=event.annotation_id,
        )
        for event in events
    )
    return Changes(notes=_ordered([*noted, *annotated]))


@lru_cache(maxsize=16)
def _of_release(release: Release) -> tuple[Note, ...]:
    return recording_notes(release)


def recording_notes(release: Release) -> tuple[Note, ...]:
    """Return the dated notes that a release holds, and where another case system sets in, oldest first."""
    with connected(release) as connection:
        return _ordered([*_written_notes(connection), *_other_systems(connection)])


def _ordered(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: (note.first, note.text)))


def _other_systems(connection: Connection) -> list[Note]:
    """A trend that joins two systems is not one way of recording: every system but the first is a note.

    It begins with the first enquiry of its own: what moved into it had started elsewhere.
    """
    enquiries, before = table("enquiries"), table("superseded")
    moved = select(before.c.record_token).where(before.c.resource == "enquiries", before.c.change == "moved")
    first = func.min(enquiries.c.started_on).label("first")
    statement = (
        select(enquiries.c.source_system, first)
        .where(enquiries.c.record_token.not_in(moved))
        .group_by(enquiries.c.source_system)
    )
    days = sorted(str(day) for _, day in (tuple(row) for row in connection.execute(statement)))
    return [Note(first=day, last=None, team=None, text=OTHER_SYSTEM, kind=SYSTEM_BEGINS) for day in days[1:]]


def _written_notes(connection: Connection) -> list[Note]:
    notes, teams = table("recording_notes"), table("teams")
    statement = (
        select(notes.c.from_on, notes.c.to_on, teams.c.team_name, notes.c.note)
        .select_from(notes.outerjoin(teams, teams.c.team_id == notes.c.team_id))
        .order_by(notes.c.from_on, notes.c.note)
    )
    return [
        Note(first=str(first), last=None if last is None else str(last), team=team, text=text, kind=NOTED)
        for first, last, team, text in (tuple(row) for row in connection.execute(statement))
    ]
