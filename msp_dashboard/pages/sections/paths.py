"""The paths of wishes: from the first record, through what changed, to what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from msp_dashboard import charts
from msp_dashboard.components import Panel, Part, Row, View, bars, cell, panel, table
from msp_dashboard.pages.sections import caveats, not_collected, nothing, subtitle
from msp_dashboard.pages.sections.journey import ACHIEVED
from msp_dashboard.results import Answer, Figure
from msp_dashboard.vocabulary import NOT_RECORDED

HEADING = "How did wishes go, from first words to what happened?"
FEWEST_FOR_A_FLOW = 50  # wishes, below which two bars tell as much
PARTLY_HIDDEN = (
    "Some paths hold so few wishes that their number is hidden. They are not drawn, so every bar with “more” "
    "is a little short, and totals may not add up."
)
Cells = Mapping[tuple[str, ...], Figure]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A column of the flow: its name, and the words and shades of its codes."""

    name: str
    codes: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Amount:
    """How many wishes may be shown, and whether there are more whose number is hidden."""

    shown: int
    more: bool

    @property
    def words(self) -> str:
        """The number, as far as it may be told."""
        if not self.more:
            return f"{self.shown:,}"
        return f"more than {self.shown:,}" if self.shown else "hidden"

    @property
    def is_none(self) -> bool:
        """Whether there are none: what is hidden is not none."""
        return not (self.shown or self.more)


STEPS = (
    Step(
        name="At the first record",
        codes={
            "recorded": ("theme recorded", "fourth"),
            NOT_RECORDED: ("no theme recorded", "unknown"),
        },
    ),
    Step(
        name="Along the way",
        codes={
            "changed": ("the wish changed", "fourth"),
            "unchanged": ("it stayed the same", "rest"),
            "not_known": ("not recorded whether it changed", "unknown"),
        },
    ),
    Step(name="What happened", codes={**ACHIEVED, NOT_RECORDED: ("not recorded", "unknown")}),
)


def paths(view: View, answer: Answer) -> Component:
    """Return the panel of what became of wishes: a flow, or two bars where they are fewer than 50."""
    if answer.figures is None:
        return not_collected(answer, HEADING)
    cells = answer.cross.cells
    whole = _amount(cells)
    if whole.is_none:
        return nothing(answer, HEADING)
    # What is hidden does not count towards them, so the choice tells nothing of it.
    many = whole.shown >= FEWEST_FOR_A_FLOW
    return panel(
        Panel(
            key=answer.key,
            heading=HEADING,
            subtitle=subtitle(view, answer, also=f"{whole.words} wishes"),
            chart=_flow_and_bars(cells) if many else _bars(cells, (0, 2)),
            words=_words(cells),
            table=_tables(cells),
            caveats=caveats(answer),
            after=(html.P(PARTLY_HIDDEN, className="latest"),) if whole.more else (),
        )
    )


def _amount(cells: Cells, of: Mapping[int, str] | None = None) -> Amount:
    """The wishes whose path passes these codes, by the step's place."""
    found = [
        figure
        for codes, figure in cells.items()
        if all(codes[place] == code for place, code in (of or {}).items())
    ]
    return Amount(shown=sum(figure or 0 for figure in found), more=None in found)


def _nodes(cells: Cells, place: int) -> dict[str, Amount]:
    """The codes of a step that any wish passes, in their order."""
    found = {code: _amount(cells, {place: code}) for code in STEPS[place].codes}
    return {code: amount for code, amount in found.items() if not amount.is_none}


def _flow_and_bars(cells: Cells) -> Component:
    """The flow, and the same as bars for a page too narrow for it: the stylesheet shows one of them."""
    nodes = [_nodes(cells, place) for place in range(len(STEPS))]
    drawn = charts.flow(
        [[amount.shown for amount in step.values()] for step in nodes],
        [_join(cells, nodes, place) for place in range(len(STEPS) - 1)],
    )
    heads = [html.P(step.name, className="flow-name") for step in STEPS]
    height = {"height": f"{drawn.height:.0f}px"}
    parts: list[Component] = []
    for place, step in enumerate(STEPS):
        told = zip(nodes[place].items(), drawn.columns[place], strict=True)
        inside = [part for (code, amount), spot in told for part in _node(step.codes[code], amount, spot)]
        parts.append(html.Div(inside, className=f"flow-column flow-{place}", style=height))
        if place < len(drawn.pictures):
            parts.append(html.Img(src=drawn.pictures[place], alt="", className="flow-ribbons", style=height))
    shown = html.Div([html.Div(heads, className="flow-names"), html.Div(parts, className="flow-parts")])
    narrow = html.Div(_bars(cells, (0, 1, 2)), className="flow-narrow")
    return html.Div([html.Div(shown, className="flow"), narrow])


