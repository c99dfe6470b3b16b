"""The declaration of a measure: its words, its unit, and the shape of its figures.

A shape gives every row of a unit one `state` out of a closed list of `states`; all figures of a measure are
counts of rows by state. That one idea serves every kind of figure, so that disclosure control sees whole
tables of counts and nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import ClassVar

from sqlalchemy import ColumnElement, Integer, and_, case, func, literal

from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

State = ColumnElement[str]
Condition = ColumnElement[bool]
NUMERATOR, REST, EXCLUDED, OUTSIDE = "numerator", "rest", "excluded", "outside"
SEPARATOR = "|"
BANDS = (("0-7", 0, 7), ("8-28", 8, 28), ("29-56", 29, 56), ("57-84", 57, 84), ("85-182", 85, 182))
LAST_BAND = "183+"


def within(condition: Condition | None, state: State) -> State:
    """Return `state` for the rows of a measure's population, and outside for all others."""
    return state if condition is None else case((condition, state), else_=OUTSIDE)


@dataclass(frozen=True, kw_only=True, eq=False)
class Proportion:
    """Numerator, rest of the denominator, not recorded; every other row of the population is excluded.

    The first condition that holds decides. `population` limits the rows that are counted at all; `groups`
    names a column and its code list where the measure is always shown by one of its own.
    """

    kind: ClassVar[str] = "proportion"
    numerator: Condition
    rest: Condition
    not_recorded: Condition | None = None
    population: Condition | None = None
    groups: tuple[State, str] | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """The closed list of states."""
        own = (NUMERATOR, REST, NOT_RECORDED, EXCLUDED)
        if self.groups is None:
            return own
        return tuple(
            f"{code}{SEPARATOR}{state}" for code in code_list(self.groups[1]).values for state in own
        )

    @property
    def state(self) -> State:
        """Each row's state."""
        unknown = [] if self.not_recorded is None else [(self.not_recorded, NOT_RECORDED)]
        state: State = case((self.numerator, NUMERATOR), (self.rest, REST), *unknown, else_=EXCLUDED)
        if self.groups is not None:
            state = self.groups[0] + SEPARATOR + state
        return within(self.population, state)


@dataclass(frozen=True, kw_only=True, eq=False)
class Categories:
    """A count for every code of a list, not recorded apart; rows where `among` fails are excluded.

    `codes` is the name of a code list, or the codes themselves with their plain words. Where a blank means
    something of its own, not recorded is one of the codes, the last. `sums_elsewhere` names codes that
    another measure shows the sum of, so that none of them is hidden alone.
    """

    kind: ClassVar[str] = "categories"
    code: State
    codes: str | dict[str, str]
    among: Condition | None = None
    omit: tuple[str, ...] = ()
    not_recorded_is_a_code: bool = False
    sums_elsewhere: tuple[tuple[str, ...], ...] = ()

    @property
    def labels(self) -> dict[str, str]:
        """The plain words of every code that is shown, in order, without not recorded."""
        if isinstance(self.codes, dict):
            return self.codes
        named = code_list(self.codes)
        codes = named.values if self.not_recorded_is_a_code else named.recorded
        return {code: named.label(code) for code in codes if code not in self.omit}

    @property
    def states(self) -> tuple[str, ...]:
        """The closed list of states."""
        return tuple(dict.fromkeys((*self.labels, NOT_RECORDED, EXCLUDED)))

    @property
    def state(self) -> State:
        """Each row's state; a code outside the list is excluded."""
        known = case((self.code.in_([*self.labels, NOT_RECORDED]), self.code), else_=EXCLUDED)
        blank = func.coalesce(self.code, NOT_RECORDED) == NOT_RECORDED
        state: State = case((blank, NOT_RECORDED), else_=known)
        return state if self.among is None else case((self.among, state), else_=EXCLUDED)


@dataclass(frozen=True, kw_only=True, eq=False)
class Cross:
    """Counts of combinations of codes: `kind` is cells, flows or why, told differently."""

    kind: str
    names: tuple[str, ...]
    columns: tuple[State, ...]
    codes: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...] = ()
    population: Condition | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """Every combination, in the order of the lists."""
        combined: tuple[str, ...] = ("",)
        for index, codes in enumerate(self.codes):
            join = SEPARATOR if index else ""
            combined = tuple(f"{head}{join}{code}" for head in combined for code in codes)
        return combined

    @property
    def state(self) -> State:
        """Each row's combination; blank reads as not recorded."""
        parts = [func.coalesce(column, NOT_RECORDED) for column in self.columns]
        state: State = parts[0]
        for part in parts[1:]:
            state = state + SEPARATOR + part
        return within(self.population, state)


