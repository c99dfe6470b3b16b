"""What a mapping's `check` asks of its rows, and what follows where it is not kept."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from etl.fields import as_date, as_integer
from etl.mapping.entries import Check
from etl.refusals import LoadRefused
from etl.rules import FLAGGED, QUARANTINED
from etl.staging import DOUBTS, OFFERED, run
from etl.translate.entries import Span

Column = sa.ColumnElement[Any]


def keep_checks(connection: sa.Connection, spans: Iterable[Span], extract_date: date) -> None:
    """Doubt, blank or bar what breaks a check; raises LoadRefused where a check says stop."""
    for span in spans:
        for name, checks in span.entry.check.items():
            for check in checks:
                _keep(connection, span, (name, check), extract_date)


def _keep(connection: sa.Connection, span: Span, asked: tuple[str, Check], extract_date: date) -> None:
    name, check = asked
    offered = OFFERED[span.entry.into]
    broken, rule = _broken(offered, name, check, extract_date)
    here = offered.c.offered_no.between(span.first, span.last)
    if check.then == "stop":
        _stop(connection, offered, here & broken, (name, rule))
        return
    action = QUARANTINED if check.then == "quarantine" else FLAGGED
    found = sa.select(
        sa.literal(span.entry.into),
        offered.c.offered_no,
        sa.literal(action),
        sa.literal(rule),
        sa.literal(name),
    ).where(here, broken)
    run(connection, sa.insert(DOUBTS).from_select(DOUBTS.c.keys(), found))
    if check.then == "blank_and_flag":
        run(connection, sa.update(offered).values({name: None}).where(here, broken))


def _broken(offered: sa.Table, name: str, check: Check, extract_date: date) -> tuple[Column, str]:
    day = as_date(offered.c[name])
    if check.not_before is not None:
        return day < as_date(offered.c[check.not_before]), "before_other_day"
    if check.not_after_extract is not None:
        return sa.and_(day > extract_date, sa.literal(check.not_after_extract)), "after_extract"
    if check.within_days is not None:
        apart = sa.func.abs(sa.func.date_diff("day", as_date(offered.c[check.within_days.of]), day))
        return apart > check.within_days.days, "not_within_days"
    least, most = check.in_range or ("", "")
    if least.isdecimal() and most.isdecimal():
        return ~as_integer(offered.c[name]).between(int(least), int(most)), "outside_range"
    return ~day.between(sa.cast(least, sa.Date), sa.cast(most, sa.Date)), "outside_range"


def _stop(connection: sa.Connection, offered: sa.Table, broken: Column, what: tuple[str, str]) -> None:
    rows = sa.select(offered.c.source_file, offered.c.source_row).where(broken)
    first = connection.execute(rows.order_by(offered.c.offered_no).limit(1)).one_or_none()
    if first:
        name, rule = what
        raise LoadRefused(
            f"{first.source_file} row {first.source_row}: {name} breaks the mapping's check ({rule}), which "
            "says stop. Correct the source, or let the check flag it."
        )
