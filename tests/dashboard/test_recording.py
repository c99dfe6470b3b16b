"""The page of what changed in recording: who is told what, who may write, and what a forged request gets."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dash
import pytest

from msp_dashboard import audit
from msp_dashboard.results.annotations import NOT_A_WRITER, NOT_THERE, NOT_YOURS, Draft, write, written
from msp_dashboard.settings import settings
from tests.dashboard.visiting import CALLBACK, Drawn, Visitor, response_of, text_of
from tests.writing.authors import ANALYST, logged

Visit = Callable[[str], Visitor]
WRITES, RESULT = "..changes-list.children", "annotation-result"
FIELDS = ("happened-on", "ends-on", "kind", "team", "text")
GOOD = {
    "happened-on": "2025-11-03",
    "ends-on": None,
    "kind": "form_change",
    "team": "*",
    "text": "A new form",
}
FIRST_TEAM, OTHER_TEAM = "Safeguarding Hub", "Mental Health South"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a request was answered with: the line, the marks by field, and the list where it is drawn anew."""

    line: str
    marks: dict[str, str]
    listed: Drawn | None


def request(site: dash.Dash, pressed: str, **typed: object) -> dict[str, Any]:
    """Return what the page sends when a button is pressed: the one that adds, or that of an annotation."""
    (output,) = [key for key in site.callback_map if key.startswith(WRITES)]
    places = [each.rsplit(".", 1) for each in output.strip(".").split("...")]
    own = {"type": "withdraw", "annotation": pressed}
    adds = pressed == "annotation-add"
    values = GOOD | {name.replace("_", "-"): value for name, value in typed.items()}
    named = pressed if adds else f'{{"annotation":"{pressed}","type":"withdraw"}}'
    return {
        "output": output,
        "outputs": [{"id": place, "property": name} for place, name in places],
        "inputs": [
            {"id": "annotation-add", "property": "n_clicks", "value": 1 if adds else None},
            [] if adds else [{"id": own, "property": "n_clicks", "value": 1}],
        ],
        "state": [
            {"id": f"annotation-{name}", "property": "value", "value": values[name]} for name in FIELDS
        ],
        "changedPropIds": [f"{named}.n_clicks"],
    }


def told(answer: Any) -> Told:
    assert answer.status_code == 200, answer.text
    found = response_of(answer)
    marks = {name: found[f"annotation-{name}-error"]["children"] for name in FIELDS}
    listed = Drawn(tree=found["changes-list"]["children"]) if "changes-list" in found else None
    return Told(line=found[RESULT]["children"], marks=marks, listed=listed)


def press(site: dash.Dash, visitor: Visitor, pressed: str = "annotation-add", **typed: object) -> Told:
    return told(visitor.post(CALLBACK, json=request(site, pressed, **typed)))


def cells(drawn: Drawn) -> list[list[str]]:
    """Return the rows of the list of changes."""
    rows = [Drawn(tree=each) for each in drawn.every("Tr")]
    return [[text_of(cell) for cell in row.tree["props"]["children"]] for row in rows if row.every("Td")]


def test_the_list_has_the_notes_of_the_export_and_what_was_written_in_order(come: Visit) -> None:
    write(ANALYST, Draft(happened_on="2025-05-12", kind="campaign", text="Ask first", ends_on="2025-05-16"))
    rows = cells(come("priya-nair").page("/recording"))
    place = next(place for place, row in enumerate(rows) if row[1] == "Ask first")
    assert rows[place - 1][0] == "1 April 2025"
    assert rows[place - 1][1].startswith("New safeguarding form: being asked, capacity,")
    assert rows[place - 1][2:] == ["Noted in the records", "Whole council", "The records"]
    assert rows[place] == [
        "12 May 2025 to 16 May 2025",
        "Ask first",
        "A campaign",
        "Whole council",
        "Council analyst",
    ]


def test_an_annotation_stands_at_once_on_every_chart_that_draws_notes(come: Visit) -> None:
    visitor = come("priya-nair")
    before = {path: visitor.page(path) for path in ("/", "/outcomes", "/timescales", "/being-heard")}
    write(ANALYST, Draft(happened_on="2026-02-10", kind="form_change", text="Wishes are asked for first"))
    for path, earlier in before.items():
        after = visitor.page(path)
        assert "Wishes are asked for first" not in earlier.text()
        keys = [Drawn(tree=each).text() for each in after.with_class("lines-key")]
        assert keys, path
        assert all("Wishes are asked for first" in key for key in keys), path
        if path != "/timescales":
            lines = [
                sum(len(each["layout"].get("shapes", [])) for each in page.figures())
                for page in (earlier, after)
            ]
            assert lines[1] > lines[0], path
    (changes,) = visitor.page("/").with_class("changes")
    assert "Wishes are asked for first" in text_of(changes)


