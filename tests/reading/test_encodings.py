"""Encodings: each file is read with the letters that were written, or with a word, or not at all."""

from pathlib import Path

import pytest

from etl.reading.grid import Declared
from tests.reading.writing import READ, THREE, outcome_of, rows_of, table_of

ACCENTED = THREE.replace("North", "Café – £5 “she’s”")


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_marked_encoding_or_utf_8_is_read_without_a_word(tmp_path: Path, name: str) -> None:
    table = table_of(tmp_path, ACCENTED.encode(name))
    assert rows_of(table)[0][1] == "Café – £5 “she’s”"
    assert (table.dialect["encoding"], table.warnings) == (name, ())


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf_16_without_a_mark_is_inferred_and_said(tmp_path: Path, name: str) -> None:
    table = table_of(tmp_path, ACCENTED.encode(name))
    assert rows_of(table)[0][1] == "Café – £5 “she’s”"
    assert table.dialect["encoding"] == name
    assert "was inferred from where the zero bytes stand" in table.warnings[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cp1252", "Café – £5 “she’s” Élan"),
        ("mac_roman", "Café – £5 “she’s”"),
        ("cp850", "Café £5"),
    ],
)
def test_an_old_encoding_is_inferred_from_its_letters_and_said(tmp_path: Path, name: str, text: str) -> None:
    table = table_of(tmp_path, THREE.replace("North", text).encode(name))
    assert rows_of(table)[0][1] == text
    assert table.dialect["encoding"] == name
    assert "was inferred" in table.warnings[0]


@pytest.mark.parametrize(
    "content",
    [
        THREE.replace("North", "Pawłowski").encode("cp1250"),
        THREE.replace("North", "Привет").encode("cp1251"),
        THREE.encode().replace(b"North", b"N\x81rth"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "which encoding it has cannot be told" in outcome_of(tmp_path, content)


def test_two_encodings_in_one_file_are_refused(tmp_path: Path) -> None:
    content = ACCENTED.encode() + "EN-3,Café,04/02/2026\n".encode("cp1252")
    assert "mixes UTF-8 with another encoding" in outcome_of(tmp_path, content)


def test_letters_encoded_twice_are_kept_and_said(tmp_path: Path) -> None:
    table = table_of(tmp_path, THREE.replace("North", "she’s".encode().decode("cp1252")))
    assert rows_of(table)[0][1] == "sheâ€™s"
    assert "encoded twice" in table.warnings[0]


def test_letters_that_were_lost_before_are_said(tmp_path: Path) -> None:
    assert "were lost before" in outcome_of(tmp_path, THREE.replace("North", "Caf\ufffd"))


@pytest.mark.parametrize("content", [THREE.encode("utf-16")[:-1], (THREE + "é").encode()[:-1]])
def test_a_file_that_ends_inside_a_letter_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "cut off" in outcome_of(tmp_path, content)


@pytest.mark.parametrize("content", [THREE.replace("North", "No\0rth"), THREE + "\0" * 4096])
def test_nul_characters_are_refused(tmp_path: Path, content: str) -> None:
    assert "NUL characters" in outcome_of(tmp_path, content)


def test_byte_order_marks_inside_a_joined_file_are_left_out_and_said(tmp_path: Path) -> None:
    table = table_of(tmp_path, THREE.encode("utf-8-sig") * 2)
    assert rows_of(table) == READ + READ
    assert "Byte order marks stand inside" in table.warnings[0]
    assert table.warnings[1] == "Row 4 repeats the header or title and is left out."


def test_declared_encodings_are_tried_in_their_order(tmp_path: Path) -> None:
    declared = Declared(encodings=("utf-8", "cp1252"))
    for name in declared.encodings or ():
        table = table_of(tmp_path, ACCENTED.encode(name), declared)
        assert rows_of(table)[0][1] == "Café – £5 “she’s”"
        assert (table.dialect["encoding"], table.warnings) == (name, ())


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (ACCENTED.encode(), ("cp1252",)),
        (ACCENTED.encode("utf-16"), ("utf-8", "cp1252")),
        (ACCENTED.encode("cp1252"), ("utf-8",)),
        (THREE.encode(), ("utf-16",)),
        (THREE.encode(), ("utf-9",)),
    ],
)
def test_a_declared_encoding_that_the_bytes_contradict_is_refused(
    tmp_path: Path, content: bytes, declared: tuple[str, ...]
) -> None:
    assert outcome_of(tmp_path, content, Declared(encodings=declared)).startswith("refused: export.csv")
