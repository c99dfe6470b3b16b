"""Curves of the share finished, by financial year of the start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dash import html
from dash.development.base_component import Component

from msp_dashboard.charts import curve
from msp_dashboard.components import Panel, View, cell, graph, panel, table
from msp_dashboard.components.view import first_day
from msp_dashboard.components.words import Child, day, days, number, percent, unit_of, year_name
from msp_dashboard.pages.sections import caveats, dated_notes, not_collected, place
from msp_dashboard.periods import Period, split
from msp_dashboard.results import Answer, Answers, DurationFigures

MOST_COHORTS = 3
FOLLOWED_DAYS = (28, 56, 84, 112, 182)
LEAST_FOLLOWED = 10
NEAREST = 5
SHARE_DAYS = (7, *FOLLOWED_DAYS, 273, 364)
ALL_YEARS = "All years"
CHANGED = (
    "A new form can change what is recorded without a change in practice, so the years cannot simply be "
    "compared. In these years this changed:"
)


@dataclass(frozen=True, kw_only=True)
class Cohorts:
    """The answers of up to three financial years together, each with a group for every year, oldest first."""

    found: Answers
    period: Period

    def drawn(self, key: str) -> dict[str, DurationFigures]:
        """Return the cohorts of which enough are followed for a curve: each year's, else all years as one."""
        answer = self.found[key]
        years = [(year_name(group.value), group.figures) for group in answer.groups or ()]
        each = {
            name: found for name, found in years if isinstance(found, DurationFigures) and _is_curve(found)
        }
        return each or ({ALL_YEARS: answer.duration} if _is_curve(answer.duration) else {})


def cohorts(view: View, *keys: str) -> Cohorts:
    """Return the cohorts of up to three financial years, the last of which holds the end of the period."""
    known = Period(first=min(first_day(view.release), view.trend.last), last=view.trend.last)
    years = list(split(known, "financial_year"))[-MOST_COHORTS:]
    period = Period(first=years[0][1].first, last=known.last)
    wide = replace(view, scope=replace(view.scope, period=period))
    return Cohorts(found=wide.grouped("financial_year", *keys) or wide.answers(*keys), period=period)


def _is_curve(figures: DurationFigures) -> bool:
    return len(figures.curve) > 1


def share_finished(view: View, of: Cohorts, key: str, words: Mapping[str, str]) -> Component:
    """Return the panel of a duration.

    `words` holds its heading, how one `began` and `ended`, `since` when, and may hold the day `until` which
    a curve is drawn that has no more to say.
    """
    answer = of.found[key]
    if answer.figures is None:
        return not_collected(answer, words["heading"])
    drawn = {name: _until(figures, words) for name, figures in of.drawn(key).items()}
    if not drawn:
        unit = unit_of(answer)
        too_few = (
            f"Too few {unit} {words['began']} in these years to draw how long it took and protect people."
        )
        return html.Section(
            [html.H2(words["heading"]), html.P(too_few, className="not-collected")], className="panel"
        )
    return panel(
        Panel(
            key=key,
            heading=words["heading"],
            subtitle=_subtitle(view, of, answer, words, tuple(drawn)),
            chart=graph(key, curve({name: figures.curve for name, figures in drawn.items()})),
            words=_said(drawn, words, unit_of(answer)),
            table=_shares_table(drawn, words),
            caveats=caveats(answer),
            after=(_followed_table(view, drawn, words), *_changes(view, of.period)),
            picture=True,
        )
    )


def _until(figures: DurationFigures, words: Mapping[str, str]) -> DurationFigures:
    last = int(words.get("until", figures.curve[-1][0]))
    return replace(figures, curve=tuple(point for point in figures.curve if point[0] <= last))


def _subtitle(view: View, of: Cohorts, answer: Answer, words: Mapping[str, str], names: Sequence[str]) -> str:
    by = "" if ALL_YEARS in names else ", by financial year"
    return (
        f"{unit_of(answer).capitalize()} {words['began']} {days(of.period)}{by}, {place(view, answer)}: "
        f"share {words['ended']}, by days since {words['since']}."
    )


def _said(drawn: Mapping[str, DurationFigures], words: Mapping[str, str], unit: str) -> str:
    said = []
    for name, figures in drawn.items():
        known = {reached: share for reached, share, _ in figures.curve}
        shares = [f"{percent(known[at])} by day {at}" for at in SHARE_DAYS if at in known]
        begun = f"{number(figures.opened)} {unit} {words['began']}"
        said.append(f"{name}: {begun}; share {words['ended']}: {', '.join(shares)}.")
    return " ".join(said)


def _changes(view: View, period: Period) -> Sequence[Component]:
    """What changed in recording within these years: a later year may only be recorded otherwise."""
    inside = [note for _, note in dated_notes(view) if period.first < date.fromisoformat(note.first)]
    if not inside:
        return ()
    entries = []
    for note in inside:
        team = f"{note.team}: " if note.team else ""
        entries.append(html.Li([html.Strong(day(date.fromisoformat(note.first))), f" {team}{note.text}"]))
    return (html.P(CHANGED, className="latest"), html.Ul(entries, className="lines-key"))


def _followed_table(view: View, drawn: Mapping[str, DurationFigures], words: Mapping[str, str]) -> Component:
    """How many carry each curve, always in sight: a curve is only as sound as the number behind it."""
    reached = [at for at in FOLLOWED_DAYS if at <= int(words.get("until", FOLLOWED_DAYS[-1]))]
    rows: list[list[Child]] = []
    for name, figures in drawn.items():
        followed = {at: count for at, _, count in figures.curve}
        last = max(followed)
        rows.append([name, cell(figures.opened), *(_followed(followed.get(at), at > last) for at in reached)])
    nearest = "" if view.exact else f", to the nearest {NEAREST}"
    caption = f"How many were still followed, by days since {words['since']}{nearest}"
    columns = ("Year", "All", *(f"{at} days" for at in reached))
    return html.Div(table(caption, columns, rows), className="followed")


def _followed(count: int | None, is_past: bool) -> Child:
    """Past a curve's end fewer are followed than it needs; before it, what stood for a few is hidden."""
    return f"fewer than {LEAST_FOLLOWED}, not shown" if count is None and is_past else cell(count)


def _shares_table(drawn: Mapping[str, DurationFigures], words: Mapping[str, str]) -> Component:
    known = {name: {reached: share for reached, share, _ in figures.curve} for name, figures in drawn.items()}
    rows: list[list[Child]] = [
        [f"{at} days", *(_share(shares, at) for shares in known.values())]
        for at in SHARE_DAYS
        if any(at in shares for shares in known.values())
    ]
    rows.append(["Half reached by", *(_half(figures) for figures in drawn.values())])
    return table(
        f"Share {words['ended']}, by days since {words['since']}",
        (f"Days since {words['since']}", *known),
        rows,
    )


def _share(shares: Mapping[int, float], at: int) -> Child:
    if at in shares:
        return percent(shares[at])
    return "too few still followed" if at > max(shares) else cell(None)


def _half(figures: DurationFigures) -> str:
    if figures.median is not None:
        return f"day {figures.median:,}"
    return f"not reached by day {figures.median_not_reached_by}"
