"""An answer in a few plain words, for a terminal's table."""

from functools import singledispatch

from msp_dashboard.results.answers import (
    Answer,
    BandFigures,
    CategoryFigures,
    CountFigures,
    CrossFigures,
    DurationFigures,
    EntriesFigures,
    Figure,
    Figures,
    ProportionFigures,
    SeveralFigures,
    TogetherFigures,
)


def in_words(answer: Answer) -> str:
    """Return an answer's figures as one short line, hidden ones said so."""
    return "not collected" if answer.figures is None else _words(answer.figures)


@singledispatch
def _words(figures: Figures) -> str:
    raise TypeError(f"{type(figures).__name__} cannot be told in a line.")


@_words.register
def _(figures: ProportionFigures) -> str:
    known = f"{_number(figures.numerator)} of {_number(figures.denominator)}"
    return f"{known}; {_number(figures.not_recorded)} not recorded"


@_words.register
def _(figures: CategoryFigures) -> str:
    counts = {figures.labels[code]: count for code, count in figures.counts.items()}
    return _listed({**counts, "not recorded": figures.not_recorded})


@_words.register
def _(figures: BandFigures) -> str:
    return _listed({f"{band} days": count for band, count in figures.bands.items()})


@_words.register
def _(figures: CountFigures) -> str:
    return _number(figures.count)


@_words.register
def _(figures: DurationFigures) -> str:
    return f"{_number(figures.ended)} of {_number(figures.opened)} ended so far"


@_words.register
def _(figures: CrossFigures) -> str:
    return f"{sum(1 for count in figures.cells.values() if count != 0)} combinations"


@_words.register
def _(figures: EntriesFigures) -> str:
    return f"{len(figures.entries)} entries, never added together"


@_words.register
def _(figures: TogetherFigures) -> str:
    return f"{len(figures.entries)} questions, each with its sources side by side"


@_words.register
def _(figures: SeveralFigures) -> str:
    return "; ".join(f"{part.key}: {in_words(part)}" for part in figures.answers)


def _number(figure: Figure) -> str:
    return "hidden" if figure is None else f"{figure:,}"


def _listed(counts: dict[str, Figure]) -> str:
    return "; ".join(f"{name} {_number(count)}" for name, count in counts.items() if count != 0) or "none"
