"""Mappings of several sources, written for a test: what the standard one reads, and a crosswalk."""

from pathlib import Path

import sqlalchemy as sa

from msp_dashboard.operations import reading, restricted_texts

CROSSWALK = "kind,reference,same_system,same_reference\n"


def mapping(folder: Path, system: str = "standard", *, mode: str = "snapshot", version: str = "1") -> str:
    """Write a mapping of one source system; returns its path, as `load` takes it."""
    path = folder / f"{system}_{mode}_{version}.yaml"
    path.write_text(
        f"mapping: msp-mapping/1\nextends: standard\ntitle: {system}\nsource_system: {system}\nmode: {mode}\n"
        f"version: '{version}'\nfiles:\n  crosswalk: {{path: crosswalk.csv, optional: yes}}\n"
        "load:\n  - {into: crosswalk, from: crosswalk}\n"
    )
    return str(path)


def open_texts() -> list[tuple[str, str]]:
    """Return (source_system, kind) of every text that the restricted store holds."""
    texts = restricted_texts
    query = sa.select(texts.c.source_system, texts.c.kind).where(texts.c.closed_at.is_(None))
    with reading() as store:
        return sorted((source, kind) for source, kind in store.execute(query))
