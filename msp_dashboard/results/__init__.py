"""The one door to numbers: a release and an allowed scope in, protected answers out."""

from msp_dashboard.results.answers import (
    Answer,
    Answers,
    BandFigures,
    CategoryFigures,
    CountFigures,
    CrossFigures,
    DurationFigures,
    EntriesFigures,
    Figure,
    Figures,
    Group,
    Note,
    ProportionFigures,
    SeveralFigures,
    TogetherEntry,
    TogetherFigures,
    added,
)
from msp_dashboard.results.ask import About, about, answer, choices
from msp_dashboard.results.notes import Changes, changes, recording_notes
from msp_dashboard.results.wire import as_json
from msp_dashboard.results.words import in_words

__all__ = [
    "About",
    "Answer",
    "Answers",
    "BandFigures",
    "CategoryFigures",
    "Changes",
    "CountFigures",
    "CrossFigures",
    "DurationFigures",
    "EntriesFigures",
    "Figure",
    "Figures",
    "Group",
    "Note",
    "ProportionFigures",
    "SeveralFigures",
    "TogetherEntry",
    "TogetherFigures",
    "about",
    "added",
    "answer",
    "as_json",
    "changes",
    "choices",
    "in_words",
    "recording_notes",
]
