"""The load of a wide export beside the same in plain pandas: the ratio of times, and memory beside size."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Side, run_side
from bench.postgresql import databases
from bench.wide_export import COLUMNS, FILE, write_wide_export

COUNCIL, NATION = 20_000, 600_000


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the table: what was compared, both sides, and the ratio, with what it is to reach."""

    compared: str
    ours: str
    other: str
    ratio: float
    to_reach: str


def loading_lines(sizes: tuple[int, ...] = (COUNCIL, NATION)) -> Iterator[Line]:
    """Yield the lines about loading; each size is written, loaded both ways, and thrown away."""
    for rows in sizes:
        with tempfile.TemporaryDirectory() as name:
            yield from _lines(Path(name), rows)


def _lines(folder: Path, rows: int) -> Iterator[Line]:
    source = folder / "export"
    write_wide_export(source, rows)
    size = (source / FILE).stat().st_size / (1 << 20)
    what = f"{rows:,} rows × {len(COLUMNS)} columns ({size:,.0f} MB)"
    goal = "at least 5 times as fast" if rows == NATION else "under 10 s"
    ours, pandas = _ours(source, folder / "home"), _pandas(source)
    _same_rows(ours, pandas)
    yield _in_time(f"load and publish, {what}", ours, pandas, "plain pandas to SQLite", goal)
    yield Line(
        compared=f"peak memory, {what}",
        ours=f"{ours.megabytes:,.0f} MB",
        other=f"plain pandas {pandas.megabytes:,.0f} MB",
        ratio=pandas.megabytes / ours.megabytes,
        to_reach=f"at most {2 * size + 200:,.0f} MB" if rows == NATION else "no goal at this size",
    )
    with databases("ours", "plain") as (own, plain):
        ours, pandas = _ours(source, folder / "other_home", own), _pandas(source, plain)
    _same_rows(ours, pandas)
    compared = f"the same, published to PostgreSQL, {what}"
    yield _in_time(compared, ours, pandas, "plain pandas with to_sql to PostgreSQL", goal)


def _ours(source: Path, home: Path, url: str = "") -> Side:
    mapping = str(source / "wide.yaml")
    return run_side(
        "load",
        ["-m", "etl", "load", mapping, "--source", str(source), "--json"],
        {"MSP_HOME": str(home), "MSP_WAREHOUSE_URL": url},
    )


def _pandas(source: Path, *url: str) -> Side:
    return run_side("pandas", ["-m", "bench.plain_pandas", str(source), *url])


def _in_time(compared: str, ours: Side, pandas: Side, way: str, goal: str) -> Line:
    return Line(
        compared=compared,
        ours=_time(ours),
        other=f"{way} {_time(pandas)}",
        ratio=pandas.seconds / ours.seconds,
        to_reach=goal,
    )


def _time(side: Side) -> str:
    return f"{side.seconds:.1f} s ({side.busy:.1f} s of processor time)"


def _same_rows(ours: Side, pandas: Side) -> None:
    """Neither side may win by leaving rows out."""
    kept = {name: count["kept"] for name, count in json.loads(ours.printed)["targets"].items()}
    other = json.loads(pandas.printed)
    for name in ("people", "enquiries", "enquiry_risks"):
        if kept[name] != other[name]:
            raise RuntimeError(f"{name}: the load kept {kept[name]:,} rows, pandas {other[name]:,}")
