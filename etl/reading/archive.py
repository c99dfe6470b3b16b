"""The zip archive around a workbook, proved small, whole and plain before anything parses it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from etl.refusals import FileRefused

# A workbook has a few dozen parts; pictures and comments bring a few hundred.
_MOST_PARTS = 5_000
# The list of parts is read into memory, so its size is looked at first.
_LARGEST_DIRECTORY = 4 << 20
# 600,000 rows of 60 columns are about 1.6 GB of XML.
_LARGEST_WHOLE = 3 << 30
# All but sheets are held in memory as they are: shared strings of 300,000 long texts are about 300 MB.
_LARGEST_PART = 1 << 29
# Sheets of repeated words were measured at 10 to 110 to 1, bombs at about 1,000 to 1.
_MOST_EXPANSION = 300
# What is smaller than this harms nobody, however well it is packed.
_HARMLESS = 64 << 20

_CHUNK = 1 << 20
_LOCAL = struct.Struct("<4s5H3I2H")
_END = struct.Struct("<4s4H2IH")
_DOCTYPE = b"<!DOCTYPE"
_ENCRYPTED = 0x1
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def prove(path: Path) -> frozenset[str]:
    """Return the names of the parts of a sound archive.

    Raises FileRefused where it is cut short, damaged, encrypted or made to overwhelm its reader: by its
    size unpacked, its ratio, its number of parts, parts that overlap, repeat or hold archives, paths that
    lead out of it, and XML that declares entities. Nothing is unpacked beyond a megabyte at a time.
    """
    try:
        _prove_directory(path)
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
        _prove_parts(path, parts)
        _prove_sizes(path, parts)
        with path.open("rb") as stream:
            _prove_layout(path, stream, parts)
            for part in parts:
                _prove_content(path, stream, part)
    # zipfile says NotImplementedError of an archive that a later version of the format made.
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError) as error:
        raise FileRefused(f"{path.name} is damaged or only half copied: copy or export it again.") from error
    except OSError as error:
        raise FileRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    return frozenset(part.filename for part in parts)


def _prove_directory(path: Path) -> None:
    """Look at the record that ends a zip before the list of parts is read into memory."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _END.size - 0xFFFF))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise FileRefused(f"{path.name} is cut short or still being copied: copy or export it again.")
    _, _, _, _, count, directory, _, _ = _END.unpack_from(tail, at)
    if directory > _LARGEST_DIRECTORY or count > _MOST_PARTS:
        raise FileRefused(f"{path.name} holds more parts than any workbook does, and was not unpacked.")


def _prove_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(names) > _MOST_PARTS:
        raise FileRefused(f"{path.name} holds more parts than any workbook does, and was not unpacked.")
    if len({name.casefold() for name in names}) < len(names):
        raise FileRefused(f"{path.name} holds one part twice, which no workbook does, and was not unpacked.")
    if any(_leads_out(name) for name in names):
        raise FileRefused(f"{path.name} holds a part whose path leads out of it, and was not unpacked.")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileRefused(f"{path.name} is protected by a password: save it without one.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise FileRefused(f"{path.name} is packed in a way that no workbook is: save it again from Excel.")


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _prove_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    whole = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    large = [part for part in parts if part.file_size > _LARGEST_PART and "/worksheets/" not in part.filename]
    if whole > _LARGEST_WHOLE or large:
        raise FileRefused(
            f"{path.name} would unpack to {whole / (1 << 30):.1f} GB, and was not unpacked: export "
            "fewer rows, or export it as CSV."
        )
    pairs = [(whole, packed), *((part.file_size, part.compress_size) for part in parts)]
    if any(size > _HARMLESS and size > _MOST_EXPANSION * max(small, 1) for size, small in pairs):
        raise FileRefused(
            f"{path.name} would unpack to more than {_MOST_EXPANSION} times its size, as files made to "
            "overwhelm a computer do, and was not unpacked: export it as CSV."
        )


def _prove_layout(path: Path, stream: BinaryIO, parts: list[zipfile.ZipInfo]) -> None:
    spans = sorted((part.header_offset, _start(stream, part) + part.compress_size) for part in parts)
    if any(following < end for (_, end), (following, _) in pairwise(spans)):
        raise FileRefused(f"{path.name} holds parts that overlap, as no workbook does, and was not unpacked.")


def _start(stream: BinaryIO, part: zipfile.ZipInfo) -> int:
    """Return where the packed bytes of a part begin; raises BadZipFile where its own header disagrees."""
    stream.seek(part.header_offset)
    header = _LOCAL.unpack(stream.read(_LOCAL.size))
    name = stream.read(header[-2])
    encoding = "utf-8" if part.flag_bits & 0x800 else "cp437"
    if header[0] != b"PK\x03\x04" or name.decode(encoding) != part.orig_filename:
        raise zipfile.BadZipFile
    return part.header_offset + _LOCAL.size + len(name) + int(header[-1])


def _prove_content(path: Path, stream: BinaryIO, part: zipfile.ZipInfo) -> None:
    """Unpack a part to nowhere: it has the size and checksum it declares, and its XML declares nothing."""
    size, checksum, before = 0, 0, b""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    for piece in _unpacked(stream, part):
        if size == 0:
            _prove_opening(path, piece, is_xml)
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if size > part.file_size:
            raise zipfile.BadZipFile
        if is_xml and _DOCTYPE in before + piece:
            raise FileRefused(
                f"{path.name} declares entities in its XML, as no workbook does, and was not read."
            )
        before = (before + piece)[-len(_DOCTYPE) :]
    if size != part.file_size or checksum != part.CRC:
        raise zipfile.BadZipFile


def _prove_opening(path: Path, piece: bytes, is_xml: bool) -> None:
    if piece.startswith(_ARCHIVES):
        raise FileRefused(
            f"{path.name} holds another file inside it: save the sheet as a workbook of its own."
        )
    declared = _DECLARED.match(piece.removeprefix(b"\xef\xbb\xbf")[:200])
    encoding = declared[1].lower() if declared else b"utf-8"
    if is_xml and (b"\0" in piece[:4] or piece[:2] == b"\xff\xfe" or encoding not in _PLAIN_ENCODINGS):
        raise FileRefused(f"{path.name} is not written in UTF-8, as workbooks are: save it again from Excel.")


def _unpacked(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked bytes of a part, at most a chunk at a time whatever its header declares."""
    stream.seek(_start(stream, part))
    inflater = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    left = part.compress_size
    while left:
        packed = stream.read(min(left, _CHUNK))
        if not packed:
            raise EOFError
        left -= len(packed)
        if inflater is None:
            yield packed
            continue
        while packed and not inflater.eof:
            yield inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
    if inflater is not None and not inflater.eof:
        raise EOFError