def _join(cells: Cells, nodes: Sequence[Mapping[str, Amount]], place: int) -> charts.Join:
    """What passes from a step to the next; its ribbons are shaded by where they come from, or at last go."""
    is_last = place == len(STEPS) - 2
    shaded = place + 1 if is_last else place
    return charts.Join(
        counts={
            (one, other): _amount(cells, {place: source, place + 1: target}).shown
            for one, source in enumerate(nodes[place])
            for other, target in enumerate(nodes[place + 1])
        },
        shades=[STEPS[shaded].codes[code][1] for code in nodes[shaded]],
        by_target=is_last,
    )


def _node(named: tuple[str, str], amount: Amount, spot: charts.Place) -> list[Component]:
    """A node: its bar where any of it may be drawn, and its words beside it."""
    label, shade = named
    bar = {"top": f"{spot.top:.1f}px", "height": f"{spot.height:.1f}px"}
    slot = {"top": f"{spot.slot_top:.1f}px", "height": f"{spot.slot_height:.1f}px"}
    words = html.Div(
        [html.Strong(_capital(amount.words)), html.Span(_capital(label))], className="flow-words"
    )
    drawn = [html.Div(className=f"flow-bar shade-{shade}", style=bar)] if amount.shown else []
    return [*drawn, html.Div(words, className="flow-slot", style=slot)]


def _bars(cells: Cells, places: Sequence[int]) -> Component:
    """A bar a step, of what may be shown."""
    return bars([_bar(STEPS[place], _nodes(cells, place)) for place in places])


def _bar(step: Step, nodes: Mapping[str, Amount]) -> Row:
    hidden = [step.codes[code][0] for code, amount in nodes.items() if not amount.shown]
    parts = [
        Part(
            label=f"{step.codes[code][0]}, and more that are hidden" if amount.more else step.codes[code][0],
            count=amount.shown,
            shade=step.codes[code][1],
        )
        for code, amount in nodes.items()
        if amount.shown
    ]
    label = f"{step.name} (hidden: {', '.join(hidden)})" if hidden else step.name
    return Row(label=label, parts=tuple(parts))


def _words(cells: Cells) -> str:
    """What the flow shows, as its accessible name."""
    said = [f"{step.name}: {_listed(_nodes(cells, place), step)}." for place, step in enumerate(STEPS)]
    for code in _nodes(cells, 1):
        onwards = {
            each: amount
            for each in STEPS[2].codes
            if not (amount := _amount(cells, {1: code, 2: each})).is_none
        }
        said.append(f"Of those where {STEPS[1].codes[code][0]}: {_listed(onwards, STEPS[2])}.")
    return " ".join(said)


def _listed(amounts: Mapping[str, Amount], step: Step) -> str:
    return ", ".join(f"{step.codes[code][0]} {amount.words}" for code, amount in amounts.items())


def _tables(cells: Cells) -> Component:
    """Every path, and the sums that stand at the nodes."""
    first, second, last = STEPS
    columns = (first.name, second.name, *(_capital(words) for words, _ in last.codes.values()))
    every = [
        [_capital(first.codes[start][0]), _capital(second.codes[end][0]), *found]
        for start in first.codes
        for end in second.codes
        if any(cells[start, end, met] != 0 for met in last.codes)
        for found in [[cell(cells[start, end, met]) for met in last.codes]]
    ]
    sums = [
        [step.name, _capital(step.codes[code][0]), _capital(amount.words)]
        for place, step in enumerate(STEPS)
        for code, amount in _nodes(cells, place).items()
    ]
    return html.Div(
        [
            table(HEADING, columns, every),
            table("Wishes at each step", ("Step", "What was recorded", "Wishes"), sums),
        ]
    )


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
