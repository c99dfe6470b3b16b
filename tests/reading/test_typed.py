"""Columns in named types: a day or a number is right for certain, or stays text with a warning."""

from datetime import date
from pathlib import Path

import pytest

from etl.reading.days import Order, Reserve, read_day
from etl.reading.grid import Table
from etl.reading.typed import ColumnType, TypedTable, typed
from etl.reading.whole_numbers import read_whole_number
from etl.refusals import FileRefused


def column(*cells: str, name: str = "Concern Date", date_system: str | None = None) -> Table:
    """Return a table of one column whose first row is row 2 of its file."""
    rows = [(number, [cell]) for number, cell in enumerate(cells, 2)]
    return Table(
        path=Path("concerns.csv"),
        header=(name,),
        dialect={"date_system": date_system} if date_system else {},
        warnings=(),
        row_count=len(rows),
        digest="",
        stamp=(0, 0),
        plain=True,
        rows=lambda: iter(rows),
    )


def dates(*cells: str, order: Order | None = None, date_system: str | None = None) -> TypedTable:
    return typed(column(*cells, date_system=date_system), {"Concern Date": ColumnType.date}, order)


def integers(*cells: str) -> TypedTable:
    return typed(column(*cells, name="Days Open"), {"Days Open": ColumnType.integer})


def first(table: TypedTable) -> list[object]:
    return [cells[0] for _, cells in table.rows()]


def test_cells_of_no_named_type_stay_as_written_and_blank_ones_are_null() -> None:
    table = typed(column("007", " padded ", "N/A", "", "two\nlines"), {})
    assert first(table) == ["007", " padded ", "N/A", None, "two\nlines"]
    assert table.warnings == ()


def test_an_order_that_is_given_reads_dates_that_prove_nothing() -> None:
    assert first(dates("03/04/2026", order=Order.dmy)) == ["2026-04-03"]
    assert first(dates("03/04/2026", order=Order.mdy)) == ["2026-03-04"]
    assert first(dates("26-04-03", order=Order.ymd)) == ["2026-04-03"]


def test_an_order_is_proved_by_the_whole_column() -> None:
    assert first(dates("03/04/2026", "25/04/2026")) == ["2026-04-03", "2026-04-25"]
    assert first(dates("03/04/2026", "04/25/2026")) == ["2026-03-04", "2026-04-25"]


def test_dates_stay_text_where_the_column_proves_no_order() -> None:
    table = dates("03/04/2026", "2026-05-01", "01/02/2026")
    assert first(table) == ["03/04/2026", "2026-05-01", "01/02/2026"]
    assert table.warnings == (
        "Column Concern Date, rows 2, 4: dates could be dmy or mdy, so they stay text: "
        "say which with --date-order.",
    )


def test_dates_that_every_order_reads_alike_need_no_order() -> None:
    table = dates("04/04/2026")
    assert (first(table), table.warnings) == (["2026-04-04"], ())


def test_dates_stay_text_where_the_column_proves_two_orders() -> None:
    table = dates("25/04/2026", "04/26/2026", "03/04/2026", "2026-05-01")
    assert first(table) == ["25/04/2026", "04/26/2026", "03/04/2026", "2026-05-01"]
    assert table.warnings == (
        "Column Concern Date, rows 2, 3, 4: dates are written in dmy and mdy, so those stay text.",
    )


def test_a_given_order_that_the_column_contradicts_is_refused() -> None:
    with pytest.raises(
        FileRefused, match=r"concerns.csv column Concern Date: row 3 can only be mdy, not dmy\."
    ):
        dates("03/04/2026", "04/25/2026", order=Order.dmy)


def test_one_date_against_an_order_that_others_prove_stays_text_and_puts_the_rest_in_doubt() -> None:
    table = dates("25/04/2026", "04/26/2026", "03/04/2026", order=Order.dmy)
    assert first(table) == ["2026-04-25", "04/26/2026", "2026-04-03"]
    assert table.warnings == (
        "Column Concern Date, row 3: not a date in the order dmy, so it stays text.",
        "Column Concern Date, row 4: read as dmy, but the column holds other orders, so look at these too.",
    )


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-12",
        "2026/03/12",
        "2026-03-12T00:00:00",
        "2026-03-12 00:00:00.000",
        "2026-03-12T00:00:00Z",
        "20260312",
        "12 Mar 2026",
        "12th March 2026",
        "Thursday 12 March 2026",
        "March 12, 2026",
        "12-MAR-2026",
        "\u00a012 March 2026 ",
    ],
)
def test_what_can_mean_one_day_only_is_read_without_a_word(written: str) -> None:
    table = dates(written)
    assert (first(table), table.warnings) == (["2026-03-12"], ())


@pytest.mark.parametrize(
    ("written", "reserve"),
    [
        ("12/03/26", Reserve.two_digits),
        ("12-Mar-26", Reserve.two_digits),
        ("12/03/2026 16:45", Reserve.time),
        ("2026-03-12T09:30:00Z", Reserve.time),
        ("46093", Reserve.serial),
        ("Monday 12 March 2026", Reserve.weekday),
    ],
)
def test_what_is_read_with_a_reserve_says_so(written: str, reserve: Reserve) -> None:
    table = dates(written, order=Order.dmy)
    assert first(table) == ["2026-03-12"]
    assert len(table.warnings) == 1
    assert table.warnings[0].startswith(f"Column Concern Date, row 2: {reserve}")


