"""The content hash is of the facts alone, and of every one of them."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa

from msp_dashboard.releases.hashing import content_hash
from msp_dashboard.warehouse import METADATA, table

LINEAGE = {"source_system": "one", "batch_id": 1, "source_file": "a.csv", "source_row": 2}
DAY = date(2025, 3, 1)


@pytest.fixture
def facts() -> Iterator[sa.Connection]:
    """Return a database with two people, and two concerns about the second of them in one of two teams."""
    engine = sa.create_engine("duckdb:///:memory:", poolclass=sa.StaticPool)
    with engine.connect() as connection:
        METADATA.create_all(connection, checkfirst=False)
        add(connection, "people", "aa", person_id=1, gender="female")
        add(connection, "people", "bb", person_id=2, gender=None)
        add(connection, "teams", "t2", team_id=1, team_name="North\x1f", service="S")
        add(connection, "teams", "t1", team_id=2, team_name="South", service="S")
        add(connection, "concerns", "c1", concern_id=1, person_id=2, team_id=1, received_on=DAY)
        add(connection, "concerns", "c2", concern_id=2, person_id=2, team_id=2, received_on=DAY)
        yield connection
    engine.dispose()


def add(connection: sa.Connection, name: str, token: str, **values: object) -> None:
    connection.execute(sa.insert(table(name)).values({"record_token": token, **values, **LINEAGE}))


def change(connection: sa.Connection, name: str, token: str, **values: object) -> None:
    rows = table(name)
    connection.execute(sa.update(rows).where(rows.c.record_token == token).values(values))


def test_keys_lineage_and_the_order_of_teams_are_no_facts(facts: sa.Connection) -> None:
    before = content_hash(facts)
    change(facts, "people", "bb", person_id=7, source_row=99, source_file="b.csv", batch_id=4)
    change(facts, "teams", "t2", team_id=5)
    for token, team in (("c2", 2), ("c1", 5)):
        change(facts, "concerns", token, person_id=7, team_id=team)
    assert content_hash(facts) == before


@pytest.mark.parametrize(
    ("name", "token", "values"),
    [
        ("people", "aa", {"gender": "male"}),
        ("people", "aa", {"gender": None}),
        ("people", "bb", {"gender": "\x1e"}),
        ("people", "bb", {"gender": ""}),
        ("people", "bb", {"source_system": "two"}),
        ("people", "aa", {"record_token": "ab"}),
        ("teams", "t2", {"team_name": "North"}),
        ("concerns", "c1", {"person_id": 1}),
        ("concerns", "c1", {"person_id": None}),
        ("concerns", "c1", {"team_id": 2}),
        ("concerns", "c2", {"received_on": None}),
        ("concerns", "c2", {"decided_on": DAY}),
    ],
)
def test_every_fact_counts(facts: sa.Connection, name: str, token: str, values: dict[str, object]) -> None:
    before = content_hash(facts)
    change(facts, name, token, **values)
    assert content_hash(facts) != before


def test_a_row_more_or_less_counts(facts: sa.Connection) -> None:
    before = content_hash(facts)
    add(facts, "concerns", "c3", concern_id=3, person_id=2, team_id=1, received_on=DAY)
    more = content_hash(facts)
    facts.execute(sa.delete(table("concerns")).where(table("concerns").c.concern_id == 3))
    assert more != before == content_hash(facts)
