"""Two JSON answers compared: where and how they differ, floats to nine decimals, caveats left aside."""

from collections.abc import Iterator
from typing import Any

NO_ANSWER = "no answer"


def differences(ours: Any, plain: Any, place: str = "") -> Iterator[str]:
    """Yield a line for every place at which two documents differ."""
    if isinstance(ours, dict) and isinstance(plain, dict):
        if ours.get("collected") is False and plain.get("collected") is False:
            return
        for name in sorted({*ours, *plain} - {"caveats"}):
            inside = f"{place}/{name}"
            yield from differences(ours.get(name, NO_ANSWER), plain.get(name, NO_ANSWER), inside)
    elif isinstance(ours, list) and isinstance(plain, list) and len(ours) == len(plain):
        for index, (left, right) in enumerate(zip(ours, plain, strict=True)):
            yield from differences(left, right, f"{place}/{index}")
    elif _plain(ours) != _plain(plain):
        yield f"{place}: {ours!r} against {plain!r}"


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 9)
    return list(map(_plain, value)) if isinstance(value, tuple | list) else value
