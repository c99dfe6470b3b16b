"""Files to look at in Chromium: drawn by keyboard, marked where something is missing, and in no address."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.people import come_in

WHO = "Marcus Bell"


def fill_in(page: Page, number: str) -> None:
    """Ask for that many files, by keyboard alone from the number on."""
    page.get_by_label("How many at most?").fill(number)
    page.get_by_label("What are they for?").fill("Audit of files in October")
    page.get_by_label("What are they for?").press("Tab")
    page.keyboard.press("Enter")


def test_files_are_drawn_by_keyboard_and_stand_in_no_address(page: Page) -> None:
    come_in(page, WHO, "/files")
    fill_in(page, "4")
    table = page.get_by_role("table")
    expect(table).to_be_visible()
    references = table.locator("tbody th").all_inner_texts()
    assert len(set(references)) == 4
    assert page.url.endswith("/files")
    expect(page.locator("#files-result")).to_have_text(
        "Drawn. The files stand below, in an order that chance made."
    )
    fill_in(page, "3")
    expect(table.locator("tbody tr")).to_have_count(3)
    assert table.locator("tbody th").all_inner_texts() == references[:3]
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)


def test_what_is_missing_is_marked_and_the_keyboard_is_there(page: Page) -> None:
    come_in(page, WHO, "/files")
    page.get_by_role("button", name="Draw the files").click()
    expect(page.get_by_label("What are they for?")).to_be_focused()
    expect(page.locator("#files-purpose-error")).to_have_text(
        "Please mend: Say in 10 to 200 characters what the files are for."
    )
    expect(page.get_by_role("table")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 768, 375])
def test_nothing_is_cut_and_axe_finds_nothing_once_files_are_drawn(page: Page, width: int) -> None:
    come_in(page, WHO, "/files")
    fill_in(page, "50")
    expect(page.get_by_role("table")).to_be_visible()
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_paper_gets_the_list_without_the_form(page: Page) -> None:
    come_in(page, WHO, "/files")
    fill_in(page, "4")
    expect(page.get_by_role("table")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator(".files-form")).to_be_hidden()
