"""Signed answers: kept with the release that the signer saw, every version, under a name."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from msp_dashboard import audit
from msp_dashboard.operations import prepare, reading, signed_answers, writing
from msp_dashboard.releases import Release
from msp_dashboard.results.authors import NOT_KEPT, Author, WritingRefused
from msp_dashboard.results.evidence import (
    NO_QUESTION,
    NOT_A_SIGNER,
    QUESTIONS,
    UNREAD,
    SignedAnswer,
    SignedAnswers,
    facts_of,
    may_sign,
    sign,
    signed,
)
from tests.writing.authors import ANALYST, CHAIR, HEAD, LEAD, MEMBER, logged

pytestmark = pytest.mark.usefixtures("home")


def release(number: int = 41, content_hash: str = "a" * 64) -> Release:
    """Return a release of which only number and hash are read."""
    return Release(
        number=number,
        name=f"r{number:06}",
        path=None,
        extract_date=date(2026, 9, 30),
        synthetic=True,
        built_at="2026-10-01T00:00:00+00:00",
        content_hash=content_hash,
        units_digest="",
        schema_version=1,
        engine=sa.create_engine("sqlite://"),
    )


def test_an_answer_stands_with_its_signer_and_day() -> None:
    sign(release(), CHAIR, "asked", " Most were asked,\nand few felt heard. ")
    assert signed(release()) == SignedAnswers(
        by_question={
            "asked": SignedAnswer(
                question="asked",
                text="Most were asked, and few felt heard.",
                signer_name="Priya Nair",
                role="chair",
                signed_on=datetime.now(UTC).date(),
                version=1,
                of_these_facts=True,
            )
        }
    )


def test_a_new_signature_stands_in_place_of_the_last_and_all_are_kept() -> None:
    for author, text in ((CHAIR, "First"), (LEAD, "Second"), (CHAIR, "Third")):
        sign(release(), author, "asked", text)
    sign(release(), HEAD, "met", "Another")
    found = signed(release()).by_question
    assert [(each.text, each.version, each.signer_name) for each in found.values()] == [
        ("Third", 3, "Priya Nair"),
        ("Another", 1, "Helen Doyle"),
    ]
    with reading() as connection:
        kept = connection.execute(sa.select(signed_answers.c.question, signed_answers.c.version)).all()
    assert [tuple(row) for row in kept] == [("asked", 1), ("asked", 2), ("asked", 3), ("met", 1)]


def test_an_answer_belongs_to_its_release_alone() -> None:
    sign(release(41), CHAIR, "asked", "Of 41")
    assert signed(release(42)).by_question == {}
    assert signed(release(41)).by_question["asked"].text == "Of 41"


def test_an_answer_says_that_its_release_was_built_anew() -> None:
    sign(release(), CHAIR, "asked", "Before somebody was erased")
    anew = release(content_hash="b" * 64)
    assert signed(anew).by_question["asked"].of_these_facts is False
    assert facts_of(anew) != facts_of(release())
    sign(anew, CHAIR, "asked", "After")
    found = signed(anew).by_question["asked"]
    assert (found.text, found.version, found.of_these_facts) == ("After", 2, True)


@pytest.mark.parametrize("author", [CHAIR, HEAD, LEAD, ANALYST])
def test_these_roles_may_sign(author: Author) -> None:
    assert may_sign(author)
    sign(release(), author, "asked", "Signed")
    assert signed(release()).by_question["asked"].role == author.role


@pytest.mark.parametrize("author", [MEMBER, replace(CHAIR, role="admin"), None])
def test_nobody_else_may_and_it_is_written_down(author: Author | None) -> None:
    assert not may_sign(author)
    with pytest.raises(WritingRefused) as refusal:
        sign(release(), author, "asked", "Forged")
    assert refusal.value.faults == {"": NOT_A_SIGNER}
    assert signed(release()).by_question == {}
    assert [(action, details["what"]) for _, action, details in logged()] == [("denied", "sign an answer")]


@pytest.mark.parametrize("question", ["", "secrets", "asked ", "ASKED"])
def test_a_question_that_is_none_is_refused(question: str) -> None:
    assert question not in QUESTIONS
    with pytest.raises(WritingRefused) as refusal:
        sign(release(), CHAIR, question, "Words")
    assert refusal.value.faults == {"": NO_QUESTION}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "few words"),
        ("a" * 601, "at most 600 characters: these are 601"),
        ("<script>alert(1)</script>", "the signs < and >"),
        ("Heard\x07", "cannot be seen"),
        ("She lives at SW1A 1AA", "a postcode"),
    ],
)
def test_words_that_may_not_be_kept_are_refused(text: str, part: str) -> None:
    with pytest.raises(WritingRefused) as refusal:
        sign(release(), CHAIR, "asked", text)
    assert part in refusal.value.faults["text"]
    assert signed(release()).by_question == {}


def test_each_signature_is_in_the_log_without_its_words() -> None:
    sign(release(), CHAIR, "asked", "A short answer")
    ((actor, action, details),) = logged()
    assert (actor, action) == ("priya-nair", "answer signed")
    assert (details["release_number"], details["question"], details["version"]) == (41, "asked", 1)
    assert len(details["text_sha256"]) == 64
    assert "short" not in str(details)
    assert audit.verify() == 1


def test_what_cannot_be_logged_is_not_kept() -> None:
    prepare()
    with writing() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_log RENAME TO elsewhere")
    with pytest.raises(WritingRefused, match=NOT_KEPT):
        sign(release(), CHAIR, "asked", "Lost")
    assert signed(release()).by_question == {}


def test_where_nothing_can_be_read_it_is_said(home: Path) -> None:
    (home / "operations.sqlite").write_bytes(b"not a database" * 100)
    assert signed(release()) == SignedAnswers(unread=UNREAD)
