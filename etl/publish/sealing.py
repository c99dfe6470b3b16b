"""Sealing a release: files that stay as they are, PostgreSQL's transaction kept, and the pointer moved."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlalchemy as sa

from etl.publish.base import follow
from etl.publish.building import Draft
from etl.refusals import LoadRefused
from msp_dashboard.releases import ReleaseError, postgresql
from msp_dashboard.releases import use as use_files
from msp_dashboard.releases.folder import (
    MANIFEST,
    checksum,
    checksum_path,
    name_of,
    number_in_pointer,
    parquet_of,
    path_of,
    sync,
    write_whole,
)
from msp_dashboard.releases.listing import Recorder
from msp_dashboard.releases.opening import forget_pointer


@contextmanager
def sealed(draft: Draft) -> Iterator[None]:
    """Give the finished release its name and number while the rest is done; take them back where that fails.

    PostgreSQL keeps the release at the end, with the pointer if `use` was called: all of it or nothing.
    """
    ending = False
    try:
        _seal(draft)
        yield
        ending = True
        _keep(draft)
    except BaseException:
        if not _is_published(draft, ending=ending):
            remove(draft.number)
        raise


def use(draft: Draft, record: Recorder) -> None:
    """Point readers at the sealed release, after `record(action, details)` has written that down.

    In PostgreSQL they see it once the transaction ends. Raises ReleaseError, and LoadRefused where another
    release was chosen meanwhile.
    """
    if draft.warehouse is None:
        use_files(draft.number, record)
        return
    with postgresql.in_words():
        held = sa.select(postgresql.CURRENT.c.number).with_for_update()
        before = draft.warehouse.scalar(held)
        if before != draft.built_from:
            raise LoadRefused("Another release was chosen while this load ran. Nothing changed: load again.")
        record(
            "release used",
            {"release": name_of(draft.number), "before": name_of(before) if before else None},
        )
        postgresql.point_to(draft.warehouse, draft.number)


def made_durable(draft: Draft) -> str:
    """Make a finished file durable and read-only; returns the list of checksums of it and its Parquet."""
    if draft.path.with_name(f"{draft.path.name}.wal").exists():
        raise LoadRefused("The new release was not written to its end. Nothing changed: load again.")
    target, folder = path_of(draft.number), parquet_of(draft.number)
    sync(draft.path)
    draft.path.chmod(0o444)
    manifest = f"{checksum(draft.parquet / MANIFEST)}  {folder.name}/{MANIFEST}\n"
    return f"{checksum(draft.path)}  {target.name}\n{manifest}"


def remove(number: int) -> None:
    """Take a release's files away."""
    for path in (path_of(number), checksum_path(path_of(number))):
        path.unlink(missing_ok=True)
    shutil.rmtree(parquet_of(number), ignore_errors=True)


def _seal(draft: Draft) -> None:
    """The file comes last: by it the others are a release."""
    target, folder = path_of(draft.number), parquet_of(draft.number)
    checksums = made_durable(draft)
    shutil.rmtree(folder, ignore_errors=True)
    draft.parquet.rename(folder)
    write_whole(checksum_path(target), checksums)
    draft.path.rename(target)
    sync(target.parent)


def _keep(draft: Draft) -> None:
    if draft.warehouse is None:
        return
    try:
        with postgresql.in_words():
            draft.warehouse.commit()
    except ReleaseError as error:
        raise LoadRefused(
            f"{error} It may or may not have kept release {name_of(draft.number)}: "
            "`python -m msp_dashboard releases` says so. Then load again."
        ) from error
    forget_pointer()
    with suppress(ReleaseError):  # the release is kept, and the next load looks again
        if postgresql.known().current == draft.number:
            follow(draft.number)


def _is_published(draft: Draft, *, ending: bool) -> bool:
    """Whether readers may have it: a transaction that broke off at its end may have been kept."""
    if draft.warehouse is None:
        return number_in_pointer() == draft.number
    try:
        return ending and draft.number in postgresql.known().content_hashes
    except ReleaseError:
        return True
