"""What every method refuses: numbers from which it cannot tell anything."""

from collections.abc import Sequence
from math import isfinite

# Beyond this a float no longer tells one whole number from the next.
LARGEST_COUNT = 2**53
LARGEST_VALUE = 1e150


class InputRefused(ValueError):
    """Numbers that a method cannot use; the message is one sentence that says which and why."""


def check_values(values: Sequence[float]) -> None:
    """Raise InputRefused unless there are values, each of them finite and within 1e150 of 0."""
    if not values:
        raise InputRefused("There are no points.")
    for position, value in enumerate(values, start=1):
        if not isfinite(value) or abs(value) > LARGEST_VALUE:
            raise InputRefused(f"Point {position} has to lie between -{LARGEST_VALUE} and {LARGEST_VALUE}.")


def check_counts(numerators: Sequence[int], denominators: Sequence[int], *, fewest: int) -> None:
    """Raise InputRefused unless both are as long, and each numerator lies within its denominator.

    `fewest` is the smallest denominator that may be: 0 where a place may be without records, else 1.
    """
    if len(numerators) != len(denominators):
        raise InputRefused(
            f"There are {len(numerators)} numerators and {len(denominators)} denominators: "
            "give as many of each."
        )
    if not numerators:
        raise InputRefused("There are no numerators and denominators.")
    for position, (numerator, denominator) in enumerate(zip(numerators, denominators, strict=True), start=1):
        if not fewest <= denominator <= LARGEST_COUNT:
            raise InputRefused(f"Denominator {position} has to lie between {fewest} and {LARGEST_COUNT}.")
        if not 0 <= numerator <= denominator:
            raise InputRefused(f"Numerator {position} has to lie between 0 and its denominator.")
