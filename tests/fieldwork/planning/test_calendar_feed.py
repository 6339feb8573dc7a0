"""A calendar finds the evenings of whoever's secret address it has, until they end it."""

import re

import pytest

from evaluation.store.accounts.accounts import account_by
from evaluation.store.log.audit_entries import latest_entries
from tests.staff_pages import post


@pytest.fixture
def ann(desk):
    return desk.person("organiser", chapter=desk.north, email="ann@example.org")


@pytest.fixture
def address(desk, ann):
    """The address of Ann's feed, without the site."""
    return made(desk.as_person(ann))


def made(client):
    page = post(client, "/calendar", page="/calendar").text
    return re.search(r"/staff(/calendar/[\w-]+\.ics)", page)[1]


def anybody(desk):
    return desk.app.test_client()


def test_a_calendar_reads_the_evenings_within_its_owners_reach_and_no_others(desk, address):
    answer = anybody(desk).get(address)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert ("SUMMARY:North Hall" in answer.text, "South Hall" in answer.text) == (True, False)
    assert answer.headers.get("Set-Cookie") is None


def test_no_count_and_no_answer_is_in_it(evening, desk, address):
    evening.open("pre")
    evening.answered(7)
    assert re.findall(r"\b7\b", anybody(desk).get(address).text) == []


def test_what_is_the_same_is_not_sent_again_and_a_moved_evening_is(desk, evening, address):
    tag = anybody(desk).get(address).headers["ETag"]
    assert anybody(desk).get(address, headers={"If-None-Match": tag}).status_code == 304
    evening.change(title="Mill Hall")
    assert "SUMMARY:Mill Hall" in anybody(desk).get(address, headers={"If-None-Match": tag}).text


def test_an_address_that_was_ended_or_replaced_finds_nothing(desk, ann, address):
    client = desk.as_person(ann)
    fresh = made(client)
    assert [anybody(desk).get(each).status_code for each in (address, fresh)] == [404, 200]
    post(client, "/calendar/end", page="/calendar")
    gone = anybody(desk).get(fresh)
    assert (gone.status_code, "This address of a calendar has ended." in gone.text) == (404, True)


def test_it_ends_with_the_account(desk, ann, address):
    with desk.services.database.transaction() as db:
        account_by(db, email="ann@example.org").active = False
    assert anybody(desk).get(address).status_code == 404


def test_it_stays_ended_where_somebody_is_let_in_again(desk, ann, address):
    administrator = desk.signed_in("administrator")
    for step in ("disable", "enable"):
        post(administrator, f"/people/{ann.id}/{step}")
    with desk.services.database.reading() as db:
        assert account_by(db, email="ann@example.org").active
    assert anybody(desk).get(address).status_code == 404


def test_the_secret_is_not_in_the_database_and_making_and_ending_are_written_down(desk, ann, address):
    secret = re.search(r"/calendar/([\w-]+)\.ics", address)[1]
    kept = b"".join(path.read_bytes() for path in desk.services.settings.home.glob("weaving.sqlite*"))
    assert secret.encode() not in kept
    post(desk.as_person(ann), "/calendar/end", page="/calendar")
    with desk.services.database.reading() as db:
        actions = [entry.action for entry in latest_entries(db, limit=2)]
    assert actions == ["calendar feed ended", "calendar feed made"]
