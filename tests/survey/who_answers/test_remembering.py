"""Memory questions: off by default; where on, asked of everyone after Before and after After, and kept as hashes."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import ELEMENTS, MemoryAnswer
from evaluation.participants_app import participants_app
from evaluation.store.linking.links import link_automatically
from evaluation.store.linking.memory_questions import ask_memory
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import wave_counts
from evaluation.web.app import Services
from tests.hall import Hall, Phone
from tests.linking.conftest import ANN, BEA

FAR_AWAY = "Llanfairpwllgwyngyll"
"""A whole word where one letter was asked for: twenty letters in a row are in no hash by chance."""


@pytest.fixture
def hall(sqlite_database, clock):
    """A hall that asks memory questions, with Before not yet opened when that was arranged."""
    hall = Hall(sqlite_database, clock)
    with sqlite_database.transaction() as db:
        experiment = experiment_named(db, hall.words)
        experiment.options = {**experiment.options, "memory_questions": True}
    return hall


@pytest.fixture
def phone(hall, sqlite_settings, sqlite_database, clock):
    app = participants_app(Services(sqlite_settings, sqlite_database, clock))
    return lambda: Phone(app)


def answer(phone, hall, **memory):
    phone.start(hall.words)
    asked = phone.send({"bt1": "4"}).headers["Location"]
    return asked, phone.post(asked, memory)


def stored(settings):
    """Every byte of the database's files."""
    return b"".join(path.read_bytes() for path in settings.home.glob("weaving.sqlite*"))


def kept(hall):
    with hall.database.reading() as db:
        return list(db.scalars(select(MemoryAnswer)))


def test_they_are_asked_after_before_and_lead_on_to_the_receipt(phone, hall):
    asked, sent = answer(phone(), hall, **ANN)
    assert ("/remember/" in asked, "/sent/" in sent.headers["Location"]) == (True, True)


def test_what_proves_whose_form_it_is_comes_with_the_page_and_not_in_its_address(phone, hall, sqlite_settings):
    app = phone().client.application
    without_cookie = Phone(app, cookies=False)
    without_cookie.start(hall.words)
    asked = without_cookie.send({"bt1": "4"}).headers["Location"]
    without_cookie.get(asked)
    address, hidden = without_cookie.form()
    assert ("proof" in address, hidden["proof"] in asked) == (False, True)
    without_cookie.post(asked, ANN)
    assert kept(hall) == []
    page = without_cookie.post(address, {**hidden, **ANN})
    assert (len(kept(hall)), f"proof={hidden['proof']}" in page.headers["Location"]) == (1, True)


def test_they_are_not_asked_where_nobody_switched_them_on(sqlite_database, sqlite_settings, clock):
    hall = Hall(sqlite_database, clock)
    phone = Phone(participants_app(Services(sqlite_settings, sqlite_database, clock)))
    phone.start(hall.words)
    assert "/sent/" in phone.send({"bt1": "4"}).headers["Location"]


def test_what_was_said_is_not_in_the_database(phone, hall, sqlite_settings):
    said = {**ANN, "town_letter": FAR_AWAY, "carer_letter": FAR_AWAY}
    answer(phone(), hall, **said)
    (row,) = kept(hall)
    assert all(len(getattr(row, element)) == 32 for element in ELEMENTS)
    assert [word.encode() in stored(sqlite_settings) for word in (FAR_AWAY, FAR_AWAY.lower())] == [False, False]


def test_what_is_in_the_database_would_be_found(hall, sqlite_settings):
    with hall.database.transaction() as db:
        experiment_named(db, hall.words).title = f"At {FAR_AWAY}"
    assert FAR_AWAY.encode() in stored(sqlite_settings)


def test_the_key_is_the_experiments_own_file(phone, hall, sqlite_settings):
    answer(phone(), hall, **ANN)
    with hall.database.reading() as db:
        name = f"links-{experiment_named(db, hall.words).id}"
    assert [path.name for path in sqlite_settings.keys.glob("links-*")] == [name]


def test_all_may_stay_blank(phone, hall):
    _, sent = answer(phone(), hall)
    assert (sent.status_code, kept(hall)) == (303, [])


def test_what_cannot_be_is_said_all_at_once_and_nothing_is_kept(phone, hall):
    _, sent = answer(phone(), hall, birth_day="32", phone_digits="7")
    assert (sent.status_code, sent.text.count("<li><a href="), kept(hall)) == (422, 2, [])


