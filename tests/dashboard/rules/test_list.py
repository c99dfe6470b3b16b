"""The list in README.md of which test holds which rule: all twenty-five are there, and so is every test."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[2]
README = TESTS.parent / "README.md"
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")

# These hold what the others measure with.
OF_OUR_MEASURES = {
    "test_contrast_is_that_of_black_and_white",
    "test_syllables_are_counted_as_they_are_spoken",
    "test_the_reading_age_is_that_of_the_formula",
}


def rows() -> dict[int, str]:
    """Return what holds each rule, by its number."""
    _, _, after = README.read_text(encoding="utf-8").partition("## Which test holds which rule\n")
    section, _, _ = after.partition("\n## ")
    return {int(number): held for number, _, held in ROW.findall(section)}


def test_all_twenty_five_rules_are_listed_with_a_test_each() -> None:
    found = rows()
    assert list(found) == list(range(1, 26))
    assert [number for number, held in found.items() if not NAMED.search(held)] == []


def test_every_test_that_is_named_exists() -> None:
    named = {each for held in rows().values() for each in NAMED.findall(held)}
    assert len(named) > 40
    for file, name in sorted(named):
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        tests = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
        assert name in tests, f"{file} has no {name}: mend the list in README.md."


def test_every_test_of_the_rules_is_named() -> None:
    named = {name for held in rows().values() for _, name in NAMED.findall(held)}
    own = {
        each.name
        for path in Path(__file__).parent.glob("test_*.py")
        if path != Path(__file__)
        for each in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    }
    assert own - named == OF_OUR_MEASURES
