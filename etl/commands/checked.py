"""The outcome of a dry run as one JSON document, and as tables that a person can read."""

from collections.abc import Iterable

from rich.console import Console

from etl.commands.dialects import in_words
from etl.commands.outcomes import bare_table, in_common, plain_console, show_misfits, show_rows, show_words
from etl.commands.output import printable
from etl.dry_run.outcome import DryRun
from msp_dashboard.measures.catalogue import measures


def as_document(found: DryRun) -> dict[str, object]:
    """Return the outcome in the shapes of a load's document."""
    return {
        "extract_date": found.extract_date.isoformat(),
        **in_common(found),
        "measures": {
            "collected": list(found.measures.collected),
            "not_collected": {key: list(fields) for key, fields in found.measures.not_collected.items()},
        },
    }


def show(found: DryRun) -> None:
    """Print the outcome for people, in the order in which a load works."""
    console = plain_console()
    console.print(f"The export goes up to {found.extract_date}. Nothing was changed.\n")
    _files(console, found)
    show_rows(console, found)
    show_misfits(console, found)
    show_words(console, found)
    _measures(console, found)
    _verdict(console, found)


def _files(console: Console, found: DryRun) -> None:
    table = bare_table("File", "rows", "written as", numbers=[1])
    table.columns[0].overflow = "fold"
    for each in found.files:
        table.add_row(printable(each.name), f"{each.rows:,}", in_words(each.dialect))
    if found.files:
        console.print(table)
        console.print()


def _measures(console: Console, found: DryRun) -> None:
    lit, dark = found.measures.collected, found.measures.not_collected
    console.print(f"\nMeasures that this export lights up: {len(lit)} of {len(lit) + len(dark)}")
    if not dark:
        return
    table = bare_table("Not lit", "because nothing fills")
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
