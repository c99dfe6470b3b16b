"""In context: what is drawn of published figures, what is said where there are none, and who is not named."""

import random
import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from msp_dashboard.charts import palette
from msp_dashboard.charts.funnel import Scatter, funnel
from msp_dashboard.pages.in_context import PAGE
from msp_dashboard.releases import Release
from msp_dashboard.results.context import context
from msp_dashboard.settings import settings
from msp_dashboard.statistics.funnel import funnel as limits_of
from tests.dashboard.published import AMONG, HOW_MANY, SHORT, import_rows, others, sent
from tests.dashboard.small_council import council, drawn, enquiries, panel_of, rows_of
from tests.dashboard.visiting import Drawn, text_of
from tests.publishers import OWN, ascof
from tests.publishers import council as published_council

BEYOND = "More unusual than chance alone would normally explain. That is a reason to ask, not a finding."


@pytest.fixture
def release(folder: Path) -> Release:
    """Return a release of one enquiry, beside a home without published figures."""
    settings().home.mkdir()
    return council(folder, enquiries=enquiries(1, "A"))


def test_no_other_councils_name_or_code_is_sent_in_any_state(folder: Path, release: Release) -> None:
    rows = [
        *others("2023-24"),
        *others("2024-25"),
        ascof(1, "2023-24", "[c]", "[c]"),
        ascof(1, "2024-25", 90, 120, "74.8"),
        ascof(41, "2024-25", 390, 330),
        ascof(42, "2024-25", "[c]", "[c]"),
        ascof(43, "2024-25", 3, 8),
    ]
    codes = {row[2] for row in rows} - {OWN}
    for own in (None, OWN):
        import_rows(folder, rows, own)
        for tier in ("board", "exact"):
            for query in ({}, {"year": "2023-24"}, {"year": "Otherby 002"}):
                everything = sent(release, tier, **query)
                assert "Otherby" not in everything
                assert not [code for code in codes if code in everything]
                assert not re.search(r"E0690\d{4}", everything)
    assert "Sampleshire" in everything


def test_the_order_of_the_others_tells_nothing_of_who_they_are(folder: Path, release: Release) -> None:
    rows = [*others("2024-25"), ascof(1, "2024-25", 90, 120)]
    import_rows(folder, rows)
    first = sent(release)
    renamed = [published_council(HOW_MANY + 2 - place) for place in range(2, HOW_MANY + 1)]
    swapped = [(*row[:2], *renamed[place], *row[4:]) for place, row in enumerate(rows[:-1])]
    random.Random(3).shuffle(swapped)
    import_rows(folder, [*swapped, rows[-1]])
    assert sent(release) == first
    found = context()
    assert found
    among = found.measures[0].among
    assert among
    assert list(among.others) == sorted(among.others)


def test_ones_own_dot_is_the_only_one_with_a_name(folder: Path, release: Release) -> None:
    import_rows(folder, [*others("2024-25"), ascof(1, "2024-25", 108, 120)])
    figure = drawn(PAGE, release).figures()[0]
    go.Figure(figure)
    *lines, unnamed, named = figure["data"]
    assert len(lines) == 4
    assert (len(unnamed["x"]), unnamed["hoverinfo"], "text" in unnamed) == (HOW_MANY - 1, "skip", False)
    # 120 enquiries stand by their square root.
    assert (named["x"], named["y"], named["text"]) == ([10.954], [0.9], ["Our council: 90% of 120"])
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert sorted(texts) == sorted(
        ["Enquiries with a known outcome of the risk", "Share", "19 in 20", "499 in 500", "Our council"]
    )


def test_limits_are_adjusted_from_twenty_councils_and_the_page_says_which(
    folder: Path, release: Release
) -> None:
    for last, adjusted in ((19, False), (20, True)):
        import_rows(folder, [*others("2024-25", last=last), ascof(1, "2024-25", 108, 120)])
        found = context()
        assert found
        among = found.measures[0].among
        assert among
        assert among.adjusted is adjusted
        said = panel_of(drawn(PAGE, release), AMONG).text()
        assert ("The lines allow for how much councils differ" in said) is adjusted
        assert ("The lines show what chance alone would do." in said) is not adjusted
        counts = [(108, 120), *((int(row[5]), int(row[6])) for row in others("2024-25", last=last))]
        usual = limits_of([part for part, _ in counts], [whole for _, whole in counts]).limits[0]
        assert among.own_limits == usual


