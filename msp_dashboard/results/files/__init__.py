"""The one door to files: a sample of enquiries to look at, drawn by a rule and named by their references."""

from msp_dashboard.results.files.drawing import (
    DEFAULT,
    LONGEST_PURPOSE,
    MOST,
    NOT_EXACT,
    SHORTEST_PURPOSE,
    File,
    Request,
    Sample,
    SampleRefused,
    draw_files,
    random_seed,
)
from msp_dashboard.results.files.rules import RULES, Rule

__all__ = [
    "DEFAULT",
    "LONGEST_PURPOSE",
    "MOST",
    "NOT_EXACT",
    "RULES",
    "SHORTEST_PURPOSE",
    "File",
    "Request",
    "Rule",
    "Sample",
    "SampleRefused",
    "draw_files",
    "random_seed",
]