def test_the_same_answers_on_another_phone_join_before_and_after(phone, hall):
    from evaluation.store.log.actor import RecordedActor
    from evaluation.store.log.audit_entries import Actor

    answer(phone(), hall, **ANN)
    hall.open("post")
    answer(phone(), hall, **ANN)
    with hall.database.transaction() as db:
        experiment = experiment_named(db, hall.words)
        link_automatically(db, experiment, by=RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=hall.clock()))
        assert wave_counts(db, [experiment.id])[experiment.id].linked == 1


def test_they_cannot_be_switched_on_once_before_was_opened(hall):
    from evaluation.domain.errors import Refused

    with pytest.raises(Refused, match="everyone or of no one"), hall.database.transaction() as db:
        ask_memory(db, experiment_named(db, hall.words), ask=True)


def test_what_cannot_be_kept_leads_to_its_field_which_says_so_and_has_the_focus(phone, hall):
    one = phone()
    answer(one, hall, **{**ANN, "birth_day": "40", "phone_digits": "x"})
    assert one.page.status_code == 422
    page = html.fromstring(one.page.data)
    assert page.xpath("//*[@class='faults']//a/@href") == ["#birth_day", "#phone_digits"]
    assert page.xpath("//*[@aria-invalid='true']/@id") == ["birth_day", "phone_digits"]
    assert page.xpath("//*[@autofocus]/@id") == ["birth_day"]
    assert page.xpath("//*[@id=//*[@id='birth_day']/@aria-describedby]/text()") == ["Write a number from 1 to 31."]


def test_they_can_be_skipped(phone, hall):
    one = phone()
    one.start(hall.words)
    asked = one.get(one.send({"bt1": "4"}).headers["Location"])
    [skip] = html.fromstring(asked.data).xpath("//a[.='Skip these questions']/@href")
    assert "Your code" in one.get(skip).text


def test_another_phone_that_knows_the_form_is_neither_asked_nor_changes_what_was_given(phone, hall):
    mine, other = phone(), phone()
    asked, _ = answer(mine, hall, **ANN)
    given = [row.carer_letter for row in kept(hall)]
    bare = asked.partition("?")[0]
    assert "/sent/" in other.get(bare).headers["Location"]
    other.post(bare, BEA)
    other.start(hall.words)
    other.post(bare, BEA)
    assert [row.carer_letter for row in kept(hall)] == given
    mine.post(bare, BEA)
    assert [row.carer_letter for row in kept(hall)] != given


def test_a_phone_without_cookies_gives_them_where_its_sending_led(phone, hall):
    one = phone()
    one.client = one.client.application.test_client(use_cookies=False)
    one.start(hall.words)
    asked = one.send({"bt1": "4"}).headers["Location"]
    one.get(asked)
    address, hidden = one.form()
    one.post(address, {**hidden, **ANN})
    assert len(kept(hall)) == 1
    one.post(asked.partition("?")[0], BEA)
    assert len({row.carer_letter for row in kept(hall)}) == 1


def test_enter_in_a_box_leads_to_the_next_blank_one_and_keeps_nothing(phone, hall):
    asked, page = answer(phone := phone(), hall, carer_letter="M", _check="1")
    document = html.fromstring(page.data)
    assert "Boxes still blank: 4." in document.text_content()
    assert document.xpath("//form//input[@autofocus]/@name") == ["birth_day"]
    assert document.xpath("//form//input[@value='M']/@name") == ["carer_letter"]
    assert document.xpath("(//main//form//button)[1]/@name") == ["_check"]
    assert kept(hall) == []
    assert "/sent/" in phone.post(asked, {"carer_letter": "M"}).headers["Location"]
    assert len(kept(hall)) == 1


def test_enter_in_the_last_of_five_boxes_that_are_filled_goes_on(phone, hall):
    assert "/sent/" in answer(phone(), hall, **ANN, _check="1")[1].headers["Location"]
    assert len(kept(hall)) == 1


@pytest.mark.parametrize(("is_known", "leads_to"), [(True, "/sent/"), (False, "/remember/")])
def test_at_after_only_whoever_is_not_joined_yet_is_asked_them_again(phone, hall, is_known, leads_to):
    mine = phone()
    answer(mine, hall, **ANN)
    hall.open("post")
    mine = mine if is_known else phone()
    mine.get(f"/{hall.words}")
    address, hidden = mine.form()
    tags = html.fromstring(mine.page.data).xpath("//button[@name='same']/@value")
    mine.open(mine.post(address, {**hidden, **({"same": tags[0]} if is_known else {})}).headers["Location"])
    asked = mine.send({"bt1": "8"}).headers["Location"]
    page = mine.get(asked)
    assert leads_to in page.headers.get("Location", asked)
