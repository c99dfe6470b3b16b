"""Proving a mapping in itself: every name it uses exists, every code is in its list, nothing is denied."""

from collections.abc import Iterable, Iterator

from etl.fields import codes, is_multiple
from etl.mapping.columns import CROSSWALK, Columns, columns_in, columns_of_all, fields_of, parents_of
from etl.mapping.denied import A_BIRTH, denied_columns
from etl.mapping.document import Document, Path
from etl.mapping.entries import Alternative, Entry, Value
from etl.mapping.files import ExplodedSource, JoinedSource, PivotedSource, Source
from etl.mapping.mistakes import nearest, refusal
from etl.mapping.model import Mapping
from etl.mapping.wording import Wording, folded
from msp_dashboard.vocabulary import NOT_RECORDED
from msp_dashboard.warehouse import Field, Resource, resources

_THINGS = {
    "from": "file",
    "from_file": "file",
    "into": "target",
    "set": "field",
    "check": "field",
    "where": "column",
    "drop_rows": "column",
    "key": "column",
    "rename": "column",
    "may_lack": "column",
    "transient": "column",
    "harmless": "column",
    "columns": "column",
    "on": "column",
}


def prove(document: Document, content: Mapping, wording: Wording) -> None:
    """Raise LoadRefused with the first thing that cannot be meant."""
    columns = columns_of_all(document, content)
    for (*place, _), (column, kind) in denied_columns(content).items():
        raise refusal(
            document,
            tuple(place),
            f"{column[:60]} looks like {kind}, which is never loaded. Take it away, "
            f"{'make it transient, ' if kind == A_BIRTH else ''}or say under `harmless` why it is none.",
        )
    for path, used, known in _uses(content, columns):
        thing = _THINGS.get(str(path[-1]), path[-1])
        for name in used:
            if name not in known:
                raise refusal(document, path, f"there is no {thing} {name[:60]} here. {nearest(name, known)}")
    for number, entry in enumerate(content.load):
        _prove_entry(document, content, wording, ("load", number), entry)
    _prove_words(document, content, wording)


def _uses(content: Mapping, columns: Columns) -> Iterator[tuple[Path, Iterable[str], Iterable[str]]]:
    """Where a mapping uses names, which, and the names that there are."""
    for name, table in content.files.items():
        place: Path = ("files", name)
        if isinstance(table, Source):
            for word in ("may_lack", "transient", "key", "rename", "harmless"):
                yield (*place, word), getattr(table, word), columns[name]
            yield (*place, "drop_rows"), (each for item in table.drop_rows for each in item), columns[name]
        elif isinstance(table, PivotedSource):
            pivot = table.pivot_answers
            used = [*pivot.key, pivot.question, *pivot.answer, *filter(None, (pivot.order, pivot.rows_by))]
            yield (*place, "pivot_answers", "column"), used, columns[pivot.from_]
        elif isinstance(table, ExplodedSource):
            yield (
                (*place, "explode_json", "column"),
                (table.explode_json.column, *table.explode_json.keep),
                columns[table.explode_json.from_],
            )
        elif isinstance(table, JoinedSource):
            parents = parents_of(table)
            yield (*place, "join", "on"), table.join.on, columns[parents["join"]]
            other = (*table.join.on.values(), *table.join.columns.values())
            yield (*place, "join", "columns"), other, columns[parents["with"]]
    for number, entry in enumerate(content.load):
        yield from _uses_of(("load", number), entry, content, columns)
    if content.extract_date and content.extract_date.from_file:
        yield ("extract_date", "from_file"), (content.extract_date.from_file,), content.files


def _uses_of(
    place: Path, entry: Entry, content: Mapping, columns: Columns
) -> Iterator[tuple[Path, Iterable[str], Iterable[str]]]:
    targets = (*resources(), CROSSWALK)
    yield (*place, "into"), (entry.into,), targets
    yield (*place, "from"), (entry.from_,), content.files
    own, made = columns[entry.from_], columns_in(entry, columns)
    yield (*place, "where"), entry.where or (), own
    if entry.unpivot:
        cells = (cell for slot in entry.unpivot.slots for cell in slot.values() if isinstance(cell, str))
        yield (*place, "unpivot", "column"), cells, own
    if entry.tick_columns:
        yield (*place, "tick_columns", "columns"), entry.tick_columns.columns, own
    if entry.split:
        yield (*place, "split", "column"), (entry.split.column,), own
    for word in ("first_by", "latest_by", "number_by"):
        step = getattr(entry, word)
        if step:
            yield (*place, word, "column"), (*step.key, *step.order), made
    fields = fields_of(entry.into)
    yield (*place, "set"), entry.set, fields
    yield (*place, "check"), entry.check, fields
    others = (
        each.not_before or (each.within_days.of if each.within_days else None)
        for checks in entry.check.values()
        for each in checks
    )
    yield (*place, "check", "field"), filter(None, others), fields
    for field, value in entry.set.items():
        for way in (value, *value.choose):
            used = [*way.token, *(way.when or ()), *filter(None, (way.of, way.age_band_at))]
            yield (*place, "set", field, "column"), used, made
            yield (*place, "set", field, "map"), filter(None, (way.map,)), content.maps


