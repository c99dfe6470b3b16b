"""The commands that answer with the statistics of the pages, on a small JSON of one's own."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from msp_dashboard.commands.output import refuse, write_json
from msp_dashboard.statistics.checks import InputRefused
from msp_dashboard.statistics.funnel import Funnel
from msp_dashboard.statistics.funnel import funnel as funnel_of
from msp_dashboard.statistics.spc import FEWEST_POINTS, Point, p_prime, xmr

app = typer.Typer(
    help="Limits and unusual points of numbers of your own.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

COUNTS = ("numerator", "denominator")
OPTIONS = ("rebase_at", "fix_after_n_points")
Json = Mapping[str, object]
Answer = TypeVar("Answer")
Number = TypeVar("Number", int, float)

Numbers = Annotated[Path, typer.Argument(metavar="FILE", help="A JSON document.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.command()
def spc(file: Numbers, as_json: AsJson = False) -> None:
    """Find the usual limits of a series over time, and its unusual points.

    FILE holds {"y": […]} for counts or days (XmR), or {"numerator": […], "denominator": […]} for a proportion
    (Laney p-prime). It may also hold "rebase_at", the first point of a new baseline counted from 1, or a list
    of them, and "fix_after_n_points", how many points of a baseline make its limits (XmR: all; p-prime: 12).

    Example: python -m msp_dashboard statistics spc series.json --json
    """
    points = _answered(_series, file)
    if as_json:
        names = ("centre", "lower", "upper", "flag")
        write_json({name: [getattr(point, name) for point in points] for name in names})
    else:
        Console().print(_table_of_points(points))


@app.command()
def funnel(file: Numbers, as_json: AsJson = False) -> None:
    """Find how far from the whole each unit's share may lie by chance.

    FILE holds {"numerator": […], "denominator": […]}, a number of each for every unit. From 20 units the
    limits allow for overdispersion.

    Example: python -m msp_dashboard statistics funnel units.json --json
    """
    found = _answered(_units, file)
    if as_json:
        write_json({**asdict(found), "limits": [asdict(limits) for limits in found.limits]})
    else:
        Console().print(_table_of_units(found))


def _answered(method: Callable[[Json], Answer], file: Path) -> Answer:
    """Return what a method makes of a file's document; ends with exit code 1 where it can make nothing."""
    try:
        return method(_document(file))
    except InputRefused as refusal:
        refuse(f"{file.name}: {refusal}")


def _document(file: Path) -> Json:
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputRefused("This file cannot be read.") from error
    except (ValueError, RecursionError) as error:
        raise InputRefused("This is not a JSON document.") from error
    if not isinstance(found, dict):
        raise InputRefused("The document has to be one JSON object that holds lists of numbers.")
    # Null is how many programs write an option that is not used.
    return {name: value for name, value in found.items() if value is not None}


def _series(document: Json) -> list[Point]:
    firsts = document.get("rebase_at", [])
    rebase_at = _list("rebase_at", firsts if isinstance(firsts, list) else [firsts], _whole)
    fixed = _whole(OPTIONS[1], document[OPTIONS[1]]) if OPTIONS[1] in document else None
    if "y" in document:
        _hold(document, ("y",), OPTIONS)
        return xmr(_list("y", document["y"], _number), fix_after_n_points=fixed, rebase_at=rebase_at)
    _hold(document, COUNTS, OPTIONS)
    numerators, denominators = (_list(name, document[name], _whole) for name in COUNTS)
    fixed = FEWEST_POINTS if fixed is None else fixed
    return p_prime(numerators, denominators, fix_after_n_points=fixed, rebase_at=rebase_at)


def _units(document: Json) -> Funnel:
    _hold(document, COUNTS, ())
    numerators, denominators = (_list(name, document[name], _whole) for name in COUNTS)
    return funnel_of(numerators, denominators)


def _hold(document: Json, needed: Sequence[str], options: Sequence[str]) -> None:
    """Raise InputRefused unless a document has what is needed, and nothing that has no meaning here."""
    missing = [name for name in needed if name not in document]
    if missing:
        raise InputRefused(f"The document has no {' and no '.join(missing)}.")
    if not set(document) <= {*needed, *options}:
        raise InputRefused(f"The document may hold {', '.join((*needed, *options))}, and nothing else.")


def _list(name: str, value: object, read: Callable[[str, object], Number]) -> list[Number]:
    if not isinstance(value, list):
        raise InputRefused(f"{name} has to be a list of numbers.")
    return [read(f"{name}, number {place},", number) for place, number in enumerate(value, start=1)]


def _number(name: str, value: object) -> float:
    # True and false are numbers to Python.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputRefused(f"{name} is not a number.")
    try:
        return float(value)
    except OverflowError as error:
        raise InputRefused(f"{name} is too large.") from error


def _whole(name: str, value: object) -> int:
    number = _number(name, value)
    if not number.is_integer():
        raise InputRefused(f"{name} is not a whole number.")
    return int(number)


def _table_of_points(points: Sequence[Point]) -> Table:
    few = f"No limits where a baseline has fewer than {FEWEST_POINTS} points."
    table = Table("point", "value", "centre", "lower", "upper", "flag", caption=few)
    for place, point in enumerate(points, start=1):
        figures = (point.value, point.centre, point.lower, point.upper)
        table.add_row(str(place), *(_short(figure) for figure in figures), point.flag)
    return table


def _table_of_units(found: Funnel) -> Table:
    kind = "adjusted for overdispersion" if found.adjusted else "not adjusted for overdispersion"
    title = (
        f"Target {_short(found.target)}, phi {_short(found.phi)}, tau2 {_short(found.tau2)}; limits {kind}"
    )
    names = ("lower95", "upper95", "lower998", "upper998")
    table = Table("unit", *names, title=title, caption="In the order of the file. Not for ranking.")
    for place, limits in enumerate(found.limits, start=1):
        table.add_row(str(place), *(_short(getattr(limits, name)) for name in names))
    return table


def _short(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.4g}"
