"""Killed at any moment: the last good release stays, and running again gives the same content."""

import random
import shutil
from pathlib import Path

from tests.etl.loading import (
    Council,
    Loader,
    council,
    export,
    loader,
    two_people,
    what_matters,
    without_remains,
)

__all__ = ["council", "loader"]

KILLS = 3
STEPS = (
    "Reading the export",
    "Translating the rows",
    "Making pseudonyms",
    "Checking the rows",
    "Building the release",
)
# Just before it is written down that the release is used, and before the pointer moves.
CHANGES = (("commit", 2), ("replace", 3))


def test_killed_in_every_step_a_load_leaves_the_last_release_and_the_next_one_is_as_if_nothing_happened(
    loader: Loader, council: Council, tmp_path: Path
) -> None:
    home = council.copy(tmp_path)
    for name, turn in (*((step, 1) for step in STEPS), *CHANGES):
        assert loader(home, source=council.source, kill_at=name, turn=turn)["killed"], (name, turn)
        left = loader(home)
        assert [left[fact] for fact in ("number", "content_hash")] == [1, council.before["content_hash"]]
    assert loader(home, source=council.source)["status"] == "published"
    assert what_matters(loader(home)) == what_matters(council.after)
    assert without_remains(home)


def test_a_first_load_that_is_killed_leaves_no_release_and_the_next_one_publishes_it(
    loader: Loader, council: Council, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    assert loader(home, source=council.source, kill_at="rename", turn=2)["killed"]
    assert loader(home) == {"killed": False, "number": None}
    assert loader(home, source=council.source)["status"] == "published"
    assert loader(home)["texts"] == council.after["texts"]


def finished(home: Path) -> frozenset[str]:
    """Return what a home holds that is no remains, and whether a replacement is decided."""
    releases = home / "releases"
    kept = (*releases.glob("[!.]*"), *releases.glob(".next-*.sha256"), home / "operations.sqlite-wal")
    pointer = (releases / "CURRENT").read_text()
    return frozenset((pointer, *(f"{path.name} {path.is_file() and path.stat().st_size}" for path in kept)))


def last_of_each_kind(copies: Path) -> list[Path]:
    """Return, of the copies with the same finished files, the one with the most remains."""
    return list({finished(copy): copy for copy in sorted(copies.iterdir())}.values())


def test_whatever_a_killed_load_leaves_is_whole_and_loads_again(
    loader: Loader, council: Council, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    assert loader(council.copy(tmp_path), source=council.source, copies=copies)["copies"] >= 10
    before, after = council.before, council.after
    kinds = last_of_each_kind(copies)
    assert len(kinds) >= 5
    for copy in kinds:
        left = loader(copy)
        assert left["content_hash"] == (after if left["number"] == 2 else before)["content_hash"]
        assert left["texts"] in (before["texts"], after["texts"])
        loader(copy, source=council.source)
        assert what_matters(loader(copy)) == what_matters(after)
        assert without_remains(copy)


def test_whatever_a_killed_erasure_leaves_is_whole_and_the_next_run_or_load_finishes(
    loader: Loader, council: Council, tmp_path: Path
) -> None:
    copies, home = tmp_path / "copies", council.copy(tmp_path)
    copies.mkdir()
    first = two_people(tmp_path / "first", 1)
    assert loader(home, erase="P1", copies=copies)["status"] == "r000001"
    before, after = council.before, loader(home)
    assert after["content_hash"] != before["content_hash"]
    for copy in sorted(copies.iterdir()):
        assert loader(copy)["content_hash"] in (before["content_hash"], after["content_hash"]), copy
    decided = 0
    for copy in last_of_each_kind(copies):
        is_decided = bool(list((copy / "releases").glob(".next-*.sha256")))
        decided += is_decided
        again = {"source": first} if is_decided else {"erase": "P1"}
        assert "refused" not in loader(copy, **again), copy
        assert what_matters(loader(copy)) == what_matters(after)
        assert without_remains(copy)
    assert decided >= 3


def test_killed_at_any_moment_the_last_release_stays_and_the_next_load_is_as_if_nothing_happened(
    loader: Loader, tmp_path: Path
) -> None:
    home, undisturbed = tmp_path / "home", tmp_path / "undisturbed"
    assert loader(home, source=export(tmp_path / "first", 1))["status"] == "published"
    shutil.copytree(home, undisturbed)
    last = export(tmp_path / "last", 31)
    seconds = loader(undisturbed, source=last)["seconds"]
    moments = random.Random(7)
    killed = 0
    for turn in range(KILLS):
        source = export(tmp_path / "next", 2 + turn)
        kill_after = moments.uniform(0, seconds)
        killed += loader(home, source=source, kill_after=kill_after)["killed"]
        assert loader(home)["number"] >= 1, f"after a kill at {kill_after:.3f} s"
    assert killed
    assert loader(home, source=last)["status"] == "published"
    assert what_matters(loader(home)) == what_matters(loader(undisturbed))
    assert without_remains(home)
