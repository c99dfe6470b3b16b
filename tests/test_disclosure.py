"""Disclosure control, worked by hand: what is hidden, and what is hidden so that it cannot be worked out."""

from datetime import date

import pytest

from msp_dashboard.disclosure import protect, total
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.measures.statements import Tally
from msp_dashboard.periods import Period
from msp_dashboard.results.answers import (
    CategoryFigures,
    CountFigures,
    DurationFigures,
    EntriesFigures,
    ProportionFigures,
)
from msp_dashboard.results.compose import compose, compose_groups
from msp_dashboard.results.groups import groups_of
from msp_dashboard.results.protection import Protection
from msp_dashboard.scope import Choices, Question, Reader, Scope, ScopeRefused, allow

BOARD = Protection(tier="board", threshold=5, rate_minimum=20)
EXACT = Protection(tier="exact", threshold=5, rate_minimum=1)


def _counts(numerator: int, rest: int, not_recorded: int = 0) -> dict[str, int]:
    return {"numerator": numerator, "rest": rest, "not_recorded": not_recorded, "excluded": 0}


def _figures(numerator: int, rest: int, not_recorded: int = 0) -> ProportionFigures:
    found = compose(measures()["asked"], Tally(counts=_counts(numerator, rest, not_recorded)), BOARD)
    assert isinstance(found, ProportionFigures)
    return found


def test_counts_under_five_are_hidden_and_none_stays_none() -> None:
    assert protect({"a": 4, "b": 5, "c": 0}, tier="board", threshold=5) == {"a": None, "b": 5, "c": 0}


def test_nothing_is_hidden_in_the_exact_tier() -> None:
    assert protect({"a": 4}, tier="exact", threshold=5) == {"a": 4}


def test_one_hidden_cell_of_a_sum_takes_the_smallest_other_with_it() -> None:
    counts = {"a": 3, "b": 9, "c": 7, "d": 0}
    found = protect(counts, tier="board", threshold=5, tables=[("a", "b", "c", "d")])
    assert found == {"a": None, "b": 9, "c": None, "d": 0}


def test_hiding_goes_on_until_no_sum_gives_a_cell_away() -> None:
    # a takes b with it; then b is alone in its second sum and takes c; c alone in its own takes d.
    counts = {"a": 2, "b": 6, "c": 8, "d": 9}
    found = protect(counts, tier="board", threshold=5, tables=[("c", "d"), ("b", "c"), ("a", "b")])
    assert found == dict.fromkeys(counts)


def test_an_unknown_tier_is_refused() -> None:
    with pytest.raises(ValueError, match="tier"):
        protect({"a": 1}, tier="friends", threshold=5)


def test_a_sum_is_hidden_where_it_would_give_its_only_hidden_part_back() -> None:
    counts = {"a": 3, "b": 0}
    shown = protect(counts, tier="board", threshold=5, tables=[("a", "b")])
    assert total(shown, ("a", "b"), counts, 5) is None


def test_a_sum_is_hidden_where_its_hidden_parts_can_only_be_one_each_or_four_each() -> None:
    for each, expected in ((1, None), (2, 12), (4, None)):
        counts = dict.fromkeys("abcdef", each)
        shown = protect(counts, tier="board", threshold=5)
        assert total(shown, "abcdef", counts, 5) == expected


def test_a_curve_outside_the_exact_tier_starts_where_five_have_ended_and_is_rounded() -> None:
    # Of 40, two end on day 3, eleven more on day 20, the rest are followed for 90 days.
    measure = measures()["days_to_conclusion"]
    tally = Tally(days={(3, 1): 2, (20, 1): 11, (90, 0): 27})
    board, exact = compose(measure, tally, BOARD), compose(measure, tally, EXACT)
    assert isinstance(board, DurationFigures)
    assert isinstance(exact, DurationFigures)
    assert exact.finished_by[7] == pytest.approx(0.05)
    assert exact.finished_by[28] == pytest.approx(0.325)
    assert (board.finished_by[7], board.finished_by[28]) == (None, 0.33)
    assert [(day, followed) for day, _, followed in exact.curve[:2]] == [(0, 40), (7, 38)]
    assert [point for point in board.curve if point[0] < 28] == [(0, 0.0, 40), (21, 0.33, 25)]


def test_a_numerator_is_hidden_with_its_small_complement_and_no_rate_is_shown() -> None:
    found = _figures(97, 3)
    assert (found.numerator, found.denominator, found.rate) == (None, 100, None)
    assert found.hidden


def test_a_rate_is_a_whole_percentage_over_at_least_twenty() -> None:
    assert _figures(13, 6).rate is None
    assert _figures(14, 6).rate == 0.7
    assert _figures(20, 10).rate == 0.67


def test_a_hidden_number_of_missing_reasons_hides_what_it_would_be_worked_out_from() -> None:
    shape_counts = dict.fromkeys(measures()["not_asked_reasons"].shape.states, 0)  # type: ignore[union-attr]
    counts = {**shape_counts, "died": 30, "other": 20, "not_recorded": 4}
    found = compose(measures()["not_asked_reasons"], Tally(counts=counts), BOARD)
    assert isinstance(found, CategoryFigures)
    # Beside the number not asked (54), 50 with a reason would say 4; one reason is hidden with it.
    assert found.not_recorded is None
    assert found.denominator is None
    assert found.counts["other"] is None
    assert found.counts["died"] == 30


