"""A mapping: which source an export comes from and how its files become the case export."""

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from etl.refusals import LoadRefused


class Mapping(BaseModel):
    """What a mapping file says. A `snapshot` holds all of its source: what is gone from it is closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mapping: Literal["msp-mapping/1"]
    title: str = Field(min_length=1)
    source_system: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    mode: Literal["snapshot"] = "snapshot"


class NamedMapping(BaseModel):
    """A mapping with the name and the digest of the file that holds it."""

    model_config = ConfigDict(frozen=True)

    name: str
    digest: str
    content: Mapping


def shipped() -> tuple[str, ...]:
    """Return the names of the mappings that come with the program."""
    folder = files("etl") / "mappings"
    return tuple(sorted(Path(entry.name).stem for entry in folder.iterdir() if entry.name.endswith(".yaml")))


def find(name: str) -> NamedMapping:
    """Return a shipped mapping by name, or one from a file; raises LoadRefused."""
    if name in shipped():
        return _parse(name, (files("etl") / "mappings" / f"{name}.yaml").read_bytes())
    try:
        return _parse(Path(name).stem, Path(name).read_bytes())
    except OSError as error:
        raise LoadRefused(
            f"There is no mapping {name}: give a file, or one of {', '.join(shipped())}."
        ) from error


def _parse(name: str, content: bytes) -> NamedMapping:
    """Every scalar stays the text that was written: yes, 0123 and dates are not turned into anything else."""
    try:
        read = Mapping.model_validate(yaml.load(content, Loader=yaml.BaseLoader))  # noqa: S506 - text only
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        place = getattr(error, "problem_mark", None)
        line = f" at line {place.line + 1}" if place else ""
        raise LoadRefused(f"The mapping {name} is not readable YAML{line}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise LoadRefused(
            f"The mapping {name} does not fit msp-mapping/1 at {where}: {first['msg']}."
        ) from error
    return NamedMapping(name=name, digest=hashlib.sha256(content).hexdigest(), content=read)
