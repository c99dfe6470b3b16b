"""Each defect that shows only beside an earlier load: one home, export after export, and what is said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl.__main__ import app
from etl.refusals import LoadRefused
from etl.report import Report
from etl.run import Request, run_load
from msp_dashboard.settings import settings
from tests.etl.exports import CONCERNS, found, records, write
from tests.etl.sources import CROSSWALK, mapping

LINKS = (
    "person,77,standard,P1",  # rows 2 to 4: a person and a concern that moved, and a concern merged here
    "concern,901,standard,C1",
    "concern,902,newer,903",
    "person,78,standard,P2",
    "person,78,standard,P3",
    "person,79,newer,79",
    "house,1,standard,2",
    "person,80,Old System,P4",
    "person,81,elsewhere,P6",
    "person,82,newer,83",
    "person,83,newer,82",
)


@dataclass(kw_only=True)
class Story:
    """What each load of the story said: its report, its warnings, or its refusal."""

    home: Path
    reports: dict[str, Report] = field(default_factory=dict)
    warnings: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    closed: int = 0
    collected: set[tuple[str, str]] = field(default_factory=set)

    def load(self, chapter: str, day: date, system: str = "standard", **files: str) -> None:
        """Load files of a system as they are on a day."""
        folder = write(self.home.parent / f"{system}_export", **files)
        said: list[str] = []
        request = Request(mapping=mapping(self.home.parent, system), source=folder, extract_date=day)
        try:
            self.reports[chapter] = run_load(request, str, said.append)
        except LoadRefused as refusal:
            self.refused[chapter] = str(refusal)
        self.warnings[chapter] = said

    def rules(self, chapter: str) -> set[tuple[object, object]]:
        """Return the rows that a load found something in, with the rule."""
        return {(row, rule) for _, row, _, rule in found(self.reports[chapter])}


def concerns(*numbers: int) -> str:
    return CONCERNS + "".join(f"C{number},P{number},2026-01-{number:02}\n" for number in numbers)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Return what was said in one home, from its first load to the day when its key was changed."""
    home = tmp_path_factory.mktemp("story") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSP_HOME", str(home))
        settings.cache_clear()
        yield _told(Story(home=home))
    settings.cache_clear()


def _told(story: Story) -> Story:
    story.load("first", date(2026, 2, 1), concerns=concerns(*range(1, 21)))
    story.load("again", date(2026, 2, 1), concerns=concerns(*range(1, 21)))
    story.load("halved", date(2026, 3, 1), concerns=concerns(*range(1, 11)))
    story.closed = len([each for each in records("superseded") if each["change"] == "closed"])
    story.collected = {(each["resource"], each["field"]) for each in records("collected")}
    story.load("older", date(2026, 2, 15), concerns=concerns(*range(1, 11)))
    newer = CONCERNS + "901,77,2026-01-01\n902,78,2026-01-02\n903,78,2026-01-02\n"
    links = CROSSWALK + "\n".join(LINKS) + "\n"
    story.load("newer", date(2026, 3, 1), "newer", concerns=newer, crosswalk=links)
    story.load("moved", date(2026, 3, 2), concerns=concerns(*range(1, 11)))
    erased = CliRunner().invoke(app, ["erase", "--source", "standard", "--confirm"], input="P5\n")
    assert erased.exit_code == 0, erased.output
    story.load("erased", date(2026, 3, 3), concerns=concerns(*range(1, 12)))
    (story.home / "keys" / "pseudonym.key").write_bytes(b"x" * 32)
    story.load("changed key", date(2026, 3, 4), concerns=concerns(*range(1, 12)))
    return story


OVER_TIME: dict[str, Callable[[Story], bool]] = {
    "same_bytes": lambda told: told.reports["again"].status == "unchanged",
    "volume_lurch": lambda told: (
        "concerns: 10 rows, where the last load of standard had 20, a change of more than 30%."
        in told.warnings["halved"]
        and told.reports["halved"].status == "published"
    ),
    "record_gone": lambda told: told.closed == 20,  # ten concerns, and the ten people whom they named
    "uncollected_column": lambda told: (
        ("concerns", "received_on") in told.collected and ("concerns", "decided_on") not in told.collected
    ),
    "older_extract": lambda told: "the last one of standard is newer" in told.refused["older"],
    "crosswalk_to_two": lambda told: (
        told.rules("newer") >= {(5, "crosswalk_to_two"), (6, "crosswalk_to_two")}
    ),
    "crosswalk_to_itself": lambda told: (7, "crosswalk_to_itself") in told.rules("newer"),
    "not_a_kind": lambda told: (8, "not_a_kind") in told.rules("newer"),
    "not_a_system": lambda told: (9, "not_a_system") in told.rules("newer"),
    "unknown_system": lambda told: (10, "unknown_system") in told.rules("newer"),
    "crosswalk_in_a_circle": lambda told: (12, "crosswalk_in_a_circle") in told.rules("newer"),
    "merged_record": lambda told: (
        (3, "merged_record") in told.rules("newer") and told.reports["newer"].targets["concerns"].merged == 1
    ),
    "in_newer_system": lambda told: (
        told.rules("moved") == {(2, "in_newer_system")}
        and told.reports["moved"].targets["concerns"].kept == 9
    ),
    "erased_person": lambda told: (
        told.rules("erased") == {(2, "in_newer_system"), (6, "erased_person")}
        and told.reports["erased"].targets["concerns"].quarantined == 1
    ),
    "changed_key": lambda told: "Restore the key from its backup" in told.refused["changed key"],
}


@pytest.mark.parametrize("rule", OVER_TIME)
def test_a_defect_that_shows_over_time_is_dealt_with_as_its_rule_says(rule: str, story: Story) -> None:
    assert OVER_TIME[rule](story), (story.rules("newer"), story.closed, story.refused, story.warnings)
