"""An address that no phone opens is said on the page of the address and on Today, with what to do about it."""

from dataclasses import replace

import pytest
from lxml import html

from evaluation.models import Role
from evaluation.storage.settings import written_address
from evaluation.web.app import Services
from evaluation.web.hosts.lan_address import lan_address
from tests.staff_pages import Desk, token_in

NO_PHONE = "Phones cannot open this address."
OPEN_TO_PHONES = "https://weaving.example.org"
NOTHING_YET = dict.fromkeys(("study", "north", "south", "here", "there"))


@pytest.fixture
def place(settings, database, clock):
    return Desk(Services(settings, database, clock), **NOTHING_YET)


@pytest.fixture
def public_place(settings, database, clock):
    return Desk(Services(replace(settings, base_url=OPEN_TO_PHONES), database, clock), **NOTHING_YET)


@pytest.fixture
def administrator(place):
    return place.signed_in(Role.ADMINISTRATOR)


def sent(browser, **fields):
    return browser.post("/address", data={"csrf_token": token_in(browser.get("/address").text), **fields})


def tried(page):
    return html.fromstring(page.text).xpath("string(//aside//*[local-name()='svg']/*[local-name()='title'])")


def warns(page):
    """Whether the page of the address says so; it has the sentence by it, for an address that is still typed."""
    return bool(html.fromstring(page.text).xpath("//*[@data-alone and not(@hidden)]"))


def test_the_page_of_the_address_warns_of_one_that_phones_cannot_open(administrator):
    page = administrator.get("/address")
    assert (NO_PHONE in page.text, warns(page)) == (True, True)
    assert not warns(sent(administrator, public=""))


def test_an_address_of_this_computer_alone_is_warned_of_before_it_is_kept_and_kept_where_it_is_meant(
    administrator, place
):
    alone = "http://localhost:8111"
    page = sent(administrator, public=f"{alone}/")
    assert (warns(page), written_address(place.services.settings.home)) == (True, "")
    said_of = html.fromstring(page.text).xpath("string(//input[@name='warned_of']/@value)")
    sent(administrator, public=alone, warned_of=said_of)
    assert written_address(place.services.settings.home) == alone


def test_an_address_of_another_computer_is_asked_about_before_it_is_kept(administrator, place):
    slip = "http://203.0.113.77"
    page = html.fromstring(sent(administrator, public=slip).text)
    kept = written_address(place.services.settings.home)
    assert ("press again" in page.xpath("string(//*[@role='alert'])"), kept) == (True, "")
    sent(administrator, public=slip, warned_of=page.xpath("string(//input[@name='warned_of']/@value)"))
    assert written_address(place.services.settings.home) == slip


def test_what_a_server_listens_on_is_refused_and_not_only_asked_about(administrator, place):
    page = sent(administrator, public="http://0.0.0.0:8000", warned_of="http://0.0.0.0:8000")
    assert "No phone can open 0.0.0.0" in page.text
    assert written_address(place.services.settings.home) == ""


@pytest.mark.parametrize("named", ["https://203.0.113.77", "http://weaving.example.org"])
def test_of_an_address_behind_which_another_server_may_stand_nothing_is_asked(administrator, place, named):
    assert sent(administrator, public=named).status_code == 303
    assert written_address(place.services.settings.home) == named


def test_the_page_of_the_address_offers_this_machines_own_and_keeps_it_in_one_press(administrator, place):
    if not lan_address():
        pytest.skip("This machine is on no network.")
    assert "Use this one" in administrator.get("/address").text
    assert sent(administrator, public="", found="1").status_code == 303
    assert written_address(place.services.settings.home) == f"http://{lan_address()}:80"


def test_the_address_before_is_offered_and_put_back_after_the_same_checks(administrator, place):
    home = place.services.settings.home
    sent(administrator, public=OPEN_TO_PHONES)
    page = html.fromstring(administrator.get("/address").text)
    assert page.xpath("string(//button[@name='before']/../p/code)") == "http://127.0.0.1:8000"
    asked = sent(administrator, public=OPEN_TO_PHONES, before="1")
    assert (warns(asked), written_address(home)) == (True, OPEN_TO_PHONES)
    said_of = html.fromstring(asked.text).xpath("string(//input[@name='warned_of']/@value)")
    sent(administrator, public=OPEN_TO_PHONES, before="1", warned_of=said_of)
    assert written_address(home) == "http://127.0.0.1:8000"
    assert "the address before this one" in administrator.get("/address").text


def test_the_page_of_the_address_has_a_code_by_which_a_phone_tries_it(public_place):
    page = public_place.signed_in(Role.ADMINISTRATOR).get("/address")
    assert f"{OPEN_TO_PHONES}/hello" in tried(page)
    assert "Waiting for a phone to open it" in page.text


def test_behind_a_front_server_phones_come_by_any_network_though_this_one_listens_to_that_alone(public_place):
    page = public_place.signed_in(Role.ADMINISTRATOR).get("/address").text
    assert ("No phone can come in yet" in page, "By any network" in page) == (False, True)


def test_what_is_no_address_is_not_in_the_code(administrator):
    page = sent(administrator, public="weaving.example.org")
    assert "such as https://weaving.example.org" in page.text
    assert "weaving.example.org" not in tried(page)


def test_today_tells_an_organiser_whom_to_ask_and_names_nobody_out_of_scope(place):
    place.person(Role.ADMINISTRATOR, email="mererid@threerivers.example")
    page = place.signed_in(Role.ORGANISER).get("/").text
    assert (NO_PHONE in page, "An administrator can change it: ask one." in page) == (True, True)
    assert "mererid@" not in page


def test_today_leads_an_administrator_to_the_address(place, clock):
    from evaluation.store.studies.studies import add_study

    with place.services.database.transaction() as db:
        add_study(db, "Organising Together", now=clock())
    page = place.signed_in(Role.ADMINISTRATOR, Role.ORGANISER).get("/").text
    assert (NO_PHONE in page, 'href="/address"' in page) == (True, True)


def test_today_says_nothing_of_it_once_phones_open_the_address(public_place):
    assert NO_PHONE not in public_place.signed_in(Role.ORGANISER).get("/").text
