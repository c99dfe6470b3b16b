"""Advocacy and support, worked by hand: who stood beside people, who was missing, what was in the way."""

import pytest

from tests.measures.few_rows import Loaded, Row, apart, counted, each, enquiry, four, loaded, story

SUPPORTED = story(
    "supported",
    [
        *each(
            "supported_by",
            {
                "advocate": 2,
                "family": 1,
                "friend": 1,
                "none": 3,
                "not_applicable": 1,
                "not_recorded": 1,
                "": 4,
            },
            lacked_capacity="yes",
        ),
        *each(
            "lacked_capacity", {"no": 2, "dont_know": 1, "not_recorded": 1, "": 1}, supported_by="advocate"
        ),
    ],
)


def _advocate(kind: str, status: str, **more: str) -> Row:
    return {"advocacy_type": kind, "status": status, **more}


def _asked_for(difficulty: str, person: str, *rows: tuple[str, str]) -> Row:
    found = [_advocate(kind, status) for kind, status in rows]
    return enquiry(substantial_difficulty=difficulty, appropriate_person=person, advocacy=found)


GAP = story(
    "gap",
    [
        _asked_for("yes", "no"),
        _asked_for("yes", "no", ("care_act", "waiting"), ("imca", "declined")),
        _asked_for("yes", "no", ("imha", "provided"), ("family", "in_place_already")),
        _asked_for("yes", "no", ("care_act", "provided")),
        _asked_for("yes", "no", ("care_act", "not_available"), ("imca", "in_place_already")),
        # Not known: one answer is missing, and the other does not settle it.
        _asked_for("yes", ""),
        _asked_for("yes", "not_recorded", ("care_act", "provided")),
        _asked_for("", "no"),
        _asked_for("not_recorded", ""),
        # Outside: there was no difficulty, or someone suitable.
        _asked_for("no", ""),
        _asked_for("no", "no"),
        _asked_for("no", "yes"),
        _asked_for("no", "not_recorded"),
        _asked_for("", "yes"),
        _asked_for("yes", "yes"),
    ],
)


def _lacking(*rows: tuple[str, str], lacked_capacity: str = "yes") -> Row:
    return enquiry(lacked_capacity=lacked_capacity, advocacy=[_advocate(*row) for row in rows])


INDEPENDENT = story(
    "independent",
    [
        _lacking(("imca", "provided")),
        _lacking(("rpr_paid", "in_place_already")),
        _lacking(("family", "provided"), ("non_statutory", "provided"), ("imca", "declined")),
        _lacking(("family", "provided")),
        _lacking(("rpr_unpaid", "in_place_already")),
        _lacking(("imca", "waiting")),
        _lacking(("care_act", "not_recorded"), ("friend", "not_needed")),
        _lacking(("other", "provided")),
        _lacking(),
        _lacking(("imca", "not_recorded"), ("family", "not_recorded")),
        *2 * [_lacking(("imca", "provided"), lacked_capacity="no")],
        _lacking(("imca", "provided"), lacked_capacity="dont_know"),
        _lacking(("imca", "provided"), lacked_capacity=""),
    ],
)
JOURNEYS = story(
    "journeys",
    [
        enquiry(
            advocacy=[
                _advocate("care_act", "provided", barrier="waiting_list"),
                _advocate("care_act", "provided"),
                _advocate("imca", "provided"),
                _advocate("idva", "in_place_already"),
                _advocate("care_act", "waiting", barrier="waiting_list"),
                _advocate("isva", "waiting"),
                _advocate("imha", "not_available", barrier="no_contract"),
                _advocate("rpr_paid", "needed_not_offered", barrier="not_recorded"),
                _advocate("non_statutory", "declined"),
                _advocate("care_act", "declined"),
            ]
        ),
        enquiry(
            advocacy=[
                _advocate("imca", "not_offered_need_unknown"),
                *2 * [_advocate("care_act", "not_needed")],
                *2 * [_advocate("imca", "not_recorded")],
                # Those who support a person without being independent advocates.
                _advocate("family", "provided"),
                _advocate("friend", "in_place_already"),
                _advocate("rpr_unpaid", "provided"),
                _advocate("other", "waiting", barrier="out_of_area"),
                _advocate("not_recorded", "provided"),
            ]
        ),
        enquiry(concluded_on="", advocacy=[_advocate("care_act", "provided")]),
    ],
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return loaded(tmp_path_factory.mktemp("few"), SUPPORTED, GAP, INDEPENDENT, JOURNEYS)


def test_supported_takes_not_applicable_for_not_recorded(few: Loaded) -> None:
    assert four(few.ask("supported", "supported")) == (4, 7, 6, 5)


def test_the_advocacy_gap_is_a_care_act_or_mental_capacity_advocate_who_was_not_there(few: Loaded) -> None:
    assert four(few.ask("advocacy_gap", "gap")) == (3, 5, 4, 6)


def test_independent_advocate_never_counts_family_friends_or_unpaid_representatives(few: Loaded) -> None:
    assert four(few.ask("independent_advocate", "independent")) == (3, 8, 2, 4)


def test_advocacy_journey_counts_requests_for_independent_advocates(few: Loaded) -> None:
    answer = few.ask("advocacy_journey", "journeys")
    assert counted(answer) == {
        "in_place_already": 1,
        "provided": 3,
        "waiting": 2,
        "not_available": 1,
        "declined": 2,
        "needed_not_offered": 1,
        "not_offered_need_unknown": 1,
        "not_needed": 2,
    }
    assert apart(answer) == (13, 2, 5)


def test_advocacy_unmet_counts_needed_and_not_there(few: Loaded) -> None:
    # 2 waiting, 1 not available, 1 not offered; 4 there, 2 declined; 3 unknown; 2 not needed, 5 other types.
    assert four(few.ask("advocacy_unmet", "journeys")) == (4, 10, 3, 7)


def test_advocacy_barriers_are_of_the_unmet_requests_only(few: Loaded) -> None:
    answer = few.ask("advocacy_barriers", "journeys")
    assert counted(answer) == {"waiting_list": 1, "no_contract": 1}
    assert apart(answer) == (2, 2, 16)


def test_advocacy_types_count_family_and_friends_too(few: Loaded) -> None:
    answer = few.ask("advocacy_types", "journeys")
    assert counted(answer) == {
        "care_act": 2,
        "imca": 1,
        "idva": 1,
        "rpr_unpaid": 1,
        "family": 1,
        "friend": 1,
    }
    assert apart(answer) == (7, 1, 12)
