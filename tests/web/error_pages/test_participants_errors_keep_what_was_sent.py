"""A fault on a phone without scripts: what was sent stays on the page, and one press sends it again."""

import pytest

from evaluation.participants_app import participants_app
from evaluation.web.app import Services
from tests.hall import Hall, Phone

ANSWERS = {"bt1": "4", "cg1": "5"}


@pytest.fixture
def hall(sqlite_database, clock):
    return Hall(sqlite_database, clock)


@pytest.fixture
def phone(hall, sqlite_settings):
    return Phone(participants_app(Services(sqlite_settings, hall.database, hall.clock)))


@pytest.fixture
def failed(phone, hall, monkeypatch):
    """The phone whose answers met a fault, once."""

    def fault(**_arguments):
        raise ValueError

    phone.start(hall.words)
    views = phone.client.application.view_functions
    name = phone.client.application.url_map.bind("").match(phone.at, method="POST")[0]
    with monkeypatch.context() as patched:
        patched.setitem(views, name, fault)
        phone.send(ANSWERS)
    return phone


def test_what_was_sent_is_kept_on_the_page_of_the_fault(failed):
    assert failed.page.status_code == 500
    address, sent = failed.form()
    assert {name: sent[name] for name in ANSWERS} == ANSWERS
    assert failed.post(address, sent).status_code == 303
    assert "/sent/" in failed.page.headers["Location"]


def test_an_address_that_only_takes_what_is_sent_says_so(phone, hall):
    phone.start(hall.words)
    answer = phone.client.delete(phone.at)
    assert answer.status_code == 405
    assert "takes what a page sends" in answer.text
