"""The outcome of a dry run as one JSON document, and as tables that a person can read."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from etl.commands.dialects import in_words
from etl.commands.output import printable
from etl.dry_run.outcome import PLACES, DryRun, Misfit
from etl.rules import RULES
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.warehouse import resources

STEPS = {
    "drop_rows": "`drop_rows` names them.",
    "where": "`where` asks for others.",
    "first_by": "`first_by` takes an earlier row.",
    "latest_by": "`latest_by` takes a later row.",
}
COLUMNS = 20  # named of each file


def as_document(found: DryRun) -> dict[str, object]:
    """Return the outcome in the shapes of a load's document."""
    return {
        "extract_date": found.extract_date.isoformat(),
        "targets": {name: vars(count) for name, count in found.targets.items()},
        "left_out": [
            {"target": each.target or None, "from": each.origin, "step": each.step, "rows": each.rows}
            for each in found.left_out
        ],
        "rejections": list(found.rejections),
        "rejections_total": found.rejections_total,
        "unmapped": list(found.unmapped),
        "ignored": dict(found.ignored),
        "measures": {
            "collected": list(found.measures.collected),
            "not_collected": {key: list(fields) for key, fields in found.measures.not_collected.items()},
        },
        "held_because": list(found.held_because),
    }


def show(found: DryRun) -> None:
    """Print the outcome for people, in the order in which a load works."""
    console = Console(markup=False, highlight=False, emoji=False)
    console.print(f"The export goes up to {found.extract_date}. Nothing was changed.\n")
    _files(console, found)
    _targets(console, found)
    _left_out(console, found)
    _misfits(console, found)
    _words(console, found)
    _ignored(console, found)
    _measures(console, found)
    _verdict(console, found)


def _table(*columns: str, numbers: Iterable[int] = ()) -> Table:
    table = Table(*columns, box=None, pad_edge=False)
    for place in numbers:
        table.columns[place].justify = "right"
    return table


def _files(console: Console, found: DryRun) -> None:
    table = _table("File", "rows", "written as", numbers=[1])
    table.columns[0].overflow = "fold"
    for each in found.files:
        table.add_row(printable(each.name), f"{each.rows:,}", in_words(each.dialect))
    if found.files:
        console.print(table)
        console.print()


def _targets(console: Console, found: DryRun) -> None:
    table = _table("Records", "offered", "kept", "quarantined", "merged", numbers=range(1, 5))
    for name, count in found.targets.items():
        if count.offered:
            numbers = (count.offered, count.kept, count.quarantined, count.merged)
            table.add_row(resources()[name].title, *(f"{number:,}" for number in numbers))
    console.print(table)


def _left_out(console: Console, found: DryRun) -> None:
    if found.left_out:
        console.print("\nLeft out by the mapping's steps:")
    for each in found.left_out:
        where = f", for {resources()[each.target].title}" if each.target in resources() else ""
        rows = _counted(each.rows, "row")
        console.print(f"  {rows} of {each.origin}{where}: {STEPS.get(each.step, each.step)}")


def _misfits(console: Console, found: DryRun) -> None:
    if not found.misfits:
        console.print("\nEvery row and cell fits.")
        return
    console.print(f"\nWhat did not fit: {found.rejections_total:,} in all")
    table = _table("", "", "", numbers=[0])
    table.show_header = False
    for each in found.misfits:
        table.add_row(f"{each.number:,}", each.action, f"{RULES[each.rule]}\n{_places(each)}")
    console.print(table)


def _places(misfit: Misfit) -> str:
    """The first places where a rule was broken, never what stood there."""
    named = [f"{file} row {row}" + (f" ({column})" if column else "") for file, row, column in misfit.places]
    more = " and others: --json names them" if misfit.number > len(named) == PLACES else ""
    return printable(", ".join(named) + more)


def _words(console: Console, found: DryRun) -> None:
    if not found.unmapped:
        return
    console.print("\nWords outside their code list:")
    table = _table("field", "word", "rows", numbers=[2])
    for each in found.unmapped:
        word = "(words that fewer than 5 rows hold)" if each["value"] is None else str(each["value"])
        table.add_row(str(each["field"]), printable(word), f"{each['rows']:,}")
    console.print(table)


def _ignored(console: Console, found: DryRun) -> None:
    if found.ignored:
        console.print("\nColumns that the mapping does not list, so they are not read:")
    for file, columns in found.ignored.items():
        more = f" and {len(columns) - COLUMNS:,} more" if len(columns) > COLUMNS else ""
        console.print(f"  {printable(file)}: {printable(', '.join(columns[:COLUMNS]))}{more}")


def _measures(console: Console, found: DryRun) -> None:
    lit, dark = found.measures.collected, found.measures.not_collected
    console.print(f"\nMeasures that this export lights up: {len(lit)} of {len(lit) + len(dark)}")
    if not dark:
        return
    table = _table("Not lit", "because nothing fills")
    for key, fields in dark.items():
        table.add_row(measures()[key].question, _fields(fields))
    console.print(table)


def _fields(names: Iterable[str]) -> str:
    """Fields by their file, so that a file that lacks altogether is named once."""
    by_resource: dict[str, list[str]] = {}
    for name in names:
        resource, _, field = name.partition(".")
        by_resource.setdefault(resource, []).append(field.replace(f" {resource}.", " "))
    return "; ".join(f"{resource}: {', '.join(fields)}" for resource, fields in by_resource.items())


def _verdict(console: Console, found: DryRun) -> None:
    console.print()
    if not found.held_because:
        console.print("A load would go through and be published.")
        return
    console.print("A load would go through, and the release would be held for a person to look:")
    for reason in found.held_because:
        console.print(f"  {printable(reason)}")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
