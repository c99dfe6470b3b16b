"""Drawing a sample: who may, from which enquiries, in which order, and what is written down of it."""

import hashlib
import heapq
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from msp_dashboard import audit
from msp_dashboard.disclosure import EXACT
from msp_dashboard.measures.selection import Selection, rows_of
from msp_dashboard.measures.units import digest
from msp_dashboard.operations import RESTRICTED, OperationsError, prepare, read_key, reading, references_of
from msp_dashboard.releases import Release, connected
from msp_dashboard.results.authors import Author
from msp_dashboard.results.files.rules import RULES, Rule
from msp_dashboard.scope import Scope, write_period
from msp_dashboard.screening import WordsRefused, plain_words
from msp_dashboard.vocabulary import NOT_RECORDED
from msp_dashboard.warehouse import table

DEFAULT, MOST = 10, 50
SHORTEST_PURPOSE, LONGEST_PURPOSE = 10, 200
LARGEST_SEED = 999_999_999
NARROWED_BY = {"service", "team"}

NOT_EXACT = (
    "Files are named only to people who see exact figures of their own services or teams, for an audit. "
    "Your role does not: ask a quality assurance lead."
)
ONLY_UNITS = "Files are drawn by service or team and period only: take the other filters off."
TOO_SHORT = f"Say in {SHORTEST_PURPOSE} to {LONGEST_PURPOSE} characters what the files are for."
NONE_FITS = "No enquiry fits: there is no file to look at."
NO_REFERENCES = (
    "No reference of these files is kept: their source no longer holds them, or they were loaded before "
    "references were kept. Load the newest export, then draw again."
)


class SampleRefused(Exception):
    """A sample may not be drawn; `faults` holds a sentence by field of the request, blank for the whole."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked for: a rule's key, how many files at most, the seed, and what they are for."""

    rule: str
    number: int
    seed: int
    purpose: str


