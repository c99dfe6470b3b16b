"""Annotations: dated events that authorised readers write down, and withdraw, but that nobody deletes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from msp_dashboard import audit
from msp_dashboard.operations import annotations, prepare, reading, writing
from msp_dashboard.results.authors import COMMAND_LINE, Author, WritingRefused, deny, kept_or_refused
from msp_dashboard.scope import A_YEAR, EARLIEST_OF_URL
from msp_dashboard.screening import WordsRefused, plain_words

LONGEST = 200
KINDS: Mapping[str, str] = {
    "form_change": "A form or a question changed",
    "system_migration": "Records moved to another system",
    "campaign": "A campaign",
    "training": "Training, or new guidance for staff",
    "law": "The law or national guidance changed",
    "teams_changed": "Teams or services changed",
    "staffing": "Posts were empty or were filled",
    "new_baseline": "Usual ranges begin anew from here",
    "other": "Something else",
}
# From such a day on charts over time have a usual range of its own, made from the periods after it.
NEW_BASELINE = "new_baseline"
WHOLE_COUNCIL = ""
WRITERS = {"head_of_service", "qa_lead", "analyst", COMMAND_LINE}
OWN_TEAMS_ONLY = {"qa_lead"}
NOT_A_WRITER = "Only heads of service, quality assurance leads and analysts may write here: nothing changed."
NOT_YOURS = "This may be changed only by those whose teams it is about: nothing changed."
NOT_THERE = "That entry is not there, or was withdrawn before: nothing changed."
_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An annotation as somebody typed it: days as ISO 8601, `team` blank for the whole council."""

    happened_on: str
    kind: str
    text: str
    ends_on: str = ""
    team: str = WHOLE_COUNCIL


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """A dated event that stands; `team` is None where it holds for the whole council."""

    annotation_id: int
    happened_on: date
    ends_on: date | None
    kind: str
    text: str
    team: str | None
    role: str


def scopes(author: Author | None) -> tuple[str, ...]:
    """Return what somebody may write about: the whole council, as a blank, and teams; empty for nothing."""
    if author is None or author.role not in WRITERS:
        return ()
    whole = () if author.role in OWN_TEAMS_ONLY else (WHOLE_COUNCIL,)
    return (*whole, *author.teams)


def written() -> tuple[Annotation, ...]:
    """Return the annotations that stand, oldest first, as they are now; raises OperationsError."""
    prepare()
    table = annotations.c
    query = sa.select(
        *(table[name] for name in ("annotation_id", "happened_on", "ends_on", "kind", "text", "team", "role"))
    ).where(table.withdrawn_at.is_(None))
    with reading() as connection:
        rows = connection.execute(query.order_by(table.happened_on, table.annotation_id)).mappings().all()
    return tuple(Annotation(**row) for row in rows)


@kept_or_refused()
def write(author: Author | None, draft: Draft) -> int:
    """Keep an annotation and return its id; raises WritingRefused with every fault of it."""
    if author is None or not scopes(author):
        raise deny(author, "write an annotation", NOT_A_WRITER)
    event = _checked(author, draft)
    prepare()
    signed = {"written_by": author.key, "role": author.role, "written_at": _now()}
    with writing() as connection:
        made = connection.execute(sa.insert(annotations).values(**event, **signed)).inserted_primary_key
        if made is None:
            raise TypeError("An inserted row has a key.")
        _log(connection, author, "annotated", {"annotation_id": made[0], **event})
    return int(made[0])


@kept_or_refused()
def withdraw(author: Author | None, annotation_id: int) -> None:
    """Take an annotation off every page, and keep it; raises WritingRefused."""
    if author is None or not scopes(author):
        raise deny(author, "withdraw an annotation", NOT_A_WRITER)
    prepare()
    if not 0 < annotation_id <= _LARGEST_ID:
        raise WritingRefused({"": NOT_THERE})
    table, allowed = annotations.c, scopes(author)
    there = sa.and_(table.annotation_id == annotation_id, table.withdrawn_at.is_(None))
    with writing() as connection:
        row = connection.execute(sa.select(table.team, table.kind).where(there)).one_or_none()
        is_theirs = row is not None and (row.team or WHOLE_COUNCIL) in allowed
        if is_theirs:
            changed = sa.update(annotations).values(withdrawn_by=author.key, withdrawn_at=_now())
            connection.execute(changed.where(there))
            _log(connection, author, "annotation withdrawn", {"annotation_id": annotation_id})
    if row is None:
        raise WritingRefused({"": NOT_THERE})
    if not is_theirs:
        raise deny(author, "withdraw an annotation", NOT_YOURS)


def _checked(author: Author, draft: Draft) -> dict[str, object]:
    """The columns of a draft that holds; every fault of one that does not is said at once."""
    faults: dict[str, str] = {}
    first, last, words = _day(draft.happened_on), _day(draft.ends_on), ""
    today = datetime.now(UTC).date()
    if first is None or not EARLIEST_OF_URL <= first <= today:
        faults["happened_on"] = f"Choose a day from {EARLIEST_OF_URL.year} on, up to today."
    if draft.ends_on and (last is None or last < (first or EARLIEST_OF_URL) or last > today + A_YEAR):
        faults["ends_on"] = "Choose the first day or a later one, within a year from now, or leave it blank."
    if draft.kind not in KINDS:
        faults["kind"] = "Choose what kind of change it was."
    if draft.team not in scopes(author):
        faults["team"] = "Choose the whole council or a team from those that your role covers."
    try:
        words = plain_words(draft.text, LONGEST)
    except WordsRefused as refusal:
        faults["text"] = str(refusal)
    if faults:
        raise WritingRefused(faults)
    return {
        "happened_on": first,
        "ends_on": last,
        "kind": draft.kind,
        "text": words,
        "team": draft.team or None,
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _log(connection: sa.Connection, author: Author, action: str, details: Mapping[str, object]) -> None:
    """The log holds no words, but what they were can be proved against it."""
    known = {name: value for name, value in details.items() if name != "text"}
    if "text" in details:
        known["text_sha256"] = hashlib.sha256(str(details["text"]).encode()).hexdigest()
    audit.append(connection, action, {**known, "role": author.role}, actor=author.key)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
