"""A first "Go on" that is pressed twice goes on: nobody needs another address for it."""

import re

import pytest

from evaluation.models import Role
from evaluation.storage.setup_secret import make_setup_secret
from evaluation.web.app import Services
from tests.staff_pages import Desk, token_in

ABOUT_ME = {
    "name": "Mererid Pugh",
    "email": "mererid@threerivers.example",
    "password": "wharf lantern otter nine",
}


@pytest.fixture
def desk(settings, database, clock):
    nothing_yet = dict.fromkeys(("study", "north", "south", "here", "there"))
    return Desk(Services(settings, database, clock), **nothing_yet)


@pytest.fixture
def browser(desk):
    return desk.app.test_client()


@pytest.fixture
def address(desk):
    return f"/setup/{make_setup_secret(desk.services.settings.home)}"


def press_twice(browser, address):
    sent = {"csrf_token": token_in(browser.get(address).text), **ABOUT_ME}
    first, second = (browser.post(address, data=sent) for _ in range(2))
    assert first.status_code in {302, 303}
    return browser.get(second.location)


def test_the_first_administrator_goes_on_to_the_second_step(browser, address):
    assert press_twice(browser, address).location == "/tf-setup"


def test_an_invitation_goes_on_to_the_second_step(desk, browser):
    administrator = desk.signed_in(Role.ADMINISTRATOR)
    token = token_in(administrator.get("/people").text)
    invited = {"csrf_token": token, "email": ABOUT_ME["email"], "roles": "organiser", "where": "everywhere"}
    invitation = re.search(r"/invitation/[\w-]{20,}", administrator.post("/people", data=invited).text)[0]
    assert press_twice(browser, invitation).location == "/tf-setup"


def test_another_browser_reads_that_the_address_was_used(desk, browser, address):
    press_twice(browser, address)
    assert desk.app.test_client().get(address).status_code == 404
