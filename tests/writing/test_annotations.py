"""Annotations: who may write and withdraw what, what is refused, and what stays written down."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from msp_dashboard import audit
from msp_dashboard.operations import OperationsError, annotations, prepare, reading, writing
from msp_dashboard.results.annotations import (
    NOT_A_WRITER,
    NOT_THERE,
    NOT_YOURS,
    Draft,
    scopes,
    withdraw,
    write,
    written,
)
from msp_dashboard.results.authors import NOT_KEPT, Author, WritingRefused
from tests.writing.authors import ANALYST, CHAIR, HEAD, LEAD, MEMBER, OTHER_LEAD, logged

pytestmark = pytest.mark.usefixtures("home")
TODAY = datetime.now(UTC).date()


def draft(**more: str) -> Draft:
    return Draft(**{"happened_on": "2025-04-01", "kind": "form_change", "text": "A new form"} | more)


def refusal_of(author: Author | None, **more: str) -> dict[str, str]:
    with pytest.raises(WritingRefused) as refusal:
        write(author, draft(**more))
    return dict(refusal.value.faults)


def everything() -> list[sa.RowMapping]:
    with reading() as connection:
        return list(connection.execute(sa.select(annotations)).mappings())


def test_what_is_written_stands_oldest_first_without_its_writers_name() -> None:
    write(ANALYST, draft(happened_on="2025-06-01", ends_on="2025-06-30", team="North", text="  Second  "))
    write(HEAD, draft(text="First"))
    first, second = written()
    assert (first.happened_on, first.text, first.team, first.role) == (
        date(2025, 4, 1),
        "First",
        None,
        "head_of_service",
    )
    assert (second.ends_on, second.text, second.team, second.kind) == (
        date(2025, 6, 30),
        "Second",
        "North",
        "form_change",
    )
    assert not hasattr(first, "written_by")


@pytest.mark.parametrize(
    ("author", "covered"),
    [
        (ANALYST, ("", "North", "South")),
        (HEAD, ("", "North")),
        (LEAD, ("North",)),
        (CHAIR, ()),
        (MEMBER, ()),
        (None, ()),
    ],
)
def test_a_role_covers_the_whole_council_own_teams_or_nothing(
    author: Author | None, covered: tuple[str, ...]
) -> None:
    assert scopes(author) == covered


@pytest.mark.parametrize("author", [CHAIR, MEMBER, None])
def test_whoever_may_not_write_is_refused_and_that_is_written_down(author: Author | None) -> None:
    assert refusal_of(author) == {"": NOT_A_WRITER}
    with pytest.raises(WritingRefused, match="Only heads of service"):
        withdraw(author, 1)
    assert written() == ()
    actor, role = (author.key, author.role) if author else ("nobody", "none")
    assert logged() == [
        (actor, "denied", {"what": "write an annotation", "role": role}),
        (actor, "denied", {"what": "withdraw an annotation", "role": role}),
    ]


@pytest.mark.parametrize(
    ("author", "team"), [(LEAD, ""), (LEAD, "South"), (HEAD, "South"), (ANALYST, "East")]
)
def test_what_is_not_ones_own_is_refused(author: Author, team: str) -> None:
    assert list(refusal_of(author, team=team)) == ["team"]
    assert written() == ()


def test_every_fault_is_said_at_once() -> None:
    faults = refusal_of(ANALYST, happened_on="", ends_on="soon", kind="party", team="East", text=" ")
    assert list(faults) == ["happened_on", "ends_on", "kind", "team", "text"]
    assert all(sentence.endswith(".") for sentence in faults.values())


@pytest.mark.parametrize(
    "day",
    [
        "",
        "1989-12-31",
        (TODAY + timedelta(days=1)).isoformat(),
        "2025-02-30",
        "01/04/2025",
        "0000-00-00",
        "9" * 40,
    ],
)
def test_a_day_that_cannot_be_is_refused(day: str) -> None:
    assert list(refusal_of(ANALYST, happened_on=day)) == ["happened_on"]


@pytest.mark.parametrize("day", ["2025-03-31", (TODAY + timedelta(days=367)).isoformat(), "x"])
def test_an_end_before_the_beginning_or_far_ahead_is_refused(day: str) -> None:
    assert list(refusal_of(ANALYST, ends_on=day)) == ["ends_on"]


def test_an_event_may_end_on_its_day() -> None:
    write(ANALYST, draft(ends_on="2025-04-01"))
    assert written()[0].ends_on == date(2025, 4, 1)


def test_words_with_an_identifier_are_refused_and_kept_nowhere(home: Path) -> None:
    assert "an NHS number" in refusal_of(ANALYST, text="Wrong number 943 476 5919 corrected")["text"]
    prepare()
    assert b"476 5919" not in (home / "operations.sqlite").read_bytes()


def test_what_is_withdrawn_stands_no_more_and_is_kept() -> None:
    number = write(ANALYST, draft())
    withdraw(HEAD, number)
    assert written() == ()
    (row,) = everything()
    assert (row["text"], row["written_by"], row["withdrawn_by"]) == ("A new form", "ewa-nowak", "helen-doyle")
    assert row["withdrawn_at"] >= row["written_at"]


def test_only_those_whose_teams_it_is_about_withdraw_it() -> None:
    of_north, of_all = write(LEAD, draft(team="North")), write(ANALYST, draft())
    for author, number in ((OTHER_LEAD, of_north), (LEAD, of_all)):
        with pytest.raises(WritingRefused) as refusal:
            withdraw(author, number)
        assert refusal.value.faults == {"": NOT_YOURS}
    assert len(written()) == 2
    assert [action for _, action, _ in logged()] == ["annotated", "annotated", "denied", "denied"]


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 2**70])
def test_what_is_not_there_is_not_withdrawn(number: int) -> None:
    write(ANALYST, draft())
    with pytest.raises(WritingRefused) as refusal:
        withdraw(ANALYST, number)
    assert refusal.value.faults == {"": NOT_THERE}


def test_nothing_is_withdrawn_twice() -> None:
    number = write(ANALYST, draft())
    withdraw(ANALYST, number)
    before = everything()
    with pytest.raises(WritingRefused, match="withdrawn before"):
        withdraw(HEAD, number)
    assert everything() == before


def test_the_log_proves_what_was_written_without_its_words() -> None:
    number = write(LEAD, draft(team="North"))
    withdraw(LEAD, number)
    assert logged() == [
        (
            "marcus-bell",
            "annotated",
            {
                "annotation_id": number,
                "happened_on": "2025-04-01",
                "ends_on": None,
                "kind": "form_change",
                "team": "North",
                "role": "qa_lead",
                # printf "A new form" | sha256sum
                "text_sha256": SHA256_OF_A_NEW_FORM,
            },
        ),
        ("marcus-bell", "annotation withdrawn", {"annotation_id": number, "role": "qa_lead"}),
    ]
    assert audit.verify() == 2


SHA256_OF_A_NEW_FORM = "ac5359e1cd4fa54a65a4f4f6d5190c5cf93c58e9d863a53ae9cedb32f5ab6e42"


def test_what_cannot_be_logged_is_not_kept() -> None:
    prepare()
    with writing() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_log RENAME TO elsewhere")
    assert refusal_of(ANALYST) == {"": NOT_KEPT}
    assert everything() == []


def test_where_nothing_can_be_kept_it_is_said(home: Path) -> None:
    home.chmod(0o700)
    (home / "operations.sqlite").write_bytes(b"not a database" * 100)
    assert refusal_of(ANALYST) == {"": NOT_KEPT}
    with pytest.raises(OperationsError):
        written()
