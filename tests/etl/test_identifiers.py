"""Identifiers are known by their form: numbers by their check digit, so a reference is not taken for one."""

import pytest
import sqlalchemy as sa

from etl.identifiers import holds_identifier, identifier_in, masked

# 943 476 5919 is the worked example of the NHS data dictionary; 999 numbers are never given to anybody.
HELD = {
    "9434765919": "an NHS number",
    "seen 943 476 5919 today": "an NHS number",
    "943-476-5919": "an NHS number",
    "QQ 12 34 56 C": None,
    "AB123456C": "a National Insurance number",
    "ab 12 34 56 c": "a National Insurance number",
    "ZZ9 9ZZ": "a postcode",
    "at sw1a 2aa": "a postcode",
    "someone@example.org": "an e-mail address",
    "ring 020 7946 0000": "a telephone number",
    "07700900123": "a telephone number",
    "+44 7700 900123": "a telephone number",
    "9434765918": None,
    "100232": None,
    "EN-7001": None,
    "2026-09-30": None,
    "Adult Safeguarding (North)": None,
    "Team 12 A": None,
    "Questionnaire v2.1 2024": None,
    "S42": None,
}


@pytest.mark.parametrize(("text", "kind"), HELD.items())
def test_an_identifier_is_known_by_its_form(text: str, kind: str | None) -> None:
    assert identifier_in(text) == kind


def test_the_workroom_finds_the_same() -> None:
    engine = sa.create_engine("duckdb:///:memory:")
    with engine.connect() as connection:
        found = {
            text: connection.scalar(sa.select(holds_identifier(sa.literal(text, sa.String)))) for text in HELD
        }
    engine.dispose()
    assert found == {text: kind is not None for text, kind in HELD.items()}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("MSP 943 476 5919.xlsx", "MSP (withheld).xlsx"),
        ("adult_9434765919_AB123456C.csv", "adult_(withheld)_(withheld).csv"),
        ("jo@example.org 07700 900123.csv", "(withheld) (withheld).csv"),
        ("LAS_SG_Enquiry_20260930.csv", "LAS_SG_Enquiry_20260930.csv"),
        ("LAS_9434765918_E1 2nd.csv", "LAS_9434765918_E1 2nd.csv"),
        ("concerns.csv row 3 has 2 cells.", "concerns.csv row 3 has 2 cells."),
    ],
)
def test_an_identifier_in_a_files_name_is_left_out(name: str, shown: str) -> None:
    assert masked(name) == shown
