"""The resources and fields of the case export, read from the packaged datapackage.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# Kept in the restricted store, never in a release: words that could tell who spoke.
RESTRICTED_RESOURCES = ("quotes",)
RESTRICTED_FIELDS = {"desired_outcomes": ("own_words",), "focus_groups": ("summary",)}
# What a release says of such words: that there are some, and how they read.
FLAGS = {
    "own_words": {
        "has_own_words": "Whether words were recorded",
        "own_words_read_as_service": "Whether they read as what a service does; a sign, no judgement",
    },
    "summary": {"has_summary": "Whether words were recorded"},
}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of the case export. `type` is string, date or integer."""

    name: str
    type: str
    required: bool
    code_list: str | None
    description: str

    @property
    def is_reference(self) -> bool:
        """Whether it holds a source's own id, which is pseudonymised on load."""
        return self.name.endswith("_ref")


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One file of the case export. `refers_to` gives the resource that a reference column points at."""

    name: str
    path: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    refers_to: Mapping[str, str]

    def __getitem__(self, name: str) -> Field:
        """Return the field of that name; raises KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def restricted_fields(self) -> tuple[str, ...]:
        """The columns whose text goes to the restricted store."""
        return RESTRICTED_FIELDS.get(self.name, ())

    def flags(self, name: str) -> Mapping[str, str]:
        """Return what a release says in place of a restricted field, with its meaning; none for others."""
        return FLAGS[name] if name in self.restricted_fields else {}

    @property
    def is_restricted(self) -> bool:
        """Whether the whole resource goes to the restricted store."""
        return self.name in RESTRICTED_RESOURCES


@cache
def resources() -> Mapping[str, Resource]:
    """Return every resource by name, in the order of the data package."""
    text = (files("msp_dashboard") / "specification" / "datapackage.json").read_text("utf-8")
    return {entry["name"]: _resource(entry) for entry in json.loads(text)["resources"]}


def resource(name: str) -> Resource:
    """Return one resource; raises KeyError where there is none of that name."""
    return resources()[name]


def _resource(entry: dict[str, object]) -> Resource:
    schema: dict[str, list[dict[str, object]]] = entry["schema"]  # type: ignore[assignment]
    return Resource(
        name=str(entry["name"]),
        path=str(entry["path"]),
        title=str(entry["title"]),
        fields=tuple(_field(field) for field in schema["fields"]),
        key=tuple(str(name) for name in schema["primaryKey"]),
        refers_to={
            str(link["fields"][0]): str(link["reference"]["resource"])  # type: ignore[index]
            for link in schema.get("foreignKeys", [])
        },
    )


def _field(entry: dict[str, object]) -> Field:
    constraints: dict[str, object] = entry.get("constraints", {})  # type: ignore[assignment]
    code_list = entry.get("codeList")
    return Field(
        name=str(entry["name"]),
        type=str(entry["type"]),
        required=bool(constraints.get("required")),
        code_list=str(code_list) if code_list else None,
        description=str(entry.get("description", "")),
    )
