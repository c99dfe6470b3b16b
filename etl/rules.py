"""The one list of rules: what is odd in real exports, what the load does with it, and how it says so."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

QUARANTINED = "quarantined"
MERGED = "merged"
FLAGGED = "flagged"

# The dashboard tells its readers of the same rules.
LISTED = Path(__file__).parents[1] / "msp_dashboard" / "specification" / "rules.csv"
SHIPPED = Path(__file__).parents[1] / "docs" / "rules.md"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One defect of real exports; `dealt_with` says which words of a mapping decide it, if any do.

    `action` is what can follow, by commas. A rule that marks rows or cells stands in reports by its code.
    """

    rule: str
    defect: str
    action: str
    dealt_with: str
    sentence: str

    @property
    def marks_rows(self) -> bool:
        """Whether rows and cells are found by it, and counted in reports."""
        return any(word in self.action for word in (QUARANTINED, MERGED, FLAGGED))


def _listed() -> Iterator[Rule]:
    with LISTED.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield Rule(**row)


CATALOGUE = tuple(_listed())
# Each code with its sentence for people.
RULES = {each.rule: each.sentence for each in CATALOGUE if each.marks_rows}
UNREADABLE = {"date": "not_a_date", "integer": "not_a_whole_number"}
IDENTIFIER = "identifier_in_cell"


def page() -> str:
    """Return the table of rules as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# What is odd in real exports, and what happens to it"
    yield ""
    yield "Made from `msp_dashboard/specification/rules.csv` by `python -m etl.rules`. The guide to the words"
    yield "in the last column is [mapping.md](mapping.md). Nothing is dropped silently: what is not kept is"
    yield "counted, with its rule."
    for title, marks in (("Rows and cells", True), ("Files, mappings and loads", False)):
        yield ""
        yield f"## {title}"
        yield ""
        yield "| defect | rule | action | what it means | decided by |"
        yield "|---|---|---|---|---|"
        for each in CATALOGUE:
            if each.marks_rows == marks:
                yield (
                    f"| {each.defect} | `{each.rule}` | {each.action} | {each.sentence} | {each.dealt_with} |"
                )


if __name__ == "__main__":
    SHIPPED.write_text(page(), encoding="utf-8")
