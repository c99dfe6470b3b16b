"""The list of measures: one entry a key, with what it needs and which filters reach it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.plain_reading.selection import CONCERN_FIELDS, ENQUIRY_FIELDS, TEAM_FIELDS, TIME_FIELDS, View
from tests.plain_reading.shapes import Answer

Reading = Callable[[View], Answer]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One measure. `needs` names files and file.columns; "a|b" is met by either."""

    key: str
    read: Reading
    needs: tuple[str, ...]
    reach: tuple[str, ...]
    own_groups: bool = False

    def is_collected(self, collected: frozenset[str]) -> bool:
        """Whether the files and columns that are there meet every need."""
        return all(any(name in collected for name in need.split("|")) for need in self.needs)


ENTRIES: dict[str, Entry] = {}


def of_concluded(*columns: str, own_groups: bool = False) -> Callable[[Reading], Reading]:
    """Registers a measure of concluded enquiries, which needs concluded_on besides the columns named."""
    return _register(("enquiries.concluded_on", *columns), (*ENQUIRY_FIELDS, *TIME_FIELDS), own_groups)


def of_enquiries(*columns: str) -> Callable[[Reading], Reading]:
    """Registers any other measure that is reached through enquiries."""
    return _register(("enquiries", *columns), (*ENQUIRY_FIELDS, *TIME_FIELDS))


def of_enquiries_now(*columns: str) -> Callable[[Reading], Reading]:
    """Registers a measure of enquiries at the extract date: the period and time don't reach it."""
    return _register(("enquiries", *columns), ENQUIRY_FIELDS)


def of_concerns(*columns: str) -> Callable[[Reading], Reading]:
    """Registers a measure of concerns."""
    return _register(("concerns", *columns), (*CONCERN_FIELDS, *TIME_FIELDS))


def of_experience(*columns: str) -> Callable[[Reading], Reading]:
    """Registers a measure of questionnaires, which filters reach through the enquiry that they are about."""
    return _register(("experience", *columns), (*ENQUIRY_FIELDS, *TIME_FIELDS))


def of_audits(*columns: str) -> Callable[[Reading], Reading]:
    """Registers a measure of audits of case files, by the team that the audit names."""
    return _register(("audits", *columns), (*TEAM_FIELDS, *TIME_FIELDS))


def of_focus_groups(*columns: str) -> Callable[[Reading], Reading]:
    """Registers a measure of focus groups, which only time reaches."""
    return _register(("focus_groups", *columns), TIME_FIELDS)


def of_rollout(*columns: str) -> Callable[[Reading], Reading]:
    """Registers a measure of the rollout, which teams and time reach."""
    return _register(("rollout", *columns), (*TEAM_FIELDS, *TIME_FIELDS))


def of_several() -> Callable[[Reading], Reading]:
    """Registers what stands side by side, each part collected or not by itself; time alone reaches all."""
    return _register(("enquiries",), TIME_FIELDS)


def _register(
    needs: tuple[str, ...], reach: tuple[str, ...], own_groups: bool = False
) -> Callable[[Reading], Reading]:
    def keep(read: Reading) -> Reading:
        key = read.__name__
        ENTRIES[key] = Entry(key=key, read=read, needs=needs, reach=reach, own_groups=own_groups)
        return read

    return keep
