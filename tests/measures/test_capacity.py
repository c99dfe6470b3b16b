"""Mental capacity and DoLS, worked by hand: was capacity recorded and assessed, and what protected people."""

import pytest

from tests.measures.few_rows import (
    Loaded,
    Row,
    apart,
    cells,
    each,
    enquiry,
    four,
    groups,
    loaded,
    story,
)

CAPACITY = story(
    "capacity", each("lacked_capacity", {"yes": 3, "no": 2, "dont_know": 1, "not_recorded": 1, "": 4})
)
HAS, LACKS = {"result": "has_capacity"}, {"result": "lacks_capacity"}
DOUBT = story(
    "doubt",
    [
        enquiry(capacity_doubted="yes", capacity_assessments=[HAS]),
        enquiry(capacity_doubted="yes", capacity_assessments=[{**LACKS, "assessed_on": "2025-12-01"}, HAS]),
        # An assessment of the same person that belongs to no enquiry does not answer the doubt.
        enquiry(capacity_doubted="yes", capacity_assessments=[{**LACKS, "enquiry_ref": ""}]),
        *each("capacity_doubted", {"yes": 2}),
        *each("capacity_doubted", {"no": 1, "not_recorded": 1, "": 2}, capacity_assessments=[LACKS]),
    ],
)


def _assessed(*assessments: Row, lacked_capacity: str = "yes") -> Row:
    return enquiry(lacked_capacity=lacked_capacity, capacity_assessments=list(assessments))


ASSESSED = story(
    "assessed",
    [
        _assessed(LACKS),
        _assessed({**LACKS, "assessed_on": "2025-07-01"}),
        _assessed(HAS, {**LACKS, "assessed_on": "2025-01-01"}),
        _assessed({**LACKS, "assessed_on": "2025-07-02"}),
        _assessed(HAS, {"result": "not_determined"}),
        _assessed({**LACKS, "enquiry_ref": ""}),
        _assessed(),
        *(_assessed(LACKS, lacked_capacity=other) for other in ("no", "no", "dont_know", "not_recorded", "")),
    ],
)


def _decided(domain: str, result: str, best_interests: str = "", imca: str = "", **more: str) -> Row:
    answers = {"best_interests_decision": best_interests, "imca_instructed": imca}
    return {"decision_domain": domain, "result": result, **answers, **more}


DECISIONS = story(
    "decisions",
    [
        enquiry(
            concluded_on="",
            capacity_assessments=[
                _decided("accommodation", "lacks_capacity", "yes", "yes", assessed_on="2025-04-01"),
                _decided("accommodation", "lacks_capacity", "yes", "no", assessed_on="2026-03-31"),
                _decided("accommodation", "lacks_capacity", "no", "no"),
                _decided("finances", "lacks_capacity", "", ""),
                _decided("sexual_relations", "lacks_capacity", "yes", "yes"),
                _decided("finances", "lacks_capacity", "yes", "yes", assessed_on="2025-03-31"),
                _decided("finances", "lacks_capacity", "yes", "yes", assessed_on="2026-04-01"),
                _decided("finances", "lacks_capacity", "yes", "yes", enquiry_ref=""),
            ],
        ),
        enquiry(
            capacity_assessments=[
                _decided("contact", "lacks_capacity", "no", ""),
                _decided("contact", "lacks_capacity", "no", "not_recorded"),
                _decided("accommodation", "has_capacity", "yes", "yes"),
                _decided("", "not_determined"),
                _decided("care_or_treatment", "not_recorded", "no", "no"),
                *2 * [_decided("finances", "has_capacity")],
            ]
        ),
        enquiry(
            enquiry_type="other",
            capacity_assessments=[_decided("finances", "lacks_capacity", "yes", "yes")],
        ),
    ],
)


def _dols(received_on: str, status: str = "granted", **days: str) -> Row:
    return {"received_on": received_on, "status": status, **days}


