"""Rule 24: all drawings come from one factory, which sends nothing out, and no page names another site."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import msp_dashboard
from tests.dashboard.rules.looking import Look
from tests.dashboard.visiting import ADDRESS, Visitor

PACKAGE = Path(msp_dashboard.__file__).parent
ASSETS = PACKAGE.parent / "assets"
ELSEWHERE = re.compile(r"(?:https?:)?//(?!127\.0\.0\.1|www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}", re.IGNORECASE)


def test_all_drawings_come_from_one_factory(looks: tuple[Look, ...]) -> None:
    makers = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in PACKAGE.rglob("*.py")
        for name in _called(path)
        if name in {"Graph", "Figure", "Svg", "Iframe", "Markdown"}
    }
    drawing = {place for place, name in makers if name == "Graph"}
    assert drawing == {"components/panels.py"}
    assert {name for _, name in makers} <= {"Graph", "Figure"}
    configured = [graph["props"]["config"] for look in looks for graph in look.page.every("Graph")]
    assert len(configured) > 50
    for config in configured:
        told = (config["displayModeBar"], config["showSendToCloud"], config["plotlyServerURL"])
        assert told == (False, False, "")


def test_no_served_page_names_a_third_party(looks: tuple[Look, ...], visit: Callable[[str], Visitor]) -> None:
    visitor = visit("ewa-nowak")
    addresses = ("/", "/demo", "/_dash-layout", "/_dash-dependencies", "/nowhere")
    served = [_plain(visitor.get(path).text) for path in addresses]
    served += [str(look.page.tree) for look in looks]
    for path in ("look.css", "support.css", "shell.js", "plotly.js", "icon.svg"):
        served.append((ASSETS / path).read_text(encoding="utf-8"))
    for text in served:
        assert ELSEWHERE.findall(text.replace(ADDRESS, "")) == []


def _plain(text: str) -> str:
    """A served text as it reads: Dash writes the strokes of JSON by their number."""
    return re.sub(r"\\u002f", "/", text, flags=re.IGNORECASE)


def _called(path: Path) -> set[str]:
    calls = [
        each.func
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.Call)
    ]
    return {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in calls}
