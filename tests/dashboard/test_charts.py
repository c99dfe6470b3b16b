"""Drawings from a few figures: what is drawn, what is left out, and where labels stand."""

from datetime import date

import plotly.graph_objects as go
import pytest

from msp_dashboard.charts import Time, curve, quarters, stacked_quarters
from msp_dashboard.periods import Period, split
from msp_dashboard.results import Figure, Group, ProportionFigures

YEAR = Period(first=date(2025, 4, 1), last=date(2026, 3, 31))
QUARTERS = tuple(quarter for _, quarter in split(YEAR, "quarter"))


def time(**lines: date) -> Time:
    return Time(periods=QUARTERS, minimum=20, lines=lines)


def groups(*found: tuple[Figure, Figure, Figure]) -> list[Group]:
    """Return one group a quarter from numerator, denominator and not recorded."""
    return [
        Group(
            value=str(place),
            label=str(place),
            figures=ProportionFigures(
                numerator=each[0], denominator=each[1], not_recorded=each[2], excluded=0, digits=2
            ),
        )
        for place, each in enumerate(found)
    ]


def test_a_quarter_with_too_few_or_hidden_is_a_gap_and_never_a_dot() -> None:
    drawn = quarters(groups((15, 30, 0), (12, 17, 0), (None, 40, 0), (30, 40, 2)), time())["figure"]
    go.Figure(drawn)
    line, _, dots = drawn["data"]
    assert (dots["x"], dots["y"]) == ([0, 3], [0.5, 0.75])
    assert line["y"] == [0.5, None, None, 0.75]
    grey = [shape for shape in drawn["layout"]["shapes"] if shape["type"] == "rect"]
    assert [(shape["x0"], shape["x1"]) for shape in grey] == [(0.5, 1.5), (1.5, 2.5)]


def test_the_plausible_range_stays_within_nothing_and_all() -> None:
    drawn = quarters(groups((30, 30, 0), (0, 30, 0), (15, 30, 0), (29, 30, 0)), time())["figure"]
    dots = drawn["data"][2]
    for rate, up, down in zip(
        dots["y"], dots["error_y"]["array"], dots["error_y"]["arrayminus"], strict=True
    ):
        assert rate + up <= 1
        assert rate - down >= 0


def test_many_missing_answers_make_a_hollow_dot_and_most_missing_only_a_range() -> None:
    drawn = quarters(groups((30, 40, 4), (30, 40, 10), (30, 40, 60), (30, 40, 0)), time())["figure"]
    _, bounds, dots = drawn["data"]
    assert dots["x"] == [0, 1, 3]
    assert dots["marker"]["color"] == ["#12436D", "#FFFFFF", "#12436D"]
    # 30 of 50 to 40 of 50, and 30 of 100 to 90 of 100.
    assert bounds["x"] == [1, 2]
    assert bounds["base"] == [0.6, 0.3]
    assert bounds["y"] == [0.2, 0.6]
    # One range to a dot: over the missing answers, or the plausible one.
    assert dots["error_y"]["array"][1] == dots["error_y"]["arrayminus"][1] == 0
    assert dots["error_y"]["array"][0] > 0


def test_shares_stand_on_one_scale_from_nothing_to_all() -> None:
    low, high = quarters(groups((1, 30, 0)) * 4, time())["figure"]["layout"]["yaxis"]["range"]
    assert low < 0 < 1 < high < 1.1


def test_a_dated_line_stands_between_the_quarters_that_it_parts() -> None:
    drawn = quarters(groups(*[(20, 40, 0)] * 4), time(A=date(2025, 10, 1)))["figure"]["layout"]
    (line,) = [shape for shape in drawn["shapes"] if shape["type"] == "line"]
    assert line["x0"] == pytest.approx(1.5, abs=0.02)
    assert "A" in [note["text"] for note in drawn["annotations"]]


def test_lines_closer_than_a_letter_share_one_place() -> None:
    close = {"A": date(2025, 5, 1), "B": date(2025, 12, 1), "C": date(2026, 1, 10)}
    drawn = quarters(groups(*[(20, 40, 0)] * 4), time(**close))["figure"]["layout"]
    said = [note["text"] for note in drawn["annotations"]]
    assert "A" in said
    assert "B, C" in said
    assert len([shape for shape in drawn["shapes"] if shape["type"] == "line"]) == 3


def test_columns_say_what_they_count_and_stand_only_where_their_whole_is_known() -> None:
    parts: dict[str, list[Figure]] = {
        "fully": [5, 6, 7, 8],
        "partly": [5, None, 5, 0],
        "not recorded": [9, 9, None, 9],
    }
    shades = {"fully": "first", "partly": "second", "not recorded": "unknown"}
    drawn = stacked_quarters(parts, shades, time(), "enquiries")["figure"]
    go.Figure(drawn)
    assert [trace["y"] for trace in drawn["data"]] == [[5, 0, 7, 8], [5, 0, 5, 0], [9, 0, 0, 9]]
    assert "pattern" in drawn["data"][2]["marker"]
    assert "Number of enquiries" in [note["text"] for note in drawn["layout"]["annotations"]]
    (grey,) = [shape for shape in drawn["layout"]["shapes"] if shape["type"] == "rect"]
    assert (grey["x0"], grey["x1"]) == (0.5, 1.5)


def test_a_curve_ends_where_it_is_no_longer_followed_and_carries_its_name() -> None:
    drawn = curve({"2024–25": ((0, 0.0, 40), (7, 0.1, 36), (14, 0.5, 20)), "2025–26": ()})["figure"]
    go.Figure(drawn)
    (line,) = drawn["data"]
    assert (line["x"], line["y"]) == ([0, 7, 14], [0.0, 0.1, 0.5])
    (name,) = drawn["layout"]["annotations"]
    assert name["text"] == "2024–25"
    assert name["x"] == 14
