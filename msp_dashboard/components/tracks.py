"""Tracks: proportions as dots with their plausible range, on lines from 0% to 100%."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria
from msp_dashboard.components.words import interval_words, of_words, share_words
from msp_dashboard.results import ProportionFigures

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
    if figures.denominator and share not in ("hidden", "not recorded"):
        said = f"{said}, {share}"
    return f"{said} (plausibly {interval})" if interval else said


def _marks(figures: ProportionFigures, minimum: int) -> list[Component]:
    if not interval_words(figures, minimum) or figures.interval is None or figures.rate is None:
        return []
    low, high = figures.interval
    span = {"left": f"{100 * low:.1f}%", "width": f"{100 * (high - low):.1f}%"}
    dot = {"left": f"{100 * figures.rate:.1f}%"}
    return [html.Span(className="track-range", style=span), html.Span(className="track-dot", style=dot)]
