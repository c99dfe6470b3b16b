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
    return _on_scale([_track(label, figures, unit, minimum) for label, figures, unit in rows])


def tracks_beside(
    rows: Sequence[tuple[str, ProportionFigures, str]], others: Sequence[float], minimum: int
) -> Component:
    """Return a line for each proportion with its words; others' shares are marks on the last that has a dot.

    On a line without one they would be taken for its own. The bar is always the interval, so that it never
    says another thing than a funnel of the same figures.
    """
    drawn = [_dot_and_range(figures, _interval(figures, minimum), minimum) for _, figures, _ in rows]
    next((marks for marks in reversed(drawn) if marks), drawn[-1]).extend(_marks(others))
    return _on_scale([_line(label, each, said) for (label, _, said), each in zip(rows, drawn, strict=True)])


def marks_on_line(label: str, shares: Sequence[float], said: str) -> Component:
    """Return shares as marks without names on one line from 0% to 100%, with words below."""
    return _on_scale([_line(label, _marks(shares), said)])


def track_words(rows: Rows, unit: str, minimum: int) -> str:
    """Return what lines show, as their accessible name."""
    return " ".join(f"{label}: {_words(figures, unit, minimum)}." for label, figures in rows)


def _on_scale(drawn: Sequence[Component]) -> Component:
    scale = html.Div([html.Span("0%"), html.Span("50%"), html.Span("100%")], className="track-scale")
    return html.Div([*drawn, scale], className="tracks")


def _track(label: str, figures: ProportionFigures, unit: str, minimum: int) -> Component:
    said = _words(figures, unit, minimum)
    marks = _dot_and_range(figures, range_of(figures, minimum), minimum)
    return _line(label, marks, f"{said[:1].upper()}{said[1:]}")


def _line(label: str, marks: Sequence[Component], said: str) -> Component:
    return html.Div(
        [
            html.Div(label, className="bar-label"),
            html.Div(list(marks), className="track", **aria(hidden="true")),
            html.Div(said),
        ],
        className="track-row",
    )


def _words(figures: ProportionFigures, unit: str, minimum: int) -> str:
    share, interval = share_words(figures, minimum), interval_words(figures, minimum)
    said = of_words(figures, unit)
    if figures.denominator and said != "hidden" and share not in ("hidden", "not recorded"):
        said = f"{said}, {share}"
    return f"{said} (plausibly {interval})" if interval else said


def _marks(shares: Sequence[float]) -> list[Component]:
    return [html.Span(className="track-mark", style={"left": f"{100 * share:.0f}%"}) for share in shares]


def _dot_and_range(
    figures: ProportionFigures, span: tuple[float, float] | None, minimum: int
) -> list[Component]:
    marks: list[Component] = []
    if span is not None:
        low, high = span
        place = {"left": f"{100 * low:.1f}%", "width": f"{100 * (high - low):.1f}%"}
        marks.append(html.Span(className="track-range", style=place))
    if enough(figures, minimum) and figures.rate is not None:
        dot = {"left": f"{100 * figures.rate:.1f}%"}
        marks.append(html.Span(className="track-dot", style=dot))
    return marks


def _interval(figures: ProportionFigures, minimum: int) -> tuple[float, float] | None:
    return figures.interval if enough(figures, minimum) else None
