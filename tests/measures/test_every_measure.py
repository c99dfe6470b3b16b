"""Promises that every measure keeps."""

import re
from pathlib import Path

import pytest

from msp_dashboard import results
from msp_dashboard.measures.catalogue import measures, needs
from msp_dashboard.measures.definition import Categories, Measure, Proportion
from msp_dashboard.measures.units import UNITS
from msp_dashboard.releases import Release
from msp_dashboard.scope import Question, Reader, allow
from msp_dashboard.warehouse import resources
from tests.measures.in_memory import release_of
from tests.plain_reading.odd_exports import write_odd_export
from tests.plain_reading.reading import Export, read_export

ALL = list(measures().values())
NEVER = re.compile(
    r"\b(best(?! interests)|worst|rank\w*|league|outperform\w*|red|amber|green|score\w*|target\w*)\b"
    r"|\b(improve\w*|worsen\w*|(?<!court of protection )cases?)\b"
)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """An odd export of 200 enquiries with every file and column."""
    folder: Path = tmp_path_factory.mktemp("export")
    write_odd_export(folder, 9, enquiries=200)
    return read_export(folder)


@pytest.fixture(scope="module")
def release(export: Export) -> Release:
    """The release of that export."""
    return release_of(export)


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)
def test_a_measure_asks_in_plain_words(measure: Measure) -> None:
    assert measure.question.endswith("?")
    assert len(measure.question.split()) <= 15
    assert measure.definition.endswith(".")
    assert measure.source
    assert measure.caveats
    for sentence in (measure.question, measure.definition, measure.example, *measure.caveats):
        assert not NEVER.search(sentence.lower()), sentence
        assert "_" not in sentence


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)
def test_a_measure_is_worked_through_with_small_numbers_that_add_up(measure: Measure) -> None:
    assert measure.example.endswith(".")
    assert re.search(r"\d", measure.example)
    shares = re.findall(r"(\d+) of (\d+), (\d+)%", measure.example)
    assert shares or not isinstance(measure.shape, Proportion)
    assert measure.example.count("%") == len(shares)
    for numerator, denominator, percent in shares:
        assert abs(100 * int(numerator) / int(denominator) - int(percent)) < 0.5


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)
def test_a_measure_needs_only_fields_of_the_case_export(measure: Measure) -> None:
    known = {f"{name}.{field.name}" for name, entry in resources().items() for field in entry.fields}
    assert needs(measure)
    assert {name for need in needs(measure) for name in need.split("|")} <= known


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_names_needs_of_columns_that_it_has(unit: object) -> None:
    assert set(unit.needs) <= set(unit.c.keys())  # type: ignore[attr-defined]
    assert set(unit.fields.values()) <= set(unit.c.keys())  # type: ignore[attr-defined]


@pytest.mark.parametrize("by", ["quarter", "team", "age_band", "lacked_capacity", "gender"])
def test_parts_that_cannot_overlap_add_up_to_the_whole(release: Release, by: str) -> None:
    scope = allow(Reader(tier="exact"), results.choices(release), Question(by=by))
    found = results.answer(release, scope).by_key.values()
    added = [
        answer
        for answer in found
        if isinstance(answer.measure.shape, Proportion | Categories)
        and answer.groups
        and not answer.not_grouped_by
        and answer.measure.distinct is None
        and answer.measure.shape.kind == "proportion"
    ]
    assert len(added) > 10
    for answer in added:
        whole = answer.proportion
        for name in ("numerator", "denominator", "not_recorded", "excluded"):
            parts = [getattr(group.figures, name) for group in answer.groups or ()]
            assert sum(parts) == getattr(whole, name), (answer.key, name)


@pytest.mark.parametrize("by", ["risk_type", "team", "age_band", "quarter"])
def test_a_group_is_the_answer_with_that_filter(release: Release, by: str) -> None:
    reader, choices = Reader(tier="exact"), results.choices(release)
    grouped = results.answer(release, allow(reader, choices, Question(by=by)))
    value = next(group.value for group in grouped["asked"].groups or () if group.value != "not_recorded")
    filtered = results.answer(release, allow(reader, choices, Question(where={by: (value,)})))
    compared = 0
    for key, answer in grouped.by_key.items():
        if answer.groups is None or answer.not_grouped_by:
            continue
        group = next(group for group in answer.groups if group.value == value)
        assert group.figures == filtered[key].figures, key
        compared += 1
    assert compared > 30


@pytest.mark.parametrize("by", [None, "quarter"])
def test_a_release_of_an_earlier_version_is_derived_anew_with_the_same_figures(
    export: Export, release: Release, by: str | None
) -> None:
    earlier = release_of(export, derived=False)
    scope = allow(Reader(tier="exact"), results.choices(release), Question(by=by))
    anew = results.answer(earlier, scope)
    for key, answer in results.answer(release, scope).by_key.items():
        assert (anew[key].figures, anew[key].groups) == (answer.figures, answer.groups), key


def test_bounds_hold_the_rate(release: Release) -> None:
    scope = allow(Reader(tier="exact"), results.choices(release), Question())
    for answer in results.answer(release, scope).by_key.values():
        if isinstance(answer.figures, results.ProportionFigures) and answer.figures.rate is not None:
            assert answer.figures.low is not None
            assert answer.figures.high is not None
            assert answer.figures.low <= answer.figures.rate <= answer.figures.high
