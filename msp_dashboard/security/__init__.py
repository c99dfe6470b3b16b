"""Security: who looks, what reaches a page, and what leaves with it."""

from msp_dashboard.security.answers import answer_plainly
from msp_dashboard.security.audit import record_look
from msp_dashboard.security.callbacks import refusal_of_callback
from msp_dashboard.security.demo import PEOPLE, Person, author_of, reader_of
from msp_dashboard.security.gate import PUBLIC, PlainRefusal, guard, nobody
from msp_dashboard.security.headers import policy, protect_answers
from msp_dashboard.security.session import FIELD, current_person, secret_key

__all__ = [
    "FIELD",
    "PEOPLE",
    "PUBLIC",
    "Person",
    "PlainRefusal",
    "answer_plainly",
    "author_of",
    "current_person",
    "guard",
    "nobody",
    "policy",
    "protect_answers",
    "reader_of",
    "record_look",
    "refusal_of_callback",
    "secret_key",
]
