"""The synthetic council behaves as an English council's records do: sizes, shares and what goes with what."""

from collections import Counter, defaultdict
from statistics import median

from tests.sample.exports import Row, Rows, days_between, share

NEW_FORM = "2025-04-01"
ANSWERED = ("asked_expressed", "asked_none_expressed", "not_asked")
MET = ("fully", "partially", "not_achieved")


def concluded(council: Rows) -> list[Row]:
    """Return the concluded enquiries."""
    return [row for row in council["enquiries"] if row["concluded_on"]]


def with_risk(council: Rows, column: str, *codes: str) -> list[Row]:
    """Return the rows of enquiry_risks with one of these codes."""
    return [row for row in council["enquiry_risks"] if row[column] in codes]


def reason_of(council: Rows) -> dict[str, str]:
    """Return each person's primary support reason."""
    return {row["person_ref"]: row["primary_support_reason"] for row in council["people"]}


def started_live(council: Rows) -> set[str]:
    """Return the enquiries recorded in the Making Safeguarding Personal way."""
    return {row["enquiry_ref"] for row in council["enquiries"] if row["in_msp_recording"] == "yes"}


def test_it_has_about_nine_thousand_concerns_and_2400_enquiries_over_four_years(council: Rows) -> None:
    assert 8_500 <= len(council["concerns"]) <= 9_500
    assert 2_300 <= len(council["enquiries"]) <= 2_500
    days = sorted(row["received_on"] for row in council["concerns"])
    assert "2022-10-01" <= days[0] < "2022-10-20"
    assert days[-1] == "2026-09-30"


def test_it_has_seven_or_more_teams_in_four_services_some_of_them_small(council: Rows) -> None:
    teams = council["teams"]
    assert len({row["service"] for row in teams}) == 4
    assert len([row for row in teams if not row["open_to"]]) >= 7
    sizes = Counter(row["team_name"] for row in concluded(council))
    assert min(sizes.values()) < 30 < max(sizes.values())


def test_two_teams_merge_half_way_and_work_concluded_later_is_their_successors(council: Rows) -> None:
    closed = {row["team_name"]: row for row in council["teams"] if row["open_to"]}
    assert len(closed) == 2
    assert {row["successor"] for row in closed.values()} == {"East and West Locality"}
    for row in council["enquiries"]:
        if row["team_name"] in closed:
            assert row["concluded_on"]
            assert row["concluded_on"] <= closed[row["team_name"]]["open_to"]


def test_about_a_quarter_of_concerns_become_enquiries_and_most_are_section_42(council: Rows) -> None:
    decided = [row for row in council["concerns"] if row["decision"] not in ("pending", "not_recorded")]
    assert 0.24 < share(decided, "decision", "s42_enquiry", "other_enquiry") < 0.3
    assert 0.88 < share(council["enquiries"], "enquiry_type", "s42") < 0.94


def test_people_are_older_than_the_population_and_more_of_them_are_women(council: Rows) -> None:
    enquiries = council["enquiries"]
    assert 0.45 < share(enquiries, "age_band", "75-84", "85-94", "95+") < 0.58
    gender = {row["person_ref"]: row["gender"] for row in council["people"]}
    women = sum(gender[row["person_ref"]] == "female" for row in enquiries)
    assert 0.54 < women / len(enquiries) < 0.64


def test_neglect_leads_and_homes_come_before_care_homes(council: Rows) -> None:
    types = Counter(row["risk_type"] for row in council["enquiry_risks"])
    assert types.most_common(1)[0][0] == "neglect"
    places = council["enquiry_risks"]
    own_home = share(places, "risk_location", "own_home")
    care_home = share(places, "risk_location", "care_home_nursing", "care_home_residential")
    assert own_home > care_home > 0.2


def test_harm_in_a_care_home_comes_from_the_provider_and_domestic_abuse_from_someone_known(
    council: Rows,
) -> None:
    in_care = with_risk(council, "risk_location", "care_home_nursing", "care_home_residential")
    assert share(in_care, "risk_source", "service_provider") > 0.6
    domestic = with_risk(council, "risk_type", "domestic")
    assert share(domestic, "risk_source", "known") > 0.75


def test_capacity_goes_with_the_support_reason(council: Rows) -> None:
    reasons = reason_of(council)
    lacked: dict[str, list[Row]] = defaultdict(list)
    for row in concluded(council):
        if row["lacked_capacity"] in ("yes", "no"):
            lacked[reasons[row["person_ref"]]].append(row)
    shares = {reason: share(rows, "lacked_capacity", "yes") for reason, rows in lacked.items()}
    assert shares["memory"] > 0.65 > shares["learning_disability"] > 0.35 > shares["physical"]
    assert 0.25 < share([row for rows in lacked.values() for row in rows], "lacked_capacity", "yes") < 0.38


def test_most_people_who_lacked_capacity_were_supported(council: Rows) -> None:
    lacked = [
        row for row in concluded(council)
        if row["lacked_capacity"] == "yes" and row["supported_by"] not in ("", "not_recorded")
    ]  # fmt: skip
    assert 0.8 < share(lacked, "supported_by", "advocate", "family", "friend") < 0.94