@pytest.mark.parametrize(
    ("person", "told_of"),
    [
        ("priya-nair", False),
        ("tom-askew", False),
        ("marcus-bell", True),
        ("ruth-okafor", False),
        ("ewa-nowak", True),
    ],
)
@pytest.mark.parametrize("path", ["/recording", "/", "/being-heard"])
def test_what_is_about_a_team_is_told_to_those_whose_team_it_is(
    come: Visit, person: str, told_of: bool, path: str
) -> None:
    author = ANALYST.__class__(key="a", name="A", role="analyst", teams=(FIRST_TEAM,))
    write(author, Draft(happened_on="2026-02-10", kind="staffing", text="Two posts empty", team=FIRST_TEAM))
    text = come(person).page(path).text()
    assert ("Two posts empty" in text) is told_of


@pytest.mark.parametrize("person", ["priya-nair", "tom-askew"])
def test_who_may_not_write_has_no_form_and_is_told_who_may(come: Visit, person: str) -> None:
    drawn = come(person).page("/recording")
    assert drawn.every("Input") + drawn.every("Textarea") + drawn.every("Button") == []
    assert "Heads of service, quality assurance leads and analysts can write down a change" in drawn.text()


@pytest.mark.parametrize(
    ("person", "places"),
    [
        ("ewa-nowak", ["-", "*", FIRST_TEAM]),
        ("helen-doyle", ["-", "*", FIRST_TEAM]),
        ("marcus-bell", ["-", FIRST_TEAM]),
    ],
)
def test_the_form_offers_what_the_role_covers(come: Visit, person: str, places: list[str]) -> None:
    drawn = come(person).page("/recording")
    (select,) = [each for each in drawn.every("Select") if each["props"]["id"] == "annotation-team"]
    offered = [option["value"] for option in select["props"]["options"]]
    assert offered[: len(places)] == places
    labels = {each["props"]["htmlFor"] for each in drawn.every("Label")}
    assert labels == {f"annotation-{name}" for name in FIELDS}


def test_what_is_written_down_stands_in_the_list_and_clears_the_form(site: dash.Dash, come: Visit) -> None:
    answer = come("ewa-nowak").post(CALLBACK, json=request(site, "annotation-add"))
    found = told(answer)
    assert found.line == "Written down. From now on it stands on every chart over time."
    assert set(found.marks.values()) == {""}
    assert found.listed is not None
    assert "A new form" in found.listed.text()
    assert [
        response_of(answer)[f"annotation-{name}"]["value"] for name in ("happened-on", "ends-on", "text")
    ] == [
        "",
        "",
        "",
    ]


def test_faults_stand_beside_their_fields_and_nothing_is_lost(site: dash.Dash, come: Visit) -> None:
    typed = {"happened_on": None, "kind": "-", "team": "-", "text": "Ring 020 7946 0000"}
    answer = come("ewa-nowak").post(CALLBACK, json=request(site, "annotation-add", **typed))
    found = told(answer)
    assert found.line == "Nothing is written down yet. Please mend what is marked."
    assert found.listed is None
    assert found.marks["ends-on"] == ""
    for name in ("happened-on", "kind", "team"):
        assert found.marks[name].startswith("Please mend: Choose ")
    assert found.marks["text"].startswith("Please mend: This holds what looks like a telephone number")
    assert "value" not in str(response_of(answer).get("annotation-text"))
    assert written() == ()


@pytest.mark.parametrize("person", ["priya-nair", "tom-askew"])
def test_a_forged_request_of_a_role_that_may_not_write_changes_nothing(
    site: dash.Dash, come: Visit, person: str
) -> None:
    number = str(write(ANALYST, Draft(happened_on="2025-11-03", kind="other", text="Stays")))
    for pressed in ("annotation-add", number):
        assert press(site, come(person), pressed).line == NOT_A_WRITER
    assert [each.text for each in written()] == ["Stays"]
    assert [(actor, action) for actor, action, _ in logged()[-2:]] == [(person, "denied")] * 2
    audit.verify()


@pytest.mark.parametrize("team", ["*", OTHER_TEAM, "Nowhere", "", None, "not_recorded"])
def test_a_forged_team_is_refused(site: dash.Dash, come: Visit, team: str | None) -> None:
    found = press(site, come("marcus-bell"), team=team)
    assert found.marks["team"].startswith("Please mend: Choose ")
    assert written() == ()


