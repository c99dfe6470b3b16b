"""The judge of the odd files: what it lets pass, and what it does not."""

import pytest

from tests.odd_files.judging import Reading, Verdict, judge
from tests.odd_files.truth import OddFile, Owed

ROWS = (("C1", 12), ("C2", None))
RIGHT = Reading(header=("Concern ID", "Days Open"), rows=ROWS)
SAID = Reading(header=RIGHT.header, rows=ROWS, warnings=("Row 1 is left out.",))
REFUSED = Reading(refusal="concerns.csv is damaged.")


def odd(owed: Owed) -> OddFile:
    return OddFile(name="concerns.csv", content=b"", owed=owed, header=RIGHT.header, rows=ROWS)


@pytest.mark.parametrize(
    "rows",
    [
        (("C1", "12"), ("C2", None)),
        (("C1", 12), ("C2", "")),
        (("C1", 12),),
        (("C1", True), ("C2", None)),
        (("C2", None), ("C1", 12)),
    ],
)
def test_cells_must_be_the_true_ones_in_type_number_and_order(rows: tuple[tuple[object, ...], ...]) -> None:
    assert judge(odd(Owed.right), Reading(header=RIGHT.header, rows=rows)) is Verdict.silent
    said = Reading(header=RIGHT.header, rows=rows, warnings=("Row 1 is left out.",))
    assert judge(odd(Owed.right), said) is Verdict.wrong


@pytest.mark.parametrize(
    ("owed", "of_right", "of_said", "of_refused"),
    [
        (Owed.quiet, Verdict.right, Verdict.wrong, Verdict.silent),
        (Owed.right, Verdict.right, Verdict.right, Verdict.refused),
        (Owed.said, Verdict.silent, Verdict.right, Verdict.refused),
        (Owed.doubtful, Verdict.silent, Verdict.said, Verdict.refused),
        (Owed.refused, Verdict.silent, Verdict.wrong, Verdict.refused),
    ],
)
def test_each_debt_lets_its_own_readings_pass(
    owed: Owed, of_right: Verdict, of_said: Verdict, of_refused: Verdict
) -> None:
    assert [judge(odd(owed), each) for each in (RIGHT, SAID, REFUSED)] == [of_right, of_said, of_refused]
