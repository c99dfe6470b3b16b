"""Which of a file's columns are the ones that a mapping lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from etl.mapping import folded
from etl.mapping.columns import CROSSWALK, fields_of
from etl.mapping.files import Source
from etl.mapping.model import Mapping as Model
from etl.refusals import LoadRefused
from msp_dashboard.warehouse import resources

SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A listed column: every name that it may have, and whether the file must have it."""

    name: str
    names: tuple[str, ...]
    needed: bool
    required_by: str = ""


def wanted(content: Model, name: str, source: Source) -> tuple[Wanted, ...]:
    """Return the columns that may be read of a source: those it lists, else its targets' fields."""
    if source.columns:
        return tuple(
            Wanted(
                name=column,
                names=(column, *source.rename.get(column, ())),
                needed=column not in source.may_lack,
            )
            for column in source.columns
        )
    needed: dict[str, bool] = {}
    for entry in content.load:
        if entry.from_ == name and not entry.set:
            for field in fields_of(entry.into):
                needed[field] = needed.get(field, False) or _is_required(entry.into, field)
    return tuple(
        Wanted(
            name=field,
            names=(field, *source.rename.get(field, ())),
            needed=required and field not in source.may_lack,
            required_by="required ",
        )
        for field, required in needed.items()
    )


def places(
    file: str, header: Sequence[str], columns: Sequence[Wanted], warnings: Sequence[str] = ()
) -> Mapping[str, int]:
    """Return where each listed column stands in a header; raises LoadRefused for one lacking or there twice.

    `warnings` are the reader's: it tells apart columns of one name, and says so there.
    """
    standing: dict[str, list[int]] = {}
    for place, heading in enumerate(header):
        standing.setdefault(folded(heading), []).append(place)
    found: dict[str, int] = {}
    for column in columns:
        here = [
            place for each in dict.fromkeys(map(folded, column.names)) for place in standing.get(each, ())
        ]
        if len(here) > 1 or (here and _told_apart(header[here[0]], header, warnings)):
            raise LoadRefused(f"{file} has the column {header[here[0]][:SHOWN]} twice in its header.")
        if here:
            found[column.name] = here[0]
        elif column.needed:
            raise LoadRefused(_lacks(file, column, header))
    return found


def _told_apart(name: str, header: Sequence[str], warnings: Sequence[str]) -> bool:
    said = f"The header has {name[:SHOWN]} more than once"
    first = f"{name} (2)" in header and any(words.startswith(said) for words in warnings)
    later = (words.endswith(f" is called {name}.") and "more than once" in words for words in warnings)
    return first or any(later)


def _is_required(target: str, field: str) -> bool:
    return target == CROSSWALK or resources()[target][field].required


def _lacks(file: str, column: Wanted, header: Sequence[str]) -> str:
    """A header is named only where it is near: the first row of a file without one holds people's data."""
    near = get_close_matches(folded(column.name), map(folded, header), n=1)
    hint = next((f" (it has {each[:SHOWN]})" for each in header if folded(each) in near), "")
    return f"{file} lacks the {column.required_by}column {column.name[:SHOWN]}{hint}."
