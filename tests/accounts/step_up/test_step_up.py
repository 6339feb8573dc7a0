"""Before what is dangerous in the wrong hands it is asked who is there, and nothing that was typed is lost."""

import re
from html import unescape

import pytest
from werkzeug.datastructures import MultiDict

from evaluation.models import Invitation
from evaluation.store.accounts.accounts import account_by
from evaluation.store.accounts.invitations import invite
from evaluation.store.log.audit_entries import latest_entries
from evaluation.web.access import POLICY
from tests.accounts.test_signing_in import EMAIL, accept, later_code, set_up
from tests.staff_pages import post, token_in

ASKS = {
    *("release.make", "instrument.publish", "person.manage", "retention.run", "token.make"),
    *("address.change", "study.tell", "export.make", "chapter.add", "answers.store"),
}
NEW = {"email": "new@example.org", "roles": "organiser", "where": "everywhere"}


@pytest.fixture
def ada(desk, clock):
    """An administrator who signed in eleven minutes ago, and her app."""
    with desk.services.database.transaction() as db:
        secret = invite(db, EMAIL, roles=["administrator", "organiser"], now=clock())
    client = desk.app.test_client()
    accept(client, secret)
    app = set_up(client)
    clock.advance(minutes=11)
    return client, app


def typed(page):
    """The form of the page that asks: where it is sent, and all that it sends."""
    form = next(form for form in re.finditer(r'<form method="post" action="([^"]+)".*?</form>', page, re.DOTALL)
                if "step_up_code" in form[0])  # fmt: skip
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[0])
    return unescape(form[1]), [(unescape(name), unescape(value)) for name, value in fields]


def give(client, page, code):
    address, fields = typed(page)
    return client.post(address, data=MultiDict([*fields, ("step_up_code", code)]))


def invited_people(desk):
    with desk.services.database.reading() as db:
        return [row.email for row in db.query(Invitation) if row.email != EMAIL]


def test_the_policy_says_which_actions_ask():
    assert {name for name, permission in POLICY.items() if permission.step_up} == ASKS


def test_nothing_that_an_evening_needs_asks():
    needed = ("wave.switch", "experiment.record", "cards.print", "evening.hand_over", "links.review", "paper.key")
    assert [name for name in needed if POLICY[name].step_up] == []


def test_whoever_signed_in_a_while_ago_is_asked_and_nothing_is_done(desk, ada):
    client, _ = ada
    asked = post(client, "/people", page="/people", **NEW)
    assert (asked.status_code, "Is it still you?" in asked.text, invited_people(desk)) == (403, True, [])


def test_a_code_of_the_app_does_exactly_what_was_typed(desk, ada):
    client, app = ada
    asked = post(client, "/people", page="/people", **NEW)
    assert dict(typed(asked.text)[1]).items() >= NEW.items()
    done = give(client, asked.text, later_code(app))
    assert ("Give this address" in done.text, invited_people(desk)) == (True, ["new@example.org"])


def test_several_values_of_one_name_are_given_back_in_their_order(ada):
    client, _ = ada
    sent = MultiDict([("csrf_token", token_in(client.get("/people").text)), ("roles", "organiser")])
    sent.add("roles", "evaluator")
    fields = typed(client.post("/people", data=sent).text)[1]
    assert [value for name, value in fields if name == "roles"] == ["organiser", "evaluator"]


def test_a_wrong_code_keeps_what_was_typed_and_says_why(desk, ada):
    client, app = ada
    asked = give(client, post(client, "/people", page="/people", **NEW).text, "000000")
    assert (asked.status_code, "no code that works now" in asked.text, invited_people(desk)) == (422, True, [])
    give(client, asked.text, later_code(app))
    assert invited_people(desk) == ["new@example.org"]


def test_a_code_that_was_used_proves_nothing(desk, ada, clock):
    client, app = ada
    code = later_code(app)
    give(client, post(client, "/people", page="/people", **NEW).text, code)
    clock.advance(minutes=11)
    asked = post(client, "/people", page="/people", **{**NEW, "email": "b@example.org"})
    assert give(client, asked.text, code).status_code == 422
    assert invited_people(desk) == ["new@example.org"]


def test_a_recovery_code_proves_it_and_is_used_up(desk, ada, clock):
    client, app = ada
    shown = client.get("/mf-recovery-codes")
    assert shown.headers["Location"].startswith("/step-up?next=")
    assert give(client, client.get(shown.headers["Location"]).text, later_code(app)).status_code == 303
    page = post(client, "/mf-recovery-codes", page="/mf-recovery-codes", generate_new_codes="1").text
    codes = re.findall(r'class="secret">([^<]+)<', page)
    clock.advance(minutes=11)
    give(client, post(client, "/people", page="/people", **NEW).text, codes[0].upper().replace("-", " "))
    assert invited_people(desk) == ["new@example.org"]
    with desk.services.database.reading() as db:
        assert len(account_by(db, email=EMAIL).recovery_codes) == len(codes) - 1


def test_one_proof_is_good_for_ten_minutes(desk, ada, clock):
    client, app = ada
    give(client, post(client, "/people", page="/people", **NEW).text, later_code(app))
    clock.advance(minutes=9)
    assert post(client, "/people", page="/people", **{**NEW, "email": "b@example.org"}).status_code == 200
    clock.advance(minutes=2)
    assert post(client, "/people", page="/people", **{**NEW, "email": "c@example.org"}).status_code == 403


def test_a_proof_is_written_down(desk, ada):
    client, app = ada
    give(client, post(client, "/people", page="/people", **NEW).text, later_code(app))
    with desk.services.database.reading() as db:
        done = {entry.action: entry.details for entry in latest_entries(db, limit=3)}
    assert done["proved once more"] == {"via": "code"}


