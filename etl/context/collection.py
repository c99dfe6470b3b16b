"""The layout of the Safeguarding Adults Collection: a row for each council and count of its tables."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from etl.context.published import Line, PublishedFigure, Value, count_of, state_of, together
from etl.refusals import FileRefused
from msp_dashboard.operations import FigureState
from msp_dashboard.vocabulary import code_list

SOURCE = "sac"
TITLE = "Safeguarding Adults Collection"
COLUMNS = (
    "ons_code",
    "la_code",
    "la_name",
    "table_reference",
    "enquiry_type",
    "category",
    "subcategory",
    "value",
)
_YEARS = ("year", "collection_year", "reporting_year", "financial_year")
_TABLE = re.compile(r"\bsg[0-9][a-z]\b")
_WHOLE = re.compile(r"(grand |overall )?total|all\b.*")
_NOT_A_COUNCIL = re.compile(r"|\W.*|all.*|total.*|n/a", re.IGNORECASE)
_NATION_OR_REGION = ("E92", "E12", "E13", "W92", "K")


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of a table's answers: `yes` of all that were `known`; codes of a list, in the file's words."""

    measure: str
    table: str
    answers: str
    yes: tuple[str, ...]
    known: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def words(self) -> Mapping[str, str]:
        """The code of each wording in the collection."""
        return {plain(code.sac): code.code for code in code_list(self.answers) if code.sac}


_ASKED = ("asked_expressed", "asked_none_expressed")
_UNKNOWN = ("dont_know", "not_recorded")
SHARES = (
    Share(
        measure="risk_outcome",
        table="sg2e",
        answers="risk_outcome",
        yes=("reduced", "removed"),
        known=("remained", "reduced", "removed"),
    ),
    Share(
        measure="asked",
        table="sg4a",
        answers="outcomes_asked",
        yes=_ASKED,
        known=(*_ASKED, "not_asked"),
        unknown=_UNKNOWN,
    ),
    Share(
        measure="expressed",
        table="sg4a",
        answers="outcomes_asked",
        yes=("asked_expressed",),
        known=(*_ASKED, "not_asked"),
        unknown=_UNKNOWN,
    ),
)
_BY_TABLE = {share.table: share for share in SHARES}


@dataclass(frozen=True, kw_only=True)
class _Council:
    """What one council sent in a year: by table and answer, the counts of each part that it is divided in."""

    line: Line
    year: str
    counts: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)

    def add(self, line: Line, place: tuple[str, str], part: str) -> None:
        parts = self.counts.setdefault(place, {})
        if part in parts:
            raise line.refusal("value", "is the second one for the same council, table and answer")
        parts[part] = line.value("value")

    def count(self, table: str, code: str) -> Value:
        """The total where the file has one, else all parts together."""
        parts = self.counts.get((table, code), {})
        wholes = [value for part, value in parts.items() if _WHOLE.fullmatch(part)]
        return together(wholes or parts.values()) if parts else FigureState.not_available


def read_collection(lines: Iterator[Line], year: str | None) -> Iterator[PublishedFigure]:
    """Yield each council's shares of the tables that have a counterpart here; raises FileRefused."""
    councils: dict[tuple[str, str], _Council] = {}
    file, other_tables = "", False
    for line in lines:
        file = line.file
        found = _answer(line)
        if found is None:
            other_tables = True
            continue
        own_year = _year(line, year)
        key = (line.text("ons_code"), own_year)
        council = councils.setdefault(key, _Council(line=line, year=own_year))
        council.add(line, *found)
    sent = {place for council in councils.values() for place in council.counts}
    shares = [share for share in SHARES if all((share.table, code) in sent for code in share.known)]
    if other_tables and not shares:
        raise FileRefused(_nothing_known(file))
    for council in councils.values():
        yield from (_figure(council, share) for share in shares)


def plain(words: str) -> str:
    """Return words without what publishers write now so and now so: capitals, marks, blanks."""
    return " ".join(re.findall(r"[a-z0-9]+", words.casefold()))


def _answer(line: Line) -> tuple[tuple[str, str], str] | None:
    """Table and answer of a council's row about section 42 enquiries, and the part it counts; else None."""
    reference = _TABLE.search(line.text("table_reference").casefold())
    share = _BY_TABLE.get(reference[0]) if reference else None
    if share is None or "42" not in line.text("enquiry_type") or not _is_council(line):
        return None
    for answers, part in (("subcategory", "category"), ("category", "subcategory")):
        code = share.words.get(plain(line.text(answers)))
        if code is not None:
            return (share.table, code), plain(line.text(part))
    return None


def _is_council(line: Line) -> bool:
    code = line.text("ons_code")
    return not (_NOT_A_COUNCIL.fullmatch(line.text("la_code")) or code.startswith(_NATION_OR_REGION))


def _year(line: Line, given: str | None) -> str:
    column = next((name for name in _YEARS if name in line.cells), None)
    if column is None:
        if given is None:
            raise FileRefused(
                f"{line.file} does not say of which year it is: add --year, such as --year 2024-25. "
                "Nothing changed."
            )
        return given
    if given is not None:
        raise FileRefused(f"{line.file} names the year of each row: leave --year out. Nothing changed.")
    return line.year(column)


def _figure(council: _Council, share: Share) -> PublishedFigure:
    def counted(codes: Iterable[str]) -> Value:
        return together(council.count(share.table, code) for code in codes)

    numerator, denominator = counted(share.yes), counted(share.known)
    return PublishedFigure(
        row=council.line.number,
        council=council.line.text("ons_code"),
        la_code=council.line.text("la_code"),
        name=council.line.text("la_name"),
        year=council.year,
        measure=share.measure,
        state=state_of(numerator, denominator),
        numerator=count_of(numerator),
        denominator=count_of(denominator),
        not_recorded=count_of(counted(share.unknown)) if share.unknown else None,
    )


def _nothing_known(file: str) -> str:
    wanted = "; ".join(
        f"{share.table.upper()[:3]}{share.table[3:]} with "
        + ", ".join(f"“{code_list(share.answers)[code].sac}”" for code in share.known)
        for share in _BY_TABLE.values()
    )
    return (
        f"{file} holds no table that has a counterpart here, for section 42 enquiries of councils: "
        f"{wanted}. Fetch the file with all tables. Nothing changed."
    )
