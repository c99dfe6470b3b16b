"""Releases: immutable files of the warehouse, and the pointer that says which one readers follow."""

from msp_dashboard.releases.folder import ReleaseError, current_number
from msp_dashboard.releases.listing import Summary, summaries, use, verify
from msp_dashboard.releases.opening import Release, open_release
from msp_dashboard.releases.reading import connected

__all__ = [
    "Release",
    "ReleaseError",
    "Summary",
    "connected",
    "current_number",
    "open_release",
    "summaries",
    "use",
    "verify",
]
