"""What tests of the rules share: every page as the board and the exact tier see it, and every answer."""

from collections.abc import Callable
from functools import cache

import dash
import pytest

from msp_dashboard import results
from msp_dashboard.pages import every_page
from msp_dashboard.releases import Release, open_release
from msp_dashboard.results import Answer
from msp_dashboard.scope import Question, Reader, allow
from tests.dashboard.rules.looking import Look
from tests.dashboard.visiting import Visitor

BOARD, EXACT = "priya-nair", "ewa-nowak"
TEAM = "?team=Safeguarding+Hub"


@pytest.fixture(scope="session")
def looks(visit: Callable[[str], Visitor]) -> tuple[Look, ...]:
    """Return every page as the board, the exact tier, and the exact tier with a team chosen see it."""
    addresses = [(person, page.path, "") for person in (BOARD, EXACT) for page in every_page()]
    addresses += [(EXACT, page.path, TEAM) for page in every_page() if page.figures]
    visitors = {person: visit(person) for person in (BOARD, EXACT)}
    return tuple(
        Look(person=person, path=path, search=search, page=visitors[person].page(path, search))
        for person, path, search in addresses
    )


@pytest.fixture(scope="session")
def release(app: dash.Dash) -> Release:
    """Return the release that those pages are drawn from."""
    assert app.server is not None
    return open_release()


@pytest.fixture(scope="session")
def answers(release: Release) -> Callable[[str, str | None], list[Answer]]:
    """Return how to have every measure's answer in a tier, by a field."""

    @cache
    def every(tier: str, by: str | None) -> list[Answer]:
        scope = allow(Reader(tier=tier), results.choices(release), Question(by=by))
        return list(results.answer(release, scope).by_key.values())

    return every
