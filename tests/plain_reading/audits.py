"""Audits and focus groups, line by line."""

from __future__ import annotations

from collections import Counter

from tests.plain_reading.contract import NOT_RECORDED, Row, codes
from tests.plain_reading.entries import of_audits, of_focus_groups
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import EXCLUDED, Answer, categories, entry, listed

GRADES = ["inadequate", "requires_improvement", "good", "excellent"]
THE_REST = ["yes", "partly", "no"]


@of_audits()
def audits(view: View) -> Answer:
    """Each question by each auditor: counts, and apart those of files drawn at random or all taken."""
    in_period = [row for row in view.audits if view.covers(row["audited_on"])]

    def figures(question: str, auditor: str) -> Answer:
        rows = [row for row in in_period if (row["question"], row["auditor"]) == (question, auditor)]
        representative = [row for row in rows if row["sampling"] in ("random", "all")]
        sampled = "audits.sampling" in view.record.collected
        return {
            **_categories(question, rows),
            "from_representative": entry({}, _categories(question, representative)) if sampled else None,
        }

    return listed(
        entry({"question": question, "auditor": auditor}, figures(question, auditor))
        for question in codes("audit_question")
        for auditor in codes("auditor")
    )


def _categories(question: str, rows: list[Row]) -> Answer:
    """Counts of the question's own list of answers; any other answer is excluded."""
    permitted = GRADES if question == "overall" else THE_REST
    verdicts = (row["answer"] if row["answer"] in permitted else EXCLUDED for row in rows)
    return categories(permitted, verdicts)


@of_focus_groups("focus_groups.polarity")
def focus_themes(view: View) -> Answer:
    """Counts by theme, polarity and participants, those that occur."""
    rows = [row for row in view.record.focus_groups if view.covers(row["held_on"])]
    tally = Counter((row["theme"], row["polarity"] or NOT_RECORDED, row["participants"]) for row in rows)
    cells = [
        {"theme": theme, "polarity": polarity, "participants": who, "count": tally[theme, polarity, who]}
        for theme in codes("quote_theme")
        for polarity in [*codes("polarity"), NOT_RECORDED]
        for who in codes("focus_participants")
        if tally[theme, polarity, who]
    ]
    return {"kind": "cells", "cells": cells}
