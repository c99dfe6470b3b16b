"""What a file is by its first bytes, whatever its ending says: a workbook, text, or something to refuse."""

import re
from pathlib import Path

from etl.refusals import FileRefused

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLDER_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_OTHERS = {
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed with gzip",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ\x00": "compressed with xz",
    b"\x28\xb5\x2f\xfd": "compressed with zstd",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"PAR1": "a Parquet file",
    b"ARROW1": "an Arrow file",
    b"SQLite format 3\x00": "a SQLite database",
    b"\x00\x01\x00\x00Standard": "an Access database",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"ID;PWXL": "a SYLK sheet",
    b"MIME-Version:": "a web archive",
    b"%!PS": "a PostScript document",
}
_MARKUP = re.compile(r"<(?:!doctype|!--|html|head|body|table|meta|style|\?xml|\w+:?\w*[\s>/])", re.IGNORECASE)
_WEB = re.compile(r"<!doctype html|<html|<table|<meta|<body|<style|<head", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype html|<html", re.IGNORECASE)
_JSON = re.compile(r'\{\s*(?:"|\}|$)|\[\s*(?:[\[{"]|-?\d|\]\s*$)')


def is_workbook(path: Path, head: bytes) -> bool:
    """Return whether a file's first bytes are a workbook's; raises FileRefused where they are no table's."""
    if head.startswith((*_ZIP, _OLE, *_OLDER_SHEETS)):
        return True
    for start, called in _OTHERS.items():
        if head.startswith(start):
            raise FileRefused(f"{path.name} is {called}, and not a table as text: export it as CSV.")
    return False


def refuse_markup(path: Path, text: str) -> None:
    """Raise FileRefused where a text is a web page, XML or JSON under a table's name."""
    start = text.lstrip("\ufeff \t\r\n")[:2000]
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and start[:5] == "<?xml":
        raise FileRefused(
            f"{path.name} is an XML Spreadsheet 2003: open it in Excel and save it as xlsx or CSV."
        )
    if _WEB.match(start) or (_MARKUP.match(start) and _PAGE.search(start)):
        raise FileRefused(f"{path.name} is a web page (HTML): open it in Excel and save it as CSV.")
    if _MARKUP.match(start):
        raise FileRefused(f"{path.name} is XML: open it in Excel and save it as CSV.")
    if _JSON.match(start):
        raise FileRefused(f"{path.name} is JSON: export it as CSV.")
