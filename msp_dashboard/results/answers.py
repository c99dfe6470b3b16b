"""What leaves the one door: figures by kind, protected already. None is hidden; 0 is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar

from msp_dashboard.measures.definition import Measure
from msp_dashboard.statistics.bounds import MOST_MISSING, bounds
from msp_dashboard.statistics.intervals import wilson

Figure = int | None
Kind = TypeVar("Kind")


@dataclass(frozen=True, kw_only=True)
class ProportionFigures:
    """Four counts, and what follows from them. `digits` rounds shares outside the exact tier."""

    kind: ClassVar[str] = "proportion"
    numerator: Figure
    denominator: Figure
    not_recorded: Figure
    excluded: Figure
    rate_minimum: int = 1
    digits: int | None = None

    @property
    def hidden(self) -> bool:
        """Whether any figure is hidden."""
        return None in (self.numerator, self.denominator, self.not_recorded, self.excluded)

    @property
    def may_show_rate(self) -> bool:
        """Whether a percentage may stand in words or charts: enough answers, and most of them recorded."""
        return self.rate is not None and self.missing_share is not None and self.missing_share <= MOST_MISSING

    @property
    def missing_share(self) -> float | None:
        """The share of answers not recorded; None over nothing or where a figure is hidden."""
        if self.denominator is None or self.not_recorded is None or self.denominator + self.not_recorded == 0:
            return None
        return self.not_recorded / (self.denominator + self.not_recorded)

    @property
    def rate(self) -> float | None:
        """Numerator over denominator; None over nothing, over too few, or where either is hidden."""
        if self.numerator is None or not self.denominator or self.denominator < self.rate_minimum:
            return None
        return self._rounded(self.numerator / self.denominator)

    @property
    def low(self) -> float | None:
        """The rate if every missing answer were no."""
        return self._bound(0)

    @property
    def high(self) -> float | None:
        """The rate if every missing answer were yes."""
        return self._bound(1)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson 95% interval of the rate."""
        if self.rate is None or self.numerator is None or self.denominator is None:
            return None
        found = wilson(self.numerator, self.denominator)
        return None if found is None else (self._rounded(found[0]), self._rounded(found[1]))

    def _bound(self, end: int) -> float | None:
        if self.numerator is None or self.denominator is None or self.not_recorded is None:
            return None
        if self.denominator + self.not_recorded < self.rate_minimum:
            return None
        found = bounds(self.numerator, self.denominator, self.not_recorded)
        return None if found is None else self._rounded(found[end])

    def _rounded(self, share: float) -> float:
        return share if self.digits is None else round(share, self.digits)


@dataclass(frozen=True, kw_only=True)
class CategoryFigures:
    """A count for every code, in the list's order; labels are plain words."""

    kind: ClassVar[str] = "categories"
    counts: Mapping[str, Figure]
    labels: Mapping[str, str]
    denominator: Figure
    not_recorded: Figure
    excluded: Figure


@dataclass(frozen=True, kw_only=True)
class CrossFigures:
    """Counts of combinations of codes; `names` are the parts' names, as the command line gives them."""

    kind: str
    names: tuple[str, ...]
    cells: Mapping[tuple[str, ...], Figure]


@dataclass(frozen=True, kw_only=True)
class CountFigures:
    """One count."""

    kind: ClassVar[str] = "count"
    count: Figure


@dataclass(frozen=True, kw_only=True)
class BandFigures:
    """Counts by bands of days."""

    kind: ClassVar[str] = "bands"
    bands: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True)