@pytest.mark.parametrize(
    ("written", "read"), [("31/12/29", "2029-12-31"), ("31/12/30", "1930-12-31"), ("14/02/38", "1938-02-14")]
)
def test_a_year_of_two_digits_is_from_1930_to_2029(written: str, read: str) -> None:
    assert first(dates(written, order=Order.dmy)) == [read]


def test_a_summer_midnight_that_was_turned_to_utc_is_the_day_that_it_was_here() -> None:
    table = dates("2026-07-02T23:00:00.000Z", "2026-12-02T00:00:00Z")
    assert first(table) == ["2026-07-03", "2026-12-02"]
    assert table.warnings == (
        "Column Concern Date, row 2: a time in UTC that is the next day here, and read as that day.",
    )


def test_numbers_in_a_column_of_dates_are_days_of_the_date_system_of_the_workbook() -> None:
    assert first(dates("46115")) == ["2026-04-03"]
    assert first(dates("46115", date_system="1900")) == ["2026-04-03"]
    assert first(dates("44653", date_system="1904")) == ["2026-04-03"]


@pytest.mark.parametrize(
    "written", ["31/02/2026", "29/02/2025", "N/A", "2026", "Apr-26", "12/03/206", "?", "03/04/2026 (approx)"]
)
def test_what_is_no_day_stays_as_written_with_a_warning(written: str) -> None:
    table = dates("25/04/2026", written, order=Order.dmy)
    assert first(table) == ["2026-04-25", written]
    assert table.warnings == (
        "Column Concern Date, row 3: not a day that exists or can be read for certain, so it stays text.",
    )


@pytest.mark.parametrize(("written", "read"), [("01/01/1900", "1900-01-01"), ("31/12/9999", "9999-12-31")])
def test_a_placeholder_is_kept_as_a_day_with_a_warning(written: str, read: str) -> None:
    table = dates(written, order=Order.dmy)
    assert first(table) == [read]
    assert table.warnings == (f"Column Concern Date, row 2: {Reserve.placeholder}.",)


def test_whole_dates_beside_late_days_as_text_are_suspected_of_being_swapped() -> None:
    suspected = dates("2026-03-04", "25/04/2026", "2026-01-05", order=Order.dmy)
    assert suspected.warnings == (
        "Column Concern Date, rows 2, 4: whole dates among written ones: "
        "day and month may have been swapped.",
    )
    assert dates("2026-03-14", "25/04/2026", "2026-01-05", order=Order.dmy).warnings == ()


def test_a_warning_names_eight_rows_and_counts_the_rest() -> None:
    table = dates(*["soon"] * 11)
    assert table.warnings[0].startswith("Column Concern Date, rows 2, 3, 4, 5, 6, 7, 8, 9 and 3 more: ")


def test_a_day_knows_every_order_that_can_read_it() -> None:
    read = read_day("03/04/26")
    assert read is not None
    assert read.by_order == {
        Order.dmy: date(2026, 4, 3),
        Order.mdy: date(2026, 3, 4),
        Order.ymd: date(2003, 4, 26),
    }


@pytest.mark.parametrize(
    ("written", "number"),
    [("12", 12), (" 12\u00a0", 12), ("+5", 5), ("-5", -5), ("12.0", 12), ("007", 7), ("0", 0)],
)
def test_a_whole_number_is_read_without_a_word(written: str, number: int) -> None:
    table = integers(written)
    assert (first(table), table.warnings) == ([number], ())


def test_thousands_and_brackets_are_read_with_a_warning() -> None:
    table = integers("1,234", "12", "(5)")
    assert first(table) == [1234, 12, -5]
    assert table.warnings == (
        "Column Days Open, row 2: commas read as marks between thousands.",
        "Column Days Open, row 4: brackets read as a minus.",
    )


def test_a_comma_may_be_a_decimal_mark_where_another_cell_has_one() -> None:
    assert first(integers("1,234", "1,5")) == ["1,234", "1,5"]


@pytest.mark.parametrize(
    "written",
    [
        "1.5",
        "1.234",
        "1,23",
        "1e5",
        "£5",
        "12 days",
        "5-",
        "50%",
        "TRUE",
        "1_000",
        "١٢",
        "12345678901234567890",
    ],
)
def test_what_is_no_whole_number_for_certain_stays_as_written_with_a_warning(written: str) -> None:
    table = integers(written, "12")
    assert first(table) == [written, 12]
    assert table.warnings == (
        "Column Days Open, row 2: not a whole number for certain, so it stays text as written.",
    )


def test_no_number_is_read_of_a_blank() -> None:
    assert read_whole_number(" ") is None
    assert first(integers(" ", "")) == [None, None]


def test_a_column_is_found_in_spite_of_blanks_and_capitals_and_an_unknown_one_is_refused() -> None:
    table = typed(column("25/12/2026"), {"concern  date": ColumnType.date})
    assert first(table) == ["2026-12-25"]
    with pytest.raises(
        FileRefused, match=r"concerns.csv has no column Concern Dat\. Did you mean Concern Date\?"
    ):
        typed(column("25/12/2026"), {"Concern Dat": ColumnType.date})