def test_it_says_unusual_only_beyond_the_outer_limits(folder: Path, release: Release) -> None:
    for numerator, unusual in ((108, False), (20, True)):
        import_rows(folder, [*others("2024-25"), ascof(1, "2024-25", numerator, 120)])
        panel = panel_of(drawn(PAGE, release), AMONG)
        assert (BEYOND in panel.text()) is unusual
        (own,) = [each for each in panel.figures()[0]["data"] if "text" in each]
        assert own["marker"]["symbol"] == ("diamond" if unusual else "circle")


def test_councils_that_are_not_drawn_are_counted_with_the_reason(folder: Path, release: Release) -> None:
    rows = [
        *others("2024-25"),
        ascof(1, "2024-25", 108, 120),
        ascof(41, "2024-25", 390, 330),
        ascof(42, "2024-25", 130, 120),
        ascof(43, "2024-25", 125, 120),
        ascof(44, "2024-25", "[c]", "[c]"),
        ascof(45, "2024-25", 10, 19),
    ]
    import_rows(folder, rows)
    said = panel_of(drawn(PAGE, release), AMONG).text()
    assert (
        "3 other councils are not drawn, because the published part is larger than its whole: not usable."
        in said
    )
    assert "1 other council is not drawn, because the figure is hidden by its publisher or missing." in said
    assert "1 other council is not drawn, because too few enquiries" in said
    assert f"our council and {HOW_MANY - 1} other councils" in said


def test_the_others_table_is_a_spread_without_units(folder: Path, release: Release) -> None:
    import_rows(folder, [*others("2024-25"), ascof(1, "2024-25", 75, 100), ascof(50, "2024-25", 52, 80)])
    assert rows_of(drawn(PAGE, release), f"{SHORT}: all councils in 2024–25") == [
        ["60% to under 70%", "1", "–"],
        ["70% to under 80%", "0", "Here"],
        ["80% to under 90%", "14", "–"],
        ["90% to 100%", "15", "–"],
    ]


def test_it_says_how_the_definitions_differ(folder: Path, release: Release) -> None:
    import_rows(folder, [*others("2024-25"), ascof(1, "2024-25", 90, 120)])
    page = drawn(PAGE, release)
    said = page.text()
    assert "The published figure adds reduced and removed together" in said
    assert "Published figures differ between councils mostly by how each of them records." in said
    assert 3 <= len(Drawn(tree=page.with_class("asking-block")[0]).every("Li")) <= 4


def test_its_charts_keep_the_promises_of_every_chart(folder: Path, release: Release) -> None:
    import_rows(folder, [*others("2024-25"), ascof(1, "2024-25", 20, 120)])
    page = drawn(PAGE, release)
    known = {value for name, value in vars(palette).items() if name.isupper() and isinstance(value, str)}
    for figure in page.figures():
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", str(figure))) <= known
        assert figure["layout"]["showlegend"] is False
        low, high = figure["layout"]["yaxis"]["range"]
        assert low < 0 < 1 < high < 1.1
    for graph in page.every("Graph"):
        assert graph["props"]["config"]["showSendToCloud"] is False
    figures = [Drawn(tree=each) for each in page.with_class("panel") if each["type"] == "Figure"]
    assert len(figures) == 2
    for each in figures:
        assert len(each.with_class("chart")[0]["props"]["aria-label"]) > 10
        assert each.with_class("caveats")
        for table in each.every("Table"):
            assert text_of(Drawn(tree=table).every("Caption")[0])


def test_a_name_stands_where_fewest_dots_are_and_line_names_apart() -> None:
    crowd = tuple((size, 0.5) for size in range(100, 900, 10))
    near = {name: [[(100, share), (900, share)]] for name, share in (("95%", 0.75), ("99.8%", 0.74))}
    figure = funnel(Scatter(others=crowd, chosen=(500, 0.7), name="Ours", across="Enquiries", lines=near))[
        "figure"
    ]
    go.Figure(figure)
    notes = {note["text"]: note for note in figure["layout"]["annotations"]}
    assert abs(notes["Ours"]["ay"] - 0.5) >= 0.07
    assert notes["95%"]["y"] - notes["99.8%"]["y"] >= 0.07
