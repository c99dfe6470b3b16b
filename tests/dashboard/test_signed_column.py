"""The signed column: who is offered to sign, what then stands there, and what a forged signature gets."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder
from werkzeug.test import TestResponse

from msp_dashboard import audit
from msp_dashboard.components import View, look, signed_column
from msp_dashboard.releases import open_release
from msp_dashboard.results import choices
from msp_dashboard.results.evidence import NO_QUESTION, NOT_A_SIGNER, facts_of, sign, signed
from msp_dashboard.security import PEOPLE, author_of, reader_of
from tests.dashboard.visiting import CALLBACK, Drawn, Visitor, response_of
from tests.writing.authors import LEAD, logged

Visit = Callable[[str], Visitor]
SIGNERS = ("priya-nair", "helen-doyle", "marcus-bell", "ruth-okafor", "ewa-nowak")
SHOWN, ERROR, TEXT = "signed", "sign-error", "sign-text"
OUTPUT = (
    '..{"question":["ALL"],"type":"signed"}.children...{"question":["ALL"],"type":"sign-error"}.children..'
)


def view_of(person: str) -> View:
    release = open_release()
    offered, one = choices(release), PEOPLE[person]
    return look(release, reader_of(one, offered), {}, author_of(one, offered))


def column(view: View, question: str = "asked") -> Drawn:
    drawn = signed_column(view, question, signed(view.release).by_question.get(question))
    return Drawn(tree=json.loads(json.dumps(drawn, cls=PlotlyJSONEncoder)))


def request(texts: dict[str, str], pressed: str, facts: str = "") -> dict[str, Any]:
    """Return what a page with a column of these questions sends when the button of one is pressed."""
    known = facts or facts_of(open_release())

    def own(kind: str, question: str) -> dict[str, str]:
        return {"type": kind, "question": question}

    return {
        "output": OUTPUT,
        "outputs": [
            [{"id": own(kind, question), "property": "children"} for question in texts]
            for kind in (SHOWN, ERROR)
        ],
        "inputs": [
            [
                {
                    "id": own("sign", question) | {"facts": known},
                    "property": "n_clicks",
                    "value": 1 if question == pressed else None,
                }
                for question in texts
            ]
        ],
        "state": [
            [
                {"id": own(TEXT, question), "property": "value", "value": text}
                for question, text in texts.items()
            ]
        ],
        "changedPropIds": [f'{{"facts":"{known}","question":"{pressed}","type":"sign"}}.n_clicks'],
    }


def put(answer: TestResponse, kind: str, question: str = "asked") -> Any:
    """Return what was put in a place of a question; None where nothing changes there."""
    found = response_of(answer).get(f'{{"question":"{question}","type":"{kind}"}}', {})
    return found.get("children")


def stands() -> dict[str, str]:
    return {question: each.text for question, each in signed(open_release()).by_question.items()}


@pytest.mark.parametrize("person", SIGNERS)
def test_who_may_sign_has_a_labelled_field_and_a_button_with_their_name(come: Visit, person: str) -> None:
    come(person)
    drawn = column(view_of(person))
    assert f"Sign as {PEOPLE[person].name}" in drawn.text()
    (label,) = drawn.every("Label")
    assert label["props"]["htmlFor"] == '{"question":"asked","type":"sign-text"}'
    (field,) = drawn.every("Textarea")
    assert field["props"]["maxLength"] == 600


def test_a_partner_sees_the_answer_and_no_way_to_sign(come: Visit) -> None:
    come("tom-askew")
    assert "Nobody has signed an answer for this release yet." in column(view_of("tom-askew")).text()
    sign(open_release(), LEAD, "asked", "Both sources agree")
    drawn = column(view_of("tom-askew"))
    assert "Both sources agree" in drawn.text()
    assert "Signed by Marcus Bell, quality assurance lead," in drawn.text()
    assert drawn.every("Textarea") + drawn.every("Button") == []


def test_what_is_signed_stands_in_its_row_alone(come: Visit) -> None:
    texts = {"asked": "Most were asked", "met": "Unfinished"}
    answer = come("priya-nair").post(CALLBACK, json=request(texts, "asked"))
    shown = Drawn(tree=put(answer, SHOWN)).text()
    assert shown.startswith("Most were asked Signed by Priya Nair, board chair, ")
    assert (put(answer, ERROR), put(answer, SHOWN, "met"), put(answer, ERROR, "met")) == ("", None, None)
    assert stands() == {"asked": "Most were asked"}


def test_a_second_signature_says_that_the_first_is_kept(come: Visit) -> None:
    visitor = come("priya-nair")
    visitor.post(CALLBACK, json=request({"asked": "First"}, "asked"))
    answer = visitor.post(CALLBACK, json=request({"asked": "Second"}, "asked"))
    assert "Version 2: earlier ones are kept." in Drawn(tree=put(answer, SHOWN)).text()
    assert stands() == {"asked": "Second"}
    audit.verify()


def test_a_partner_who_forges_a_signature_is_refused_and_it_is_written_down(come: Visit) -> None:
    answer = come("tom-askew").post(CALLBACK, json=request({"asked": "Forged"}, "asked"))
    assert (put(answer, SHOWN), put(answer, ERROR)) == (None, NOT_A_SIGNER)
    assert stands() == {}
    assert logged()[-1] == ("tom-askew", "denied", {"what": "sign an answer", "role": "board_member"})


def test_figures_that_the_signer_did_not_see_are_not_signed(come: Visit) -> None:
    answer = come("priya-nair").post(
        CALLBACK, json=request({"asked": "Old"}, "asked", facts="1-000000000000")
    )
    assert put(answer, ERROR).startswith("Newer figures have come since this page was opened")
    assert stands() == {}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "Please mend: Write it in a few words."),
        ("a" * 601, "Please mend: Write at most 600 characters"),
        ("<b>Heard</b>", "Please mend: Write plain words: the signs < and >"),
        ("Heard\x1b[31m", "Please mend: Write plain words: characters that cannot be seen"),
        ("Her number is 943 476 5919", "Please mend: This holds what looks like an NHS number"),
    ],
)
def test_words_that_may_not_be_kept_are_said_beside_the_field(come: Visit, text: str, part: str) -> None:
    answer = come("priya-nair").post(CALLBACK, json=request({"asked": text}, "asked"))
    assert put(answer, ERROR).startswith(part)
    assert stands() == {}


def test_a_question_that_is_none_is_refused(come: Visit) -> None:
    answer = come("priya-nair").post(CALLBACK, json=request({"secrets": "Words"}, "secrets"))
    assert put(answer, ERROR, "secrets") == NO_QUESTION


def test_a_button_that_nobody_pressed_signs_nothing(come: Visit) -> None:
    body = request({"asked": "Words"}, "")
    assert come("priya-nair").post(CALLBACK, json=body).status_code == 204
    assert come("priya-nair").post(CALLBACK, json=body | {"changedPropIds": []}).status_code == 204
    assert stands() == {}
