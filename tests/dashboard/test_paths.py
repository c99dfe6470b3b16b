"""The paths of wishes: what the flow shows, what it must not, and that why stands beside what happened."""

import re
from base64 import b64decode
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from msp_dashboard import charts
from msp_dashboard.charts import palette
from msp_dashboard.pages import outcomes
from msp_dashboard.pages.sections.paths import HEADING
from tests.dashboard.small_council import Row, council, drawn, enquiries, panel_of, rows_of
from tests.dashboard.visiting import Drawn, Visitor, text_of

HEARD = {"outcomes_asked": "asked_expressed", "outcomes_achieved": "fully"}
REASONS = ("Why were wishes easy or hard to meet?", "Why were some wishes hard to meet?")


def wishes(prefix: str, number: int, theme: str, change: str, achieved: str) -> list[Row]:
    """The first and the closing record of one wish of each enquiry."""
    found = []
    for place in range(number):
        of = {"enquiry_ref": f"{prefix}{place}", "outcome_no": "1"}
        found.append({**of, "stage": "start", "recorded_on": "2026-01-06", "theme": theme})
        found.append(
            {
                **of,
                "stage": "conclusion",
                "recorded_on": "2026-03-02",
                "theme": theme,
                "change": change,
                "achieved": achieved,
            }
        )
    return found


def page_of(folder: Path, tier: str, *paths: tuple[str, int, str, str, str]) -> Drawn:
    """The page of a council whose wishes went these ways: prefix, how many, theme, change, what happened."""
    release = council(
        folder,
        enquiries=[row for prefix, number, *_ in paths for row in enquiries(number, prefix, **HEARD)],
        desired_outcomes=[row for path in paths for row in wishes(*path)],
    )
    return drawn(outcomes.PAGE, release, tier)


SIXTY = (
    ("A", 30, "be_safe", "refined", "fully"),
    ("B", 20, "be_safe", "unchanged", "not_achieved"),
    ("C", 10, "", "refined", "partially"),
)


def nodes_of(panel: Drawn) -> list[str]:
    return [Drawn(tree=each).text() for each in panel.with_class("flow-words")]


def test_a_node_says_how_many_wishes_passed_it(folder: Path) -> None:
    panel = panel_of(page_of(folder, "exact", *SIXTY), HEADING)
    assert nodes_of(panel) == [
        "50 Theme recorded",
        "10 No theme recorded",
        "40 The wish changed",
        "20 It stayed the same",
        "30 Fully",
        "10 Partly",
        "20 Did not happen",
    ]


def test_its_table_holds_every_path_and_every_node(folder: Path) -> None:
    page = page_of(folder, "exact", *SIXTY)
    assert rows_of(page, HEADING) == [
        ["Theme recorded", "The wish changed", "30", "0", "0", "0"],
        ["Theme recorded", "It stayed the same", "0", "0", "20", "0"],
        ["No theme recorded", "The wish changed", "0", "10", "0", "0"],
    ]
    assert [row[2] for row in rows_of(page, "Wishes at each step")] == [
        "50", "10", "40", "20", "30", "10", "20"
    ]  # fmt: skip


def test_its_name_tells_where_wishes_went(folder: Path) -> None:
    panel = panel_of(page_of(folder, "exact", *SIXTY), HEADING)
    (chart,) = panel.with_class("chart")
    said = chart["props"]["aria-label"]
    assert "At the first record: theme recorded 50, no theme recorded 10." in said
    assert "Of those where the wish changed: fully 30, partly 10." in said


def test_fewer_than_fifty_wishes_are_two_bars(folder: Path) -> None:
    panel = panel_of(page_of(folder, "exact", ("A", 49, "be_safe", "refined", "fully")), HEADING)
    assert panel.with_class("flow") == []
    bars = [Drawn(tree=each).text() for each in panel.with_class("bar-label")]
    assert bars == ["At the first record", "What happened"]


def test_fifty_wishes_are_a_flow_with_bars_for_a_narrow_page(folder: Path) -> None:
    panel = panel_of(page_of(folder, "exact", ("A", 50, "be_safe", "refined", "fully")), HEADING)
    assert len(panel.with_class("flow")) == 1
    assert len(panel.with_class("flow-narrow")) == 1
    assert len(panel.every("Img")) == 2


def test_a_hidden_path_lends_its_length_to_no_bar_and_no_ribbon(folder: Path) -> None:
    # The three are hidden, and the twenty and the twelve too, or they could be had by subtraction.
    few = ("D", 3, "", "unchanged", "fully")
    partly = ("C", 12, "be_safe", "refined", "partially")
    page = page_of(folder, "board", ("A", 60, "be_safe", "refined", "fully"), SIXTY[1], partly, few)
    panel = panel_of(page, HEADING)
    assert nodes_of(panel) == [
        "More than 60 Theme recorded",
        "Hidden No theme recorded",
        "More than 60 The wish changed",
        "Hidden It stayed the same",
        "More than 60 Fully",
        "Hidden Partly",
        "Hidden Did not happen",
    ]
    assert [bar["props"]["style"]["height"] for bar in panel.with_class("flow-bar")] == ["300.0px"] * 3
    assert [len(paths_of(each["props"]["src"])) for each in panel.every("Img")] == [1, 1]
    assert "They are not drawn" in panel.text()
    (chart,) = panel.with_class("chart")
    assert set(re.findall(r"\d+", text_of(chart))) == {"60"}


