"""Being heard, worked by hand: who was asked, what they said, and whether they took part."""

import pytest

from tests.measures.few_rows import Loaded, apart, at, counted, each, enquiry, four, loaded, story

ASKED = story(
    "asked",
    each(
        "outcomes_asked",
        {
            "asked_expressed": 5,
            "asked_none_expressed": 2,
            "not_asked": 3,
            "dont_know": 1,
            "not_recorded": 1,
            "": 2,
            "not_applicable": 6,
        },
    ),
)
CONCERNS = story(
    "concerns",
    concerns=[
        {"received_on": "2025-03-31", "views_sought": "no"},
        {"received_on": "2025-04-01", "views_sought": "adult"},
        {"views_sought": "adult"},
        {"views_sought": "adult"},
        {"views_sought": "representative"},
        {"received_on": "2026-03-31", "views_sought": "representative"},
        {"views_sought": "no"},
        {"views_sought": "no"},
        {"views_sought": "unsafe"},
        {"views_sought": "not_recorded"},
        *3 * [{"views_sought": ""}],
        {"received_on": "2026-04-01", "views_sought": "adult"},
    ],
)
IN_OWN_WORDS = story(
    "in own words",
    [
        enquiry(outcomes_asked="asked_expressed", wishes=[[at("start", own_words="Let me stay")]]),
        enquiry(outcomes_asked="asked_expressed", wishes=[[at("start"), at("conclusion", own_words="Home")]]),
        enquiry(outcomes_asked="asked_expressed", wishes=[[at("start")], [at("start", own_words="My cat")]]),
        enquiry(
            outcomes_asked="asked_expressed",
            wishes=[[at("start"), at("follow_up", "2025-12-01", own_words="I am well")]],
        ),
        enquiry(outcomes_asked="asked_expressed", wishes=[[at("start", theme="be_safe")]]),
        enquiry(outcomes_asked="asked_expressed", wishes=[[at("start", own_words="   ")]]),
        enquiry(outcomes_asked="asked_expressed"),
        enquiry(outcomes_asked="not_asked", wishes=[[at("start", own_words="Nobody asked")]]),
        *each("outcomes_asked", {"asked_none_expressed": 1, "dont_know": 1, "": 1, "not_applicable": 1}),
    ],
)
WHO_TOLD_US = story(
    "who told us",
    [
        # The earlier day comes first, whatever its number.
        enquiry(
            outcomes_asked="asked_expressed",
            wishes=[
                [at("start", "2025-05-10", voice="advocate")],
                [at("start", "2025-05-02", voice="adult")],
            ],
        ),
        # Then the lower number, as a number: 2 comes before 10.
        enquiry(
            outcomes_asked="asked_expressed",
            wishes=[
                [at("start", "2025-05-02", outcome_no="10", voice="practitioner")],
                [at("start", "2025-05-02", outcome_no="2", voice="representative")],
            ],
        ),
        # Then the earlier stage.
        enquiry(
            outcomes_asked="asked_expressed",
            wishes=[
                [
                    at("planning", "2025-05-02", voice="adult"),
                    at("start", "2025-05-02", voice="best_interests"),
                ]
            ],
        ),
        *each("outcomes_asked", {"asked_expressed": 2}, wishes=[[at("start", voice="adult")]]),
        enquiry(outcomes_asked="asked_expressed", wishes=[[at("start", voice="not_recorded")]]),
        enquiry(
            outcomes_asked="asked_expressed",
            wishes=[[at("start"), at("planning", "2025-06-01", voice="adult")]],
        ),
        enquiry(outcomes_asked="asked_expressed"),
        *each("outcomes_asked", {"not_asked": 2, "": 1}, wishes=[[at("start", voice="adult")]]),
    ],
)
HOW_MANY = story(
    "how many wishes",
    [
        *each(
            "outcomes_asked", {"asked_expressed": 2}, wishes=[[at("start"), at("planning"), at("conclusion")]]
        ),
        enquiry(outcomes_asked="asked_expressed", wishes=2 * [[at("start")]]),
        *each("outcomes_asked", {"asked_expressed": 2}, wishes=3 * [[at("start")]]),
        enquiry(outcomes_asked="asked_expressed", wishes=4 * [[at("conclusion")]]),
        enquiry(outcomes_asked="asked_expressed"),
        *each("outcomes_asked", {"asked_none_expressed": 1, "not_asked": 1, "": 1}, wishes=[[at("start")]]),
    ],
)
NOT_ASKED = story(
    "not asked",
    [
        *each(
            "not_asked_reason",
            {"unsafe_to_ask": 3, "no_representative": 1, "declined_contact": 2, "not_recorded": 2, "": 3},
            outcomes_asked="not_asked",
        ),
        enquiry(outcomes_asked="asked_expressed", not_asked_reason="died"),
        *each("outcomes_asked", {"asked_expressed": 1, "dont_know": 1, "": 1}),
    ],
)
ALONE = story("alone", each("seen_alone", {"yes": 3, "declined": 2, "no": 3, "not_recorded": 1, "": 5}))
AGREED = story(
    "agreed",
    each(
        "agreed_to_enquiry",
        {"yes": 2, "no": 3, "lacked_capacity": 1, "not_asked": 4, "not_recorded": 1, "": 2},
    ),
)
OVERRIDDEN = story(
    "overridden",
    each("override_reason", {"others_at_risk": 2, "coercion": 1, "court": 3, "not_recorded": 1, "": 4}),
)


def _met(**took_part: str) -> dict[str, str]:
    return {f"{who}_took_part": how for who, how in took_part.items()}


