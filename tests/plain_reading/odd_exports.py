"""Small standard exports that break most rules of the contract somewhere, the same for the same seed."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from tests.plain_reading.contract import all_codes, fields, is_required, key_columns
from tests.plain_reading.odd_others import add_others
from tests.plain_reading.odd_record import Cells, Tables, odd_tables

NO_DATES = ("31/02/2025", "2025-02-30", "soon", "2025-3-1", "45000", "01/04/2025")
NO_CODES = ("banana", "YES", "not recorded", "n/a", "Fully", "1")
UNDER_18 = ("0-17", "under_18")
_SELDOM_DROPPED = ("concluded_on", "recorded_on")


def write_odd_export(folder: Path, seed: int, enquiries: int = 40) -> None:
    """Writes the export of a seed into a folder, which is made if need be. It is never one to refuse.

    Left out, because the contract does not say what happens: two rows of one wish with the same stage and
    the same day once a blank day is filled in, two conclusions of one person on one day, and two answers of
    one respondent on one day to whether they feel safer.
    """
    random = Random(seed)
    tables = odd_tables(random, enquiries)
    add_others(tables, random)
    for name in tables:
        for cells in tables[name]:
            _spoil(name, cells, random)
        _add_orphans(name, tables, random)
        _repeat_rows(name, tables, random)
        random.shuffle(tables[name])
    folder.mkdir(parents=True, exist_ok=True)
    # Drawn apart, so that a seed lacks the same files and columns however many rows it has.
    delivered = Random(f"{seed} delivered")
    for name in _files(tables, delivered):
        _write(folder / f"{name}.csv", _columns(name, delivered), tables[name], delivered)


def _spoil(name: str, cells: Cells, random: Random) -> None:
    """Now and then one cell of a row becomes blank, unreadable, outside its list or under 18."""
    if "age_band" in cells and random.random() < 0.03:
        cells["age_band"] = random.choice(UNDER_18)
    if random.random() > 0.08:
        if random.random() < 0.05:
            cells[fields(name)[0]["name"]] = f"  {cells[fields(name)[0]['name']]} "
        return
    column = random.choice(fields(name))
    if name == "desired_outcomes" and column["name"] == "recorded_on":
        return
    words = [""] if is_required(column) else []
    if column["type"] == "date":
        words += NO_DATES
    elif column["type"] == "integer":
        words += ["two", "1.5"]
    elif column.get("codeList"):
        words += NO_CODES
    if words:
        cells[column["name"]] = random.choice(words)


def _add_orphans(name: str, tables: Tables, random: Random) -> None:
    """A child of an enquiry that no file knows, and an unreadable day where one may be blank."""
    has_parent = any(column["name"] == "enquiry_ref" for column in fields(name)) and name != "enquiries"
    if has_parent and tables[name]:
        orphan = dict(random.choice(tables[name]), enquiry_ref="9999")
        key = fields(name)[0]["name"]
        if key != "enquiry_ref":
            orphan[key] = f"orphan-{name}"
        tables[name].append(orphan)
    if name == "desired_outcomes" and tables["enquiries"]:
        known = random.choice(tables["enquiries"])["enquiry_ref"]
        stage = random.choice(all_codes("stage"))
        wish = dict.fromkeys((column["name"] for column in fields(name)), "")
        day = random.choice(NO_DATES)
        tables[name].append(
            {**wish, "enquiry_ref": known, "outcome_no": "9", "stage": stage, "recorded_on": day}
        )


def _repeat_rows(name: str, tables: Tables, random: Random) -> None:
    """Some rows come two or three times, word for word or with one cell that differs, perhaps malformed."""
    for cells in list(tables[name]):
        if random.random() < 0.05:
            tables[name].extend(dict(cells) for _ in range(random.choice((1, 1, 2))))
        if random.random() < 0.02:
            columns = [c for c in fields(name) if c["name"] not in key_columns(name)]
            if columns:
                tables[name].append({**cells, **_another(random.choice(columns), cells, random)})


def _another(column: Cells, cells: Cells, random: Random) -> Cells:
    name = column["name"]
    if column["type"] == "date":
        return {name: random.choice(("2025-05-05", "2024-02-30"))}
    if column["type"] == "integer":
        return {name: "77"}
    if column.get("codeList"):
        others = [code for code in all_codes(column["codeList"]) if code != cells[name]]
        return {name: random.choice(others)}
    return {name: ""} if name == "enquiry_ref" else {name: f"{cells[name]} 2"}


def _files(tables: Tables, random: Random) -> list[str]:
    """The files to write: some optional ones are missing, now and then the concerns or the enquiries."""
    chance = {"concerns": 0.04, "enquiries": 0.02}
    kept = [name for name in tables if random.random() >= chance.get(name, 0.06)]
    return kept or ["people"]


def _columns(name: str, random: Random) -> list[str]:
    """The columns to write in a random order: some optional ones missing, now and then one too many."""
    columns = []
    for column in fields(name):
        chance = 0.003 if column["name"] in _SELDOM_DROPPED else 0.02
        if is_required(column) or random.random() >= chance:
            columns.append(column["name"])
    if random.random() < 0.3:
        columns.append("Worker, lead")
    random.shuffle(columns)
    return columns


def _write(path: Path, columns: list[str], rows: list[Cells], random: Random) -> None:
    encoding = random.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig"))
    line_end = random.choice(("\n", "\r\n"))
    quote_all = random.random() < 0.3
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, lineterminator=line_end)
        if quote_all:
            writer = csv.writer(stream, lineterminator=line_end, quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        writer.writerows([cells.get(column, "ignored") for column in columns] for cells in rows)
