"""What a component says to screen readers beside its text."""

from typing import Any


def aria(**named: str) -> dict[str, Any]:
    """Return aria attributes by their name after the dash, as keyword arguments of a component."""
    return {f"aria-{name}": words for name, words in named.items()}
