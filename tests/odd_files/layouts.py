"""What people and systems put around and between the rows of a table, each as text and as a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tests.odd_files.truth import CONCERNS, PLAIN, TEAM_FIRST, Grid, OddFile, Owed, TrueTable, odd_file
from tests.odd_files.writing import DMY, as_text, as_xls, as_xlsx


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A sheet around a true table, and what is owed to it."""

    name: str
    grid: Grid
    owed: Owed
    true: TrueTable | None
    merges: tuple[tuple[int, int, int, int], ...] = ()
    texts: tuple[str, ...] = ("utf-8", "cp1252")


def layout_files() -> Iterator[OddFile]:
    """Yield every layout as a text file and a workbook, some in older shapes too."""
    for number, each in enumerate(layouts()):
        yield from written_thrice(each)
        if number % 3 == 0:
            yield odd_file(f"{each.name}.xls", as_xls(each.grid), each.owed, each.true)


def written_thrice(layout: Layout) -> Iterator[OddFile]:
    """Yield a layout as text with ISO days, as text with British days and semicolons, and as a workbook."""
    first, second = layout.texts
    yield odd_file(f"{layout.name}.csv", as_text(layout.grid).encode(first), layout.owed, layout.true)
    british = as_text(layout.grid, DMY, delimiter=";").encode(second)
    yield replace(odd_file(f"{layout.name}_{second}.csv", british, layout.owed, layout.true), order="dmy")
    book = as_xlsx({"Sheet1": layout.grid}, merges=layout.merges)
    yield odd_file(f"{layout.name}.xlsx", book, layout.owed, layout.true)


def layouts() -> Iterator[Layout]:
    """Yield the layouts."""
    yield from _titles()
    yield from _totals()
    yield from _footers()
    yield from _repeated()
    yield from _headers()
    yield from _two_row_headers()
    yield from _blanks()
    yield from _not_footers()
    yield from _not_one_table()


def _said(name: str, grid: Grid, true: TrueTable = CONCERNS) -> Layout:
    return Layout(name=name, grid=grid, owed=Owed.said, true=true)


def _right(name: str, grid: Grid, true: TrueTable = CONCERNS) -> Layout:
    return Layout(name=name, grid=grid, owed=Owed.right, true=true)


def _doubtful(name: str, grid: Grid) -> Layout:
    return Layout(name=name, grid=grid, owed=Owed.doubtful, true=None)


def _titles() -> Iterator[Layout]:
    grid = CONCERNS.grid
    title: Grid = [["Safeguarding concerns received 2026/27"]]
    padded: Grid = [["Safeguarding concerns", None, None, None, None, None]]
    yield _said("title", title + grid)
    yield _said("title_padded", padded + grid)
    yield replace(_said("title_merged", padded + grid), merges=((0, 0, 0, 5),))
    three: Grid = [
        ["Safeguarding concerns"],
        ["Run on 30/09/2026 by Business Intelligence"],
        ["OFFICIAL-SENSITIVE"],
    ]
    yield _said("titles_three", three + grid)
    yield _said("titles_and_blank", [*three, [], *grid])
    yield _said("title_aside", [[None, None, None, "DO NOT SHARE"], *grid])
    yield _said("title_of_two_cells", [["Team report", "Confidential"], [], *grid])
    named: Grid = [
        ["Report:", "Concerns"],
        ["From:", date(2026, 4, 1)],
        ["To:", date(2026, 9, 30)],
        ["Rows:", 11],
        [],
    ]
    yield _said("what_was_asked_for", named + grid)
    yield _said("hash_remarks", [["# made by export.sql"], ["# rows 11"], *grid])
    yield _said("title_plain", [["Concerns, all teams"], *PLAIN.grid], PLAIN)
    notes: Grid = [["Note " + "x" * n] for n in range(12)]
    yield _said("title_twelve_rows", [*notes, [], *grid])


def _totals() -> Iterator[Layout]:
    grid, plain, teams = CONCERNS.grid, PLAIN.grid, TEAM_FIRST.grid
    yield _said("total", [*grid, ["Total", None, None, 1251, None, None]])
    yield _said("grand_total", [*grid, ["Grand Total", None, None, 1251, None, None]])
    yield _said("total_counted", [*plain, ["Total", 5, 189]], PLAIN)
    yield _said("total_after_a_blank", [*plain, [None, None, None], ["TOTAL:", None, 189]], PLAIN)
    yield _said("total_in_the_middle_column", [*grid, [None, None, "Total", 1251, None, None]])
    yield _said("total_of_teams", [*teams, ["Total", None, 220]], TEAM_FIRST)
    yield _said("grand_total_of_teams", [*teams, ["Grand total", None, 220]], TEAM_FIRST)
    yield _said("total_and_average", [*plain, ["Total", None, 189], ["Average", None, 38]], PLAIN)
    yield _said("totals_on_top", [plain[0], ["Total", None, 189], *plain[1:]], PLAIN)
    yield _said("number_of_records", [*plain, ["Number of records: 5", None, None]], PLAIN)
    yield _said("count", [*plain, ["Count", 5, None]], PLAIN)
    yield _doubtful("total_without_a_word", [*plain, [None, None, 189]])
    subtotals: Grid = [teams[0], *teams[1:3], ["Subtotal", None, 12], *teams[3:], ["Subtotal", None, 208]]
    yield _doubtful("subtotals", subtotals)
    yield _doubtful("total_of_each_team", [teams[0], teams[1], ["Total Care Total", None, 12], *teams[2:]])