# Each enquiry started on 1 May and concluded on 1 July 2025.
IN_FORCE = [
    [_dols("2025-04-01", starts_on="2025-05-01", ends_on="2025-05-01")],
    [_dols("2025-03-01", starts_on="2025-04-01")],
    [_dols("2025-06-01"), _dols("2025-04-30"), _dols("2024-12-01", starts_on="2025-01-01")],
    [_dols("2024-12-01", "ended", starts_on="2025-01-01", decided_on="2024-12-20", ends_on="2025-06-01")],
]
WAITING = [
    [_dols("2025-04-30", "received")],
    [_dols("2025-04-20", "not_granted", decided_on="2025-05-01"), _dols("2025-05-20")],
    [_dols("2025-04-01", decided_on="2025-04-15")],
]
APPLIED = [
    [_dols("2025-05-01", "received")],
    [_dols("2025-05-05", starts_on="2025-05-10", ends_on="2026-05-09"), _dols("2025-04-01", "withdrawn")],
]
NONE = [
    [_dols("2025-06-01", "withdrawn", starts_on="2025-05-01")],
    [_dols("2025-07-02", "received")],
    [_dols("2025-01-01", starts_on="2025-01-10", ends_on="2025-04-30")],
    [_dols("2025-01-01", "not_granted", decided_on="2025-04-30")],
    [_dols("2025-01-01", "ended", decided_on="2025-04-30")],
    [_dols("2025-01-01", "not_granted", decided_on="2025-06-01", ends_on="2025-04-30")],
    [],
]
DOLS = story(
    "dols",
    [
        *(enquiry(dols=rows) for rows in (*IN_FORCE, *WAITING, *APPLIED, *NONE)),
        # The link is by person: the same person's earlier enquiry knew nothing of this application.
        enquiry(person_ref="one person", concluded_on="2025-05-31"),
        enquiry(person_ref="one person", concluded_on="2025-06-01", dols=[_dols("2025-06-01", "received")]),
    ],
)
EQUITY = story(
    "equity",
    [
        *each("outcomes_asked", {"asked_expressed": 2}, lacked_capacity="yes", outcomes_achieved="fully"),
        *each("outcomes_asked", {"not_asked": 1, "": 1}, lacked_capacity="yes"),
        enquiry(lacked_capacity="no", outcomes_asked="asked_expressed", outcomes_achieved="not_achieved"),
        enquiry(lacked_capacity="no", outcomes_asked="asked_none_expressed"),
        enquiry(lacked_capacity="dont_know", outcomes_asked="not_applicable"),
        enquiry(lacked_capacity="", outcomes_asked="asked_expressed"),
    ],
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    stories = CAPACITY, DOUBT, ASSESSED, DECISIONS, DOLS, EQUITY
    return loaded(tmp_path_factory.mktemp("few"), *stories)


def test_capacity_recorded_is_yes_or_no_of_everyone(few: Loaded) -> None:
    assert four(few.ask("capacity_recorded", "capacity")) == (5, 11, 0, 0)


def test_lacked_capacity_takes_dont_know_for_not_recorded(few: Loaded) -> None:
    assert four(few.ask("lacked_capacity", "capacity")) == (3, 5, 6, 0)


def test_doubt_assessed_needs_any_assessment_of_the_enquiry(few: Loaded) -> None:
    assert four(few.ask("doubt_assessed", "doubt")) == (2, 5, 0, 4)


def test_assessed_needs_an_assessment_that_found_so_by_the_conclusion(few: Loaded) -> None:
    assert four(few.ask("assessed", "assessed")) == (3, 7, 0, 5)


def test_decisions_count_assessments_of_open_and_concluded_enquiries_by_the_day_assessed(few: Loaded) -> None:
    assert cells(few.ask("decisions", "decisions")) == {
        ("accommodation", "lacks_capacity"): 3,
        ("accommodation", "has_capacity"): 1,
        ("care_or_treatment", "not_recorded"): 1,
        ("finances", "lacks_capacity"): 1,
        ("finances", "has_capacity"): 2,
        ("contact", "lacks_capacity"): 2,
        ("sexual_relations", "lacks_capacity"): 1,
        ("not_recorded", "not_determined"): 1,
    }
    other = few.ask("decisions", "decisions", enquiry_type="other")
    assert cells(other) == {("finances", "lacks_capacity"): 1}


def test_best_interests_are_never_asked_of_sexual_relations(few: Loaded) -> None:
    assert four(few.ask("best_interests", "decisions")) == (2, 5, 1, 6)


def test_imca_asks_every_assessment_that_found_capacity_lacking(few: Loaded) -> None:
    assert four(few.ask("imca", "decisions")) == (2, 4, 3, 5)


def test_dols_involved_needs_an_application_by_the_conclusion_that_had_not_ended_before(few: Loaded) -> None:
    # 4 in force, 3 waiting, 2 applied, and the one person's second enquiry; 7 and their first are without.
    assert four(few.ask("dols_involved", "dols")) == (10, 18, 0, 0)


def test_dols_relation_is_the_first_that_holds(few: Loaded) -> None:
    answer = few.ask("dols_relation", "dols")
    codes = [(entry["code"], entry["count"]) for entry in answer["categories"]]
    assert codes == [("in_force_at_start", 4), ("waiting_at_start", 3), ("applied_during", 3)]
    assert apart(answer) == (10, 0, 8)


@pytest.mark.parametrize("key", ["dols_involved", "dols_relation"])
def test_dols_says_that_the_law_changed_and_what_is_not_here(few: Loaded, key: str) -> None:
    caveats = " ".join(few.ask(key, "dols")["caveats"])
    assert "2 June 2026" in caveats
    assert "Care homes and hospitals only; Court of Protection cases are not here." in caveats


def test_equity_asks_the_same_three_questions_by_capacity(few: Loaded) -> None:
    answer = few.ask("equity", "equity")
    parts = {part["key"]: part for part in answer["measures"]}
    assert list(parts) == ["asked", "expressed", "met"]
    assert [four(part) for part in parts.values()] == [(5, 6, 1, 1), (4, 6, 1, 1), (2, 3, 1, 4)]
    assert groups(parts["asked"]) == {
        "yes": (2, 3, 1, 0),
        "no": (2, 2, 0, 0),
        "dont_know": (0, 0, 0, 1),
        "not_recorded": (1, 1, 0, 0),
    }
    assert groups(parts["expressed"]) == {
        "yes": (2, 3, 1, 0),
        "no": (1, 2, 0, 0),
        "dont_know": (0, 0, 0, 1),
        "not_recorded": (1, 1, 0, 0),
    }
    assert groups(parts["met"]) == {
        "yes": (2, 2, 0, 2),
        "no": (0, 1, 0, 1),
        "dont_know": (0, 0, 0, 1),
        "not_recorded": (0, 0, 1, 0),
    }
