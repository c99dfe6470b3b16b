"""Rules 1 to 3: units stand in their configured order, nothing sorts them, and no word ranks them."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from msp_dashboard import results
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.releases import Release
from msp_dashboard.results import Answer, as_json
from msp_dashboard.scope import Question, Reader, allow
from tests.dashboard.rules.looking import Look, hover_texts, inside, rows_in
from tests.dashboard.visiting import Drawn, Visitor, text_of

RANKING = re.compile(
    r"(?<![a-z])(rank\w*|position\w*|league\w*|quartile\w*|decile\w*|scor\w+|best|worst|top|bottom)(?![a-z])",
    re.IGNORECASE,
)
# The law's own words, and where we say that we do not rank.
ALLOWED = re.compile(
    r"best.interests|for ranking|no-ranking|nothing here is ranked|what is best for that person", re.I
)
ATTRIBUTES = ("id", "className", "href", "label", "aria-label", "aria-labelledby", "options", "title", "alt")
FILTERS: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {},
    {"risk_type": ("neglect",)},
    {"age_band": ("85-94",)},
)


@pytest.fixture(scope="session")
def configured(sample_home: Path) -> dict[str, list[str]]:
    """The order of teams and services in the council's own file."""
    with (sample_home / "sample" / "teams.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        "team": [row["team_name"] for row in rows],
        "service": list(dict.fromkeys(row["service"] for row in rows if row["service"])),
    }


@pytest.mark.parametrize("where", FILTERS)
@pytest.mark.parametrize("unit", ["team", "service"])
def test_units_stand_in_the_councils_order_for_every_measure_and_filter(
    release: Release, configured: dict[str, list[str]], unit: str, where: Mapping[str, tuple[str, ...]]
) -> None:
    asked = Question(by=unit, where=where)
    scope = allow(Reader(tier="exact"), results.choices(release), asked)
    listed = {
        key: [group["value"] for group in as_json(answer).get("groups", ())]
        for key, answer in results.answer(release, scope).by_key.items()
    }
    assert sum(len(units) > 2 for units in listed.values()) > 30
    for key, units in listed.items():
        known = [each for each in units if each in configured[unit]]
        assert known == [each for each in configured[unit] if each in known], key


def test_entries_of_teams_stand_in_the_councils_order(
    answers: Callable[[str, str | None], list[Answer]], configured: dict[str, list[str]]
) -> None:
    compared = 0
    for answer in answers("exact", None):
        for _, found in inside(as_json(answer)):
            if isinstance(found, list) and found and isinstance(found[0], dict) and "team" in found[0]:
                teams = list(dict.fromkeys(each["team"] for each in found))
                known = [each for each in teams if each in configured["team"]]
                assert known == [each for each in configured["team"] if each in known], answer.key
                compared += len(known) > 2
    assert compared > 0


def test_tables_and_choices_of_units_stand_in_the_councils_order(
    looks: tuple[Look, ...], configured: dict[str, list[str]], visit: Callable[[str], Visitor]
) -> None:
    shell = visit("ewa-nowak").shell()
    listed = [[each["label"] for each in box["props"]["options"]] for box in shell.every("Select")]
    listed += [[row[0] for row in rows_in(table)] for look in looks for table in look.page.every("Table")]
    compared = 0
    for unit in configured.values():
        for heads in listed:
            known = [each for each in heads if each in unit]
            assert known == [each for each in unit if each in known]
            compared += len(known) > 2
    assert compared > 5


def test_nothing_can_be_sorted(looks: tuple[Look, ...], visit: Callable[[str], Visitor]) -> None:
    for page in (*(look.page for look in looks), visit("ewa-nowak").shell()):
        assert page.every("DataTable") == []
        assert [name for each in page.every() for name in each["props"] if "sort" in name.lower()] == []
        heads = [Drawn(tree=each) for each in page.every("Th")]
        assert [
            each for head in heads for each in head.every() if each["type"] in {"Button", "A", "Link"}
        ] == []


def test_no_text_or_attribute_of_a_page_ranks(looks: tuple[Look, ...]) -> None:
    for look in looks:
        quoted = {text for quote in look.page.every("Blockquote") for text in Drawn(tree=quote).texts()}
        said = [text for text in look.page.texts() if text not in quoted]
        for text in (*said, *_attributes(look.page), *_drawn_words(look.page)):
            assert RANKING.findall(ALLOWED.sub("", text)) == [], f"{look.words}: {text}"


def test_no_name_in_an_export_ranks(answers: Callable[[str, str | None], list[Answer]]) -> None:
    names = set(measures())
    for answer in answers("exact", "team"):
        for place, found in inside(as_json(answer)):
            names |= {place, *(found if isinstance(found, dict) else ())}
    assert len(names) > 100
    for name in names:
        assert RANKING.findall(ALLOWED.sub("", name.replace("_", " "))) == [], name


def _attributes(page: Drawn) -> Iterator[str]:
    for component in page.every():
        for name in ATTRIBUTES:
            yield str(component["props"].get(name, ""))


def _drawn_words(page: Drawn) -> Iterator[str]:
    for figure in page.figures():
        yield from hover_texts(figure)
        yield from (note["text"] for note in figure["layout"].get("annotations", ()))
    for picture in page.every("Img"):
        yield text_of(picture)
