"""A restricted record: counted in totals, and quoted in no release, neither in new ones nor in old ones."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from msp_dashboard import quotes
from msp_dashboard.operations import reading, restricted_texts
from msp_dashboard.quotes import voices
from msp_dashboard.releases import open_release
from tests.etl.exports import load, mark_synthetic, write
from tests.measures.terminal import only
from tests.releases.test_quotes import council, offer, publish

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotes are read again at each moment, which here is as short as can be."""
    monkeypatch.setattr(quotes, "REMEMBERED_SECONDS", 1e-6)


def texts_with(release: int) -> set[str]:
    """Return the texts that a release's readers may see of one theme and year."""
    pages = [
        voices(open_release(release), theme="practice", year="2025-26", offset=place) for place in (0, 3, 6)
    ]
    return {quote.text for page in pages for quote in page.quotes}


def held() -> int | None:
    """Return how many texts the restricted store holds."""
    query = sa.select(sa.func.count()).where(restricted_texts.c.sealed.is_not(None))
    with reading() as store:
        return store.scalar(query)


def publish_with(source: Path, restricted: str) -> None:
    """Load a council whose special record is restricted or not, with six quotes and one of that record."""
    publish(source, offer(*[{}] * 6, {"enquiry": "RESTRICTED", "text": "theirs"}))
    write(source, enquiries=council().replace(",yes", f",{restricted}"))
    mark_synthetic(source)
    load(source)


def test_a_restricted_record_is_counted(home: Path, source: Path) -> None:
    publish(source, offer())
    period = ("--from", "2025-04-01", "--to", "2025-06-30", "--tier", "exact")
    # Twenty ordinary ones, one that is open, one that is new, and the restricted one.
    assert only(home, "enquiries_started", *period)["count"] == 23


def test_a_record_that_becomes_restricted_is_quoted_in_no_release_from_then_on(source: Path) -> None:
    publish_with(source, "no")
    assert "theirs" in texts_with(2)
    assert held() == 7
    publish(source, offer(*[{}] * 6, {"enquiry": "RESTRICTED", "text": "theirs"}))
    assert held() == 6
    assert [texts_with(release) & {"theirs"} for release in (1, 2, 3)] == [set(), set(), set()]


def test_a_record_that_was_restricted_is_not_quoted_in_a_release_of_that_time(source: Path) -> None:
    publish_with(source, "no")
    assert "theirs" in texts_with(2)
    assert "theirs" not in texts_with(1)
