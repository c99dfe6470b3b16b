"""Workbooks that are locked, cut, made to harm, or of a kind that nobody reads here."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.odd_files.truth import PLAIN, OddFile, Owed, odd_file
from tests.odd_files.writing import SHEET, as_xls, as_xlsx, patched

BOOK = as_xlsx({"Sheet1": PLAIN.grid})
BOMB = 300_000_000  # bytes of blanks
_SECTOR = 512


def hostile_files() -> Iterator[OddFile]:
    """Yield workbooks that must be refused, and without harm."""
    yield from _locked()
    yield from _cut()
    yield from _bombs()
    yield from _broken()


def _refused(name: str, content: bytes) -> OddFile:
    return odd_file(name, content, Owed.refused)


def _locked() -> Iterator[OddFile]:
    yield _refused("password.xlsx", compound(("EncryptionInfo", "EncryptedPackage")))
    yield _refused("password_named_csv.csv", compound(("EncryptionInfo", "EncryptedPackage")))
    yield _refused("document_of_word.xls", compound(("WordDocument", "1Table")))
    yield _refused("message.xls", compound(("__properties_version1.0",)))
    old = as_xls(PLAIN.grid)
    place = old.index(b"\x09\x08\x10\x00") + 20  # behind the book's first record
    locked = old[:place] + b"\x2f\x00\x06\x00\x00\x00\x01\x02\x03\x04" + old[place + 10 :]
    yield _refused("password.xls", locked)


def compound(streams: tuple[str, ...]) -> bytes:
    """Return an OLE compound file with blank streams of these names, as Office writes a locked book."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(10)
    header += b"\x01\0\0\0" + b"\x01\0\0\0" + bytes(4) + b"\0\x10\0\0" + b"\xfe\xff\xff\xff" + bytes(4)
    header += b"\xfe\xff\xff\xff" + bytes(4) + b"\0\0\0\0" + b"\xff" * 432
    table = b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff" + b"\xff" * (_SECTOR - 8)
    entries = [_entry("Root Entry", 5, child=1)]
    entries += [_entry(name, 2, right=place + 2) for place, name in enumerate(streams)]
    entries[-1] = _entry(streams[-1], 2)
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    return header + table + directory


def _entry(name: str, kind: int, right: int = -1, child: int = -1) -> bytes:
    coded = name.encode("utf-16-le")
    links = b"".join(each.to_bytes(4, "little", signed=True) for each in (-1, right, child))
    start = coded.ljust(64, b"\0") + (len(coded) + 2).to_bytes(2, "little") + bytes([kind, 1]) + links
    return start + bytes(36) + b"\xfe\xff\xff\xff" + bytes(8)


def _cut() -> Iterator[OddFile]:
    for share in (10, 50, 90, 99):
        yield _refused(f"cut_at_{share}.xlsx", BOOK[: len(BOOK) * share // 100])
    old = as_xls(PLAIN.grid)
    for share in (5, 25, 60):
        yield _refused(f"cut_at_{share}.xls", old[: len(old) * share // 100])
    yield _refused("zeros_in_the_middle.xlsx", BOOK[:700] + bytes(900) + BOOK[1600:])
    yield _refused("half_copied.xlsx", BOOK[: len(BOOK) // 2] + bytes(len(BOOK) - len(BOOK) // 2))
    yield _refused("half_copied.xls", old[: len(old) // 2] + bytes(len(old) - len(old) // 2))
    yield _refused("nothing.xlsx", b"")
    yield _refused("zeros_alone.xlsx", bytes(8192))


def _bombs() -> Iterator[OddFile]:
    yield odd_file("bomb_of_blanks.xlsx", _bomb, Owed.refused)
    cells = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 4))
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    far = patched(BOOK, SHEET, lambda part: part.replace(b"</sheetData>", corner))
    yield odd_file("far_corner.xlsx", far, Owed.refused)
    entity = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "]>"
    )
    laughing = (
        f'{entity}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    laughing += f"{cells}</sheetData><x>&i;</x></worksheet>"
    yield _refused("entities_within_entities.xlsx", patched(BOOK, SHEET, lambda _: laughing.encode()))
    outside = laughing.replace("aaaaaaaaaa", "x").replace('"x"', f'SYSTEM "{Path("/").as_uri()}etc/hostname"')
    yield _refused("entity_from_outside.xlsx", patched(BOOK, SHEET, lambda _: outside.encode()))
    yield _refused("parts_without_number.xlsx", _many())
    declared = BOOK.replace(len(_part()).to_bytes(4, "little"), (2**31).to_bytes(4, "little"))
    yield _refused("sizes_that_lie.xlsx", declared)


def _bomb() -> bytes:
    """A sheet of a few kilobytes that becomes hundreds of megabytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
        with new.open(SHEET, "w") as part:
            part.write(_part().partition(b"<sheetData>")[0] + b"<sheetData>")
            for _ in range(BOMB // 10_000_000):
                part.write(b" " * 10_000_000)
            part.write(b"</sheetData></worksheet>")
    return stream.getvalue()


def _part() -> bytes:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book:
        return book.read(SHEET)


def _many() -> bytes:
    stream = io.BytesIO(BOOK)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as book:
        for number in range(20_000):
            book.writestr(f"xl/media/{number}.png", b"")
    return stream.getvalue()


def _broken() -> Iterator[OddFile]:
    yield _refused("sheet_of_no_xml.xlsx", patched(BOOK, SHEET, lambda _: b"not xml"))
    yield _refused("sheet_cut.xlsx", patched(BOOK, SHEET, lambda part: part[: len(part) * 2 // 3]))
    yield _refused("book_of_no_xml.xlsx", patched(BOOK, "xl/workbook.xml", lambda _: b"<workbook>"))
    yield _refused("strings_cut.xlsx", patched(BOOK, "xl/sharedStrings.xml", lambda part: part[:200]))
    lost = patched(BOOK, SHEET, lambda part: part.replace(b"<v>3</v>", b"<v>999</v>", 1))
    yield _refused("string_that_is_not.xlsx", lost)
    yield _refused("without_a_sheet.xlsx", _without(SHEET))
    yield _refused("without_strings.xlsx", _without("xl/sharedStrings.xml"))
    yield odd_file("without_styles.xlsx", _without("xl/styles.xml"), Owed.doubtful)
    twice = io.BytesIO(BOOK)
    with zipfile.ZipFile(twice, "a") as book:
        book.writestr("extra.txt", b"x")
    yield odd_file("with_another_part.xlsx", twice.getvalue(), Owed.right, PLAIN)
    yield odd_file("words_behind.xlsx", BOOK + b"\r\n-- sent by the gateway --\r\n", Owed.right, PLAIN)


def _without(member: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
    return stream.getvalue()
