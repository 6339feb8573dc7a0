"""A staff page that could not do what was asked says what to do next, with what was typed."""

import pytest
from lxml import html

from evaluation.models import Role
from evaluation.storage.database_locked import DatabaseBusyError
from tests.staff_pages import post, token_in

NOTES = "Forty people, and the hall was cold."


def failing(fault):
    def view(**_arguments):
        raise fault

    return view


@pytest.fixture
def record(desk):
    return f"/experiments/{desk.here.id}/record"


@pytest.fixture
def organiser(desk):
    return desk.signed_in(Role.ORGANISER, chapter=desk.north)


def given_back(page):
    return [each.text.strip() for each in html.fromstring(page.text).xpath("//textarea[@readonly]")]


@pytest.fixture
def busy(desk, organiser, record, monkeypatch):
    monkeypatch.setitem(desk.app.view_functions, "record.keep", failing(DatabaseBusyError()))
    return post(organiser, record, came="12", notes=NOTES)


def test_a_busy_database_gives_a_page_that_sends_the_same_again(busy, organiser, record, monkeypatch):
    form = html.fromstring(busy.text).xpath("//form")[0]
    fields = {each.get("name"): each.get("value") for each in form.xpath(".//input")}
    monkeypatch.undo()
    assert (busy.status_code, form.get("action")) == (503, record)
    assert organiser.post(form.get("action"), data=fields).status_code == 303
    assert NOTES in organiser.get(record).text


def test_a_busy_page_needs_nothing_of_the_database(desk, organiser, record, monkeypatch):
    locked = failing(DatabaseBusyError())
    for way in ("reading", "transaction"):
        monkeypatch.setattr(type(desk.services.database), way, lambda *_anything, **_more: locked())
    page = organiser.get(record)
    assert (page.status_code, "Try again" in page.text) == (503, True)


def test_a_script_reads_of_a_busy_database_in_words(organiser, busy, record):
    token = token_in(organiser.get("/account").text)
    said = organiser.post(record, data={"csrf_token": token, "came": "12"}, headers={"Accept": "application/json"})
    assert (said.status_code, said.mimetype) == (503, "text/plain")


def test_a_busy_page_never_holds_a_password(desk, monkeypatch):
    administrator = desk.signed_in(Role.ADMINISTRATOR)
    monkeypatch.setitem(desk.app.view_functions, "invitations.people", failing(DatabaseBusyError()))
    page = post(administrator, "/people", email="mair@example.org", password="wharf lantern otter")
    assert page.status_code == 503
    assert "wharf lantern otter" not in page.text
    assert given_back(page) == ["mair@example.org"]


def test_a_fault_gives_back_what_was_typed_and_not_what_the_page_sent_by_itself(desk, organiser, record, monkeypatch):
    monkeypatch.setitem(desk.app.view_functions, "record.keep", failing(ValueError()))
    page = post(organiser, record, notes=NOTES, before="{}", same_press="0f" * 16)
    assert page.status_code == 500
    assert given_back(page) == [NOTES]


def test_nothing_is_given_back_that_another_site_sent(desk, organiser, record, monkeypatch):
    monkeypatch.setitem(desk.app.view_functions, "record.keep", failing(ValueError()))
    data = {"csrf_token": token_in(organiser.get("/account").text), "notes": NOTES}
    page = organiser.post(record, data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert given_back(page) == []


def test_an_address_that_only_takes_forms_says_so(desk, organiser):
    page = organiser.get(f"/experiments/{desk.here.id}/waves/pre/open")
    assert page.status_code == 405
    assert "takes what a form sends" in page.text


@pytest.mark.parametrize("address", ["/nowhere", "/people", "/experiments/1/waves/pre/open"])
def test_every_refusal_leads_on(organiser, address):
    page = organiser.get(address)
    assert page.status_code in {403, 404, 405}
    assert html.fromstring(page.text).xpath("//main//a[@href]")
