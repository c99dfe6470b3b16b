"""The door to words: who is shown, by year and theme only, never few enough to tell who spoke."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from msp_dashboard.operations import RESTRICTED
from msp_dashboard.quotes import Quote, voices
from msp_dashboard.releases import open_release
from tests.etl.exports import load, mark_synthetic, write

HEADER = (
    "quote_ref,enquiry_ref,kind,said_by,said_on,text,theme,polarity,consent,consent_scope,review_on,"
    "safe_to_use,live_proceedings\n"
)
GOOD = {
    "enquiry": "",
    "kind": "quote",
    "said_by": "adult",
    "said_on": "2025-05-05",
    "text": "",
    "theme": "practice",
    "polarity": "helped",
    "consent": "given",
    "scope": "board",
    "review_on": "",
    "safe": "yes",
    "live": "no",
}


def council(people: int = 20) -> str:
    """Return enquiries of that many people, all concluded on 30 September 2025, and three special ones."""
    header = "enquiry_ref,person_ref,enquiry_type,started_on,concluded_on,restricted\n"
    plain = "".join(f"E{number},P{number},s42,2025-04-01,2025-09-30,no\n" for number in range(people))
    return (
        header + plain + "OPEN,P0,s42,2025-04-01,,no\nNEW,P0,s42,2025-04-01,2025-10-01,no\n"
        "RESTRICTED,P0,s42,2025-04-01,2025-06-01,yes\n"
    )


def offer(*quotes: dict[str, str]) -> str:
    """Return quotes.csv, each quote good but for what is given; its text is its number where none is."""
    lines = []
    for number, given in enumerate(quotes):
        cells = GOOD | {"text": f"Words {number}"} | given
        lines.append(",".join([f"Q{number}", *cells.values()]))
    return HEADER + "\n".join(lines) + "\n"


def publish(source: Path, quotes: str, *, people: int = 20, synthetic: bool = True) -> None:
    """Load a council at 31 December 2025 with these quotes."""
    concerns = "concern_ref,person_ref,received_on\nC1,P0,2025-12-31\n"
    write(source, concerns=concerns, enquiries=council(people), quotes=quotes)
    if synthetic:
        mark_synthetic(source)
    load(source)


def shown(theme: str | None = None, year: str | None = None, kind: str = "quote") -> list[Quote]:
    """Return every quote of a group, three at a time."""
    pages = [
        voices(open_release(), theme=theme, year=year, kind=kind, offset=place) for place in (0, 3, 6, 9)
    ]
    assert all(len(page.quotes) <= 3 for page in pages)
    return [quote for page in pages for quote in page.quotes]


def texts(quotes: Iterable[Quote]) -> set[str]:
    return {quote.text for quote in quotes}


pytestmark = pytest.mark.usefixtures("home")


def test_only_what_may_be_shown_is_shown(source: Path) -> None:
    never: list[dict[str, str]] = [
        {"consent": "refused"},
        {"consent": "withdrawn"},
        {"consent": "not_asked"},
        {"scope": "internal"},
        {"scope": ""},
        {"safe": "no"},
        {"safe": ""},
        {"live": "yes"},
        {"review_on": "2025-12-30"},
        {"text": "w" * 301},
        {"enquiry": "OPEN"},
        {"enquiry": "NEW", "said_on": "2025-05-01"},
        {"enquiry": "RESTRICTED"},
        {"said_on": ""},
    ]
    good: list[dict[str, str]] = [
        {"text": "Nobody's enquiry"},
        {"text": "Concluded a quarter ago", "enquiry": "E1"},
        {"text": "Dated by its enquiry", "enquiry": "E2", "said_on": ""},
        {"text": "Shared with all", "scope": "public", "live": "", "review_on": "2025-12-31"},
        {"text": "w" * 300},
    ]
    never = [{"text": "never"} | given for given in never]
    publish(source, offer(*never, *good))
    found = shown("practice", "2025-26")
    assert texts(found) == {given["text"] for given in good}
    assert {(quote.year, quote.theme, quote.said_by, quote.kind) for quote in found} == {
        ("2025-26", "practice", "adult", "quote")
    }
    assert voices(open_release(), theme="practice", year="2025-26").widened is None


def test_a_real_release_shows_no_words_and_says_why(source: Path) -> None:
    publish(source, offer(*[{}] * 6), synthetic=False)
    answer = voices(open_release(), theme="practice", year="2025-26")
    assert answer.quotes == ()
    assert "two reviews" in (answer.widened or "")


def test_a_group_below_five_is_widened_and_says_so_and_names_no_small_group(source: Path) -> None:
    few, more = [{"theme": "practice"}] * 4, [{"theme": "being_asked"}] * 5
    earlier = [{"theme": "practice", "said_on": "2024-05-05"}] * 4
    publish(source, offer(*few, *more, *earlier))
    release = open_release()
    to_the_year = voices(release, theme="practice", year="2025-26")
    assert "other themes" in (to_the_year.widened or "")
    assert {quote.theme for quote in shown("practice", "2025-26")} == {None, "being_asked"}
    to_all_years = voices(release, theme="practice", year="2024-25")
    assert "all years" in (to_all_years.widened or "")
    assert {quote.theme for quote in shown("practice", "2024-25")} == {"practice"}
    assert {quote.year for quote in shown("practice", "2024-25")} == {None}
    nobody = voices(release, theme="practice", kind="story")
    assert (nobody.quotes, "too few" in (nobody.widened or "")) == ((), True)


def test_a_year_of_fewer_than_twenty_people_stands_for_nobody(source: Path) -> None:
    publish(source, offer(*[{}] * 6), people=19)
    answer = voices(open_release(), theme="practice", year="2025-26")
    assert (answer.quotes, "too few" in (answer.widened or "")) == ((), True)


def test_there_is_one_quote_of_an_enquiry(source: Path) -> None:
    publish(source, offer(*[{"enquiry": "E1"}] * 3, *[{"enquiry": f"E{number}"} for number in range(2, 6)]))
    assert len(shown("practice", "2025-26")) == 5


def test_help_and_difficulty_keep_the_proportion_of_all_that_was_shared(source: Path) -> None:
    helped = [{"polarity": "helped"}] * 14
    hard = [{"polarity": "hard"}] * 2 + [{"polarity": "hard", "scope": "internal"}] * 5
    publish(source, offer(*helped, *hard))
    # 14 to 7 were shared: of eight, 5.33 and 2.67, but only two may be shown; of seven, 4.67 and 2.33.
    assert Counter(quote.polarity for quote in shown("practice", "2025-26")) == {"helped": 5, "hard": 2}


def test_the_order_is_the_same_for_everyone_and_another_in_another_release(source: Path) -> None:
    publish(source, offer(*[{}] * 20))
    first = shown("practice", "2025-26")
    assert [quote.public_id for quote in first] == [quote.public_id for quote in shown("practice", "2025-26")]
    assert len({quote.public_id for quote in first}) == 8
    concerns = "concern_ref,person_ref,received_on\nC1,P0,2025-12-31\nC2,P0,2025-12-31\n"
    write(source, concerns=concerns)
    mark_synthetic(source)
    load(source)
    assert [quote.public_id for quote in shown("practice", "2025-26")] != [quote.public_id for quote in first]


def test_without_its_key_the_store_shows_nothing(home: Path, source: Path) -> None:
    publish(source, offer(*[{}] * 6))
    (home / "keys" / RESTRICTED).unlink()
    answer = voices(open_release())
    assert (answer.quotes, "cannot be read" in (answer.widened or "")) == ((), True)
