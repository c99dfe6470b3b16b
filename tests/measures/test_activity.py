"""Activity and repeat, and what holds for all measures: periods, kinds of enquiry, filters, breakdowns."""

import pytest

from tests.measures.few_rows import (
    Loaded,
    Row,
    counted,
    counts,
    each,
    enquiry,
    four,
    groups,
    loaded,
    story,
)

RECEIVED = story(
    "received",
    concerns=[
        {"person_ref": "Ann", "received_on": "2025-04-01", "age_band": "65-74"},
        {"person_ref": "Ann", "received_on": "2025-06-30", "age_band": "75-84"},
        {"person_ref": "Ann", "received_on": "2026-03-31", "age_band": "75-84"},
        {"person_ref": "Bob", "received_on": "2025-07-01", "age_band": "75-84", "source": "police"},
        {"person_ref": "Cal", "received_on": "2025-03-31"},
        {"person_ref": "Dee", "received_on": "2026-04-01"},
    ],
)
DECIDED = story(
    "decided",
    concerns=[
        {"decision": decision, "decided_on": day, "received_on": "2025-03-30"}
        for decision, days in {
            "s42_enquiry": ["2025-04-01", "2026-03-31", "2025-05-01", "2025-03-31", "2026-04-01", ""],
            "other_enquiry": ["2025-05-01"],
            "no_enquiry": ["2025-05-01", "2025-05-02"],
            "passed_to_other_council": ["2025-05-01"],
            "duplicate": ["2025-05-01", "2025-05-02"],
            "not_recorded": ["2025-05-01"],
            "": ["2025-05-01"],
            "pending": ["2025-05-01", "2025-05-02", "2025-05-03"],
        }.items()
        for day in days
    ],
)
EDGES = story(
    "edges",
    [
        enquiry(started_on="2025-03-31", concluded_on="2025-04-01", person_ref="Eve"),
        enquiry(started_on="2025-04-01", concluded_on="2026-03-31", person_ref="Eve"),
        enquiry(started_on="2025-04-01", concluded_on="2025-04-01", person_ref="Fay"),
        enquiry(started_on="2026-03-31", concluded_on="2026-04-01"),
        enquiry(started_on="2026-03-31", concluded_on=""),
        enquiry(started_on="2025-03-31", concluded_on=""),
        enquiry(started_on="2026-04-01", concluded_on=""),
        enquiry(started_on="2025-03-01", concluded_on="2025-03-31"),
        enquiry(enquiry_type="other", started_on="2025-05-01", concluded_on="2025-06-01", person_ref="Fay"),
    ],
)


def _again(*received: str, **told: str) -> Row:
    return enquiry(**told, concerns=[{"received_on": day} for day in received])


REPEAT = story(
    "repeat",
    [
        # 8 and 365 days after 1 July 2025; and one that another team received.
        _again("2025-07-09"),
        _again("2026-07-01", "2025-07-08"),
        enquiry(concerns=[{"received_on": "2025-12-01", "team_name": "another team"}]),
        # Too soon, too late, before, and never.
        _again("2025-07-08"),
        _again("2026-07-02"),
        _again("2025-05-30"),
        _again(),
        # Only the first enquiry concluded in the year counts: the concern came 375 days after it.
        _again(person_ref="twice", concluded_on="2025-04-10", started_on="2025-04-01"),
        _again("2026-04-20", person_ref="twice", concluded_on="2026-03-01"),
        # A whole year can be followed from 30 September 2025, and not from the day after; nor after a death.
        _again(concluded_on="2025-09-30"),
        _again("2025-11-01", concluded_on="2025-10-01"),
        _again("2025-12-01", ended_early="died"),
        _again("2025-12-01", enquiry_type="other"),
    ],
)


def _risk(kind: str, source: str = "", location: str = "") -> dict[str, str]:
    return {"risk_type": kind, "risk_source": source, "risk_location": location}