def _footers() -> Iterator[Layout]:
    grid, plain = CONCERNS.grid, PLAIN.grid
    for name, words in {
        "source": "Source: Mosaic, run 30/09/2026 08:00",
        "rows_affected": "(11 rows affected)",
        "end_of_report": "*** End of report ***",
        "page": "Page 1 of 1",
        "provisional": "* provisional figures",
        "completion_time": "Completion time: 2026-09-30T08:00:00.1234567+01:00",
    }.items():
        yield _said(f"footer_{name}", [*grid, [], [words]])
    yield _said("footer_at_once", [*plain, ["Run on 30/09/2026 by Business Intelligence"]], PLAIN)
    yield _said("footer_padded", [*plain, ["End of report", None, None]], PLAIN)
    yield _said("footers_three", [*grid, [], ["Source: Mosaic"], ["Restricted"], ["Page 1 of 1"]])
    notes: Grid = [[], ["Notes"], ["1", "Concern ID is the source's own"], ["2", "Days open to 30 September"]]
    yield _doubtful("numbered_notes", [*plain, *notes])
    key: Grid = [[], ["Key"], ["C", "Concern"], ["N", "No further action"]]
    yield _doubtful("key_below", [*plain, *key])


def _repeated() -> Iterator[Layout]:
    header, *rows = CONCERNS.grid
    yield _said("header_repeated", [header, *rows[:4], header, *rows[4:8], header, *rows[8:]])
    yield _said("header_repeated_at_the_end", [header, *rows, header])
    yield _said("header_repeated_at_once", [header, header, *rows])
    page: Grid = [[], ["Page 2"], []]
    yield _said("pages", [header, *rows[:5], *page, header, *rows[5:]])
    yield _said("title_and_header_again", [["Concerns"], header, *rows[:5], ["Concerns"], header, *rows[5:]])
    capitals: Grid = [[str(name).upper() for name in header]]
    yield _doubtful("header_again_in_capitals", [header, *rows[:5], *capitals, *rows[5:]])


def _headers() -> Iterator[Layout]:
    header, *rows = CONCERNS.grid
    twice = replace(CONCERNS, header=(*CONCERNS.header[:5], "Team (2)"))
    yield _said("header_twice", [[*header[:5], "Team"], *rows], twice)
    thrice = replace(CONCERNS, header=(*CONCERNS.header[:4], "Team (2)", "Team (3)"))
    yield _said("header_thrice", [[*header[:4], "Team", "Team"], *rows], thrice)
    numbered = replace(
        CONCERNS, header=("Concern ID", "Concern Date", "Team", "Days Open", "Team (2)", "Team (3)")
    )
    yield _said("header_twice_and_numbered", [[*header[:4], "Team (2)", "Team"], *rows], numbered)
    yield _right("header_padded", [[f" {name} " for name in header], *rows])
    one_line = replace(CONCERNS, header=(*CONCERNS.header[:4], "Ward code", "Notes"))
    yield _said("header_of_two_lines", [[*header[:4], "Ward\ncode", "Notes"], *rows], one_line)
    long = replace(
        CONCERNS, header=(*CONCERNS.header[:5], "What was said, " + "and said again " * 20 + "then")
    )
    yield _right("header_long", [list(long.header), *rows], long)
    yield _doubtful("header_blank_over_cells", [[*header[:5], None], *rows])
    yield _doubtful("header_shorter_than_rows", [header[:5], *rows])
    yield _doubtful("header_missing", rows)
    numbers: Grid = [[None, *header], *([place, *row] for place, row in enumerate(rows))]
    yield _doubtful("numbered_rows", numbers)
    yield _right("no_rows", [header], replace(CONCERNS, rows=()))
    yield _said("title_and_no_rows", [["Concerns"], header], replace(CONCERNS, rows=()))
    yield _doubtful("row_of_units", [header, [None, "dd/mm/yyyy", None, "days", None, None], *rows])
    yield _said("row_of_dashes", [header, ["-" * len(str(name)) for name in header], *rows])
    yield _doubtful("transposed", [list(cells) for cells in zip(*PLAIN.grid, strict=True)])
    rows_of_text = tuple((*row[:2], str(row[2])) for row in PLAIN.rows)
    years = TrueTable(header=("Concern ID", "Concern Date", "2026"), rows=rows_of_text)
    yield _right("header_with_a_year", years.grid, years)