def test_the_length_of_a_ribbon_is_the_number_of_its_wishes() -> None:
    join = charts.Join(
        counts={(0, 0): 30, (0, 1): 10, (1, 1): 20}, shades=["first", "unknown"], by_target=False
    )
    flow = charts.flow([[40, 20], [30, 30]], [join])
    (left, right) = flow.columns
    assert [place.height for place in (*left, *right)] == [200, 100, 150, 150]
    ends = [numbers(path) for path in paths_of(flow.pictures[0])]
    # The end on the right: from where a ribbon arrives to where it ends below that.
    assert [round(below - above, 1) for above, below in ends] == [150, 50, 100]
    assert ends[0][0] == pytest.approx(right[0].top, abs=0.1)
    assert ends[2][1] == pytest.approx(right[1].top + right[1].height, abs=0.1)


def test_words_of_two_nodes_never_share_a_place() -> None:
    shades = ["first", "second", "rest", "unknown"]
    join = charts.Join(
        counts={(0, place): count for place, count in enumerate((997, 1, 1, 1))},
        shades=shades,
        by_target=True,
    )
    for column in charts.flow([[1000], [997, 1, 1, 1]], [join]).columns:
        for above, below in pairwise(column):
            assert above.slot_top + above.slot_height < below.slot_top
            assert below.slot_height >= 72


def test_its_picture_is_plain_svg_in_colours_of_the_palette() -> None:
    shades = ["first", "second", "rest", "unknown"]
    join = charts.Join(counts={(0, place): 5 for place in range(4)}, shades=shades, by_target=True)
    drawing = source_of(charts.flow([[20], [5, 5, 5, 5]], [join]).pictures[0])
    known = {value for value in vars(palette).values() if isinstance(value, str)}
    assert set(re.findall(r"#[0-9A-F]{6}", drawing)) <= known
    # The policy of the site lets no style or script of a picture in.
    assert not re.search(r"style|script|href|<text", drawing)


def test_why_stands_wherever_what_happened_does(visit: Callable[[str], Visitor]) -> None:
    for person in ("priya-nair", "ewa-nowak"):
        for path in ("/", "/outcomes", "/capacity"):
            page = visit(person).page(path)
            headings = [Drawn(tree=each).text() for each in page.every("H2")]
            (why,) = [place for place, heading in enumerate(headings) if heading in REASONS]
            happened = [place for place, heading in enumerate(headings) if "happen" in heading.lower()]
            assert why - happened[0] in (1, 2), (path, headings)
        assert "Why some were hard to meet" in visit(person).page("/evidence").text()


def test_reasons_that_no_export_held_are_not_said_to_be_none(folder: Path) -> None:
    page = drawn(outcomes.PAGE, council(folder, enquiries=enquiries(30, "A", **HEARD)))
    for heading in (REASONS[0], "Which wishes happened?", HEADING, "Was it still so later?"):
        assert "Not collected" in panel_of(page, heading).text()


def test_wishes_that_lasted_are_counts(folder: Path) -> None:
    later = [
        {"enquiry_ref": f"A{place}", "outcome_no": "1", "stage": "review", "recorded_on": "2026-06-02"}
        for place in range(9)
    ]
    found = ["fully"] * 5 + ["not_achieved"] * 3 + ["too_early"]
    reviews = [row | {"achieved": achieved} for row, achieved in zip(later, found, strict=True)]
    release = council(
        folder,
        enquiries=enquiries(12, "A", **HEARD),
        desired_outcomes=[*wishes("A", 12, "be_safe", "unchanged", "fully"), *reviews],
    )
    panel = panel_of(drawn(outcomes.PAGE, release, "exact"), "Was it still so later?")
    assert [Drawn(tree=each).text() for each in panel.with_class("bar-words")] == [
        "5 still so, fully or partly",
        "3 no longer so",
        "1 not recorded, or too early to say",
    ]
    assert "somebody went back to 8 with an answer" in panel.text()
    assert "%" not in panel.text()


def paths_of(picture: str) -> list[str]:
    """The outlines of a picture's ribbons."""
    return re.findall(r'<path d="([^"]+)" fill=', source_of(picture))


def numbers(path: str) -> tuple[float, float]:
    """Where a ribbon arrives on the right, from above and below."""
    found = re.search(r" 100 ([\d.]+)V([\d.]+)", path)
    assert found
    return float(found[1]), float(found[2])


def source_of(picture: str) -> str:
    return b64decode(picture.removeprefix("data:image/svg+xml;base64,")).decode()
