"""What systems and people hand over: exports of known programs, trackers, and cells that lost something."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tests.odd_files.damaged import SIMPLE, TEXT
from tests.odd_files.layouts import Layout, written_thrice
from tests.odd_files.plain_text import encoded
from tests.odd_files.truth import (
    CONCERNS,
    PLAIN,
    TEAM_FIRST,
    Grid,
    OddFile,
    Owed,
    TrueTable,
    odd_file,
    with_cell,
)
from tests.odd_files.writing import as_text

HEADER, *ROWS = CONCERNS.grid


def files_from_life() -> Iterator[OddFile]:
    """Yield files as they are met."""
    for layout in (*_reports(), *_trackers(), *_surveys(), *_rows_that_tempt()):
        yield from written_thrice(layout)
    yield from _databases()
    yield from _cells()
    yield from _delimiters_in_cells()
    yield from _openings()
    yield from _lost()
    yield from _lock_files()


def _reports() -> Iterator[Layout]:
    said, doubtful = Owed.said, Owed.doubtful
    boxes: Grid = [["Textbox5", "Textbox6"], ["Safeguarding", "30/09/2026"], []]
    yield Layout(name="report_boxes", grid=boxes + CONCERNS.grid, owed=said, true=CONCERNS)
    filters: Grid = [[], ["Applied filters:\nTeam is North\nYear is 2026"]]
    yield Layout(name="filters_below", grid=CONCERNS.grid + filters, owed=said, true=CONCERNS)
    yield Layout(name="filters_above", grid=[*filters[1:], [], *CONCERNS.grid], owed=said, true=CONCERNS)
    labels: Grid = [["Concerns", "Printed 30/09/2026", *row] for row in PLAIN.grid[1:]]
    yield Layout(name="title_in_every_row", grid=labels, owed=doubtful, true=None)
    aside: Grid = [[None, "Printed 30/09/2026"]]
    yield Layout(name="footer_in_the_second_column", grid=CONCERNS.grid + aside, owed=doubtful, true=None)
    pair: Grid = [["Printed:", "30/09/2026"]]
    yield Layout(name="footer_of_two_cells", grid=CONCERNS.grid + pair, owed=doubtful, true=None)
    marks: Grid = [HEADER, *ROWS[:5], ["OFFICIAL-SENSITIVE"], *ROWS[5:]]
    yield Layout(name="marking_between_rows", grid=marks, owed=doubtful, true=None)
    spaced: Grid = [[cell for each in row for cell in (each, None)] for row in PLAIN.grid]
    merges = tuple((row, column, row, column + 1) for row in range(6) for column in (0, 2))
    report = Layout(name="every_column_merged", grid=spaced, owed=Owed.right, true=PLAIN)
    yield replace(report, merges=merges[:2])
    three: Grid = [["Concern", None, "Progress"], ["Record", None, "So far"], ["ID", "Date", "Days"]]
    yield Layout(name="three_header_rows", grid=three + PLAIN.grid[1:], owed=doubtful, true=None)
    for word in ("TOTAL CONCERNS", "Total number of concerns: 5", "Sum", "Overall total"):
        grid: Grid = [*PLAIN.grid, [word, None, 189]]
        name = f"total_{word.partition(':')[0].lower().replace(' ', '_')}"
        yield Layout(name=name, grid=grid, owed=doubtful, true=None)
    everyone: Grid = [*TEAM_FIRST.grid, ["All teams", None, 220]]
    yield Layout(name="total_of_all_teams", grid=everyone, owed=doubtful, true=None)


def _trackers() -> Iterator[Layout]:
    doubtful = Owed.doubtful
    months: Grid = [HEADER, ["April 2026"], *ROWS[:3], ["May 2026"], *ROWS[3:]]
    yield Layout(name="sections_by_month", grid=months, owed=doubtful, true=None)
    teams: Grid = [
        HEADER[:2],
        ["North Team"],
        ["C1", date(2026, 4, 3)],
        ["South Team"],
        ["C2", date(2026, 4, 25)],
    ]
    yield Layout(name="sections_by_team", grid=teams, owed=doubtful, true=None)
    key: Grid = [["Key", None], ["Red", "overdue"], ["Green", "closed"]]
    beside: Grid = [[*row, None, *(key[place] if place < 3 else [])] for place, row in enumerate(PLAIN.grid)]
    yield Layout(name="key_beside", grid=beside, owed=doubtful, true=None)
    ticked: Grid = [
        [HEADER[0], "Physical", "Financial"],
        ["C1", "x", None],
        ["C2", None, "X"],
        ["C3", None, None],
    ]
    truly = TrueTable(
        header=("Concern ID", "Physical", "Financial"),
        rows=(("C1", "x", None), ("C2", None, "X"), ("C3", None, None)),
    )
    yield Layout(name="ticks", grid=ticked, owed=Owed.right, true=truly)
    turned: Grid = [["Concern ID", "Days Open", "Concern Date"], ["C6", 3, date(2026, 6, 14)]]
    yield Layout(name="appended_in_another_order", grid=PLAIN.grid + turned, owed=doubtful, true=None)
    wider: Grid = [[*PLAIN.header, "Team"], ["C6", date(2026, 6, 14), 3, "North"]]
    yield Layout(name="appended_with_a_new_column", grid=PLAIN.grid + wider, owed=doubtful, true=None)
    spaces: Grid = [*PLAIN.grid[:3], [" ", " ", " "], *PLAIN.grid[3:]]
    yield Layout(name="row_of_spaces", grid=spaces, owed=Owed.said, true=PLAIN)


def _surveys() -> Iterator[Layout]:
    answers: Grid = [["R1", "Yes", "They listened"], ["R2", "No", None]]
    sub: Grid = [
        ["Respondent ID", "Were you listened to?", "Tell us more"],
        [None, "Response", "Open-Ended Response"],
    ]
    yield Layout(name="survey_with_a_second_row", grid=sub + answers, owed=Owed.doubtful, true=None)
    codes: Grid = [
        ["ResponseId", "Q1", "Q2"],
        ["Response ID", "Were you listened to?", "Tell us more"],
        ['{"ImportId":"_recordId"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2_TEXT"}'],
    ]
    yield Layout(name="survey_with_three_rows", grid=codes + answers, owed=Owed.doubtful, true=None)


def _rows_that_tempt() -> Iterator[Layout]:
    """Sound rows that a reader of titles and totals may take for something else."""
    hashes = tuple((f"#{place}", *row[1:]) for place, row in enumerate(PLAIN.rows))
    yield _sound("ids_with_a_hash", replace(PLAIN, rows=hashes))
    stars = tuple((f"*{place}", *row[1:]) for place, row in enumerate(PLAIN.rows))
    yield _sound("ids_with_a_star", replace(PLAIN, rows=stars))
    streets = ("Page Hall", "Note Street", "Key House", "End Lane", "Source Road", "Printers Yard")
    places = tuple((name, *row[1:]) for name, row in zip(streets, TEAM_FIRST.rows, strict=True))
    yield _sound("teams_like_footers", replace(TEAM_FIRST, rows=places))
    yield _sound("words_null_in_the_last_row", replace(PLAIN, rows=(*PLAIN.rows, ("NULL", None, None))))
    yield _sound("one_row", replace(PLAIN, rows=PLAIN.rows[:1]))
    two = TrueTable(
        header=("Team", "Service"), rows=(("North", "Adults"), ("South", "Adults"), ("Hub", "Adults"))
    )
    yield _sound("words_only", two)
    names = tuple(f"Question {number}" for number in range(400))
    wide = TrueTable(header=names, rows=tuple(tuple(f"a{row}" for _ in names) for row in range(3)))
    yield _sound("four_hundred_columns", wide)
    summing = replace(
        PLAIN, rows=(("C1", date(2026, 4, 3), 5), ("C2", date(2026, 4, 25), 5), ("C3", date(2026, 5, 1), 10))
    )
    yield _sound("last_row_happens_to_be_the_sum", summing)
    missing = replace(PLAIN, rows=(*PLAIN.rows, (None, date(2026, 9, 1), 3)))
    yield _sound("last_row_without_its_id", missing)
    letters = TrueTable(
        header=("Concern ID", "Notes"),
        rows=(("C1", "Zoë Łódź 中文 🏠"), ("C2", "a\u2028b\u2029c"), ("C3", "wait…"), ("C4", "e\u0301")),
    )
    yield replace(_sound("letters_of_the_world", letters), texts=("utf-8", "utf-16"))


def _sound(name: str, true: TrueTable) -> Layout:
    return Layout(name=name, grid=true.grid, owed=Owed.right, true=true)


def _databases() -> Iterator[OddFile]:
    dashes: Grid = [["-" * 10, "-" * 12, "-" * 9]]
    spool: Grid = [PLAIN.grid[0], *dashes, *PLAIN.grid[1:4], [], PLAIN.grid[0], *dashes, *PLAIN.grid[4:], []]
    selected = as_text([*spool, ["5 rows selected."]])
    yield odd_file("pages_of_sqlplus.csv", selected.encode(), Owed.said, PLAIN)
    shell = "SQL> select * from concerns;\r\n\r\n" + selected + "\r\nSQL> spool off\r\n"
    yield odd_file("spool_of_sqlplus.csv", shell.encode(), Owed.said, PLAIN)
    lines = SIMPLE.splitlines()
    aligned = "\n".join(" | ".join(f"{cell:<12}" for cell in line.split(",")) for line in lines)
    ruled = aligned.replace("\n", "\n-------------+--------------+------------\n", 1) + "\n(5 rows)\n"
    yield odd_file("aligned_by_psql.txt", ruled.encode(), Owed.doubtful)
    padded = "\r\n".join(",".join(f"{cell:<14}" for cell in line.split(",")) for line in lines)
    yield odd_file("padded_by_sqlcmd.csv", (padded + "\r\n\r\n(5 rows affected)\r\n").encode(), Owed.doubtful)
    rownames = "\r\n".join([lines[0], *(f'"{place}",{line}' for place, line in enumerate(lines[1:], 1))])
    yield odd_file("row_names_of_r.csv", rownames.encode(), Owed.doubtful)
    bare = with_cell(with_cell(PLAIN.grid, date(2026, 5, 1), "\\N"), 140, "\\N")
    nulls = TrueTable(header=PLAIN.header, rows=tuple(tuple(row) for row in bare[1:]))
    yield odd_file("nulls_of_mysql.tsv", as_text(bare, delimiter="\t").encode(), Owed.said, nulls)
    access = as_text(PLAIN.grid, "%-d/%-m/%Y 0:00:00", quoting=csv.QUOTE_MINIMAL)
    yield replace(odd_file("days_of_access.csv", access.encode(), Owed.right, PLAIN), order="dmy")
    sas = (
        as_text(PLAIN.grid, "%d%b%Y")
        .upper()
        .replace("CONCERN ID,CONCERN DATE,DAYS OPEN", ",".join(PLAIN.header))
    )
    yield odd_file("days_of_sas.csv", sas.encode(), Owed.right, PLAIN)
    for name, form in {
        "epoch": "1775174400000",
        "json": "/Date(1775174400000)/",
        "compact_time": "20260403T000000Z",
        "week": "2026-W14-5",
        "day_of_year": "2026-093",
    }.items():
        other = TrueTable(header=PLAIN.header, rows=(("C1", form, 12),))
        yield odd_file(f"days_as_{name}.csv", as_text(other.grid).encode(), Owed.said, other)


def _cells() -> Iterator[OddFile]:
    def one(name: str, cell: str, owed: Owed = Owed.right, encoding: str = "utf-8") -> OddFile:
        true = TrueTable(
            header=("Concern ID", "Notes"), rows=(("C1", cell), ("C2", "after"), ("C3", "at last"))
        )
        return odd_file(name, encoded(as_text(true.grid), encoding), owed, true)

    yield one("cell_with_a_bare_return.csv", "first\rsecond")
    yield one("cell_with_separators.csv", "a\x1cb\x1dc\x1ed\x1fe", Owed.said)
    yield one("cell_with_a_form_feed.csv", "page one\x0cpage two\x0bline", Owed.said)
    yield one("cell_with_next_line.csv", "a\x85b")
    yield one("cell_with_dots_in_cp1252.csv", "wait… then “stop”", encoding="cp1252")
    yield one("cell_of_200000_letters.csv", "word " * 40_000 + "end")
    yield one("cell_of_many_lines.csv", "\n".join(f"line {number}, said" for number in range(500)))
    yield one("cell_of_quotes.csv", '""')
    yield one("cell_of_one_quote.csv", '"')
    yield one("cell_of_json.csv", '[{"risk": "Physical", "n": [1, 2]}]')
    yield one("cell_like_a_row.csv", "C9,2026-04-03,12")
    yield one("cell_like_a_page.csv", "<html><body><p>copied, from a page</p></body></html>")
    yield one("cell_with_a_backslash_at_its_end.csv", "C:\\exports\\")
    yield one("cell_of_blanks.csv", "   ")
    tabbed = 'Concern ID\tNotes\nC1\t"Stop" she said\nC2\t{"a": 1}\nC3\tplain\n'
    true = TrueTable(
        header=("Concern ID", "Notes"), rows=(("C1", '"Stop" she said'), ("C2", '{"a": 1}'), ("C3", "plain"))
    )
    yield odd_file("bare_quotes_between_tabs.tsv", tabbed.encode(), Owed.said, true)


def _delimiters_in_cells() -> Iterator[OddFile]:
    for word, mark in {"semicolons": "; ", "pipes": "|", "tabs": "\t", "colons": ": "}.items():
        lists = tuple(
            (f"C{place}", mark.join(["Physical", "Financial", "Neglect", "Other"])) for place in range(6)
        )
        true = TrueTable(header=("Concern ID", "Risks"), rows=lists)
        yield odd_file(f"lists_of_{word}.csv", as_text(true.grid).encode(), Owed.right, true)
        if mark.strip():
            noted = replace(true, header=("Concern ID", f"Risks{mark}all"))
            yield odd_file(f"lists_of_{word}_in_header.csv", as_text(noted.grid).encode(), Owed.right, noted)
    prose = tuple((f"C{place}", "she said, on the day, that, perhaps, it was, so") for place in range(6))
    sentence = TrueTable(header=("Concern ID", "Notes"), rows=prose)
    for word, delimiter in {"semicolon": ";", "tab": "\t", "pipe": "|"}.items():
        yield odd_file(
            f"prose_between_{word}s.csv",
            as_text(sentence.grid, delimiter=delimiter).encode(),
            Owed.right,
            sentence,
        )


def _openings() -> Iterator[OddFile]:
    """First letters that mark other kinds of file, and marks before quotes."""
    openings = ("PK", "ID", "ID;PWXL", "%ID", "BM", "MZ", "GIF", "{ref}", "<ref>", "Rar", "SQLite")
    for number, word in enumerate(openings):
        true = replace(PLAIN, header=(word, *PLAIN.header[1:]))
        text = as_text(true.grid, delimiter="\t" if ";" in word else ",")
        yield odd_file(f"begins_like_another_kind_{number}.csv", text.encode(), Owed.right, true)
    quoted = as_text(CONCERNS.grid, quoting=csv.QUOTE_ALL)
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be-mark", "utf-16-le"):
        yield odd_file(f"quoted_{encoding}.csv", encoded(quoted, encoding), Owed.right, CONCERNS)
    named = "sep=;\r\n" + SIMPLE.replace(",", ";")
    yield odd_file("separator_named_behind_a_mark.csv", named.encode("utf-8-sig"), Owed.right, PLAIN)
    tab = "sep=\t\r\n" + SIMPLE.replace(",", "\t")
    yield odd_file("separator_named_tab.csv", tab.encode("utf-16"), Owed.right, PLAIN)
    yield odd_file("Concerns (final) v2 – copy.CSV", SIMPLE.encode(), Owed.right, PLAIN)
    nbsp = SIMPLE.replace("Concern Date", "Concern\u00a0Date", 1)
    yield odd_file("header_with_a_hard_blank.csv", nbsp.encode(), Owed.said, PLAIN)
    hidden = SIMPLE.replace("Concern Date", "\u200bConcern Date", 1)
    yield odd_file("header_with_a_hidden_blank.csv", hidden.encode(), Owed.right, PLAIN)
    split = SIMPLE.replace("Concern ID", "Concerns, received, 2026\r\nConcern ID", 1)
    yield odd_file("title_with_commas.csv", split.encode(), Owed.doubtful)
    mac = TEXT.replace("\r\n", "\r").encode("mac_roman")
    yield odd_file("of_an_old_mac.csv", mac, Owed.doubtful)


def _lost() -> Iterator[OddFile]:
    """Cells that lost something before they came here."""
    yield odd_file(
        "signs_of_narrow_columns.csv", SIMPLE.replace("2026-05-01", "##########").encode(), Owed.doubtful
    )
    short = SIMPLE.replace("C1", "1.23457E+14").replace("C2", "1.23457E+14")
    yield odd_file("ids_shortened_by_excel.csv", short.encode(), Owed.doubtful)
    lines = "Concern ID,Team\r\n" + "".join(f"C{number},North\r\n" for number in range(65_535))
    yield odd_file("as_many_rows_as_an_old_sheet_holds.csv", lines.encode(), Owed.doubtful)
    boxes = TEXT.replace("’", "â€™").replace("£", "Â£")
    yield odd_file("letters_decoded_wrongly.csv", boxes.encode(), Owed.doubtful)
    yield odd_file("letters_decoded_wrongly_cp1252.csv", boxes.encode("cp1252"), Owed.doubtful)


def _lock_files() -> Iterator[OddFile]:
    owner = b"\x08A Person" + b" " * 46 + b"\x08\0" + "A Person".encode("utf-16-le").ljust(110, b" ")
    yield odd_file("~$concerns.xlsx", owner, Owed.refused)
    yield odd_file(
        ".~lock.concerns.xlsx#", b",aperson,PC123,30.09.2026 08:00,file:///C:/exports;", Owed.doubtful
    )
    yield odd_file("._concerns.csv", b"\0\x05\x16\x07\0\x02\0\0Mac OS X        " + bytes(60), Owed.refused)
    mime = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n<html></html>"
    yield odd_file("page_in_an_archive.xls", mime.encode(), Owed.refused)
