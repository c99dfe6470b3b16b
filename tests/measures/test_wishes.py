"""Wishes, worked by hand: who was asked at the end, whether wishes changed, why they were met, who helped."""

import pytest

from tests.measures.few_rows import Loaded, apart, at, cells, counted, each, enquiry, four, loaded, story


def _judged(*judges: tuple[str, str]) -> list[dict[str, str]]:
    return [
        at(stage, "2025-08-01" if stage in ("review", "follow_up") else "", judged_by=by)
        for stage, by in judges
    ]


ASKED_AT_END = story(
    "asked at end",
    [
        *(
            enquiry(outcomes_asked="asked_expressed", wishes=[_judged(*judges)])
            for judges in (
                [("conclusion", "adult")],
                [("conclusion", "practitioner"), ("review", "representative")],
                [("follow_up", "advocate")],
                [("conclusion", "attorney_or_deputy")],
                [("conclusion", "practitioner")],
                [("conclusion", "best_interests"), ("review", "not_recorded")],
                [("start", "adult"), ("conclusion", "practitioner")],
                [("conclusion", "not_recorded"), ("review", "")],
                [("conclusion", "")],
                [("start", "adult"), ("planning", "adult")],
            )
        ),
        enquiry(outcomes_asked="asked_expressed"),
        *each(
            "outcomes_asked",
            {"not_asked": 1, "asked_none_expressed": 1, "not_applicable": 1},
            wishes=[_judged(("conclusion", "adult"))],
        ),
    ],
)
CHANGED = story(
    "changed",
    [
        enquiry(
            wishes=[
                [at("start"), at("planning", "2025-06-01", change="refined")],
                [at("start"), at("conclusion", change="replaced")],
                [
                    at("start"),
                    at("planning", "2025-06-01", change="withdrawn"),
                    at("conclusion", change="unchanged"),
                ],
                # What the first row says is no change, and what comes after the conclusion is too late.
                [at("start", change="replaced"), at("conclusion", change="unchanged")],
                [at("start"), at("planning", "2025-06-01", change="first")],
                [
                    at("start"),
                    at("conclusion", change="unchanged"),
                    at("review", "2025-07-02", change="refined"),
                ],
                [at("start"), at("planning", "2025-06-01", change="not_recorded")],
                [at("start", change="refined"), at("planning", "2025-06-01"), at("conclusion")],
                [at("start", change="refined")],
                [at("conclusion", change="refined")],
                [at("start"), at("review", "2025-07-02", change="refined")],
                [at("start"), at("conclusion", "2025-07-02", change="refined")],
                [at("review", "2025-07-02"), at("follow_up", "2025-09-02", change="refined")],
            ]
        )
    ],
)
NEGOTIATED = story(
    "negotiated",
    [
        enquiry(
            wishes=[
                [at("start", negotiated="no"), at("planning", negotiated="yes")],
                [at("start"), at("review", "2025-09-01", negotiated="yes")],
                [at("start", negotiated="no")],
                [at("start", negotiated="not_recorded"), at("conclusion", negotiated="no")],
                [at("start", negotiated="no"), at("conclusion")],
                *3 * [[at("start", negotiated="not_recorded"), at("conclusion")]],
                [at("start")],
            ]
        )
    ],
)
PATHS = story(
    "paths",
    [
        enquiry(
            wishes=[
                *2
                * [
                    [
                        at("start", theme="money"),
                        at("planning", change="refined"),
                        at("conclusion", achieved="fully"),
                    ]
                ],
                [
                    at("start"),
                    at("planning", theme="money", change="unchanged"),
                    at("conclusion", achieved="partially"),
                ],
                [at("conclusion", theme="money", achieved="not_achieved")],
                [at("review", "2025-08-01", theme="money", achieved="fully")],
                [at("start", theme="money"), at("conclusion", achieved="withdrawn")],
                [at("start", theme="not_recorded"), at("conclusion", change="first", achieved="too_early")],
            ]
        )
    ],
)


def _because(achieved: str, reason: str) -> list[dict[str, str]]:
    return [at("start", reason="family_disagreed"), at("conclusion", achieved=achieved, reason=reason)]


WHY = story(
    "why",
    [
        enquiry(
            wishes=[
                *2 * [_because("fully", "early_conversation")],
                _because("fully", "partner_helped"),
                _because("fully", ""),
                _because("partially", "legal_limit"),
                *2 * [_because("partially", "not_recorded")],
                *3 * [_because("not_achieved", "others_at_risk")],
                _because("not_achieved", "died"),
                _because("withdrawn", "wishes_changed"),
                _because("too_early", "needs_longer"),
            ]
        )
    ],
)
PARTNERS = story(
    "partners",
    [
        enquiry(
            wishes=[
                [
                    at("start", partner="police", contribution="not_given"),
                    at("planning", "2025-06-01", partner="nhs", contribution="partly_given"),
                    at("conclusion", partner="police", contribution="given"),
                ],
                [at("conclusion"), at("review", "2025-08-01", partner="police", contribution="given")],
                [at("start", partner="housing"), at("conclusion")],
                *2 * [[at("conclusion", contribution="given")]],
            ]
        )
    ],
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    stories = ASKED_AT_END, CHANGED, NEGOTIATED, PATHS, WHY, PARTNERS
    return loaded(tmp_path_factory.mktemp("few"), *stories)


def test_asked_at_end_needs_a_judge_who_is_neither_worker_nor_best_interests(few: Loaded) -> None:
    assert four(few.ask("asked_at_end", "asked at end")) == (4, 7, 2, 5)


def test_changed_looks_at_later_rows_up_to_the_conclusion(few: Loaded) -> None:
    assert four(few.ask("changed", "changed")) == (3, 6, 2, 5)


def test_negotiated_is_yes_once_any_row_says_so(few: Loaded) -> None:
    assert four(few.ask("negotiated", "negotiated")) == (2, 5, 4, 0)


def test_outcome_paths_follow_each_wish_from_first_words_to_what_happened(few: Loaded) -> None:
    assert cells(few.ask("outcome_paths", "paths")) == {
        ("recorded", "changed", "fully"): 2,
        ("not_recorded", "unchanged", "partially"): 1,
        ("recorded", "not_known", "not_achieved"): 1,
        ("recorded", "not_known", "not_recorded"): 2,
        ("not_recorded", "unchanged", "not_recorded"): 1,
    }


def test_why_counts_the_closing_rows_reasons_apart_for_each_ending(few: Loaded) -> None:
    by_outcome = few.ask("why", "why")["by_outcome"]
    assert {ending: counted(part) for ending, part in by_outcome.items()} == {
        "fully": {"early_conversation": 2, "partner_helped": 1},
        "partially": {"legal_limit": 1},
        "not_achieved": {"others_at_risk": 3, "died": 1},
    }
    assert {ending: apart(part)[:2] for ending, part in by_outcome.items()} == {
        "fully": (3, 1),
        "partially": (1, 2),
        "not_achieved": (4, 0),
    }


def test_partner_needed_counts_wishes_where_any_row_names_one(few: Loaded) -> None:
    assert four(few.ask("partner_needed", "partners")) == (3, 5, 0, 0)


def test_partner_contribution_takes_the_last_row_that_names_each_partner(few: Loaded) -> None:
    assert cells(few.ask("partner_contribution", "partners")) == {
        ("police", "given"): 2,
        ("nhs", "partly_given"): 1,
        ("housing", "not_recorded"): 1,
    }
