"""Callbacks are open doors: whatever is pushed through them is refused in a sentence, and never a trace."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.dashboard.visiting import CALLBACK, Visitor, response_of, router_body

Visit = Callable[[str], Visitor]
NOT_OURS = "That is not a question this page asks: nothing changed."
THEMES = '..voices-list.children...voices-heading.children...{"theme":["ALL"],"type":"theme"}.aria-pressed..'


def changed(**more: Any) -> dict[str, Any]:
    return router_body("/", "") | more


def button(theme: object, clicks: object = 1) -> dict[str, Any]:
    """Return what a theme's button sends."""
    own = {"theme": theme, "type": "theme"}
    name = f'{{"theme":"{theme}","type":"theme"}}.n_clicks'
    return {
        "output": THEMES,
        "outputs": [
            {"id": "voices-list", "property": "children"},
            {"id": "voices-heading", "property": "children"},
            [{"id": own, "property": "aria-pressed"}],
        ],
        "inputs": [[{"id": own, "property": "n_clicks", "value": clicks}]],
        "changedPropIds": [name],
        "state": [{"id": "_pages_location", "property": "search", "value": ""}],
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b"{}",
        b'{"output": 1}',
        b'{"output": ["x"]}',
        b'{"output": "secrets.children"}',
        b"\xff\xfe",
        b"[" * 50_000,
    ],
)
def test_what_is_no_callback_is_refused(visit: Visit, body: bytes) -> None:
    answer = visit("priya-nair").post(CALLBACK, data=body, content_type="application/json")
    assert (answer.status_code, answer.text) == (400, NOT_OURS)


@pytest.mark.parametrize(
    "body",
    [
        changed(inputs=[]),
        changed(inputs=None),
        changed(inputs="pathname"),
        changed(inputs=[{"id": "_pages_location", "property": "pathname", "value": "/"}]),
        changed(inputs=[{"id": "other", "property": "pathname"}, {"id": "other", "property": "search"}]),
        changed(inputs=[{"id": "_pages_location"}, 7]),
        changed(state=[{"id": "person", "property": "data", "value": "ewa-nowak"}]),
        changed(outputs={"id": "_pages_content", "property": "children"}),
        changed(outputs=None),
        changed(changedPropIds="all"),
        changed(changedPropIds=[1]),
        router_body({"$ne": 1}, ""),
        router_body(["/"], ""),
        router_body("/", {"a": 1}),
        router_body("/", "?" + "x" * 5_000),
    ],
)
def test_a_callback_of_another_shape_is_refused(visit: Visit, body: dict[str, Any]) -> None:
    answer = visit("priya-nair").post(CALLBACK, json=body)
    assert (answer.status_code, answer.text) == (400, NOT_OURS)


@pytest.mark.parametrize("path", [7, True, None, "/nowhere", "/_dash-layout", "//", "/\x00"])
def test_a_page_that_is_none_is_never_an_error_of_ours(visit: Visit, path: object) -> None:
    answer = visit("priya-nair").post(CALLBACK, json=router_body(path, ""))
    assert answer.status_code in (200, 400)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("output", "outputs", "inputs"),
    [
        (
            "_pages_location.search",
            {"id": "_pages_location", "property": "search"},
            [[{"id": {"name": "team", "type": "filter"}, "property": "value", "value": "all"}]],
        ),
        (
            "voices-list.className",
            {"id": "voices-list", "property": "className"},
            [{"id": "voices-heading", "property": "children", "value": "x"}],
        ),
    ],
)
def test_what_runs_in_the_browser_only_is_refused(
    visit: Visit, output: str, outputs: dict[str, Any], inputs: list[Any]
) -> None:
    body = {"output": output, "outputs": outputs, "inputs": inputs, "changedPropIds": [], "state": []}
    answer = visit("priya-nair").post(CALLBACK, json=body)
    assert (answer.status_code, answer.text) == (400, NOT_OURS)


OWN = {"theme": "be_safe", "type": "theme"}
PRESSED = {"id": OWN, "property": "aria-pressed"}
LIST, TITLE = ({"id": name, "property": "children"} for name in ("voices-list", "voices-heading"))


