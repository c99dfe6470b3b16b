"""Authors: who may write what into the operations database, as the server knows them from its session."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from msp_dashboard import audit
from msp_dashboard.operations import OperationsError, prepare

COMMAND_LINE = "command_line"
NOT_KEPT = "It was not kept: what readers write cannot be kept now. Try again later."
ROLES: Mapping[str, str] = {
    "chair": "board chair",
    "board_member": "board member from a partner organisation",
    "head_of_service": "head of service",
    "qa_lead": "quality assurance lead",
    "analyst": "council analyst",
    COMMAND_LINE: "the council’s data team",
}


@dataclass(frozen=True, kw_only=True)
class Author:
    """Somebody who may write: their key, name and role, and the teams of the release that are theirs."""

    key: str
    name: str
    role: str
    teams: tuple[str, ...] = ()


class WritingRefused(Exception):
    """What was written is not kept; `faults` holds a sentence by field, blank for the whole of it."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


@contextmanager
def kept_or_refused() -> Iterator[None]:
    """Raise WritingRefused in place of OperationsError: a page knows what to say of one, not of the other."""
    try:
        yield
    except OperationsError as error:
        raise WritingRefused({"": NOT_KEPT}) from error


def deny(author: Author | None, what: str, sentence: str) -> WritingRefused:
    """Write down that somebody tried what their role may not, and return the refusal of it."""
    prepare()
    actor, role = (author.key, author.role) if author else ("nobody", "none")
    audit.record("denied", {"what": what, "role": role}, actor=actor)
    return WritingRefused({"": sentence})
