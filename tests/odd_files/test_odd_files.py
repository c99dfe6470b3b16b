"""No odd file is read wrongly: each is read right, or said to be doubtful, or refused with a sentence."""

import pytest

from tests.odd_files.catalogue import odd_files
from tests.odd_files.judging import Reading, Verdict, judge, read
from tests.odd_files.truth import Owed

FILES = odd_files()
READABLE = {name for name, odd in FILES.items() if odd.owed in (Owed.quiet, Owed.right, Owed.said)}
READ_RIGHT = 0.98  # at least, of the readable ones: a refusal is never wrong, but it is no reading either


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """What the reader makes of every file."""
    folder = tmp_path_factory.mktemp("odd")
    return {name: read(odd, folder) for name, odd in FILES.items()}


@pytest.mark.parametrize("name", FILES)
def test_an_odd_file_is_never_read_wrongly(readings: dict[str, Reading], name: str) -> None:
    verdict = judge(FILES[name], readings[name])
    assert verdict in (Verdict.right, Verdict.said, Verdict.refused), (FILES[name].owed, readings[name])


def test_nearly_every_readable_file_is_read_right(readings: dict[str, Reading]) -> None:
    right = {name for name in READABLE if judge(FILES[name], readings[name]) is Verdict.right}
    assert len(right) >= READ_RIGHT * len(READABLE), sorted(READABLE - right)


def test_a_refusal_is_a_sentence_that_names_the_file(readings: dict[str, Reading]) -> None:
    refusals = {name: reading.refusal for name, reading in readings.items() if reading.refusal}
    assert len(refusals) > 100
    for name, refusal in refusals.items():
        assert name in refusal
        assert refusal.endswith((".", "?"))
        assert "\n" not in refusal


def test_no_warning_or_refusal_quotes_a_cell(readings: dict[str, Reading]) -> None:
    cells = ("000123", "Café Nord", "Total Care", "ZZ1 2CD", "call back", "12345678901234567")
    for reading in readings.values():
        for sentence in (*reading.warnings, reading.refusal):
            assert not any(cell in sentence for cell in cells), sentence
