"""Sound text files: encodings, delimiters, quotes and line ends."""

import codecs
import csv
from collections.abc import Iterator

from tests.odd_files.truth import CONCERNS, PLAIN, TABLES, TEAM_FIRST, WORDS, OddFile, Owed, odd_file
from tests.odd_files.writing import as_text

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be-mark", "utf-16-le", "utf-16-be")
CLEAN = ("utf-8", "utf-8-sig")


def encoded(text: str, encoding: str) -> bytes:
    """Return text in an encoding; `utf-16-be-mark` is big endian with its mark."""
    if encoding == "utf-16-be-mark":
        return codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    return text.encode(encoding)


def plain_text_files() -> Iterator[OddFile]:
    """Yield sound text files."""
    yield from _encodings_and_delimiters()
    yield from _quotes_and_line_ends()
    yield from _ends()
    yield from _encodings_that_look_alike()


def _encodings_and_delimiters() -> Iterator[OddFile]:
    for encoding in ENCODINGS:
        for word, delimiter in DELIMITERS.items():
            clean = encoding in CLEAN and word == "comma"
            for table in ("concerns", "words") if clean or word != "pipe" else ("concerns",):
                text = as_text(TABLES[table].grid, delimiter=delimiter)
                name = f"{table}_{encoding}_{word}.csv"
                yield odd_file(
                    name, encoded(text, encoding), Owed.quiet if clean else Owed.right, TABLES[table]
                )


def _quotes_and_line_ends() -> Iterator[OddFile]:
    for newline, word in {"\n": "lf", "\r\n": "crlf", "\r": "cr"}.items():
        owed = Owed.right if newline == "\r" else Owed.quiet
        all_quoted = as_text(CONCERNS.grid, newline=newline, quoting=csv.QUOTE_ALL)
        yield odd_file(f"all_quoted_{word}.csv", all_quoted.encode(), owed, CONCERNS)
        words_quoted = as_text(TEAM_FIRST.grid, newline=newline, quoting=csv.QUOTE_NONNUMERIC)
        yield odd_file(f"words_quoted_{word}.csv", words_quoted.encode(), owed, TEAM_FIRST)
        minimal = as_text(PLAIN.grid, newline=newline)
        yield odd_file(f"plain_{word}.csv", minimal.encode(), owed, PLAIN)
        yield odd_file(f"not_ended_{word}.csv", minimal.rstrip().encode(), Owed.right, PLAIN)
    mixed = as_text(CONCERNS.grid, newline="\n").replace("\n0001", "\r\n0001", 4)
    yield odd_file("line_ends_mixed.csv", mixed.encode(), Owed.right, CONCERNS)
    inner = as_text(CONCERNS.grid).replace("first line\nsecond", "first line\r\nsecond")
    rows = tuple(
        tuple(cell.replace("\n", "\r\n") if isinstance(cell, str) else cell for cell in row)
        for row in CONCERNS.rows
    )
    yield odd_file(
        "inner_crlf.csv", inner.encode(), Owed.quiet, type(CONCERNS)(header=CONCERNS.header, rows=rows)
    )
    escaped = as_text(CONCERNS.grid, doublequote=False, escapechar="\\")
    yield odd_file("quotes_escaped_by_backslash.csv", escaped.encode(), Owed.right, CONCERNS)
    single = as_text(PLAIN.grid, quotechar="'", quoting=csv.QUOTE_ALL)
    yield odd_file("single_quotes.csv", single.encode(), Owed.said, PLAIN)
    spaced = as_text(TEAM_FIRST.grid, quoting=csv.QUOTE_ALL).replace('","', '", "')
    yield odd_file("blank_before_quotes.csv", spaced.encode(), Owed.right, TEAM_FIRST)


def _ends() -> Iterator[OddFile]:
    plain = as_text(PLAIN.grid)
    yield odd_file("blank_lines_at_the_end.csv", (plain + "\r\n\r\n\r\n").encode(), Owed.right, PLAIN)
    yield odd_file("ends_with_control_z.csv", plain.encode() + b"\x1a", Owed.right, PLAIN)
    yield odd_file("blank_lines_first.csv", ("\r\n\r\n" + plain).encode(), Owed.right, PLAIN)
    yield odd_file("rows_of_delimiters_at_the_end.csv", (plain + ",,\r\n" * 50).encode(), Owed.right, PLAIN)
    yield odd_file("two_marks.csv", codecs.BOM_UTF8 * 2 + plain.encode(), Owed.right, PLAIN)
    yield odd_file("separator_named.csv", ("sep=;\r\n" + plain.replace(",", ";")).encode(), Owed.right, PLAIN)
    yield odd_file("separator_named_comma.csv", ("sep=,\r\n" + plain).encode(), Owed.right, PLAIN)
    yield odd_file("separator_named_wrongly.csv", ("sep=;\r\n" + plain).encode(), Owed.said, PLAIN)
    yield odd_file("text.txt", as_text(CONCERNS.grid, delimiter="\t").encode("utf-16"), Owed.right, CONCERNS)
    yield odd_file("no_ending", plain.encode(), Owed.right, PLAIN)
    yield odd_file("trailing_delimiters.csv", plain.replace("\r\n", ",\r\n").encode(), Owed.right, PLAIN)
    yield odd_file("colon.csv", as_text(PLAIN.grid, delimiter=":").encode(), Owed.right, PLAIN)
    yield odd_file("caret.csv", as_text(PLAIN.grid, delimiter="^").encode(), Owed.right, PLAIN)
    yield odd_file("blanks_between.txt", as_text(PLAIN.grid, delimiter=" ").encode(), Owed.doubtful)
    yield odd_file("fixed_width.prn", _fixed_width().encode(), Owed.doubtful)
    yield odd_file("comma_and_blank.csv", plain.replace(",", ", ").encode(), Owed.right, PLAIN)
    one = "Concern ID\r\nC1\r\nC2\r\n"
    yield OddFile(
        name="one_column.csv",
        content=one.encode(),
        owed=Owed.right,
        header=("Concern ID",),
        rows=(("C1",), ("C2",)),
        types={},
    )


def _fixed_width() -> str:
    rows = [row.split(",") for row in as_text(PLAIN.grid).splitlines()]
    return "\r\n".join("".join(f"{cell:<14}" for cell in row) for row in rows)


def _encodings_that_look_alike() -> Iterator[OddFile]:
    """Encodings that no reader can tell from cp1252 for certain, and text that was decoded wrongly before."""
    text = as_text(CONCERNS.grid, delimiter=",")
    simple = text.replace("’", "'").replace("“", "'").replace("”", "'").replace("–", "-")
    yield odd_file("cp850.csv", simple.encode("cp850"), Owed.doubtful)
    yield odd_file("mac_roman.csv", text.encode("mac_roman"), Owed.doubtful)
    yield odd_file("utf-32.csv", text.encode("utf-32"), Owed.right, CONCERNS)
    yield odd_file(
        "decoded_wrongly_before.csv", text.encode().decode("cp1252", "replace").encode(), Owed.doubtful
    )
    yield odd_file("replacement_characters.csv", text.replace("é", "\ufffd").encode(), Owed.doubtful)
    yield odd_file("question_marks_utf16_cut.csv", text.encode("utf-16")[:-1], Owed.refused)
    yield odd_file("ascii.csv", as_text(PLAIN.grid).encode("ascii"), Owed.quiet, PLAIN)
    yield odd_file(
        "words_cp1252_all_quoted.csv",
        as_text(WORDS.grid, quoting=csv.QUOTE_ALL).encode("cp1252"),
        Owed.right,
        WORDS,
    )
