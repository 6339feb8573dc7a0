"""Who gets in, who tries, and whose roles change stands in the event log, by marks and never by name."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from evaluation.cli import weaving
from evaluation.models import Account, Role
from evaluation.storage.events.event_log import EVENT_LOG, account_mark
from tests.mounted import Mounted
from tests.staff_pages import PASSWORD, token_in


@pytest.fixture
def mounted(sqlite_settings, sqlite_database, clock):
    return Mounted(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def noted(monkeypatch):
    """Every event from here on: its name and its fields."""
    events, note = [], EVENT_LOG.note

    def kept(name, fields, **more):
        events.append((name, dict(fields)))
        note(name, fields, **more)

    monkeypatch.setattr(EVENT_LOG, "note", kept)
    return events


def named(events, name):
    return [fields for each, fields in events if each == name]


def sign_in(mounted, email, password):
    browser = mounted.nobody()
    token = token_in(browser.get("/staff/login").text)
    sent = {"csrf_token": token, "email": email, "password": password}
    return browser.client.post("/staff/login", data=sent)


def test_wrong_passwords_are_noted_by_the_mark_of_the_account_until_it_is_locked(mounted, noted):
    account = mounted.desk.person(Role.ORGANISER, email="olive@example.org")
    with mounted.services.database.transaction() as db:
        from flask_security import hash_password

        with mounted.desk.app.app_context():
            db.get_one(Account, account.id).password = hash_password(PASSWORD)
    for _ in range(5):
        sign_in(mounted, "olive@example.org", "wrong horse battery")
    mark = account_mark(account.id)
    assert named(noted, "sign-in failed") == [{"account": mark, "what": "password"}] * 5
    assert named(noted, "account locked") == [{"account": mark, "seconds": 60}]
    assert "example.org" not in str(noted)


def test_a_wrong_password_of_nobody_is_noted_without_an_account(mounted, noted):
    sign_in(mounted, "nobody@example.org", "wrong horse battery")
    assert named(noted, "sign-in failed") == [{"what": "password"}]


def test_a_role_that_is_given_and_taken_away_is_noted(mounted, noted):
    administrator = mounted.person("ada@example.org", Role.ADMINISTRATOR)
    ada = mounted.account(email="ada@example.org")
    eva = mounted.desk.person(Role.ORGANISER, email="eva@example.org")
    grant = mounted.account(id=eva.id).grants[0].id
    administrator.post(f"/staff/people/grants/{grant}/remove", page="/staff/people")
    marks = {"account": account_mark(eva.id), "by": account_mark(ada.id)}
    assert named(noted, "role revoked") == [marks]


def test_the_command_line_tells_whose_mark_it_is(mounted, monkeypatch):
    account = mounted.desk.person(Role.ORGANISER, email="eva@example.org")
    monkeypatch.setenv("WEAVING_HOME", str(mounted.services.settings.home))
    said = CliRunner().invoke(weaving, ["person", "list", "--json"], standalone_mode=False).output
    assert {row["email"]: row["mark"] for row in json.loads(said)} == {"eva@example.org": account_mark(account.id)}


def test_what_was_rolled_back_is_not_noted(mounted, noted):
    from evaluation.web.audit_log import COMMAND_LINE, write_down

    account = mounted.desk.person(Role.ORGANISER, email="eva@example.org")
    now, settings = mounted.services.clock(), mounted.services.settings
    with pytest.raises(ZeroDivisionError), mounted.services.database.transaction() as db:
        row = db.scalars(select(Account).where(Account.id == account.id)).one()
        write_down(db, settings, actor=COMMAND_LINE, action="role given", subject=row, now=now)
        raise ZeroDivisionError
    assert named(noted, "role granted") == []


def test_a_post_from_elsewhere_a_forged_cookie_and_a_wrong_code_are_noted(mounted, noted):
    phone, slug = mounted.nobody().client, mounted.desk.here.slug
    assert phone.post("/withdraw", data={"code": "x"}, headers={"Origin": "http://["}).status_code == 403
    phone.post("/withdraw", data={"code": "KEO ZBB 4F5"})
    phone.set_cookie("weaving_phone", "00000000000000000000000000000000.forged")
    phone.get(f"/{slug}")
    told = {name: fields for name, fields in noted if name in {"cross-origin refused", "wrong code", "forged cookie"}}
    where = {"application": "participants"}
    assert told == {"cross-origin refused": where, "wrong code": where, "forged cookie": where}


def test_a_post_from_elsewhere_to_a_staff_page_is_refused_and_noted_and_none_from_a_page_of_ours(mounted, noted):
    staff = mounted.person("ada@example.org", Role.ADMINISTRATOR).client
    public = mounted.services.settings.base_url
    foreign = (
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://["},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
    )
    ours = ({}, {"Origin": "http://localhost"}, {"Origin": public.upper()}, {"Sec-Fetch-Site": "same-origin"})
    sent = {"language": "cy", "back": "/staff/account"}
    answers = [staff.post("/staff/language", data=sent, headers=each) for each in (*foreign, *ours)]
    assert [each.status_code for each in answers] == [403] * 4 + [303] * 4
    assert "This was sent from another page" in answers[0].text
    assert named(noted, "cross-origin refused") == [{"application": "staff"}] * 4


def test_a_token_that_does_not_work_is_noted(mounted, noted):
    answer = mounted.nobody().client.get("/api/v1/experiments", headers={"Authorization": "Bearer no-token-of-ours"})
    assert (answer.status_code, named(noted, "wrong token")) == (401, [{"application": "api"}])
