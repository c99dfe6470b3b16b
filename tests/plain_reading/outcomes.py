"""Outcomes, line by line."""

from __future__ import annotations

from collections import Counter

from tests.plain_reading.contract import NOT_RECORDED, Row, area_of_theme, codes
from tests.plain_reading.entries import of_concluded
from tests.plain_reading.linking import closing_row, is_recorded, rows_by_conclusion
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import EXCLUDED, NO, YES, Answer, categories, cells, proportion

Wish = tuple[Row, list[Row]]

_ACHIEVED = {
    "fully": YES,
    "partially": YES,
    "not_achieved": NO,
    NOT_RECORDED: NOT_RECORDED,
    "too_early": NOT_RECORDED,
    "withdrawn": EXCLUDED,
    "not_applicable": EXCLUDED,
}


def wishes(view: View) -> list[Wish]:
    """Every desired outcome of a concluded enquiry: its enquiry and its rows in order."""
    return [(enquiry, rows) for enquiry in view.concluded() for rows in enquiry["wishes"]]


def _met(view: View, yes: tuple[str, ...], no: tuple[str, ...]) -> Answer:
    def verdict(enquiry: Row) -> str:
        if enquiry["outcomes_asked"] != "asked_expressed":
            return EXCLUDED
        if enquiry["outcomes_achieved"] in yes:
            return YES
        if enquiry["outcomes_achieved"] in no:
            return NO
        return EXCLUDED if enquiry["outcomes_achieved"] == "not_applicable" else NOT_RECORDED

    return proportion(verdict(enquiry) for enquiry in view.concluded())


@of_concluded("enquiries.outcomes_asked", "enquiries.outcomes_achieved")
def met(view: View) -> Answer:
    """Did it happen? Fully or partly, as judged by the worker."""
    return _met(view, yes=("fully", "partially"), no=("not_achieved",))


@of_concluded("enquiries.outcomes_asked", "enquiries.outcomes_achieved")
def fully_met(view: View) -> Answer:
    """... fully."""
    return _met(view, yes=("fully",), no=("partially", "not_achieved"))


def theme_at(rows: list[Row], closing: Row) -> str:
    """The last recorded theme at or before the closing row."""
    return _last_recorded(rows, closing, "theme")


def area_at(rows: list[Row], closing: Row) -> str:
    """The last recorded area at or before the closing row, else the theme's."""
    area = _last_recorded(rows, closing, "area")
    return area if is_recorded(area) else area_of_theme(theme_at(rows, closing))


def _last_recorded(rows: list[Row], closing: Row, column: str) -> str:
    found = NOT_RECORDED
    for row in rows:
        if is_recorded(row[column]):
            found = row[column]
        if row is closing:
            break
    return found


@of_concluded("desired_outcomes.achieved", "desired_outcomes.theme", own_groups=True)
def met_by_theme(view: View) -> Answer:
    """Which wishes? By theme."""
    closed = _closed(view)
    answer = proportion(_ACHIEVED[closing["achieved"]] for _, _, closing in closed)
    answer["groups"] = []
    for theme in [*codes("outcome_theme"), NOT_RECORDED]:
        group = [closing for _, rows, closing in closed if theme_at(rows, closing) == theme]
        answer["groups"].append(_group(theme, group))
    return answer


@of_concluded("desired_outcomes.achieved", "desired_outcomes.area|desired_outcomes.theme", own_groups=True)
def met_by_area(view: View) -> Answer:
    """Which wishes? By area."""
    closed = _closed(view)
    answer = proportion(_ACHIEVED[closing["achieved"]] for _, _, closing in closed)
    answer["groups"] = []
    for area in [*codes("outcome_area"), NOT_RECORDED]:
        group = [closing for _, rows, closing in closed if area_at(rows, closing) == area]
        answer["groups"].append(_group(area, group))
    return answer


def _closed(view: View) -> list[tuple[Row, list[Row], Row]]:
    """The desired outcomes that have a closing row, with it."""
    found = [(enquiry, rows, closing_row(enquiry, rows)) for enquiry, rows in wishes(view)]
    return [(enquiry, rows, closing) for enquiry, rows, closing in found if closing is not None]


def _group(value: str, closing_rows: list[Row]) -> Answer:
    answer = proportion(_ACHIEVED[closing["achieved"]] for closing in closing_rows)
    del answer["kind"]
    return {"value": value, **answer}


@of_concluded("enquiries.outcomes_asked", "desired_outcomes.judged_by")
def asked_at_end(view: View) -> Answer:
    """Were people asked at the end whether it happened?"""

    def verdict(enquiry: Row) -> str:
        at_end = [
            row
            for row in enquiry["desired_outcomes"]
            if row["stage"] in ("conclusion", "review", "follow_up")
        ]
        if enquiry["outcomes_asked"] != "asked_expressed" or not at_end:
            return EXCLUDED
        judges = [row["judged_by"] for row in at_end if is_recorded(row["judged_by"])]
        if any(judge not in ("practitioner", "best_interests") for judge in judges):
            return YES
        return NO if judges else NOT_RECORDED

    return proportion(verdict(enquiry) for enquiry in view.concluded())