class DurationFigures:
    """Kaplan-Meier: `finished_by` maps days to shares; `curve` holds day, share, number followed."""

    kind: ClassVar[str] = "duration"
    opened: Figure
    ended: Figure
    median: int | None
    median_not_reached_by: int | None
    finished_by: Mapping[int, float | None]
    bands: Mapping[str, Figure]
    curve: tuple[tuple[int, float, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class SeveralFigures:
    """Other measures' answers, each with groups."""

    kind: ClassVar[str] = "several"
    answers: "tuple[Answer, ...]"


@dataclass(frozen=True, kw_only=True)
class EntriesFigures:
    """Figures by combination of codes, never added together; `names` are the parts' names."""

    kind: ClassVar[str] = "entries"
    names: tuple[str, ...]
    entries: "Mapping[tuple[str, ...], Figures]"


@dataclass(frozen=True, kw_only=True)
class TogetherEntry:
    """What each source answers to one question, each as collected; empty where it does not ask it."""

    record: "Answer"
    experience: "Answer"
    audits: "Answer"
    themes: "Answer"


@dataclass(frozen=True, kw_only=True)
class TogetherFigures:
    """Answers of several sources side by side, by question."""

    kind: ClassVar[str] = "entries"
    entries: Mapping[str, TogetherEntry]


Figures = (
    ProportionFigures
    | CategoryFigures
    | CrossFigures
    | CountFigures
    | BandFigures
    | DurationFigures
    | SeveralFigures
    | EntriesFigures
    | TogetherFigures
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """One value of a breakdown; `label` is its plain words."""

    value: str
    label: str
    figures: Figures
    beside: Mapping[str, Figures] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A measure's answer: its words, its figures, its caveats, and what could not reach it.

    `figures` is None where the release does not collect it; `beside` are those that always stand with it.
    """

    measure: Measure
    figures: Figures | None
    groups: tuple[Group, ...] | None = None
    caveats: tuple[str, ...] = ()
    not_filtered_by: tuple[str, ...] = ()
    not_grouped_by: tuple[str, ...] = ()
    beside: Mapping[str, Figures] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The measure's name everywhere."""
        return self.measure.key

    @property
    def collected(self) -> bool:
        """Whether the release has the files and columns that it needs."""
        return self.figures is not None

    # Typed access for pages: each raises TypeError where the answer is of another kind, a programming error.
    @property
    def proportion(self) -> ProportionFigures:
        """The figures of a proportion."""
        return _as(self.figures, ProportionFigures)

    @property
    def categories(self) -> CategoryFigures:
        """The figures of categories."""
        return _as(self.figures, CategoryFigures)

    @property
    def cross(self) -> CrossFigures:
        """The figures of cells, flows or why."""
        return _as(self.figures, CrossFigures)

    @property
    def count(self) -> CountFigures:
        """The figure of a count."""
        return _as(self.figures, CountFigures)

    @property
    def bands(self) -> BandFigures:
        """The figures of bands."""
        return _as(self.figures, BandFigures)

    @property
    def duration(self) -> DurationFigures:
        """The figures of a duration."""
        return _as(self.figures, DurationFigures)

    @property
    def entries(self) -> EntriesFigures:
        """The figures of entries."""
        return _as(self.figures, EntriesFigures)

    @property
    def together(self) -> TogetherFigures:
        """The answers of several sources, by question."""
        return _as(self.figures, TogetherFigures)

    @property
    def several(self) -> SeveralFigures:
        """The answers of several measures."""
        return _as(self.figures, SeveralFigures)


@dataclass(frozen=True, kw_only=True)
class Note:
    """A dated note about recording; `team` is None where it holds for all, `last` where it goes on.

    `kind` says where it is from, or what sort of change it was; an annotation has its writer's `role` and id.
    """

    first: str
    last: str | None
    team: str | None
    text: str
    kind: str
    role: str | None = None
    annotation_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """A page's or a command's answers by measure key."""

    by_key: Mapping[str, Answer] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Answer:
        """Return a measure's answer; raises KeyError where it was not asked for."""
        return self.by_key[key]


def added(figures: Iterable[Figure]) -> Figure:
    """Return the sum of figures; hidden where one of them is."""
    found = tuple(figures)
    return None if None in found else sum(figure or 0 for figure in found)


def _as(figures: Figures | None, kind: type[Kind]) -> Kind:
    if not isinstance(figures, kind):
        raise TypeError(f"These are not {kind.__name__}.")
    return figures
