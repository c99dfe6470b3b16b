"""The columns that each table of a mapping has, in order, before any row is read."""

from collections.abc import Mapping

from etl.mapping.document import Document
from etl.mapping.entries import Entry
from etl.mapping.files import ExplodedSource, FileOrTable, JoinedSource, PivotedSource, Source, Union
from etl.mapping.mistakes import nearest, refusal
from etl.mapping.model import Mapping as Model
from msp_dashboard.warehouse import resources

CROSSWALK = "crosswalk"
CROSSWALK_FIELDS = ("kind", "reference", "same_system", "same_reference")

Columns = Mapping[str, tuple[str, ...]]


def fields_of(target: str) -> tuple[str, ...]:
    """Return the fields of a target; raises KeyError where there is none of that name."""
    if target == CROSSWALK:
        return CROSSWALK_FIELDS
    return tuple(field.name for field in resources()[target].fields)


def parents_of(table: FileOrTable) -> dict[str, str]:
    """Return the tables that a table is derived from: where it is said, and the name."""
    if isinstance(table, PivotedSource):
        return {"pivot_answers": table.pivot_answers.from_}
    if isinstance(table, ExplodedSource):
        return {"explode_json": table.explode_json.from_}
    if isinstance(table, JoinedSource):
        return {"join": table.join.from_, "with": table.join.with_}
    if isinstance(table, Union):
        return {f"union {place}": name for place, name in enumerate(table.union)}
    return {}


def in_order(document: Document, content: Model) -> tuple[str, ...]:
    """Return the names of all tables, each after those that it is derived from; raises LoadRefused."""
    done: list[str] = []
    waiting: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        if name in waiting:
            raise refusal(document, ("files", name), f"{name} is derived from itself.")
        waiting.append(name)
        for parent in parents_of(content.files[name]).values():
            if parent not in content.files:
                raise refusal(
                    document, ("files", name), f"there is no file {parent}. {nearest(parent, content.files)}"
                )
            visit(parent)
        waiting.remove(name)
        done.append(name)

    for name in content.files:
        visit(name)
    return tuple(done)


def columns_of_all(document: Document, content: Model) -> Columns:
    """Return the columns of every table; raises LoadRefused where tables are derived in a circle."""
    columns: dict[str, tuple[str, ...]] = {}
    for name in in_order(document, content):
        columns[name] = _columns(name, content, columns)
    return columns


def _columns(name: str, content: Model, known: Columns) -> tuple[str, ...]:
    table = content.files[name]
    if isinstance(table, Source):
        return table.columns or _of_targets(name, content)
    if isinstance(table, PivotedSource):
        pivot = table.pivot_answers
        return (*pivot.key, *((pivot.rows_by,) if pivot.rows_by else ()), *pivot.columns)
    if isinstance(table, ExplodedSource):
        explode = table.explode_json
        return (
            *explode.keep,
            *explode.whole,
            *((explode.number,) if explode.number else ()),
            *explode.columns,
        )
    if isinstance(table, JoinedSource):
        return (*known[table.join.from_], *table.join.columns)
    return tuple(dict.fromkeys(column for each in table.union for column in known[each]))


def _of_targets(name: str, content: Model) -> tuple[str, ...]:
    found = (
        field
        for entry in content.load
        if entry.from_ == name and not entry.set
        for field in _known(entry.into)
    )
    return tuple(dict.fromkeys(found))


def _known(target: str) -> tuple[str, ...]:
    return fields_of(target) if target == CROSSWALK or target in resources() else ()


def columns_in(entry: Entry, columns: Columns) -> tuple[str, ...]:
    """Return the columns that an entry's `set` may use: those of its table and those that its steps make."""
    made: list[str] = []
    if entry.unpivot:
        made += [name for slot in entry.unpivot.slots for name in slot]
        made += [entry.unpivot.number] if entry.unpivot.number else []
    if entry.tick_columns:
        made.append(entry.tick_columns.column)
    if entry.number_by:
        made.append(entry.number_by.as_)
    return tuple(dict.fromkeys((*columns[entry.from_], *made)))
