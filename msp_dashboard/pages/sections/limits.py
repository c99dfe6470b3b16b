"""The limits of a funnel as lines and in words, and what is said of a dot beyond the outer ones."""

from collections.abc import Iterable, Mapping, Sequence

from msp_dashboard.charts.funnel import Dot
from msp_dashboard.components.words import percent
from msp_dashboard.statistics.funnel import Limits

BEYOND = "More unusual than chance alone would normally explain. That is a reason to ask, not a finding."


def limit_lines(limits: Iterable[tuple[int, Limits]]) -> Mapping[str, Sequence[Sequence[Dot]]]:
    """Return the lower and the upper line of 95%, and those of 99.8%, from limits by size."""
    by_size = tuple(limits)
    return {
        "19 in 20": [
            [(size, at.lower95) for size, at in by_size],
            [(size, at.upper95) for size, at in by_size],
        ],
        "499 in 500": [
            [(size, at.lower998) for size, at in by_size],
            [(size, at.upper998) for size, at in by_size],
        ],
    }


def limit_columns(usual: Limits | None, at: str, *, adjusted: bool) -> Mapping[str, Sequence[str]]:
    """Return two columns of a table, each of one cell: the limits `at` a size, and of which kind they are."""
    kind = "Usual" if adjusted else "By chance"
    return {
        f"{kind} at {at} (19 in 20)": [_span(usual.lower95, usual.upper95) if usual else "–"],
        f"{kind} at {at} (499 in 500)": [_span(usual.lower998, usual.upper998) if usual else "–"],
    }


def _span(low: float, high: float) -> str:
    return f"{percent(low)} to {percent(high)}"
