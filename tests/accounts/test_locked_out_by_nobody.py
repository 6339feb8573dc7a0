"""Another's guesses keep nobody out on a phone that they have signed in on; a phone's own guesses do."""

import re

import pytest

from evaluation.store.accounts.accounts import account_by
from tests.accounts.test_signing_in import EMAIL, accept, invited, later_code, set_up, sign_in, signed_up
from tests.staff_pages import post

__all__ = ["invited", "signed_up"]


@pytest.fixture
def phone(signed_up):
    """The owner's own, on which they have signed in and out."""
    client, _app = signed_up
    post(client, "/logout")
    return client


def guess(client, times=6):
    for _ in range(times):
        sign_in(client, "wrong wrong wrong")


def test_the_owner_signs_in_on_their_phone_while_a_stranger_guesses(desk, phone, signed_up):
    guess(desk.app.test_client())
    answer = sign_in(phone)
    assert answer.status_code == 302
    post(phone, "/tf-validate", page="/tf-validate", code=later_code(signed_up[1]))
    assert phone.get("/").status_code == 200


def test_a_stranger_still_waits_once_the_owner_has_signed_in(desk, phone, signed_up):
    stranger = desk.app.test_client()
    guess(stranger)
    sign_in(phone)
    post(phone, "/tf-validate", page="/tf-validate", code=later_code(signed_up[1]))
    assert sign_in(stranger).status_code == 200


def test_guesses_on_a_known_phone_wait_as_well_and_lock_out_nobody_else(desk, phone, clock):
    guess(phone)
    assert sign_in(phone).status_code == 200
    assert sign_in(desk.app.test_client()).status_code == 302
    clock.advance(minutes=3)
    assert sign_in(phone).status_code == 302


def test_a_phone_is_known_for_its_own_account_alone(desk, phone):
    from evaluation.store.accounts.invitations import invite

    with desk.services.database.transaction() as db:
        secret = invite(db, "ben@example.org", roles=["organiser"], chapter=desk.north, now=desk.services.clock())
    bens = desk.app.test_client()
    accept(bens, secret)
    set_up(bens)
    for _ in range(6):
        sign_in(desk.app.test_client(), "wrong wrong wrong", "ben@example.org")
    assert sign_in(phone, email="ben@example.org").status_code == 200


def test_a_cookie_that_somebody_made_up_is_no_phone_that_is_known(desk, phone):
    guess(desk.app.test_client())
    forger = desk.app.test_client()
    forger.set_cookie(f"{desk.app.config['SESSION_COOKIE_NAME']}-device", "eyJvZiI6IngifQ.aaaa.bbbb")
    assert sign_in(forger).status_code == 200


def test_who_has_used_up_the_recovery_codes_is_told_what_to_do(desk, signed_up):
    client, _app = signed_up
    page = " ".join(client.get("/account").text.split())
    assert "You have no recovery code." in page
    assert "none: make some now" in page
    made = post(client, "/mf-recovery-codes", page="/mf-recovery-codes", generate_new_codes="1").text
    assert len(re.findall(r'class="secret">', made)) == 5
    assert "You have no recovery code." not in client.get("/account").text
    with desk.services.database.reading() as db:
        assert len(account_by(db, email=EMAIL).recovery_codes) == 5
