"""Signing in behind a server that holds the certificate: plain http comes here, and the browser stays on https."""

import re
import time
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from passlib.totp import TOTP
from playwright.sync_api import expect

from evaluation.participants_app import participants_app
from evaluation.store.accounts.invitations import invite
from evaluation.web.app import combined
from tests.close_browser import close_context
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.deployment.conftest import NAME, nginx_before
from tests.hall import served
from tests.staff_pages import PASSWORD, post, token_in

EMAIL = "ada@example.org"
PUBLIC = f"https://{NAME}"


@pytest.fixture
def secure(desk):
    """The desk of a home whose public address has https."""
    return replace(desk, services=replace(desk.services, settings=replace(desk.services.settings, base_url=PUBLIC)))


@pytest.fixture
def invited(secure):
    with secure.services.database.transaction() as db:
        return invite(db, EMAIL, roles=["organiser"], chapter=secure.north, now=secure.services.clock())


class PassedOn(FlaskClient):
    """A browser whose requests come on by plain http, as a front server passes them."""

    host = NAME

    def open(self, *asked, **more):
        return super().open(*asked, base_url=f"http://{self.host}", **more)


def behind_a_front(secure, host=NAME):
    client = PassedOn(secure.app, secure.app.response_class)
    client.host = host
    return client


def signed_up(client, secret):
    """Accept an invitation and set up an app; the app comes back."""
    page = f"/invitation/{secret}"
    post(client, page, page=page, name="Ada", password=PASSWORD)
    shown = post(client, "/tf-setup", page="/tf-setup", setup="authenticator").text
    app = TOTP(key=re.search(r'class="secret">([^<]+)<', shown)[1].replace("-", ""))
    client.post("/tf-validate", data={"csrf_token": token_in(shown), "code": app.generate().token})
    return app


def later_code(app):
    """The code of the next half minute, since none counts twice."""
    return app.generate(time=time.time() + 30).token


def asked_for_a_code(client):
    """The address of the page that asks for a code, from the very page that signing out leads to."""
    return post(client, "/login", page="/login", email=EMAIL, password=PASSWORD).location


@pytest.mark.parametrize(("host", "led"), [(NAME, PUBLIC), (f"{NAME}:8443", f"{PUBLIC}:8443")])
def test_who_signs_in_again_is_led_on_over_https(secure, invited, host, led):
    app = signed_up(behind_a_front(secure), invited)
    client = behind_a_front(secure, host)
    asked = asked_for_a_code(client)
    arrived = post(client, asked, page=asked, code=later_code(app))
    assert arrived.location in {f"{led}/login", "/"}


def test_a_code_that_is_pressed_again_leaves_its_sender_signed_in(secure, invited):
    app = signed_up(behind_a_front(secure), invited)
    client = behind_a_front(secure)
    post(client, asked := asked_for_a_code(client), page=asked, code=later_code(app))
    again = post(client, "/tf-validate", page="/", code=later_code(app))
    assert (again.status_code, again.location, client.get("/").status_code) == (303, "/", 200)


@pytest.mark.browser
def test_a_person_in_a_browser_signs_in_where_signing_out_has_led_them(secure, invited, chromium, tmp_path):
    app = signed_up(behind_a_front(secure), invited)
    with (
        served(combined(participants_app(secure.services), secure.app)) as base,
        nginx_before(base, tmp_path) as front,
    ):
        led = f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{front.https}"
        browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, led])
        context = browser.new_context(ignore_https_errors=True, base_url=PUBLIC, locale="en-GB")
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto("/staff/login")
        page.get_by_label("E-mail address").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("Code").fill(later_code(app))
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_text("You are signed in.")).to_be_visible()
        close_context(context)
        browser.close()
