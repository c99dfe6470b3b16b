"""Rules 7, 8 and 14: no rate without its numbers and interval, and none of too few or with most missing."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from msp_dashboard.results import Answer, as_json
from msp_dashboard.settings import Settings
from tests.dashboard.rules.looking import Look, chart_of, hover_texts, inside, panels, rows_in
from tests.dashboard.visiting import Drawn

Answers = Callable[[str, str | None], list[Answer]]
NUMBERS = {"numerator", "denominator", "not_recorded"}
BESIDE_A_SHARE = {"Yes", "Yes or no recorded", "Not recorded", "Plausible range"}
SINGLE = re.compile(r"(?:under |over )?\d+%")
PERCENT = re.compile(r"\d%")
BY = (("board", None), ("board", "quarter"), ("board", "risk_type"), ("exact", None), ("exact", "team"))


@pytest.mark.parametrize(("tier", "by"), BY)
def test_every_rate_of_an_export_stands_with_its_numbers_and_interval(
    answers: Answers, tier: str, by: str | None
) -> None:
    rates = list(_rates(answers(tier, by)))
    assert len(rates) > 100
    for key, row in rates:
        assert set(row) >= NUMBERS | {"interval", "low", "high"}, key
        if row["rate"] is not None:
            assert None not in (row["numerator"], row["denominator"], row["interval"]), key
            assert row["interval"][0] <= row["rate"] <= row["interval"][1], key


@pytest.mark.parametrize(("tier", "by"), BY)
def test_the_bounds_of_every_rate_hold_it(answers: Answers, tier: str, by: str | None) -> None:
    held = [row for _, row in _rates(answers(tier, by)) if None not in (row["rate"], row["low"], row["high"])]
    assert len(held) > 40
    assert [row for row in held if not 0 <= row["low"] <= row["rate"] <= row["high"] <= 1] == []


@pytest.mark.parametrize("by", [None, "quarter", "risk_type"])
def test_no_rate_of_fewer_than_twenty_leaves_the_exact_tier(answers: Answers, by: str | None) -> None:
    assert (Settings().rate_minimum, Settings().rate_minimum_exact) == (20, 10)
    people = [answer for answer in answers("board", by) if answer.measure.of_people]
    told = [(key, row["denominator"]) for key, row in _rates(people) if row["rate"] is not None]
    assert len(told) > 30
    assert [each for each in told if each[1] < 20] == []


def test_every_share_of_a_page_stands_with_its_numbers_in_the_same_row(looks: tuple[Look, ...]) -> None:
    compared = 0
    for look in looks:
        for heads, row in _rows(look.page):
            if "Share" not in heads[1:]:
                continue
            assert set(heads) >= BESIDE_A_SHARE, look.words
            cells = dict(zip(heads, row, strict=True))
            if SINGLE.search(cells["Share"]):
                assert _whole(cells["Yes"]) is not None, (look.words, row)
                assert _whole(cells["Yes or no recorded"]) is not None, (look.words, row)
                compared += 1
    assert compared > 300


def test_no_share_of_a_page_is_of_fewer_than_its_reader_may_have(looks: tuple[Look, ...]) -> None:
    for look in looks:
        fewest = 20 if look.person == "priya-nair" else 10
        for heads, row in _rows(look.page):
            # A first column of shares is a scale, not a row's share.
            cells = dict(zip(heads[1:], row[1:], strict=True))
            if SINGLE.match(cells.get("Share", "")):
                assert (_whole(cells["Yes or no recorded"]) or 0) >= fewest, (look.words, row)
                range_stands = cells["Plausible range"] != "–" or "between" in cells["Share"]
                assert range_stands, (look.words, row)
        for text in (said for figure in look.page.figures() for said in hover_texts(figure)):
            if found := re.search(r"(?:<br>[\d,]+ of (\d[\d,]*), \d+%|\d+% of (\d[\d,]*))", text):
                assert (_whole(found[1] or found[2]) or 0) >= fewest, (look.words, text)


def test_a_chart_of_shares_has_the_numbers_behind_them_in_its_own_figure(looks: tuple[Look, ...]) -> None:
    compared = 0
    for look in looks:
        for panel in panels(look.page):
            chart = chart_of(panel)
            said = [*chart.texts(), *(text for figure in chart.figures() for text in hover_texts(figure))]
            shares = [text for text in said if PERCENT.search(text) and ", by day " not in text]
            if not shares or "simulation" in panel.text():
                continue
            heads = {head for table in panel.every("Table") for head in rows_in(table)[0]}
            assert any(head.startswith("Not recorded") for head in heads), (look.words, shares[0])
            assert all(" of " in text for text in shares), (look.words, shares)
            compared += 1
    assert compared > 50


def test_most_answers_missing_leaves_no_single_percentage(looks: tuple[Look, ...]) -> None:
    missing_most = 0
    for look in looks:
        for heads, row in _rows(look.page):
            cells = dict(zip(heads, row, strict=True))
            known, missing = (_whole(cells.get(name, "")) for name in ("Yes or no recorded", "Not recorded"))
            if (
                "Share" in heads
                and known is not None
                and missing is not None
                and missing > 0.4 * (known + missing)
            ):
                missing_most += 1
                assert not SINGLE.match(cells["Share"]), (look.words, row)
    assert missing_most > 0


def _rates(answers: list[Answer]) -> Iterator[tuple[str, dict[str, Any]]]:
    for answer in answers:
        for _, found in inside(as_json(answer)):
            if isinstance(found, dict) and "rate" in found:
                yield answer.key, found


def _rows(page: Drawn) -> Iterator[tuple[list[str], list[str]]]:
    for table in page.every("Table"):
        heads, *rows = rows_in(table)
        yield from ((heads, row) for row in rows if len(row) == len(heads))


def _whole(cell: str) -> int | None:
    """The number of a cell; None where it is hidden."""
    return int(cell.replace(",", "")) if re.fullmatch(r"[\d,]+", cell) else None
