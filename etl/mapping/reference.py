"""The reference of msp-mapping/1, as Markdown: every word of it, what it takes and what it means."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from etl.mapping.entries import (
    Alternative,
    Check,
    Chosen,
    Entry,
    Numbered,
    SlotConstant,
    Split,
    TickColumns,
    Unpivot,
    Value,
    WithinDays,
)
from etl.mapping.files import (
    Answers,
    DateReading,
    Expectation,
    ExplodeJson,
    Joined,
    PivotAnswers,
    Query,
    Source,
)
from etl.mapping.files import Union as Stacked
from etl.mapping.model import CodeMapFile, Defaults, ExtractDate, Mapping, Thresholds
from etl.mapping.scalars import Condition, Vocabulary

SHIPPED = Path(__file__).parents[2] / "docs" / "mapping-reference.md"
# Each part of the language with the words under which it stands.
PARTS: tuple[tuple[str, type[Vocabulary]], ...] = (
    ("A mapping", Mapping),
    ("extract_date", ExtractDate),
    ("defaults", Defaults),
    ("dates", DateReading),
    ("files: a file, sheet or query", Source),
    ("query", Query),
    ("expect", Expectation),
    ("Conditions (where, when, drop_rows)", Condition),
    ("files: pivot_answers", PivotAnswers),
    ("pivot_answers: columns", Answers),
    ("files: explode_json", ExplodeJson),
    ("files: union", Stacked),
    ("files: join", Joined),
    ("maps: a CSV", CodeMapFile),
    ("load: an entry", Entry),
    ("unpivot", Unpivot),
    ("unpivot: a constant in a slot", SlotConstant),
    ("tick_columns", TickColumns),
    ("split", Split),
    ("first_by, latest_by", Chosen),
    ("number_by", Numbered),
    ("set: a field", Value),
    ("choose: an alternative", Alternative),
    ("check: a field", Check),
    ("within_days", WithinDays),
    ("thresholds", Thresholds),
)
_NAMES = {"str": "text", "bool": "yes or no", "int": "number", "float": "percentage"}


def reference() -> str:
    """Return the whole reference."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# msp-mapping/1: reference"
    yield ""
    yield "Made from the language itself by `python -m etl.mapping.reference`; mapping.md is the guide."
    yield "Every scalar is read as the text that is written: `yes`, `0123` and dates stay as they are."
    yield "Where a list is asked for, one item may stand alone. A word that is not listed here is refused,"
    yield "with its line and the nearest one."
    for title, part in PARTS:
        yield from _part(title, part)


def _part(title: str, part: type[Vocabulary]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield " ".join((part.__doc__ or "").split())
    yield ""
    yield "| word | takes | meaning |"
    yield "|---|---|---|"
    for name, field in part.model_fields.items():
        takes = f"{_takes(field)} (required)" if field.is_required() else _takes(field)
        yield f"| `{field.alias or name}` | {takes} | {field.description or _own_words(field)} |"


def _own_words(field: FieldInfo) -> str:
    """What the part that a word takes says of itself."""
    models = [
        part for part in (field.annotation, *get_args(field.annotation)) if part in {p for _, p in PARTS}
    ]
    return " ".join((models[0].__doc__ or "").split()) if models else ""


def _takes(field: FieldInfo) -> str:
    kind = _kind(field.annotation)
    default = field.default
    if isinstance(default, str | bool | int) and not field.is_required():
        shown = {True: "yes", False: "no"}.get(default, default) if isinstance(default, bool) else default
        return f"{kind}; else {shown}"
    return kind


def _kind(annotation: Any) -> str:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(parts[0])
    if origin is Literal:
        return ", ".join(str(part) for part in parts)
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_kind(part) for part in parts if part is not type(None)))
    if origin is tuple:
        return f"list of {_kind(parts[0])}"
    if origin is dict:
        return f"{_kind(parts[0])}: {_kind(parts[1])}"
    name = getattr(annotation, "__name__", "")
    return _NAMES.get(name, _heading(name))


def _heading(name: str) -> str:
    inner = {"PivotedSource": "PivotAnswers", "ExplodedSource": "ExplodeJson", "JoinedSource": "Joined"}.get(
        name, name
    )
    return next((f"see {title}" for title, part in PARTS if part.__name__ == inner), _spaced(name))


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


if __name__ == "__main__":
    SHIPPED.write_text(reference(), encoding="utf-8")
