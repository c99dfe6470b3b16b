"""Rules 5 and 15: parts add up with not recorded last, and different measures are never added up."""

from collections.abc import Callable

import pytest

from msp_dashboard.measures.catalogue import measures
from msp_dashboard.measures.definition import Categories, Proportion, Several, Together
from msp_dashboard.results import Answer, CategoryFigures, ProportionFigures, as_json
from tests.dashboard.rules.looking import Look, panels, rows_in
from tests.dashboard.visiting import Drawn

Answers = Callable[[str, str | None], list[Answer]]


@pytest.mark.parametrize("by", [None, "quarter", "team", "risk_type"])
def test_categories_add_up_to_their_denominator_with_not_recorded_last(
    answers: Answers, by: str | None
) -> None:
    compared = 0
    for answer in answers("exact", by):
        parts = [answer.figures, *(group.figures for group in answer.groups or ())]
        for figures in parts:
            if isinstance(figures, CategoryFigures) and isinstance(answer.measure.shape, Categories):
                assert sum(count or 0 for count in figures.counts.values()) == figures.denominator, answer.key
                assert "not_recorded" not in list(figures.counts)[:-1], answer.key
                compared += 1
            if isinstance(figures, ProportionFigures) and isinstance(answer.measure.shape, Proportion):
                assert (figures.numerator or 0) <= (figures.denominator or 0), answer.key
    assert compared > 5


def test_measures_side_by_side_are_made_into_no_figure(answers: Answers) -> None:
    told = {answer.key: as_json(answer) for answer in answers("exact", None)}
    beside = [measure for measure in measures().values() if isinstance(measure.shape, Several | Together)]
    assert {measure.key for measure in beside} == {"equity", "triangulation"}
    assert set(told["equity"]) <= {"key", "kind", "measures", "caveats"}
    assert set(told["triangulation"]) <= {"key", "kind", "entries", "caveats"}
    for entry in told["triangulation"]["entries"]:
        assert set(entry) == {"question", "record", "experience", "audits", "themes"}


def test_not_recorded_stands_last_among_the_parts_of_a_chart(looks: tuple[Look, ...]) -> None:
    compared = 0
    for look in looks:
        for panel in panels(look.page):
            for table in panel.every("Table"):
                heads, *rows = rows_in(table)
                listed = heads if len(heads) > 2 else [row[0] for row in rows]
                last = [place for place, name in enumerate(listed) if name.lower().startswith("not recorded")]
                if last and "Share" not in heads:
                    assert last == [len(listed) - 1], (look.words, listed)
                    compared += 1
    assert compared > 30


def test_where_a_number_is_hidden_the_page_says_that_totals_may_not_add_up(looks: tuple[Look, ...]) -> None:
    for look in (look for look in looks if look.person == "priya-nair"):
        if look.page.with_class("cell-hidden"):
            (note,) = look.page.with_class("hidden-note")
            assert "It does not mean none." in Drawn(tree=note).text()
