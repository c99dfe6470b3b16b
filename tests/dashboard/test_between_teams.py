"""Between teams: what stands beside the whole, who is never named beside a share, and what is said."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from plotly.utils import PlotlyJSONEncoder

from msp_dashboard.components import Page, look
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.pages import advocacy, being_heard, capacity, every_page, outcomes
from msp_dashboard.pages.sections.between import CHOOSE, HEADING, NO_TEAM, NOT_A_TEAM, ONE_TEAM, between_teams
from msp_dashboard.pages.sections.limits import BEYOND
from msp_dashboard.pages.sections.team_funnel import ADJUSTED, CHANCE_ALONE, NO_FUNNEL
from msp_dashboard.releases import Release
from msp_dashboard.results import Answer, Group, ProportionFigures
from msp_dashboard.results.between import Between, beside_whole, between
from msp_dashboard.scope import Reader, Scope
from msp_dashboard.statistics.intervals import wilson
from tests.dashboard.small_council import council, drawn, enquiries, rows_of
from tests.dashboard.visiting import Drawn, text_of

# Of each team, how many said yes, said no, and left it blank; blank stands for no team.
Teams = Mapping[str, tuple[int, int, int]]
FIVE: Teams = {
    "Ash": (8, 2, 0),
    "Birch": (9, 11, 0),
    "Cedar": (3, 4, 1),
    "Dogwood": (4, 8, 12),
    "Elm": (10, 20, 2),
    "": (30, 3, 0),
}
PAGES = (being_heard.PAGE, advocacy.PAGE, capacity.PAGE, outcomes.PAGE)
QUESTION = "Was the adult offered time alone with the worker?"


def of_teams(folder: Path, teams: Teams = FIVE, **more: str) -> Release:
    """Return a release in which people of these teams were offered time alone, and lacked capacity, or not.

    Each of them had one wish, which was talked through, or not.
    """
    found = [
        row
        for place, (name, (yes, no, blank)) in enumerate(teams.items())
        for answer, number in (("yes", yes), ("no", no), ("", blank))
        for row in enquiries(
            number, f"{place}{answer}x", team_name=name, seen_alone=answer, lacked_capacity=answer, **more
        )
    ]
    wishes = [
        {
            "outcome_no": "1",
            "stage": "end",
            "enquiry_ref": row["enquiry_ref"],
            "negotiated": row["seen_alone"],
        }
        for row in found
    ]
    named = [{"team_name": name, "service": "Safeguarding"} for name in teams if name]
    return council(folder, teams=named, enquiries=found, desired_outcomes=wishes, advocacy=[])


def section_of(page: Drawn) -> Drawn:
    """Return the section of the chosen team."""
    found = [each for each in page.every("Section") if text_of(Drawn(tree=each).every()[1]) == HEADING]
    (section,) = found
    return Drawn(tree=section)


def panel_of(page: Drawn, question: str = QUESTION) -> Drawn:
    """Return the panel of one measure in that section."""
    (found,) = [
        each
        for each in section_of(page).with_class("panel")
        if any(text_of(head) == question for head in Drawn(tree=each).every("H3"))
    ]
    return Drawn(tree=found)


def heard(release: Release, team: str = "Ash", **query: str) -> Drawn:
    """Return Being heard with a team chosen, as an analyst sees it."""
    return drawn(being_heard.PAGE, release, "exact", team=team, **query)


def counts_of(page: Drawn, question: str = QUESTION) -> list[list[str]]:
    return rows_of(panel_of(page, question), f"{question} Counts by team, in an order that never changes")


def lines_of(panel: Drawn) -> list[str]:
    """Return the words of each line."""
    return [text_of(each) for each in panel.with_class("track-row")]


# What stands there


def test_the_chosen_team_is_a_dot_with_its_interval_beside_the_whole(folder: Path) -> None:
    panel = panel_of(heard(of_teams(folder)))
    # 8+9+3+4+10+30 of 10+20+7+12+30+33; 15 blanks among 127 are more than one in ten.
    assert lines_of(panel) == [
        "The whole 64 of 112 enquiries, 57% (plausibly 48% to 66%); 50% to 62% if the missing answers were "
        "known",
        "Ash 8 of 10 enquiries, 80% (plausibly 49% to 94%)",
    ]
    whole, own = (Drawn(tree=each) for each in panel.with_class("track"))
    assert [len(each.with_class("track-dot")) for each in (whole, own)] == [1, 1]
    # Wilson 95% of 8 of 10 is 0.4902 to 0.9433.
    (span,) = own.with_class("track-range")
    assert span["props"]["style"] == {"left": "49.0%", "width": "45.3%"}
    assert rows_of(panel, f"{QUESTION} The chosen team and the whole")[1] == [
        *("Ash", "8", "10", "0", "80%", "49% to 94%")
    ]


def test_only_teams_of_ten_and_mostly_recorded_have_a_mark_and_the_rest_are_counted(folder: Path) -> None:
    panel = panel_of(heard(of_teams(folder)))
    marks = [each["props"]["style"]["left"] for each in panel.with_class("track-mark")]
    # Birch 9 of 20, Elm 10 of 30. Cedar has 7 answers; of Dogwood half are missing; no team is no mark.
    assert marks == ["45%", "33%"]
    said = panel.text()
    assert "2 other teams have a mark, without names." in said
    assert "1 team has too few answers for a mark." in said
    assert "1 team has too many answers missing for a mark." in said
    assert rows_of(panel, f"{QUESTION} Other teams, by share") == [
        ["30% to under 40%", "1", "–"],
        ["40% to under 50%", "1", "–"],
        ["50% to under 60%", "0", "–"],
        ["60% to under 70%", "0", "–"],
        ["70% to under 80%", "0", "–"],
        ["80% to under 90%", "0", "Here"],
        ["90% to 100%", "0", "–"],
    ]


def test_counts_of_every_team_stand_in_fixed_order_without_a_share(folder: Path) -> None:
    assert counts_of(heard(of_teams(folder))) == [
        ["Ash", "8", "10", "0"],
        ["Birch", "9", "20", "0"],
        ["Cedar", "3", "7", "1"],
        ["Dogwood", "4", "12", "12"],
        ["Elm", "10", "30", "2"],
        ["No team recorded", "30", "33", "0"],
    ]


def test_the_funnel_names_the_chosen_team_only(folder: Path) -> None:
    (figure,) = panel_of(heard(of_teams(folder))).figures()
    go.Figure(figure)
    *lines, unnamed, named = figure["data"]
    assert len(lines) == 4
    assert (unnamed["y"], unnamed["hoverinfo"], "text" in unnamed) == ([0.45, 0.333], "skip", False)
    # Ten answers stand at their square root.
    assert (named["x"], named["y"], named["text"]) == ([3.162], [0.8], ["Ash: 80% of 10"])
    texts = {note["text"] for note in figure["layout"]["annotations"]}
    assert texts == {"Ash", "19 in 20", "499 in 500", "Share", "Enquiries with an answer"}
    target = 64 / 112
    ends = [line["y"][-1] for line in lines]
    error = (target * (1 - target) / 30) ** 0.5
    assert ends[:2] == pytest.approx([target - 1.959964 * error, target + 1.959964 * error], abs=1e-4)


def test_limits_are_adjusted_from_twenty_teams_and_the_page_says_which(folder: Path) -> None:
    for number, adjusted in ((19, False), (20, True)):
        home = folder / str(number)
        home.mkdir()
        teams = {f"Team {place:02}": (10 + place % 7, 10, 0) for place in range(number)}
        said = panel_of(heard(of_teams(home, teams), "Team 03")).text()
        assert (ADJUSTED in said, CHANCE_ALONE in said) == (adjusted, not adjusted)
        assert ("Usual at its size (19 in 20)" in said, "By chance at its size (19 in 20)" in said) == (
            adjusted,
            not adjusted,
        )


def test_unusual_is_said_of_the_chosen_team_only_and_only_beyond_the_outer_lines(folder: Path) -> None:
    teams = {"Ash": (30, 0, 0), "Birch": (9, 11, 0), "Cedar": (50, 60, 0), "Dogwood": (50, 60, 0)}
    release = of_teams(folder, teams)
    for team, unusual in (("Ash", True), ("Birch", False)):
        panel = panel_of(heard(release, team))
        assert (BEYOND in panel.text()) is unusual
        own = panel.figures()[0]["data"][-1]
        assert own["marker"]["symbol"] == ("diamond" if unusual else "circle")


# Who is never named beside a share, and in which order things stand


def without_counts(page: Drawn) -> str:
    """Return all that the browser is given of the section, but the counts by team."""

    def kept(tree: Any) -> Any:
        if isinstance(tree, list):
            return [kept(each) for each in tree]
        if not isinstance(tree, dict):
            return tree
        if tree.get("type") == "Details" and "Counts by team" in text_of(tree):
            return None
        return {name: kept(value) for name, value in tree.items()}

    return json.dumps(kept(section_of(page).tree), cls=PlotlyJSONEncoder)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_other_team_is_named_outside_the_table_of_counts(page: Page, folder: Path) -> None:
    sent = without_counts(drawn(page, of_teams(folder), "exact", team="Ash"))
    assert "Ash" in sent
    assert [team for team in FIVE if team and team != "Ash" and team in sent] == []


def test_no_share_stands_in_the_table_of_counts(folder: Path) -> None:
    for table in section_of(heard(of_teams(folder))).every("Table"):
        inside = Drawn(tree=table)
        if "Birch" in inside.text():
            heads = [text_of(each) for each in inside.every("Th") if each["props"]["scope"] == "col"]
            assert heads == ["Team", "Yes", "Yes or no recorded", "Not recorded"]
            assert "%" not in inside.text()


def test_what_is_drawn_of_the_others_is_the_same_whoever_they_are(folder: Path) -> None:
    one, other = folder / "one", folder / "other"
    renamed = dict(
        zip(FIVE, [FIVE[name] for name in ("Ash", "Elm", "Dogwood", "Cedar", "Birch", "")], strict=True)
    )
    sent = []
    for home, teams in ((one, FIVE), (other, renamed)):
        home.mkdir()
        sent.append(without_counts(heard(of_teams(home, teams))))
    assert sent[0] == sent[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_order_of_teams_is_the_same_for_every_measure_and_filter(page: Page, folder: Path) -> None:
    release = of_teams(folder, age_band="85-94")
    expected = [name for name in FIVE if name]
    for query in ({}, {"age_band": "85-94"}, {"age_band": "18-64"}, {"service": "Safeguarding"}):
        section = section_of(drawn(page, release, "exact", team="Elm", **query))
        tables = [Drawn(tree=each) for each in section.every("Table")]
        counts = [each for each in tables if "Counts by team" in text_of(each.every("Caption")[0])]
        assert counts
        for table in counts:
            heads = [text_of(each) for each in table.every("Th")]
            assert [name for name in heads if name in FIVE] == expected


@pytest.mark.parametrize("tier", ["board", "public"])
def test_nobody_outside_the_exact_tier_has_any_of_it_whatever_the_address_says(
    tier: str, folder: Path
) -> None:
    release = of_teams(folder)
    reader = Reader(tier=tier)
    forged = Scope(tier=tier, period=look(release, reader, {}).scope.period, where={"team": ("Ash",)})
    assert between(release, reader, forged, ["asked"]) == {}
    for page in PAGES:
        found = drawn(page, release, tier, team="Ash", view="funnel")
        assert HEADING not in found.text()
        assert found.with_class("track-mark") == []
        sent = json.dumps(found.tree)
        assert [team for team in FIVE if team and re.search(rf"\b{team}\b", sent)] == []


def test_a_quality_lead_sees_their_own_teams_alone(folder: Path) -> None:
    reader = Reader(tier="exact", teams=("Ash", "Birch"))
    view = look(of_teams(folder), reader, {"team": "Ash"})
    sent = json.dumps(between_teams(view, ["seen_alone"]), cls=PlotlyJSONEncoder)
    assert [team for team in FIVE if team and team in sent] == ["Ash", "Birch"]
    found = between(view.release, reader, view.scope, ["seen_alone"])["seen_alone"]
    assert isinstance(found, Between)
    assert (found.whole.numerator, found.whole.denominator) == (17, 30)
    assert [each.team for each in found.counts] == ["Ash", "Birch"]
    # A team of somebody else's is refused, and what is left is no team.
    refused = look(view.release, reader, {"team": "Elm"})
    assert between(view.release, reader, refused.scope, ["seen_alone"]) == {}


def test_what_happened_to_wishes_never_stands_between_teams(folder: Path) -> None:
    view = look(of_teams(folder), Reader(tier="exact"), {"team": "Ash"})
    for key in ("met", "fully_met", "met_by_theme"):
        with pytest.raises(ValueError, match=key):
            between(view.release, view.reader, view.scope, [key])


def test_every_page_of_shares_but_the_overview_has_it(folder: Path) -> None:
    release = of_teams(folder)
    found = [page for page in every_page() if HEADING in drawn(page, release, "exact", team="Ash").text()]
    assert found == [being_heard.PAGE, outcomes.PAGE, advocacy.PAGE, capacity.PAGE]


# Funnel and interval

COUNTS = some.integers(10, 400).flatmap(lambda of: some.tuples(some.integers(0, of), some.just(of)))


def figures(counts: tuple[int, int]) -> ProportionFigures:
    return ProportionFigures(numerator=counts[0], denominator=counts[1], not_recorded=0, excluded=0)


@settings(deadline=None)
@given(some.lists(COUNTS, min_size=1, max_size=19), some.integers(0, 300))
def test_the_interval_leaves_the_whole_out_exactly_where_the_dot_is_outside_the_funnel(
    counts: list[tuple[int, int]], of_no_team: int
) -> None:
    names = [f"Team {place}" for place in range(len(counts))]
    everyone = (sum(yes for yes, _ in counts) + of_no_team, sum(of for _, of in counts) + of_no_team)
    groups = [
        Group(value=name, label=name, figures=figures(pair)) for name, pair in zip(names, counts, strict=True)
    ]
    answer = Answer(measure=measures()["asked"], figures=figures(everyone), groups=tuple(groups))
    found = beside_whole(answer, names[0], names)
    assert isinstance(found, Between)
    assert found.usual
    assert found.usual.own
    assert not found.usual.adjusted
    share, target = counts[0][0] / counts[0][1], everyone[0] / everyone[1]
    outside = not found.usual.own.lower95 <= share <= found.usual.own.upper95
    low, high = wilson(*counts[0]) or (0.0, 1.0)
    assert outside == (not low <= target <= high)


# What is said where there is little to stand beside


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_without_a_team_it_tells_to_choose_one(page: Page, folder: Path) -> None:
    release = of_teams(folder)
    assert CHOOSE in section_of(drawn(page, release, "exact")).text()
    assert NOT_A_TEAM in section_of(drawn(page, release, "exact", team="not_recorded")).text()


def test_with_one_team_or_none_it_says_so(folder: Path) -> None:
    for name, teams, said in (("one", {"Ash": (8, 12, 0)}, ONE_TEAM), ("none", {"": (8, 12, 0)}, NO_TEAM)):
        home = folder / name
        home.mkdir()
        release = of_teams(home, teams)
        for page in (drawn(being_heard.PAGE, release, "exact"), heard(release)):
            section = section_of(page)
            assert said in section.text()
            assert (section.figures(), section.every("Table")) == ([], [])


def test_a_hundred_teams_all_have_their_row_and_their_mark(folder: Path) -> None:
    teams = {f"Team {place:03}": (8 + place % 9, 4 + place % 5, place % 3) for place in range(100)}
    page = heard(of_teams(folder, teams), "Team 050")
    assert [row[0] for row in counts_of(page)] == list(teams)
    panel = panel_of(page)
    assert len(panel.with_class("track-mark")) == 99
    assert "99 other teams have a mark, without names." in panel.text()
    (figure,) = panel.figures()
    assert len(figure["data"][-2]["x"]) == 99
    for line in figure["data"][:4]:
        assert all(0 <= share <= 1 for share in line["y"])


def test_records_of_no_team_are_in_the_whole_and_never_a_mark(folder: Path) -> None:
    panel = panel_of(heard(of_teams(folder, {"Ash": (8, 2, 0), "Birch": (5, 5, 0), "": (50, 0, 0)})))
    assert lines_of(panel)[0].startswith("The whole 63 of 70 enquiries")
    assert len(panel.with_class("track-mark")) == 1
    assert "1 other team, without a name, has a mark." in panel.text()


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ((0, 0, 0), "Ash No enquiries with an answer"),
        ((0, 0, 9), "Ash No enquiries with an answer; 9 not recorded"),
        ((4, 3, 0), "Ash 4 of 7 enquiries, too few for a percentage"),
        ((9, 3, 20), "Ash 9 of 12 enquiries, between 28% and 91%"),
    ],
)
def test_a_team_without_a_share_has_words_and_no_dot(
    own: tuple[int, int, int], words: str, folder: Path
) -> None:
    panel = panel_of(heard(of_teams(folder, {"Ash": own, "Birch": (50, 50, 0), "Cedar": (20, 20, 0)})))
    assert lines_of(panel)[1] == words
    whole, mine = (Drawn(tree=each) for each in panel.with_class("track"))
    assert (len(mine.with_class("track-dot")), len(mine.with_class("track-range"))) == (0, 0)
    # On its line the others' marks would be taken for its own.
    assert (len(whole.with_class("track-mark")), len(mine.with_class("track-mark"))) == (2, 0)
    (figure,) = panel.figures()
    assert not any("text" in each for each in figure["data"])
    assert "Ash has no dot here. Drawn: 2 other teams, without names." in panel.text()


@pytest.mark.parametrize(
    ("teams", "line"),
    [
        ({"Ash": (0, 0, 30), "Birch": (0, 0, 30)}, "The whole No enquiries with an answer; 60 not recorded"),
        ({"Ash": (9, 3, 0), "Birch": (5, 5, 40)}, "The whole 14 of 22 enquiries, between 23% and 87%"),
        ({"Ash": (2, 1, 0), "Birch": (3, 2, 0)}, "The whole 5 of 8 enquiries, too few for a percentage"),
    ],
)
def test_a_whole_without_a_share_has_words_and_counts_and_no_funnel(
    teams: Teams, line: str, folder: Path
) -> None:
    page = heard(of_teams(folder, teams))
    panel = panel_of(page)
    assert lines_of(panel)[0] == line
    assert panel.with_class("track-mark") == []
    assert panel.figures() == []
    assert NO_FUNNEL in panel.text()
    assert len(counts_of(page)) == 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("period", ["2026-10-01..2027-03-31", "1999-01-01..1999-12-31"])
def test_a_period_with_nothing_in_it_has_words(page: Page, period: str, folder: Path) -> None:
    section = section_of(drawn(page, of_teams(folder), "exact", team="Ash", period=period))
    assert section.figures() == []
    assert not re.search(r"\b(None|null|nan|NaN|inf)\b", section.text())
    assert section.with_class("track-dot") == []


def test_what_the_release_does_not_hold_is_said(folder: Path) -> None:
    panel = panel_of(heard(of_teams(folder)), "Did the adult take part in a meeting about them?")
    assert "Not collected: this release does not hold what it needs." in panel.text()


def test_a_long_name_or_one_with_signs_stands_as_it_is(folder: Path) -> None:
    name = "Hospital <b>Discharge</b> & Mental Health Liaison Team of the North and the South"
    panel = panel_of(heard(of_teams(folder, {name: (8, 4, 0), "Birch": (9, 11, 0)}), name))
    texts = [note["text"] for note in panel.figures()[0]["layout"]["annotations"]]
    (label,) = [text for text in texts if text.startswith("Hospital")]
    assert "<b>" not in label
    assert all(len(line) <= 40 for line in label.split("<br>"))
    assert lines_of(panel)[1].startswith(f"{name} 8 of 12")