@dataclass(frozen=True, kw_only=True, eq=False)
class Count:
    """One count of the rows (or distinct persons) where `counted` holds."""

    kind: ClassVar[str] = "count"
    states: ClassVar[tuple[str, ...]] = ("count",)
    counted: Condition | None = None

    @property
    def state(self) -> State:
        """Each row's state."""
        return within(self.counted, literal("count"))


@dataclass(frozen=True, kw_only=True, eq=False)
class Bands:
    """Counts of rows by bands of whole days, where `among` holds."""

    kind: ClassVar[str] = "bands"
    states: ClassVar[tuple[str, ...]] = (*(name for name, _, _ in BANDS), LAST_BAND)
    days: ColumnElement[int]
    among: Condition

    @property
    def state(self) -> State:
        """Each row's band."""
        bands = [(self.days <= last, literal(name)) for name, _, last in BANDS]
        return within(self.among, case(*bands, else_=LAST_BAND))


@dataclass(frozen=True, kw_only=True, eq=False)
class Duration:
    """Days from an opening to an ending, open ones followed so far; both are columns of the unit."""

    kind: ClassVar[str] = "duration"
    days: ColumnElement[int]
    ended: ColumnElement[int]
    among: Condition | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Entries:
    """The figures of an inner shape for every combination of some codes; these are never added together.

    `names` are the parts' names as the command line gives them, `codes` each part's codes in their order:
    none for a part whose values are those that occur, in the order of their text.
    """

    kind: ClassVar[str] = "entries"
    names: tuple[str, ...]
    columns: tuple[State, ...]
    codes: tuple[tuple[str, ...] | None, ...]
    inner: "Proportion | Categories | Count | Bands"
    population: Condition | None = None

    def keys(self, found: Iterable[str]) -> list[str]:
        """Return every combination in order; `found` are states that occur."""
        held = [state.split(SEPARATOR)[: len(self.names)] for state in found if state != OUTSIDE]
        parts = [
            codes if codes is not None else tuple(sorted({each[place] for each in held}))
            for place, codes in enumerate(self.codes)
        ]
        return [SEPARATOR.join(combination) for combination in product(*parts)]

    def states_of(self, found: Iterable[str]) -> tuple[str, ...]:
        """Return the states of every combination; `found` are those that occur."""
        return tuple(f"{key}{SEPARATOR}{state}" for key in self.keys(found) for state in self.inner.states)

    @property
    def state(self) -> State:
        """Each row's combination and its state within it."""
        state: State = self.inner.state
        for column in reversed(self.columns):
            state = column + SEPARATOR + state
        return within(self.population, state)


@dataclass(frozen=True, kw_only=True, eq=False)
class Listed:
    """Entries that are a measure each, whose keys are no measures of their own; `name` is what tells them."""

    kind: ClassVar[str] = "entries"
    name: str
    measures: "Mapping[str, Measure]"


@dataclass(frozen=True, kw_only=True)
class Several:
    """Other measures, each broken down by one field."""

    kind: ClassVar[str] = "several"
    keys: tuple[str, ...]
    by: str


Simple = Proportion | Categories | Cross | Count | Bands | Entries
Shape = Simple | Duration | Listed | Several


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure:
    """One number's meaning.

    `date` is the unit's column that decides the period (None: as at the extract date); `at_period_end` marks
    a count that stands at the period's last day. `distinct` counts each value of a column once: its first row
    by date. `beside` are figures that always stand with it, by name, and are no measures of their own.
    """

    key: str
    theme: str
    question: str
    definition: str
    source: str
    shape: Shape
    unit: Unit
    date: str | None = "concluded_on"
    distinct: str | None = None
    at_period_end: tuple[str, str] | None = None
    caveats: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    counts: str = "enquiries"
    beside: "Mapping[str, Measure]" = field(default_factory=dict)

    @property
    def parts(self) -> "tuple[Measure, ...]":
        """The measures without a name of their own that it is made of."""
        listed = self.shape.measures.values() if isinstance(self.shape, Listed) else ()
        return (*listed, *self.beside.values())

    @property
    def kind(self) -> str:
        """The kind that the command line names."""
        return self.shape.kind


def recorded_in(column: State, codes: Sequence[str]) -> Condition:
    """Return whether a coded column holds one of `codes`."""
    return column.in_(list(codes))


def both(*conditions: Condition) -> Condition:
    """Return whether all hold."""
    return and_(*conditions)


def flag(column: ColumnElement[int]) -> Condition:
    """Return whether a 0 or 1 column holds 1."""
    return func.coalesce(column, literal(0, Integer)) == 1
