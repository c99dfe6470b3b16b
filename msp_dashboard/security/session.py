"""The session: a signed cookie that says which person was chosen, and nothing else."""

from flask import session

from msp_dashboard.operations.keys import make_key
from msp_dashboard.security.demo import PEOPLE, Person
from msp_dashboard.settings import settings

KEY = "session.key"
FIELD = "person"


def secret_key() -> bytes:
    """Return the key that signs sessions, made where there is none; raises OperationsError."""
    settings().home.mkdir(parents=True, exist_ok=True)
    return make_key(KEY)


def current_person() -> Person | None:
    """Return who looks, by the signed session of this request; None where nobody was chosen."""
    return PEOPLE.get(str(session.get(FIELD, "")))


def choose(key: str) -> Person | None:
    """Make a person the one who looks; None where there is no such person, and then nobody looks."""
    session.clear()
    person = PEOPLE.get(key)
    if person is not None:
        session[FIELD] = person.key
    return person
