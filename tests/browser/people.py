"""What a person does at the browser: choose who they are, open a page, and wait until it is drawn."""

from playwright.sync_api import Page, expect


def come_in(page: Page, person: str = "Priya Nair", path: str = "/") -> None:
    """Choose a person and open a page, which is whole when this returns."""
    page.goto(path)
    page.get_by_role("button", name=person).click()
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until the page and its charts are there."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".dash-graph--pending")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def status(page: Page) -> str:
    """Return what the status line says."""
    return page.get_by_role("status").inner_text()
