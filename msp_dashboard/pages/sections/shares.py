"""Sections of shares over a whole period: dots with their plausible range on lines from 0% to 100%."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from msp_dashboard.components import (
    TRACKS_KEY,
    Panel,
    View,
    mixed_tracks,
    panel,
    proportion_table,
    track_words,
    tracks,
)
from msp_dashboard.components.words import unit_of
from msp_dashboard.pages.sections.words import caveats, not_collected, subtitle
from msp_dashboard.results import Answer, Group, ProportionFigures


def several_shares(view: View, answers: Sequence[Answer], words: Mapping[str, str]) -> Component:
    """Return the panel of several measures over the whole period, each a dot on a line from 0% to 100%."""
    held = [answer for answer in answers if answer.figures is not None]
    if not held:
        return not_collected(answers[0], words["heading"])
    groups = [_group(answer) for answer in held]
    minimum = view.rate_minimum
    return panel(
        Panel(
            key=words["key"],
            heading=words["heading"],
            subtitle=subtitle(view, held[0]),
            chart=mixed_tracks(
                [(each.measure.question, each.proportion, unit_of(each)) for each in held], minimum
            ),
            words=" ".join(
                track_words([(each.measure.question, each.proportion)], unit_of(each), minimum)
                for each in held
            ),
            table=proportion_table(words["heading"], "Question", groups, minimum),
            caveats=tuple(dict.fromkeys(caveat for each in held for caveat in caveats(each))),
            after=(_key(),),
        )
    )


def shares(
    view: View, answer: Answer, rows: Sequence[tuple[str, ProportionFigures]], words: Mapping[str, str]
) -> Component:
    """Return the panel of proportions as dots on lines from 0% to 100%; `words` as for `counts`.

    A `small` one stands among others under a heading of their own.
    """
    heading, unit = words.get("heading", answer.measure.question), unit_of(answer)
    groups = [Group(value=label, label=label, figures=figures) for label, figures in rows]
    return panel(
        Panel(
            key=words.get("key", answer.key),
            heading=heading,
            subtitle=subtitle(view, answer, also=words.get("also", "")),
            chart=tracks(rows, unit, view.rate_minimum),
            words=track_words(rows, unit, view.rate_minimum),
            table=proportion_table(heading, words.get("first", "Group"), groups, view.rate_minimum),
            caveats=caveats(answer),
            after=() if "small" in words else (_key(),),
            level=3 if "small" in words else 2,
            compact="small" in words,
        )
    )


def one_share(view: View, answer: Answer, heading: str = "") -> Component:
    """Return the panel of one proportion over the whole period."""
    title = heading or answer.measure.question
    if answer.figures is None:
        return not_collected(answer, title)
    return shares(view, answer, [("All", answer.proportion)], {"heading": title})


def _key() -> Component:
    return html.P(TRACKS_KEY, className="latest")


def _group(answer: Answer) -> Group:
    question = answer.measure.question
    return Group(value=answer.key, label=question, figures=answer.proportion)
