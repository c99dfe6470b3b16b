"""Whatever shape an export has, the same council gives the same measures where the shape carries them."""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.mapping import shipped
from msp_dashboard.measures.catalogue import measures
from sample_data.shapes import WRITERS
from tests.measures.comparing import differences
from tests.measures.terminal import document
from tests.shapes.carrying import Carrying

ROOT = Path(__file__).parents[1]
# One in which nobody's age is recorded only at times, and no enquiry has a third type of risk: a shape with
# days of birth has the age always or never, and one with two slots has no room for more.
COUNCIL = ("--enquiries", "150", "--years", "2", "--seed", "39")
WINDOW = ("--tier", "exact", "--from", "2024-10-01", "--to", "2026-09-30")
SHAPES = sorted(set(WRITERS) - {"standard"})

Answers = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def home_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return what gives a shape's home folder, into which the one council was loaded from that shape."""
    made: dict[str, Path] = {}

    def home(shape: str) -> Path:
        if shape not in made:
            made[shape] = tmp_path_factory.mktemp(shape)
            source = str(made[shape] / "export")
            _etl(made[shape], "sample", source, "--shape", shape, *COUNCIL)
            _etl(made[shape], "load", shape, "--source", source)
        return made[shape]

    return home


def carrying(shape: str) -> Carrying:
    """Return what a shape carries."""
    found = importlib.import_module(f"tests.shapes.{shape}").CARRYING
    assert isinstance(found, Carrying)
    return found


def test_every_shape_has_a_writer_and_a_mapping_of_its_name() -> None:
    assert set(shipped()) == set(WRITERS)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_answers_what_it_carries_and_says_of_the_rest_that_it_is_not_collected(
    shape: str, home_of: Callable[[str], Path]
) -> None:
    found = answers(home_of(shape))
    collected = {key for key, answer in found.items() if answer.get("collected") is not False}
    carried = carrying(shape)
    assert collected == {*carried.same, *carried.different}
    assert not {*carried.same} & {*carried.different}
    assert set(found) == set(measures())


@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_shape_carries_comes_out_as_from_the_standard_one(
    shape: str, home_of: Callable[[str], Path]
) -> None:
    carried = carrying(shape)
    for asked in [("--enquiry-type", each) for each in carried.enquiry_types]:
        assert list(unlike(home_of, shape, *sorted(carried.same), *asked)) == []


@pytest.mark.parametrize(
    ("shape", "field"), [(shape, field) for shape in SHAPES for field in carrying(shape).by]
)
def test_so_it_does_by_everything_that_the_shape_tells_apart(
    shape: str, field: str, home_of: Callable[[str], Path]
) -> None:
    carried = carrying(shape)
    asked = ("--by", field, "--enquiry-type", carried.enquiry_types[-1])
    keys = sorted(carried.same - carried.not_by.get(field, frozenset()))
    assert list(unlike(home_of, shape, *keys, *asked)) == []


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_said_to_differ_does_differ(shape: str, home_of: Callable[[str], Path]) -> None:
    different = sorted(carrying(shape).different)
    ours, standard = answers(home_of(shape), *different), answers(home_of("standard"), *different)
    assert [key for key in different if not list(differences(ours[key], standard[key]))] == []


def unlike(home_of: Callable[[str], Path], shape: str, *asked: str) -> Iterator[str]:
    """Yield where a shape's answers are not the standard one's; groups that hold nothing are left out."""
    yield from differences(answers(home_of(shape), *asked), answers(home_of("standard"), *asked))


def answers(home: Path, *asked: str) -> Answers:
    """Return the measures asked for, by key, in the exact tier over the whole window."""
    return {answer["key"]: _by_value(answer) for answer in document(home, *asked, *WINDOW)["measures"]}


def _by_value(answer: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(answer.get("groups"), list):
        return answer
    groups = {group["value"]: group for group in answer["groups"]}
    return answer | {"groups": {value: group for value, group in groups.items() if _holds_something(group)}}


def _holds_something(part: Any) -> bool:
    if isinstance(part, dict):
        return any(_holds_something(each) for each in part.values())
    if isinstance(part, list):
        return any(_holds_something(each) for each in part)
    return isinstance(part, int | float) and not isinstance(part, bool) and part != 0


def _etl(home: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl", *arguments],
        cwd=ROOT,
        env={**os.environ, "MSP_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"python -m etl {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
