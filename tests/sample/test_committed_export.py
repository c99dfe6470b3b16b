"""The small export in the tree is what the generator writes."""

from datetime import date
from pathlib import Path

from sample_data.council import write_export

COMMITTED = Path(__file__).parents[2] / "sample_data" / "exports" / "standard"


def test_the_committed_export_is_what_the_generator_writes(tmp_path: Path) -> None:
    write_export(tmp_path, enquiries=40, years=2, seed=5, extract_date=date(2026, 9, 30))
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in COMMITTED.iterdir()}
