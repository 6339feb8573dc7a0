"""An organiser with a new phone: every tap and every field filled in is counted until the code is on the screen."""

import re
import time

import pytest
from passlib.totp import TOTP
from playwright.sync_api import expect

from evaluation.models import Experiment
from evaluation.participants_app import participants_app
from evaluation.store.accounts.evening_keys import hand_key
from evaluation.store.accounts.invitations import invite
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from evaluation.web.app import combined
from tests.accounts.test_passkeys_in_a_browser import DEVICE
from tests.close_browser import close_context
from tests.hall import served
from tests.staff_pages import PASSWORD, post, token_in

pytestmark = pytest.mark.browser
PATIENCE = 30_000  # milliseconds: a page that comes late on a busy machine is no fault of the page
PHONE = {"width": 375, "height": 667}
EMAIL = "ada@example.org"


class Thumb:
    """Taps and types on a phone, and counts it."""

    def __init__(self, page):
        self.page, self.count, self.since = page, 0, time.monotonic()

    def tap(self, name, role="button", *, first_screen=False):
        self.count += 1
        target = self.page.get_by_role(role, name=name).first
        if first_screen:
            box = target.bounding_box()
            assert box["y"] + box["height"] <= PHONE["height"], f"{name} lies below the first screen: {box}"
        target.click()

    def fill(self, label, value):
        self.count += 1
        self.page.get_by_label(label).first.fill(value)

    def sees_the_code(self, what):
        expect(self.page.get_by_role("img", name="QR code for")).to_be_visible(timeout=PATIENCE)
        print(f"{what}: {self.count} interactions, {time.monotonic() - self.since:.1f} s")  # noqa: T201 - read with -s


@pytest.fixture
def base(desk):
    """Both applications at the name localhost: a passkey belongs to a name, not to a number."""
    with served(combined(participants_app(desk.services), desk.app)) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def phone(base, chromium):
    context = chromium.new_context(base_url=base, viewport=PHONE, locale="en-GB", has_touch=True)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    close_context(context)


@pytest.fixture
def app(desk):
    """An organiser of every chapter, who has an authenticator app."""
    with desk.services.database.transaction() as db:
        secret = invite(db, EMAIL, roles=["organiser"], now=desk.services.clock())
    client, at = desk.app.test_client(), f"/invitation/{secret}"
    post(client, at, page=at, name="Ada", password=PASSWORD)
    page = post(client, "/tf-setup", page="/tf-setup", setup="authenticator").text
    app = TOTP(key=re.search(r'class="secret">([^<]+)<', page)[1].replace("-", ""))
    client.post("/tf-validate", data={"csrf_token": token_in(page), "code": app.generate().token})
    return app


def signed_in_with_password(thumb, app):
    thumb.page.goto("/staff/")
    thumb.fill("E-mail address", EMAIL)
    thumb.fill("Password", PASSWORD)
    thumb.tap("Go on")
    thumb.fill("Six figures", app.generate(time=time.time() + 30).token)
    thumb.tap("Sign in")


@pytest.mark.parametrize("already", ["with an evening today", "with none"])
def test_with_password_and_code_it_takes_at_most_eight(phone, app, desk, already):
    if already == "with none":
        with desk.services.database.transaction() as db:
            for each in (desk.here, desk.there):
                db.get_one(Experiment, each.id).date = None
    thumb = Thumb(phone)
    signed_in_with_password(thumb, app)
    thumb.tap("New experiment", "link", first_screen=True)
    thumb.tap("North", "link", first_screen=True)
    thumb.tap("Make it")
    thumb.sees_the_code("With password and code")
    expect(phone.get_by_role("button", name="Open Before")).to_be_in_viewport(timeout=PATIENCE)
    assert thumb.count <= 8


def test_with_a_passkey_it_takes_at_most_seven(phone, app):
    signed_in_with_password(Thumb(phone), app)
    line = phone.context.new_cdp_session(phone)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    phone.goto("/staff/wan-register")
    phone.get_by_label("A name for this device").fill("My phone")
    phone.get_by_role("button", name="Make a passkey").click()
    expect(phone.get_by_role("rowheader", name="My phone")).to_be_visible(timeout=PATIENCE)
    phone.context.clear_cookies()
    thumb = Thumb(phone)
    phone.goto("/staff/")
    thumb.tap("Sign in with a passkey", "link", first_screen=True)
    thumb.tap("Ask my device", first_screen=True)
    thumb.tap("New experiment", "link", first_screen=True)
    thumb.tap("North", "link")
    thumb.fill("What is it called?", "St Mary's Hall")
    thumb.fill("About how many people?", "40")
    thumb.tap("Make it")
    thumb.sees_the_code("With a passkey")
    assert thumb.count <= 7


def test_a_copy_to_any_day_takes_two(phone, app):
    signed_in_with_password(Thumb(phone), app)
    expect(phone.get_by_role("heading", name="North Hall")).to_be_visible(timeout=PATIENCE)
    thumb = Thumb(phone)
    thumb.fill("The same again on", "2026-06-11")
    thumb.tap("Copy “North Hall”")
    expect(phone.get_by_text("Thu 11 Jun 2026")).to_be_visible(timeout=PATIENCE)
    thumb.sees_the_code("A copy")
    assert thumb.count == 2


def test_with_an_evening_key_it_is_there_at_once(phone, desk):
    by = RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=desk.services.clock())
    with desk.services.database.transaction() as db:
        key = hand_key(db, db.get_one(Experiment, desk.here.id), by=by).key
    thumb = Thumb(phone)
    thumb.count += 1  # the camera's own tap, which opens what it has read
    phone.goto(f"/staff/evening/{key}")
    thumb.sees_the_code("With an evening key")
    assert thumb.count == 1
