"""Every measure, evaluated by the product and by the plain reading of the contract, on odd exports."""

from datetime import date
from pathlib import Path

import pytest

from msp_dashboard import results
from msp_dashboard.measures.selection import FIELDS
from msp_dashboard.periods import TIME_FIELDS, Period
from msp_dashboard.scope import Question, Reader, allow
from tests.measures.comparing import differences
from tests.measures.in_memory import release_of
from tests.plain_reading import measures as plain
from tests.plain_reading.odd_exports import write_odd_export
from tests.plain_reading.reading import Export, read_export

BREAKDOWNS = (None, *FIELDS, *TIME_FIELDS)
FILTERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"risk_type": ("neglect", "not_recorded")},
    {"lacked_capacity": ("yes",)},
    {"age_band": ("75-84", "85-94"), "risk_location": ("own_home",)},
    {"gender": ("female",)},
    {"source": ("nhs",)},
)
PERIODS = (
    Period(first=date(2023, 4, 1), last=date(2026, 9, 30)),
    Period(first=date(2025, 4, 1), last=date(2026, 3, 31)),
    Period(first=date(2024, 5, 3), last=date(2026, 1, 17)),
)
TYPES = ("s42", "all", "other")


@pytest.mark.parametrize("seed", range(len(BREAKDOWNS)))
def test_all_measures_agree_with_the_plain_reading(seed: int, tmp_path: Path) -> None:
    write_odd_export(tmp_path, seed)
    asked = Question(
        period=PERIODS[seed % len(PERIODS)],
        where=FILTERS[seed % len(FILTERS)],
        by=BREAKDOWNS[seed],
        enquiry_type=TYPES[seed % len(TYPES)],
    )
    assert _differences(read_export(tmp_path), asked) == []


@pytest.mark.parametrize("by", [None, "team", "service", "financial_year"])
@pytest.mark.parametrize("field", ["team", "service"])
def test_all_measures_of_some_teams_agree_with_the_plain_reading(
    field: str, by: str | None, tmp_path: Path
) -> None:
    write_odd_export(tmp_path, 33)
    export = read_export(tmp_path)
    column = {"team": "team_name", "service": "service"}[field]
    teams = (export.teams[0][column], export.teams[-1][column], "not_recorded")
    asked = Question(period=PERIODS[0], where={field: tuple(dict.fromkeys(teams))}, by=by)
    assert _differences(export, asked) == []


def test_what_is_dated_after_the_extract_is_read_alike(tmp_path: Path) -> None:
    write_odd_export(tmp_path, 185)
    export = read_export(tmp_path, date(2025, 12, 31))
    assert _differences(export, Question(period=PERIODS[0], by="quarter")) == []


def _differences(export: Export, asked: Question) -> list[str]:
    """Where the product and the plain reading differ; both must know the same measures."""
    release = release_of(export)
    scope = allow(Reader(tier="exact"), results.choices(release), asked)
    ours = {key: results.as_json(answer) for key, answer in results.answer(release, scope).by_key.items()}
    plainly = plain.answers(
        export,
        from_=scope.period.first,
        to=scope.period.last,
        where={name: list(codes) for name, codes in asked.where.items()},
        by=asked.by,
        enquiry_type=asked.enquiry_type,
    )
    assert set(ours) == {answer["key"] for answer in plainly}
    return [line for answer in plainly for line in differences(ours[answer["key"]], answer, answer["key"])]