@pytest.mark.parametrize(
    "body",
    [
        changed(outputs=[{"id": "../x", "property": "y"}, {"id": "z", "property": "data"}]),
        changed(outputs=[{"id": "_pages_store", "property": "data"}] * 2),
        changed(outputs=[[], []]),
        changed(outputs=[{"id": "_pages_content", "property": "children"}]),
        changed(changedPropIds=["{bad.n_clicks"]),
        changed(changedPropIds=["_pages_location"]),
        changed(changedPropIds=["_pages_location.href"]),
        changed(changedPropIds=["other.search"]),
        button("be_safe") | {"outputs": [LIST, TITLE, PRESSED]},
        button("be_safe") | {"outputs": [LIST, TITLE, []]},
        button("be_safe") | {"outputs": [LIST, TITLE, [PRESSED, PRESSED]]},
        button("be_safe") | {"outputs": [[LIST], TITLE, [PRESSED]]},
        button("be_safe")
        | {"outputs": [LIST, TITLE, [{"id": {"type": "theme"}, "property": "aria-pressed"}]]},
        button("be_safe") | {"inputs": [{"id": OWN, "property": "n_clicks", "value": 1}]},
        button("be_safe") | {"inputs": [[{"id": "be_safe", "property": "n_clicks", "value": 1}]]},
        button("be_safe") | {"changedPropIds": ["{bad.n_clicks"]},
        button("be_safe") | {"changedPropIds": ['{"a":' * 300 + ".n_clicks"]},
        button("be_safe") | {"changedPropIds": ["[" * 1500 + ".n_clicks"]},
        button("be_safe") | {"changedPropIds": ['{"theme":{},"type":"theme"}.n_clicks']},
        button("be_safe") | {"changedPropIds": ['{"theme":"be_safe","type":"filter"}.n_clicks']},
    ],
)
def test_a_callback_that_names_what_it_was_not_declared_with_is_refused(
    visit: Visit, body: dict[str, Any]
) -> None:
    answer = visit("priya-nair").post(CALLBACK, json=body)
    assert (answer.status_code, answer.text) == (400, NOT_OURS)


def test_a_button_that_has_just_gone_from_the_page_is_no_error(visit: Visit) -> None:
    gone = '{"theme":"live_as_i_choose","type":"theme"}.n_clicks'
    answer = visit("priya-nair").post(CALLBACK, json=button("be_safe") | {"changedPropIds": [gone]})
    assert answer.status_code in (200, 204)


def test_only_json_is_read(visit: Visit) -> None:
    answer = visit("priya-nair").post(CALLBACK, data=b'{"output": "x"}', content_type="text/plain")
    assert answer.status_code == 400


def test_a_theme_shows_words_of_the_theme_that_it_belongs_to(visit: Visit) -> None:
    answer = visit("priya-nair").post(CALLBACK, json=button("know_where_to_get_help"))
    assert answer.status_code == 200
    shown = response_of(answer)
    assert shown["voices-heading"]["children"] == "In people’s words: to know where to get help"
    assert "Blockquote" in answer.text or "No words" in answer.text


@pytest.mark.parametrize("theme", ["not_recorded", "secrets", "", "../x", 7])
def test_a_theme_that_is_none_shows_nothing(visit: Visit, theme: object) -> None:
    answer = visit("priya-nair").post(CALLBACK, json=button(theme))
    assert answer.status_code in (204, 400)


def test_nobody_in_the_exact_tier_is_sent_words_beside_figures(visit: Visit) -> None:
    answer = visit("ewa-nowak").post(CALLBACK, json=button("be_safe"))
    assert answer.status_code == 200
    assert "Blockquote" not in answer.text
    assert (
        "People’s words are not shown beside small numbers."
        in response_of(answer)["voices-list"]["children"][0]["props"]["children"]
    )


def test_a_role_is_never_read_from_what_is_sent(visit: Visit) -> None:
    drawn = visit("priya-nair").page("/", "?tier=exact&person=ewa-nowak&team=North+Locality")
    assert "small numbers. Do not copy" not in drawn.text()
    assert drawn.applied()["values"].get("team") is None
