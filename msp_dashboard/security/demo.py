"""The demonstration's people: one or two for each role, whose role decides what they may see."""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dashboard.disclosure import EXACT
from msp_dashboard.results.authors import Author
from msp_dashboard.scope import Choices, Reader, own_teams

OWN_SERVICES = 2
OWN_TEAMS = 3


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who may look: their key, name, role, and what that role sees, in words."""

    key: str
    name: str
    role: str
    title: str
    sees: str


_BOARD = "Sees figures with small numbers hidden, and people’s words."
PEOPLE: Mapping[str, Person] = {
    person.key: person
    for person in (
        Person(key="priya-nair", name="Priya Nair", role="chair", title="board chair", sees=_BOARD),
        Person(
            key="tom-askew",
            name="Tom Askew",
            role="board_member",
            title="board member from a partner organisation",
            sees=_BOARD,
        ),
        Person(
            key="helen-doyle",
            name="Helen Doyle",
            role="head_of_service",
            title="head of service",
            sees="Sees exact figures of two services.",
        ),
        Person(
            key="marcus-bell",
            name="Marcus Bell",
            role="qa_lead",
            title="quality assurance lead",
            sees="Sees exact figures of three teams.",
        ),
        Person(
            key="ruth-okafor",
            name="Ruth Okafor",
            role="qa_lead",
            title="quality assurance lead",
            sees="Sees exact figures of all other teams.",
        ),
        Person(
            key="ewa-nowak",
            name="Ewa Nowak",
            role="analyst",
            title="council analyst",
            sees="Sees exact figures of the whole council.",
        ),
    )
}


def reader_of(person: Person, choices: Choices) -> Reader:
    """Return what a person may read of a release: the tier of their role, and their own services or teams."""
    services, teams = choices.values["service"], choices.values["team"]
    if person.role == "head_of_service":
        return Reader(tier=EXACT, services=services[:OWN_SERVICES])
    if person.role == "qa_lead":
        first = person.key == "marcus-bell"
        return Reader(tier=EXACT, teams=teams[:OWN_TEAMS] if first else teams[OWN_TEAMS:])
    return Reader(tier=EXACT if person.role == "analyst" else "board")


def author_of(person: Person, choices: Choices) -> Author:
    """Return who a person is where they write, with the teams that are theirs."""
    teams = own_teams(reader_of(person, choices), choices)
    return Author(key=person.key, name=person.name, role=person.role, teams=teams)
