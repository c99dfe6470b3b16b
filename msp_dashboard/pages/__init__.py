"""Pages: each file with a PAGE is one, found here and shown in its order."""

import importlib
import pkgutil
from functools import cache

from msp_dashboard.components import Page


@cache
def every_page() -> tuple[Page, ...]:
    """Return every page in the navigation's order; raises ValueError where two share one place."""
    found: list[Page] = []
    for entry in pkgutil.iter_modules(__path__):
        page = getattr(importlib.import_module(f"{__name__}.{entry.name}"), "PAGE", None)
        if isinstance(page, Page):
            found.append(page)
    for each in ("path", "order"):
        if len({getattr(page, each) for page in found}) < len(found):
            raise ValueError(f"Two pages share one {each}: give each its own.")
    return tuple(sorted(found, key=lambda page: page.order))
