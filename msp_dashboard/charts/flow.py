"""Flows: counts that pass from column to column, their nodes placed and their ribbons drawn as SVG."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msp_dashboard.charts.palette import BAND_INNER, DARK_BLUE, DARK_GREY, MID_BLUE, REST, REST_LINE, WHITE

WHOLE = 300  # pixels that all counts of one column are high
SLOT = 72  # pixels of three lines of words, which each node has at least
APART = 12
HATCH = "url(#hatch)"
# Fill and outline of each shade of a ribbon; the stylesheet has the same ones for nodes.
SHADES = {
    "first": (DARK_BLUE, DARK_BLUE),
    "second": (MID_BLUE, DARK_BLUE),
    "rest": (REST, REST_LINE),
    "fourth": (BAND_INNER, REST_LINE),
    "unknown": (HATCH, DARK_GREY),
}
# The drawing is stretched to the width that there is, so a stripe is drawn at half its width.
PATTERN = (
    '<pattern id="hatch" width="4" height="8" patternUnits="userSpaceOnUse">'
    f'<rect width="4" height="8" fill="{WHITE}"/>'
    f'<path d="M0 8L4 0" stroke="{DARK_GREY}" stroke-width="1" vector-effect="non-scaling-stroke"/></pattern>'
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a node stands, in pixels from above: its own height, and the slot that its words have."""

    top: float
    height: float
    slot_top: float
    slot_height: float


@dataclass(frozen=True, kw_only=True)
class Join:
    """What passes between two columns: counts by the places of its two nodes, shaded by one of their ends."""

    counts: Mapping[tuple[int, int], int]
    shades: Sequence[str]
    by_target: bool


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A flow as it is drawn: the places of each column's nodes, and a picture between each two columns."""

    height: float
    columns: tuple[tuple[Place, ...], ...]
    pictures: tuple[str, ...]


def flow(columns: Sequence[Sequence[int]], joins: Sequence[Join]) -> Flow:
    """Return the flow of columns of counts; `joins` are between each two, and add up to their nodes.

    Its pictures are addresses of SVG, for images as high as the flow and as wide as wished.
    """
    scale = WHOLE / max(1, *(sum(column) for column in columns))
    height = max(_height(column, scale) for column in columns)
    placed = tuple(_places(column, scale, height) for column in columns)
    pictures = tuple(
        _picture(join, (placed[place], placed[place + 1]), scale, height) for place, join in enumerate(joins)
    )
    return Flow(height=height, columns=placed, pictures=pictures)


def _slots(column: Sequence[int], scale: float) -> list[float]:
    return [max(count * scale, SLOT) for count in column]


def _height(column: Sequence[int], scale: float) -> float:
    return sum(_slots(column, scale)) + APART * (len(column) - 1)


def _places(column: Sequence[int], scale: float, height: float) -> tuple[Place, ...]:
    """The nodes of a column, in the middle of the height and each in the middle of its slot."""
    below = (height - _height(column, scale)) / 2
    found = []
    for count, slot in zip(column, _slots(column, scale), strict=True):
        own = count * scale
        found.append(Place(top=below + (slot - own) / 2, height=own, slot_top=below, slot_height=slot))
        below += slot + APART
    return tuple(found)


def _picture(join: Join, ends: tuple[Sequence[Place], Sequence[Place]], scale: float, height: float) -> str:
    sources, targets = ([place.top for place in end] for end in ends)
    ribbons = []
    for (source, target), count in sorted(join.counts.items()):
        if not count:
            continue
        fill, outline = SHADES[join.shades[target if join.by_target else source]]
        own = count * scale
        ribbons.append(_ribbon(sources[source], targets[target], own, (fill, outline)))
        sources[source] += own
        targets[target] += own
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 {height:.1f}" width="100" '
        f'height="{height:.1f}" preserveAspectRatio="none">{PATTERN}{"".join(ribbons)}</svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"


def _ribbon(start: float, end: float, height: float, colours: tuple[str, str]) -> str:
    fill, outline = colours
    path = (
        f"M0 {start:.1f}C50 {start:.1f} 50 {end:.1f} 100 {end:.1f}V{end + height:.1f}"
        f"C50 {end + height:.1f} 50 {start + height:.1f} 0 {start + height:.1f}Z"
    )
    return (
        f'<path d="{path}" fill="{fill}" fill-opacity="0.7" stroke="{outline}" stroke-width="1" '
        'vector-effect="non-scaling-stroke"/>'
    )
