"""A database that others keep locked: 503 and when to try again; no answer is lost, and none is stored twice."""

import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest
from lxml import html
from sqlalchemy import text

from evaluation import participants_app as application
from evaluation.cli.command_context import opened
from evaluation.domain.errors import Refused
from evaluation.models import Consent, Response
from evaluation.participants_app import participants_app
from evaluation.storage.database import open_database
from evaluation.web.app import Services
from tests.hall import Phone
from tests.staff_pages import desk_of, post

ANSWERS = {"bt1": "4", "cg1": "5"}
PHONES = 8


@pytest.fixture
def phones(hall, settings, monkeypatch):
    """Phones that have begun where Welsh is live, with little patience on the server's side."""
    hall.sign_welsh()
    monkeypatch.setattr(application, "PATIENCE", 0.2)
    app = participants_app(Services(settings, hall.database, hall.clock))
    made = [Phone(app) for _ in range(PHONES)]
    for each in made:
        each.start(hall.words)
    return made


@contextmanager
def locked(settings):
    """Somebody else keeps everything locked, from a connection of their own."""
    other = open_database(settings)
    try:
        with other.transaction() as db:
            tables = "participant, consent, response, wave, experiment"
            here = db.get_bind().dialect.name == "postgresql"
            db.execute(text(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE" if here else "SELECT 1"))
            yield
            db.rollback()
    finally:
        other.close()


def stored(hall, model=Response):
    with hall.database.reading() as db:
        return db.query(model).count()


def at_once(work, phones):
    """Everybody at the same moment; what each was answered."""
    answers = [None] * len(phones)

    def one(number):
        answers[number] = work(phones[number])

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(phones))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_script_is_told_503_and_when_to_try_again_and_its_answers_are_stored_once_later(hall, settings, phones):
    def send(phone):
        return phone.send(ANSWERS, Accept="application/json")

    with locked(settings):
        busy = at_once(send, phones)
    later = [at_once(send, phones) for _ in range(2)]
    assert {(each.status_code, each.headers["Retry-After"], each.json["outcome"]) for each in busy} == {
        (503, "5", "busy")
    }
    assert [{each.status_code for each in turn} for turn in later] == [{201}, {200}]
    assert stored(hall) == PHONES


def test_without_script_the_page_keeps_what_was_sent_and_sends_it_again(hall, settings, phones):
    phone = phones[0]
    with locked(settings):
        busy = phone.send({**ANSWERS, "op1": "words & <more>"})
    (form,) = html.fromstring(busy.data).xpath("//form")
    again = dict(form.form_values())
    assert (busy.status_code, busy.headers["Retry-After"], again) == (503, "5", {**ANSWERS, "op1": "words & <more>"})
    assert "no-store" in busy.headers["Cache-Control"]
    assert phone.post(form.get("action"), again).status_code == 303
    assert stored(hall) == 1


def test_whoever_agrees_meanwhile_is_told_and_begins_once_later(hall, settings, phones):
    phone, before = Phone(phones[0].client.application), stored(hall, Consent)
    phone.get(f"/{hall.words}")
    address, hidden = phone.form()
    with locked(settings):
        busy = phone.post(address, hidden)
    assert (busy.status_code, stored(hall, Consent)) == (503, before)
    for _ in range(2):
        assert phone.post(address, hidden).status_code == 303
    assert stored(hall, Consent) == before + 1


def test_the_page_that_says_so_speaks_welsh(hall, settings, phones):
    with locked(settings):
        busy = phones[0].post(f"{phones[0].at}?lang=cy", ANSWERS)
    assert ["Anfon eto" in busy.text, "llawer o bobl" in busy.text] == [True, False]


def test_it_speaks_the_language_of_the_questions_and_offers_to_send_in_another(hall, settings, phones):
    with locked(settings):
        busy = phones[0].send(ANSWERS, **{"Accept-Language": "cy"})
    other = html.fromstring(busy.data).xpath("//button[@form='again']")
    assert ("Send again" in busy.text, [each.text for each in other]) == (True, ["Cymraeg"])
    assert phones[0].post(other[0].get("formaction"), ANSWERS).status_code == 303


def test_staff_are_told_503_and_when_to_try_again(settings, database, clock):
    desk = desk_of(settings, database, clock)
    desk.services = replace(desk.services, database=database.with_patience(0.2))
    client = desk.signed_in("organiser", chapter=desk.north)
    page = f"/experiments/{desk.here.id}/record"
    token = html.fromstring(client.get("/account").data).xpath("//input[@name='csrf_token']/@value")[0]
    with locked(settings):
        busy = client.post(page, data={"csrf_token": token, "came": "12"})
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert "nothing was changed" in busy.text
    assert post(client, page, came="12").status_code < 400


def test_what_is_wrong_in_another_way_is_no_busy_database(database):
    with pytest.raises(Exception, match="no_such_table"), database.transaction() as db:
        db.execute(text("SELECT 1 FROM no_such_table"))


def test_a_receipt_that_is_looked_at_meanwhile_is_whole_or_told_later(hall, settings, phones):
    address = phones[0].send(ANSWERS).headers["Location"]
    with locked(settings):
        seen = phones[0].get(address).status_code
    assert seen in {200, 503}
    assert phones[0].get(address).status_code == 200


def test_the_command_line_says_so_in_a_sentence(sqlite_settings, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))
    with (
        locked(sqlite_settings),
        pytest.raises(Refused, match="Try again in a moment"),
        opened() as (_settings, database),
        database.with_patience(0.1).transaction() as db,
    ):
        db.execute(text("SELECT 1"))