RISKS = story(
    "risks",
    [
        enquiry(enquiry_risks=[_risk("physical", "known", "own_home"), _risk("financial", "unknown")]),
        enquiry(enquiry_risks=[_risk("physical", "known"), _risk("physical", "service_provider")]),
        enquiry(enquiry_risks=[_risk("neglect", "", "hospital_acute")], outcomes_asked="not_asked"),
        enquiry(),
    ],
)
TEAMS = {
    "teams": [
        {"team_name": "merged", "service": "Older people", "open_to": "2025-06-30", "successor": "edges"},
        {"team_name": "edges", "service": "Older people"},
    ]
}
MERGED = story(
    "merged", [enquiry(concluded_on="2025-06-01"), enquiry(team_name="", concluded_on="2025-06-01")]
)
QUARTERS = story(
    "quarters",
    [
        enquiry(concluded_on=day)
        for day in ("2025-06-30", "2025-07-01", "2025-10-01", "2025-10-01", "2026-06-30", "2026-07-01")
    ],
)
COVERAGE = story("coverage", each("in_msp_recording", {"yes": 3, "no": 2, "not_recorded": 3, "": 1}))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    stories = TEAMS, RECEIVED, DECIDED, EDGES, REPEAT, RISKS, MERGED, QUARTERS, COVERAGE
    return loaded(tmp_path_factory.mktemp("few"), *stories)


