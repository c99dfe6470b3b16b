"""What browser tests share: a served dashboard, Chromium, and a page that refuses errors and strangers."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.chromium import find
from tests.browser.site import Site, serving


@pytest.fixture(scope="session")
def served(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the small synthetic council for the whole run."""
    with serving(sample_home, tmp_path_factory.mktemp("site") / "log") as started:
        yield started


@pytest.fixture(scope="session")
def site(served: Site) -> str:
    """Return the address of the served dashboard, without a slash at the end."""
    return served.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for the whole run."""
    chromium = find()
    assert chromium, "The browser tests need Chromium: run make test, which installs one."
    with sync_playwright() as playwright:
        started = chromium.launch(playwright)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, served: Site) -> Iterator[Page]:
    """Open an empty page on the site; fails on console errors, page errors and requests to anyone else."""
    context = browser.new_context(
        base_url=served.url, viewport={"width": 1280, "height": 900}, locale="en-GB"
    )
    opened = context.new_page()
    problems: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(f"console: {message.text} ({message.location['url']})")

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname != "127.0.0.1":
            problems.append(f"asked somebody else: {request.url}")

    opened.on("console", note_message)
    opened.on("pageerror", lambda error: problems.append(f"page error: {error}"))
    context.on("request", note_request)
    yield opened
    context.close()
    assert not problems, "\n".join([*problems, "The server printed:", served.log.read_text()[-4000:]])