@pytest.mark.parametrize("number", ["0", "-1", "99999", "1e3", "9" * 400, "x", "{}"])
def test_a_forged_number_withdraws_nothing(site: dash.Dash, come: Visit, number: str) -> None:
    write(ANALYST, Draft(happened_on="2025-11-03", kind="other", text="Stays"))
    assert press(site, come("ewa-nowak"), number).line == NOT_THERE
    assert len(written()) == 1


def test_a_lead_withdraws_nothing_that_is_not_of_their_teams(site: dash.Dash, come: Visit) -> None:
    number = str(write(ANALYST, Draft(happened_on="2025-11-03", kind="other", text="Of all")))
    drawn = come("marcus-bell").page("/recording")
    assert [each for each in drawn.every("Button") if "Of all" in text_of(each)] == []
    assert press(site, come("marcus-bell"), number).line == NOT_YOURS
    assert len(written()) == 1


def test_a_button_withdraws_its_annotation_from_every_page(site: dash.Dash, come: Visit) -> None:
    visitor = come("helen-doyle")
    press(site, visitor, text="Another new form")
    (each,) = written()
    (button,) = [
        button
        for button in visitor.page("/recording").every("Button")
        if button["props"]["id"] == {"type": "withdraw", "annotation": str(each.annotation_id)}
    ]
    assert button["props"]["aria-label"] == "Withdraw: Another new form"
    found = press(site, visitor, str(each.annotation_id))
    assert found.line.startswith("Withdrawn.")
    assert found.listed is not None
    assert "Another new form" not in found.listed.text()
    assert "Another new form" not in visitor.page("/").text()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a" * 201, "at most 200 characters"),
        ("A\x00form", "cannot be seen"),
        ("<img src=x onerror=alert(1)>", "the signs < and >"),
        ("lone \ud800 half", "cannot be seen"),
    ],
)
def test_words_that_no_form_would_send_are_refused(
    site: dash.Dash, come: Visit, text: str, part: str
) -> None:
    assert part in press(site, come("ewa-nowak"), text=text).marks["text"]
    assert written() == ()


def test_a_text_that_is_longer_than_any_page_sends_is_refused_whole(site: dash.Dash, come: Visit) -> None:
    answer = come("ewa-nowak").post(CALLBACK, json=request(site, "annotation-add", text="a" * 2001))
    assert (answer.status_code, answer.text) == (
        400,
        "That is not a question this page asks: nothing changed.",
    )


def test_a_button_that_nobody_pressed_does_nothing(site: dash.Dash, come: Visit) -> None:
    body = request(site, "annotation-add")
    body["inputs"][0]["value"] = None
    assert come("ewa-nowak").post(CALLBACK, json=body).status_code == 204
    assert come("ewa-nowak").post(CALLBACK, json=body | {"changedPropIds": []}).status_code == 204
    assert written() == ()


def test_nobody_and_another_site_write_nothing(site: dash.Dash, come: Visit) -> None:
    body = request(site, "annotation-add")
    assert come("").post(CALLBACK, json=body).status_code == 401
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert come("ewa-nowak").post(CALLBACK, json=body, headers=elsewhere).status_code == 403
    assert written() == ()


def test_where_what_was_written_cannot_be_read_pages_stand_and_say_so(
    come: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"not a database" * 100)
    monkeypatch.setenv("MSP_OPERATIONS_URL", f"sqlite:///{tmp_path / 'broken.sqlite'}")
    settings.cache_clear()
    for path in ("/recording", "/"):
        text = come("priya-nair").page(path).text()
        assert "What readers have written about changes in recording cannot be read now." in text
        assert "New safeguarding form" in text
    monkeypatch.undo()
    settings.cache_clear()


def test_more_changes_than_letters_are_told_apart(come: Visit) -> None:
    for day in range(1, 29):
        write(ANALYST, Draft(happened_on=f"2026-02-{day:02}", kind="other", text=f"Change {day}"))
    drawn = come("priya-nair").page("/being-heard")
    (key, *_) = drawn.with_class("lines-key")
    letters = [text_of(each) for each in Drawn(tree=key).every("Strong")]
    assert len(letters) == len(set(letters)) >= 28
    assert letters[25:28] == ["Z", "AA", "AB"]
    over = [note["text"] for figure in drawn.figures() for note in figure["layout"]["annotations"]]
    assert f"A to {letters[-1]}" in over or any(words.endswith(f" to {letters[-1]}") for words in over)
