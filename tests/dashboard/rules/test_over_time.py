"""Rules 6 and 10 to 12: no target, honest limits, whole periods only, and open enquiries that count."""

import ast
import json
import re
from datetime import date
from pathlib import Path

import msp_dashboard
from msp_dashboard import results
from msp_dashboard.charts import palette
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.pages import being_heard
from msp_dashboard.periods import Period
from msp_dashboard.releases import Release
from msp_dashboard.results import DurationFigures
from msp_dashboard.scope import Question, Reader, allow
from msp_dashboard.settings import Settings
from msp_dashboard.statistics.spc import FEWEST_POINTS
from tests.dashboard.rules.looking import Look, rows_in
from tests.dashboard.small_council import Row, council, drawn, enquiries
from tests.dashboard.visiting import Drawn, text_of
from tests.measures.in_memory import release_of
from tests.plain_reading.few_rows import delivered
from tests.plain_reading.reading import read_export

PACKAGE = Path(msp_dashboard.__file__).parent
NEVER_A_RANGE = ("met", "fully_met", "met_by_theme", "met_by_area")
NO_TARGET = re.compile(r"no target|no figure has a target")
YEAR = Period(first=date(2025, 4, 1), last=date(2026, 3, 31))


def test_nothing_has_a_target(looks: tuple[Look, ...]) -> None:
    assert [name for name in Settings.model_fields if "target" in name or "goal" in name] == []
    for look in looks:
        said = NO_TARGET.sub("", look.page.text())
        assert re.findall(r"\btargets?\b", said, re.IGNORECASE) == [], look.words
        lines = [shape for figure in look.page.figures() for shape in figure["layout"].get("shapes", ())]
        assert [shape for shape in lines if shape["type"] == "line" and shape["x0"] != shape["x1"]] == []


def test_what_happened_to_wishes_has_no_trend_and_no_usual_range(looks: tuple[Look, ...]) -> None:
    ranged = 0
    for look in looks:
        names = " ".join(str(each["props"].get("id", "")) for each in look.page.every())
        assert [key for key in NEVER_A_RANGE if f"{key}-over-time" in names.split()] == []
        for table in look.page.every("Table"):
            if "Usual range" in rows_in(table)[0]:
                caption = text_of(Drawn(tree=table).every("Caption")[0])
                assert caption not in {measures()[key].question for key in NEVER_A_RANGE}, look.words
                ranged += 1
    assert ranged > 10


def test_limits_lie_between_nothing_and_all_and_have_twelve_periods_behind_them(
    looks: tuple[Look, ...],
) -> None:
    limited = 0
    for look in looks:
        for figure in look.page.figures():
            bands = [trace for trace in figure["data"] if trace.get("fillcolor") == palette.BAND]
            for band in bands:
                lower = figure["data"][figure["data"].index(band) - 1]
                assert all(0 <= low <= high <= 1 for low, high in zip(lower["y"], band["y"], strict=True))
                assert len(band["y"]) >= FEWEST_POINTS == 12
                limited += 1
    assert limited > 10


def test_a_quarter_that_is_not_over_is_not_drawn_and_its_date_is_said(tmp_path: Path) -> None:
    rows = [
        row
        for place, day in enumerate(("2025-08-01", "2025-11-03", "2026-02-02", "2026-05-05", "2026-07-20"))
        for row in enquiries(
            25, f"Q{place}", concluded_on=day, started_on="2025-07-01", outcomes_asked="not_asked"
        )
    ]
    delivered(tmp_path, enquiries=rows)
    release = release_of(read_export(tmp_path, date(2026, 8, 15)))
    page = drawn(being_heard.PAGE, release, "exact", period="2025-07-01..2026-08-15")
    assert "The quarter that began on 1 July 2026 is not over, so it is left out." in page.text()
    said = json.dumps(page.figures(), ensure_ascii=False)
    assert "Apr–Jun 2026" in said
    assert "Jul–Sep 2026" not in said


def test_an_open_enquiry_more_changes_how_long_enquiries_take(tmp_path: Path) -> None:
    soon = enquiries(20, "A", started_on="2026-01-05", concluded_on="2026-01-15")
    later = enquiries(20, "B", started_on="2026-01-05", concluded_on="2026-04-15")
    followed = enquiries(40, "C", started_on="2026-01-05", concluded_on="")
    closed = _days(_council(tmp_path / "closed", [*soon, *later]))
    together = _days(_council(tmp_path / "both", [*soon, *later, *followed]))
    # By hand: 20 of 40 had ended by day 28, half of all on day 10; of 80, 20 by day 28 and half on day 100.
    assert (closed.opened, closed.finished_by[28], closed.median) == (40, 0.5, 10)
    assert (together.opened, together.finished_by[28], together.median) == (80, 0.25, 100)


def test_a_median_of_days_comes_only_from_the_curve_that_follows_open_enquiries() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), called)
        for path in PACKAGE.rglob("*.py")
        for called in _medians(ast.parse(path.read_text(encoding="utf-8")))
    }
    # Volumes of periods have a median too: of numbers of people, and none of days.
    allowed = ("statistics/spc/volume.py", "median")
    assert allowed in found
    assert {called for place, called in found if (place, called) != allowed} == {"curve.median"}


def _medians(tree: ast.Module) -> list[str]:
    """What a module calls that gives a median, and its SQL that asks for one."""
    calls = [ast.unparse(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)]
    texts = [str(each.value).lower() for each in ast.walk(tree) if isinstance(each, ast.Constant)]
    named = [called for called in calls if re.search(r"median|percentile", called)]
    return named + [text for text in texts if re.search(r"\b(median|quantile_cont|percentile_cont)\(", text)]


def _council(folder: Path, rows: list[Row]) -> Release:
    folder.mkdir()
    return council(folder, enquiries=rows)


def _days(release: Release) -> DurationFigures:
    scope = allow(Reader(tier="exact"), results.choices(release), Question(period=YEAR))
    found = results.answer(release, scope, ("days_to_conclusion",))["days_to_conclusion"].figures
    assert isinstance(found, DurationFigures)
    return found