def test_advocates_come_mostly_for_those_with_difficulty_and_some_never_come(council: Rows) -> None:
    wanted = {
        row["enquiry_ref"] for row in council["advocacy"] if row["advocacy_type"] in ("care_act", "imca")
    }
    difficulty = [row for row in council["enquiries"] if row["substantial_difficulty"] == "yes"]
    none = [row for row in council["enquiries"] if row["substantial_difficulty"] == "no"]
    asked_for = [sum(row["enquiry_ref"] in wanted for row in rows) / len(rows) for rows in (difficulty, none)]
    assert asked_for[0] > 3 * asked_for[1]
    statuses = Counter(row["status"] for row in council["advocacy"])
    assert min(statuses[code] for code in ("waiting", "not_available", "needed_not_offered", "declined")) >= 5


def test_the_new_form_records_being_asked_more_often_and_leaves_less_blank(council: Rows) -> None:
    before = [row for row in concluded(council) if row["concluded_on"] < NEW_FORM]
    after = [row for row in concluded(council) if row["concluded_on"] >= NEW_FORM]
    blank = [share(rows, "outcomes_asked", "", "not_recorded", "dont_know") for rows in (before, after)]
    assert blank[0] > 0.1 > blank[1]
    asked = [
        1 - share([row for row in rows if row["outcomes_asked"] in ANSWERED], "outcomes_asked", "not_asked")
        for rows in (before, after)
    ]
    assert 0.74 < asked[0] < 0.82 < asked[1] < 0.89


def test_most_wishes_came_true_and_some_did_not(council: Rows) -> None:
    judged = [
        row for row in concluded(council)
        if row["outcomes_asked"] == "asked_expressed" and row["outcomes_achieved"] in MET
    ]  # fmt: skip
    fully, partly, not_achieved = (share(judged, "outcomes_achieved", code) for code in MET)
    assert 0.52 < fully < 0.66
    assert 0.25 < partly < 0.38
    assert 0.05 < not_achieved < 0.13


def test_the_first_conversation_is_slower_but_fuller_once_a_team_is_live(council: Rows) -> None:
    live = started_live(council)
    received = {row["concern_ref"]: row["received_on"] for row in council["concerns"]}
    waits: dict[bool, list[int]] = {True: [], False: []}
    for row in council["enquiries"]:
        if row["concern_ref"] and row["first_conversation_on"]:
            days = days_between(received[row["concern_ref"]], row["first_conversation_on"])
            waits[row["enquiry_ref"] in live].append(days)
    assert median(waits[True]) > median(waits[False])
    wishes = Counter(row["enquiry_ref"] for row in council["desired_outcomes"] if row["stage"] == "start")
    several = [
        sum(count > 1 for ref, count in wishes.items() if (ref in live) is is_live)
        / sum((ref in live) is is_live for ref in wishes)
        for is_live in (True, False)
    ]
    assert several[0] > several[1] + 0.08


def test_enquiries_take_longer_where_police_or_courts_are_waited_for(council: Rows) -> None:
    lengths: dict[str, list[int]] = defaultdict(list)
    for row in concluded(council):
        lengths[row["departure_reason"]].append(days_between(row["started_on"], row["concluded_on"]))
    waited, own_pace, usual = (
        median(lengths[why]) for why in ("police_or_court", "persons_pace", "as_usual")
    )
    assert waited > own_pace > 1.5 * usual
    assert 55 < median(days for found in lengths.values() for days in found) < 85


def test_money_is_wished_for_only_where_money_was_at_risk(council: Rows) -> None:
    at_risk = {row["enquiry_ref"] for row in with_risk(council, "risk_type", "financial")}
    first = [
        row for row in council["desired_outcomes"] if row["stage"] == "start" and row["theme"] == "money"
    ]
    assert len(first) > 30
    assert {row["enquiry_ref"] for row in first} <= at_risk


def test_some_facts_are_written_down_late_and_some_are_corrected(council: Rows) -> None:
    ended = {row["enquiry_ref"]: row["concluded_on"] for row in concluded(council)}
    closing = [row for row in council["desired_outcomes"] if row["stage"] == "conclusion"]
    late = [row for row in closing if row["recorded_on"] > ended[row["enquiry_ref"]]]
    assert 0.05 < len(late) / len(closing) < 0.2
    twice = Counter((row["enquiry_ref"], row["outcome_no"]) for row in closing)
    assert sum(count == 2 for count in twice.values()) > 15


def test_fewer_are_deprived_of_liberty_since_the_test_changed(council: Rows) -> None:
    months = Counter(row["received_on"][:7] for row in council["dols"])
    before = sum(months[month] for month in ("2026-02", "2026-03", "2026-04", "2026-05"))
    after = sum(months[month] for month in ("2026-06", "2026-07", "2026-08", "2026-09"))
    assert after < 0.7 * before
    assert "2026-06-02" in {row["from_on"] for row in council["recording_notes"]}


def test_about_a_third_of_those_invited_answered_the_questions(council: Rows) -> None:
    rows = council["experience"]
    invited = {
        row["response_ref"] for row in rows if row["question"] == "invited" and row["answer"] == "yes_fully"
    }
    answered = {row["response_ref"] for row in rows if row["question"] != "invited"}
    assert answered <= invited
    assert 0.28 < len(answered) / len(invited) < 0.42


def test_stages_of_the_rollout_never_go_back(council: Rows) -> None:
    order = ("not_started", "planning", "rolling_out", "fully_implemented")
    reached: dict[str, int] = {}
    for row in sorted(council["rollout"], key=lambda row: row["as_of"]):
        stage = order.index(row["stage"])
        assert stage >= reached.get(row["team_name"], 0)
        assert int(row["staff_trained"]) <= int(row["staff"])
        reached[row["team_name"]] = stage
    assert set(reached.values()) == {1, 2, 3}
