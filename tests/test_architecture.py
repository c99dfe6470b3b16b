"""The architecture as failing tests: layers, sizes, names, docstrings, and nothing of one machine."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.api import read_configuration
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
MADE = {"__pycache__", "build", "msp_home", "node_modules", "vendor"}
PRODUCT = ("app.py", "gunicorn.conf.py", "msp_dashboard", "etl", "sample_data")

DRAWS = {"pages", "components", "charts", "reports"}
COUNTS = {"measures", "statistics", "disclosure", "results", "warehouse"}
MAY_LOAD = {
    "vocabulary",
    "settings",
    "warehouse",
    "releases",
    "operations",
    "audit",
    "measures",
    "screening",
    "attack",
}

# Parts of a name that say nothing, or turn people and help into a contest. Whole names only for two:
# a field of the trade is called data quality, and SQL has its CASE.
FORBIDDEN_PARTS = {"client", "df", "helpers", "kpi", "manager", "performance", "rank", "score", "utils"}
FORBIDDEN_NAMES = {"case", "cases", "data"}


def ours(*names: str) -> Iterator[Path]:
    """Yield the files of the project, or of the named files and folders of it, that people wrote."""
    for name in names or (".",):
        start = ROOT / name
        if start.is_file():
            yield start
        for folder, folders, files in os.walk(start):
            folders[:] = [each for each in folders if each not in MADE and (each[0] != "." or each == ".ci")]
            yield from (Path(folder, each) for each in files)


def modules(*names: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield each Python file below the named ones, as its path from the project's folder and its tree."""
    for path in sorted(ours(*names)):
        if path.suffix == ".py":
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def existing_modules() -> set[str]:
    """Return the names of the modules and packages directly inside msp_dashboard."""
    folder = ROOT / "msp_dashboard"
    return {path.stem for path in folder.glob("*.py") if path.stem not in {"__init__", "__main__"}} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }


def contract(name: str) -> dict[str, list[str]]:
    """Return one import contract of pyproject.toml by its id."""
    return next(each for each in read_configuration()["contracts_options"] if each["id"] == name)


def full(names: set[str]) -> set[str]:
    """Return full module names of those that exist, since import-linter refuses to name what does not."""
    return {f"msp_dashboard.{name}" for name in names & existing_modules()}


def test_every_import_contract_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True, no_logo=True) == 0, (
        "The report above names each import that is not allowed."
    )


def test_no_import_contract_has_an_exemption() -> None:
    for each in read_configuration()["contracts_options"]:
        assert not {key for key in each if "ignore" in key}, each["name"]


def test_the_contract_of_the_one_door_holds_everything_that_draws() -> None:
    held = contract("one_door")
    assert set(held["source_modules"]) == full(DRAWS)
    assert set(held["forbidden_modules"]) == {"duckdb", "sqlalchemy"} | full({"warehouse", "operations"})


def test_the_contract_against_web_libraries_holds_everything_that_counts() -> None:
    assert set(contract("no_web")["source_modules"]) == {"etl"} | full(COUNTS)


def test_the_contract_of_the_load_forbids_everything_it_may_not_import() -> None:
    assert set(contract("load_imports")["forbidden_modules"]) == full(existing_modules() - MAY_LOAD)


def test_the_package_itself_imports_nothing() -> None:
    tree = ast.parse((ROOT / "msp_dashboard" / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def test_every_module_opens_by_saying_what_it_is() -> None:
    without = [name for name, tree in modules() if not opening(tree).endswith((".", "?"))]
    assert not without


def opening(tree: ast.Module) -> str:
    """Return the first paragraph of a module's docstring; blank where it has none."""
    return (ast.get_docstring(tree) or "").split("\n\n")[0]


def test_no_file_of_the_product_is_longer_than_300_lines() -> None:
    long = {name: count for name, _ in modules(*PRODUCT) if (count := line_count(name)) > 300}
    assert not long


def line_count(name: str) -> int:
    """Return how many lines a file of the project has."""
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


def test_no_function_of_the_product_is_longer_than_40_lines() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules(*PRODUCT)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= 40
    ]
    assert not long


def test_names_are_words_of_the_trade() -> None:
    found = [
        f"{name}:{line} {identifier}"
        for name, tree in modules()
        for line, identifier in [(1, Path(name).stem), *named_in(tree)]
        if is_forbidden(identifier)
    ]
    assert not found


def named_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of every function, class, argument and variable that a module defines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def is_forbidden(identifier: str) -> bool:
    """Return whether an identifier is, or holds as a part, a word that the house rules leave out."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)
    return identifier.lower() in FORBIDDEN_NAMES or bool({word.lower() for word in words} & FORBIDDEN_PARTS)


@pytest.mark.parametrize(
    "identifier", ["df", "KPI", "team_score", "TeamRanking_rank", "LoadManager", "data", "Case"]
)
def test_a_forbidden_name_is_found(identifier: str) -> None:
    assert is_forbidden(identifier)


@pytest.mark.parametrize("identifier", ["data_quality", "datapackage", "cohort", "frankly", "underscored"])
def test_an_innocent_name_is_not_mistaken(identifier: str) -> None:
    assert not is_forbidden(identifier)


def test_no_file_mentions_a_path_of_one_machine() -> None:
    # In pieces, so that this file does not find itself.
    folders = "|".join(["wor" + "k", "roo" + "t", "home/[a-z]+", "Users", "opt/py" + "pi", "tmp/" + "[a-z]"])
    path_of_a_machine = re.compile(rf"(?<![\w.}}])/(?:{folders})/")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in ours()
        if (match := path_of_a_machine.search(path.read_text(encoding="utf-8", errors="ignore")))
    ]
    assert not found
