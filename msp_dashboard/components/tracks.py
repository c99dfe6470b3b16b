"""Tracks: proportions as dots with their plausible range, on lines from 0% to 100%."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria
from msp_dashboard.components.words import enough, interval_words, of_words, range_of, share_words
from msp_dashboard.results import ProportionFigures

TRACKS_KEY = (
    "The dot is the share. The pale bar is its plausible range or, where more than one answer in ten is "
    "missing, the range in which the share would lie if they were known."
)
Rows = Sequence[tuple[str, ProportionFigures]]


def tracks(rows: Rows, unit: str, minimum: int) -> Component:
    """Return a line for each proportion; `unit` is what they count."""
    return mixed_tracks([(label, figures, unit) for label, figures in rows], minimum)


def mixed_tracks(rows: Sequence[tuple[str, ProportionFigures, str]], minimum: int) -> Component:
    """Return a line for each proportion, each with what it counts."""
    scale = html.Div([html.Span("0%"), html.Span("50%"), html.Span("100%")], className="track-scale")
    drawn = [_track(label, figures, unit, minimum) for label, figures, unit in rows]
    return html.Div([*drawn, scale], className="tracks")


def track_words(rows: Rows, unit: str, minimum: int) -> str:
    """Return what lines show, as their accessible name."""
    return " ".join(f"{label}: {_words(figures, unit, minimum)}." for label, figures in rows)


def _track(label: str, figures: ProportionFigures, unit: str, minimum: int) -> Component:
    return html.Div(
        [
            html.Div(label, className="bar-label"),
            html.Div(_marks(figures, minimum), className="track", **aria(hidden="true")),
            html.Div(f"{_words(figures, unit, minimum)[:1].upper()}{_words(figures, unit, minimum)[1:]}"),
        ],
        className="track-row",
    )


def _words(figures: ProportionFigures, unit: str, minimum: int) -> str:
    share, interval = share_words(figures, minimum), interval_words(figures, minimum)
    said = of_words(figures, unit)
    if figures.denominator and said != "hidden" and share not in ("hidden", "not recorded"):
        said = f"{said}, {share}"
    return f"{said} (plausibly {interval})" if interval else said


def _marks(figures: ProportionFigures, minimum: int) -> list[Component]:
    marks: list[Component] = []
    if found := range_of(figures, minimum):
        low, high = found
        span = {"left": f"{100 * low:.1f}%", "width": f"{100 * (high - low):.1f}%"}
        marks.append(html.Span(className="track-range", style=span))
    if enough(figures, minimum) and figures.rate is not None:
        dot = {"left": f"{100 * figures.rate:.1f}%"}
        marks.append(html.Span(className="track-dot", style=dot))
    return marks
