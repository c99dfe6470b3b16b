"""The gate: nobody sees anything before they say who they are, and only this computer may ask."""

import re
from collections.abc import Callable
from pathlib import Path

import dash
import pytest
from werkzeug.routing import Rule

from msp_dashboard.application import create_app
from msp_dashboard.security import PEOPLE, PUBLIC
from msp_dashboard.settings import settings
from tests.dashboard.visiting import ADDRESS, CALLBACK, Visitor, router_body

Visit = Callable[[str], Visitor]
KEY = Path("keys") / "session.key"


def example(rule: Rule) -> str:
    """Return an address that a rule of the URL map answers."""
    return (
        rule.rule.replace("<string:package_name>", "dash")
        .replace("<path:fingerprinted_path>", "x.js")
        .replace("<path:path>", "anything")
        .replace("<path:filename>", "shell.js")
    )


def test_every_address_but_the_public_ones_wants_a_person(app: dash.Dash, visit: Visit) -> None:
    nobody = visit("")
    for rule in app.server.url_map.iter_rules():
        path = example(rule)
        if path in PUBLIC:
            continue
        method = nobody.post if "POST" in (rule.methods or ()) else nobody.get
        answer = method(path)
        assert answer.status_code in (303, 401), path
        if answer.status_code == 303:
            assert answer.location.startswith("/demo?next=")


def test_what_is_public_holds_no_figure(visit: Visit) -> None:
    nobody = visit("")
    assert nobody.get("/health").text == "ok"
    chooser = nobody.get("/demo").text
    assert all(person.name in chooser for person in PEOPLE.values())
    assert "this computer only" in chooser


def test_whoever_is_chosen_returns_to_where_they_were(visit: Visit) -> None:
    nobody = visit("")
    sent = nobody.get("/outcomes?risk_type=neglect").location
    assert 'value="/outcomes?risk_type=neglect"' in nobody.get(sent).text
    chosen = nobody.post("/demo/person", data={"person": "tom-askew", "next": "/outcomes?risk_type=neglect"})
    assert (chosen.status_code, chosen.location) == (303, "/outcomes?risk_type=neglect")


@pytest.mark.parametrize(
    "address", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere", "/_dash-layout", "/a\nb"]
)
def test_the_way_back_never_leads_elsewhere(visit: Visit, address: str) -> None:
    chosen = visit("").post("/demo/person", data={"person": "tom-askew", "next": address})
    assert chosen.location == "/"


def test_an_unknown_person_is_refused_and_nobody_looks(visit: Visit) -> None:
    visitor = visit("priya-nair")
    assert visitor.post("/demo/person", data={"person": "the-director"}).status_code == 400
    assert visitor.get("/").status_code == 303


def test_a_cookie_that_we_did_not_sign_is_nobody(visit: Visit) -> None:
    visitor = visit("")
    visitor.browser.set_cookie(
        "msp_person", "eyJwZXJzb24iOiJld2Etbm93YWsifQ.aaaaaa.forged", domain="127.0.0.1"
    )
    assert visitor.get("/_dash-layout").status_code == 401


def test_the_session_is_out_of_reach_of_scripts_and_of_other_sites(visit: Visit) -> None:
    chosen = visit("").post("/demo/person", data={"person": "ewa-nowak"})
    cookie = chosen.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_key_of_sessions_is_32_bytes_that_only_the_owner_reads(app: dash.Dash) -> None:
    path = settings().home / KEY
    assert len(path.read_bytes()) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert app.server.secret_key == path.read_bytes()


@pytest.mark.parametrize("host", ["dashboard.example:8050", "192.0.2.7:8050", "127.0.0.1.example"])
def test_another_name_for_this_computer_is_refused(visit: Visit, host: str) -> None:
    assert visit("priya-nair").get("/health", base_url=f"http://{host}").status_code == 400


@pytest.mark.parametrize("host", ["localhost:8050", "127.0.0.1:9", "[::1]:8050"])
def test_loopback_by_any_of_its_names_is_answered(visit: Visit, host: str) -> None:
    assert visit("").get("/health", base_url=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", [CALLBACK, "/demo/person"])
def test_what_another_site_sends_is_refused(visit: Visit, path: str, headers: dict[str, str]) -> None:
    answer = visit("priya-nair").post(path, json=router_body("/", ""), headers=headers)
    assert answer.status_code == 403
    assert answer.text == "That was sent from another site: nothing changed."


def test_a_program_that_is_no_browser_names_no_origin_and_is_answered(visit: Visit) -> None:
    assert visit("priya-nair").post(CALLBACK, json=router_body("/", ""), headers={}).status_code == 200


def test_a_body_over_two_megabytes_is_refused(visit: Visit) -> None:
    answer = visit("priya-nair").post(CALLBACK, data=b"x" * (2 * 1024 * 1024 + 1))
    assert answer.status_code == 413


def test_an_unknown_address_is_a_page_in_words(visit: Visit) -> None:
    answer = visit("priya-nair").get("/figures/secret")
    assert answer.status_code == 404
    assert "There is no page at this address." in answer.text
    assert "Traceback" not in answer.text


def test_an_address_that_is_asked_in_the_wrong_way_is_refused_in_words(visit: Visit) -> None:
    assert visit("priya-nair").post("/outcomes").status_code == 405


def test_each_answer_says_what_scripts_may_do_and_that_figures_are_not_kept(visit: Visit) -> None:
    visitor = visit("priya-nair")
    answer = visitor.post(CALLBACK, json=router_body("/", ""))
    rules = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in " ".join(rules.values())
    assert "http" not in " ".join(rules.values())
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_is_kept_for_a_year_where_its_address_names_its_version(visit: Visit) -> None:
    visitor = visit("priya-nair")
    scripts = re.findall(r'src="(/_dash-component-suites/[^"]+)"', visitor.get("/").text)
    assert len(scripts) > 5
    for path in ("/assets/look.css?m=1", "/look/bootstrap.css?v=1", *scripts):
        with visitor.get(path) as answer:
            assert "max-age=31536000" in answer.headers["Cache-Control"], path
    for path in (
        "/assets/look.css",
        "/look/bootstrap.css",
        "/_dash-component-suites/dash/dcc/async-graph.js",
    ):
        with visitor.get(path) as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_pages_name_no_other_site(visit: Visit) -> None:
    page = visit("priya-nair").get("/").text
    assert "//" not in page.replace("<!--", "").replace(ADDRESS, "").split("<body>")[0]
    assert "https://" not in page


def test_without_a_release_every_page_says_what_to_run(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSP_HOME", str(tmp_path / "empty"))
        settings.cache_clear()
        visitor = Visitor.of(create_app(), "priya-nair")
        page = visitor.get("/")
        asked = visitor.post(CALLBACK, json=router_body("/", ""))
    settings.cache_clear()
    assert (page.status_code, asked.status_code) == (503, 503)
    assert "python -m etl load standard --source FOLDER" in page.text
    assert asked.mimetype == "text/plain"


def test_a_broken_release_is_said_in_words(tmp_path: Path) -> None:
    releases = tmp_path / "home" / "releases"
    releases.mkdir(parents=True)
    (releases / "CURRENT").write_text("r000001\n")
    (releases / "r000001.duckdb").write_bytes(b"not a release")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSP_HOME", str(tmp_path / "home"))
        settings.cache_clear()
        page = Visitor.of(create_app(), "priya-nair").get("/outcomes")
    settings.cache_clear()
    assert page.status_code == 503
    assert "Release r000001 cannot be read" in page.text
    assert "Traceback" not in page.text
