"""Writing down a change in Chromium: by keyboard, with what is wrong said beside its field, at any width."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.people import come_in, drawn

WORDS = "Staff began with the person’s own wishes"


def test_a_change_is_written_by_keyboard_seen_on_a_chart_and_withdrawn(page: Page) -> None:
    come_in(page, "Ewa Nowak", "/recording")
    line = page.locator("#annotation-result")
    page.get_by_label("When did it happen").fill("2026-02-10")
    page.get_by_label("What kind of change").select_option("campaign")
    page.get_by_label("Where?").select_option("Whole council")
    page.get_by_label("What changed?").focus()
    page.keyboard.type(WORDS)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Write it down")).to_be_focused()
    page.keyboard.press("Enter")
    expect(line).to_contain_text("Written down.")
    expect(page.get_by_label("What changed?")).to_have_value("")
    expect(page.locator("#changes-list")).to_contain_text(WORDS)
    page.get_by_role("link", name="Being heard").click()
    drawn(page)
    expect(page.locator(".lines-key").first).to_contain_text(WORDS)
    page.get_by_role("link", name="Recording").click()
    page.get_by_role("button", name=f"Withdraw: {WORDS}").press("Enter")
    expect(line).to_contain_text("Withdrawn.")
    expect(line).to_be_focused()
    expect(page.locator("#changes-list")).not_to_contain_text(WORDS)


def test_what_is_wrong_is_said_in_the_label_of_the_field_that_is_then_focused(page: Page) -> None:
    come_in(page, "Marcus Bell", "/recording")
    page.get_by_label("When did it happen").fill("2026-02-10")
    page.get_by_label("What changed?").fill("Ring 020 7946 0000")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_label("Please mend: Choose what kind of change it was.")).to_be_focused()
    wrong = page.get_by_label("Please mend: This holds what looks like a telephone number")
    expect(wrong).to_have_value("Ring 020 7946 0000")
    for width in (1280, 768, 375):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
