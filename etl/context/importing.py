"""Importing a published file: its layout recognised, its figures checked, and one's own council named."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl.context import ascof, collection
from etl.context.keeping import Batch, keep
from etl.context.published import Line, PublishedFigure, lines, read_year
from etl.home import workroom
from etl.reading import read_table
from etl.reading.grid import Table
from etl.refusals import FileRefused, LoadRefused
from msp_dashboard.operations import FigureState
from msp_dashboard.settings import settings


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A publisher's layout: its name, the columns that it is known by, and how its rows are read."""

    source: str
    title: str
    columns: tuple[str, ...]
    read: Callable[[Iterator[Line], str | None], Iterator[PublishedFigure]]


LAYOUTS = (
    Layout(source=ascof.SOURCE, title=ascof.TITLE, columns=ascof.COLUMNS, read=ascof.read_ascof),
    Layout(
        source=collection.SOURCE,
        title=collection.TITLE,
        columns=collection.COLUMNS,
        read=collection.read_collection,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did: `status` is imported, replaced or unchanged. It names no council but one's own."""

    status: str
    source: str
    title: str
    years: tuple[str, ...]
    councils: int
    states: dict[FigureState, int]
    not_usable_rows: tuple[int, ...]
    council_code: str | None
    council_name: str | None
    warnings: tuple[str, ...] = field(default=())


def import_published(path: Path, *, year: str | None = None, council: str | None = None) -> Imported:
    """Import a file of published figures; raises LoadRefused, and then nothing changed.

    `year` is of a file that does not name its own; `council` is one's own code, of either kind.
    """
    table = read_table(path)
    layout = _layout(table)
    figures = list(layout.read(lines(table), _given_year(year)))
    _check(path, figures)
    code = _own_code(path, council, figures)
    batch = Batch(source=layout.source, digest=table.digest, figures=figures, council_code=code)
    with workroom():
        kept = keep(batch)
    return Imported(
        status=kept.status,
        source=layout.source,
        title=layout.title,
        years=batch.years,
        councils=len({figure.council for figure in figures}),
        states={state: Counter(figure.state for figure in figures)[state] for state in FigureState},
        not_usable_rows=tuple(each.row for each in figures if each.state is FigureState.not_usable),
        council_code=kept.council_code,
        council_name=next((each.name for each in figures if each.is_of(kept.council_code)), None),
        warnings=table.warnings,
    )


def _layout(table: Table) -> Layout:
    there = {name.casefold().strip() for name in table.header}
    nearest = min(LAYOUTS, key=lambda layout: len(set(layout.columns) - there))
    missing = [name for name in nearest.columns if name not in there]
    if not missing:
        return nearest
    if len(missing) < len(nearest.columns) / 2:
        raise FileRefused(
            f"{table.path.name} looks like the layout of {nearest.title}, but lacks the "
            f"column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. Fetch the file anew from its "
            "publisher. Nothing changed."
        )
    titles = " nor ".join(layout.title for layout in LAYOUTS)
    raise FileRefused(
        f"{table.path.name} has the layout of neither {titles}. Its columns must be "
        f"{'; or '.join(', '.join(layout.columns) for layout in LAYOUTS)}. Nothing changed."
    )


def _given_year(text: str | None) -> str | None:
    if text is None:
        return None
    found = read_year(text)
    if found is None:
        raise LoadRefused("--year must be a year that has ended, such as 2024-25. Nothing changed.")
    return found


def _check(path: Path, figures: Sequence[PublishedFigure]) -> None:
    if not figures:
        raise FileRefused(f"{path.name} holds no row of a single council. Nothing changed.")
    for figure in figures:
        if not figure.council:
            raise FileRefused(f"{path.name} row {figure.row} has no ONS code of a council. Nothing changed.")
    seen: dict[tuple[str, str, str], int] = {}
    for figure in figures:
        first = seen.setdefault((figure.council, figure.year, figure.measure), figure.row)
        if first != figure.row:
            raise FileRefused(
                f"{path.name} rows {first} and {figure.row} are of the same council and year: only one can "
                "be right. Nothing changed."
            )


def _own_code(path: Path, given: str | None, figures: Sequence[PublishedFigure]) -> str | None:
    """One's own council by the option or the setting; raises LoadRefused where the option cannot be right."""
    fixed = settings().council_code or None
    if given is None:
        return fixed
    if fixed not in (None, given):
        raise LoadRefused(
            "The setting MSP_COUNCIL_CODE names another council: change it, or leave --council out. "
            "Nothing changed."
        )
    if not any(figure.is_of(given) for figure in figures):
        raise LoadRefused(
            f"{path.name} has no council with that code: --council takes an ONS code, such as E06000001, or "
            "the code of the national returns, such as 102. Nothing changed."
        )
    return given
