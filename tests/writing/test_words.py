"""What words may hold: plain, not long, and nothing that tells who somebody is, however it is set apart."""

import time

import pytest

from msp_dashboard.screening import WordsRefused, identifier_in, plain_words

IDENTIFIERS = {
    "an NHS number": (
        "943 476 5919",
        "NHS9434765919",
        "943.476.5919",
        "943/476/5919",
        "943 – 476 – 5919",
        "943\u00a0476\u00a05919",
        "９４３４７６５９１９",
        "٩٤٣٤٧٦٥٩١٩",
    ),
    "a National Insurance number": ("AB 12 34 56 C", "ab123456c", "AB-12-34-56-C", "AB.12.34.56.C"),
    "an e-mail address": ("jo@example.org", "Jo.Bloggs @ example.gov.uk"),
    "a postcode": ("SW1A 1AA", "sw1a1aa", "M1 1AE", "GIR 0AA"),
    "a telephone number": (
        "020 7946 0000",
        "(020) 7946 0000",
        "020-7946-0000",
        "+44 (0)20 7946 0000",
        "0044 7700 900123",
        "07700.900.123",
        "+353 1 234 5678",
    ),
    "a reference number": ("record 12345678",),
    "a date of birth": ("born on 3 May 1941", "DOB 03/05/1941", "date of birth: 3.5.41"),
}
HARMLESS = (
    "From 01/04/2025 14 teams use the new form.",
    "01-04-2025 14 teams",
    "01.04.2025–30.06.2025: campaign",
    "Form SG3a replaced by SG4 from 2025-04-01 to 2025-06-30, version 2.1",
    "Section 42(2); [2026] UKSC 16; financial year 2025-26: 1,331 enquiries",
    "Q1 2nd form, 24/7 line, forms 10 to 12 of 2026",
)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, some in IDENTIFIERS.items() for text in some]
)
def test_an_identifier_is_found_however_it_is_written(kind: str, text: str) -> None:
    assert identifier_in(f"Please ask, {text}, before May") == kind


@pytest.mark.parametrize("text", HARMLESS)
def test_days_forms_and_laws_are_no_identifiers(text: str) -> None:
    assert identifier_in(text) is None


@pytest.mark.parametrize("pair", ["943 476 5918", "123 456 7890"])
def test_ten_digits_with_another_check_digit_are_no_nhs_number(pair: str) -> None:
    assert identifier_in(pair) is None


@pytest.mark.parametrize("text", ["1" + " -" * 299, "0" + " 1" * 299, "+4" * 300, "a1 " * 200, "@" * 600])
def test_no_text_keeps_the_screening_busy(text: str) -> None:
    began = time.monotonic()
    identifier_in(text)
    assert time.monotonic() - began < 0.5


def test_words_are_kept_composed_and_with_single_spaces() -> None:
    assert plain_words("  A  new\n\tform at the cafe\u0301 ", 200) == "A new form at the café"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write it in a few words."),
        (" \n ", "Write it in a few words."),
        ("–", "Write it in a few words."),
        ("A form\x00", "Write plain words: characters that cannot be seen are in it, so type it anew."),
        ("A\u202eform", "Write plain words: characters that cannot be seen are in it, so type it anew."),
        ("A\u200bform", "Write plain words: characters that cannot be seen are in it, so type it anew."),
        ("A form \ud800", "Write plain words: characters that cannot be seen are in it, so type it anew."),
        ("<b>A form</b>", "Write plain words: the signs < and > cannot be used here."),
        ("a" * 201, "Write at most 200 characters: these are 201."),
        (
            "Ring 020 7946 0000",
            "This holds what looks like a telephone number: take it out, so that nobody is recognised.",
        ),
    ],
)
def test_what_may_not_be_kept_is_said_in_a_sentence_without_repeating_it(text: str, sentence: str) -> None:
    with pytest.raises(WordsRefused) as refusal:
        plain_words(text, 200)
    assert str(refusal.value) == sentence


def test_the_longest_words_that_fit_are_kept() -> None:
    assert plain_words("a" * 200, 200) == "a" * 200
