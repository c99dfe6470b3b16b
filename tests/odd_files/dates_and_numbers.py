"""Columns of days and of whole numbers in the ways in which they are written, sound and unsound."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from tests.odd_files.truth import Grid, OddFile, Owed
from tests.odd_files.writing import as_text, as_xlsx

Expected: TypeAlias = Sequence[str | int | None]
Written: TypeAlias = tuple[str, Owed, str | None, Sequence[str], Expected | None]
DAYS = ("2026-04-03", "2026-04-25", "2026-05-01", "2026-12-31", "2026-06-12")
EARLY = ("2026-04-03", "2026-05-01", "2026-06-12")


class OddColumn(NamedTuple):
    """The cells of a column as written, and as they must come back; None where only a word is owed."""

    name: str
    owed: Owed
    order: str | None
    cells: Sequence[str]
    expected: Expected | None


def date_and_number_files() -> Iterator[OddFile]:
    """Yield files with one odd column each, as text and as a workbook of text."""
    for column in chain(_orders(), _times(), _two_digits_and_names(), _no_days(), _other_days()):
        yield from _both(f"dates_{column[0]}", "Concern Date", "date", OddColumn(*column))
    for name, owed, cells, expected in _numbers():
        yield from _both(
            f"numbers_{name}", "Days Open", "integer", OddColumn(name, owed, None, cells, expected)
        )


def _both(name: str, heading: str, kind: str, column: OddColumn) -> Iterator[OddFile]:
    header = ("Concern ID", heading, "Team")
    grid: Grid = [list(header)]
    grid += [[f"C{place}", cell or None, "North"] for place, cell in enumerate(column.cells)]
    for ending, content in {"csv": as_text(grid).encode(), "xlsx": as_xlsx({"Sheet1": grid})}.items():
        yield OddFile(
            name=f"{name}.{ending}",
            content=content,
            owed=column.owed,
            header=header if column.expected else (),
            rows=tuple((f"C{place}", cell, "North") for place, cell in enumerate(column.expected or ())),
            types={heading: kind},
            order=column.order,
        )


def _turned(days: Sequence[str], form: str) -> list[str]:
    """Return ISO days in a form with yyyy, yy, mm and dd in it."""
    return [
        form.replace("yyyy", day[:4]).replace("yy", day[2:4]).replace("mm", day[5:7]).replace("dd", day[8:])
        for day in days
    ]


def _orders() -> Iterator[Written]:
    right, said = Owed.right, Owed.said
    for word, form in {"slashes": "dd/mm/yyyy", "dots": "dd.mm.yyyy", "dashes": "dd-mm-yyyy"}.items():
        yield f"dmy_{word}", right, "dmy", _turned(DAYS, form), DAYS
        yield f"dmy_{word}_proved", right, None, _turned(DAYS, form), DAYS
        yield f"dmy_{word}_not_proved", said, None, _turned(EARLY, form), _turned(EARLY, form)
        yield f"dmy_{word}_given", right, "dmy", _turned(EARLY, form), EARLY
    yield "mdy", right, "mdy", _turned(DAYS, "mm/dd/yyyy"), DAYS
    yield "mdy_proved", right, None, _turned(DAYS, "mm/dd/yyyy"), DAYS
    yield "mdy_said_to_be_dmy", Owed.refused, "dmy", _turned(DAYS, "mm/dd/yyyy"), None
    yield "dmy_said_to_be_mdy", Owed.refused, "mdy", _turned(DAYS, "dd/mm/yyyy"), None
    yield "iso", Owed.quiet, None, DAYS, DAYS
    yield "iso_said_to_be_dmy", right, "dmy", DAYS, DAYS
    yield "iso_with_slashes", right, None, _turned(DAYS, "yyyy/mm/dd"), DAYS
    yield "compact", right, None, _turned(DAYS, "yyyymmdd"), DAYS


def _times() -> Iterator[Written]:
    right, said = Owed.right, Owed.said
    yield "midnight", right, None, _turned(DAYS, "dd/mm/yyyy 00:00"), DAYS
    yield "midnight_seconds", right, "dmy", _turned(DAYS, "dd/mm/yyyy 00:00:00"), DAYS
    yield "midnight_sql", right, None, _turned(DAYS, "yyyy-mm-dd 00:00:00.000"), DAYS
    yield "midnight_json", right, None, _turned(DAYS, "yyyy-mm-ddT00:00:00"), DAYS
    yield "midnight_zoned", right, None, _turned(DAYS, "yyyy-mm-ddT00:00:00+01:00"), DAYS
    yield "midnight_american", right, "mdy", _turned(DAYS, "mm/dd/yyyy 12:00:00 AM"), DAYS
    yield "times", said, "dmy", _turned(DAYS, "dd/mm/yyyy 16:45"), DAYS
    yield "times_iso", said, None, _turned(DAYS, "yyyy-mm-ddT16:45:00Z"), DAYS
    yield (
        "evening_before_in_utc",
        said,
        None,
        ["2026-04-02T23:00:00.000Z", "2026-12-31T00:00:00.000Z"],
        [DAYS[0], DAYS[3]],
    )


def _two_digits_and_names() -> Iterator[Written]:
    right, said = Owed.right, Owed.said
    yield "two_digit_years", said, "dmy", _turned(DAYS, "dd/mm/yy"), DAYS
    yield "two_digit_years_dots", said, "dmy", _turned(DAYS, "dd.mm.yy"), DAYS
    yield "two_digit_years_of_birth", said, "dmy", ["14/02/38", "01/12/59"], ["1938-02-14", "1959-12-01"]
    yield "two_digit_years_not_proved", said, None, _turned(DAYS, "dd/mm/yy"), _turned(DAYS, "dd/mm/yy")
    named = ["3 Apr 2026", "25 April 2026", "1-May-2026", "31 December 2026", "12th June 2026"]
    yield "month_names", right, None, named, DAYS
    yield "month_names_american", right, None, ["April 3, 2026", "Apr 25 2026"], DAYS[:2]
    yield "month_names_short_years", said, None, ["03-Apr-26", "25-Apr-26"], DAYS[:2]
    yield "weekdays", right, None, ["Fri 3 Apr 2026", "Saturday 25 April 2026"], DAYS[:2]
    yield "weekdays_wrong", said, None, ["Mon 3 Apr 2026"], DAYS[:1]
    yield "padded", right, "dmy", [" 03/04/2026", "25/04/2026 ", "\u00a001/05/2026"], DAYS[:3]
    yield "not_padded", right, "dmy", ["3/4/2026", "25/4/2026", "1/5/2026"], DAYS[:3]
    yield "forms_mixed", said, "dmy", ["03/04/2026", "2026-04-25", "1 May 2026", "31.12.26", "46185"], DAYS


def _no_days() -> Iterator[Written]:
    said, doubtful = Owed.said, Owed.doubtful
    yield (
        "no_such_day",
        said,
        "dmy",
        ["03/04/2026", "31/02/2026", "29/02/2025"],
        [DAYS[0], "31/02/2026", "29/02/2025"],
    )
    yield (
        "no_such_day_iso",
        said,
        None,
        ["2026-04-03", "2026-13-01", "2026-02-30"],
        [DAYS[0], "2026-13-01", "2026-02-30"],
    )
    yield (
        "orders_mixed",
        said,
        None,
        ["25/04/2026", "04/25/2026", "03/04/2026"],
        ["25/04/2026", "04/25/2026", "03/04/2026"],
    )
    yield "orders_mixed_given", doubtful, "dmy", ["25/04/2026", "04/25/2026", "03/04/2026"], None
    whole = ["2026-03-04 00:00:00", "25/04/2026", "2026-01-05 00:00:00", "31/12/2026"]
    yield "swapped_by_excel", doubtful, "dmy", whole, None
    yield (
        "placeholders",
        said,
        "dmy",
        ["01/01/1900", "31/12/9999", "03/04/2026"],
        ["1900-01-01", "9999-12-31", DAYS[0]],
    )
    yield (
        "placeholders_iso",
        said,
        None,
        ["1900-01-01", "9999-12-31", DAYS[0]],
        ["1900-01-01", "9999-12-31", DAYS[0]],
    )
    yield "zeros", said, "dmy", ["00/00/0000", "03/04/2026"], ["00/00/0000", DAYS[0]]
    yield (
        "years_mistyped",
        said,
        "dmy",
        ["03/04/0206", "03/04/206", "03/04/2206"],
        ["0206-04-03", "03/04/206", "2206-04-03"],
    )


def _other_days() -> Iterator[Written]:
    right, said, doubtful = Owed.right, Owed.said, Owed.doubtful
    yield "serials", said, None, ["46115", "46137", "46143", "46387", "46185"], DAYS
    yield "serials_with_times", said, None, ["46115.5", "46137.25"], DAYS[:2]
    yield (
        "words",
        said,
        "dmy",
        ["03/04/2026", "N/A", "not known", "", "?", "-"],
        [DAYS[0], "N/A", "not known", None, "?", "-"],
    )
    yield (
        "remarks_around",
        said,
        "dmy",
        ["03/04/2026 (approx)", "by 25/04/2026"],
        ["03/04/2026 (approx)", "by 25/04/2026"],
    )
    yield (
        "two_in_a_cell",
        said,
        "dmy",
        ["03/04/2026 25/04/2026", "03/04/2026; 01/05/2026"],
        ["03/04/2026 25/04/2026", "03/04/2026; 01/05/2026"],
    )
    yield (
        "months_alone",
        said,
        None,
        ["Apr-26", "04/2026", "2026", "April"],
        ["Apr-26", "04/2026", "2026", "April"],
    )
    yield "six_digits", said, "dmy", ["030426", "250426"], ["030426", "250426"]
    yield "eight_digits_dmy", right, "dmy", ["03042026", "25042026"], DAYS[:2]
    yield "the_same_either_way", right, None, ["04/04/2026", "05/05/2026"], ["2026-04-04", "2026-05-05"]
    yield "quarters", said, None, ["2026 Q1", "Q2 2026/27"], ["2026 Q1", "Q2 2026/27"]
    yield "apostrophes", doubtful, "dmy", ["'03/04/2026", "'25/04/2026"], None
    yield "letters_for_digits", said, "dmy", ["O3/04/2026", "25/O4/2026"], ["O3/04/2026", "25/O4/2026"]
    yield "blank", right, None, ["", ""], [None, None]


def _numbers() -> Iterator[tuple[str, Owed, Sequence[str], Expected | None]]:
    right, said = Owed.right, Owed.said
    yield "plain", Owed.quiet, ["12", "0", "140"], [12, 0, 140]
    yield "padded", right, [" 12 ", "0\u00a0", "\u00a0140"], [12, 0, 140]
    yield "signed", right, ["+5", "-5", "0"], [5, -5, 0]
    yield "of_floats", right, ["12.0", "0.0", "140.0"], [12, 0, 140]
    yield "of_floats_with_blanks", right, ["12.0", "", "140.00"], [12, None, 140]
    yield "thousands", right, ["1,234", "12", "1,234,567"], [1234, 12, 1234567]
    yield "thousands_wrongly", said, ["1,23", "12,3456"], ["1,23", "12,3456"]
    yield "decimal_commas", said, ["1,5", "12,0", "1,234"], ["1,5", "12,0", "1,234"]
    yield "dots_of_thousands", said, ["1.234", "12"], ["1.234", 12]
    yield "fractions", said, ["1.5", "12"], ["1.5", 12]
    yield "brackets", said, ["(5)", "12"], [-5, 12]
    yield "trailing_minus", said, ["5-", "12"], ["5-", 12]
    yield "exponents", said, ["1e5", "1.5E+02", "12"], ["1e5", "1.5E+02", 12]
    yield "pounds", said, ["£5", "12"], ["£5", 12]
    yield (
        "words",
        said,
        ["12 days", "about 5", "N/A", "<5", "5+", "12"],
        ["12 days", "about 5", "N/A", "<5", "5+", 12],
    )
    yield "spelt_out", said, ["five", "12"], ["five", 12]
    yield "errors", said, ["#N/A", "#VALUE!", "12"], ["#N/A", "#VALUE!", 12]
    yield "percent", said, ["50%", "12"], ["50%", 12]
    yield "leading_zeros", right, ["007", "12"], [7, 12]
    yield "ranges", said, ["10-12", "12"], ["10-12", 12]
    yield "very_long", said, ["12345678901234567890", "12"], ["12345678901234567890", 12]
    yield "other_digits", said, ["１２", "٣", "²", "12"], ["１２", "٣", "²", 12]
    yield "letter_o", said, ["1O", "12"], ["1O", 12]
    yield "days", said, ["1900-01-12 00:00:00", "12"], ["1900-01-12 00:00:00", 12]
    yield "truths", said, ["TRUE", "12"], ["TRUE", 12]
    yield "underscores", said, ["1_000", "12"], ["1_000", 12]
    yield "hexadecimal", said, ["0x1F", "12"], ["0x1F", 12]
    yield "long_dash", said, ["–5", "12"], ["–5", 12]
    yield "blank", right, ["", "12"], [None, 12]
