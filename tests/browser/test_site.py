"""How the dashboard is served: warm before its first visitor, nothing opened before the fork, a clean end."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import psutil
from playwright.sync_api import Page

from tests.browser.site import Site, serving


def visitor(url: str) -> OpenerDirector:
    """Return a visitor who has chosen a person, which holds on every site of this home folder."""
    opener = build_opener(HTTPCookieProcessor())
    opener.open(f"{url}/demo/person", data=b"person=priya-nair", timeout=30).close()
    return opener


def status(opener: OpenerDirector, address: str) -> int:
    """Return the status with which the site answers."""
    try:
        with opener.open(address, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


def bundles(opener: OpenerDirector, url: str) -> list[str]:
    """Return the paths of all scripts and stylesheets that the first page asks for."""
    with opener.open(f"{url}/", timeout=30) as answer:
        return [
            unescape(path)
            for path in re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css)[^"]*)"', answer.read().decode())
        ]


def test_every_bundle_answers_many_visitors_of_a_fresh_server(served: Site, tmp_path: Path) -> None:
    opener = visitor(served.url)
    paths = bundles(opener, served.url)
    assert len(paths) > 5
    with serving(served.home, tmp_path / "log") as fresh, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda path: (path, status(opener, fresh.url + path)), paths * 4))
    assert [answer for answer in answers if answer[1] != 200] == []


def test_the_end_is_clean(served: Site, tmp_path: Path) -> None:
    with serving(served.home, tmp_path / "log") as fresh:
        assert status(visitor(fresh.url), f"{fresh.url}/") == 200
    assert fresh.process.returncode == 0
    assert fresh.log.read_text() == f"MSP Dashboard is at {fresh.url}\n"


def test_only_workers_open_a_release(served: Site, page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Priya Nair").click()
    page.get_by_role("heading", level=1).wait_for()
    forking = psutil.Process(served.process.pid)
    assert len(forking.children()) == 2
    assert open_releases(forking) == []
    assert any(open_releases(worker) for worker in forking.children())


def open_releases(process: psutil.Process) -> list[str]:
    """Return the release files that a process has open."""
    return [each.path for each in process.open_files() if each.path.endswith(".duckdb")]


def test_no_request_is_written_to_the_log(served: Site, page: Page) -> None:
    page.goto("/?capacity=lacks_capacity")
    assert "lacks_capacity" not in served.log.read_text()
