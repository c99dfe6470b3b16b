"""What became of an export, as part of a JSON document and as tables: the same for a load and a dry run."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from rich.console import Console
from rich.table import Table

from etl.checks import Count
from etl.commands.output import printable
from etl.extract.tidy import LeftOut
from etl.report import PLACES, Misfit, Rows
from etl.rules import RULES
from msp_dashboard.warehouse import resources

STEPS = {
    "drop_rows": "`drop_rows` names them.",
    "where": "`where` asks for others.",
    "first_by": "`first_by` takes an earlier row.",
    "latest_by": "`latest_by` takes a later row.",
}
COLUMNS = 20  # named of each file
NO_FILE = "Records in two systems"  # the target that is no file of the case export


class Outcome(Protocol):
    """What a load and a dry run both know."""

    @property
    def targets(self) -> Mapping[str, Count]: ...  # noqa: D102
    @property
    def left_out(self) -> tuple[LeftOut, ...]: ...  # noqa: D102
    @property
    def rejections(self) -> Rows: ...  # noqa: D102
    @property
    def rejections_total(self) -> int: ...  # noqa: D102
    @property
    def misfits(self) -> tuple[Misfit, ...]: ...  # noqa: D102
    @property
    def unmapped(self) -> Rows: ...  # noqa: D102
    @property
    def ignored(self) -> Mapping[str, list[str]]: ...  # noqa: D102
    @property
    def held_because(self) -> tuple[str, ...]: ...  # noqa: D102


def in_common(found: Outcome) -> dict[str, object]:
    """Return what the documents of both commands hold."""
    return {
        "targets": {name: vars(count) for name, count in found.targets.items()},
        "rejections": list(found.rejections),
        "rejections_total": found.rejections_total,
        "unmapped": list(found.unmapped),
        "ignored": dict(found.ignored),
        "left_out": [
            {"target": each.target or None, "from": each.origin, "step": each.step, "rows": each.rows}
            for each in found.left_out
        ],
        "held_because": list(found.held_because),
    }


def plain_console() -> Console:
    """Return a console that prints words as they are."""
    return Console(markup=False, highlight=False, emoji=False)


def bare_table(*columns: str, numbers: Iterable[int] = ()) -> Table:
    """Return a table without lines; the columns at the places of `numbers` stand to the right."""
    table = Table(*columns, box=None, pad_edge=False)
    for place in numbers:
        table.columns[place].justify = "right"
    return table


def show_rows(console: Console, found: Outcome) -> None:
    """Print the counts of each target, and what the mapping's steps left out."""
    table = bare_table("Records", "offered", "kept", "quarantined", "merged", numbers=range(1, 5))
    for name, count in found.targets.items():
        if count.offered:
            numbers = (count.offered, count.kept, count.quarantined, count.merged)
            table.add_row(_title(name), *(f"{number:,}" for number in numbers))
    console.print(table)
    if found.left_out:
        console.print("\nLeft out by the mapping's steps:")
    for each in found.left_out:
        where = f", for {_title(each.target)}" if each.target else ""
        rows = counted(each.rows, "row")
        console.print(f"  {rows} of {each.origin}{where}: {STEPS.get(each.step, each.step)}")


def show_misfits(console: Console, found: Outcome) -> None:
    """Print the rules that were broken, with the first places, never what stood there."""
    if not found.misfits:
        console.print("\nEvery row and cell fits.")
        return
    console.print(f"\nWhat did not fit: {found.rejections_total:,} in all")
    table = bare_table("", "", "", numbers=[0])
    table.show_header = False
    for each in found.misfits:
        table.add_row(f"{each.number:,}", each.action, f"{RULES[each.rule]}\n{_places(each)}")
    console.print(table)


def show_words(console: Console, found: Outcome) -> None:
    """Print the words outside their lists, and the columns that are not read."""
    if found.unmapped:
        console.print("\nWords outside their code list:")
        table = bare_table("field", "word", "rows", numbers=[2])
        for each in found.unmapped:
            word = "(words that fewer than 5 rows hold)" if each["value"] is None else str(each["value"])
            table.add_row(str(each["field"]), printable(word), f"{each['rows']:,}")
        console.print(table)
    if found.ignored:
        console.print("\nColumns that the mapping does not list, so they are not read:")
    for file, columns in found.ignored.items():
        more = f" and {len(columns) - COLUMNS:,} more" if len(columns) > COLUMNS else ""
        console.print(f"  {printable(file)}: {printable(', '.join(columns[:COLUMNS]))}{more}")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _title(target: str) -> str:
    return resources()[target].title if target in resources() else NO_FILE


def _places(misfit: Misfit) -> str:
    named = [f"{file} row {row}" + (f" ({column})" if column else "") for file, row, column in misfit.places]
    more = " and others: --json names them" if misfit.number > len(named) == PLACES else ""
    return printable(", ".join(named) + more)
