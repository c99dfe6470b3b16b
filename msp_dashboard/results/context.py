"""The one door to published figures: one's own council's, among others that have no name, code or order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa

from msp_dashboard.measures.catalogue import measures
from msp_dashboard.measures.definition import Measure
from msp_dashboard.operations import (
    FigureState,
    OperationsError,
    prepare,
    published_figures,
    published_years,
    reading,
)
from msp_dashboard.results.answers import ProportionFigures
from msp_dashboard.settings import settings
from msp_dashboard.statistics.bounds import MOST_MISSING
from msp_dashboard.statistics.funnel import Limits, drawn_lines, funnel, widened

# Where two sources have a year, the first stands.
SOURCES = {"ascof_4b": "ASCOF 4b", "sac": "Safeguarding Adults Collection"}
MEASURES = ("risk_outcome", "asked", "expressed")
FEWEST_AROUND = 3
Row = sa.Row[*tuple[object, ...]]
Counts = tuple[int, int]
Lines = tuple[tuple[int, Limits], ...]


class ContextUnreadable(Exception):
    """The place where published figures are kept cannot be used; the message is a sentence for people."""


@dataclass(frozen=True, kw_only=True)
class OwnFigure:
    """One's own council's figure of a year; `figures` is None where it is not a number that can be used."""

    year: str
    source: str
    state: FigureState
    numerator: int | None
    denominator: int | None
    percentage: float | None
    figures: ProportionFigures | None


@dataclass(frozen=True, kw_only=True)
class Among:
    """Other councils' figures of a year as (number, share), by number: who they are stays behind.

    `limits` are the shares between which a council of each size would usually lie, `own_limits` those at
    one's own size, and `own_beyond` is whether one's own share lies beyond 99.8%. The rest counts councils
    that are not among the others, and why.
    """

    year: str
    others: tuple[tuple[int, float], ...]
    limits: Lines
    adjusted: bool
    own_limits: Limits | None
    own_beyond: bool
    not_usable: int
    not_published: int
    left_out: int


@dataclass(frozen=True, kw_only=True)
class PublishedMeasure:
    """What was published that is closest to a measure: its years, one's own figures, a year's others.

    `among` is None where too few others have a figure in the `chosen` year.
    """

    measure: Measure
    years: tuple[str, ...]
    chosen: str
    own: tuple[OwnFigure, ...]
    among: Among | None


@dataclass(frozen=True, kw_only=True)
class Context:
    """Published figures; `council` is one's own name where it is known, `known` whether a code is."""

    known: bool
    council: str | None
    imported_on: date
    measures: tuple[PublishedMeasure, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """Every year of any measure, oldest first."""
        return tuple(sorted({year for each in self.measures for year in each.years}))


@dataclass(frozen=True, kw_only=True)
class _Council:
    """Which council is one's own."""

    code: str | None
    name: str | None

    def has(self, row: Row) -> bool:
        """Return whether a figure is its own, by either kind of code."""
        return self.code is not None and self.code in (row.council_code, row.la_code)


def context(year: str | None = None) -> Context | None:
    """Return the published figures, the others of `year` or the latest one; None where none were imported.

    Raises ContextUnreadable.
    """
    imports, rows = _kept()
    if not imports:
        return None
    council = _own(imports)
    by_key = {key: [row for row in rows if row.measure == key] for key in MEASURES}
    return Context(
        known=council.code is not None,
        council=council.name,
        imported_on=date.fromisoformat(imports[-1].imported_at[:10]),
        measures=tuple(_published(key, these, council, year) for key, these in by_key.items() if these),
    )


def _kept() -> tuple[Sequence[Row], Sequence[Row]]:
    """Every import, the latest last, and every figure."""
    query = sa.select(published_years).order_by(published_years.c.imported_at)
    try:
        prepare()
        with reading() as connection:
            return connection.execute(query).all(), connection.execute(sa.select(published_figures)).all()
    except OperationsError as error:
        raise ContextUnreadable(str(error)) from error


def _own(imports: Sequence[Row]) -> _Council:
    """The setting says which council is one's own, else the latest import that was told."""
    told = [row.council_code for row in imports if row.council_code]
    code = settings().council_code or (told[-1] if told else None)
    names = [row.council_name for row in imports if row.council_code == code and row.council_name]
    return _Council(code=code, name=names[-1] if code and names else None)


def _published(key: str, rows: Sequence[Row], council: _Council, asked: str | None) -> PublishedMeasure:
    by_year = _one_source_a_year(rows)
    years = tuple(sorted(by_year))
    chosen = asked if asked is not None and asked in by_year else years[-1]
    own = (row for year in years for row in by_year[year] if council.has(row))
    return PublishedMeasure(
        measure=measures()[key],
        years=years,
        chosen=chosen,
        own=tuple(_own_figure(row) for row in own),
        among=_among(chosen, by_year[chosen], council),
    )


def _one_source_a_year(rows: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    """Rows by year."""
    found: dict[str, list[Row]] = {}
    order = list(SOURCES)
    placed = sorted(rows, key=lambda row: (row.year, order.index(row.source)))
    for (year, _), these in groupby(placed, key=lambda row: (row.year, row.source)):
        found.setdefault(year, list(these))
    return found


def _own_figure(row: Row) -> OwnFigure:
    return OwnFigure(
        year=row.year,
        source=SOURCES[row.source],
        state=FigureState(row.state),
        numerator=row.numerator,
        denominator=row.denominator,
        percentage=row.percentage,
        figures=_figures(row) if row.state == FigureState.usable else None,
    )


def _figures(row: Row) -> ProportionFigures:
    return ProportionFigures(
        numerator=row.numerator,
        denominator=row.denominator,
        not_recorded=row.not_recorded,
        excluded=None,
        rate_minimum=settings().rate_minimum,
    )


def _among(year: str, rows: Sequence[Row], council: _Council) -> Among | None:
    """The others of a year; None where there are too few to stand among."""
    states = [row.state for row in rows if not council.has(row)]
    usable = [row for row in rows if row.state == FigureState.usable]
    drawn = [row for row in usable if _may_be_drawn(_figures(row))]
    others = sorted(_counts(row) for row in drawn if not council.has(row))
    own = next((_counts(row) for row in drawn if council.has(row)), None)
    if len(others) < FEWEST_AROUND:
        return None
    units = [*others, own] if own else others
    found = funnel([part for _, part in units], [whole for whole, _ in units])
    usual = widened(found.limits[-1], found.target) if own else None
    sizes = [whole for whole, _ in units]
    return Among(
        year=year,
        others=tuple(sorted((whole, round(part / whole, 3)) for whole, part in others)),
        limits=drawn_lines(found, min(sizes), max(sizes)),
        adjusted=found.adjusted,
        own_limits=usual,
        own_beyond=own is not None and usual is not None and _is_beyond(own, usual),
        not_usable=states.count(FigureState.not_usable),
        not_published=states.count(FigureState.suppressed) + states.count(FigureState.not_available),
        left_out=states.count(FigureState.usable) - len(others),
    )


def _may_be_drawn(figures: ProportionFigures) -> bool:
    """Whether a single share may stand: of enough, and of answers that are mostly recorded."""
    return figures.rate is not None and (figures.missing_share or 0) <= MOST_MISSING


def _counts(row: Row) -> Counts:
    return int(row.denominator), int(row.numerator)


def _is_beyond(own: Counts, usual: Limits) -> bool:
    whole, part = own
    return not usual.lower998 <= part / whole <= usual.upper998
