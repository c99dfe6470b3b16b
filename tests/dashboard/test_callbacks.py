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
