"""Which mapping reads a file: that of the source's last load, else the shipped one that fits."""

from pathlib import Path

import sqlalchemy as sa

from etl.extract import find_export
from etl.extract.folder import files_of
from etl.mapping import find, shipped
from etl.mapping.files import Source
from etl.refusals import LoadRefused
from msp_dashboard.releases import ReleaseError
from msp_dashboard.releases.folder import number_in_pointer
from msp_dashboard.releases.opening import read_file
from msp_dashboard.warehouse import resources, table

_ASK = "Say which one reads it with --mapping."


def mapping_for(file: Path) -> str:
    """Return the name of a mapping that reads a file; raises LoadRefused where it is not one."""
    loaded = _of_last_loads(file.name)
    if len(loaded) == 1:
        if loaded[0] not in shipped():
            raise LoadRefused(f"{file.name} was loaded with {loaded[0]}, a mapping of your own. {_ASK}")
        return loaded[0]
    fitting = [name for name in shipped() if _fits(name, file)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise LoadRefused(f"Several mappings fit {file.name}: {', '.join(fitting)}. {_ASK}")
    raise LoadRefused(f"No shipped mapping fits {file.name} and the files beside it. {_ASK}")


def _of_last_loads(name: str) -> list[str]:
    """The mappings of the last loads, in the current release, whose files include one of that name."""
    try:
        number = number_in_pointer()
        release = None if number is None else read_file(number)
    except ReleaseError:
        release = None
    if release is None:
        return []
    try:
        with release.engine.connect() as connection:
            return [*dict.fromkeys(connection.scalars(_mappings_of(name)))]
    finally:
        release.engine.dispose()


def _mappings_of(name: str) -> sa.Select[str]:
    batches, rejections = table("batches"), table("rejections")
    latest = sa.select(sa.func.max(batches.c.batch_id)).group_by(batches.c.source_system)
    held = [
        sa.select(facts.c.source_system).where(facts.c.source_file == name)
        for facts in (table(each.name) for each in resources().values() if not each.is_restricted)
    ]
    rejected = sa.select(batches.c.source_system).join(
        rejections, rejections.c.batch_id == batches.c.batch_id
    )
    sources = sa.union(*held, rejected.where(rejections.c.file == name))
    found = sa.select(batches.c.mapping).where(batches.c.batch_id.in_(latest))
    return found.where(batches.c.source_system.in_(sa.select(sources.subquery().c.source_system)))


def _fits(name: str, file: Path) -> bool:
    """Whether a mapping names the file, and can read it and what it needs beside it."""
    mapping = find(name)
    sources = [each for each in mapping.content.files.values() if isinstance(each, Source) and each.path]
    try:
        if not any(file in files_of(file.parent, source) for source in sources):
            return False
        find_export(mapping, file.parent)
    except LoadRefused:
        return False
    return True
