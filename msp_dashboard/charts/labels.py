"""Places for labels: as near to what they name as they can be, and none over another."""

from collections.abc import Sequence


def apart(places: Sequence[float], least: float) -> list[float]:
    """Return the places, in the same order, moved so that neighbours are at least `least` apart.

    The places must rise. Labels that would meet are spread around the middle of where they wanted to be.
    """
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while len(groups) > 1 and _top(groups[-2], least) + least > _bottom(groups[-1], least):
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_bottom(group, least) + index * least for group in groups for index in range(len(group))]


def _bottom(group: Sequence[float], least: float) -> float:
    return sum(group) / len(group) - least * (len(group) - 1) / 2


def _top(group: Sequence[float], least: float) -> float:
    return sum(group) / len(group) + least * (len(group) - 1) / 2
