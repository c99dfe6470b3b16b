"""Draws the picture of the README: the overview of a synthetic council, as a board chair sees it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find
from tests.browser.site import ROOT, serving

PICTURE = ROOT / "docs" / "overview.png"


def _council(home: Path) -> None:
    source = str(home / "sample")
    for arguments in (["sample", source], ["load", "standard", "--source", source]):
        environment = {**os.environ, "MSP_HOME": str(home)}
        subprocess.run([sys.executable, "-m", "etl", *arguments], cwd=ROOT, env=environment, check=True)


def main() -> None:
    """Make the sample, serve it, choose the board chair, and save docs/overview.png."""
    chromium = find()
    if chromium is None:
        sys.exit("The picture needs Chromium: run make screenshots, which installs one.")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "msp_home"
        _council(home)
        with serving(home, Path(folder) / "log") as site, sync_playwright() as playwright:
            browser = chromium.launch(playwright)
            page = browser.new_page(base_url=site.url, viewport={"width": 1280, "height": 1600})
            page.goto("/")
            page.get_by_role("button", name="Priya Nair").click()
            page.get_by_role("heading", level=1).wait_for()
            page.wait_for_load_state("networkidle")
            PICTURE.parent.mkdir(exist_ok=True)
            page.screenshot(path=PICTURE)
            browser.close()


if __name__ == "__main__":
    main()
