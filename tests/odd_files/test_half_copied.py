"""A file that is still being copied, which no set of bytes can show."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.reading import read_table
from etl.refusals import FileRefused


@contextmanager
def growing(path: Path) -> Iterator[None]:
    """A file to which rows are written until the block ends."""
    done = threading.Event()

    def write() -> None:
        with path.open("a", encoding="utf-8") as stream:
            while not done.wait(0.001):
                stream.write("C2,South\n")
                stream.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def test_a_file_that_grows_while_it_is_read_is_refused_and_then_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "concerns.csv"
    path.write_text("Concern ID,Team\n" + "C1,North\n" * 50_000, "utf-8")
    with growing(path), pytest.raises(FileRefused, match=r"concerns\.csv changed while it was read"):
        read_table(path)
    assert read_table(path).row_count > 50_000
