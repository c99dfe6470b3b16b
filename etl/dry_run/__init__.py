"""A load rehearsed: the same reading, translating and checking, with nothing of the home folder touched."""

from etl.dry_run.explaining import Explanation, Story, explain
from etl.dry_run.outcome import DryRun, rehearse

__all__ = ["DryRun", "Explanation", "Story", "explain", "rehearse"]
