"""Somebody lost what they sign in with: one administrator asks, another confirms, the person alone uses the address."""

import re

import pytest

from evaluation.models import Account, AuditEntry, Role
from evaluation.store.accounts.accounts import grant_role
from evaluation.store.accounts.resets import ask_for_reset, confirm_reset
from tests.mounted import SECRET

ADDRESS = re.compile(r"(/staff/reset/[\w-]+)")
NEW = "another long password"


@pytest.fixture
def asking(mounted):
    return mounted.person("asking@example.org", Role.ADMINISTRATOR)


@pytest.fixture
def confirming(mounted):
    return mounted.person("confirming@example.org", Role.ADMINISTRATOR)


@pytest.fixture
def olu(mounted):
    """An organiser of North who has lost phone and password."""
    return mounted.desk.person(Role.ORGANISER, email="olu@example.org", chapter=mounted.desk.north)


def asked(mounted, browser, account):
    assert browser.post(f"/staff/people/{account.id}/reset").status_code == 303
    page = browser.get("/staff/people").text
    return re.search(r"/people/resets/([0-9a-f-]{36})/stop", page)[1]


def confirmed(browser, reset):
    return browser.post(f"/staff/people/resets/{reset}/confirm")


def used(mounted, address):
    browser = mounted.nobody()
    return browser, browser.post(address, page=address, password=NEW)


def test_whoever_asks_sees_no_address_and_nothing_changes(mounted, asking, olu):
    theirs = mounted.as_person(olu)
    asked(mounted, asking, olu)
    assert ADDRESS.search(asking.get("/staff/people").text) is None
    assert (theirs.get("/staff/").status_code, mounted.account(email=olu.email).session_key) == (200, olu.session_key)


def test_whoever_asked_cannot_confirm(mounted, asking, olu):
    answer = confirmed(asking, asked(mounted, asking, olu))
    assert (answer.status_code, ADDRESS.search(answer.text)) == (422, None)


def test_who_asks_again_in_the_place_of_confirming_reads_that_the_first_one_waits(mounted, asking, confirming, olu):
    first = asked(mounted, asking, olu)
    again = asked(mounted, confirming, olu)
    assert again == first
    assert ADDRESS.search(confirmed(confirming, first).text)


def test_that_one_waits_is_said_with_who_asked(mounted, asking, confirming, olu):
    asked(mounted, asking, olu)
    confirming.post(f"/staff/people/{olu.id}/reset")
    page = " ".join(confirming.get("/staff/people").text.split())
    assert "A reset of theirs waits already, asked for by" in page


def test_confirming_is_offered_to_whoever_can_and_others_read_why_not(mounted, asking, confirming):
    loser = mounted.person("loser@example.org", Role.ADMINISTRATOR)
    reset = asked(mounted, asking, mounted.account(email="loser@example.org"))
    offered = f"/people/resets/{reset}/confirm"
    shown = {
        name: browser.get("/staff/people").text
        for name, browser in {"asking": asking, "loser": loser, "confirming": confirming}.items()
    }
    assert {name: offered in page for name, page in shown.items()} == {
        "asking": False,
        "loser": False,
        "confirming": True,
    }
    assert "neither the one who asked nor the person themself" in shown["loser"]


def test_one_who_was_brought_in_lately_reads_whom_to_ask_in_the_place_of_confirming(mounted, asking, olu):
    answer = asking.invite("new@example.org", Role.ADMINISTRATOR, "everywhere")
    page = SECRET.search(answer.text)[0]
    mounted.nobody().post(page, page=page, name="New", password="correct horse battery")
    brought = mounted.as_person(mounted.account(email="new@example.org"))
    reset = asked(mounted, asking, olu)
    said = brought.get("/staff/people").text
    assert (f"/people/resets/{reset}/confirm" in said, "weaving person reset" in said) == (False, True)


def test_whoever_takes_their_own_role_away_is_asked_first_and_comes_to_a_page_of_their_own(mounted, asking, confirming):
    (grant,) = mounted.account(email="asking@example.org").grants
    assert asking.get("/staff/people").text.count("Take it away from myself") == 1
    answer = asking.post(f"/staff/people/grants/{grant.id}/remove")
    assert (answer.status_code, asking.get(answer.headers["Location"]).status_code) == (303, 200)


def test_a_second_administrator_is_shown_an_address_that_works_once(mounted, asking, confirming, olu):
    address = ADDRESS.search(confirmed(confirming, asked(mounted, asking, olu)).text)[1]
    theirs = mounted.as_person(olu)
    _browser, first = used(mounted, address)
    assert (first.status_code, theirs.get("/staff/").status_code) == (302, 303)
    assert "has been used" in mounted.nobody().get(address).text
    assert mounted.account(email=olu.email).totp_secret is None


def signed_in_anew(mounted, address):
    """The browser of somebody who has used the address, and has set up another app."""
    from passlib.totp import TOTP

    browser, _answer = used(mounted, address)
    page = browser.post("/staff/tf-setup", page="/staff/tf-setup", setup="authenticator").text
    app = TOTP(key=re.search(r'class="secret">([^<]+)<', page)[1].replace("-", ""))
    browser.post("/staff/tf-validate", page="/staff/tf-setup", code=app.generate().token)
    return browser


