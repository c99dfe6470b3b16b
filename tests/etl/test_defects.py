"""The list of rules is whole: every code of the load is on it, each has an example and a line of the page."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from etl.rules import CATALOGUE, RULES, SHIPPED, page
from tests.etl.test_defects_in_rows import DEFECTS as IN_ROWS
from tests.etl.test_defects_in_sources import DEFECTS as IN_SOURCES
from tests.etl.test_defects_in_values import DEFECTS as IN_VALUES
from tests.etl.test_defects_over_time import OVER_TIME

ETL = Path(__file__).parents[2] / "etl"
ACTIONS = {"FLAGGED", "QUARANTINED", "MERGED"}


def test_there_are_forty_defects_and_more_and_each_is_listed_once() -> None:
    assert len(CATALOGUE) >= 40
    assert set(Counter(each.rule for each in CATALOGUE).values()) == {1}
    assert set(Counter(each.defect for each in CATALOGUE).values()) == {1}
    assert all(all(vars(each).values()) for each in CATALOGUE)


def test_every_defect_has_an_example() -> None:
    proved = Counter([*(each.rule for each in (*IN_ROWS, *IN_SOURCES, *IN_VALUES)), *OVER_TIME])
    assert set(proved) == {each.rule for each in CATALOGUE}
    assert set(proved.values()) == {1}


def test_every_rule_that_the_load_can_give_is_listed() -> None:
    given = {word for path in ETL.rglob("*.py") for word in _rules_in(ast.parse(path.read_text("utf-8")))}
    assert len(given) >= 15
    assert given - set(RULES) == set()


def test_every_listed_rule_of_rows_is_one_that_the_load_can_give() -> None:
    texts = {
        node.value
        for path in ETL.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    joined = "\n".join(texts)
    assert [rule for rule in RULES if rule not in joined] == []


def test_the_page_of_rules_is_made_of_the_list() -> None:
    assert SHIPPED.read_text("utf-8") == page(), "make it anew with: python -m etl.rules"
    assert page().count("\n| ") == len(CATALOGUE) + 2


def _rules_in(tree: ast.AST) -> Iterator[str]:
    """What is said of `rule`, or stands beside an action."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "rule" and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
        beside = node.elts if isinstance(node, ast.Tuple) else node.args if isinstance(node, ast.Call) else ()
        if {each.id for each in beside if isinstance(each, ast.Name)} & ACTIONS:
            words = (str(each.value) for each in beside if isinstance(each, ast.Constant))
            yield from (word for word in words if "_" in word and "_ref" not in word)
