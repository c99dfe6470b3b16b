"""Signed answers: what people make of all sources together, kept with the release that they saw."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import sqlalchemy as sa

from msp_dashboard import audit
from msp_dashboard.measures.triangulation import ASPECTS
from msp_dashboard.operations import OperationsError, prepare, reading, signed_answers, writing
from msp_dashboard.releases import Release
from msp_dashboard.results.authors import Author, WritingRefused, deny, kept_or_refused
from msp_dashboard.screening import WordsRefused, plain_words

LONGEST = 600
# A board's questions, by the key that each has in the matrix.
QUESTIONS = tuple(ASPECTS)
SIGNERS = {"chair", "head_of_service", "qa_lead", "analyst"}
NOT_A_SIGNER = (
    "Only the chair, heads of service, quality assurance leads and analysts may sign here: nothing changed."
)
UNREAD = "What people have signed cannot be read now."
NO_QUESTION = "There is no such question to answer: nothing changed."


@dataclass(frozen=True, kw_only=True)
class SignedAnswer:
    """The answer to a question that stands: the newest version of it, and who signed it.

    Not `of_these_facts`: it was signed before the release was built anew under its number.
    """

    question: str
    text: str
    signer_name: str
    role: str
    signed_on: date
    version: int
    of_these_facts: bool


@dataclass(frozen=True, kw_only=True)
class SignedAnswers:
    """The answers that stand for a release, by question; `unread` says in words that they cannot be had."""

    by_question: Mapping[str, SignedAnswer] = field(default_factory=dict)
    unread: str = ""


def facts_of(release: Release) -> str:
    """Return what names the facts of a release: its number, and the beginning of their hash."""
    return f"{release.number}-{release.content_hash[:12]}"


def may_sign(author: Author | None) -> bool:
    """Return whether somebody's role may sign an answer."""
    return author is not None and author.role in SIGNERS


def signed(release: Release) -> SignedAnswers:
    """Return the answers that stand for a release, as they are now."""
    try:
        return SignedAnswers(by_question=_newest(release))
    except OperationsError:
        return SignedAnswers(unread=UNREAD)


def _newest(release: Release) -> dict[str, SignedAnswer]:
    prepare()
    table = signed_answers.c
    query = sa.select(signed_answers).where(table.release_number == release.number).order_by(table.version)
    with reading() as connection:
        # The newest version comes last, and stands.
        return {
            row.question: SignedAnswer(
                question=row.question,
                text=row.text,
                signer_name=row.signer_name,
                role=row.role,
                signed_on=datetime.fromisoformat(row.signed_at).date(),
                version=row.version,
                of_these_facts=row.content_hash == release.content_hash,
            )
            for row in connection.execute(query)
        }


@kept_or_refused()
def sign(release: Release, author: Author | None, question: str, text: str) -> None:
    """Keep an answer as the newest to its question; raises WritingRefused."""
    if author is None or not may_sign(author):
        raise deny(author, "sign an answer", NOT_A_SIGNER)
    if question not in QUESTIONS:
        raise WritingRefused({"": NO_QUESTION})
    try:
        words = plain_words(text, LONGEST)
    except WordsRefused as refusal:
        raise WritingRefused({"text": str(refusal)}) from None
    prepare()
    table, of = signed_answers.c, {"release_number": release.number, "question": question}
    same = sa.and_(*(table[name] == value for name, value in of.items()))
    with writing() as connection:
        latest = connection.scalar(sa.select(sa.func.max(table.version)).where(same))
        entry = {**of, "content_hash": release.content_hash, "version": (latest or 0) + 1}
        signer = {"signed_by": author.key, "signer_name": author.name, "role": author.role}
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute(sa.insert(signed_answers).values(**entry, **signer, text=words, signed_at=moment))
        proof = {"text_sha256": hashlib.sha256(words.encode()).hexdigest(), "role": author.role}
        audit.append(connection, "answer signed", {**entry, **proof}, actor=author.key)
