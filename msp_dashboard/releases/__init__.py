"""Releases: immutable files of the warehouse, and the pointer that says which one readers follow."""

from msp_dashboard.releases.folder import ReleaseError
from msp_dashboard.releases.listing import Summary, summaries, use
from msp_dashboard.releases.opening import Release, open_release
from msp_dashboard.releases.pointer import current_number
from msp_dashboard.releases.reading import connected
from msp_dashboard.releases.verifying import verify

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
