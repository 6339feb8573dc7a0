"""What requirements of ASVS ask for that no other test looks at."""

import re
from pathlib import Path

import pytest

from evaluation.models import Account
from evaluation.participants_app import participants_app
from evaluation.staff_app import staff_app
from evaluation.web.app import Services
from tests.accounts.test_signing_in import accept, invited, later_code, set_up, sign_in
from tests.hall import Hall
from tests.staff_pages import post

__all__ = ["invited"]
ROOT = Path(__file__).parents[3]
LONG = "four plain words here and many more of them, " * 2 + "to the last"
BY_GET = {
    *("agreeing/alone.html", "return.html", "code_first.html", "front.html", "saving.html", "shown_version.html"),
    *("bring/evening.html", "sent/code_of_before.html"),
}
"""Templates with a form that is sent by GET and is no search: each opens a page and changes nothing."""


@pytest.fixture(params=["participants", "staff"])
def client(request, sqlite_settings, sqlite_database, clock):
    maker = participants_app if request.param == "participants" else staff_app
    return maker(Services(sqlite_settings, sqlite_database, clock)).test_client()


def pages_of(client):
    pages = ("/", "/privacy", "/login", "/nowhere/at/all", "/accessibility")
    return [page for page in map(client.get, pages) if page.status_code != 303]


def test_every_page_has_the_headers(client):
    for page in pages_of(client):
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert re.search("frame-ancestors '(none|self)'", page.headers["Content-Security-Policy"])
        assert "charset=utf-8" in page.headers["Content-Type"]


def test_no_page_lets_another_origin_read_it(client):
    for page in pages_of(client):
        assert "Access-Control-Allow-Origin" not in page.headers


def test_trace_is_not_answered(client):
    assert client.open("/", method="TRACE").status_code == 405


def test_no_application_debugs(client):
    assert client.application.debug is False


def test_every_cookie_is_kept_from_other_sites_and_scripts(desk, invited, sqlite_database, clock):
    from flask import request
    from werkzeug import Response

    from evaluation.survey.cookie import remember_on_phone

    browser = desk.app.test_client()
    accept(browser, invited)
    set_up(browser)
    sent = [cookie for cookie in browser._cookies.values() if cookie.value]
    assert [cookie.key for cookie in sent if not cookie.http_only or cookie.same_site != "Lax"] == []
    hall, answer = Hall(sqlite_database, clock), Response()
    with participants_app(desk.services).test_request_context("/"):
        remember_on_phone(answer, request, words=hall.words, participant=desk.here.id)
    assert {"HttpOnly", "SameSite=Lax"} <= set(answer.headers["Set-Cookie"].split("; "))


def test_passwords_are_masked_and_can_be_pasted(desk, invited):
    browser = desk.app.test_client()
    for address in ("/login", f"/invitation/{invited}"):
        (field,) = re.findall(r'<input[^>]*name="password"[^>]*>', browser.get(address).text)
        assert 'type="password"' in field
        assert "onpaste" not in field
        assert re.search('autocomplete="(current|new)-password"', field)


def test_a_long_password_counts_to_its_last_letter(desk, invited):
    browser = desk.app.test_client()
    accept(browser, invited, LONG)
    app = set_up(browser)
    post(browser, "/logout")
    assert sign_in(browser, LONG[:-1]).status_code == 200
    assert sign_in(browser, LONG.upper()).status_code == 200
    assert sign_in(browser, LONG).status_code == 302
    post(browser, "/tf-validate", page="/tf-validate", code=later_code(app))
    assert browser.get("/").status_code == 200


def test_a_new_home_has_no_account(sqlite_database):
    with sqlite_database.reading() as db:
        assert db.query(Account).count() == 0


def test_no_hint_is_kept_with_an_account():
    names = [column.name for column in Account.__table__.columns]
    assert [name for name in names if "hint" in name or "question" in name] == []


def test_every_staff_page_leads_to_ones_account(desk):
    assert "/account" in desk.signed_in("organiser").get("/").text
    assert 'action="/logout"' in desk.signed_in("organiser").get("/account").text


def test_forms_that_are_sent_by_get_only_look():
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        for tag in re.findall(r"<form[^>]*>", path.read_text("utf-8")):
            if 'method="post"' not in tag and 'role="search"' not in tag:
                found.add(path)
    assert {path for path in found if not str(path).endswith(tuple(BY_GET))} == set()


def test_no_script_listens_to_other_windows():
    scripts = [path for path in (ROOT / "evaluation" / "static").rglob("*.js") if "worker" not in path.name]
    said = {path.name: path.read_text().replace("serviceWorker.onmessage", "") for path in scripts}  # no window's
    assert [name for name, text in said.items() if re.search(r"postMessage|onmessage|[\"']message[\"']", text)] == []
