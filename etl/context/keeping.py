"""Keeping published figures in the operations database: a newer file replaces the years that it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from etl.context.published import PublishedFigure
from etl.refusals import LoadRefused
from msp_dashboard import audit
from msp_dashboard.operations import (
    OperationsError,
    published_figures,
    published_years,
    upgrade,
    writing,
)

ACTOR = "import"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What one file holds, and which council is one's own where that is known."""

    source: str
    digest: str
    figures: Sequence[PublishedFigure]
    council_code: str | None

    @property
    def years(self) -> tuple[str, ...]:
        """Its years, oldest first."""
        return tuple(sorted({figure.year for figure in self.figures}))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What became of a batch, and which council the figures are now one's own of."""

    status: str
    council_code: str | None


def keep(batch: Batch) -> Kept:
    """Keep a batch in place of what was there of its years; raises LoadRefused, and then nothing changed."""
    try:
        upgrade()
        with writing() as store:
            return _keep(store, batch)
    except OperationsError as error:
        raise LoadRefused(f"{error} Nothing changed.") from error


def _keep(store: sa.Connection, batch: Batch) -> Kept:
    columns = published_years.c
    these = sa.and_(columns.source == batch.source, columns.year.in_(batch.years))
    code = batch.council_code or _known_council(store)
    found = store.execute(sa.select(published_years).where(these))
    before = {row.year: (row.input_digest, row.council_code) for row in found}
    if before == dict.fromkeys(batch.years, (batch.digest, code)):
        return Kept(status="unchanged", council_code=code)
    store.execute(sa.delete(published_years).where(these))
    _write(store, batch, code)
    status = "replaced" if before else "imported"
    details = {
        "source": batch.source,
        "years": batch.years,
        "input_digest": batch.digest,
        "figures": len(batch.figures),
        "council": code,
    }
    audit.append(store, f"published figures {status}", details, actor=ACTOR)
    return Kept(status=status, council_code=code)


def _known_council(store: sa.Connection) -> str | None:
    """The council that the latest import was told is one's own."""
    query = sa.select(published_years.c.council_code).where(published_years.c.council_code.is_not(None))
    return store.scalar(query.order_by(published_years.c.imported_at.desc()).limit(1))


def _write(store: sa.Connection, batch: Batch, code: str | None) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    name = next((figure.name for figure in batch.figures if figure.is_of(code)), None)
    rows = [
        {
            "source": batch.source,
            "year": year,
            "input_digest": batch.digest,
            "imported_at": now,
            "council_code": code,
            "council_name": name,
        }
        for year in batch.years
    ]
    store.execute(sa.insert(published_years), rows)
    store.execute(sa.insert(published_figures), [_row(batch.source, figure) for figure in batch.figures])


def _row(source: str, figure: PublishedFigure) -> dict[str, object]:
    return {
        "source": source,
        "year": figure.year,
        "council_code": figure.council,
        "measure": figure.measure,
        "la_code": figure.la_code,
        "state": figure.state.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "not_recorded": figure.not_recorded,
        "percentage": figure.percentage,
    }
