"""Text files that were cut, mixed, patched or mislabelled on their way."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date

from tests.odd_files.truth import CONCERNS, PLAIN, OddFile, Owed, odd_file
from tests.odd_files.writing import as_text

TEXT = as_text(CONCERNS.grid)
SIMPLE = as_text(PLAIN.grid)


def damaged_files() -> Iterator[OddFile]:
    """Yield damaged text files, and files that are no table at all."""
    yield from _cut()
    yield from _mixed()
    yield from _quotes()
    yield from _ragged()
    yield from _other_things()


def _refused(name: str, content: bytes) -> OddFile:
    return odd_file(name, content, Owed.refused)


def _doubtful(name: str, content: bytes) -> OddFile:
    return odd_file(name, content, Owed.doubtful)


def _cut() -> Iterator[OddFile]:
    coded = TEXT.encode()
    yield _refused("cut_within_a_quote.csv", coded[: coded.index(b"second line") + 3])
    yield _doubtful("cut_within_a_row.csv", SIMPLE.encode()[: SIMPLE.index("C4") + 5])
    yield _doubtful("cut_within_a_date.csv", SIMPLE.encode()[: SIMPLE.index("C4") + 9])
    yield _refused("cut_within_a_letter.csv", coded[: coded.index("é".encode()) + 1])
    yield _refused("cut_within_utf16.csv", TEXT.encode("utf-16")[:401])
    yield _doubtful(
        "cut_within_a_row_of_utf16.csv", SIMPLE.encode("utf-16")[: 2 + 2 * (SIMPLE.index("C4") + 5)]
    )
    yield _doubtful("cut_within_the_header.csv", b"Concern ID,Concern Da")
    yield _refused("nothing.csv", b"")
    yield _refused("mark_alone.csv", b"\xef\xbb\xbf")
    yield _refused("mark_of_utf16_alone.csv", b"\xff\xfe")
    yield _refused("blanks_alone.csv", b"  \r\n\t\r\n \r\n")
    yield _refused("delimiters_alone.csv", b",,,\r\n,,,\r\n")
    yield _refused("zeros_alone.csv", bytes(4096))
    yield _refused("ends_in_zeros.csv", SIMPLE.encode() + bytes(512))
    yield _refused("zeros_within.csv", SIMPLE.encode().replace(b"C3", b"C\0"))


def _mixed() -> Iterator[OddFile]:
    lines = TEXT.splitlines(keepends=True)
    mixed = "".join(lines[:4]).encode() + "".join(lines[4:]).encode("cp1252")
    yield _refused("encodings_mixed.csv", mixed)
    yield _refused("encodings_mixed_with_mark.csv", b"\xef\xbb\xbf" + mixed)
    yield _refused("utf16_after_utf8.csv", SIMPLE.encode() + SIMPLE.encode("utf-16-le"))
    yield _refused("mark_of_utf8_before_cp1252.csv", b"\xef\xbb\xbf" + TEXT.encode("cp1252"))
    yield _refused("mark_of_utf16_before_utf8.csv", b"\xff\xfe" + SIMPLE.encode()[:-1])
    undefined = SIMPLE.encode().replace(b"C3", b"C\x81").replace(b"C4", b"C\xe9")
    yield _doubtful("bytes_that_cp1252_lacks.csv", undefined)
    yield _doubtful("control_characters.csv", SIMPLE.encode().replace(b"C3", b"C\x08\x1b[31m"))
    other = SIMPLE.replace(",", ";")
    yield _doubtful("delimiters_mixed.csv", (SIMPLE + other.partition("\r\n")[2]).encode())
    inner = "Concern ID,Concern Date;Days Open\r\nC1,2026-04-03;12\r\nC2,2026-04-25;0\r\n"
    yield _doubtful("delimiters_within_delimiters.csv", inner.encode())
    mark = SIMPLE.replace("C3", "\ufeffC3")
    yield _doubtful("mark_within.csv", mark.encode())
    pasted = SIMPLE.encode() + b"\xef\xbb\xbf" + SIMPLE.encode()
    yield _doubtful("two_files_pasted_together.csv", pasted)
    swapped = as_text([["Concern Date", "Concern ID", "Days Open"], *PLAIN.grid[1:]])
    yield OddFile(
        name="columns_swapped.csv",
        content=swapped.encode(),
        owed=Owed.said,
        header=("Concern Date", "Concern ID", "Days Open"),
        rows=PLAIN.answer,
        types={"Concern Date": "date", "Days Open": "integer"},
    )


def _quotes() -> Iterator[OddFile]:
    yield _refused("quote_never_closed.csv", SIMPLE.replace("C2", '"C2').encode())
    yield _doubtful("quote_closed_rows_later.csv", SIMPLE.replace("C2", '"C2').replace("C4", 'C4"').encode())
    yield _doubtful("words_after_a_quote.csv", SIMPLE.replace("C2", '"C2" (dup)').encode())
    bare = SIMPLE.replace("C2", '6" nail')
    rows = tuple(('6" nail' if row[0] == "C2" else row[0], *row[1:]) for row in PLAIN.answer)
    yield OddFile(
        name="quote_within_a_bare_cell.csv",
        content=bare.encode(),
        owed=Owed.right,
        header=PLAIN.header,
        rows=rows,
    )
    said = SIMPLE.replace("C2", 'said "no" twice')
    rows = tuple(('said "no" twice' if row[0] == "C2" else row[0], *row[1:]) for row in PLAIN.answer)
    yield OddFile(
        name="quotes_within_a_bare_cell.csv",
        content=said.encode(),
        owed=Owed.right,
        header=PLAIN.header,
        rows=rows,
    )
    not_doubled = TEXT.replace('""stop""', '"stop"')
    yield _doubtful("quotes_not_doubled.csv", not_doubled.encode())
    curly = as_text(PLAIN.grid).replace("C2", "“C2, dup”")
    yield _doubtful("curly_quotes_round_a_comma.csv", curly.encode())
    rows_quoted = "\r\n".join(f'"{line}"' for line in SIMPLE.splitlines())
    yield _doubtful("whole_rows_quoted.csv", rows_quoted.encode())
    doubled = "\r\n".join('"' + line.replace('"', '""') + '"' for line in TEXT.splitlines())
    yield _doubtful("whole_rows_quoted_and_doubled.csv", doubled.encode())


def _ragged() -> Iterator[OddFile]:
    yield _doubtful("row_too_long.csv", SIMPLE.replace("C3", "C3,again").encode())
    yield _doubtful("row_too_short.csv", SIMPLE.replace("C3,", "C3 ").encode())
    yield _doubtful("notes_with_bare_commas.csv", TEXT.replace('"', "").encode())
    broken = TEXT.replace('"first line\nsecond line"', "first line\r\nsecond line")
    yield _doubtful("bare_line_end_within_a_note.csv", broken.encode())
    each = "\r\n".join(line.rstrip(",") for line in TEXT.replace("\n", " ").split("\r ") if line)
    yield odd_file(
        "blank_ends_left_out.csv", each.replace("line second", "line\nsecond").encode(), Owed.right, CONCERNS
    )
    shifted = SIMPLE.replace("C3,2026-05-01", "C3,,2026-05-01").replace(",140", "")
    yield OddFile(
        name="cells_shifted.csv",
        content=shifted.encode(),
        owed=Owed.said,
        header=PLAIN.header,
        rows=tuple(("C3", None, "2026-05-01") if row[0] == "C3" else row for row in PLAIN.answer),
    )
    long = SIMPLE.replace("C3", "C3" + ",x" * 50)
    yield _doubtful("row_far_too_long.csv", long.encode())


def _other_things() -> Iterator[OddFile]:
    table = "".join(
        "<tr>"
        + "".join(f"<td>{cell.isoformat() if isinstance(cell, date) else cell}</td>" for cell in row)
        + "</tr>"
        for row in PLAIN.grid
    )
    page = f"<html><head><title>x</title></head><body><table border=1>{table}</table></body></html>"
    yield odd_file("page_named_xls.xls", page.encode(), Owed.right, PLAIN)
    yield odd_file("page_named_csv.csv", page.encode(), Owed.right, PLAIN)
    yield _refused(
        "login_page.csv", b"<!DOCTYPE html>\n<html><body>Please log in, then try again, soon</body></html>"
    )
    spread = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in as_cells()
    )
    sheet = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Sheet1"><Table>'
        f"{spread}</Table></Worksheet></Workbook>"
    )
    yield odd_file("xml_of_excel_2003.xls", sheet.encode(), Owed.right, PLAIN)
    records = [dict(zip(PLAIN.header, row, strict=True)) for row in PLAIN.answer]
    yield _refused("json.csv", json.dumps(records, indent=1).encode())
    yield _refused("json_lines.csv", "\n".join(json.dumps(each) for each in records).encode())
    yield _refused("packed.csv.gz", gzip.compress(SIMPLE.encode(), mtime=0))
    yield _refused("packed_by_zip.csv", zipped({"concerns.csv": SIMPLE.encode()}))
    yield _refused("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01")
    yield _refused("document.csv", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
    yield _refused(
        "rich_text.csv", rb"{\rtf1\ansi Concern ID, Concern Date, Days Open\par C1, 2026-04-03, 12}"
    )
    yield _refused(
        "document_of_word.xlsx",
        zipped({"word/document.xml": b"<document/>", "[Content_Types].xml": b"<x/>"}),
    )
    yield _doubtful("sentence.csv", b"The report could not be made. Ask the service desk.\r\n")
    yield _refused("database.csv", b"SQLite format 3\0" + bytes(84))
    yield _refused("parquet.csv", b"PAR1" + bytes(range(1, 60)) + b"PAR1")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    yield _doubtful("pointer.csv", pointer.encode())


def as_cells() -> list[list[str]]:
    """Return the plain table as text cells."""
    return [["" if cell is None else str(cell) for cell in row] for row in [PLAIN.header, *PLAIN.answer]]


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()
