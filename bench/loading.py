"""The load of a wide export beside the same in plain pandas: the ratio of times, and memory beside size."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Side, run_side
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
    mapping = str(source / "wide.yaml")
    ours = run_side(
        "load",
        ["-m", "etl", "load", mapping, "--source", str(source), "--json"],
        {"MSP_HOME": str(folder / "home")},
    )
    pandas = run_side("pandas", ["-m", "bench.plain_pandas", str(source)])
    _same_rows(ours, pandas)
    what = f"{rows:,} rows × {len(COLUMNS)} columns ({size:,.0f} MB)"
    yield Line(
        compared=f"load and publish, {what}",
        ours=_time(ours),
        other=f"plain pandas to SQLite {_time(pandas)}",
        ratio=pandas.seconds / ours.seconds,
        to_reach="at least 5 times as fast" if rows == NATION else "under 10 s",
    )
    yield Line(
        compared=f"peak memory, {what}",
        ours=f"{ours.megabytes:,.0f} MB",
        other=f"plain pandas {pandas.megabytes:,.0f} MB",
        ratio=pandas.megabytes / ours.megabytes,
        to_reach=f"at most {2 * size + 200:,.0f} MB" if rows == NATION else "no goal at this size",
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