def test_groups_that_add_up_to_a_shown_whole_hide_a_second_one() -> None:
    groups = [Tally(counts=_counts(*each)) for each in ((13, 3), (140, 20), (306, 53))]
    apart = compose_groups(measures()["asked"], groups, [], BOARD)
    joint = compose_groups(measures()["asked"], groups, [range(3)], BOARD)
    assert [_numerator(each) for each in apart] == [None, 140, 306]
    assert [_numerator(each) for each in joint] == [None, None, 306]
    exact = compose_groups(measures()["asked"], groups, [range(3)], EXACT)
    assert [_numerator(each) for each in exact] == [13, 140, 306]


@pytest.mark.parametrize("key", ["people_concluded", "enquiries_open"])
def test_people_and_what_stood_at_a_day_hide_a_second_group_beside_their_whole(key: str) -> None:
    # Of 51 in all, 30 and 18 would leave 3.
    groups = tuple(
        (value, Tally(counts={"count": count}))
        for value, count in {"female": 30, "male": 18, "other": 3}.items()
    )
    year = Period(first=date(2025, 4, 1), last=date(2026, 3, 31))
    scope = Scope(tier="board", period=year, by="gender")
    found = groups_of(measures()[key], Tally(counts={"count": 51}, groups=groups), scope) or ()
    counts = [group.figures.count for group in found if isinstance(group.figures, CountFigures)]
    assert counts == [30, None, None]


def test_enquiries_by_risk_hide_a_second_group_since_most_are_of_one_risk() -> None:
    groups = tuple(
        (value, Tally(counts={"count": count}))
        for value, count in {"neglect": 30, "financial": 18, "sexual": 3}.items()
    )
    year = Period(first=date(2025, 4, 1), last=date(2026, 3, 31))
    tally = Tally(counts={"count": 51}, groups=groups)
    scope = Scope(tier="board", period=year, by="risk_type")
    found = groups_of(measures()["enquiries_concluded"], tally, scope) or ()
    counts = [group.figures.count for group in found if isinstance(group.figures, CountFigures)]
    assert counts == [30, None, None]


def test_an_answer_is_not_hidden_alone_among_what_happened_where_all_of_it_is_shown_elsewhere() -> None:
    measure = measures()["experience_by_met"]
    counts = dict.fromkeys(measure.shape.states_of(()), 0)  # type: ignore[union-attr]
    counts |= {
        f"listened_to|adult|{met}|yes_fully": count
        for met, count in {"fully": 20, "partially": 9, "not_achieved": 2}.items()
    }
    found = compose(measure, Tally(counts=counts), BOARD)
    assert isinstance(found, EntriesFigures)
    # All 31 are told by question: 20 and 9 would leave 2.
    assert [_fully(found, met) for met in ("fully", "partially", "not_achieved")] == [20, None, None]
    assert _fully(found, "not_recorded") == 0


def test_a_month_is_not_hidden_alone_where_coverage_of_all_months_is_shown_elsewhere() -> None:
    measure = measures()["coverage_since_live"]
    counts = dict.fromkeys(measure.shape.states_of(()), 0)  # type: ignore[union-attr]
    counts |= {"0|numerator": 3, "1|numerator": 20, "1|rest": 6, "2|numerator": 30, "2|rest": 9}
    found = compose(measure, Tally(counts=counts), BOARD)
    assert isinstance(found, EntriesFigures)
    shown = [found.entries[month,] for month in ("0", "1", "2")]
    # Of 68 in all, 26 and 39 would leave 3.
    assert [each.denominator for each in shown if isinstance(each, ProportionFigures)] == [None, None, 39]


def _fully(figures: EntriesFigures, met: str) -> int | None:
    entry = figures.entries["listened_to", "adult", met]
    assert isinstance(entry, CategoryFigures)
    return entry.counts["yes_fully"]


def _numerator(figures: object) -> int | None:
    assert isinstance(figures, ProportionFigures)
    return figures.numerator


CHOICES = Choices(
    extract_date=date(2026, 9, 30),
    values={
        "service": ("North", "South"),
        "team": ("Hub",),
        "age_band": ("18-64", "65-74"),
        "gender": ("female", "male"),
    },
)


@pytest.mark.parametrize(
    ("tier", "question"),
    [
        ("board", Question(where={"team": ("Hub",)})),
        ("board", Question(by="team")),
        ("board", Question(by="service")),
        ("board", Question(by="month")),
        ("board", Question(where={"age_band": ("18-64", "65-74")})),
        ("board", Question(where={"service": ("North",), "age_band": ("18-64",)}, by="gender")),
        ("public", Question(where={"service": ("North",)})),
        ("public", Question(where={"age_band": ("18-64",)}, by="gender")),
    ],
)
def test_a_tier_refuses_what_it_may_not_have(tier: str, question: Question) -> None:
    with pytest.raises(ScopeRefused):
        allow(Reader(tier=tier), CHOICES, question)
    assert allow(Reader(tier="exact"), CHOICES, question).tier == "exact"


def test_a_reader_with_teams_may_not_ask_for_another() -> None:
    mine = Reader(tier="exact", teams=("Other",))
    with pytest.raises(ScopeRefused, match="yours"):
        allow(mine, CHOICES, Question(where={"team": ("Hub",)}))
    assert allow(mine, CHOICES, Question()).limits == {"team": ("Other",)}
