"""The words in the synthetic export: many, varied, short enough, and never a name."""

import re
from collections import Counter
from itertools import pairwise

from sample_data.words import read_words
from tests.sample.exports import Rows

THEMES = {"being_asked", "what_changed", "having_support", "capacity_and_rights", "time_and_pace",
          "feeling_safe", "working_together", "practice"}  # fmt: skip
FULL_YEARS = (2022, 2023, 2024, 2025)
SERVICE_RESPONSES = ("Increased monitoring.", "No further action.", "Referral to befriending service.")


def all_wishes() -> list[str]:
    """Return every wish that is written."""
    return [text for wishes in read_words().wishes.values() for _, text in wishes]


def first_words(text: str) -> str:
    """Return how a text begins."""
    return " ".join(text.split()[:4])


def test_there_are_hundreds_of_wishes_and_no_two_alike() -> None:
    wishes = all_wishes()
    assert len(wishes) >= 300
    assert len(set(wishes)) == len(wishes)


def test_every_theme_of_wishes_is_spoken_by_adults_and_by_others() -> None:
    for voice in ("adult", "representative", "advocate", "practitioner"):
        assert len({theme for theme, speaker in read_words().wishes if speaker == voice}) == 15


def test_there_are_quotes_for_every_theme_speaker_and_side_and_no_two_alike() -> None:
    sayings = read_words().sayings
    quotes = [saying for saying in sayings if saying.kind == "quote"]
    assert len(quotes) >= 160
    assert len({saying.text for saying in sayings}) == len(sayings)
    for theme in THEMES:
        about = [saying for saying in quotes if saying.theme == theme]
        assert {saying.polarity for saying in about} == {"helped", "hard", "both"}
        assert {saying.said_by for saying in about} == {"adult", "family", "advocate", "staff", "partner"}


def test_quotes_and_stories_are_at_most_300_characters() -> None:
    sayings = read_words().sayings
    assert max(len(saying.text) for saying in sayings) <= 300
    assert sum(saying.kind == "story" for saying in sayings) >= 10


def test_words_do_not_follow_a_template() -> None:
    texts = all_wishes() + [saying.text for saying in read_words().sayings]
    openings = Counter(first_words(text) for text in texts)
    assert openings.most_common(1)[0][1] < len(texts) / 40
    bare = sorted(text.lower().rstrip(".") for text in texts)
    assert not [text for text, following in pairwise(bare) if text == following]


def test_no_words_hold_a_number_an_address_or_a_name_with_a_title() -> None:
    texts = all_wishes() + [saying.text for saying in read_words().sayings]
    assert not [text for text in texts if re.search(r"\d|@|\b(Mr|Miss|Dr)\b|\bMrs [A-Z]", text)]


def test_some_boxes_hold_what_a_service_would_do(council: Rows) -> None:
    said = {row["own_words"] for row in council["desired_outcomes"]}
    assert said & set(SERVICE_RESPONSES)


def test_no_wish_is_said_again_and_again(council: Rows) -> None:
    first = [row["own_words"] for row in council["desired_outcomes"] if row["stage"] == "start"]
    said = Counter(text for text in first if text)
    assert len(said) >= 300
    assert said.most_common(1)[0][1] <= 15


def test_no_quote_is_offered_twice_or_from_a_restricted_record(council: Rows) -> None:
    texts = [row["text"] for row in council["quotes"]]
    assert len(texts) == len(set(texts)) >= 160
    restricted = {row["enquiry_ref"] for row in council["enquiries"] if row["restricted"] == "yes"}
    assert restricted
    assert restricted.isdisjoint(row["enquiry_ref"] for row in council["quotes"])


def test_most_themes_of_each_year_have_five_quotes_that_may_be_shown(council: Rows) -> None:
    ended = {row["enquiry_ref"]: row["concluded_on"] for row in council["enquiries"]}
    usable = Counter(
        (int(row["said_on"][:4]) - (row["said_on"][5:7] < "04"), row["theme"])
        for row in council["quotes"]
        if row["consent"] == "given"
        and row["safe_to_use"] == "yes"
        and row["live_proceedings"] == "no"
        and row["consent_scope"] in ("board", "public")
        and ended[row["enquiry_ref"]] <= "2026-06-30"
    )
    enough = [(year, theme) for year in FULL_YEARS for theme in THEMES if usable[year, theme] >= 5]
    assert len(enough) >= 28


def test_family_never_consents_for_an_adult(council: Rows) -> None:
    own = {row["consent_by"] for row in council["quotes"] if row["said_by"] == "adult"}
    others = {row["consent_by"] for row in council["quotes"] if row["said_by"] != "adult"}
    assert own == {"", "adult", "attorney_or_deputy", "best_interests_decision"}
    assert others == {"", "speaker"}


def test_consent_comes_in_every_kind(council: Rows) -> None:
    assert {row["consent"] for row in council["quotes"]} == {"given", "refused", "withdrawn", "not_asked"}
    assert {row["consent_scope"] for row in council["quotes"]} >= {"internal", "board", "public"}
