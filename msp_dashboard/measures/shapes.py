"""The shapes of a measure's figures: how each row of a unit falls into one of a closed list of states.

A shape gives every row of a unit one `state` out of a closed list of `states`; all figures of a measure are
counts of rows by state. That one idea serves every kind of figure, so that disclosure control sees whole
tables of counts and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import ClassVar

from sqlalchemy import ColumnElement, Integer, and_, case, func, literal

from msp_dashboard.vocabulary import NOT_RECORDED, code_list

State = ColumnElement[str]
Condition = ColumnElement[bool]
NUMERATOR, REST, EXCLUDED, OUTSIDE = "numerator", "rest", "excluded", "outside"
SEPARATOR, BROKEN_SEPARATOR = "|", "¦"
BANDS = (("0-7", 0, 7), ("8-28", 8, 28), ("29-56", 29, 56), ("57-84", 57, 84), ("85-182", 85, 182))
LAST_BAND = "183+"
# The ending of a duration that came in another way than the one asked about.
COMPETING = 2


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
    """Days from an opening to an ending, open ones followed so far; both are columns of the unit.

    Where `competing` holds, an ending is another than the one that is asked about.
    """

    kind: ClassVar[str] = "duration"
    days: ColumnElement[int]
    ended: ColumnElement[int]
    among: Condition | None = None
    competing: Condition | None = None

    @property
    def ending(self) -> ColumnElement[int]:
        """Each row's ending: 0 so far, 1, or COMPETING."""
        if self.competing is None:
            return self.ended
        return case((and_(self.ended == 1, self.competing), COMPETING), else_=self.ended)


Inner = Proportion | Categories | Count | Bands


@dataclass(frozen=True, kw_only=True, eq=False)
class Entries:
    """The figures of an inner shape for every combination of some codes; these are never added together.

    `names` are the parts' names as the command line gives them, `codes` each part's codes in their order:
    none for a part whose values are those that occur, in the order of their text. `own` are inner shapes of
    codes of the first part that are told in another way than the rest. `sums_elsewhere` names a part over
    whose codes another measure shows the sum, so that none of them is hidden alone.
    """

    kind: ClassVar[str] = "entries"
    names: tuple[str, ...]
    columns: tuple[State, ...]
    codes: tuple[tuple[str, ...] | None, ...]
    inner: Inner
    own: Mapping[str, Inner] = field(default_factory=dict)
    population: Condition | None = None
    sums_elsewhere: str | None = None

    def inner_of(self, key: str) -> Inner:
        """Return the inner shape of a combination."""
        return self.own.get(key.split(SEPARATOR)[0], self.inner)

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
        return tuple(
            f"{key}{SEPARATOR}{state}" for key in self.keys(found) for state in self.inner_of(key).states
        )

    @property
    def state(self) -> State:
        """Each row's combination and its state within it."""
        others = [(self.columns[0] == code, shape.state) for code, shape in self.own.items()]
        state: State = case(*others, else_=self.inner.state) if others else self.inner.state
        for column, codes in reversed(list(zip(self.columns, self.codes, strict=True))):
            # What a source calls its own may hold the sign that parts are joined by.
            part = column if codes is not None else func.replace(column, SEPARATOR, BROKEN_SEPARATOR)
            state = part + SEPARATOR + state
        return within(self.population, state)


def flag(column: ColumnElement[int]) -> Condition:
    """Return whether a 0 or 1 column holds 1."""
    return func.coalesce(column, literal(0, Integer)) == 1