def test_the_person_is_told_at_the_next_sign_in_who_did_it(mounted, asking, confirming, olu):
    address = ADDRESS.search(confirmed(confirming, asked(mounted, asking, olu)).text)[1]
    browser = signed_in_anew(mounted, address)
    first, again = browser.get("/staff/").text, browser.get("/staff/account").text
    told = "asked for by asking@example.org, confirmed by confirming@example.org"
    assert (told in first, told in again) == (True, True)


def test_the_person_is_told_once_that_whoever_runs_the_server_did_both(mounted, olu):
    now = mounted.services.clock()
    with mounted.services.database.transaction() as db:
        account = db.get_one(Account, olu.id)
        secret = confirm_reset(db, ask_for_reset(db, account, by=None, now=now), by=None, now=now)
    page = signed_in_anew(mounted, f"/staff/reset/{secret}").get("/staff/").text
    assert "Your sign-in was reset by whoever runs the server. If you did not ask them" in page
    assert page.count("whoever runs the server") == 1


def test_each_step_is_written_down(mounted, asking, confirming, olu):
    address = ADDRESS.search(confirmed(confirming, asked(mounted, asking, olu)).text)[1]
    used(mounted, address)
    with mounted.services.database.reading() as db:
        done = [entry.action for entry in db.query(AuditEntry).order_by(AuditEntry.number)]
    assert done == ["reset asked for", "reset confirmed", "reset used"]


def test_a_role_is_taken_away_and_the_person_is_out_of_it_at_once(mounted, asking, olu):
    theirs = mounted.as_person(olu)
    assert asking.post(f"/staff/people/grants/{olu.grants[0].id}/remove").status_code == 303
    assert (mounted.account(email=olu.email).grants, theirs.get("/staff/").status_code) == ([], 303)


def test_the_last_administrator_of_everything_stays(mounted, asking, clock):
    (grant,) = mounted.account(email="asking@example.org").grants
    mounted.person("local@example.org", Role.ADMINISTRATOR, chapter=mounted.desk.north)
    assert asking.post(f"/staff/people/grants/{grant.id}/remove").status_code == 422
    second = mounted.desk.person(Role.ADMINISTRATOR, email="second@example.org")
    assert asking.post(f"/staff/people/{second.id}/disable").status_code == 303
    assert asking.post(f"/staff/people/grants/{grant.id}/remove").status_code == 422
    asking.post(f"/staff/people/{second.id}/enable")
    assert asking.post(f"/staff/people/grants/{grant.id}/remove").status_code == 303


def test_two_administrators_who_remove_each_other_at_once_leave_one(mounted):
    from concurrent.futures import ThreadPoolExecutor

    from evaluation.domain.errors import Refused
    from evaluation.models import RoleGrant
    from evaluation.store.accounts.lost_power import take_roles

    both = [mounted.desk.person(Role.ADMINISTRATOR, email=f"{name}@example.org") for name in ("a", "b")]

    def remove(account):
        try:
            with mounted.services.database.transaction() as db:
                take_roles(db, account, [db.get_one(RoleGrant, account.grants[0].id)], now=mounted.services.clock())
        except Refused:
            return "refused"
        return "removed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, both)) == ["refused", "removed"]


def test_somebody_disabled_comes_back_with_what_they_signed_in_with(mounted, asking, olu):
    theirs = mounted.as_person(olu)
    asking.post(f"/staff/people/{olu.id}/disable")
    assert theirs.get("/staff/").status_code == 303
    asking.post(f"/staff/people/{olu.id}/enable")
    assert mounted.as_person(mounted.account(email=olu.email)).get("/staff/").status_code == 200


def test_a_pending_invitation_is_listed_and_withdrawn_within_scope(mounted, asking, north, south):
    secret = SECRET.search(asking.invite("new@example.org", Role.ORGANISER, south).text)[1]
    local = mounted.person("local@example.org", Role.ADMINISTRATOR, chapter=mounted.desk.north)
    invitation = re.search(r"/people/invitations/([0-9a-f-]{36})/withdraw", asking.get("/staff/people").text)[1]
    assert "new@example.org" not in local.get("/staff/people").text
    assert local.post(f"/staff/people/invitations/{invitation}/withdraw").status_code == 404
    assert "new@example.org" in mounted.nobody().get(f"/staff/invitation/{secret}").text
    assert asking.post(f"/staff/people/invitations/{invitation}/withdraw").status_code == 303
    assert "has been used" in mounted.nobody().get(f"/staff/invitation/{secret}").text


def test_nothing_is_chosen_beforehand_as_to_where_a_role_holds(mounted, asking):
    answer = asking.invite("new@example.org", Role.ORGANISER, "")
    assert (SECRET.search(answer.text), "choose where" in answer.text) == (None, True)


def test_an_address_ends_when_the_person_comes_to_a_wider_scope(mounted, asking, confirming, olu):
    address = ADDRESS.search(confirmed(confirming, asked(mounted, asking, olu)).text)[1]
    with mounted.desk.services.database.transaction() as db:
        row = db.get_one(Account, olu.id)
        grant_role(db, row, role=Role.ADMINISTRATOR, study=None, chapter=None, now=mounted.desk.services.clock())
    assert "has been used" in mounted.nobody().get(address).text
    assert mounted.account(email=olu.email).session_key == olu.session_key
