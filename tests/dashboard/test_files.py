"""The page of files to look at: drawn for those whose teams they are, whatever a browser sends."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from msp_dashboard.operations import audit_log, reading
from msp_dashboard.pages.files import FIELDS
from msp_dashboard.releases import open_release
from msp_dashboard.results import choices
from msp_dashboard.results.files import NOT_EXACT
from tests.dashboard.visiting import CALLBACK, Drawn, Visitor, response_of

Visit = Callable[[str], Visitor]
NOT_OURS = "That is not a question this page asks: nothing changed."
OUTPUTS = ["files-list", "files-result", *(f"files-{name}-error" for name in FIELDS)]
FILLED_IN = {
    "rule": "random",
    "team": "all",
    "period": "all",
    "number": "5",
    "seed": "11",
    "purpose": "Audit for October",
}


def body(clicks: object = 1, **typed: object) -> dict[str, Any]:
    """Return what the form's button sends."""
    sent = FILLED_IN | typed
    return {
        "output": f"..{'...'.join(f'{each}.children' for each in OUTPUTS)}..",
        "outputs": [{"id": each, "property": "children"} for each in OUTPUTS],
        "inputs": [{"id": "files-draw", "property": "n_clicks", "value": clicks}],
        "changedPropIds": ["files-draw.n_clicks"],
        "state": [{"id": f"files-{name}", "property": "value", "value": sent[name]} for name in FIELDS],
    }


def sent(visitor: Visitor, **typed: object) -> TestResponse:
    return visitor.post(CALLBACK, json=body(**typed))


def listed(answer: TestResponse) -> list[list[str]]:
    """Return the cells of the table of files, row by row: reference, system and team."""
    assert answer.status_code == 200, answer.text
    tree = Drawn(tree=response_of(answer)["files-list"]["children"])
    rows = [Drawn(tree=each) for each in tree.every("Tr")]
    return [row.texts() for row in rows if row.every("Td")]


def said(answer: TestResponse, name: str = "files-result") -> str:
    """Return the line that says what became of it, or what stands beside a field."""
    return str(response_of(answer)[name]["children"])


def last_entry() -> tuple[str, str, dict[str, Any]]:
    with reading() as store:
        row = store.execute(sa.select(audit_log).order_by(audit_log.c.entry_id.desc()).limit(1)).one()
    return row.actor, row.action, json.loads(row.details)


def test_a_lead_draws_files_of_their_own_teams_and_that_is_written_down(visit: Visit) -> None:
    teams = choices(open_release()).values["team"][:3]
    answer = sent(visit("marcus-bell"), number="50", period="2022-10-01..2026-09-30")
    files = listed(answer)
    assert len(files) == 50
    assert {team for _, _, team in files} == set(teams)
    actor, action, details = last_entry()
    assert (actor, action, details["files"]) == ("marcus-bell", "files drawn", 50)
    assert (details["role"], details["purpose"]) == ("qa_lead", "Audit for October")
    assert details["limits"] == {"team": list(teams)}
    assert not any(reference in json.dumps(details) for reference, _, _ in files)


def test_the_same_seed_draws_the_same_list_and_no_copy_of_it_is_kept(visit: Visit) -> None:
    lead = visit("marcus-bell")
    answer = sent(lead)
    assert answer.headers["Cache-Control"] == "no-store"
    assert listed(sent(lead)) == listed(answer)
    assert listed(sent(lead, seed="12")) != listed(answer)


def test_one_of_ones_own_teams_can_be_chosen(visit: Visit) -> None:
    team = choices(open_release()).values["team"][1]
    files = listed(sent(visit("marcus-bell"), team=team, period="2022-10-01..2026-09-30"))
    assert {each[2] for each in files} == {team}


def test_a_head_of_service_draws_from_their_services_only(visit: Visit) -> None:
    offered = choices(open_release())
    own = offered.values["service"][:2]
    files = listed(sent(visit("helen-doyle"), number="50", period="2022-10-01..2026-09-30"))
    assert files
    assert {offered.service_of[team] for _, _, team in files} <= set(own)


