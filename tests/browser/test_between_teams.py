"""Between teams in Chromium: each view opens by keyboard, fills its place, and is nowhere cut."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import come_in, drawn

HEADING = "What do the chosen team’s records say, beside the whole?"


def section_of(page: Page, path: str) -> Locator:
    """Return the section on a page, with the first team chosen that has records."""
    come_in(page, "Ewa Nowak", path)
    team = page.locator("#filters").get_by_label("Team", exact=True)
    team.select_option(team.locator("option:not([value=all]):enabled").first.inner_text())
    expect(page.locator(".track-mark").first).to_be_visible()
    drawn(page)
    return page.locator("section.trends").filter(has=page.get_by_role("heading", name=HEADING))


@pytest.mark.parametrize("width", [1280, 375])
def test_each_view_opens_by_keyboard_and_fills_its_place(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    first = section_of(page, "/being-heard").locator("figure.panel").first
    for name in ("As a funnel", "Counts by team"):
        first.get_by_text(name, exact=True).focus()
        page.keyboard.press("Enter")
    drawing = first.locator(".funnel .main-svg").first
    expect(drawing).to_be_visible()
    expect(first.get_by_role("table", name="Counts by team")).to_be_visible()
    place = first.locator(".funnel").bounding_box()
    assert place
    expect(drawing).to_have_css("width", f"{place['width']:g}px")
    assert page.evaluate("document.documentElement.scrollWidth") == width
