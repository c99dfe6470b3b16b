"""Sentences that appear by themselves, from figures that must call for them and from some that must not."""

from collections.abc import Sequence

import pytest

from msp_dashboard.results import CategoryFigures, Group, ProportionFigures, cautions
from msp_dashboard.results.trends import Trend, TrendPeriod, trend_of
from tests.test_trends import quarters

Counts = tuple[int | None, int | None, int | None]


def figures(yes: int | None, of: int | None, missing: int | None = 0) -> ProportionFigures:
    return ProportionFigures(numerator=yes, denominator=of, not_recorded=missing, excluded=0)


def groups(counts: Sequence[Counts]) -> list[Group]:
    return [Group(value=str(at), label=str(at), figures=figures(*each)) for at, each in enumerate(counts)]


def trend(*counts: Counts) -> Trend:
    return trend_of({"quarter": list(zip(quarters(len(counts)), groups(counts), strict=True))}, 20)


def label(each: TrendPeriod) -> str:
    return each.period.first.isoformat()


def test_a_share_of_people_without_capacity_that_jumps_is_told_with_its_dates() -> None:
    found = cautions.of_trend("lacked_capacity", trend((12, 40, 0), (12, 40, 0), (24, 40, 0)), label)
    # 30% and then 60%.
    assert found == (
        "Between 2026-04-01 and 2026-07-01 the share moved by 30 points. Look for a change in the form "
        "or in how it is filled in; of few people, chance can do it too.",
    )


@pytest.mark.parametrize("after", [(22, 40, 0), (2, 40, 0), (23, 40, 60), (None, None, 0)])
def test_25_points_or_a_share_that_is_not_shown_call_for_nothing(after: Counts) -> None:
    found = cautions.of_trend("lacked_capacity", trend((12, 40, 0), (12, 40, 0), after), label)
    assert not [words for words in found if "points" in words]


def test_only_the_capacity_share_is_held_to_25_points() -> None:
    assert cautions.of_trend("asked", trend((12, 40, 0), (40, 40, 0)), label) == ()


def test_a_jump_in_what_is_recorded_is_told_once_at_its_largest() -> None:
    found = cautions.of_trend("asked", trend((20, 40, 40), (20, 40, 40), (30, 60, 20), (38, 76, 4)), label)
    # Recorded 50%, 50%, 75%, 95%: steps of 25 and of 20 points.
    assert found == (
        "From 2026-04-01 on far more answers are recorded (75% instead of 50%), so before and after are not "
        "of the same enquiries.",
    )


def test_fewer_recorded_answers_are_told_as_fewer_and_small_steps_not_at_all() -> None:
    assert cautions.of_trend("asked", trend((30, 60, 0), (20, 40, 20)), label)[0].startswith(
        "From 2026-07-01 on far fewer answers"
    )
    assert cautions.of_trend("asked", trend((30, 60, 0), (26, 52, 8)), label) == ()
    assert cautions.of_trend("asked", trend((30, 60, None), (20, 40, 20)), label) == ()


def test_a_jump_over_too_few_answers_for_a_percentage_is_not_told() -> None:
    assert cautions.of_trend("asked", trend((6, 8, 1), (4, 5, 4), (30, 60, 6)), label) == ()


def test_a_step_of_20_points_is_told_whatever_floating_point_makes_of_it() -> None:
    # Missing are 10% and then 30%; as floats 0.3 less 0.1 is below 0.2.
    assert cautions.of_trend("asked", trend((60, 90, 10), (50, 70, 30)), label)


def test_a_share_that_moves_by_a_little_more_than_25_points_is_told() -> None:
    # 30% and 55.4%: 25.4 points.
    found = cautions.of_trend("lacked_capacity", trend((150, 500, 0), (277, 500, 0)), label)
    assert "moved by 25 points" in found[0]


def test_all_of_ten_or_more_met_is_told_and_all_of_nine_is_not() -> None:
    named = list(
        zip(("spring", "summer", "autumn"), groups([(9, 9, 0), (10, 10, 3), (10, 11, 0)]), strict=True)
    )
    assert cautions.of_met(named, []) == (
        "In summer, in every enquiry with an answer what the person wanted is said to have happened, fully "
        "or partly: ask whether only wishes that could be met were written down.",
    )


def wishes(one: int | None, two: int, more: int) -> Group:
    counts = {"1": one, "2": two, "3_or_more": more}
    told = CategoryFigures(counts=counts, labels=counts, denominator=0, not_recorded=0, excluded=0)  # type: ignore[arg-type]
    return Group(value="", label="", figures=told)


def test_fewer_wishes_while_more_are_met_is_told() -> None:
    met = [("", each) for each in groups([(12, 20, 0)] * 4 + [(15, 20, 0)] * 4)]
    # Two wishes on average, then 1.5; 60% met, then 75%.
    before, after = [wishes(5, 10, 5)] * 4, [wishes(12, 6, 2)] * 4
    assert cautions.of_met(met, [*before, *after]) == (
        "Over the last year enquiries held fewer wishes (1.5 instead of 2.0 on average) while more were met: "
        "smaller wishes are easier to meet.",
    )


@pytest.mark.parametrize(
    ("met_after", "wishes_after"),
    [
        ((12, 20, 0), wishes(12, 6, 2)),
        ((15, 20, 0), wishes(5, 10, 5)),
        ((15, 20, 0), wishes(None, 6, 2)),
        ((None, None, 0), wishes(12, 6, 2)),
    ],
)
def test_either_alone_or_hidden_calls_for_nothing(met_after: Counts, wishes_after: Group) -> None:
    met = [("", each) for each in groups([(12, 20, 0)] * 4 + [met_after] * 4)]
    assert cautions.of_met(met, [*[wishes(5, 10, 5)] * 4, *[wishes_after] * 4]) == ()


def test_seven_quarters_are_too_few_to_compare_two_years() -> None:
    met = [("", each) for each in groups([(12, 20, 0)] * 3 + [(15, 20, 0)] * 4)]
    assert cautions.of_met(met, [*[wishes(5, 10, 5)] * 3, *[wishes(12, 6, 2)] * 4]) == ()


def test_more_supported_than_lacked_capacity_is_told_with_the_period() -> None:
    found = cautions.of_supported(31, 30, "April 2025 to March 2026")
    assert found[0].startswith("April 2025 to March 2026: 31 enquiries name an advocate, family or friend")
    untold = cautions.of_supported(31, 30, "April 2025 to March 2026", told=False)
    assert untold[0].startswith("April 2025 to March 2026: more enquiries name an advocate")
    assert "31" not in untold[0]
    assert cautions.of_supported(30, 30, "") == ()
    assert cautions.of_supported(None, 30, "") == ()
    assert cautions.of_supported(30, None, "") == ()
