"""The inline styles of Dash's own bundles, by their hashes, so that no other inline style is let in."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import dash

_TEXT = r'"(?:[^"\\]|\\.)*"'
# How a bundler writes a stylesheet into a script: its text, and the map to its source where there is one.
_SHEET = re.compile(
    rf'\.push\(\[\w+\.id,({_TEXT}),""(?:,\{{version:3,((?:\w+:(?:{_TEXT}|\[{_TEXT}\]|\[\]),?)+)\}})?'
)
_FIELD = re.compile(rf"(\w+):({_TEXT}|\[{_TEXT}\]|\[\])")
_BUNDLES = ("dcc/dash_core_components.js", "dash-renderer/build/dash_renderer.min.js")
_MAPPED = "{}\n/*# sourceMappingURL=data:application/json;base64,{} */"


def style_hashes() -> list[str]:
    """Return the hashes of every stylesheet that Dash's scripts write into a page.

    The first is of an empty one: scripts add it to the page before they fill it.
    """
    return [f"'sha256-{_base64(hashlib.sha256(sheet.encode()).digest())}'" for sheet in ("", *_sheets())]


def _sheets() -> Iterator[str]:
    """Yield each stylesheet as the browser is given it."""
    folder = Path(dash.__file__).parent
    for bundle in _BUNDLES:
        for text, source in _SHEET.findall((folder / bundle).read_text(encoding="utf-8")):
            fields = {"version": 3} | {name: json.loads(value) for name, value in _FIELD.findall(source)}
            written = json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()
            sheet = json.loads(text)
            yield _MAPPED.format(sheet, _base64(written)) if source else sheet


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
