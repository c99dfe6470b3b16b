"""Filters: what each person may choose, what an address leads to, and what is refused in words."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from msp_dashboard import audit
from msp_dashboard.operations import audit_log, reading
from tests.dashboard.visiting import Drawn, Visitor, text_of

Visit = Callable[[str], Visitor]


def selects(shell: Drawn) -> dict[str, dict[str, Any]]:
    """Return the filters by name."""
    return {each["props"]["id"]["name"]: each["props"] for each in shell.every("Select")}


def values(select: dict[str, Any]) -> list[str]:
    return [option["value"] for option in select["options"]]


@pytest.mark.parametrize("person", ["priya-nair", "tom-askew"])
def test_the_board_has_no_team_anywhere_in_its_pages(visit: Visit, person: str) -> None:
    visitor = visit(person)
    shell = visitor.shell()
    assert list(selects(shell)) == ["period", "service", "age_band", "risk_type", "lacked_capacity"]
    teams = values(selects(visit("ewa-nowak").shell())["team"])[1:]
    assert len(teams) > 5
    for path in ("/", "/being-heard", "/method"):
        text = json.dumps(visitor.page(path).tree) + json.dumps(shell.tree)
        assert [team for team in teams if f'"{team}"' in text] == []


def test_each_quality_lead_has_their_own_teams_and_no_other(visit: Visit) -> None:
    marcus, ruth, everyone = (
        set(values(selects(visit(person).shell())["team"])) - {"all"}
        for person in ("marcus-bell", "ruth-okafor", "ewa-nowak")
    )
    assert len(marcus) <= 3
    assert not marcus & ruth
    assert marcus | ruth == everyone


def test_a_team_of_somebody_else_is_refused_in_words(visit: Visit) -> None:
    (other, *_) = set(values(selects(visit("ruth-okafor").shell())["team"])) - {"all"}
    drawn = visit("marcus-bell").page("/", f"?team={other}")
    assert "That team is not one of yours" in drawn.text()
    assert drawn.applied()["values"]["team"] == "all"


def test_a_service_of_somebody_else_shows_nothing_of_it(visit: Visit) -> None:
    everywhere = values(selects(visit("ewa-nowak").shell())["service"])
    own = values(selects(visit("helen-doyle").shell())["service"])
    assert own[1:] == everywhere[1:3]
    drawn = visit("helen-doyle").page("/", f"?service={everywhere[3]}")
    assert "That service is not one of yours" in drawn.text()


def test_a_team_of_another_service_is_refused_like_the_service_itself(visit: Visit) -> None:
    own = set(values(selects(visit("helen-doyle").shell())["team"])) - {"all"}
    others = set(values(selects(visit("ewa-nowak").shell())["team"])) - own - {"all"}
    assert own
    for team in (*others, "not_recorded"):
        drawn = visit("helen-doyle").page("/", f"?team={team}")
        assert "That team is not one of yours" in drawn.text()
        assert team not in drawn.text()
        assert drawn.applied()["values"]["team"] == "all"
    for team in own:
        assert visit("helen-doyle").page("/", f"?team={team}").applied()["values"]["team"] == team


def test_a_service_that_holds_none_of_a_leads_teams_is_refused(visit: Visit) -> None:
    own = set(values(selects(visit("marcus-bell").shell())["service"])) - {"all"}
    (*others,) = set(values(selects(visit("ewa-nowak").shell())["service"])) - own - {"all"}
    assert own
    for service in (*others, "not_recorded"):
        drawn = visit("marcus-bell").page("/", f"?service={service}")
        assert "That service is not one of yours" in drawn.text()
        assert service not in drawn.text()


@pytest.mark.parametrize("person", ["priya-nair", "ewa-nowak"])
@pytest.mark.parametrize(
    "period",
    [
        "0001-01-01..9999-12-31",
        "9999-10-01..9999-12-31",
        "0001-01-01..0001-03-31",
        "1900-01-01..2026-09-30",
        "1989-10-01..1989-12-31",
        "2025-10-01..2199-03-31",
    ],
)
def test_a_period_at_the_ends_of_the_calendar_is_ignored(visit: Visit, person: str, period: str) -> None:
    drawn = visit(person).page("/", f"?period={period}&risk_type=neglect")
    assert drawn.applied()["values"]["period"] == "all"
    assert drawn.applied()["values"]["risk_type"] == "neglect"


@pytest.mark.parametrize("period", ["1990-01-01..1990-01-31", "1990-01-01..2026-09-30"])
def test_a_period_long_before_anything_was_recorded_is_a_page_all_the_same(visit: Visit, period: str) -> None:
    for path in ("/", "/being-heard", "/outcomes", "/timescales", "/capacity", "/advocacy"):
        drawn = visit("ewa-nowak").page(path, f"?period={period}")
        assert drawn.applied()["values"]["period"] == period


def test_every_select_has_a_label_and_starts_at_all(visit: Visit) -> None:
    shell = visit("ewa-nowak").shell()
    labels = {each["props"]["htmlFor"] for each in shell.every("Label")}
    for name, select in selects(shell).items():
        assert select["value"] == "all"
        assert json.dumps({"name": name, "type": "filter"}, separators=(",", ":")) in labels
    (fieldset,) = shell.every("Fieldset")
    assert Drawn(tree=fieldset).every("Legend")


def test_the_address_leads_to_what_it_names_and_the_page_says_so(visit: Visit) -> None:
    search = "?period=2025-04-01..2026-03-31&risk_type=neglect&age_band=85-94"
    drawn = visit("priya-nair").page("/", search)
    words = "Section 42 enquiries concluded 1 April 2025 to 31 March 2026"
    scope = text_of(drawn.with_class("scope")[0])
    assert scope.startswith(words)
    assert "neglect and acts of omission" in scope
    assert "people aged 85 to 94" in scope
    applied = drawn.applied()
    assert applied["values"] == {
        "period": "2025-04-01..2026-03-31",
        "service": "all",
        "age_band": "85-94",
        "risk_type": "neglect",
        "lacked_capacity": "all",
    }
    status = applied["status"]
    assert status.startswith(f"Showing {words[0].lower()}{words[1:]}")
    assert "neglect and acts of omission" in status
    assert status.endswith("people aged 85 to 94.")


def test_the_address_that_a_page_gives_leads_back_to_it(visit: Visit) -> None:
    visitor = visit("priya-nair")
    search = "?period=2025-04-01..2026-03-31&risk_type=neglect"
    again = visitor.page("/", search).applied()["query"]
    assert visitor.page("/", again).applied() == visitor.page("/", search).applied()


def test_the_filter_that_was_named_last_goes_where_three_are_too_many(visit: Visit) -> None:
    drawn = visit("priya-nair").page("/", "?risk_type=neglect&age_band=85-94&lacked_capacity=yes")
    kept = drawn.applied()["values"]
    assert (kept["risk_type"], kept["age_band"], kept["lacked_capacity"]) == ("neglect", "85-94", "all")
    (notice,) = drawn.with_class("notice")
    assert "Not all of that can be shown together." in text_of(notice)
    assert "Only two filters can be combined here, so that nobody can be recognised" in text_of(notice)


def test_a_period_that_is_not_closed_is_refused_for_the_board_in_words(visit: Visit) -> None:
    drawn = visit("priya-nair").page("/", "?period=2026-01-15..2026-02-15")
    assert drawn.applied()["values"]["period"] == "all"
    assert drawn.with_class("notice")


def test_periods_on_offer_are_closed_quarters_and_years(visit: Visit) -> None:
    options = selects(visit("priya-nair").shell())["period"]["options"]
    assert options[0]["value"] == "all"
    years = [option for option in options if option["label"].startswith("Financial year")]
    assert all(option["value"].endswith("-03-31") for option in years)
    assert years
    visitor = visit("priya-nair")
    for option in (options[1], options[-1], years[-1]):
        drawn = visitor.page("/", f"?period={option['value']}")
        assert drawn.with_class("notice") == []
        assert drawn.applied()["values"]["period"] == option["value"]


def test_pages_without_figures_hide_the_filters(visit: Visit) -> None:
    visitor = visit("priya-nair")
    assert [visitor.page(path).applied()["filters"] for path in ("/", "/voices", "/method")] == [
        True,
        False,
        False,
    ]


def test_every_look_at_exact_figures_is_written_down_and_no_other(visit: Visit) -> None:
    def looks() -> list[tuple[str, dict[str, Any]]]:
        with reading() as connection:
            rows = connection.execute(audit_log.select().order_by(audit_log.c.entry_id)).all()
        return [(row.actor, json.loads(row.details)) for row in rows if row.action == "looked"]

    before = len(looks())
    visit("priya-nair").page("/")
    visit("marcus-bell").page("/voices")
    assert len(looks()) == before
    visit("marcus-bell").page("/outcomes", "?risk_type=neglect")
    (actor, details) = looks()[-1]
    assert len(looks()) == before + 1
    assert (actor, details["page"], details["where"]) == (
        "marcus-bell",
        "/outcomes",
        {"risk_type": ["neglect"]},
    )
    assert audit.verify() >= before + 1


def test_the_page_says_whose_it_is_how_fresh_and_whom_to_ask(visit: Visit) -> None:
    text = visit("priya-nair").shell().text()
    for words in (
        "Sampleshire Safeguarding Adults Board",
        "Synthetic (made-up) data",
        "Priya Nair, board chair",
        "Data to ",
        "release 1",
        "Questions about a figure",
        "Not for ranking.",
        "Skip to the figures",
    ):
        assert words in text
