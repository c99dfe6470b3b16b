"""Rules 4, 19 and 20: colours come from the palette, can be told apart, and never carry a thing alone."""

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from msp_dashboard.charts import curve, palette
from msp_dashboard.charts.time import SHADES
from tests.dashboard.rules.looking import Look, inside

ASSETS = Path(__file__).parents[3] / "assets"
PALETTE = {name: value for name, value in vars(palette).items() if name.isupper() and isinstance(value, str)}
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{6}(?=80\b)")
OTHER_NOTATIONS = re.compile(r"\b(rgba?|hsla?|oklch|color-mix)\(|#[0-9A-Fa-f]{3}\b")
SHADE = re.compile(r"\.shade-(\w+) \{ background: var\(--([\w-]+)\);([^}]*)\}")
# Not of charts: links, the ring around what has the keyboard, and the ground of the filters and the foot.
INTERFACE = {"#0B5394", "#FFDD00", "#F6F8FA"}
TRAFFIC_LIGHTS = re.compile(r"\b(red|amber|green|good|bad|success|danger|warning)\b", re.IGNORECASE)
# Viénot, Brettel and Mollon 1999: linear red, green and blue as somebody without green cones sees them.
WITHOUT_GREEN_CONES = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))
Rgb = tuple[float, float, float]


def style() -> str:
    return "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("look.css", "support.css"))


def linear(colour: str) -> Rgb:
    """Return linear red, green and blue from 0 to 1, as WCAG 2 has them."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def luminance(colour: Rgb) -> float:
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), colour, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    return ratio(luminance(linear(one)), luminance(linear(other)))


def ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def without_green_cones(colour: str) -> float:
    seen = linear(colour)
    red, green, blue = (
        sum(weight * part for weight, part in zip(row, seen, strict=True)) for row in WITHOUT_GREEN_CONES
    )
    return luminance((red, green, blue))


def colours_in(figure: dict[str, Any]) -> set[str]:
    return {found.upper() for name, found in inside(figure) if "color" in name and isinstance(found, str)}


def test_contrast_is_that_of_black_and_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_colour_of_a_drawing_is_of_the_palette(looks: tuple[Look, ...]) -> None:
    drawn = [figure for look in looks for figure in look.page.figures()]
    assert len(drawn) > 50
    for figure in drawn:
        assert colours_in(figure) <= {value.upper() for value in PALETTE.values()}
        assert figure["layout"]["paper_bgcolor"] == figure["layout"]["plot_bgcolor"] == palette.WHITE


def test_every_other_colour_is_of_the_palette_too(looks: tuple[Look, ...]) -> None:
    styles = " ".join(str(each["props"].get("style", "")) for look in looks for each in look.page.every())
    for text in (style(), styles):
        assert OTHER_NOTATIONS.findall(text) == []
        assert {found.upper() for found in HEX.findall(text)} <= {*PALETTE.values(), *INTERFACE}


def test_the_stylesheet_names_the_colours_of_the_palette() -> None:
    named = dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6});", style()))
    shared = {name.lower().replace("_", "-"): value for name, value in PALETTE.items()}
    assert len(set(named) & set(shared)) > 10
    assert {name: value for name, value in named.items() if name in shared} == {
        name: shared[name] for name in named if name in shared
    }


def test_nothing_is_a_traffic_light(looks: tuple[Look, ...]) -> None:
    classes = {str(each["props"].get("className", "")) for look in looks for each in look.page.every()}
    assert [name for name in classes if TRAFFIC_LIGHTS.search(name.replace("-", " "))] == []
    assert TRAFFIC_LIGHTS.findall(style()) == []


def test_what_stands_on_white_can_be_seen_there() -> None:
    for name in ("DARK_BLUE", "TURQUOISE", "DARK_PINK", "ORANGE", "DARK_GREY", "LIGHT_PURPLE", "REST_LINE"):
        assert contrast(PALETTE[name], palette.WHITE) >= 3, name
    for name in ("TEXT", "SECONDARY", "DARK_BLUE", "DARK_PINK"):
        for ground in ("WHITE", "BAND"):
            assert contrast(PALETTE[name], PALETTE[ground]) >= 4.5, (name, ground)
    assert all(contrast(colour, palette.WHITE) >= 4.5 for colour in palette.SERIES)


def test_every_piece_of_a_bar_or_its_outline_can_be_seen_and_its_number_be_read() -> None:
    named = dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6});", style()))
    shades = SHADE.findall(style())
    assert len(shades) >= 7
    for shade, fill, rest in shades:
        text = palette.TEXT if "color: var(--text)" in rest else palette.WHITE
        outline = re.search(r"inset 0 0 0 1px (?:var\(--([\w-]+)\)|(#\w{6}))", rest)
        edge = (named.get(outline[1]) or outline[2]) if outline else named.get(fill, palette.DARK_GREY)
        assert contrast(edge, palette.WHITE) >= 3, shade
        if fill in named:
            assert contrast(text, named[fill]) >= 4.5, shade
    for fill, edge in SHADES.values():
        assert max(contrast(fill, palette.WHITE), contrast(edge, palette.WHITE)) >= 3


def test_shades_of_a_column_are_told_apart_in_grey_and_without_green_cones() -> None:
    for (one, _), (other, _) in combinations([*SHADES.values(), (palette.WHITE, "")], 2):
        assert contrast(one, other) >= 1.25, (one, other)
        assert ratio(without_green_cones(one), without_green_cones(other)) >= 1.25, (one, other)


def test_curves_differ_in_their_dashes_and_carry_their_names() -> None:
    drawn = curve(dict.fromkeys(("A", "B", "C"), ((0, 0.0, 40), (28, 0.5, 20))))["figure"]
    assert len({trace["line"]["dash"] for trace in drawn["data"]}) == 3
    assert [note["text"] for note in drawn["layout"]["annotations"]] == ["A", "B", "C"]
