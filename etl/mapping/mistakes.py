"""What is wrong with a mapping, in a sentence: the file, the line, and the word that may have been meant."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import ValidationError

from etl.mapping.document import Document, Path
from etl.mapping.model import Mapping as Model
from etl.refusals import LoadRefused

SHOWN = 60
# A word that is wrong often leaves another one missing, or a list empty: what was written is said first.
_FOLLOWS_FROM_OTHERS = {"missing": 2, "too_short": 2, "value_error": 1}


def refusal(document: Document, path: Path, words: str) -> LoadRefused:
    """Return the error of what stands at a path, with its file and line."""
    while path and path not in document.places:
        path = path[:-1]
    file, line = document.places[path]
    return LoadRefused(f"{file} line {line}: {words}")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `Did you mean …?` where a known word is near, else the known ones where they are few."""
    listed = list(dict.fromkeys(known))
    folded = {each.casefold(): each for each in listed}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {folded[close[0]]}?"
    return f"Known here: {', '.join(listed)}." if 0 < len(listed) <= 20 else ""


def explain(document: Document, error: ValidationError) -> LoadRefused:
    """Return the first mistake of a mapping that does not fit the language."""
    first = min(
        error.errors(),
        key=lambda each: (_FOLLOWS_FROM_OTHERS.get(each["type"], 0), _line(document, each["loc"])),
    )
    loc = tuple(part for part in first["loc"] if not _is_tag(document, first["loc"], part))
    word = _name(loc)
    if first["type"] == "extra_forbidden":
        words = f"{word[:SHOWN]} is no word of msp-mapping/1 here. {nearest(word, _words_at(loc[:-1]))}"
    elif first["type"] == "missing":
        words = f"{word} is missing here."
    elif first["type"] == "literal_error":
        given, known = str(first["input"]), first["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
        words = f"{word} cannot be {given[:SHOWN]}. {nearest(given, known.split(', '))}"
    else:
        words = f"{word} does not fit: {first['msg'].removeprefix('Value error, ')}."
    return refusal(document, loc, words.strip())


def _name(loc: Path) -> str:
    """The word at the end of a path; the item of a list by its place in it."""
    if not loc:
        return ""
    return f"item {loc[-1] + 1} of {loc[-2]}" if isinstance(loc[-1], int) and len(loc) > 1 else str(loc[-1])


def _line(document: Document, loc: Path) -> int:
    path = tuple(part for part in loc if not _is_tag(document, loc, part))
    while path and path not in document.places:
        path = path[:-1]
    return document.places[path][1]


def _is_tag(document: Document, loc: Path, part: str | int) -> bool:
    """Pydantic names the branch of a union among the steps: what is no step of the document is one."""
    walked: Path = ()
    for step in loc:
        here = (*walked, step)
        last = step is loc[-1]
        if here in document.places or (last and not _is_branch(step)):
            walked = here
        elif step is part:
            return True
    return False


def _is_branch(step: str | int) -> bool:
    return isinstance(step, str) and (
        step in {"source", "pivot_answers", "explode_json", "union", "join", "csv", "words"} or "[" in step
    )


@cache
def _schema() -> dict[str, Any]:
    return Model.model_json_schema(by_alias=True)


def _words_at(path: Path) -> list[str]:
    """The words that may stand at a path of the document."""
    found = [_schema()]
    for step in path:
        found = [inner for each in found for inner in _inside(each, step)]
    return [word for each in found for branch in _branches(each) for word in branch.get("properties", {})]


def _branches(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "$ref" in schema:
        yield from _branches(_schema()["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
        return
    yield schema
    for word in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(word, ()):
            yield from _branches(each)


def _inside(schema: Mapping[str, Any], step: str | int) -> Iterator[dict[str, Any]]:
    for branch in _branches(schema):
        if isinstance(step, int):
            inner = [branch.get("items")]
        else:
            others = [branch.get("additionalProperties"), *branch.get("patternProperties", {}).values()]
            inner = [branch.get("properties", {}).get(step), *others]
        yield from (each for each in inner if isinstance(each, dict))
