"""Finding a mapping: a shipped one by name or a file, with what it extends and the CSV files beside it."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from etl.mapping.document import Document, read_document
from etl.mapping.mistakes import explain, nearest, refusal
from etl.mapping.model import Mapping
from etl.mapping.proof import prove
from etl.mapping.wording import Wording, read_wording
from etl.refusals import LoadRefused

DEEPEST = 5
_KINDS = {"path", "query", "pivot_answers", "explode_json", "union", "join"}


@dataclass(frozen=True, kw_only=True)
class NamedMapping:
    """A mapping, proved in itself: its name, the digest of every file it is made of, and its code maps."""

    name: str
    folder: Path
    digest: str
    content: Mapping
    wording: Wording


def shipped() -> tuple[str, ...]:
    """Return the names of the mappings that come with the program."""
    return tuple(sorted(path.stem for path in _shipped_folder().glob("*.yaml")))


def find(name: str) -> NamedMapping:
    """Return a shipped mapping by name, or one from a file; raises LoadRefused."""
    path = _path(name, Path())
    total = hashlib.sha256()
    document = _read(path, total, 0)
    try:
        content = Mapping.model_validate(document.value)
    except ValidationError as error:
        raise explain(document, error) from error
    wording = read_wording(document, content, total)
    prove(document, content, wording)
    return NamedMapping(
        name=path.stem, folder=path.parent, digest=total.hexdigest(), content=content, wording=wording
    )


def _shipped_folder() -> Path:
    return Path(str(files("etl"))) / "mappings"


def _path(name: str, folder: Path) -> Path:
    if name in shipped():
        return _shipped_folder() / f"{name}.yaml"
    path = folder / name
    if not path.is_file():
        known = shipped()
        hint = nearest(name, known)
        listed = "" if hint.startswith("Known") else f" The shipped ones are {', '.join(known)}."
        raise LoadRefused(f"There is no mapping {name}: give a file, or a shipped one. {hint}{listed}")
    return path


def _read(path: Path, total: "hashlib._Hash", depth: int) -> Document:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LoadRefused(f"The mapping {path.name} cannot be read: {error.strerror}.") from error
    total.update(content)
    document = read_document(path.name, content)
    if document.value.get("mapping") != "msp-mapping/1":
        raise refusal(document, ("mapping",), "a mapping begins with `mapping: msp-mapping/1`.")
    _locate(document, path.parent)
    starter = document.value.get("extends")
    if starter is None:
        return document
    if depth == DEEPEST or not isinstance(starter, str):
        raise refusal(document, ("extends",), "extends goes round in a circle, or too deep.")
    return _over(_read(_path(starter, path.parent), total, depth + 1), document)


def _locate(document: Document, folder: Path) -> None:
    """The files that a mapping names are beside it, whichever mapping extends it."""
    value = document.value
    for path, holder, word in _named_files(value):
        name = holder[word]
        if not isinstance(name, str):
            continue
        if Path(name).name != name:
            raise refusal(document, path, f"{name[:60]} must be a file beside the mapping: its name alone.")
        holder[word] = str(folder.absolute() / name)


def _named_files(value: dict[str, Any]) -> list[tuple[tuple[str | int, ...], Any, Any]]:
    found: list[tuple[tuple[str | int, ...], Any, Any]] = []
    for word, inner, key in (("maps", None, "csv"), ("files", "query", "sql_file")):
        entries = value.get(word)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            holder = entry.get(inner) if inner and isinstance(entry, dict) else entry
            if isinstance(holder, dict) and key in holder:
                found.append(((word, name, *((inner,) if inner else ()), key), holder, key))
    if isinstance(value.get("words"), str):
        value["words"] = [value["words"]]
    words = value.get("words")
    for place in range(len(words) if isinstance(words, list) else 0):
        found.append((("words", place), words, place))
    return found


def _over(base: Document, own: Document) -> Document:
    """What a mapping says takes the place of what it extends: by file, by word of a map, by target."""
    value = {key: item for key, item in base.value.items() if key != "extends"}
    places = dict(base.places)
    places[()] = own.places[()]
    for key, item in own.value.items():
        if key in ("files", "maps", "defaults", "thresholds") and _are_dicts(value.get(key), item):
            value[key] = value[key] | item | _together(key, value[key], item)
        elif key == "load" and isinstance(item, list) and isinstance(value.get("load"), list):
            value[key] = _entries(base, own, places)
            continue
        elif key == "words" and isinstance(value.get("words"), list):
            value[key] = [*value["words"], *item]
        else:
            value[key] = item
        places |= {path: place for path, place in own.places.items() if path[:1] == (key,)}
    return Document(value=value, places=places)


def _are_dicts(*values: object) -> bool:
    return all(isinstance(value, dict) for value in values)


def _together(key: str, base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The maps and files of both names that go word by word; a file that becomes another kind does not."""
    both = {
        name: (base[name], own[name])
        for name in base.keys() & own.keys()
        if _are_dicts(base[name], own[name])
    }
    if key == "maps":
        return {name: old | new for name, (old, new) in both.items() if "csv" not in old | new}
    if key == "files":
        return {name: old | new for name, (old, new) in both.items() if _KINDS & new.keys() <= old.keys()}
    return {}


def _entries(base: Document, own: Document, places: dict[Any, tuple[str, int]]) -> list[Any]:
    """The entries of a target that the mapping names take the place of all those that it extends."""
    named = {entry.get("into") for entry in own.value["load"] if isinstance(entry, dict)}
    kept: list[Any] = []
    for path in [path for path in places if path[:1] == ("load",) and len(path) > 1]:
        del places[path]
    for document, barred in ((base, named), (own, set())):
        for place, entry in enumerate(document.value["load"]):
            if isinstance(entry, dict) and entry.get("into") in barred:
                continue
            moved = {
                ("load", len(kept), *path[2:]): where
                for path, where in document.places.items()
                if path[:2] == ("load", place)
            }
            places |= moved
            kept.append(entry)
    return kept
