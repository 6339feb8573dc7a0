"""People change their own password: by the one there is, once, and nobody who sits down at their computer does."""

import re

import pytest
from sqlalchemy import update

from evaluation.models import Account
from evaluation.store.accounts.accounts import account_by
from evaluation.store.accounts.invitations import invite
from evaluation.store.log.audit_entries import latest_entries
from evaluation.web.audit_log import altered_credentials
from tests.accounts.test_signing_in import EMAIL, accept, later_code, set_up, sign_in
from tests.staff_pages import PASSWORD, post, token_in

PAGE, NEW = "/account/password", "gravel otter lantern mist"


@pytest.fixture
def ada(desk):
    """Her browser, in which she has just signed in, and her app."""
    with desk.services.database.transaction() as db:
        secret = invite(db, EMAIL, roles=["organiser"], chapter=desk.north, now=desk.services.clock())
    client = desk.app.test_client()
    accept(client, secret)
    return client, set_up(client)


def change(client, *, current=PASSWORD, password=NEW):
    return post(client, PAGE, page=PAGE, current_password=current, password=password)


def lets_in(desk, app, password):
    """Whether a password and the app sign in, in a browser of its own."""
    client = desk.app.test_client()
    page = sign_in(client, password)
    asked = client.get(page.headers["Location"]).text if page.status_code in {302, 303} else page.text
    if "tf-validate" not in asked:
        return False
    client.post("/tf-validate", data={"csrf_token": token_in(asked), "code": later_code(app)})
    return client.get("/account").status_code == 200


@pytest.mark.parametrize(("password", "is_in"), [(PASSWORD, False), (NEW, True)])
def test_a_new_password_signs_in_and_the_old_one_does_not(desk, ada, password, is_in):
    client, app = ada
    assert change(client).status_code == 303
    assert lets_in(desk, app, password) is is_in


def test_it_ends_every_other_session_and_keeps_this_one(desk, ada):
    client, app = ada
    other = desk.app.test_client()
    asked = sign_in(other)
    page = other.get(asked.headers["Location"]).text
    other.post("/tf-validate", data={"csrf_token": token_in(page), "code": later_code(app)})
    assert other.get("/account").status_code == 200
    change(client)
    assert (client.get("/account").status_code, other.get("/account").status_code) == (200, 303)


def test_a_wrong_password_changes_nothing_and_is_counted(desk, ada):
    client, app = ada
    answer = change(client, current="not the one she has")
    assert (answer.status_code, "That is not your password now" in answer.text) == (422, True)
    with desk.services.database.reading() as db:
        (entry,) = latest_entries(db, limit=1)
    assert (entry.action, entry.actor) == ("sign-in failed", "account")
    assert lets_in(desk, app, PASSWORD)


def test_a_weak_one_is_refused_by_the_rules_of_an_invitation(ada):
    client, _ = ada
    for weak in ("short", "passwordpassword"):
        assert change(client, password=weak).status_code == 422


def test_the_one_there_is_is_no_new_one(ada):
    client, _ = ada
    answer = change(client, password=PASSWORD)
    assert (answer.status_code, "That is the password you have now" in answer.text) == (422, True)


def test_the_log_says_so_without_telling_it_and_check_takes_it(desk, ada):
    client, _ = ada
    change(client)
    with desk.services.database.reading() as db:
        (entry,) = latest_entries(db, limit=1)
        assert list(altered_credentials(db, desk.services.settings)) == []
    assert (entry.action, NEW in str(entry.details)) == ("password changed", False)


def test_who_put_a_password_into_the_row_cannot_make_it_theirs_here(desk, ada):
    client, _ = ada
    with desk.services.database.transaction() as db:
        other = invite(db, "eve@example.org", roles=["organiser"], chapter=desk.north, now=desk.services.clock())
    accept(desk.app.test_client(), other, password="lantern gravel mist otter")
    with desk.services.database.transaction() as db:
        theirs = account_by(db, email="eve@example.org").password
        db.execute(update(Account).where(Account.email == EMAIL).values(password=theirs))
    answer = change(client, current="lantern gravel mist otter")
    assert "was not set by its owner" in answer.text
    with desk.services.database.reading() as db:
        assert len(list(altered_credentials(db, desk.services.settings))) == 1


def test_after_a_while_a_code_is_asked_for_first(ada, clock):
    client, _ = ada
    clock.advance(minutes=11)
    asked = client.get(PAGE)
    assert re.search(r"/step-up\?next=", asked.headers["Location"])
