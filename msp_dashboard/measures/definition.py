"""The declaration of a measure: its words, its unit, and the shape of its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from msp_dashboard.measures.shapes import (
    BANDS,
    COMPETING,
    EXCLUDED,
    LAST_BAND,
    NUMERATOR,
    REST,
    SEPARATOR,
    Bands,
    Categories,
    Condition,
    Count,
    Cross,
    Duration,
    Entries,
    Inner,
    Proportion,
    State,
    flag,
)
from msp_dashboard.measures.units.unit import Unit

__all__ = [
    "BANDS",
    "COMPETING",
    "EXCLUDED",
    "LAST_BAND",
    "NUMERATOR",
    "REST",
    "SEPARATOR",
    "Aspect",
    "Bands",
    "Categories",
    "Condition",
    "Count",
    "Cross",
    "Duration",
    "Entries",
    "Inner",
    "Listed",
    "Measure",
    "Proportion",
    "Several",
    "Shape",
    "State",
    "Together",
    "flag",
]


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


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """What tells of one question of a board: a record measure, and codes of the other sources where they ask.

    `survey` is a survey_question, `audit` an audit_question, `theme` a quote_theme.
    """

    record: str
    survey: str | None
    audit: str | None
    theme: str | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Together:
    """Other measures side by side, for each question that a board asks; nothing is made of them."""

    kind: ClassVar[str] = "entries"
    experience: str
    audits: str
    themes: str
    aspects: Mapping[str, Aspect]

    @property
    def keys(self) -> tuple[str, ...]:
        """The measures that it is made of."""
        return (*(each.record for each in self.aspects.values()), self.experience, self.audits, self.themes)


Simple = Proportion | Categories | Cross | Count | Bands | Entries
Shape = Simple | Duration | Listed | Several | Together


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure:
    """One number's meaning.

    `date` is the unit's column that decides the period (None: as at the extract date); `at_period_end` marks
    a count that stands at the period's last day. `distinct` counts each value of a column once: its first row
    by `first`, else by date. `example` works it through with small numbers. `beside` are figures that always
    stand with it, by name, and are no measures of their own; such a one is a part of that named `within`.
    `of_people` is not so of teams, staff and focus groups: small numbers of them need no hiding.
    """

    key: str
    theme: str
    question: str
    definition: str
    source: str
    example: str = ""
    shape: Shape
    unit: Unit
    date: str | None = "concluded_on"
    distinct: str | None = None
    first: str | None = None
    at_period_end: tuple[str, str] | None = None
    caveats: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    counts: str = "enquiries"
    beside: "Mapping[str, Measure]" = field(default_factory=dict)
    within: str | None = None
    of_people: bool = True

    @property
    def parts(self) -> "tuple[Measure, ...]":
        """The measures without a name of their own that it is made of."""
        listed = self.shape.measures.values() if isinstance(self.shape, Listed) else ()
        return (*listed, *self.beside.values())

    @property
    def kind(self) -> str:
        """The kind that the command line names."""
        return self.shape.kind
