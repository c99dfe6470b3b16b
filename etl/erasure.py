"""Erasing a person: every kept release built anew without them, their words deleted, no way back."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from etl import publish
from etl.crosswalk import known_links
from etl.faults import one_sentence
from etl.home import refuse_if_full, workroom
from etl.links import joined, linked_with
from etl.person import Traces, erase_from, trace
from etl.pseudonymise import key_for_load, pseudonym
from etl.refusals import LoadRefused
from etl.restricted import forget
from etl.staging import BASE_MEMORY, open_staging
from msp_dashboard import audit
from msp_dashboard.operations import (
    PSEUDONYM,
    RESTRICTED,
    crosswalk,
    erased_people,
    reading,
    remove_references,
    restricted_sources,
    upgrade,
    writing,
)
from msp_dashboard.releases import ReleaseError, postgresql
from msp_dashboard.releases.folder import name_of, path_of
from msp_dashboard.releases.opening import Release, read_file, read_release
from msp_dashboard.settings import settings

ACTOR = "erasure"

Say = Callable[[str], object]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What the kept releases hold of a person: in which releases, and under which pseudonyms."""

    people: frozenset[str]
    releases: tuple[int, ...]
    traces: Traces

    @property
    def names(self) -> str:
        """The releases by name, for people."""
        return ", ".join(name_of(number) for number in self.releases)


def erase(source: str, reference: str, agree: Callable[[Holding], bool], say: Say) -> Holding | None:
    """Erase a person by the reference that a source has for them; None where `agree` says no.

    A run that was killed is finished by the next. Raises LoadRefused where the person is not known, or where
    a kept release cannot be read: then nothing was changed.
    """
    if not settings().home.is_dir():
        raise LoadRefused(f"There is no home folder {settings().home}. Name it with MSP_HOME.")
    with one_sentence(), workroom() as folder, publish.reserved() as warehouse:
        upgrade()
        people = _pseudonyms(source, reference)
        say("Looking through the releases")
        found = _look(people, warehouse)
        if not found.releases and not _is_erased(people):
            raise LoadRefused(f"No release holds a person with that reference in {source}. Nothing changed.")
        if not agree(found):
            return None
        _forget(found, source)
        for number in found.releases:
            say(f"Building release {name_of(number)} without them")
            _rebuild(number, found, folder, warehouse)
    _finish(found, source)
    return found


def _pseudonyms(source: str, reference: str) -> frozenset[str]:
    """Every pseudonym of a person, in every system that a crosswalk links."""
    with reading() as store:
        known = sorted(store.scalars(sa.select(restricted_sources.c.source_system)))
    if source not in known:
        listed = f" The sources are {', '.join(known)}." if known else ""
        raise LoadRefused(f"Nothing was loaded from a source named {source}.{listed} Nothing changed.")
    own = pseudonym(key_for_load(PSEUDONYM), "person", source, reference)
    return frozenset(linked_with(joined(known_links()), own))


def _look(people: frozenset[str], warehouse: sa.Connection | None) -> Holding:
    releases: list[int] = []
    traces = Traces()
    for number in publish.kept(warehouse):
        here = Traces()
        for release in _copies(number, warehouse):
            with _reading(release) as connection:
                here |= trace(connection, people)
        traces |= here
        releases += [number] if here else []
    return Holding(people=people, releases=tuple(releases), traces=traces)


def _copies(number: int, warehouse: sa.Connection | None) -> Iterator[Release]:
    """A release wherever it is kept: an erasure that was killed may have reached only one of the places."""
    try:
        if path_of(number).is_file():
            yield read_file(number)
        if warehouse is not None and number in postgresql.known(warehouse).content_hashes:
            yield read_release(number)
    except ReleaseError as error:
        raise LoadRefused(
            f"{error} Nobody is erased before every kept release can be read: nothing changed."
        ) from error


@contextmanager
def _reading(release: Release) -> Iterator[sa.Connection]:
    try:
        with release.engine.connect() as connection:
            yield connection
    finally:
        release.engine.dispose()


def _is_erased(people: frozenset[str]) -> bool:
    with reading() as store:
        return bool(store.scalars(sa.select(erased_people).where(erased_people.c.token.in_(people))).all())


def _forget(found: Holding, source: str) -> None:
    """First of all, so that neither words nor a load can bring them back while the releases are rebuilt."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    tokens = [*found.people, *found.traces.tokens]
    key = key_for_load(RESTRICTED)
    with writing() as store:
        barred = insert(erased_people).on_conflict_do_nothing()
        store.execute(barred, [{"token": token, "erased_at": now} for token in sorted(found.people)])
        texts = forget(store, tokens)
        remove_references(store, key, found.traces.tokens)
        _unlink(store, found.traces.tokens - found.people)
        details = {"source": source, "releases": len(found.releases), "texts": texts}
        audit.append(store, "erasure begun", details, actor=ACTOR)


def _finish(found: Holding, source: str) -> None:
    """Until now the links of the person's pseudonyms were needed, to find them again if this was killed."""
    with writing() as store:
        _unlink(store, found.people)
        details = {"source": source, "releases": len(found.releases)}
        audit.append(store, "person erased", details, actor=ACTOR)


def _unlink(store: sa.Connection, tokens: frozenset[str]) -> None:
    ends = (crosswalk.c.token.in_(tokens), crosswalk.c.same_token.in_(tokens))
    store.execute(sa.delete(crosswalk).where(sa.or_(*ends)))


def _rebuild(number: int, found: Holding, folder: Path, warehouse: sa.Connection | None) -> None:
    room = folder / name_of(number)
    room.mkdir()
    copy = room / "copy.duckdb"
    _copy(number, copy, warehouse)
    size = copy.stat().st_size
    refuse_if_full(3 * size)
    address = sa.URL.create("duckdb", database=str(copy))
    engine = sa.create_engine(address, poolclass=sa.NullPool, hide_parameters=True)
    with engine.begin() as connection:
        erase_from(connection, found.people)
    engine.dispose()
    with open_staging(room, BASE_MEMORY + 3 * size) as connection:
        publish.rewrite(connection, number, copy, warehouse)
    shutil.rmtree(room)


def _copy(number: int, path: Path, warehouse: sa.Connection | None) -> None:
    """One that was killed may have changed the file and not PostgreSQL: both are still of one build."""
    copies = [(release.path, release.built_at) for release in _closed(_copies(number, warehouse))]
    if len({built_at for _, built_at in copies}) == 1 and copies[0][0] is not None:
        shutil.copyfile(copies[0][0], path)
        path.chmod(0o600)
    else:
        publish.working_copy(number, path, warehouse)


def _closed(releases: Iterable[Release]) -> Iterator[Release]:
    for release in releases:
        release.engine.dispose()
        yield release
