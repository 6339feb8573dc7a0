"""That a phone opened the page that it was to try is said under the address that it opened, and under no other."""

from contextlib import nullcontext
from dataclasses import replace

import pytest
from lxml import html
from werkzeug.test import Client

from evaluation.application import application_for
from evaluation.cli.operations.live_address import LivePages
from evaluation.models import Role
from evaluation.participants_app import participants_app
from evaluation.storage.settings import write_address
from evaluation.web.app import Services
from tests.staff_pages import Desk

NOTHING_YET = dict.fromkeys(("study", "north", "south", "here", "there"))
IN_NUMBERS = "http://203.0.113.77:8743"
NAMED = "https://weaving.example.org"
PHONE = "Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile"


@pytest.fixture
def services(settings, database, clock):
    return Services(replace(settings, base_url=IN_NUMBERS), database, clock)


def opened_by_a_phone(services, host):
    page = participants_app(services).test_client().get("/hello", headers={"Host": host, "User-Agent": PHONE})
    assert page.status_code == 200


def said(services, of):
    """What the page by which a script looks says of an address."""
    administrator = Desk(services, **NOTHING_YET).signed_in(Role.ADMINISTRATOR)
    page = administrator.get("/setup/phone", query_string={"of": of}).text
    return " ".join(html.fromstring(page).xpath("string(//*[@data-opened])").split()[:4])


def test_a_phone_is_told_of_under_the_address_that_it_opened_and_no_other(services):
    opened_by_a_phone(services, "203.0.113.77:8743")
    assert said(services, IN_NUMBERS) == "A phone opened it"
    assert said(services, "http://203.0.113.77:8744") == "Waiting for a phone"


def test_the_page_of_the_address_waits_after_the_address_is_changed(services):
    opened_by_a_phone(services, "203.0.113.77:8743")
    administrator = Desk(services, **NOTHING_YET).signed_in(Role.ADMINISTRATOR)
    assert "A phone opened it" in administrator.get("/address").text
    write_address(services.settings.home, NAMED)
    assert "Waiting for a phone to open it" in administrator.get("/address").text


def test_behind_a_name_a_front_server_may_ask_for_this_machine_and_it_is_the_name_that_was_opened(services):
    named = replace(services, settings=replace(services.settings, base_url=NAMED))
    opened_by_a_phone(named, "127.0.0.1:8000")
    assert said(named, NAMED) == "A phone opened it"


def test_an_address_that_is_set_again_waits_anew(services, monkeypatch):
    monkeypatch.delenv("WEAVING_BASE_URL", raising=False)
    live = LivePages(services, pages=application_for, background=lambda _services: nullcontext())
    Client(live).get("/hello", headers={"Host": "203.0.113.77:8743", "User-Agent": PHONE})
    assert live.services.trial.at(IN_NUMBERS) is not None
    for address in (NAMED, IN_NUMBERS):
        write_address(services.settings.home, address)
        assert live.take_over()
    assert live.services.trial.at(IN_NUMBERS) is None
