"""What every source is doubted for before its rows are checked: facts stay, but identifiers go."""

from collections.abc import Iterable, Iterator
from datetime import date

import sqlalchemy as sa

from etl.fields import as_date, codes, event_dates, ordered
from etl.identifiers import holds_identifier
from etl.rules import FLAGGED, IDENTIFIER, QUARANTINED
from etl.staging import DOUBTS, FINDINGS, METADATA, OFFERED, offered_rows, run
from etl.translate import Span
from msp_dashboard.releases.contents import fact_names
from msp_dashboard.warehouse import Field, Resource

# Records that somebody made to try the system out, as their references and teams are called.
_TEST = r"(^|[^a-z])(zz|(test(ing|er)?|dummy|do not use)([^a-z]|$))"
_TESTED = {"people": ("person_ref",), "concerns": ("person_ref", "team_name")}
_TESTED["enquiries"] = ("person_ref", "team_name")

# The different texts of the fields that are loaded as they are written.
_TEXTS = sa.Table(
    "texts",
    METADATA,
    sa.Column("resource", sa.String),
    sa.Column("column", sa.String),
    sa.Column("value", sa.String),
)


def doubt(connection: sa.Connection, spans: Iterable[Span], extract_date: date) -> None:
    """Write down what is odd in the offered rows beyond the table of the case export.

    Where a mapping says itself what follows a day after the extract, that holds.
    """
    decided = {
        (span.entry.into, name)
        for span in spans
        for name, checks in span.entry.check.items()
        if any(each.not_after_extract is not None for each in checks)
    }
    offered = offered_rows(connection)
    for resource in ordered():
        if offered[resource.name]:
            for field in event_dates(resource):
                if (resource.name, field.name) not in decided:
                    _days_to_come(connection, resource, field, extract_date)
            _test_records(connection, resource)
            for field in texts_of(resource):
                _gather(connection, resource, field)
    if offered["teams"]:
        _unknown_successors(connection)
    _identifiers(connection)


def blank_identifiers(connection: sa.Connection) -> None:
    """Blank the cells of kept rows in which an identifier was found; must come after the checks."""
    flagged = sa.select(FINDINGS.c.resource, FINDINGS.c.column).distinct()
    flagged = flagged.where(FINDINGS.c.rule == IDENTIFIER, FINDINGS.c.action == FLAGGED)
    for name, column in connection.execute(flagged).all():
        offered = OFFERED[name]
        rows = sa.select(FINDINGS.c.offered_no).where(
            FINDINGS.c.resource == name, FINDINGS.c.column == column, FINDINGS.c.rule == IDENTIFIER
        )
        run(connection, sa.update(offered).values({column: None}).where(offered.c.offered_no.in_(rows)))


def texts_of(resource: Resource) -> Iterator[Field]:
    """Yield the fields that are loaded as they are written: no references, codes or restricted words."""
    if resource.is_restricted:
        return
    for field in resource.fields:
        free = field.type == "string" and not field.is_reference and codes(resource, field) is None
        if free and field.name in fact_names(resource):
            yield field


def _days_to_come(connection: sa.Connection, resource: Resource, field: Field, extract_date: date) -> None:
    """Text is compared first: most days are not to come, and reading them takes longer."""
    text = OFFERED[resource.name].c[field.name]
    later = (text > extract_date.isoformat()) & (as_date(text) > extract_date)
    _write(connection, resource, field.name, (later, FLAGGED, "after_extract"))


def _test_records(connection: sa.Connection, resource: Resource) -> None:
    for name in _TESTED.get(resource.name, ()):
        text = sa.func.lower(OFFERED[resource.name].c[name])
        _write(connection, resource, name, (sa.func.regexp_matches(text, _TEST), FLAGGED, "test_record"))


def _unknown_successors(connection: sa.Connection) -> None:
    teams = OFFERED["teams"]
    [resource] = (each for each in ordered() if each.name == "teams")
    named = sa.select(teams.c.team_name).where(teams.c.team_name.is_not(None))
    unknown = teams.c.successor.not_in(named.scalar_subquery())
    _write(connection, resource, "successor", (unknown, FLAGGED, "unknown_successor"))


def _gather(connection: sa.Connection, resource: Resource, field: Field) -> None:
    """Each different text is looked at once: there are few, and looking is slow."""
    text = OFFERED[resource.name].c[field.name]
    values = sa.select(sa.literal(resource.name), sa.literal(field.name), text)
    values = values.where(text.is_not(None)).distinct()
    run(connection, sa.insert(_TEXTS).from_select(list(_TEXTS.c.keys()), values))


def _identifiers(connection: sa.Connection) -> None:
    """A cell that must be filled cannot be blanked, so its row is barred."""
    holding = sa.select(_TEXTS).where(holds_identifier(_TEXTS.c.value)).cte("holding")
    places = sa.select(holding.c.resource, holding.c.column).distinct()
    found = {tuple(place) for place in connection.execute(places)}
    for resource in ordered():
        for field in texts_of(resource):
            if (resource.name, field.name) in found:
                values = sa.select(holding.c.value).where(
                    holding.c.resource == resource.name, holding.c.column == field.name
                )
                holds = OFFERED[resource.name].c[field.name].in_(values)
                action = QUARANTINED if field.required else FLAGGED
                _write(connection, resource, field.name, (holds, action, IDENTIFIER))


def _write(
    connection: sa.Connection, resource: Resource, column: str, what: tuple[sa.ColumnElement[bool], str, str]
) -> None:
    condition, *verdict = what
    constants = (sa.literal(each) for each in (*verdict, column))
    rows = sa.select(sa.literal(resource.name), OFFERED[resource.name].c.offered_no, *constants)
    run(connection, sa.insert(DOUBTS).from_select(DOUBTS.c.keys(), rows.where(condition)))
