"""The layout of ASCOF 4b: a row for each council and year, with numerator, denominator and percentage."""

from collections.abc import Iterator

from etl.context.published import Line, PublishedFigure, count_of, state_of
from etl.refusals import FileRefused

SOURCE = "ascof_4b"
TITLE = "ASCOF 4b"
COLUMNS = ("geo_level", "code", "ons_code", "name", "year", "numerator", "denominator", "outcome_pct")
COUNCIL = "la"
MEASURE = "risk_outcome"


def read_ascof(lines: Iterator[Line], year: str | None) -> Iterator[PublishedFigure]:
    """Yield each council's figures; raises FileRefused, also where a year was given that the file names."""
    for line in lines:
        if year is not None:
            raise FileRefused(f"{line.file} names the year of each row: leave --year out. Nothing changed.")
        if line.text("geo_level").casefold() == COUNCIL:
            yield _figure(line)


def _figure(line: Line) -> PublishedFigure:
    numerator, denominator = line.value("numerator"), line.value("denominator")
    percentage = line.percentage("outcome_pct")
    return PublishedFigure(
        row=line.number,
        council=line.text("ons_code"),
        la_code=line.text("code"),
        name=line.text("name"),
        year=line.year("year"),
        measure=MEASURE,
        state=state_of(numerator, denominator, percentage),
        numerator=count_of(numerator),
        denominator=count_of(denominator),
        percentage=percentage,
    )