def _prove_entry(document: Document, content: Mapping, wording: Wording, place: Path, entry: Entry) -> None:
    if entry.into == CROSSWALK:
        return
    target = resources()[entry.into]
    if entry.set:
        for field in target.fields:
            if field.required and field.name not in entry.set:
                raise refusal(document, place, f"{target.name} needs {field.name}, which nothing fills here.")
    _prove_slots(document, place, entry)
    transient = _transient(content, entry.from_)
    for name, value in entry.set.items():
        path = (*place, "set", name)
        _prove_restricted(document, path, target, name, value)
        for way in (value, *value.choose):
            for column in (way.of if not way.age_band_at else None, *way.token):
                if column in transient:
                    raise refusal(document, path, f"{column} is transient: it can only give an age band.")
            _prove_codes(document, path, (target, target[name]), way, wording)


def _prove_slots(document: Document, place: Path, entry: Entry) -> None:
    """A column that only some slots have may be a slip: the cells of that slot would be lost."""
    if not entry.unpivot or not entry.set:
        return
    steps = [step for step in (entry.first_by, entry.latest_by, entry.number_by) if step]
    used = {name for step in steps for name in (*step.key, *step.order)}
    for value in entry.set.values():
        for way in (value, *value.choose):
            used.update(way.token, way.when or (), filter(None, (way.of, way.age_band_at)))
    for number, slot in enumerate(entry.unpivot.slots):
        for name in slot:
            if name not in used:
                path = (*place, "unpivot", "slots", number, name)
                raise refusal(document, path, f"nothing here uses the column {name[:60]} of this slot.")


def _transient(content: Mapping, name: str) -> set[str]:
    """The transient columns of a table and of what it is made of, under the names that they have there."""
    table = content.files[name]
    if isinstance(table, Source):
        return set(table.transient)
    found: set[str] = set()
    if isinstance(table, PivotedSource):
        found |= set(table.pivot_answers.transient)
    if isinstance(table, ExplodedSource):
        found |= set(table.explode_json.transient)
    if isinstance(table, JoinedSource):
        looked_up = _transient(content, table.join.with_)
        found = {new for new, old in table.join.columns.items() if old in looked_up}
        return found | _transient(content, table.join.from_)
    for parent in parents_of(table).values():
        found |= _transient(content, parent)
    return found


def _prove_restricted(document: Document, path: Path, target: Resource, name: str, value: Value) -> None:
    kept_apart = name in target.restricted_fields or (target.name, name) == ("quotes", "text")
    said = value.restricted or any(way.restricted for way in value.choose)
    if kept_apart and not said:
        raise refusal(
            document, path, f"{name} holds people's words: say `restricted: yes`, if they are that."
        )
    if said and not kept_apart:
        raise refusal(document, path, f"{target.name}.{name} is no field for people's words.")


def _prove_codes(
    document: Document, path: Path, at: tuple[Resource, Field], way: Alternative, wording: Wording
) -> None:
    listed = codes(*at)
    if listed is None:
        return
    allowed = {*listed, "", NOT_RECORDED}
    if way.constant is not None:
        given = way.constant.split(";") if is_multiple(*at) else [way.constant]
        for code in given:
            if code not in allowed:
                raise refusal(
                    document, path, f"{code[:60]} is no code of {at[1].name}. {nearest(code, listed)}"
                )
    if way.map:
        for word, code in wording.maps[way.map].codes.items():
            if code not in allowed:
                where = _place_of(document, way.map, word) or path
                raise refusal(
                    document, where, f"{code[:60]} is no code of {at[1].name}. {nearest(code, listed)}"
                )


def _place_of(document: Document, name: str, word: str) -> Path | None:
    entry = document.value["maps"][name]
    return next((("maps", name, each) for each in entry if folded(each) == word), None)


def _prove_words(document: Document, content: Mapping, wording: Wording) -> None:
    known = {
        f"{each.name}.{field.name}": (each, field) for each in resources().values() for field in each.fields
    }
    for name, words in wording.fields.items():
        at = known.get(name)
        if at is None or (listed := codes(*at)) is None:
            raise refusal(document, ("words",), f"{name[:60]} is no coded field. {nearest(name, known)}")
        for code in words.values():
            if code not in {*listed, "", NOT_RECORDED}:
                raise refusal(
                    document, ("words",), f"{code[:60]} is no code of {name}. {nearest(code, listed)}"
                )
    for name in content.thresholds.blank_pct:
        if name not in known:
            path = ("thresholds", "blank_pct", name)
            raise refusal(document, path, f"there is no field {name[:60]}. {nearest(name, known)}")
