"""How a file is written, in words."""

from collections.abc import Mapping

from etl.commands.output import printable

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "pipes"}


def in_words(dialect: Mapping[str, object]) -> str:
    """Return a file's sheet or delimiter, its encoding, and where its header is if not in row 1."""
    said = [f"sheet {printable(str(dialect['sheet']))}"] if dialect.get("sheet") else []
    if delimiter := dialect.get("delimiter"):
        said.append(_DELIMITERS.get(str(delimiter), str(delimiter)))
    if encoding := dialect.get("encoding"):
        said.append(str(encoding).upper())
    rows = dialect.get("header_rows")
    if isinstance(rows, list | tuple) and list(rows) != [1]:
        said.append(f"header in row{'s' if len(rows) > 1 else ''} {' and '.join(map(str, rows))}")
    if dialect.get("date_system") == "1904":
        said.append("dates from 1904")
    return ", ".join(said)
