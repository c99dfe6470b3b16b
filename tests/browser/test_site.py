"""How the dashboard is served: warm before its first visitor, nothing opened before the fork, a clean end."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
from playwright.sync_api import Page

from tests.browser.site import Site, serving


def status(address: str) -> int:
    """Return the status with which the site answers."""
    try:
        with urlopen(address, timeout=30) as answer:  # noqa: S310 (our own address)
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


def bundles(url: str) -> list[str]:
    """Return the addresses of all scripts and stylesheets that the first page asks for."""
    with urlopen(f"{url}/", timeout=30) as answer:  # noqa: S310 (our own address)
        found = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css)[^"]*)"', answer.read().decode())
    return [url + path.replace("&amp;", "&") for path in found]


def test_every_bundle_answers_many_visitors_of_a_fresh_server(served: Site, tmp_path: Path) -> None:
    paths = [address.removeprefix(served.url) for address in bundles(served.url)]
    assert len(paths) > 5
    with serving(served.home, tmp_path / "log") as fresh, ThreadPoolExecutor(8) as visitors:
        answers = list(visitors.map(lambda path: (path, status(fresh.url + path)), paths * 4))
    assert [answer for answer in answers if answer[1] != 200] == []


def test_the_end_is_clean(served: Site, tmp_path: Path) -> None:
    with serving(served.home, tmp_path / "log") as fresh:
        assert status(f"{fresh.url}/") == 200
    assert fresh.process.returncode == 0
    assert fresh.log.read_text() == f"MSP Dashboard is at {fresh.url}\n"


def test_no_release_is_open_in_the_process_that_forks(served: Site, page: Page) -> None:
    page.goto("/")
    forking = psutil.Process(served.process.pid)
    assert len(forking.children()) == 2
    assert [each.path for each in forking.open_files() if each.path.endswith(".duckdb")] == []


def test_no_request_is_written_to_the_log(served: Site, page: Page) -> None:
    page.goto("/?capacity=lacks_capacity")
    assert "lacks_capacity" not in served.log.read_text()
