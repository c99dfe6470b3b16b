"""Workbooks that are spoilt, cut short, protected or made to overwhelm: refused before they are parsed."""

import os
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from etl.refusals import FileRefused
from tests.reading.workbooks import SHEET, STRINGS, cells, opened, parts, write_parts

ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Ref</t></is></c></row>'
MEGABYTE = 1 << 20


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        opened(path)
    assert str(refused.value).startswith(path.name)
    return str(refused.value)


def inflated(path: Path, name: str, megabytes: int) -> Path:
    """Write a workbook with one part that is nothing but zeros."""
    content = parts(ROW)
    del content[name]
    write_parts(path, content)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(megabytes):
            part.write(b"0" * MEGABYTE)
    return path


@pytest.mark.parametrize("name", [SHEET, STRINGS])
def test_a_part_packed_a_thousand_to_one_is_refused_unread(tmp_path: Path, name: str) -> None:
    path = inflated(tmp_path / "a.xlsx", name, 200)
    tracemalloc.start()
    assert "more than 300 times its size" in refusal(path)
    assert tracemalloc.get_traced_memory()[1] < MEGABYTE
    tracemalloc.stop()


def test_many_parts_that_are_large_only_together_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    content: dict[str, str | bytes] = {
        **parts(ROW),
        **{f"xl/media/{at}.bin": b"0" * 8 * MEGABYTE for at in range(9)},
    }
    assert "more than 300 times its size" in refusal(write_parts(path, content))


def test_a_size_that_lies_is_found_before_it_is_unpacked_whole(tmp_path: Path) -> None:
    path = inflated(tmp_path / "a.xlsx", SHEET, 20)
    content = bytearray(path.read_bytes())
    struct.pack_into("<L", content, content.rfind(b"PK\x01\x02") + 24, 5_000)
    path.write_bytes(content)
    tracemalloc.start()
    assert "damaged" in refusal(path)
    assert tracemalloc.get_traced_memory()[1] < 6 * MEGABYTE
    tracemalloc.stop()


def test_a_sheet_that_repeats_its_words_is_read(tmp_path: Path) -> None:
    row = '<row>{}<c t="inlineStr"><is><t>{}</t></is></c></row>'
    words = '<c t="inlineStr"><is><t>Not recorded</t></is></c>' * 9
    rows = "".join(row.format(words, at) for at in range(20_000))
    grid = opened(write_parts(tmp_path / "a.xlsx", parts(rows)))
    assert cells(grid)[19_999] == ["Not recorded"] * 9 + ["19999"]


def test_cells_far_apart_are_refused_and_not_made_into_a_rectangle(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "so far apart" in refusal(write_parts(tmp_path / "a.xlsx", parts(ROW + far)))


@pytest.mark.parametrize("name", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "declared", ['<!ENTITY a "aa"><!ENTITY b "&a;&a;">', '<!ENTITY a SYSTEM "file:///etc/passwd">']
)
def test_xml_that_declares_entities_is_refused(tmp_path: Path, name: str, declared: str) -> None:
    content = parts(ROW)
    content[name] = f"<!DOCTYPE x [{declared}]>" + content[name]
    assert "declares entities" in refusal(write_parts(tmp_path / "a.xlsx", content))


def test_xml_in_another_encoding_is_refused(tmp_path: Path) -> None:
    content: dict[str, str | bytes] = {**parts(ROW)}
    content[SHEET] = parts(ROW)[SHEET].encode("utf-16")
    assert "is not written in UTF-8" in refusal(write_parts(tmp_path / "a.xlsx", content))


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "C:/a.xml", "xl\\..\\a.xml"])
def test_a_part_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    path = write_parts(tmp_path / "a.xlsx", {**parts(ROW), "xl/0000.xml": "<a/>"})
    with zipfile.ZipFile(path, "a") as archive:
        entry = zipfile.ZipInfo("plain.xml")
        entry.filename = name
        archive.writestr(entry, "<a/>")
    assert "path leads out of it" in refusal(path)


def test_an_archive_in_the_archive_is_refused(tmp_path: Path) -> None:
    inner = write_parts(tmp_path / "inner.zip", {"a.txt": "a"}).read_bytes()
    path = write_parts(tmp_path / "a.xlsx", {**parts(ROW), "xl/embeddings/a.bin": inner})
    assert "holds another file inside it" in refusal(path)


def test_thousands_of_parts_are_refused(tmp_path: Path) -> None:
    content = {**parts(ROW), **{f"xl/{at}.xml": "" for at in range(5_001)}}
    assert "more parts than any workbook" in refusal(write_parts(tmp_path / "a.xlsx", content))


def test_parts_that_overlap_are_refused(tmp_path: Path) -> None:
    """One part lies within another, as in bombs that count the same bytes many times."""
    small = write_parts(tmp_path / "small.zip", {"y.xml": "<a/>"})
    with zipfile.ZipFile(small) as archive:
        inner = archive.infolist()[0]
    path = write_parts(tmp_path / "a.xlsx", parts(ROW))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("x.xml", small.read_bytes()[:60])
        inner.header_offset = archive.getinfo("x.xml").header_offset + len("x.xml") + 30
        archive.filelist.append(inner)
    assert "parts that overlap" in refusal(path)


def test_a_part_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "a.xlsx", {**parts(ROW), "x.xml": "<a/>", "y.xml": "<a/>"})
    path.write_bytes(path.read_bytes().replace(b"y.xml", b"X.xml"))
    assert "holds one part twice" in refusal(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    whole = write_parts(tmp_path / "a.xlsx", parts(ROW)).read_bytes()
    path = tmp_path / "b.xlsx"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refusal(path) == "b.xlsx is cut short or still being copied: copy or export it again."


def test_a_workbook_whose_bytes_were_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts(ROW).items():
            archive.writestr(name, text)
    path.write_bytes(path.read_bytes().replace(b"<t>Ref</t>", b"<t>Raf</t>"))
    assert refusal(path) == "a.xlsx is damaged or only half copied: copy or export it again."


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "a.xlsx", parts(ROW))
    content = bytearray(path.read_bytes())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refusal(path) == "a.xlsx is protected by a password: save it without one."


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v>',
        '<row r="one"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="3"><v>45748</v></c></row>',
    ],
)
def test_a_sheet_that_is_out_of_order_or_unsound_is_refused(tmp_path: Path, rows: str) -> None:
    assert "save it again" in refusal(write_parts(tmp_path / "a.xlsx", parts(rows)))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"concerns.csv": "Ref\n1\n"}, "is a zip archive and no workbook: unpack it"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}, r"OpenDocument"),
        ({"[Content_Types].xml": "<a/>", "_rels/.rels": "<a/>", "xl/workbook.bin": b"1"}, "binary workbook"),
        ({"[Content_Types].xml": "<a/>", "_rels/.rels": "<a/>"}, "is not an Excel workbook"),
    ],
)
def test_other_archives_are_refused_by_what_they_are(
    tmp_path: Path, content: dict[str, str | bytes], reason: str
) -> None:
    assert reason in refusal(write_parts(tmp_path / "a.xlsx", content))


def test_a_workbook_that_lacks_a_sheet_is_refused(tmp_path: Path) -> None:
    content = parts(ROW)
    del content[SHEET]
    assert "lacks one of its sheets" in refusal(write_parts(tmp_path / "a.xlsx", content))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.xlsx") == f"a.xlsx cannot be read: {os.strerror(2)}."