@pytest.mark.parametrize("person", ["priya-nair", "tom-askew"])
def test_the_board_is_refused_in_words_whatever_it_sends(visit: Visit, person: str) -> None:
    team = choices(open_release()).values["team"][0]
    assert NOT_EXACT in visit(person).page("/files").text()
    assert visit(person).page("/files").every("Button") == []
    for typed in ({}, {"team": team}, {"period": "2026-01-02..2026-01-03"}):
        answer = sent(visit(person), **typed)
        assert (listed(answer), said(answer)) == ([], NOT_EXACT)
        assert last_entry()[:2] == (person, "denied")


def test_nobody_is_sent_away(visit: Visit) -> None:
    assert sent(visit("")).status_code == 401


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rule", "worst"),
        ("rule", ""),
        ("rule", None),
        ("team", "Nowhere"),
        ("team", None),
        ("period", "yesterday"),
        ("period", "1900-01-01..1900-01-31"),
        ("number", "51"),
        ("number", "0"),
        ("number", "-5"),
        ("number", "5; DROP TABLE enquiries"),
        ("number", "٣"),
        ("number", None),
        ("seed", "1.5"),
        ("seed", "9" * 30),
        ("purpose", ""),
        ("purpose", None),
        ("purpose", "too short"),
        ("purpose", "x" * 300),
        ("purpose", "The file of 943 476 5919"),
    ],
)
def test_what_does_not_fit_is_marked_at_its_field_and_nothing_is_drawn(
    visit: Visit, name: str, value: str | None
) -> None:
    sent(visit("ewa-nowak"), seed="4711")
    answer = sent(visit("marcus-bell"), **{name: value})
    assert listed(answer) == []
    assert said(answer, f"files-{name}-error").startswith("Please mend: ")
    assert [each for each in FIELDS if said(answer, f"files-{each}-error")] == [name]
    assert last_entry()[2]["seed"] == 4711


def test_a_team_of_somebody_else_is_refused(visit: Visit) -> None:
    teams = choices(open_release()).values["team"]
    answer = sent(visit("marcus-bell"), team=teams[5])
    assert listed(answer) == []
    assert "not one of yours" in said(answer, "files-team-error")
    assert listed(sent(visit("ruth-okafor"), team=teams[5], period="2022-10-01..2026-09-30"))


@pytest.mark.parametrize(
    "forged",
    [
        body(rule=["random"]),
        body(rule={"key": "random"}),
        body(number=5),
        body(purpose="x" * 3000),
        body() | {"state": body()["state"][:3]},
        body() | {"state": [*body()["state"], {"id": "files-tier", "property": "value", "value": "exact"}]},
        body() | {"outputs": body()["outputs"][:1]},
        body() | {"changedPropIds": ["files-draw.children"]},
    ],
)
def test_a_forged_request_is_refused(visit: Visit, forged: dict[str, Any]) -> None:
    answer = visit("marcus-bell").post(CALLBACK, json=forged)
    assert (answer.status_code, answer.text) == (400, NOT_OURS)


def test_nothing_is_drawn_before_the_button_is_pressed(visit: Visit) -> None:
    before = last_entry()
    assert sent(visit("marcus-bell"), clicks=None).status_code == 204
    page = visit("marcus-bell").page("/files", "?rule=random&seed=11&number=5&purpose=Audit+for+October")
    assert page.every("Table") == []
    assert last_entry() == before


def test_the_page_offers_its_reader_their_own_teams_and_a_seed_that_nobody_chose(visit: Visit) -> None:
    page = visit("marcus-bell").page("/files")
    assert "Exact figures: own teams only." in page.text()
    controls = {each["props"].get("id"): each["props"] for each in page.every()}
    own = choices(open_release()).values["team"][:3]
    assert [each["label"] for each in controls["files-team"]["options"]] == ["All my teams", *own]
    seeds = {
        str(each["props"]["value"])
        for _ in range(6)
        for each in visit("marcus-bell").page("/files").every("Input")
        if each["props"]["id"] == "files-seed"
    }
    assert len(seeds) > 1