MEETINGS = story(
    "meetings",
    [
        enquiry(meetings=[_met(adult="in_person")]),
        enquiry(meetings=[_met(adult="remote")]),
        enquiry(meetings=[_met(adult="written_or_picture")]),
        enquiry(meetings=[_met(adult="not_invited"), _met(adult="in_person")]),
        enquiry(meetings=[_met(adult="represented_only", representative="in_person")]),
        enquiry(meetings=[_met(adult="represented_only")]),
        enquiry(meetings=[_met(adult="declined", advocate="remote")]),
        enquiry(meetings=[_met(adult="not_invited"), _met(adult="not_recorded")]),
        enquiry(meetings=[_met(adult="not_recorded", representative="in_person")]),
        enquiry(meetings=[_met(adult="", representative="declined")]),
        enquiry(meetings=[_met(), _met(adult="not_recorded", representative="not_recorded")]),
        *5 * [enquiry()],
        enquiry(concluded_on="", meetings=[_met(adult="in_person")]),
        enquiry(concluded_on="2026-04-01", meetings=[_met(adult="in_person")]),
    ],
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    stories = (
        ASKED,
        CONCERNS,
        IN_OWN_WORDS,
        WHO_TOLD_US,
        HOW_MANY,
        NOT_ASKED,
        ALONE,
        AGREED,
        OVERRIDDEN,
        MEETINGS,
    )
    return loaded(tmp_path_factory.mktemp("few"), *stories)


def test_asked_counts_everyone_asked_and_keeps_not_asked_in_the_denominator(few: Loaded) -> None:
    answer = few.ask("asked", "asked")
    assert four(answer) == (7, 10, 4, 6)
    assert (answer["rate"], answer["low"], answer["high"]) == (0.7, 7 / 14, 11 / 14)
    # Wilson at 95%: (0.7 + 0.192073) / 1.384146, give or take 1.959964 * sqrt(0.030604) / 1.384146.
    assert answer["interval"] == pytest.approx([0.39678, 0.89221], abs=0.00001)


def test_expressed_counts_only_those_who_said_what_they_wanted(few: Loaded) -> None:
    assert four(few.ask("expressed", "asked")) == (5, 10, 4, 6)


def test_heard_at_concern_counts_concerns_received_on_the_first_to_the_last_day(few: Loaded) -> None:
    # 3 adult and 2 representative; 2 no one's and 1 unsafe; 4 unknown; the days before and after are outside.
    assert four(few.ask("heard_at_concern", "concerns")) == (5, 8, 4, 0)


def test_own_words_may_stand_on_any_row_of_any_wish_but_not_be_blank(few: Loaded) -> None:
    assert four(few.ask("own_words", "in own words")) == (4, 7, 0, 5)


def test_expressed_by_is_the_voice_of_the_first_row_by_day_then_number_then_stage(few: Loaded) -> None:
    answer = few.ask("expressed_by", "who told us")
    assert counted(answer) == {"adult": 3, "representative": 1, "best_interests": 1}
    assert apart(answer) == (5, 2, 4)
    codes = ["adult", "representative", "attorney_or_deputy", "advocate", "best_interests", "practitioner"]
    assert [entry["code"] for entry in answer["categories"]] == codes


def test_wishes_per_enquiry_counts_numbers_and_not_rows(few: Loaded) -> None:
    answer = few.ask("wishes_per_enquiry", "how many wishes")
    assert [(entry["code"], entry["count"]) for entry in answer["categories"]] == [
        ("1", 2),
        ("2", 1),
        ("3_or_more", 3),
    ]
    assert apart(answer) == (6, 0, 4)


def test_not_asked_reasons_are_of_those_not_asked_whatever_others_carry(few: Loaded) -> None:
    answer = few.ask("not_asked_reasons", "not asked")
    assert counted(answer) == {"unsafe_to_ask": 3, "no_representative": 1, "declined_contact": 2}
    assert apart(answer) == (6, 5, 4)
    assert "not_recorded" not in [entry["code"] for entry in answer["categories"]]


def test_seen_alone_counts_an_offer_that_was_declined(few: Loaded) -> None:
    assert four(few.ask("seen_alone", "alone")) == (5, 8, 6, 0)


def test_agreed_counts_not_asked_as_an_answer(few: Loaded) -> None:
    answer = few.ask("agreed", "agreed")
    assert counted(answer) == {"yes": 2, "no": 3, "lacked_capacity": 1, "not_asked": 4}
    assert apart(answer) == (10, 3, 0)


def test_overridden_leaves_out_blanks_and_keeps_not_recorded_as_its_last_category(few: Loaded) -> None:
    answer = few.ask("overridden", "overridden")
    assert counted(answer) == {"others_at_risk": 2, "coercion": 1, "court": 3, "not_recorded": 1}
    assert apart(answer) == (7, 0, 4)
    assert answer["categories"][-1]["code"] == "not_recorded"


def test_took_part_needs_one_meeting_that_the_adult_was_part_of(few: Loaded) -> None:
    # 4 took part; 4 did not (two represented, one declined, one not invited); 3 say nothing of the adult.
    assert four(few.ask("took_part", "meetings")) == (4, 8, 3, 5)


def test_represented_counts_anyone_who_took_part_for_the_adult_too(few: Loaded) -> None:
    # 7: the four adults, two representatives, one advocate. 3 have only other values, 1 nothing recorded.
    assert four(few.ask("represented", "meetings")) == (7, 10, 1, 5)


def test_meeting_invitation_counts_meetings_of_concluded_enquiries(few: Loaded) -> None:
    answer = few.ask("meeting_invitation", "meetings")
    assert counted(answer) == {
        "in_person": 2,
        "remote": 1,
        "written_or_picture": 1,
        "represented_only": 2,
        "declined": 1,
        "not_invited": 2,
    }
    assert apart(answer) == (9, 5, 0)
