"""A mapping file as plain values, with the line on which each of them stands."""

from dataclasses import dataclass
from typing import Any

import yaml

from etl.refusals import LoadRefused

LARGEST = 2 << 20

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a file says: dicts, lists and text, and for each of their paths the file and line."""

    value: dict[str, Any]
    places: dict[Path, tuple[str, int]]


def read_document(file: str, content: bytes) -> Document:
    """Return a mapping file's values, every scalar as the text that was written; raises LoadRefused."""
    if len(content) > LARGEST:
        raise LoadRefused(f"The mapping {file} is larger than a mapping can be.")
    try:
        text = content.decode("utf-8-sig")
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise LoadRefused(
                    f"{file} line {line}: a mapping uses no aliases (*). Write the words again."
                )
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        raise LoadRefused(f"{file} is not UTF-8 text. Save it as UTF-8.") from error
    except (yaml.YAMLError, RecursionError) as error:
        place = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        where = f" line {place.line + 1}" if place else ""
        raise LoadRefused(
            f"{file}{where}: this is not readable YAML ({getattr(error, 'problem', None) or 'too deep'})."
        ) from error
    if not isinstance(root, yaml.MappingNode):
        raise LoadRefused(f"{file} line 1: a mapping begins with `mapping: msp-mapping/1`.")
    places: dict[Path, tuple[str, int]] = {}
    return Document(value=_value(root, (), places, file), places=places)


def _value(node: yaml.Node, path: Path, places: dict[Path, tuple[str, int]], file: str) -> Any:
    places[path] = (file, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _pairs(node, path, places, file)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, place), places, file) for place, item in enumerate(node.value)]
    return node.value


def _pairs(
    node: yaml.MappingNode, path: Path, places: dict[Path, tuple[str, int]], file: str
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, item in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise LoadRefused(f"{file} line {line}: a key is a word, not a list.")
        key = str(key_node.value)
        if key in found:
            raise LoadRefused(f"{file} line {line}: {key[:60]} is said twice here. Keep one.")
        found[key] = _value(item, (*path, key), places, file)
        places[(*path, key)] = (file, line)
    return found