def _two_row_headers() -> Iterator[Layout]:
    rows = PLAIN.grid[1:]
    merged: Grid = [["Concern", None, "Days"], ["ID", "Date", "Open"]]
    yield replace(_said("two_header_rows", merged + rows, PLAIN), merges=((0, 0, 0, 1),), owed=Owed.right)
    yield replace(
        _said("title_and_two_header_rows", [["Concerns"], *merged, *rows], PLAIN), merges=((1, 0, 1, 1),)
    )
    sides: Grid = [[None, None, "Days"], ["Concern ID", "Concern Date", "Open"]]
    yield replace(_said("two_header_rows_one_blank", sides + rows, PLAIN), owed=Owed.right)
    below: Grid = [["Concern ID", "Concern", "Days Open"], [None, "Date", None]]
    yield replace(
        _said("two_header_rows_merged_down", below + rows, PLAIN), owed=Owed.right, merges=((0, 0, 1, 0),)
    )
    wide = replace(
        CONCERNS,
        header=("Concern ID", "Concern Date", "Team Name", "Days Open", "Other Ward", "Other Notes"),
    )
    groups: Grid = [
        ["Concern", None, "Team", "Days", "Other", None],
        ["ID", "Date", "Name", "Open", "Ward", "Notes"],
    ]
    six = replace(_said("two_header_rows_wide", groups + CONCERNS.grid[1:], wide), owed=Owed.right)
    yield replace(six, merges=((0, 0, 0, 1), (0, 4, 0, 5)))


def _blanks() -> Iterator[Layout]:
    header, *rows = CONCERNS.grid
    yield _said("blank_row", [header, *rows[:4], [], *rows[4:]])
    yield _said("blank_rows_of_cells", [header, *rows[:4], [None] * 6, [None] * 6, *rows[4:]])
    yield _said("blank_row_under_header", [header, [], *rows])
    yield _right("blank_columns_left", [[None, None, *row] for row in CONCERNS.grid])
    yield _right("blank_columns_right", [[*row, None, None, None] for row in CONCERNS.grid])
    yield _right("blank_column_within", [[*row[:3], None, *row[3:]] for row in CONCERNS.grid])
    offset: Grid = [[], [], *([None, None, *row] for row in CONCERNS.grid)]
    yield _right("down_and_right", offset)
    yield _doubtful(
        "remark_beside_a_row", [*CONCERNS.grid[:4], [*CONCERNS.grid[4], None, "checked"], *CONCERNS.grid[5:]]
    )


def _not_footers() -> Iterator[Layout]:
    """Rows that look like titles, totals or footers, and are none."""
    yield _right("teams_with_total_in_their_name", TEAM_FIRST.grid, TEAM_FIRST)
    bare = replace(CONCERNS, rows=(*CONCERNS.rows, ("000134", None, None, None, None, None)))
    yield _right("last_row_with_its_id_alone", bare.grid, bare)
    first = replace(CONCERNS, rows=(("000122", None, None, None, None, None), *CONCERNS.rows))
    yield _right("first_row_with_its_id_alone", first.grid, first)
    echo = replace(CONCERNS, rows=(*CONCERNS.rows[:3], CONCERNS.rows[0], *CONCERNS.rows[3:]))
    yield _right("row_twice", echo.grid, echo)
    total = replace(
        CONCERNS, rows=(*CONCERNS.rows, ("000135", date(2026, 9, 1), "Total", 3, "Total", "Total"))
    )
    yield _right("total_as_a_team", total.grid, total)
    last = replace(TEAM_FIRST, rows=(*TEAM_FIRST.rows, ("Total Care", None, 5)))
    yield _right("last_row_of_total_care", last.grid, last)
    sparse = replace(
        CONCERNS, rows=tuple((row[0], None, None, None, None, row[5] or "x") for row in CONCERNS.rows)
    )
    yield _right("sparse", sparse.grid, sparse)
    summary = replace(
        CONCERNS, rows=(*CONCERNS.rows, ("000136", None, None, None, None, "Source: phone call"))
    )
    yield _right("note_like_a_footer", summary.grid, summary)


def _not_one_table() -> Iterator[Layout]:
    beside: Grid = [[*left, None, *right] for left, right in zip(CONCERNS.grid, PLAIN.grid, strict=False)]
    yield _doubtful("two_tables_beside", beside + [list(row) for row in CONCERNS.grid[6:]])
    yield _doubtful("two_tables_below", [*CONCERNS.grid, [], *PLAIN.grid])
    other: Grid = [["Team", "Count"], ["North", 3], ["South", 4]]
    yield _doubtful("counts_below", [*CONCERNS.grid, [], [], *other])
    yield _doubtful("counts_above", [*other, [], *CONCERNS.grid])
    pivot: Grid = [
        ["Count of Concern ID", "Column Labels"],
        ["Row Labels", "Apr", "May", "Grand Total"],
        ["North", 1, 2, 3],
    ]
    yield _doubtful("pivot_table", [*pivot, ["Grand Total", 1, 2, 3]])
