"""The inline styles of Dash's and plotly's own bundles, by their hashes, so that no other is let in."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from importlib.resources import files

_TEXT = r'"(?:[^"\\]|\\.)*"'
_MAP = rf"\{{version:3,((?:\w+:(?:{_TEXT}|\[{_TEXT}\]|\[\]),?)+)\}}"
# How a bundler writes a stylesheet into a script: its text, and the map to its source where there is one.
_SHEET = re.compile(rf'\.push\(\[\w+\.id,({_TEXT}),""(?:,{_MAP})?')
_FIELD = re.compile(rf"(\w+):({_TEXT}|\[{_TEXT}\]|\[\])")
_MAPPED = "{}\n/*# sourceMappingURL=data:application/json;base64,{} */"
_BUNDLES = ("dcc/dash_core_components.js", "dash-renderer/build/dash_renderer.min.js")
# Plotly's whole bundle, which stands in where its small one was not fetched, brings the style of its maps.
_PLOTLY = "package_data/plotly.min.js"
_PLAIN = re.compile(r"""createElement\("style"\);\w+\.id="\w+",\w+\.textContent='([^'\\]*)'""")


def style_hashes() -> list[str]:
    """Return the hashes of every stylesheet that these scripts write into a page.

    The first is of an empty one: scripts add it to the page before they fill it.
    """
    return [f"'sha256-{_base64(hashlib.sha256(sheet.encode()).digest())}'" for sheet in ("", *_sheets())]


def _sheets() -> Iterator[str]:
    """Yield each stylesheet as the browser is given it."""
    for bundle in _BUNDLES:
        for text, source in _SHEET.findall(_script("dash", bundle)):
            fields = {"version": 3} | {name: json.loads(value) for name, value in _FIELD.findall(source)}
            written = json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()
            sheet = json.loads(text)
            yield _MAPPED.format(sheet, _base64(written)) if source else sheet
    yield from _PLAIN.findall(_script("plotly", _PLOTLY))


def _script(package: str, name: str) -> str:
    return (files(package) / name).read_text(encoding="utf-8")


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
