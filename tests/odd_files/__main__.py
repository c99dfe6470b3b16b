"""How this reader and pandas with default settings do on the odd files: python -m tests.odd_files."""

import resource
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.odd_files.by_pandas import read_by_pandas
from tests.odd_files.catalogue import odd_files
from tests.odd_files.judging import Verdict, judge, read
from tests.odd_files.truth import Owed

MEMORY = 4 << 30
HARMFUL = {
    "bomb_of_blanks.xlsx",
    "far_corner.xlsx",
    "blank_in_the_last_row.xlsx",
}  # to pandas and its readers


def main() -> None:
    """Read every file by both and print how many ended how; pandas owes no warnings."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    found: dict[str, Counter[Verdict]] = {"etl.reading": Counter(), "pandas": Counter()}
    with tempfile.TemporaryDirectory() as folder:
        for odd in odd_files().values():
            found["etl.reading"][judge(odd, read(odd, Path(folder)))] += 1
            if odd.name not in HARMFUL:
                mild = replace(odd, owed=Owed.right) if odd.owed in (Owed.quiet, Owed.said) else odd
                found["pandas"][judge(mild, read_by_pandas(odd, Path(folder)))] += 1
    table = Table("", *found)
    for verdict in Verdict:
        table.add_row(verdict, *(str(counted[verdict]) for counted in found.values()))
    Console().print(table)


if __name__ == "__main__":
    main()
