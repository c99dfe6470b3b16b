"""What tests of the rules look at: every page as one reader sees it, its panels, tables and drawings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.dashboard.visiting import Drawn, text_of

NUMBER = re.compile(r"(?<![\d,–])\d[\d,]*")


@dataclass(frozen=True, kw_only=True)
class Look:
    """One page as one person sees it at one address."""

    person: str
    path: str
    search: str
    page: Drawn

    @property
    def words(self) -> str:
        """Whose look it is, for the message of a test that fails."""
        return f"{self.person} at {self.path}{self.search}"


def panels(page: Drawn) -> list[Drawn]:
    """Return the charts of a page, each with all that stands in its figure."""
    return [Drawn(tree=each) for each in page.with_class("panel") if each["type"] == "Figure"]


def chart_of(panel: Drawn) -> Drawn:
    """Return the drawing of a panel, without its table and words, and without the numbers of its scale."""
    (chart,) = panel.with_class("chart")
    return Drawn(tree=_without(chart["props"]["children"], "track-scale"))


def rows_in(table: dict[str, Any]) -> list[list[str]]:
    """Return the cells of a table, its headings first."""
    rows = [Drawn(tree=each) for each in Drawn(tree=table).every("Tr")]
    return [[text_of(cell) for cell in row.every() if cell["type"] in {"Td", "Th"}] for row in rows]


def numbers(text: str) -> set[int]:
    """Return the whole numbers of a text."""
    return {int(found.replace(",", "").strip() or 0) for found in NUMBER.findall(text)}


def hover_texts(figure: dict[str, Any]) -> list[str]:
    """Return what a drawing of plotly says of its marks."""
    return [text for trace in figure["data"] for text in trace.get("text", ())]


def inside(tree: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Return everything in plain JSON, each under the last name on the way to it."""
    yield place, tree
    if isinstance(tree, dict):
        for name, each in tree.items():
            yield from inside(each, name)
    elif isinstance(tree, list):
        for each in tree:
            yield from inside(each, place)


def _without(tree: Any, name: str) -> Any:
    if isinstance(tree, list):
        return [_without(each, name) for each in tree]
    if not isinstance(tree, dict) or "props" not in tree:
        return tree
    if name in str(tree["props"].get("className", "")).split():
        return ""
    return tree | {"props": tree["props"] | {"children": _without(tree["props"].get("children"), name)}}