NOT_COLLECTED = ("meetings", "people", "enquiry_risks", "desired_outcomes.partner", "enquiries.seen_alone")


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A council without some files and columns; its export is a day older."""
    without = *NOT_COLLECTED, "enquiries.first_conversation_on", "concerns"
    folder = tmp_path_factory.mktemp("little")
    return loaded(folder, EDGES, QUARTERS, without=without, extract_date="2026-09-29")


def test_concerns_are_counted_from_the_first_to_the_last_day(few: Loaded) -> None:
    assert few.ask("concerns", "received")["count"] == 4


def test_people_are_counted_once(few: Loaded) -> None:
    assert few.ask("people", "received")["count"] == 2


def test_a_person_is_in_each_age_band_they_had(few: Loaded) -> None:
    assert counts(few.ask("people", "received", by="age_band")) == {"65-74": 1, "75-84": 2}
    assert counts(few.ask("concerns", "received", by="age_band")) == {"65-74": 1, "75-84": 3}


def test_enquiries_started_concluded_and_open_hold_the_first_and_last_day(few: Loaded) -> None:
    assert few.ask("enquiries_started", "edges")["count"] == 4
    assert few.ask("enquiries_concluded", "edges")["count"] == 3
    assert few.ask("people_concluded", "edges")["count"] == 2
    # Open at the end of 31 March 2026: the three begun by then without an end, or with one the day after.
    assert few.ask("enquiries_open", "edges")["count"] == 3


def test_the_reader_may_ask_for_other_enquiries_or_all(few: Loaded) -> None:
    for kind, started, people in (("s42", 4, 2), ("other", 1, 1), ("all", 5, 2)):
        assert few.ask("enquiries_started", "edges", enquiry_type=kind)["count"] == started
        assert few.ask("people_concluded", "edges", enquiry_type=kind)["count"] == people
        assert few.ask("concerns", "received", enquiry_type=kind)["count"] == 4


def test_conversion_goes_by_the_day_decided_and_leaves_pending_out(few: Loaded) -> None:
    assert four(few.ask("conversion", "decided")) == (4, 9, 2, 3)


def test_repeat_concern_is_8_to_365_days_after_the_first_enquiry_concluded(few: Loaded) -> None:
    assert four(few.ask("repeat_concern", "repeat")) == (3, 9, 0, 2)


def test_coverage_is_yes_of_yes_and_no(few: Loaded) -> None:
    assert four(few.ask("coverage", "coverage")) == (3, 5, 4, 0)


def test_an_enquiry_is_in_each_of_its_kinds_of_risk_and_once_in_the_total(few: Loaded) -> None:
    answer = few.ask("enquiries_concluded", "risks", by="risk_type")
    assert answer["count"] == 4
    assert counts(answer) == {"physical": 2, "financial": 1, "neglect": 1, "not_recorded": 1}
    by_source = few.ask("enquiries_concluded", "risks", by="risk_source")
    assert counts(by_source) == {"service_provider": 1, "known": 2, "unknown": 1, "not_recorded": 2}
    by_location = few.ask("asked", "risks", by="risk_location")
    assert groups(by_location) == {
        "own_home": (0, 0, 1, 0),
        "hospital_acute": (0, 1, 0, 0),
        "not_recorded": (0, 0, 3, 0),
    }


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("risk_type", "physical", 2),
        ("risk_type", "sexual", 0),
        ("risk_source", "known", 2),
        ("risk_location", "hospital_acute", 1),
        # No risk written down at all, and one whose source was left blank.
        ("risk_type", "not_recorded", 1),
        ("risk_source", "not_recorded", 2),
    ],
)
def test_a_kind_of_risk_can_be_chosen(few: Loaded, name: str, code: str, expected: int) -> None:
    assert few.ask("enquiries_concluded", "risks", where={name: code})["count"] == expected


def test_a_filter_that_cannot_reach_a_measure_leaves_it_whole_and_says_so(few: Loaded) -> None:
    concerns = few.ask("concerns", "received", where={"risk_type": "physical", "lacked_capacity": "yes"})
    assert concerns["count"] == 4
    assert set(concerns["not_filtered_by"]) == {"risk_type", "lacked_capacity"}
    by_source = few.ask("concerns", "received", where={"source": "police"})
    assert by_source["count"] == 1
    assert "not_filtered_by" not in by_source
    concluded = few.ask("enquiries_concluded", "edges", where={"source": "police"})
    assert (concluded["count"], concluded["not_filtered_by"]) == (3, ["source"])


def test_a_team_that_merged_keeps_what_it_did_and_a_blank_team_is_not_recorded(few: Loaded) -> None:
    by_team = counts(few.ask("enquiries_concluded", period=("2025-06-01", "2025-06-01"), by="team"))
    assert by_team == {"merged": 1, "not_recorded": 1}


def test_a_team_that_the_teams_file_does_not_name_is_of_a_service_not_stated(few: Loaded) -> None:
    # One of the merged team and 3 of the edges; 12 + 4 + 4 + 9 of teams without a service; one of no team.
    by_service = counts(few.ask("enquiries_concluded", by="service"))
    assert by_service == {"Older people": 4, "Not stated": 29, "not_recorded": 1}
    chosen = few.ask("enquiries_concluded", where={"service": "Older people"})
    assert chosen["count"] == 4


def test_time_breakdowns_split_the_period(few: Loaded) -> None:
    year = few.ask("concerns", "received", by="financial_year")
    assert [group["count"] for group in year["groups"]] == [4]
    quarters = few.ask("concerns", "received", by="quarter")
    assert [group["count"] for group in quarters["groups"]] == [2, 1, 0, 1]
    months = few.ask("concerns", "received", by="month")
    assert [group["count"] for group in months["groups"]] == [1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    open_then = few.ask("enquiries_open", "edges", by="quarter")
    assert [group["count"] for group in open_then["groups"]] == [2, 2, 2, 3]


def test_people_are_counted_once_in_each_quarter_too(few: Loaded) -> None:
    answer = few.ask("people", "received", by="quarter")
    assert answer["count"] == 2
    assert [group["count"] for group in answer["groups"]] == [1, 1, 0, 1]


def test_the_default_period_is_the_last_four_quarters_that_ended_by_the_extract_date(
    few: Loaded, little: Loaded
) -> None:
    # The quarter ends on 30 September 2026: from 1 October 2025. On the day before it had not ended yet.
    assert few.ask("enquiries_concluded", "quarters", None)["count"] == 4
    assert little.ask("enquiries_concluded", "quarters", None)["count"] == 4
    assert counts(few.ask("enquiries_concluded", "quarters", None, by="month")) == {
        "2025-10": 2,
        "2026-06": 1,
        "2026-07": 1,
    }
    assert counts(little.ask("enquiries_concluded", "quarters", None, by="month")) == {
        "2025-07": 1,
        "2025-10": 2,
        "2026-06": 1,
    }


def test_what_is_not_collected_has_null_figures_and_never_zero(little: Loaded) -> None:
    figures = "numerator", "denominator", "not_recorded", "excluded", "rate", "low", "high"
    for key in ("took_part", "seen_alone", "partner_needed"):
        answer = little.ask(key, "edges")
        assert answer["collected"] is False
        assert [answer[name] for name in figures] == [None] * len(figures)
    assert little.ask("partner_contribution", "edges")["cells"] is None
    assert little.ask("meeting_invitation", "edges")["categories"] is None
    assert little.ask("concerns", "edges")["count"] is None
    conversations = little.ask("days_to_conversation", "edges")
    assert (conversations["collected"], conversations["opened"], conversations["median"]) == (
        False,
        None,
        None,
    )
    assert set(conversations["bands"].values()) == {None}
    assert "collected" not in little.ask("asked", "edges")
    assert little.ask("enquiries_concluded", "edges")["count"] == 3


def test_people_without_a_file_are_created_from_the_rows(little: Loaded) -> None:
    assert little.ask("people_concluded", "edges")["count"] == 2
    assert counted(little.ask("conclusion", "edges")) == {}
