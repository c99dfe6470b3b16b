"""Putting a release in place of another of its number: decided in one step, and completed whatever happens.

Three names have to change, and no step changes more than one. So the new file and its Parquet first stand
beside the old ones under other names; their list of checksums comes last, and from then on the release is the
new one. Whoever holds the home folder's lock next completes what was decided. Until that is done, `verify`
finds each part whole, whether it is still the old one or already the new.
"""

import shutil
from pathlib import Path

from etl.publish.building import Draft
from etl.publish.sealing import made_durable
from msp_dashboard.releases.folder import (
    NEXT,
    checksum_path,
    next_of,
    parquet_of,
    path_of,
    sync,
    write_whole,
)


def replace(draft: Draft) -> None:
    """Put a finished draft in place of the release of its number; raises OSError."""
    target = path_of(draft.number)
    checksums = made_durable(draft)
    draft.path.rename(next_of(target))
    draft.parquet.rename(next_of(parquet_of(draft.number)))
    sync(target.parent)
    write_whole(next_of(checksum_path(target)), checksums)
    _complete(target)


def complete_replacements(releases: Path) -> None:
    """Complete every replacement that was decided in a folder of releases; its lock must be held."""
    for decided in releases.glob(f"{NEXT}r*.sha256"):
        name = decided.name.removeprefix(NEXT)
        _complete(decided.with_name(name).with_suffix(".duckdb"))


def _complete(target: Path) -> None:
    """Each step is left out where a killed run has taken it; what it put away is cleared with its remains."""
    parquet = target.with_suffix(".parquet")
    put_away = parquet.with_name(f".old-{parquet.name}")
    if next_of(parquet).exists():
        shutil.rmtree(put_away, ignore_errors=True)
        if parquet.exists():
            parquet.rename(put_away)
        next_of(parquet).rename(parquet)
    if next_of(target).exists():
        next_of(target).replace(target)
    sync(target.parent)
    next_of(checksum_path(target)).replace(checksum_path(target))
    sync(target.parent)
    shutil.rmtree(put_away, ignore_errors=True)
