"""Which sheet of a workbook holds the table: the one declared, or the only one that can."""

import re

from etl.reading.workbook_book import Book, Sheet
from etl.refusals import FileRefused

_MOST_NAMED = 10
_LONGEST_NAME = 60
# One column is no table; two are a code and what it means beside a table of four or more.
_NARROW = 2
# What a sheet is called that goes with a table and is none itself.
_BESIDE = re.compile(
    r"(the )?(lookups?|look[- ]ups?|lists?|drop[- ]?downs?|validations?|codes?|keys?|"
    r"ref(erence)?( data| lists?)?|"
    r"notes?|read ?me|guidance|instructions?|help|about|cover( sheet)?|contents|index|definitions?|glossary|"
    r"version( history| control)?|change ?log|data dictionary)( tables?| values?| sheets?| lists?)?",
    re.IGNORECASE,
)


def choose_sheet(name: str, book: Book, declared: str | None) -> tuple[Sheet, list[str]]:
    """Return the sheet to read and warnings of what is left unread; `name` is the file's.

    Raises FileRefused where the declared sheet is not there or blank, where no sheet holds anything, and
    where several could be meant.
    """
    if declared is not None:
        return _declared(name, book, declared)
    visible = [each for each in book.sheets if each.state == "visible" and each.survey().cells]
    hidden = [each for each in book.sheets if each.state != "visible"]
    warnings = [_hidden_warning(hidden)] if hidden else []
    if not visible:
        where = " on a visible sheet" if hidden else ""
        raise FileRefused(
            f"{name} holds no cells{where}: export it again, or say which sheet with --sheet NAME."
        )
    main = visible if len(visible) == 1 else _without_company(visible)
    if len(main) > 1:
        raise FileRefused(
            f"{name} has {len(visible)} sheets that hold something ({_names(visible)}): say which with "
            "--sheet NAME."
        )
    left = [each for each in visible if each is not main[0]]
    if left:
        warnings.insert(0, f'The sheet "{_short(main[0])}" is read; not read: {_names(left)}.')
    return main[0], warnings


def _declared(name: str, book: Book, declared: str) -> tuple[Sheet, list[str]]:
    exact = [each for each in book.sheets if each.name == declared]
    alike = [each for each in book.sheets if each.name.strip().casefold() == declared.strip().casefold()]
    found = exact or alike
    if len(found) != 1:
        raise FileRefused(f"{name} has no such sheet as was declared; it has {_names(list(book.sheets))}.")
    if not found[0].survey().cells:
        raise FileRefused(f"{name} holds nothing on the sheet that was declared: export it again.")
    if found[0].state == "visible":
        return found[0], []
    return found[0], ["The sheet that was declared is hidden in the workbook: it is read all the same."]


def _without_company(visible: list[Sheet]) -> list[Sheet]:
    """Return the sheets that could be meant: neither lookups and notes nor narrow beside a wide one."""
    named = [each for each in visible if not _BESIDE.fullmatch(each.name.strip().strip("_"))] or visible
    widest = max(named, key=lambda each: len(each.survey().columns))
    return [each for each in named if not _is_narrow(each, widest)]


def _is_narrow(sheet: Sheet, widest: Sheet) -> bool:
    own, other = sheet.survey(), widest.survey()
    columns, wide = len(own.columns), len(other.columns)
    is_note = columns == 1 < wide or (columns <= _NARROW and wide >= 2 * _NARROW)
    return is_note and own.rows < other.rows


def _hidden_warning(hidden: list[Sheet]) -> str:
    return f"Hidden sheets are not read: {_names(hidden)}. To read one, say which with --sheet NAME."


def _names(sheets: list[Sheet]) -> str:
    named = ", ".join(f'"{_short(each)}"' for each in sheets[:_MOST_NAMED])
    return f"{named} and {len(sheets) - _MOST_NAMED} more" if len(sheets) > _MOST_NAMED else named


def _short(sheet: Sheet) -> str:
    return sheet.name[:_LONGEST_NAME]
