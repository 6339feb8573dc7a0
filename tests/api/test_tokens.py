"""API tokens: shown once, kept as digests, for a time and some purposes, and dead with their owner's account."""

import hashlib
import re
from datetime import timedelta

import pytest

from evaluation.domain.errors import Refused
from evaluation.models import ApiToken, AuditEntry, Role
from evaluation.store.accounts.api_tokens import end_token
from evaluation.store.accounts.lost_power import disable_account
from evaluation.store.accounts.people import RolePlace
from evaluation.store.accounts.resets import ask_for_reset, confirm_reset, use_reset
from tests.api.conftest import Program


@pytest.fixture
def held(mounted):
    """An evaluator everywhere with a token."""
    account = mounted.desk.person(Role.EVALUATOR)
    row, secret = mounted.token(account)
    return account, row, mounted.with_token(secret)


def works(program):
    return program.get("studies").status_code == 200


def actions(mounted, *, about):
    with mounted.services.database.reading() as db:
        rows = db.query(AuditEntry).filter_by(subject=f"account {about.id}").order_by(AuditEntry.number)
        return [(row.action, row.details.get("token")) for row in rows]


def test_a_token_is_kept_as_its_digest_and_in_no_other_way(mounted, held):
    _account, row, program = held
    assert re.fullmatch(r"weaving_[\w-]{43}", program.token)
    with mounted.services.database.reading() as db:
        kept = db.get_one(ApiToken, row.id)
        assert kept.digest == hashlib.sha256(program.token.encode()).hexdigest()
        assert not any(program.token in str(value) for value in vars(kept).values())


def test_a_token_works_until_it_expires(mounted, held, clock):
    _account, _row, program = held
    clock.advance(days=29, hours=23)
    assert works(program)
    clock.advance(hours=2)
    assert program.get("studies").status_code == 401


def test_a_token_that_was_ended_works_no_more(mounted, held):
    _account, row, program = held
    with mounted.services.database.transaction() as db:
        end_token(db, row, now=mounted.services.clock())
    assert not works(program)


def test_the_tokens_of_a_disabled_account_are_dead_also_once_it_is_enabled_again(mounted, held):
    account, _row, program = held
    with mounted.services.database.transaction() as db:
        ended = disable_account(db, db.merge(account), now=mounted.services.clock())
    assert ended.names["api_tokens"] == ["Dashboard"]
    assert not works(program)
    with mounted.services.database.transaction() as db:
        db.merge(account).active = True
    assert not works(program)


def test_a_reset_of_a_sign_in_ends_its_tokens(mounted, held):
    account, _row, program = held
    now = mounted.services.clock()
    with mounted.services.database.transaction() as db:
        secret = confirm_reset(db, ask_for_reset(db, db.merge(account), by=None, now=now), by=None, now=now)
        use_reset(db, secret, password_hash="x", now=now)
    assert not works(program)


@pytest.mark.parametrize("sent", ["", "weaving_", "weaving_" + "A" * 43, "x", "weaving_" + "é" * 43, "Bearer"])
def test_what_is_no_token_is_refused(on_sqlite, sent):
    answer = on_sqlite.with_token(sent.encode().decode("latin-1")).get("studies")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="Weaving"')


@pytest.mark.parametrize("name", ["Cookie", "X-Api-Key", "Proxy-Authorization"])
def test_a_token_is_taken_from_the_authorization_header_alone(on_sqlite, name):
    program = on_sqlite.program(Role.EVALUATOR)
    asked = f"/api/v1/studies?access_token={program.token}"
    assert program.client.get(asked, headers={name: f"token={program.token}"}).status_code == 401


def test_basic_authentication_is_for_spreadsheets_alone(on_sqlite):
    program = on_sqlite.program(Role.EVALUATOR)
    assert program.client.get("/api/v1/studies", auth=("any", program.token)).status_code == 401


def test_the_day_of_the_last_use_is_kept_and_the_first_use_is_written_down_once(mounted, held, clock):
    account, row, program = held
    for _ in range(3):
        assert works(program)
        clock.advance(days=1)
    with mounted.services.database.reading() as db:
        assert db.get_one(ApiToken, row.id).last_used_on == (clock() - timedelta(days=1)).date()
    assert actions(mounted, about=account) == [("token first used", str(row.id))]


def test_a_session_is_no_token_and_a_token_is_no_session(mounted, held):
    account, _row, program = held
    browser = mounted.whole.as_person(account)
    assert browser.get("/staff/account").status_code == 200
    assert browser.get("/api/v1/studies").status_code == 401
    answer = Program(mounted.whole.nobody().client, program.token).get("/staff/account")
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/staff/login")


def test_no_cookie_is_ever_set(on_sqlite):
    program = on_sqlite.program(Role.EVALUATOR)
    for path in ("studies", "nothing", "openapi.json"):
        assert "Set-Cookie" not in program.get(path).headers


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"days": 366}, "1 to 365 days"),
        ({"days": 0}, "1 to 365 days"),
        ({"scopes": ()}, "Choose what the token is for"),
        ({"scopes": ("read:everything",)}, "Choose what the token is for"),
    ],
)
def test_a_token_that_cannot_be_is_refused_with_what_is_wrong(on_sqlite, wrong, said):
    with pytest.raises(Refused, match=said):
        on_sqlite.token(on_sqlite.desk.person(Role.EVALUATOR), **wrong)


def test_there_are_twenty_tokens_at_most(on_sqlite):
    account = on_sqlite.desk.person(Role.EVALUATOR)
    for _ in range(20):
        on_sqlite.token(account)
    with pytest.raises(Refused, match="20 tokens already"):
        on_sqlite.token(account)


def test_a_token_of_a_chapter_reaches_no_further_than_grants_inside_it(mounted):
    with mounted.services.database.transaction() as db:
        db.merge(mounted.desk.south).parent_id = mounted.desk.north.id
    desk = mounted.desk
    of_north = RolePlace(desk.study.id, desk.north.id)
    inner = mounted.program(Role.EVALUATOR, chapter=desk.south, place=of_north)
    assert [each["title"] for each in inner.get("experiments").json["items"]] == ["South Hall"]
    outer = mounted.program(Role.EVALUATOR, chapter=desk.north, place=RolePlace(desk.study.id, desk.south.id))
    assert [each["title"] for each in outer.get("experiments").json["items"]] == ["South Hall"]


def test_a_token_that_asks_too_often_is_told_when_to_go_on(on_sqlite, clock):
    program, other = on_sqlite.program(Role.EVALUATOR), on_sqlite.program(Role.EVALUATOR)
    statuses = [program.get("studies").status_code for _ in range(121)]
    assert statuses == [200] * 120 + [429]
    answer = program.get("studies")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert works(other)
    clock.advance(seconds=int(answer.headers["Retry-After"]))
    assert works(program)
