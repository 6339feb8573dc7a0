"""A passkey is made and used in a real browser, with a device that unlocks itself."""

import re
import time

import pytest
from playwright.sync_api import expect

from evaluation.accounts.failed_sign_ins import FREE_FAILURES, wait_after
from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.accounts.step_up.fresh_proof import PROVED_AT
from evaluation.models import Account, Passkey
from evaluation.participants_app import participants_app
from evaluation.store.accounts.accounts import note_failure
from evaluation.store.accounts.sessions import keep_session
from evaluation.web.app import combined
from tests.hall import served

pytestmark = pytest.mark.browser
PATIENCE = 30_000  # milliseconds: a page that comes late on a busy machine is no fault of the page
TOKEN = "a-session-of-this-test-alone"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def base(desk):
    """Both applications at the name localhost: a passkey belongs to a name, not to a number."""
    with served(combined(participants_app(desk.services), desk.app)) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(desk, base, chromium):
    """A browser with a passkey device, in which an organiser has just signed in."""
    account, now = desk.person("organiser", "administrator"), desk.services.clock().timestamp()
    contents = {WHO: account.session_key, "fs_cc": "set", "fs_paa": time.time(), PROVED_AT: now, "_fresh": True}
    with desk.services.database.transaction() as db:
        keep_session(
            db,
            token_digest(TOKEN),
            contents=contents,
            session_key=account.session_key,
            device="",
            now=desk.services.clock(),
        )
    context = chromium.new_context(base_url=base, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "staff", "value": TOKEN, "url": base}])
    opened = context.new_page()
    line = context.new_cdp_session(opened)
    line.send("WebAuthn.enable")
    opened.device = line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    opened.line = line
    yield opened
    context.close()


def made(page, name="My phone"):
    page.goto("/staff/account")
    page.get_by_role("link", name="Passkeys").click()
    page.get_by_label("A name for this device").fill(name)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("rowheader", name=name)).to_be_visible(timeout=PATIENCE)


def sign_out(page):
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible(timeout=PATIENCE)


def ask_device(page):
    page.goto("/staff/login")
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Ask my device").click()


def test_a_passkey_is_made_named_and_signs_its_holder_in(page, desk):
    made(page)
    sign_out(page)
    ask_device(page)
    expect(page).to_have_url(re.compile(r"/staff/?$"), timeout=PATIENCE)
    page.goto("/staff/account")
    expect(page.get_by_role("rowheader", name="My phone")).to_be_visible(timeout=PATIENCE)
    with desk.services.database.reading() as db:
        (kept,) = db.query(Passkey)
    assert kept.sign_count > 0


def test_a_passkey_that_its_holder_does_not_unlock_signs_nobody_in(page):
    made(page)
    sign_out(page)
    page.line.send("WebAuthn.setUserVerified", {"authenticatorId": page.device, "isUserVerified": False})
    ask_device(page)
    expect(page.get_by_role("status")).to_contain_text("No passkey was given", timeout=PATIENCE)
    page.goto("/staff/account")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible(timeout=PATIENCE)


def test_a_passkey_that_was_added_is_said_so_in_welsh_to_whoever_chose_welsh(page):
    page.goto("/staff/wan-register")
    page.get_by_role("button", name="Cymraeg").click()
    page.get_by_role("textbox").fill("Fy ffôn")
    page.locator("main form").get_by_role("button").first.click()
    expect(page.get_by_role("status")).to_contain_text("Mae’r allwedd pas wedi’i hychwanegu.", timeout=PATIENCE)


def test_a_passkey_that_was_removed_signs_nobody_in(page):
    made(page)
    page.get_by_role("button", name="Remove My phone").click()
    expect(page.get_by_role("rowheader", name="My phone")).to_have_count(0, timeout=PATIENCE)
    page.goto("/staff/account")
    sign_out(page)
    ask_device(page)
    expect(page.get_by_role("status")).to_contain_text("Unregistered passkey", timeout=PATIENCE)
    page.goto("/staff/account")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible(timeout=PATIENCE)


def test_a_passkey_signs_its_holder_in_on_a_new_device_while_somebody_guesses_their_password(page, desk):
    made(page)
    sign_out(page)
    page.context.clear_cookies()
    with desk.services.database.transaction() as db:
        (account,) = db.query(Account)
        for _ in range(FREE_FAILURES + 3):
            note_failure(db, account.id, now=desk.services.clock(), wait=wait_after)
    ask_device(page)
    expect(page).to_have_url(re.compile(r"/staff/?$"), timeout=PATIENCE)


def test_a_passkey_proves_that_it_is_still_they_and_what_was_typed_is_sent_by_one_press(page, clock):
    made(page)
    page.goto("/staff/people")
    clock.advance(minutes=11)
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_label("Organiser").check()
    page.get_by_label("Where").select_option(label="Everywhere")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Use my passkey").click()
    page.get_by_role("button", name="Ask my device").click()
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("Give this address to new@example.org")).to_be_visible(timeout=PATIENCE)
