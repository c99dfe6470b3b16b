"""The rollout by team, line by line; coverage as a whole stands with activity."""

from __future__ import annotations

from datetime import date

from tests.plain_reading.contract import NOT_RECORDED, Row, codes
from tests.plain_reading.entries import of_concluded, of_rollout
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import NO, YES, Answer, categories, entry, listed, proportion

BEFORE_LIVE, LONG_AFTER = "before_live", 24


@of_rollout()
def rollout_stage(view: View) -> Answer:
    """On each date in the period on which any team reported, teams by their latest stage up to it.

    A date by which none of the teams asked about had reported says nothing of them, and has no entry.
    """
    dates = sorted({row["as_of"] for row in view.record.rollout if view.covers(row["as_of"])})
    stages = codes("rollout_stage")
    return listed(
        entry({"as_of": day.isoformat()}, categories(stages, (row["stage"] for row in latest.values())))
        for day in dates
        if (latest := _latest(view.rollout, day))
    )


def _latest(rollout: list[Row], day: date) -> dict[str, Row]:
    """Each team's latest row up to and on a day."""
    by_then = sorted((row for row in rollout if row["as_of"] <= day), key=lambda row: row["as_of"])
    return {row["team_name"]: row for row in by_then}


@of_rollout("rollout.staff", "rollout.staff_trained")
def training(view: View) -> Answer:
    """staff_trained of staff, each team's latest row up to the end of the period, or of each part of it."""
    latest = _latest(view.rollout, max(last for _, last in view.spans)) if view.spans else {}

    def figures(row: Row) -> Answer:
        staff, trained = row["staff"], row["staff_trained"]
        if staff is None or trained is None or trained > staff:
            return proportion([NOT_RECORDED])
        return proportion([YES] * trained + [NO] * (staff - trained))

    return listed(
        entry({"team": team}, figures(latest[team])) for team in view.record.teams if team in latest
    )


@of_concluded("enquiries.in_msp_recording", "enquiries.team_name", "rollout")
def coverage_since_live(view: View) -> Answer:
    """Coverage by whole months since the team's first rolling_out, or else fully_implemented."""
    live_on = _live_on(view.record.rollout)
    by_months: dict[str, list[str]] = {BEFORE_LIVE: []}
    by_months |= {str(months): [] for months in range(LONG_AFTER)}
    by_months[f"{LONG_AFTER}+"] = []
    for enquiry in view.concluded():
        if enquiry["team_name"] in live_on:
            since = _months_since(live_on[enquiry["team_name"]], enquiry["concluded_on"])
            by_months[since].append(enquiry["in_msp_recording"])
    return listed(entry({"months": months}, proportion(verdicts)) for months, verdicts in by_months.items())


def _live_on(rollout: list[Row]) -> dict[str, date]:
    """The day on which each team went live; a team that never did has none."""
    found: dict[str, date] = {}
    for stage in ("fully_implemented", "rolling_out"):
        days: dict[str, list[date]] = {}
        for row in rollout:
            if row["stage"] == stage:
                days.setdefault(row["team_name"], []).append(row["as_of"])
        found |= {team: min(each) for team, each in days.items()}
    return found


def _months_since(live_on: date, concluded_on: date) -> str:
    """Whole months from one day to another; a month is whole on the same day of the month."""
    if concluded_on < live_on:
        return BEFORE_LIVE
    months = 12 * (concluded_on.year - live_on.year) + concluded_on.month - live_on.month
    months -= concluded_on.day < live_on.day
    return str(months) if months < LONG_AFTER else f"{LONG_AFTER}+"
