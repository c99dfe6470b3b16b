"""Panels of outcomes: what happened by quarter, the paths of wishes, and partners."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from msp_dashboard import charts
from msp_dashboard.components import Panel, Part, Row, View, cell, graph, panel, shade_key, small_cell, table
from msp_dashboard.pages.sections import caveats, counts, lines_key, not_collected, subtitle, time_of
from msp_dashboard.pages.sections.journey import ACHIEVED, TOGETHER, happened
from msp_dashboard.periods import split
from msp_dashboard.results import Answer, Answers, Figure, Group
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

SHADES = {
    "fully": "first",
    "partly": "second",
    "did not happen": "rest",
    TOGETHER: "fourth",
    "not recorded": "unknown",
}
HEADING = "Did it happen, quarter by quarter?"
STARTS = {"recorded": "Theme recorded at first", NOT_RECORDED: "No theme recorded at first"}
ENDS = {
    "changed": "The wish changed",
    "unchanged": "The wish stayed the same",
    "not_known": "Not recorded whether it changed",
}
MET = {**ACHIEVED, NOT_RECORDED: ("not recorded", "unknown")}


def met_over_time(view: View, totals: Answers) -> Component:
    """Return the panel of what happened by quarter, as counts: never a share, and never with limits."""
    if totals["met"].figures is None or totals["fully_met"].figures is None:
        return not_collected(totals["met"], HEADING)
    quarters, parts = _by_quarter(view)
    rows = [
        [
            quarter,
            *(cell(parts[name][place]) for name in list(parts)[:-1]),
            small_cell(parts["not recorded"][place]),
        ]
        for place, quarter in enumerate(quarters)
    ]
    columns = ("Quarter", *(name.capitalize() for name in parts))
    return panel(
        Panel(
            key="met-quarters",
            heading=HEADING,
            subtitle=subtitle(view, totals["met"], view.trend),
            chart=graph("met-quarters", charts.stacked_quarters(parts, SHADES, time_of(view))),
            words=_words(quarters, parts),
            table=table(HEADING, columns, rows),
            caveats=caveats(totals["met"]),
            after=(*_unlabelled(parts), *_gap_words(parts), lines_key(view)),
            picture=True,
        )
    )


def paths(view: View, answer: Answer) -> Component:
    """Return the panel of what became of wishes: a bar for those that changed, stayed, or are not known."""
    heading = "How did wishes go, from first words to what happened?"
    if answer.figures is None:
        return not_collected(answer, heading)
    cells = answer.cross.cells
    begun = Row(
        label="At the first record",
        parts=tuple(
            Part(
                label=label.lower(),
                count=_sum([cells[start, end, met] for end in ENDS for met in MET]),
                shade=shade,
            )
            for (start, label), shade in zip(STARTS.items(), ("first", "unknown"), strict=True)
        ),
    )
    ended = [
        Row(
            label=label,
            parts=tuple(
                Part(label=words, count=_sum([cells[start, end, met] for start in STARTS]), shade=shade)
                for met, (words, shade) in MET.items()
            ),
        )
        for end, label in ENDS.items()
    ]
    return counts(view, answer, [begun, *ended], {"heading": heading, "first": "Wishes"})


def partners(view: View, answer: Answer) -> Component:
    """Return the panel of what kinds of organisation did when a wish needed them."""
    heading = "What did partner organisations do?"
    if answer.figures is None:
        return not_collected(answer, heading)
    shades = dict(zip(code_list("contribution").values, ("first", "second", "rest", "unknown"), strict=True))
    rows = [
        Row(
            label=partner.label,
            parts=tuple(
                Part(
                    label=did.label.lower(),
                    count=answer.cross.cells[partner.code, did.code],
                    shade=shades[did.code],
                )
                for did in code_list("contribution")
            ),
        )
        for partner in code_list("partner")
    ]
    shown = [row for row in rows if any(part.count != 0 for part in row.parts)]
    return counts(view, answer, shown, {"heading": heading, "first": "Organisation"})


def _by_quarter(view: View) -> tuple[list[str], dict[str, list[Figure]]]:
    answers = view.by_quarter("met", "fully_met")
    names = [charts.short_months(period) for _, period in split(view.trend, "quarter")]
    parts: dict[str, list[Figure]] = {label: [] for label in SHADES}
    for met, fully in zip(answers["met"].groups or (), answers["fully_met"].groups or (), strict=True):
        one = Answers(by_key={"met": _of(answers["met"], met), "fully_met": _of(answers["fully_met"], fully)})
        (row,) = happened(view, one)
        counted = {part.label: part.count for part in row.parts}
        for label, found in parts.items():
            found.append(counted.get(label, 0))
    return names, {label: found for label, found in parts.items() if label != TOGETHER or any(found)}


def _unlabelled(parts: dict[str, list[Figure]]) -> list[Component]:
    """What the shades stand for of which the last column, beside which the labels stand, has none."""
    left = {name: SHADES[name] for name, counts in parts.items() if not counts[-1] and any(counts)}
    return [shade_key(left)] if left else []


def _gap_words(parts: dict[str, list[Figure]]) -> list[Component]:
    hidden = any(None in counts for counts in parts.values())
    return [html.P("Quarters on grey have a number that is hidden.", className="latest")] if hidden else []


def _of(answer: Answer, group: Group) -> Answer:
    return replace(answer, figures=group.figures, groups=None)


def _sum(figures: list[Figure]) -> Figure:
    """Return the sum; hidden where a part is."""
    shown = [figure for figure in figures if figure is not None]
    return sum(shown) if len(shown) == len(figures) else None


def _words(quarters: list[str], parts: dict[str, list[Figure]]) -> str:
    said = []
    for place, quarter in enumerate(quarters):
        shown = [
            f"{name} {count}" for name, counted in parts.items() if (count := counted[place]) is not None
        ]
        said.append(f"{quarter}: {', '.join(shown)}.")
    return " ".join(said)
