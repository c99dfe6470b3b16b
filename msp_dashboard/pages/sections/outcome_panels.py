"""Panels of outcomes: what happened by quarter, whether it was still so later, and partners."""

from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from msp_dashboard import charts
from msp_dashboard.components import Panel, Part, Row, View, cell, graph, panel, shade_key, small_cell, table
from msp_dashboard.components.tables import fewer
from msp_dashboard.components.words import Child, unit_of
from msp_dashboard.pages.sections import caveats, counts, lines_key, not_collected, nothing, subtitle, time_of
from msp_dashboard.pages.sections.journey import TOGETHER, happened
from msp_dashboard.pages.sections.together import as_counts
from msp_dashboard.periods import split
from msp_dashboard.results import Answer, Answers, Figure, Group, cautions
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

Parts = dict[str, list[Figure | str]]
NOT_APART = "not apart"
SHADES = {
    "fully": "first",
    "partly": "second",
    "did not happen": "rest",
    TOGETHER: "fourth",
    "not recorded": "unknown",
}
DID = {
    "given": "gave help",
    "partly_given": "gave part of it",
    "not_given": "did not",
    NOT_RECORDED: "not recorded",
}
NO_JUDGEMENT = "This does not measure how well a partner works."
HEADING = "Did it happen, quarter by quarter?"


def met_over_time(view: View, totals: Answers) -> Component:
    """Return the panel of what happened by quarter, as counts: never a share, and never with limits."""
    if totals["met"].figures is None or totals["fully_met"].figures is None:
        return not_collected(totals["met"], HEADING)
    quarters, parts = _by_quarter(view)
    if all(count in (0, NOT_APART) for found in parts.values() for count in found):
        return nothing(totals["met"], HEADING)
    known = _cautions(view, quarters)
    rows = [
        [quarter, *(_cell(name, column[name]) for name in parts)]
        for quarter, column in zip(quarters, _columns(parts), strict=True)
    ]
    columns = ("Quarter", *(name.capitalize() for name in parts))
    return panel(
        Panel(
            key="met-quarters",
            heading=HEADING,
            subtitle=subtitle(view, totals["met"], view.trend),
            chart=_drawn(view, parts, unit_of(totals["met"])),
            words=_words(quarters, parts),
            table=table(HEADING, columns, rows),
            caveats=caveats(totals["met"]),
            after=(*known, *((*_key(parts), lines_key(view)) if _shows_any(parts) else ())),
            picture=_shows_any(parts),
        )
    )


def _cautions(view: View, quarters: Sequence[str]) -> list[Component]:
    """What should be known before the columns are read as a change."""
    answers = view.by_quarter("met", "wishes_per_enquiry")
    named = list(zip(quarters, answers["met"].groups or (), strict=False))
    known = cautions.of_met(named, answers["wishes_per_enquiry"].groups or ())
    return [html.P(words, className="latest") for words in known]


def still_so(view: View, answer: Answer) -> Component:
    """Return the panel of what became later of wishes that had happened, as counts."""
    words = {
        "heading": "Was it still so later?",
        "label": "Wishes that had happened, when somebody last went back",
        "yes": "still so, fully or partly",
        "no": "no longer so",
        "unknown": "not recorded, or too early to say",
    }
    looked_at = None if answer.figures is None else answer.proportion.denominator
    also = {"also": f"somebody went back to {looked_at:,} with an answer"} if looked_at else {}
    return as_counts(view, answer, {**words, **also})


def partners(view: View, answer: Answer) -> Component:
    """Return the panel of what kinds of organisation did when a wish needed them."""
    heading = "What help did wishes need from partners?"
    if answer.figures is None:
        return not_collected(answer, heading)
    shades = dict(zip(code_list("contribution").values, ("first", "second", "rest", "unknown"), strict=True))
    rows = [
        Row(
            label=partner.label,
            parts=tuple(
                Part(
                    label=DID[did.code],
                    count=answer.cross.cells[partner.code, did.code],
                    shade=shades[did.code],
                )
                for did in code_list("contribution")
            ),
        )
        for partner in code_list("partner")
    ]
    shown = [row for row in rows if any(part.count != 0 for part in row.parts)]
    return counts(view, answer, shown, {"heading": heading, "first": "Organisation", "note": NO_JUDGEMENT})


def _by_quarter(view: View) -> tuple[list[str], Parts]:
    """The quarters, and each part's count in them; NOT_APART where another part holds it."""
    answers = view.by_quarter("met", "fully_met")
    names = [charts.short_months(period) for _, period in split(view.trend, "quarter")]
    parts: Parts = {label: [] for label in SHADES}
    for met, fully in zip(answers["met"].groups or (), answers["fully_met"].groups or (), strict=True):
        one = Answers(by_key={"met": _of(answers["met"], met), "fully_met": _of(answers["fully_met"], fully)})
        (row,) = happened(view, one)
        counted = {part.label: part.count for part in row.parts}
        for label, found in parts.items():
            found.append(counted.get(label, NOT_APART))
    merged = any(count != NOT_APART for count in parts[TOGETHER])
    return names, {label: found for label, found in parts.items() if label != TOGETHER or merged}


def _columns(parts: Parts) -> list[dict[str, Figure | str]]:
    """The parts of each quarter."""
    return [dict(zip(parts, column, strict=True)) for column in zip(*parts.values(), strict=True)]


def _cell(name: str, count: Figure | str) -> Child:
    if isinstance(count, str):
        return "–" if name == TOGETHER else f"in ‘{TOGETHER}’"
    return small_cell(count) if name == "not recorded" else cell(count)


def _counts(parts: Parts) -> dict[str, list[Figure]]:
    """The parts as numbers to draw: one that another holds is of no length."""
    return {
        name: [0 if isinstance(count, str) else count for count in counts] for name, counts in parts.items()
    }


def _shows_any(parts: Parts) -> bool:
    hidden, columns = charts.hidden_quarters(_counts(parts), SHADES), _columns(parts)
    return any(
        place not in hidden and any(count and count != NOT_APART for count in column.values())
        for place, column in enumerate(columns)
    )


def _drawn(view: View, parts: Parts, unit: str) -> Component:
    if _shows_any(parts):
        return graph("met-quarters", charts.stacked_quarters(_counts(parts), SHADES, time_of(view), unit))
    return html.P("Too few people for a chart.", className="not-collected")


def _key(parts: Parts) -> list[Component]:
    """What the shades and grey quarters stand for."""
    found = _counts(parts)
    hidden = charts.hidden_quarters(found, SHADES)
    drawn = {
        name: SHADES[name]
        for name, counts in found.items()
        if any(count for place, count in enumerate(counts) if place not in hidden)
    }
    few = f"“Not recorded” is not drawn where it is {fewer().lower()}."
    said = [
        "Quarters on grey have a number that is hidden, and no column." if hidden else "",
        few if None in found["not recorded"] else "",
    ]
    return [shade_key(drawn), *(html.P(words, className="latest") for words in said if words)]


def _of(answer: Answer, group: Group) -> Answer:
    return replace(answer, figures=group.figures, groups=None)


def _words(quarters: list[str], parts: Parts) -> str:
    said = []
    for quarter, column in zip(quarters, _columns(parts), strict=True):
        shown = [
            f"{name} {'hidden' if count is None else count}"
            for name, count in column.items()
            if count != NOT_APART
        ]
        said.append(f"{quarter}: {', '.join(shown)}.")
    return " ".join(said)
