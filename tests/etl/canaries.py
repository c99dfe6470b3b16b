"""What must never be loaded, planted in an export of each shape, and looked for wherever a load can write."""

import base64
import csv
import hashlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl

EXPORTS = Path(__file__).parents[2] / "sample_data" / "exports"

NUMBERS = (
    "943 476 5919",
    "9434765919",
    "AB123456C",
    "ZE3 9JW",
    "020 7946 0321",
    "zebedee@quill.example",
)
WORDS = (
    "Zebedee Quillfeather",
    "1941-02-03",
    "03/02/1941",
    "17 Marmalade Row",
    "zquill77",
    "Ottoline Brackenbury",
    "Thistledown Lodge",
    "Quillfeather v Brackenbury",
    "told Auntie Bramble about the parrot",
)
# In a column of days a birth is a day like any other: nobody can know it for one.
BIRTHS = WORDS[1:3]
_DAYS = re.compile(r"_on$|_of$|open_|Date|date|On$|Start|End|Closed|At$|answer")
_REFERENCES = re.compile(r"_ref$|_id$|ID$|^id$|^Ref$|no$")
OWN_WORDS = "I want Marmaduke the parrot home"
PERSON = "PERSON-774131"
FILE_NAME = "4010232137"
ALL = (*NUMBERS, *WORDS, OWN_WORDS, PERSON, FILE_NAME)
# Columns that no mapping lists.
UNLISTED = ("Forename", "NHS No", "Home address", "Allocated worker", "Case title", "Free text")
# What is loaded as it is written: only what has an identifier's form can be known for one there.
TEXTS = {
    "Responsible Team",
    "Team at Conclusion",
    "assigned_team",
    "teamAssignedTo",
    "Team",
    "team_name",
    "service",
    "organisation",
    "successor",
    "instrument",
    "note",
}
OWN = {"own_words", "text", "summary", "Person's Own Words", "Outcome 1 (their words)"}
# A word outside its list is shown where five rows hold it: not where it is somebody's number.
OFTEN = {"gender", "Gender", "Lacks capacity for enquiry?", "boolean_answer"}
_LAST = 12  # rows in which cells are overwritten
_WORDS_OF_JSON = {
    '"TEST"': '"Zebedee Quillfeather"',
    "1948-02-18": "1941-02-03",
    "00000 000000": "020 7946 0321",
    "worker@council.example": "zebedee@quill.example",
    "Home care provider": "Thistledown Lodge",
}


def plant(shape: str, folder: Path) -> Path:
    """Write the small export of a shape with every canary in it; returns the folder."""
    folder.mkdir()
    for number, path in enumerate(sorted(EXPORTS.joinpath(shape).iterdir())):
        if path.suffix == ".csv":
            _plant_csv(path, folder / path.name, number)
        elif path.suffix == ".xlsx":
            _plant_workbook(path, folder / path.name)
    (folder / f"adult {FILE_NAME}.csv").write_text("Forename\nZebedee Quillfeather\n")
    return folder


def cell(column: str, row: int, place: int, written: str) -> str:
    """Return what stands in a cell of the last rows: a canary in one cell of three, or what stood there."""
    if column in OWN:
        return OWN_WORDS if written else written
    if column in OFTEN:
        return NUMBERS[0]
    if (row + place) % 3:
        return written
    known = NUMBERS if column in TEXTS else (*NUMBERS, *WORDS)
    canary = known[(4 * row + place) % len(known)]
    if _REFERENCES.search(column):
        return f"{canary}/{row}"  # rows of one reference would be conflicts, and stop what looks them up
    return NUMBERS[1] if canary in BIRTHS and _DAYS.search(column) else canary


def traces(home: Path) -> Iterator[tuple[str, str]]:
    """Yield (place, canary) for each that can be read in a file, a table or a statistic below a folder."""
    for path in sorted(home.rglob("*")):
        if path.is_file():
            name = path.relative_to(home).as_posix()
            for each in traces_in(path.read_bytes() + path.name.encode()):
                yield name, each
            for each in traces_in("\n".join(_cells(path)).encode()):
                yield f"a table of {name}", each


def traces_in(content: bytes) -> list[str]:
    """Return the canaries that content holds, written plainly, in UTF-16, in base64 or as a plain hash."""
    low = content.lower()
    return [each for each in ALL if any(needle in low for needle in _needles(each))]


def _needles(text: str) -> Iterator[bytes]:
    for form in {text, text.lower().replace(" ", "_")}:
        plain = form.encode()
        yield plain.lower()
        yield form.lower().encode("utf-16-le")
        yield base64.b64encode(plain).rstrip(b"=")[:-1].lower()
        for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256):
            yield digest(plain).hexdigest().encode()
            yield digest(plain).digest().lower()


def _cells(path: Path) -> Iterator[str]:
    """Every cell of a database or Parquet file, and of its statistics: files are compressed."""
    if path.suffix == ".duckdb":
        with duckdb.connect(path, read_only=True) as connection:
            names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
            for (name,) in names:
                yield from _of_rows(connection.execute(f'SELECT * FROM "{name}"').fetchall())
    elif path.suffix == ".parquet":
        with duckdb.connect() as connection:
            for reader in ("read_parquet", "parquet_metadata"):
                yield from _of_rows(connection.execute(f"SELECT * FROM {reader}(?)", [str(path)]).fetchall())
    elif path.suffix == ".sqlite":
        store = sqlite3.connect(path)
        for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            yield from _of_rows(store.execute(f'SELECT * FROM "{name}"').fetchall())
        store.close()


def _of_rows(rows: list[tuple[object, ...]]) -> Iterator[str]:
    return (each.decode("latin-1") if isinstance(each, bytes) else str(each) for row in rows for each in row)


def _plant_csv(path: Path, copy: Path, number: int) -> None:
    text = path.read_text("utf-8-sig").replace("00001205", PERSON)
    for word, canary in _WORDS_OF_JSON.items():
        text = text.replace(word.replace('"', '""'), canary.replace('"', '""'), 3)
    text = re.sub(r'(""Details"": "")[^"]+', rf"\1{OWN_WORDS}", text)
    text = re.sub(r"(,outcomeOwnWords,[^,]*,[^,]*,)[^\n]+?(,,)", rf"\1{OWN_WORDS}\2", text)
    header, *all_rows = csv.reader(text.splitlines(keepends=True))
    rows = [list(row) for row in dict.fromkeys(map(tuple, all_rows))]
    for row in range(max(0, len(rows) - _LAST), len(rows)):
        rows[row] = [
            cell(column, row + number, place, rows[row][place]) for place, column in enumerate(header)
        ]
    with copy.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*header, *UNLISTED])
        for row, cells in enumerate(rows):
            writer.writerow([*cells, *(ALL[(row + place) % len(ALL)] for place in range(len(UNLISTED)))])


def _plant_workbook(path: Path, copy: Path) -> None:
    """The last row is a total."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = [str(each.value or "") for each in sheet[3]]
    for row in range(sheet.max_row - _LAST, sheet.max_row):
        for place, column in enumerate(header):
            holder = sheet.cell(row, place + 1)
            written = cell(column, row, place, "same")
            if written != "same":
                holder.value = written
    for row in range(4, sheet.max_row):
        sheet.cell(row, len(header) + 1).value = ALL[row % len(ALL)]
    sheet.cell(3, len(header) + 1).value = "Forename"
    book.save(copy)
