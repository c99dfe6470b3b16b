"""What the words of a row tell of it: a header's names, values, a total, a footer, a rule of dashes."""

import re
from collections.abc import Collection, Sequence

DIGIT = re.compile(r"\d")
KEY = re.compile(r"[A-Za-z]{0,6}[-/_]?\d{1,20}(?:[-/]\w{1,20})?")
_NUMBER = re.compile(r"[-+(]?[£$€]?\s?\d[\d,. ]*%?\)?")
_DATE = re.compile(
    r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}(?:[T ].*)?|\d{1,2}[-/ ][A-Za-z]{3,9}[-/ ]\d{2,4}(?: .*)?|\d{8}"
)
_REFERENCE = re.compile(r"[A-Za-z]{0,6}[-/_ ]?\d{3,}(?:[-/]\w+)*|[A-Za-z]{1,6}[-/_]\d+")
_THINGS = r"(?:records?|rows?|lines?|entries|concerns?|enquir(?:y|ies)|adults?|people|count|number)"
_TOTAL = re.compile(
    r"(?:(?:grand|overall|report|page|column|sheet|running|sub)[ -]?)?totals?|sum",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?:total |overall )?(?:number|no\.?|count) of {_THINGS}|(?:total )?{_THINGS}(?: count)?|counts?|n",
    re.IGNORECASE,
)
_BELOW_TOTAL = re.compile(
    r"average|mean|avg\.?|median|min(?:imum)?|max(?:imum)?|%|percent(?:age)?", re.IGNORECASE
)
# A quick look, so that most rows need no other: whether a row may begin with a total's or a footer's words.
ASIDE = re.compile(
    r"^\W|total|^all|overall|whole|count|sum|number|no\.|rec|row|line|entr|ave|avg|me[ad]|end|page|printed|rate|produc|export"
    r"|extract|run|down|report|compl|que|sql|elapsed|note|source|caveat|disclaimer|official|confid|filter",
    re.IGNORECASE,
)
_LIKE_TOTAL = re.compile(
    r"^\W*(?:grand |overall |sub-?)?totals?\b|\btotals?\W*$|^(?:all|overall|whole)\b(?: \w+){0,2}$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"[-*=_ ]*(?:end of (?:report|file|extract|data|list|export|page|document)|\*+ ?end\b|"
    r"page \d+( of \d+)?$|"
    r"(?:report |data |file )?(?:printed|generated|produced|exported|extracted|run|created|downloaded)"
    r"(?: (?:by|on|at|from|for)\b|:| \d)|report (?:run|date|id|name|by)\b|"
    r"\(?\d[\d,]* (?:rows?|records?|lines?)(?: \w+){0,3}\.?\)?$|\(?(?:rows?|records?) affected|"
    r"(?:rows?|records?)(?: \w+){0,2}: ?\d[\d,]*$|completion time|query (?:ok|executed|completed)|"
    r"\d[\d,]* rows? selected|no more rows|sql> |elapsed:|applied filters|filters? applied)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:notes?|sources?|caveats?|disclaimer|key|warning|please note|nb|n\.b\.)\s?[:.*]|[*†‡]+ ?\w|©|\(c\) |"
    r"official\b|confidential\b|restricted\b",
    re.IGNORECASE,
)
_MARKED = ("*", "†", "‡", "©", "Note", "NOTE", "Source:", "SOURCE:")
_RULE = re.compile(r"[-=_]{2,}|[-=_ ]*-{3,}[-=_ ]*")
_TYPE = re.compile(
    r"(?:var|n|nvar)?char(?:acter)?2?(?:\(\w+\))?|text|string|str|date|datetime2?|timestamp|time"
    r"|int(?:eger)?|bigint|smallint|tinyint|number|numeric(?:\(\d+,\d+\))?|decimal(?:\(\d+,\d+\))?"
    r"|float|double|real|bool(?:ean)?|bit|uuid|guid|object|int64|float64|dd/mm/yyyy"
    r"|yyyy-mm-dd|free ?text|code|list",
    re.IGNORECASE,
)
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_UNIT = re.compile(
    r"\(?(?:£|%|days?|weeks?|months?|years?|hours?|yrs?|hrs?|mins?|number|no\.|dd/mm/yyyy|y/n|yes/no)\)?",
    re.IGNORECASE,
)


def filled(cells: Sequence[str]) -> list[int]:
    """Return the places of the cells that are not blank."""
    return [place for place, cell in enumerate(cells) if cell and not cell.isspace()]


def is_value(cell: str) -> bool:
    """Return whether a cell is a number, a date or a reference rather than a name or word."""
    text = cell.strip()
    return any(pattern.fullmatch(text) for pattern in (_NUMBER, _DATE, _REFERENCE))


def is_total(cells: Sequence[str], seen: Collection[str]) -> bool:
    """Return whether a row surely is a total: a total's label, and else only blanks and numbers.

    "North Total" is one where a row above is of North, so that a team called Total Care is none.
    """
    label, _ = _label(cells)
    if not label or _TOTAL.fullmatch(label):
        return bool(label)
    subject = re.sub(r"(?i)^(?:sub-?)?total (?:for |of )?|[ -]+(?:sub-?)?total$", "", label)
    return subject != label and subject.casefold() in seen


def is_count(cells: Sequence[str], rows: int | None = None) -> bool:
    """Return whether a row says how many rows there are above it, and is right where `rows` is given."""
    label, numbers = _label(cells)
    return bool(_COUNT.fullmatch(label)) and rows in (
        None,
        *(int(each) for each in numbers[:1] if each.isdigit()),
    )


def is_below_total(cells: Sequence[str]) -> bool:
    """Return whether a row may go with a total above it, as an average does."""
    return bool(_BELOW_TOTAL.fullmatch(_label(cells)[0]))


def _label(cells: Sequence[str]) -> tuple[str, list[str]]:
    """Return the words of a row that has numbers only beside them, and the numbers; "" for other rows."""
    there = filled(cells)
    numbers = [cells[place].strip() for place in there[1:]]
    if not there or not all(_NUMBER.fullmatch(number) for number in numbers):
        return "", []
    label, _, number = re.sub(r"\s+", " ", cells[there[0]]).strip(" :=-*").partition(":")
    return label.strip(), [number.strip().replace(",", ""), *numbers] if number else numbers


def looks_like_total(cells: Sequence[str]) -> bool:
    """Return whether a row may be a total, though it may as well be of something that is called so."""
    label, numbers = _label(cells)
    words = _LIKE_TOTAL.search(label) or (
        numbers and (_COUNT.fullmatch(label) or _BELOW_TOTAL.fullmatch(label))
    )
    return bool(label and words)


def is_footer(cells: Sequence[str]) -> bool:
    """Return whether a row says that the report ends, or where and when it was made."""
    there = filled(cells)
    return bool(there) and bool(_FOOTER.match(cells[there[0]].strip()))


def is_note(cells: Sequence[str]) -> bool:
    """Return whether a row may be a note on the table, though a cell may begin with the same words."""
    there = filled(cells)
    return bool(there) and bool(_NOTE.match(cells[there[0]].strip()))


def is_marked_note(cells: Sequence[str]) -> bool:
    """Return whether a note begins as no cell of a table does."""
    there = filled(cells)
    return bool(there) and cells[there[0]].strip().startswith(_MARKED)


def is_rule(cells: Sequence[str]) -> bool:
    """Return whether a row only draws lines of dashes."""
    there = filled(cells)
    drawn = all(re.fullmatch(r"[-=_]+", cells[place].strip().replace(" ", "")) for place in there)
    return bool(there) and drawn and any(_RULE.fullmatch(cells[place].strip()) for place in there)


def is_description(cells: Sequence[str]) -> bool:
    """Return whether a row names the types or the units of columns."""
    words = [cells[place].strip() for place in filled(cells)]
    types = all(_TYPE.fullmatch(word) for word in words) and len(words) * 2 > len(cells)
    units = all(_UNIT.fullmatch(word) for word in words)
    return bool(words) and (types or units) and len(cells) > 1


def is_prose(cells: Sequence[str]) -> bool:
    """Return whether a row reads as a sentence: three words or more in its only cell."""
    there = filled(cells)
    return len(there) == 1 and len(cells[there[0]].split()) > 2


def clean_name(text: str) -> str:
    """Return a header's name: no blanks at its edges, one blank for inner ones and line breaks."""
    return re.sub(r"\s+", " ", _UNSEEN.sub("", text)).strip()


def tells_apart(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Return whether a row is surely a header of rows: words only, above columns of digits."""
    places = [place for place in digit_columns(below) if place in filled(cells)]
    return bool(places) and not any(DIGIT.search(cells[place]) for place in places)


def digit_columns(rows: Sequence[Sequence[str]], share: float = 1) -> list[int]:
    """Return the places of columns in which all filled cells, or this share of them, hold a digit."""
    found = []
    for place in range(max((len(cells) for cells in rows), default=0)):
        texts = [cells[place] for cells in rows if len(cells) > place and cells[place].strip()]
        if texts and sum(bool(DIGIT.search(text)) for text in texts) >= share * len(texts):
            found.append(place)
    return found