def change_of(enquiry: Row, rows: list[Row]) -> str:
    """The verdict of `changed` on one desired outcome."""
    later = rows_by_conclusion(enquiry, rows)[1:]
    if not later:
        return EXCLUDED
    if any(row["change"] in ("refined", "replaced", "withdrawn") for row in later):
        return YES
    return NO if any(is_recorded(row["change"]) for row in later) else NOT_RECORDED


@of_concluded("desired_outcomes.change")
def changed(view: View) -> Answer:
    """Did wishes change along the way?"""
    return proportion(change_of(enquiry, rows) for enquiry, rows in wishes(view))


@of_concluded("desired_outcomes.negotiated")
def negotiated(view: View) -> Answer:
    """Were wishes negotiated?"""

    def verdict(rows: list[Row]) -> str:
        answers = [row["negotiated"] for row in rows]
        return YES if "yes" in answers else NO if "no" in answers else NOT_RECORDED

    return proportion(verdict(rows) for _, rows in wishes(view))


@of_concluded("desired_outcomes.theme", "desired_outcomes.change", "desired_outcomes.achieved")
def outcome_paths(view: View) -> Answer:
    """From first wish to what happened."""
    ends = {YES: "changed", NO: "unchanged", NOT_RECORDED: "not_known", EXCLUDED: "not_known"}
    starts, happened = ("recorded", NOT_RECORDED), ("fully", "partially", "not_achieved", NOT_RECORDED)
    tally: Counter[tuple[str, str, str]] = Counter()
    for enquiry, rows in wishes(view):
        start = "recorded" if is_recorded(rows[0]["theme"]) else NOT_RECORDED
        closing = closing_row(enquiry, rows)
        achieved = closing["achieved"] if closing else NOT_RECORDED
        achieved = achieved if achieved in happened else NOT_RECORDED
        tally[start, ends[change_of(enquiry, rows)], achieved] += 1
    flows = [
        {"start": start, "end": end, "met": achieved, "count": tally[start, end, achieved]}
        for start in starts
        for end in ("changed", "unchanged", "not_known")
        for achieved in happened
        if tally[start, end, achieved]
    ]
    return {"kind": "flows", "flows": flows}


@of_concluded("desired_outcomes.achieved")
def sustained(view: View) -> Answer:
    """Was it still so later?"""

    def verdict(enquiry: Row, rows: list[Row]) -> str:
        closing = closing_row(enquiry, rows)
        afterwards = [row for row in rows if row["stage"] in ("review", "follow_up")]
        if closing is None or closing["achieved"] not in ("fully", "partially") or not afterwards:
            return EXCLUDED
        return _ACHIEVED[afterwards[-1]["achieved"]]

    return proportion(verdict(enquiry, rows) for enquiry, rows in wishes(view))


@of_concluded("desired_outcomes.achieved", "desired_outcomes.reason")
def why(view: View) -> Answer:
    """Why were wishes easy or hard to meet? Reasons on the closing row, apart for each achieved."""
    by_outcome = {}
    for achieved in ("fully", "partially", "not_achieved"):
        reasons = [c["reason"] or NOT_RECORDED for _, _, c in _closed(view) if c["achieved"] == achieved]
        by_outcome[achieved] = categories(codes("outcome_reason"), reasons)
        del by_outcome[achieved]["kind"]
    return {"kind": "why", "by_outcome": by_outcome}


@of_concluded("desired_outcomes.partner")
def partner_needed(view: View) -> Answer:
    """How often did a wish need someone else? Unit: desired outcome with a closing row."""
    return proportion(YES if any(row["partner"] for row in rows) else NO for _, rows, _ in _closed(view))


@of_concluded("desired_outcomes.partner", "desired_outcomes.contribution")
def partner_contribution(view: View) -> Answer:
    """What did they do? The last row of a desired outcome that names each partner."""
    pairs = []
    for _, rows in wishes(view):
        last_naming = {row["partner"]: row for row in rows if row["partner"]}
        pairs += [(p, row["contribution"] or NOT_RECORDED) for p, row in last_naming.items()]
    return cells(pairs, codes("partner"), [*codes("contribution"), NOT_RECORDED])


@of_concluded("enquiries.risk_outcome", "enquiries.conclusion")
def risk_outcome(view: View) -> Answer:
    """Did the risk remain?"""

    def verdict(enquiry: Row) -> str:
        if enquiry["conclusion"] not in ("risk_action_taken", "risk_no_action"):
            return EXCLUDED
        return EXCLUDED if enquiry["risk_outcome"] == "not_applicable" else enquiry["risk_outcome"]

    return categories(["remained", "reduced", "removed"], (verdict(e) for e in view.concluded()))


@of_concluded("enquiries.conclusion")
def conclusion(view: View) -> Answer:
    """How did enquiries conclude?"""
    return categories(codes("enquiry_conclusion"), (enquiry["conclusion"] for enquiry in view.concluded()))


@of_concluded("responses.accepted")
def responses_used(view: View) -> Answer:
    """What else was tried? Per response_type: enquiries with it accepted or not refused."""
    used: list[str] = []
    for enquiry in view.concluded():
        types = {row["response_type"] for row in enquiry["responses"] if row["accepted"] != "no"}
        used += types or {EXCLUDED}
    return categories(codes("response_type"), used)
