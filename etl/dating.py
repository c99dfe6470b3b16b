"""The day of an export: as asked, else as the mapping says, else that of its newest event."""

import calendar
import re
from datetime import UTC, date, datetime

import sqlalchemy as sa

from etl.extract import Export
from etl.fields import as_date, event_dates, ordered
from etl.mapping.files import Source
from etl.refusals import LoadRefused
from etl.staging import OFFERED, offered_rows


def extract_date_of(connection: sa.Connection, export: Export, asked: date | None) -> date:
    """Return the extract date; raises LoadRefused where nothing tells it, or a file may not be so old."""
    found = asked or _as_said(export) or _newest_event(connection)
    _refuse_if_old(export, found)
    return found


def today() -> date:
    """Return the day on which the load runs."""
    return datetime.now(UTC).date()


def _as_said(export: Export) -> date | None:
    said = export.mapping.content.extract_date
    if said is None:
        return None
    if said.constant is not None:
        try:
            return date.fromisoformat(said.constant)
        except ValueError as error:
            raise LoadRefused(f"The mapping's extract date {said.constant} is no day.") from error
    delivery = export.deliveries.get(said.from_file or "")
    if delivery is None or not delivery.parts:
        return None
    pattern = re.escape(said.pattern or "").replace(r"\*", ".*").replace(r"\{date\}", "(.+)")
    days = [
        day
        for part in delivery.parts
        for day in [_in_name(part.table.path.name, pattern, said.format)]
        if day is not None
    ]
    if len(days) < len(delivery.parts):
        names = ", ".join(part.label for part in delivery.parts)
        raise LoadRefused(
            f"No day is in the name of {names} as the mapping says ({said.pattern}). Name the day with "
            "--extract-date."
        )
    return max(days)


def _in_name(name: str, pattern: str, formats: tuple[str, ...]) -> date | None:
    """A format without a day is the last of its month, but never a day to come."""
    found = re.fullmatch(pattern, name)
    for form in formats if found else ():
        try:
            day = datetime.strptime(found[1] if found else "", form).date()
        except ValueError:
            continue
        if "%d" in form:
            return day
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        return min(last, max(day, today()))
    return None


def _newest_event(connection: sa.Connection) -> date:
    """Each different text is read once: there are few, and reading is slow."""
    offered = offered_rows(connection)
    newest: list[date] = []
    for resource in ordered():
        fields = event_dates(resource) if offered[resource.name] else ()
        texts = (sa.select(OFFERED[resource.name].c[field.name]).distinct().subquery() for field in fields)
        latest = [sa.select(sa.func.max(as_date(each.c[0]))).scalar_subquery() for each in texts]
        if latest:
            newest += [day for day in connection.execute(sa.select(*latest)).one() if day]
    if not newest:
        raise LoadRefused("No date of an event is in the export. Say when it was made with --extract-date.")
    return max(newest)


def _refuse_if_old(export: Export, day: date) -> None:
    age = (today() - day).days
    for name, table in export.mapping.content.files.items():
        most = table.expect.max_age_days if isinstance(table, Source) else None
        if most is not None and name in export.deliveries and age > most:
            raise LoadRefused(
                f"The export is of {day}, {age:,} days ago; the mapping allows {name} {most:,}. Ask for "
                "a newer one."
            )
