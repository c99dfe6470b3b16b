"""Turning kept rows into facts: typed, blanks filled by the rules of the case export, ids as pseudonyms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from etl.checks import Count
from etl.crosswalk import rename
from etl.fields import as_date, as_integer, blank_means, codes, is_multiple, ordered, parts
from etl.pseudonymise import token
from etl.staging import FACTS, in_any_order, kept, parents, run
from etl.tokens import Joined, make_tokens
from msp_dashboard.releases.contents import fact_names
from msp_dashboard.screening.service_response import ACTION, OWN_VOICE
from msp_dashboard.vocabulary import NOT_RECORDED
from msp_dashboard.warehouse import Field, Resource, resource

NOT_STATED = "Not stated"
TEAM_KIND = "team"

Column = sa.ColumnElement[Any]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the rows of a load come from: their source system and the number of the batch.

    A `snapshot` is all of its source, an `incremental` extract what is new or changed in it.
    """

    source: str
    batch: int
    mode: Literal["snapshot", "incremental"] = "snapshot"


def transform(connection: sa.Connection, origin: Origin, counts: Mapping[str, Count]) -> None:
    """Fill the workroom's fact tables from the kept rows, and create the people and teams that rows name."""
    held = [name for name, count in counts.items() if count.kept]
    with in_any_order(connection):
        make_tokens(connection, origin.source, held)
        for each in ordered():
            if each.name in held:
                _make_facts(connection, each, origin)
    rename(connection, FACTS.values())
    create_people(connection, origin)
    create_teams(connection, origin)


def _make_facts(connection: sa.Connection, each: Resource, origin: Origin) -> None:
    offered = kept(each.name).subquery(each.name)
    source: sa.FromClause = offered
    parent: sa.Subquery | None = None
    if each.name == "desired_outcomes":
        parent = parents("enquiries")
        source = offered.join(parent, parent.c.enquiry_ref == offered.c.enquiry_ref)
    if each.name == "enquiries":
        parent = parents("concerns")
        source = offered.outerjoin(parent, parent.c.concern_ref == offered.c.concern_ref)
    rows = Joined(each, origin.source, offered, source)
    values = {name: _value(each, name, offered, rows) for name in fact_names(each)}
    if parent is not None:
        values |= _from_parent(each, offered, parent, origin)
    lineage = [
        sa.literal(origin.source),
        sa.literal(origin.batch),
        offered.c.source_file,
        offered.c.source_row,
    ]
    facts = sa.select(_token(each, offered, rows), *values.values(), *lineage).select_from(rows.rows)
    target = FACTS[each.name]
    run(connection, sa.insert(target).from_select(list(target.c.keys()), facts))


def _token(each: Resource, offered: sa.FromClause, rows: Joined) -> Column:
    """A team is the same whichever source names it."""
    if each.name == "teams":
        return token(TEAM_KIND, "", offered.c.team_name)
    return rows.record_token()


def _value(each: Resource, name: str, offered: sa.FromClause, rows: Joined) -> Column:
    if name.startswith("has_"):
        return offered.c[name.removeprefix("has_")].is_not(None)
    if name == "own_words_read_as_service":
        return _reads_as_service(offered.c.own_words)
    if name.endswith("_token"):
        return rows.token(each[name.replace("_token", "_ref")])
    if (each.name, name) == ("teams", "service"):
        return sa.func.coalesce(offered.c.service, NOT_STATED)
    if (each.name, name) == ("enquiries", "not_asked_reason"):
        listed = codes(each, each[name]) or ()
        not_asked = offered.c.outcomes_asked == "not_asked"
        return sa.case((offered.c[name].in_(listed), offered.c[name]), (not_asked, NOT_RECORDED))
    return _typed(each, each[name], offered)


def _reads_as_service(words: Column) -> Column:
    """As `reads_as_service_response` does; false where there are none."""
    spoken, acts = (sa.func.regexp_matches(words, pattern, "i") for pattern in (OWN_VOICE, ACTION))
    return sa.func.coalesce(sa.and_(acts, ~spoken), sa.false())


def _typed(each: Resource, field: Field, offered: sa.FromClause) -> Column:
    text = offered.c[field.name]
    if field.type == "date":
        return as_date(text)
    if field.type == "integer":
        return as_integer(text)
    listed = codes(each, field)
    if listed is None:
        return text
    if is_multiple(each, field):
        held = [sa.case((sa.func.list_contains(parts(text), code), code)) for code in listed]
        fitting: Column = sa.func.nullif(sa.func.concat_ws(";", *held), "")
    else:
        fitting = sa.case((text.in_(listed), text))
    blank = blank_means(each, field)
    return fitting if blank is None else sa.func.coalesce(fitting, blank)


def _from_parent(
    each: Resource, offered: sa.FromClause, parent: sa.Subquery, origin: Origin
) -> dict[str, Column]:
    """A link to a concern that was not kept is left out; an undated outcome takes its enquiry's dates."""
    if each.name == "enquiries":
        return {"concern_token": token("concern", origin.source, parent.c.concern_ref)}
    concluded = as_date(parent.c.concluded_on)
    instead = sa.case((offered.c.stage == "conclusion", concluded), else_=as_date(parent.c.started_on))
    return {"recorded_on": sa.func.coalesce(as_date(offered.c.recorded_on), instead)}


def create_people(connection: sa.Connection, origin: Origin) -> None:
    """Make a person of every pseudonym that a fact names and no file describes."""
    people = FACTS["people"]
    named = named_people().subquery("named")
    values = [sa.literal(blank_means(resource("people"), field)) for field in resource("people").fields[1:]]
    lineage = (sa.func.min(named.c.source_system), sa.literal(origin.batch), sa.null(), sa.null())
    new = sa.select(named.c.person_token, *values, *lineage).group_by(named.c.person_token)
    new = new.where(named.c.person_token.not_in(sa.select(people.c.record_token)))
    run(connection, sa.insert(people).from_select(list(people.c.keys()), new))


def create_teams(connection: sa.Connection, origin: Origin) -> None:
    """Make a team of every name that a fact holds and no file describes."""
    teams = FACTS["teams"]
    named = named_teams().subquery("named")
    values = {
        "record_token": token(TEAM_KIND, "", named.c.team_name),
        "team_name": named.c.team_name,
        "service": sa.literal(NOT_STATED),
        "source_system": sa.func.min(named.c.source_system),
        "batch_id": sa.literal(origin.batch),
    }
    new = sa.select(*values.values()).group_by(named.c.team_name)
    new = new.where(named.c.team_name.not_in(sa.select(teams.c.team_name)))
    run(connection, sa.insert(teams).from_select(list(values), new))


def named_people() -> sa.CompoundSelect[str, str]:
    """Return every (person_token, source_system) that the workroom's facts name."""
    return _named("person_token", [name for name in FACTS if name != "people"])


def named_teams() -> sa.CompoundSelect[str, str]:
    """Return every (team_name, source_system) that the workroom's facts name."""
    return _named("team_name", [name for name in FACTS if name != "teams"])


def _named(column: str, names: list[str]) -> sa.CompoundSelect[str, str]:
    tables = [FACTS[name] for name in names if column in FACTS[name].c]
    each = (sa.select(table.c[column], table.c.source_system) for table in tables)
    return sa.union(*(named.where(named.selected_columns[0].is_not(None)) for named in each))
