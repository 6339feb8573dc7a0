"""The consent that is recorded is the one that was shown, by every way; where nobody can know it, that is recorded."""

import uuid

import pytest
from sqlalchemy import select, update

import instruments
from evaluation.models import Consent, InstrumentVersion, Participant, Wave
from tests.survey.test_pages import kept, sign_welsh, words_of
from tests.survey.who_answers.test_returning import follow, press

JSON = {"Accept": "application/json"}
SECOND = 2


@pytest.fixture
def hall(sqlite_hall):
    """An evening whose questionnaire shows the second version of its consent."""
    version = instruments.load("common-ground", 1)
    consent = version.consent.model_copy(update={"version": SECOND})
    changed = version.model_copy(update={"number": 91, "consent": consent})
    with sqlite_hall.database.transaction() as db:
        row = InstrumentVersion(
            instrument=changed.id,
            number=changed.number,
            digest=instruments.digest(changed),
            body=instruments.canonical_toml(changed),
            published_at=sqlite_hall.clock(),
        )
        db.add(row)
        db.flush()
        db.execute(update(Wave).values(instrument_version_id=row.id))
    return sqlite_hall


def recorded(hall):
    """The version and language of each consent, in the order they were given."""
    with hall.database.reading() as db:
        return [tuple(row) for row in db.execute(select(Consent.words, Consent.language).order_by(Consent.given_at))]


def test_by_the_first_screen(hall, phone):
    phone.start(hall.words)
    assert recorded(hall) == [(SECOND, "en")]


def test_by_a_card(hall, phone):
    (token,) = hall.cards()
    follow(phone, phone.get(f"/c/{token}"))
    press(phone, None)
    assert recorded(hall) == [(SECOND, "en")]


def test_on_a_kiosk(hall, phone):
    phone.get(f"/{hall.words}?kiosk=1")
    press(phone, None)
    assert recorded(hall) == [(SECOND, "en")]


def test_by_yes_that_was_me(hall, phone):
    phone.start(hall.words)
    phone.send({"bt1": "7"})
    hall.open("post")
    hall.clock.advance(hours=2)
    phone.get(f"/{hall.words}")
    press(phone, ("same", "yes"))
    assert recorded(hall) == [(SECOND, "en"), (SECOND, "en")]


def test_by_looking_back_it_is_what_was_agreed_to_before(hall, phone):
    hall.open("post")
    hall.open("then")
    phone.start(hall.words)
    phone.get(phone.send({"bt1": "7"}).headers["Location"])
    hall.clock.advance(minutes=1)
    press(phone, None)
    assert recorded(hall) == [(SECOND, "en"), (SECOND, "en")]


def test_of_answers_whose_agreement_was_given_without_signal_and_never_arrived(hall, phone):
    phone.at = f"/{hall.words}/pre/en/{uuid.uuid4()}?o=1&consent={SECOND}&lang=en"
    assert phone.send({"bt1": "1"}, **JSON).status_code == 201
    assert recorded(hall) == [(SECOND, "en")]


def test_of_an_older_page_kept_on_the_phone_it_is_the_older_version(hall, phone):
    phone.at = f"/{hall.words}/pre/en/{uuid.uuid4()}?o=1&consent=1&lang=en"
    assert phone.send({"bt1": "1"}, **JSON).status_code == 201
    assert recorded(hall) == [(1, "en")]


def test_the_language_is_that_of_the_page_though_the_answers_are_in_another(sqlite_hall, phone):
    sign_welsh(sqlite_hall)
    phone.at = f"/{sqlite_hall.words}/pre/cy/{uuid.uuid4()}?o=1&consent=1&lang=en"
    assert phone.send({"bt1": "1"}, **JSON).status_code == 201
    assert recorded(sqlite_hall) == [(1, "en")]


def test_answers_of_whom_nobody_knows_what_they_saw_are_not_taken(hall, phone):
    phone.at = f"/{hall.words}/pre/en/{uuid.uuid4()}"
    assert phone.send({"bt1": "1"}, **JSON).status_code == 409
    assert recorded(hall) == []


@pytest.mark.parametrize("said", ["", "0", "-1", "3", "999999999", "two", "²"])
def test_who_agrees_to_a_version_that_no_page_can_have_shown_is_asked_again_and_nothing_is_stored(hall, phone, said):
    phone.get(f"/{hall.words}")
    address, hidden = phone.form()
    page = phone.post(address, {**hidden, "consent": said})
    assert (page.status_code, "Please read this and agree first." in words_of(page)) == (422, True)
    assert (recorded(hall), kept(hall, Participant)) == ([], [])
    press(phone, None)
    assert recorded(hall) == [(SECOND, "en")]


@pytest.mark.parametrize("way", ["poster", "card", "kiosk", "script", "after"])
def test_nobody_begins_without_having_been_asked_to_agree(hall, phone, way):
    (card,) = hall.cards()
    sent = {"wave": "pre", "lang": "en", "response": str(uuid.uuid4())}
    more = {"card": {"card": card}, "kiosk": {"kiosk": "1"}, "after": {"after": str(uuid.uuid4())}}.get(way, {})
    page = phone.post(f"/{hall.words}", sent | more, **(JSON if way == "script" else {}))
    assert (page.status_code, "Please read this and agree first." in words_of(page)) == (422, True)
    assert (recorded(hall), "weaving_phone" in page.headers.get("Set-Cookie", "")) == ([], False)
    press(phone, None)
    assert recorded(hall) == [(SECOND, "en")]


def test_yes_that_was_me_without_agreement_is_asked_once_more(hall, phone):
    phone.start(hall.words)
    phone.send({"bt1": "7"})
    hall.open("post")
    phone.get(f"/{hall.words}")
    address, hidden = phone.form()
    del hidden["consent"]
    page = phone.post(address, {**hidden, "same": "yes"})
    assert (page.status_code, "Was it you who answered Before" in words_of(page)) == (422, True)
    assert recorded(hall) == [(SECOND, "en")]


def test_the_language_of_a_page_that_nobody_can_have_read_is_unknown(hall, phone):
    phone.start(hall.words, lang="xx")
    assert recorded(hall) == [(SECOND, "")]


def test_a_parents_agreement_given_without_signal_is_kept(hall, phone):
    phone.at = f"/{hall.words}/pre/en/{uuid.uuid4()}?o=1&consent={SECOND}&lang=en&parental=1"
    assert phone.send({"bt1": "1"}, **JSON).status_code == 201
    assert [consent.parental_consent for consent in kept(hall, Consent)] == [True]
