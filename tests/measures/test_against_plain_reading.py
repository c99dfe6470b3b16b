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
from tests.plain_reading.reading import read_export

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
    export = read_export(tmp_path)
    release = release_of(export)
    by, where = BREAKDOWNS[seed], FILTERS[seed % len(FILTERS)]
    period, enquiry_type = PERIODS[seed % len(PERIODS)], TYPES[seed % len(TYPES)]
    question = Question(period=period, where=where, by=by, enquiry_type=enquiry_type)
    scope = allow(Reader(tier="exact"), results.choices(release), question)
    ours = {key: results.as_json(answer) for key, answer in results.answer(release, scope).by_key.items()}
    plainly = plain.answers(
        export,
        from_=period.first,
        to=period.last,
        where={name: list(codes) for name, codes in where.items()},
        by=by,
        enquiry_type=enquiry_type,
    )
    assert set(ours) == {answer["key"] for answer in plainly}
    found = [line for answer in plainly for line in differences(ours[answer["key"]], answer, answer["key"])]
    assert found == []