@dataclass(frozen=True, kw_only=True)
class File:
    """A file to look at, and nothing of what is in it: its reference in its source, and its team."""

    reference: str
    source_system: str
    team: str


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The files that were drawn; `note` says in words why they are fewer than were asked for."""

    rule: Rule
    files: tuple[File, ...]
    note: str | None


class _Enquiry(NamedTuple):
    token: str
    source_system: str
    team: str

    @property
    def name(self) -> tuple[str, str]:
        return self.source_system, self.token


def draw_files(release: Release, scope: Scope, request: Request, author: Author | None) -> Sample:
    """Return a sample, which is written down in the audit log before anybody sees it.

    The same release, scope, rule and seed draw the same files. Raises SampleRefused where it may not be
    drawn, or cannot be written down.
    """
    try:
        prepare()
        return _draw(release, scope, request, _allowed(scope, author))
    except OperationsError as error:
        raise SampleRefused({"": str(error)}) from error


def random_seed() -> int:
    """Return a seed that nobody chose."""
    return secrets.randbelow(10_000)


def _allowed(scope: Scope, author: Author | None) -> Author:
    if author is not None and scope.tier == EXACT:
        return author
    actor, role = (author.key, author.role) if author else ("nobody", "none")
    audit.record("denied", {"what": "draw files", "role": role}, actor=actor)
    raise SampleRefused({"": NOT_EXACT})


def _draw(release: Release, scope: Scope, request: Request, author: Author) -> Sample:
    rule, purpose = _checked(scope, request)
    with connected(release) as connection:
        _refuse_what_cannot_be_told(connection, rule)
        rows = connection.execute(_fitting(release, scope, rule))
        found = _chosen((_Enquiry(*row) for row in rows), request)
    with reading() as store:
        held = references_of(store, read_key(RESTRICTED), (each.name for each in found)) if found else {}
    files = tuple(
        File(reference=held[each.name], source_system=each.source_system, team=each.team)
        for each in found
        if each.name in held
    )
    drawn = {
        "release": release.name,
        "role": author.role,
        "rule": rule.key,
        "number": request.number,
        "seed": request.seed,
        "purpose": purpose,
        "period": write_period(scope.period),
        "where": {name: list(codes) for name, codes in scope.where.items()},
        "limits": {name: list(codes) for name, codes in scope.limits.items()},
        "files": len(files),
    }
    audit.record("files drawn", drawn, actor=author.key)
    return Sample(rule=rule, files=files, note=_note(request, len(found), len(files)))


def _checked(scope: Scope, request: Request) -> tuple[Rule, str]:
    """The rule and the purpose of a request that holds; every fault of one that does not is said at once."""
    faults: dict[str, str] = {}
    if not set(scope.where) <= NARROWED_BY:
        faults[""] = ONLY_UNITS
    if request.rule not in RULES:
        faults["rule"] = "Choose one of the rules."
    if not 1 <= request.number <= MOST:
        faults["number"] = f"Ask for 1 to {MOST} files, in digits."
    if not 0 <= request.seed <= LARGEST_SEED:
        faults["seed"] = f"Give a whole number from 0 to {LARGEST_SEED}, in digits."
    purpose = ""
    try:
        purpose = plain_words(request.purpose, LONGEST_PURPOSE)
        if len(purpose) < SHORTEST_PURPOSE:
            faults["purpose"] = TOO_SHORT
    except WordsRefused as refusal:
        faults["purpose"] = str(refusal) if request.purpose.strip() else TOO_SHORT
    if faults:
        raise SampleRefused(faults)
    return RULES[request.rule], purpose


def _refuse_what_cannot_be_told(connection: sa.Connection, rule: Rule) -> None:
    columns = table("collected").c
    rows = connection.execute(sa.select(columns.resource, columns.field).distinct())
    if not rule.can_be_told(frozenset(f"{resource}.{field}" for resource, field in rows)):
        raise SampleRefused({"rule": "This release does not hold what this rule goes by: choose another."})


def _fitting(release: Release, scope: Scope, rule: Rule) -> sa.Select[str, str, str]:
    """Every enquiry that fits the rule and the scope, without restricted ones."""
    own = release.units_digest == digest()
    selection = Selection(
        period=scope.period,
        where={**scope.limits, **scope.where},
        enquiry_type=scope.enquiry_type,
        derive_at=None if own else release.extract_date,
    )
    unit, enquiries = rule.unit, table("enquiries")
    columns = [unit.c.enquiry_id, unit.c.team]
    fitting = rows_of(rule.measure, selection, None, columns).where(rule.fits).subquery("fitting")
    return (
        sa.select(enquiries.c.record_token, enquiries.c.source_system, fitting.c.team)
        .join_from(enquiries, fitting, fitting.c.enquiry_id == enquiries.c.enquiry_id)
        .where(sa.func.coalesce(enquiries.c.restricted, NOT_RECORDED) != "yes")
    )


def _chosen(enquiries: Iterable[_Enquiry], request: Request) -> list[_Enquiry]:
    """In an order that is random and that the seed alone decides."""

    def place(each: _Enquiry) -> tuple[bytes, str]:
        return hashlib.sha256(f"{request.seed}\x1f{each.token}".encode()).digest(), each.token

    return heapq.nsmallest(request.number, enquiries, key=place)


def _note(request: Request, found: int, given: int) -> str | None:
    if not found:
        return NONE_FITS
    if not given:
        return NO_REFERENCES
    said = []
    if found < request.number:
        fits = "1 enquiry fits" if found == 1 else f"{found} enquiries fit"
        said.append(f"Only {fits}, and {request.number} were asked for.")
    if found > given:
        have = "has" if found - given == 1 else "have"
        said.append(
            f"{found - given} of the {found} drawn {have} no reference any more: the source no longer holds "
            "it, or has restricted it."
        )
    return " ".join(said) or None
