"""A mapping says what it means in a closed vocabulary, every scalar as the text that was written."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from etl.mapping import find, shipped
from etl.mapping.files import Source
from etl.mapping.reference import SHIPPED as REFERENCE
from etl.mapping.reference import reference
from etl.mapping.schema import SHIPPED, schema_text
from tests.mapping.writing import FILES, LOAD, SET, START, mapping, said_of


def test_every_scalar_stays_the_text_that_was_written(tmp_path: Path) -> None:
    maps = "maps:\n  kinds: {Yes: s42, 0123: other, 2026-01-01: s42, null: other, 1e3: s42}\n"
    found = mapping(tmp_path, START + FILES + maps + LOAD)
    assert found.wording.maps["kinds"].codes == {
        "yes": "s42", "0123": "other", "2026-01-01": "s42", "null": "other", "1e3": "s42"
    }  # fmt: skip


def test_words_are_compared_without_regard_to_case_and_blanks(tmp_path: Path) -> None:
    found = mapping(tmp_path, START + FILES + "maps:\n  kinds: {'Section  42 ': s42, match: prefix}\n" + LOAD)
    assert found.wording.maps["kinds"].codes == {"section 42": "s42"}
    assert found.wording.maps["kinds"].prefix


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (START + "fles: {}\n", "own.yaml line 4: fles is no word of msp-mapping/1 here. Did you mean files?"),
        (START + FILES.replace("columns", "colums") + LOAD, "line 5: colums is no word of msp-mapping/1"),
        (START + "mode: snapsht\n" + FILES + LOAD, "line 4: mode cannot be snapsht. Did you mean snapshot?"),
        (START + FILES + FILES.split("\n", 1)[1] + LOAD, "line 6: enquiries is said twice here. Keep one."),
        (START + "title: *other\n", "line 4: a mapping uses no aliases"),
        (START + "files: [\n", "line 5: this is not readable YAML"),
        ("- a\n", "own.yaml line 1: a mapping begins with `mapping: msp-mapping/1`."),
        (START.replace("/1", "/2"), "own.yaml line 1: a mapping begins with `mapping: msp-mapping/1`."),
        (START + FILES, "load is missing here"),
        (START + "extends: standrd\n", "Did you mean standard?"),
        (START + "words: ../../words.csv\n" + FILES + LOAD, "line 4: ../../words.csv must be a file beside"),
        (START + "words: none.csv\n" + FILES + LOAD, "line 4: none.csv cannot be read"),
        (START + FILES + LOAD.replace("started_on: Start", "started_on: {of: Start, as: dat}"), "as cannot be dat. Did you mean date?"),
        (START + FILES + LOAD + "extract_date: {from_file: enquiries}\n", "give constant, or from_file with pattern and format"),
        (START + FILES + LOAD + "defaults: {dates: {formats: dd/mm/yyyy}}\n", "a date format is made of %d %m %Y"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_file_its_line_and_the_word_that_was_meant(
    tmp_path: Path, text: str, words: str
) -> None:
    assert words in said_of(tmp_path, text)


def _entry(text: str) -> str:
    return START + FILES + LOAD.replace(SET, f"{SET}, {text}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_entry("concluded_on: Ende"), "own.yaml line 7: there is no column Ende here. Did you mean End?"),
        (_entry("concluded: End"), "there is no field concluded here. Did you mean concluded_on?"),
        (_entry("risk_outcome: {of: Kind, map: risks}"), "there is no map risks here"),
        (_entry("risk_outcome: {constant: removd}"), "removd is no code of risk_outcome. Did you mean removed?"),
        (START + FILES + LOAD.replace("into: enquiries", "into: enquires"), "Did you mean enquiries?"),
        (START + FILES + LOAD.replace("from: enquiries", "from: enquirys"), "there is no file enquirys"),
        (START + FILES + LOAD.replace(", started_on: Start", ""), "enquiries needs started_on, which nothing fills"),
        (START + "maps:\n  kinds:\n    Section 42: s24\n" + FILES + LOAD.replace("{constant: s42}", "{of: Kind, map: kinds}"), "own.yaml line 6: s24 is no code of enquiry_type. Did you mean s42?"),
        (_entry("team_name: {of: Words, restricted: yes}"), "enquiries.team_name is no field for people's words"),
        (START + FILES.replace("Words]", "Words], transient: [Birth]") + LOAD.replace(SET, f"{SET}, team_name: Birth"), "Birth is transient: it can only give an age band"),
        (START + FILES.replace("Words]", "Words], transient: [Birth]") + LOAD.replace("enquiry_ref: Ref", "enquiry_ref: {token: [Ref, Birth]}"), "Birth is transient: it can only give an age band"),
        (START + "files: {a: {union: [b, b]}, b: {union: [a, a]}}\n" + LOAD.replace("from: enquiries", "from: a"), "is derived from itself"),
        (START + FILES + LOAD + "thresholds: {blank_pct: {enquiries.asked: 5}}\n", "there is no field enquiries.asked"),
    ],
)  # fmt: skip
def test_a_name_or_a_code_that_does_not_exist_is_found_before_any_row_is_read(
    tmp_path: Path, text: str, words: str
) -> None:
    assert words in said_of(tmp_path, text)


@pytest.mark.parametrize(
    "column",
    ["Name", "Forename", "Client Name", "Date of Birth", "DOB", "NHS Number", "NI Number", "Home address",
     "Postcode", "Mobile", "E-mail", "GP surgery", "Referrer Name", "Case title", "Notes", "user_name",
     "personName", "Allocated worker", "Advocate name", "Comments"],
)  # fmt: skip
def test_a_column_that_says_who_somebody_is_may_not_be_listed(tmp_path: Path, column: str) -> None:
    text = START + FILES.replace("Words]", f"Words, {column}]") + LOAD
    assert "which is never loaded" in said_of(tmp_path, text)
    harmless = text.replace("Words, ", "Words, ").replace(
        "]}", f"], harmless: {{{column}: it holds a code}}}}"
    )
    assert mapping(tmp_path, harmless).content.files


@pytest.mark.parametrize(
    "column",
    ["Team name", "Enquiry Type", "Risk outcome", "Date raised", "Person ID", "Seen alone", "Region"],
)
def test_an_ordinary_column_may_be_listed(tmp_path: Path, column: str) -> None:
    assert mapping(tmp_path, START + FILES.replace("Words]", f"Words, {column}]") + LOAD).name == "own"


def test_a_question_about_who_somebody_is_may_not_become_a_column(tmp_path: Path) -> None:
    files = "files:\n  rows: {path: a.csv, columns: [form, question, answer]}\n  forms:\n    pivot_answers: {from: rows, key: form, question: question, answer: answer, columns: {x: Advocate name}}\n"
    assert "which is never loaded" in said_of(
        tmp_path, START + files + LOAD.replace("from: enquiries", "from: forms")
    )


def test_what_a_mapping_says_takes_the_place_of_what_it_extends(tmp_path: Path) -> None:
    maps = "maps:\n  kinds: {A: s42, B: other}\n"
    mapping(tmp_path, START + FILES + maps + LOAD, "base.yaml")
    own = mapping(
        tmp_path,
        "mapping: msp-mapping/1\nextends: base.yaml\ntitle: Ours\nmaps:\n  kinds: {B: s42, C: other}\n"
        "load:\n  - {into: teams, from: enquiries, set: {team_name: Kind}}\n",
    )
    assert own.content.title == "Ours"
    assert own.content.source_system == "a_system"
    assert own.wording.maps["kinds"].codes == {"a": "s42", "b": "s42", "c": "other"}
    assert [entry.into for entry in own.content.load] == ["enquiries", "teams"]


def test_a_cell_of_a_slot_that_nothing_uses_is_taken_for_a_slip(tmp_path: Path) -> None:
    slots = "unpivot: {slots: [{kind: Kind}, {knd: Words}]}"
    text = START + FILES + f"load:\n  - into: enquiry_risks\n    from: enquiries\n    {slots}\n"
    said = said_of(tmp_path, text + "    set: {enquiry_ref: Ref, risk_type: kind}\n")
    assert said == "own.yaml line 9: nothing here uses the column knd of this slot."


def test_an_item_of_a_list_that_does_not_fit_is_named_by_its_place(tmp_path: Path) -> None:
    dates = 'defaults:\n  dates: {formats: ["%d/%m/%Y", "dd-mmm-yyyy"]}\n'
    assert "line 5: item 2 of formats does not fit" in said_of(tmp_path, START + dates + FILES + LOAD)


def test_a_file_that_is_extended_keeps_what_is_not_said_anew(tmp_path: Path) -> None:
    mapping(tmp_path, START + FILES + LOAD, "base.yaml")
    begin = "mapping: msp-mapping/1\nextends: base.yaml\nfiles:\n  enquiries: "
    renamed = mapping(tmp_path, begin + "{rename: {Start: [Begun on]}}\n").content.files["enquiries"]
    assert isinstance(renamed, Source)
    assert (renamed.path, renamed.rename) == ("e.csv", {"Start": ("Begun on",)})
    (tmp_path / "e.sql").write_text("SELECT 1")
    asked = mapping(
        tmp_path, begin + "{query: {connection: A_URL, sql_file: e.sql}, columns: [Ref, Person, Start]}\n"
    ).content.files["enquiries"]
    assert isinstance(asked, Source)
    assert asked.path is None


def test_a_mistake_in_what_is_extended_is_named_there(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(START + "\n\nmode: now\n" + FILES + LOAD)
    assert "base.yaml line 6: mode cannot be now" in said_of(
        tmp_path, "mapping: msp-mapping/1\nextends: base.yaml\n"
    )


def test_mappings_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("mapping: msp-mapping/1\nextends: own.yaml\n")
    assert "circle" in said_of(tmp_path, "mapping: msp-mapping/1\nextends: base.yaml\n")


def test_the_digest_covers_every_file_that_a_mapping_is_made_of(tmp_path: Path) -> None:
    words = tmp_path / "words.csv"
    words.write_text("field,source_value,code,status,note\nenquiries.risk_outcome,Gone,removed,agreed,\n")
    text = START + "words: words.csv\n" + FILES + LOAD
    before = mapping(tmp_path, text)
    assert before.wording.fields == {"enquiries.risk_outcome": {"gone": "removed"}}
    words.write_text(words.read_text().replace("agreed", "unsure"))
    after = mapping(tmp_path, text)
    assert after.wording.fields == {}
    assert after.digest != before.digest


@pytest.mark.parametrize(
    "content",
    [
        b"source_value,code,status,note\r\nCaf\xc3\xa9,s42,agreed,\r\n",
        b"\xef\xbb\xbfsource_value,code,status,note\r\nCaf\xc3\xa9,s42,agreed,\r\n",
        b"source_value;code;status;note\r\nCaf\xe9;s42;agreed;\r\n",
    ],
)
def test_a_code_map_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kinds.csv").write_bytes(content)
    found = mapping(tmp_path, START + "maps: {kinds: {csv: kinds.csv}}\n" + FILES + LOAD)
    assert found.wording.maps["kinds"].codes == {"café": "s42"}


def test_a_status_that_nobody_can_mean_is_named_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "kinds.csv").write_text("source_value,code,status\nA,s42,agreed\nB,other,ok\n")
    text = START + "maps: {kinds: {csv: kinds.csv}}\n" + FILES + LOAD
    assert said_of(tmp_path, text) == "kinds.csv row 3: status is one of agreed, proposed, unsure."


def test_the_shipped_schema_is_that_of_the_language() -> None:
    assert SHIPPED.read_text("utf-8") == schema_text(), "make it anew with: python -m etl.mapping.schema"


@pytest.mark.parametrize("name", shipped())
def test_an_editor_with_the_schema_finds_no_fault_in_a_shipped_mapping(name: str) -> None:
    path = Path(find(name).folder) / f"{name}.yaml"
    jsonschema.validate(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader), json.loads(schema_text()))


def test_an_editor_with_the_schema_finds_a_wrong_word() -> None:
    wrong = {"mapping": "msp-mapping/1", "files": {"a": {"path": "a.csv", "colums": ["A"]}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads(schema_text()))


def test_the_reference_is_that_of_the_language() -> None:
    assert REFERENCE.read_text("utf-8") == reference(), "make it anew with: python -m etl.mapping.reference"


def test_every_word_of_the_language_is_explained() -> None:
    unexplained = [line for line in reference().splitlines() if line.endswith("|  |")]
    assert unexplained == []


def test_a_form_s_question_may_have_had_several_codes(tmp_path: Path) -> None:
    files = "files:\n  rows: {path: a.csv, columns: [form, question, answer]}\n  forms:\n    pivot_answers: {from: rows, key: form, question: question, answer: answer, columns: {kind: [old, new], began: start}}\n"
    load = "load:\n  - {into: enquiries, from: forms, set: {enquiry_ref: form, person_ref: form, enquiry_type: kind, started_on: began}}\n"
    assert mapping(tmp_path, START + files + load).name == "own"


@pytest.mark.parametrize("limits", ["[a, b]", "[1, 2026-01-01]", "[2026-02-30, 2026-03-01]"])
def test_a_range_is_of_two_numbers_or_two_days(tmp_path: Path, limits: str) -> None:
    check = f"set: {{{SET}}}, check: {{started_on: {{in_range: {limits}}}}}"
    assert "two whole numbers" in said_of(tmp_path, START + FILES + LOAD.replace(f"set: {{{SET}}}", check))
