"""Published files of councils that do not exist, in the layouts of their publishers."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

ASCOF = ("geo_level", "code", "ons_code", "name", "year", "numerator", "denominator", "outcome_pct")
SAC = (
    "GEOGRAPHY",
    "COUNCIL_TYPE",
    "REGION_CODE",
    "REGION_NAME",
    "ONS_CODE",
    "LA_CODE",
    "LA_NAME",
    "TABLE_REFERENCE",
    "ENQUIRY_TYPE",
    "CATEGORY",
    "SUBCATEGORY",
    "VALUE",
)
OWN = "E06900001"
RISKS = ("Risk remained", "Risk reduced", "Risk removed")
ASKED = (
    "Yes they were asked and outcomes were expressed",
    "Yes they were asked but no outcomes were expressed",
    "No",
    "Don't Know",
    "Not Recorded",
)
Row = Sequence[str]


def write(path: Path, header: Row, rows: Iterable[Row]) -> Path:
    """Write a file of published figures, and return its path."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def council(place: int) -> tuple[str, str]:
    """Return the ONS code and the name of an invented council; the first is one's own."""
    return f"E069{place:05d}", f"Otherby {place:03d}" if place > 1 else "Sampleshire"


def ascof(place: int, year: str, numerator: object, denominator: object, percentage: object = "[z]") -> Row:
    """Return a council's row of ASCOF 4b."""
    code, name = council(place)
    return ("la", f"{place:03d}", code, name, year, str(numerator), str(denominator), str(percentage))


def england(year: str) -> Row:
    """Return the row of the whole country, which is no council."""
    return ("england", "England", "E92000001", "England", year, "900", "1000", "90.0")


def sac(place: int, table: str, answer: tuple[str, str], value: object, kind: str = "Section 42") -> Row:
    """Return one count of a council in the collection; `answer` is its category and subcategory."""
    code, name = council(place)
    where = ("Council", "Unitary Authority", "E12900001", "Far Shore", code, f"{place:03d}", name)
    return (*where, table, kind, *answer, str(value))


def risks(place: int, *values: object) -> list[Row]:
    """Return a council's counts of remained, reduced and removed."""
    return [
        sac(place, "SG2e", ("Risk outcome", answer), value)
        for answer, value in zip(RISKS, values, strict=True)
    ]


def asked(place: int, *values: object) -> list[Row]:
    """Return a council's counts of whether people were asked, in the order of the table."""
    return [
        sac(place, "Table SG4a", ("Desired outcomes", answer), value)
        for answer, value in zip(ASKED, values, strict=True)
    ]
