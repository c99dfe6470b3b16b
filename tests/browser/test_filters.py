"""Filters in Chromium: by keyboard, in the address, back again, and never in the way."""

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.people import come_in, drawn, status

NEGLECT = "neglect and acts of omission"


def filter_of(page: Page, label: str) -> Locator:
    """Return the select that carries a label."""
    return page.locator("#filters").get_by_label(label, exact=True)


def routed(page: Page) -> list[str]:
    """Return a list that fills with every page that the server is asked to draw from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if "_dash-update-component" in request.url and "_pages_content" in (request.post_data or ""):
            asked.append(request.post_data or "")

    page.on("request", note)
    return asked


def test_a_choice_by_keyboard_changes_the_page_the_address_and_the_status_line(page: Page) -> None:
    come_in(page)
    select = filter_of(page, "Kind of risk")
    asked = routed(page)
    select.focus()
    page.keyboard.type("Negl")
    expect(page.get_by_role("status")).to_contain_text(NEGLECT)
    expect(page.locator(".scope")).to_contain_text(NEGLECT)
    assert page.url.endswith("/?risk_type=neglect")
    expect(select).to_be_focused()
    drawn(page)
    # One question to the server for one choice: nothing is drawn twice.
    assert len(asked) == 1


def test_filters_survive_a_reload_and_a_shared_link(page: Page) -> None:
    come_in(page, path="/being-heard?risk_type=neglect&age_band=85-94")
    for _ in range(2):
        expect(filter_of(page, "Kind of risk")).to_have_value("neglect")
        expect(filter_of(page, "Age")).to_have_value("85-94")
        assert NEGLECT in status(page)
        page.reload()
        drawn(page)


def test_back_and_forward_go_through_choices(page: Page) -> None:
    come_in(page)
    filter_of(page, "Kind of risk").select_option("neglect")
    expect(page.get_by_role("status")).to_contain_text(NEGLECT)
    filter_of(page, "Age").select_option("85-94")
    expect(page.get_by_role("status")).to_contain_text("people aged 85 to 94")
    page.go_back()
    expect(filter_of(page, "Age")).to_have_value("all")
    expect(filter_of(page, "Kind of risk")).to_have_value("neglect")
    page.go_back()
    expect(filter_of(page, "Kind of risk")).to_have_value("all")
    expect(page.get_by_role("status")).not_to_contain_text(NEGLECT)
    page.go_forward()
    expect(page.get_by_role("status")).to_contain_text(NEGLECT)


def test_one_choice_too_many_for_the_board_is_said_and_the_first_two_stay(page: Page) -> None:
    come_in(page, path="/?risk_type=neglect&age_band=85-94")
    filter_of(page, "Capacity").select_option("yes")
    expect(page.locator(".notice")).to_contain_text("Not all of that can be shown together.")
    expect(filter_of(page, "Capacity")).to_have_value("all")
    expect(filter_of(page, "Age")).to_have_value("85-94")
    expect(filter_of(page, "Kind of risk")).to_have_value("neglect")


def test_clear_all_leads_back_to_everything(page: Page) -> None:
    come_in(page, path="/outcomes?risk_type=neglect")
    page.get_by_role("link", name="Clear all").click()
    expect(page.get_by_role("status")).not_to_contain_text(NEGLECT)
    assert page.url.endswith("/outcomes")
    expect(filter_of(page, "Kind of risk")).to_have_value("all")


def test_the_link_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    come_in(page, path="/outcomes?risk_type=neglect")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_period_of_an_address_that_is_not_on_the_list_is_shown_all_the_same(page: Page) -> None:
    come_in(page, path="/?period=2025-04-01..2025-09-30")
    chosen = filter_of(page, "Period").locator("option:checked")
    expect(chosen).to_have_text("1 April 2025 to 30 September 2025")


def test_only_the_exact_tier_has_a_team(page: Page) -> None:
    come_in(page)
    expect(filter_of(page, "Service")).to_be_visible()
    expect(filter_of(page, "Team")).to_have_count(0)
    come_in(page, "Ewa Nowak", "/demo")
    expect(filter_of(page, "Team")).to_be_visible()


def test_a_chosen_team_stands_beside_the_whole(page: Page) -> None:
    come_in(page, "Ewa Nowak", "/being-heard")
    team = filter_of(page, "Team").locator("option:not([value=all]):enabled").first.inner_text()
    filter_of(page, "Team").select_option(team)
    expect(page.get_by_role("status")).to_contain_text(team)
    beside = page.get_by_role("heading", name="What do the chosen team’s records say, beside the whole?")
    expect(beside).to_be_visible()
    expect(page.locator(".track-row", has_text=team).first).to_be_visible()


@pytest.mark.parametrize("path", ["/voices", "/method"])
def test_filters_hide_where_they_do_nothing(page: Page, path: str) -> None:
    come_in(page, path=path)
    expect(page.locator("#filters")).to_be_hidden()


def test_a_theme_shows_words_by_click_and_by_keyboard(page: Page) -> None:
    come_in(page, path="/outcomes")
    first, second = page.locator(".theme-button").nth(0), page.locator(".theme-button").nth(1)
    first.click()
    heading = page.locator("#voices-heading")
    words = first.inner_text()
    expect(heading).to_have_text(f"In people’s words: {words[0].lower()}{words[1:]}")
    expect(first).to_have_attribute("aria-pressed", "true")
    second.focus()
    page.keyboard.press("Enter")
    words = second.inner_text()
    expect(heading).to_have_text(f"In people’s words: {words[0].lower()}{words[1:]}")
    expect(first).to_have_attribute("aria-pressed", "false")
    expect(second).to_be_focused()
    assert page.locator("#voices-list").get_attribute("aria-live") == "polite"
    expect(heading).to_be_in_viewport()
