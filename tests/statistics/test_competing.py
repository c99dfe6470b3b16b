"""Competing endings: against a published worked example and R's survfit, and by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from msp_dashboard.statistics.checks import InputRefused
from msp_dashboard.statistics.competing import aalen_johansen
from msp_dashboard.statistics.survival import kaplan_meier

# Satagopan et al. 2004, table 2: the first nine of 305 women with breast cancer, in months.
SATAGOPAN = {(7, None): 1, (10, "cancer"): 1, (14, None): 1, (16, "cancer"): 1, (18, "other"): 1}
SATAGOPAN |= {(23, "cancer"): 1, (24, None): 1, (26, "other"): 1, (27, "cancer"): 1, (28, None): 296}


def test_the_published_example_of_breast_cancer_and_other_causes() -> None:
    found = aalen_johansen(SATAGOPAN, ("cancer", "other"))
    published = {10: 0.3, 16: 0.6, 23: 0.9, 27: 1.2}
    for month, percent in published.items():
        shares = found.ended_by(month)
        assert shares is not None
        # Its table adds up rounded steps.
        assert 100 * shares["cancer"] == pytest.approx(percent, abs=0.13)
    # 1/304, then + 303/304 × 1/302, worked in full.
    assert found.steps[1][1][0] == pytest.approx(1 / 304 + 303 / 304 / 302)


def test_by_hand_with_three_ways_to_end() -> None:
    # Of 20: on day 2, 5 conclude; on day 4, 3 of 15 die; 2 are followed to 5; of 10 on day 6, 4 move.
    histogram = {(2, "concluded"): 5, (4, "died"): 3, (5, None): 2, (6, "moved"): 4, (7, None): 6}
    found = aalen_johansen(histogram, ("concluded", "died", "moved"))
    assert found.ended_by(1) == {"concluded": 0, "died": 0, "moved": 0}
    assert found.ended_by(4) == pytest.approx({"concluded": 0.25, "died": 0.75 * 0.2, "moved": 0})
    assert found.ended_by(6) == pytest.approx({"concluded": 0.25, "died": 0.15, "moved": 0.6 * 0.4})
    assert found.ended_by(7) is None


def test_late_entry_is_that_of_survfit() -> None:
    # R 4.2, survival: survfit(Surv(entry, weeks, way) ~ 1, id = i); the Freireich weeks with made-up ways.
    died, moved = {6: 2, 7: 1, 13: 1, 22: 1, 23: 1}, {6: 1, 10: 1, 16: 1}
    still = {6: 1, 9: 1, 10: 1, 11: 1, 17: 1, 19: 1, 20: 1, 25: 1, 32: 2, 34: 1, 35: 1}
    histogram = {
        (week, way): count
        for way, counts in (("died", died), ("moved", moved), (None, still))
        for week, count in counts.items()
    }
    entries = {1: 1, 2: 1, 3: 1, 5: 1, 8: 1, 9: 1, 12: 1, 15: 1, 20: 1}
    published = {
        6: (0.125, 0.0625),
        7: (0.1927083, 0.0625),
        10: (0.1927083, 0.1245660),
        13: (0.2609809, 0.1245660),
    }
    published |= {16: (0.2609809, 0.1860113), 22: (0.3399820, 0.1860113), 23: (0.4189831, 0.1860113)}
    found = dict(aalen_johansen(histogram, ("died", "moved"), entries).steps)
    assert found.keys() == published.keys()
    for week, shares in published.items():
        assert found[week] == pytest.approx(shares, abs=5e-8)


def test_an_unknown_way_to_end_is_refused() -> None:
    with pytest.raises(InputRefused, match="not among the ways"):
        aalen_johansen({(3, "vanished"): 1}, ("concluded",))


def test_nothing_followed_has_nothing_to_tell() -> None:
    found = aalen_johansen({}, ("concluded",))
    assert found.steps == ()
    assert found.ended_by(0) is None


HISTOGRAMS = some.dictionaries(
    some.tuples(some.integers(0, 40), some.sampled_from([None, "a", "b", "c"])),
    some.integers(1, 20),
    min_size=1,
)


@given(HISTOGRAMS)
def test_the_ways_together_are_what_kaplan_meier_says_has_ended(
    histogram: dict[tuple[int, str | None], int],
) -> None:
    ended: dict[tuple[int, int], int] = {}
    for (days, way), count in histogram.items():
        key = days, int(way is not None)
        ended[key] = ended.get(key, 0) + count
    together = {days: 1 - sum(shares) for days, shares in aalen_johansen(histogram, ("a", "b", "c")).steps}
    assert together == pytest.approx(dict(kaplan_meier(ended).steps), abs=1e-12)
