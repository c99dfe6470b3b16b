"""A disk that is full at any step, wherever it is: one sentence, the last release, and no remains."""

from pathlib import Path

from tests.etl.loading import (
    MEGABYTE,
    Council,
    Loader,
    council,
    export,
    little_disk,
    loader,
    two_people,
    what_matters,
    without_remains,
)

__all__ = ["council", "loader"]

FULL = "The disk is full, or cannot be written. Nothing changed: make room, then load again."
# Steps as they are said, then: Parquet gets its list and its name, the file its name, and it is written down.
STEPS = (
    ("Reading the export", 1),
    ("mkdir", 3),
    ("Checking the rows", 1),
    ("Building the release", 1),
    ("replace", 1),
    ("rename", 1),
    ("rename", 2),
    ("commit", 2),
)


def test_full_at_any_step_the_last_release_stays_and_with_room_again_it_loads(
    loader: Loader, council: Council, tmp_path: Path
) -> None:
    with little_disk(tmp_path / "disk", 60 * MEGABYTE) as disk:
        home = council.copy(disk or tmp_path)
        for name, turn in STEPS:
            answer = loader(home, source=council.source, full_at=name, turn=turn, disk=disk)
            left = loader(home)
            assert answer["refused"] == FULL or " has 0 MB left" in answer["refused"], (name, turn)
            assert [left[fact] for fact in ("number", "content_hash")] == [1, council.before["content_hash"]]
            assert list(left["releases"]) == ["1"], (name, turn)
            if disk:
                (disk / "filler").unlink()
            assert without_remains(home), (name, turn)
        assert loader(home, source=council.source)["status"] == "published"
        assert what_matters(loader(home)) == what_matters(council.after)


def test_too_small_a_disk_is_said_to_be_so_at_once(loader: Loader, council: Council, tmp_path: Path) -> None:
    size = sum(path.stat().st_size for path in council.home.rglob("*") if path.is_file())
    with little_disk(tmp_path / "disk", size + MEGABYTE) as disk:
        home = council.copy(disk or tmp_path)
        limit = None if disk else MEGABYTE // 8
        answer = loader(home, source=council.source, largest_file=limit)
        assert answer["refused"].startswith("The disk")
        assert answer["step"] == "Reading the export" or not disk
        assert what_matters(loader(home)) == what_matters(council.before)
        assert without_remains(home)


def test_a_limit_on_the_size_of_files_is_a_full_disk_too(loader: Loader, tmp_path: Path) -> None:
    home = tmp_path / "home"
    loader(home, source=export(tmp_path / "first", 1))
    before = loader(home)
    for largest_file in (100 << 10, 3 * MEGABYTE):
        answer = loader(home, source=export(tmp_path / "next", 2), largest_file=largest_file)
        assert answer["refused"] == FULL
        assert loader(home) == before
        assert without_remains(home)


def test_a_full_disk_of_the_operations_database_keeps_the_last_release(
    loader: Loader, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with little_disk(tmp_path / "disk", 4 * MEGABYTE) as disk:
        database = (disk or tmp_path) / "operations.sqlite"
        environment = {"MSP_OPERATIONS_URL": f"sqlite:///{database}"}
        loader(home, source=two_people(tmp_path / "export", 1), environment=environment)
        before = loader(home, environment=environment)
        source = two_people(tmp_path / "export", 2)
        answer = loader(
            home, source=source, environment=environment, full_at="Building the release", disk=disk
        )
        assert answer["refused"] == FULL
        assert loader(home, environment=environment) == before
        assert without_remains(home)
        if disk:
            (disk / "filler").unlink()
        assert loader(home, source=source, environment=environment)["status"] == "published"


def test_a_full_folder_for_temporary_files_does_not_matter(
    loader: Loader, council: Council, tmp_path: Path
) -> None:
    with little_disk(tmp_path / "disk", 8192) as disk:
        folder = disk or tmp_path / "nowhere"
        environment = dict.fromkeys(("TMPDIR", "TEMP", "SQLITE_TMPDIR"), str(folder))
        answer = loader(council.copy(tmp_path), source=council.source, environment=environment)
        assert answer["status"] == "published"
