"""Rules 17, 18 and 21: a drawing and its table say the same, and its texts and axes can be read."""

import re
from collections.abc import Iterator
from pathlib import Path

import msp_dashboard
from tests.dashboard.rules.looking import Look, chart_of, hover_texts, inside, numbers, panels, rows_in
from tests.dashboard.visiting import Drawn, text_of

PACKAGE = Path(msp_dashboard.__file__).parent
ASSETS = PACKAGE.parent / "assets"
SHARE = re.compile(r"(?P<row>.+)<br>(?P<yes>[\d,]+) of (?P<of>[\d,]+), (?P<percent>\d+)%")
COUNT = re.compile(r"(?P<row>.+)<br>(?P<column>.+): (?P<count>[\d,]+)")
BY_DAY = re.compile(r"(?P<column>.+), by day (?P<day>\d+): (?P<percent>\d+)%")
ELSEWHERE = re.compile(r"(?:https?:)?//(?!127\.0\.0\.1|www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}", re.IGNORECASE)
NAMED = re.compile(r".+: (?P<percent>\d+)% of [\d,]+")
OTHER_AXES = re.compile(r"[xy]axis\d+|polar.*|scene.*|ternary.*")
SMALLEST = 14  # pixels
ROOT_PIXELS = 16


def test_drawings_say_the_numbers_of_their_tables(looks: tuple[Look, ...]) -> None:
    compared = 0
    for look in looks:
        for panel in panels(look.page):
            for said, shown in _said_and_shown(panel):
                assert said == shown, f"{look.words}: {text_of(panel.with_class('panel-heading')[0])}"
                compared += 1
    assert compared > 500


def test_dots_and_columns_stand_where_their_words_say(looks: tuple[Look, ...]) -> None:
    traces = [trace for look in looks for figure in look.page.figures() for trace in figure["data"]]
    marks = [mark for trace in traces for mark in zip(trace.get("text", ()), trace["y"], strict=False)]
    assert len(marks) > 500
    for text, height in marks:
        share = SHARE.fullmatch(text) or BY_DAY.fullmatch(text) or NAMED.fullmatch(text)
        count = COUNT.fullmatch(text)
        if share:
            assert abs(100 * height - int(share["percent"])) < 0.51, text
        elif count:
            assert height == _whole(count["count"]), text
        else:
            assert (text, height) == ("", 0)


def test_bars_and_lines_say_only_numbers_that_stand_in_their_tables(looks: tuple[Look, ...]) -> None:
    compared = 0
    for look in looks:
        for panel in panels(look.page):
            chart = chart_of(panel)
            if chart.every("Graph") or chart.with_class("not-collected") or chart.with_class("track-mark"):
                continue
            shown = numbers(
                " ".join(cell for table in panel.every("Table") for row in rows_in(table) for cell in row)
            )
            assert numbers(chart.text()) <= shown, f"{look.words}: {chart.text()}"
            compared += 1
    assert compared > 50


def test_every_text_of_a_drawing_is_horizontal_and_large_enough(looks: tuple[Look, ...]) -> None:
    for look in looks:
        for figure in look.page.figures():
            sizes = [
                each["size"] for name, each in inside(figure) if name.endswith("font") and "size" in each
            ]
            assert sizes
            assert min(sizes) >= SMALLEST, look.words
            assert not any(each for name, each in inside(figure) if name in {"textangle", "tickangle"})
            assert figure["layout"]["showlegend"] is False


def test_no_text_of_the_stylesheets_is_smaller_than_14_pixels() -> None:
    style = "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("look.css", "support.css"))
    sizes = re.findall(r"font(?:-size)?: (?:clamp\()?([\d.]+)(rem|px|em|pt)", style)
    assert len(sizes) > 20
    assert {unit for _, unit in sizes} == {"rem"}
    assert min(float(size) * ROOT_PIXELS for size, _ in sizes) >= SMALLEST


def test_shares_stand_on_an_axis_from_nothing_to_all_and_counts_begin_at_nothing(
    looks: tuple[Look, ...],
) -> None:
    for look in looks:
        for figure in look.page.figures():
            axis = figure["layout"]["yaxis"]
            low, high = axis["range"]
            if axis.get("ticktext"):
                assert axis["ticktext"] == ["0", "50", "100%"]
                assert -0.05 <= low <= 0 < 1 <= high <= 1.05
            else:
                assert low == 0
            assert [
                name for name in figure["layout"] if re.fullmatch(r"[xy]axis\d+|polar|scene.*", name)
            ] == []


def test_no_drawing_is_a_pie_a_gauge_or_in_three_dimensions(looks: tuple[Look, ...]) -> None:
    traces = [trace for look in looks for figure in look.page.figures() for trace in figure["data"]]
    assert {trace["type"] for trace in traces} == {"scatter", "bar"}
    assert [trace for trace in traces if {"xaxis", "yaxis", "xaxis2", "yaxis2"} & set(trace)] == []


def _said_and_shown(panel: Drawn) -> Iterator[tuple[list[str], list[str]]]:
    """What a drawing says of each mark, and what the table holds in its place."""
    cells = {
        (row[0], column): cell
        for table in panel.every("Table")
        for row in rows_in(table)[1:]
        for column, cell in zip(rows_in(table)[0], row, strict=True)
    }
    for text in (said for figure in panel.figures() for said in hover_texts(figure)):
        if found := SHARE.fullmatch(text):
            named = [cells[found["row"], name] for name in ("Yes", "Yes or no recorded", "Share")]
            shown = [*named[:2], named[2].split("%")[0].removeprefix("under ").removeprefix("over ")]
            yield [found["yes"], found["of"], _near(found["percent"], shown[2])], shown
        elif found := BY_DAY.fullmatch(text):
            shown_there = cells.get((f"{found['day']} days", found["column"]))
            if shown_there is not None and shown_there.endswith("%"):
                yield [f"{found['percent']}%"], [shown_there]
        elif found := COUNT.fullmatch(text):
            name = found["column"][:1].upper() + found["column"][1:]
            if cells[found["row"], name] not in {"Hidden", "Fewer than 5"}:
                yield [found["count"]], [cells[found["row"], name]]


def _near(said: str, shown: str) -> str:
    """The percentage that a table has: it says under 1% and over 99% where a drawing rounds."""
    return shown if {said, shown} in ({"0", "1"}, {"99", "100"}) else said


def _whole(text: str) -> int:
    return int(text.replace(",", ""))
