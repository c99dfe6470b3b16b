"""Code, tables, data package and code lists held together."""

import json
from importlib.resources import files

import pytest

from msp_dashboard.measures.selection import CODED_FIELDS
from msp_dashboard.vocabulary import NOT_RECORDED, code_list, code_lists
from msp_dashboard.warehouse import Field, Resource, resources, table
from msp_dashboard.warehouse.dictionary import data_dictionary
from msp_dashboard.warehouse.tables import METADATA, identifier

OPEN = [entry for entry in resources().values() if not entry.is_restricted]


def _packaged(name: str) -> object:
    return json.loads((files("msp_dashboard") / "specification" / name).read_text("utf-8"))


def test_there_are_seventeen_resources() -> None:
    assert len(resources()) == 17


@pytest.mark.parametrize("entry", resources().values(), ids=lambda entry: entry.name)
def test_every_enumerated_field_is_its_code_list(entry: Resource) -> None:
    package: dict[str, list[dict[str, object]]] = _packaged("datapackage.json")  # type: ignore[assignment]
    fields = next(each for each in package["resources"] if each["name"] == entry.name)["schema"]["fields"]  # type: ignore[index]
    for field in fields:
        listed = field.get("constraints", {}).get("enum")
        named = field.get("codeList")
        if listed is not None:
            assert tuple(listed) == code_list(named).values, field["name"]


@pytest.mark.parametrize("entry", OPEN, ids=lambda entry: entry.name)
def test_every_field_has_a_column_or_a_reason(entry: Resource) -> None:
    for field in entry.fields:
        assert _column_of(entry, field) in table(entry.name).columns


def _column_of(entry: Resource, field: Field) -> str:
    if field.name in entry.restricted_fields:
        return next(iter(entry.flags(field.name)))
    if field.name in entry.refers_to:
        return identifier(entry.refers_to[field.name])
    if field.name == "team_name" and entry.name != "teams":
        return "team_id"
    if field.is_reference:
        return "record_token" if entry.key == (field.name,) else field.name.replace("_ref", "_token")
    return field.name


def test_no_table_of_a_release_holds_words_or_source_ids() -> None:
    names = {column.name for entry in METADATA.tables.values() for column in entry.columns}
    assert not {name for name in names if name.endswith("_ref")}
    assert not names & {"own_words", "text", "summary"}
    assert "quotes" not in METADATA.tables


def test_codes_point_at_codes_that_exist() -> None:
    for theme in code_list("outcome_theme"):
        assert theme.quote_theme is None or theme.quote_theme in code_list("quote_theme")
        assert theme.area is None or theme.area in code_list("outcome_area")
    assert all(name in code_lists() for name in CODED_FIELDS.values())


def test_not_recorded_is_the_last_code_of_every_breakdown() -> None:
    for name in CODED_FIELDS.values():
        assert code_list(name).values[-1] == NOT_RECORDED


def test_the_data_dictionary_names_every_table_column_and_code_list() -> None:
    text = data_dictionary()
    for entry in METADATA.tables.values():
        assert f"## {entry.name}\n" in text
        assert all(f"| {column.name} |" in text for column in entry.columns)
    assert all(f"## {name}\n" in text for name in code_lists())
    for resource in resources().values():
        assert f"## {resource.path}\n" in text
        assert all(f"| {field.name} |" in text for field in resource.fields)
