"""The gate: nobody sees anything before they say who they are, and only this computer may ask."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import dash
import pytest
from flask import Flask
from werkzeug.routing import Rule

from msp_dashboard.application import create_app
from msp_dashboard.operations import REVISION
from msp_dashboard.periods import containing
from msp_dashboard.security import PEOPLE, PUBLIC, answer_plainly
from msp_dashboard.settings import settings
from tests.browser.site import free_port
from tests.dashboard.visiting import ADDRESS, CALLBACK, Visitor, router_body

Visit = Callable[[str], Visitor]
KEY = Path("keys") / "session.key"
ROOT = Path(__file__).parents[2]


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


@pytest.mark.parametrize("host", ["[bad", "a]b", ""])
def test_a_name_that_cannot_be_read_is_refused(visit: Visit, host: str) -> None:
    answer = visit("priya-nair").get("/health", headers={"Host": host}, base_url="http://192.0.2.7")
    assert answer.status_code == 400


def test_the_refusal_of_another_name_gives_the_port_that_answers(visit: Visit) -> None:
    answer = visit("").get(
        "/", base_url="http://dashboard.example:9", environ_overrides={"SERVER_PORT": "8123"}
    )
    assert "open http://localhost:8123." in answer.text


@pytest.mark.parametrize("host", ["localhost:8050", "127.0.0.1:9", "[::1]:8050"])
def test_loopback_by_any_of_its_names_is_answered(visit: Visit, host: str) -> None:
    assert visit("").get("/health", base_url=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://[bad"},
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


@pytest.mark.parametrize(
    "path",
    [
        "dash/dash.py",
        "dash/%00",
        "dash/..%2fdash.py",
        "dash/dcc/../dash.py",
        "os/x.js",
        "nothing/x.js",
        "dash/dcc/async-mathjax.js.map",
        "dash/x.v1m2.js",
        "%2e%2e/x.js",
    ],
)
def test_a_script_that_is_none_of_the_pages_is_not_found(visit: Visit, path: str) -> None:
    answer = visit("priya-nair").get(f"/_dash-component-suites/{path}")
    assert (answer.status_code, answer.text) == (404, "There is no page at this address.")


def test_the_log_of_a_failure_holds_its_place_and_never_what_it_says(
    caplog: pytest.LogCaptureFixture,
) -> None:
    server = Flask("trial")
    answer_plainly(server)
    server.add_url_rule("/_fails", "here", view_func=lambda: str(containing(date(2026, 1, 1), "Ann Example")))
    server.add_url_rule("/_elsewhere/<name>", "elsewhere", view_func=lambda name: str(int(name)))
    visitor = server.test_client()
    assert visitor.get("/_fails").status_code == 500
    assert visitor.get("/_elsewhere/Ann Example").status_code == 500
    first, second = (record.getMessage() for record in caplog.records)
    assert re.fullmatch(r"An answer failed: KeyError at msp_dashboard/periods\.py line \d+\.", first)
    assert second == "An answer failed: ValueError at no line of this program."
    assert "Ann Example" not in caplog.text
    assert str(ROOT) not in caplog.text


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


def serving(home: Path, **more: str) -> subprocess.Popen[str]:
    """Start the command that serves, on a port that nothing else here uses."""
    command = [sys.executable, "-m", "msp_dashboard", "serve", "--port", str(free_port()), "--workers", "1"]
    environment = {**os.environ, "MSP_HOME": str(home), **more}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)


def test_the_operations_database_is_up_to_date_before_anything_is_served(
    sample_home: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_home / "releases", tmp_path / "releases")
    with serving(tmp_path) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("MSP Dashboard is at ")
        server.terminate()
    with sqlite3.connect(tmp_path / "operations.sqlite") as database:
        assert database.execute("select version_num from alembic_version").fetchall() == [(REVISION,)]
    database.close()


def test_an_operations_database_that_is_none_is_refused_before_anything_starts(
    sample_home: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"not a database" * 100)
    url = f"sqlite:///{tmp_path / 'broken.sqlite'}"
    with serving(sample_home, MSP_OPERATIONS_URL=url) as server:
        try:
            said, refusal = server.communicate(timeout=20)
        finally:
            server.kill()
    assert (server.returncode, said) == (1, "")
    (line,) = refusal.splitlines()
    assert line.startswith("The operations database refused: ")
