"""Random sound tables in random dress: never read wrongly without a word, and nearly always right."""

import csv
from collections.abc import Callable
from pathlib import Path
from random import Random

from etl.reading import read_table
from etl.refusals import FileRefused
from tests.odd_files.truth import Grid
from tests.odd_files.writing import as_text, as_xlsx

TABLES = 400
NAMES = [
    "Concern ID",
    "Team",
    "Date",
    "Days Open",
    "Notes",
    "Status",
    "Outcome 1",
    "Outcome 2",
    "Asked?",
    "2026",
]
NAMES += ["Ref.", "%", "Lead's name", "Type (other)", "Risk: physical", "a/b", "Yes", "Total"]
WORDS = [
    "North",
    "Total Care",
    "Met",
    "not met",
    "N/A",
    "NULL",
    "None",
    "-",
    "",
    "a, b",
    'said "x"',
    "one\ntwo",
]
WORDS += [
    "£5",
    "é",
    "it’s",
    "007",
    "1,234",
    "2026-04-03",
    "x;y",
    "p|q",
    "t\tt",
    "=1+1",
    "@a",
    " pad ",
    "Total",
]
WORDS += [
    "Source: phone",
    "0",
    "1.5",
    "TRUE",
    "#1",
    "*note",
    "Page 1",
    "(5)",
    "'q'",
    "''",
    "x\\",
    '""',
    "–",
    "Team",
]
CELLS: tuple[Callable[[Random, int], str], ...] = (
    lambda _, row: f"C{1000 + row}",
    lambda random, _: f"{random.randint(1, 28):02d}/{random.randint(1, 12):02d}/2026",
    lambda random, _: str(random.randint(0, 400)),
    lambda random, _: random.choice(WORDS),
    lambda random, _: random.choice(["Yes", "No"]),
)


def test_random_tables_are_never_read_wrongly_without_a_word(tmp_path: Path) -> None:
    random, right = Random(20261122), 0
    for number in range(TABLES):
        grid = _table(random)
        path = _written(random, grid, tmp_path / str(number))
        try:
            table = read_table(path)
        except FileRefused:
            continue
        same = [list(table.header), *(cells for _, cells in table.rows())] == grid
        assert same or table.warnings, grid
        right += same
    assert right >= 0.95 * TABLES


def _table(random: Random) -> Grid:
    names = random.sample(NAMES, random.choice([2, 3, 4, 6, 8]))
    kinds = [CELLS[0], *(random.choice(CELLS) for _ in names[1:])]
    rows = range(random.choice([1, 2, 3, 5, 10, 30]))
    grid: Grid = [list(names)]
    for row in rows:
        cells = ["" if random.random() < 0.08 else cell(random, row) for cell in kinds]
        if any(cell.strip() for cell in cells):
            grid.append([*cells])
    return grid


def _written(random: Random, grid: Grid, path: Path) -> Path:
    encoding = random.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
    quoting = random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    newline = random.choice(["\r\n", "\n"])
    text = as_text(grid, newline=newline, delimiter=random.choice(",,;\t|"), quoting=quoting)
    book = random.random() < 0.25
    path.write_bytes(as_xlsx({"Sheet1": grid}) if book else text.encode(encoding))
    return path
