"""Faults that were met at the end of November 2026, and others of their kind."""

import random
import re
import uuid

import pytest
from werkzeug.test import Client

from evaluation.models import Role
from evaluation.store.linking.cards import issue_cards
from evaluation.store.studies.waves import open_wave


@pytest.fixture
def evenings(mounted):
    """Before is open at both experiments, each with a card; their addresses and codes."""
    desk, now, found = mounted.desk, mounted.services.clock(), {}
    with mounted.services.database.transaction() as db:
        for number, row in enumerate((desk.here, desk.there)):
            open_wave(db, db.merge(row), kind="pre", now=now)
            (token,) = issue_cards(db, db.merge(row), count=1, now=now, rng=random.Random(number))
            found[row.slug] = token
    return found


@pytest.fixture
def phone(mounted):
    return Client(mounted.application)


def begun(phone, words, **sent):
    """The identity under which somebody answers."""
    answer = phone.post(f"/{words}", data={"wave": "pre", "lang": "en", "consent": "1", **sent})
    return uuid.UUID(re.search(r"[0-9a-f-]{36}", answer.headers["Location"])[0])


@pytest.mark.parametrize("held", ["abc.é", "é.abc", "abc.\xff", ".", "a.b.c", "é" * 3000])
def test_a_cookie_of_other_letters_is_nobodys(phone, evenings, held):
    words = next(iter(evenings))
    sent = {"Cookie": f"weaving_phone={held}".encode().decode("latin-1")}
    assert phone.get(f"/{words}", headers=sent).status_code == 200
    assert phone.post(f"/{words}", data={"wave": "pre", "same": "yes"}, headers=sent).status_code == 303


def test_the_identity_of_a_card_is_not_taken_at_another_experiment(phone, evenings):
    (here, card), (there, _other) = evenings.items()
    response = begun(phone, here, card=card)
    answer = phone.post(f"/{there}/pre/en/{response}", data={"bt1": "4"})
    assert answer.status_code == 409
    assert phone.post(f"/{here}/pre/en/{response}", data={"bt1": "4"}).status_code == 303


def test_an_identity_that_is_taken_is_minted_anew_at_the_start(phone, evenings):
    (here, card), (there, _other) = evenings.items()
    taken = begun(phone, here, card=card)
    another = Client(phone.application)
    fresh = begun(another, there, response=str(taken))
    assert fresh != taken
    assert another.post(f"/{there}/pre/en/{fresh}", data={"bt1": "4"}).status_code == 303


def test_a_start_pressed_twice_begins_once(phone, evenings):
    here, minted = next(iter(evenings)), str(uuid.UUID(int=9, version=4))
    assert [str(begun(Client(phone.application), here, response=minted)) for _ in range(2)] == [minted, minted]


@pytest.mark.parametrize(
    "path",
    ["/clips/a%00b/1/en/x", "/a%00b", "/c/%00", "/?lang=%00", "/join?words=%00", "/a%00/pre/en/x", "/preview/%00/1"],
)
def test_an_address_with_a_character_that_is_in_no_text_is_refused(phone, evenings, path):
    assert phone.get(path).status_code in {400, 404}


@pytest.mark.parametrize(
    "path",
    ["/experiments?search=%00", "/reports?q=%00", "/login?next=%00", "/instruments/a%00b/1", "/invitation/%00"],
)
def test_so_it_is_on_the_pages_of_staff(mounted, path):
    browser = mounted.person("everything@example.org", *Role)
    assert browser.get(f"/staff{path}").status_code in {400, 404}


def test_an_e_mail_address_with_such_a_character_is_refused_in_a_sentence(mounted):
    browser = mounted.person("root@example.org", Role.ADMINISTRATOR)
    answer = browser.invite("a\0@example.org", Role.ORGANISER, "everywhere")
    assert answer.status_code in {200, 400, 422}
    page = browser.post("/staff/login", page="/staff/account", email="a\0@example.org", password="x\0")
    assert page.status_code < 500


@pytest.mark.parametrize("name", [None, "", "unknown", "é", "x" * 999])
def test_a_passkey_that_is_not_named_is_not_removed(mounted, name):
    browser = mounted.person("root@example.org", Role.ADMINISTRATOR)
    sent = {} if name is None else {"name": name}
    assert browser.post("/staff/wan-delete", **sent).status_code < 500
