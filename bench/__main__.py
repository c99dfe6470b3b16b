"""make bench: every comparison in one run, printed as a table of ratios and written to docs/benchmarks.md."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from bench.loading import Line, loading_lines

WRITTEN = Path(__file__).parents[1] / "docs" / "benchmarks.md"
VERSIONS = ("duckdb", "pandas", "sqlalchemy", "numpy")


def main() -> None:
    """Run everything; the times are of this machine, the ratios are what to compare."""
    lines = []
    for line in loading_lines():
        both = f"{line.ours} | {line.other} | ratio {line.ratio:.1f}"
        print(f"{line.compared}: {both} ({line.to_reach})", flush=True)
        lines.append(line)
    WRITTEN.write_text(_page(lines), encoding="utf-8")
    print(f"Written to {WRITTEN.name}", file=sys.stderr)


def _cells(line: Line) -> tuple[str, ...]:
    return line.compared, line.ours, line.other, f"{line.ratio:.1f}", line.to_reach


def _page(lines: list[Line]) -> str:
    used = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    rows = "\n".join(" | ".join(("", *_cells(line), "")).strip() for line in lines)
    return f"""# Benchmarks

Made by `make bench`: both sides in one run, one after the other. Times are of one machine; the ratios
are what to compare.
Python {platform.python_version()}, {used}.
The machine's load over the last five minutes was {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors:
above their number, both sides waited for other programs.

| compared | the product | beside it | ratio | to reach |
|---|---|---|---|---|
{rows}

The plain pandas path reads the same file, maps the same words, makes the same pseudonyms and age bands,
checks each row with `apply`, and writes with `to_sql`. It keeps no history, no lineage, no rejection report
and no unit tables, proves nothing about the file, and is not safe against a crash. Where both sides publish
to PostgreSQL, it is one server on this machine, whose own processor time is counted for neither; the load
writes its file and Parquet as well, because the next load starts from them, and makes keys and indexes, which
`to_sql` does not.

## What is not reached, and why

Where a ratio above is below the one to reach, it is not reached. The load does more than it is compared
with: much of its processor time goes into the release itself, which the pandas path does not make. Facts are
sorted by pseudonym so that keys say nothing about the file, what measures read is derived, every fact is
hashed, and all of it is written twice, as a database and as Parquet. Within the memory that a load may use,
that is bound by how often wide rows of text are copied. Other programs on the machine lengthen the times of
the clock; the processor time beside them changes far less with them.
"""


if __name__ == "__main__":
    main()