def test_whoever_has_just_signed_in_is_not_asked(desk):
    client = desk.signed_in("administrator")
    assert post(client, "/people", page="/people", **NEW).status_code == 200


def test_opening_and_closing_waves_never_asks(desk, ada):
    client, _ = ada
    for move in ("open", "close"):
        assert post(client, f"/experiments/{desk.here.id}/waves/pre/{move}").status_code == 303


def test_looking_never_asks(ada):
    client, _ = ada
    assert client.get("/people").status_code == 200


@pytest.mark.parametrize("page", ["/wan-register", "/mf-recovery-codes", "/tf-setup"])
def test_what_signs_somebody_in_is_neither_seen_nor_changed_without_a_proof(ada, page):
    client, _ = ada
    assert client.get(page).headers["Location"].startswith("/step-up?next=")


def test_an_address_elsewhere_is_nowhere_to_go_on_to(ada):
    client, app = ada
    asked = client.get("/step-up?next=https://evil.example/").text
    assert give(client, asked, later_code(app)).headers["Location"] == "/account"


def test_who_guesses_waits_as_at_sign_in_and_keeps_nobody_out_of_their_passkey(desk, ada, clock):
    from evaluation.accounts.identity import WITH_PASSKEY

    client, app = ada
    page = post(client, "/people", page="/people", **NEW).text
    for guess in range(6):
        page = give(client, page, f"00000{guess}").text
    assert "wait a few minutes, or use your passkey" in give(client, page, later_code(app)).text
    assert invited_people(desk) == []
    assert {"security.wan_signin", "security.wan_verify", "security.wan_verify_response"} <= WITH_PASSKEY
    clock.advance(minutes=16)
    give(client, page, later_code(app))
    assert invited_people(desk) == ["new@example.org"]


def test_guesses_in_a_session_that_was_taken_lock_nobody_out_where_they_are_known(desk, ada, clock):
    client, app = ada
    thief = desk.app.test_client()
    name = desk.app.config["SESSION_COOKIE_NAME"]
    thief.set_cookie(name, client.get_cookie(name).value)
    page = post(thief, "/people", page="/people", **NEW).text
    for guess in range(8):
        page = give(thief, page, f"00000{guess}").text
    assert "wait a few minutes" in give(thief, page, later_code(app)).text
    give(client, post(client, "/people", page="/people", **NEW).text, later_code(app))
    assert invited_people(desk) == ["new@example.org"]


def signed_in_again(desk, browser):
    """The browser with a new session of the same person, who proved who they are just now."""
    with desk.services.database.reading() as db:
        other = desk.as_person(account_by(db, email=EMAIL))
    name = desk.app.config["SESSION_COOKIE_NAME"]
    browser.set_cookie(name, other.get_cookie(name).value)
    return browser


def test_a_code_alone_is_kept_nowhere_and_signing_in_again_goes_on_to_what_was_wanted(desk, ada):
    client, _ = ada
    asked = client.get("/mf-recovery-codes").location
    page = client.get(asked).text
    client.delete_cookie(desk.app.config["SESSION_COOKIE_NAME"])
    sent = give(client, page, "123456")
    assert (sent.status_code, sent.location.partition("?")[0]) == (303, "/login")
    assert "Sign in again, and you go on from there." in client.get(sent.location).text
    assert signed_in_again(desk, client).get("/carried").status_code == 404
    assert client.get(asked).location == "/mf-recovery-codes"
    assert give(client, page, "123456").location == asked


def test_of_a_form_with_a_code_all_but_the_code_is_kept(desk, ada):
    client, _ = ada
    page = post(client, "/people", page="/people", **NEW).text
    give(signed_in_again(desk, client), page, "3627-165b-f26f")
    kept = client.get("/carried").text
    assert (NEW["email"] in kept, "3627-165b-f26f" in kept, "step_up_code" in kept) == (True, False, False)


def test_a_form_with_passwords_is_typed_again_after_the_proof_and_no_page_gives_them_back(ada, clock):
    client, app = ada
    page = client.get("/account/password", follow_redirects=True)
    assert give(client, page.text, later_code(app)).headers["Location"].endswith("/account/password")
    token = token_in(client.get("/account/password").text)
    clock.advance(minutes=11)
    secret = {"current_password": "five other words entirely", "password": "wharf lantern otter nine"}
    page = client.post("/account/password", data={"csrf_token": token, **secret}, follow_redirects=True).text
    assert [word for word in secret.values() if word in page] == []
    assert ("A password is never kept" in page, "step_up_code" in page) == (True, True)


def test_a_script_is_told_and_nothing_is_done(desk, ada):
    client, _ = ada
    sent = {"csrf_token": token_in(client.get("/people").text), **NEW}
    said = client.post("/people", data=sent, headers={"Accept": "application/json"})
    assert (said.status_code, said.json, invited_people(desk)) == (403, {"asks_again": True}, [])


def test_the_proof_of_one_session_is_none_in_another(desk, ada, clock):
    client, app = ada
    with desk.services.database.reading() as db:
        other = desk.as_person(account_by(db, email=EMAIL))
    clock.advance(minutes=11)
    give(client, post(client, "/people", page="/people", **NEW).text, later_code(app))
    assert post(other, "/people", page="/people", **{**NEW, "email": "b@example.org"}).status_code == 403


def test_a_wrong_code_is_written_down_as_that_persons(desk, ada):
    client, _ = ada
    give(client, post(client, "/people", page="/people", **NEW).text, "000000")
    with desk.services.database.reading() as db:
        (entry,) = latest_entries(db, limit=1)
    assert (entry.action, entry.actor, entry.details["what"]) == ("sign-in failed", "account", "step-up")
