"""Who asks, on its page: researchers and administrators say it, one of them at a time, and it is written down."""

from datetime import date

import pytest
from lxml import html

from evaluation.evaluators.who_asks_page import BASIS_LABELS, SPECIAL_LABELS
from evaluation.models import AuditEntry, Study
from evaluation.store.studies.who_asks import BASES, SPECIAL_BASES, who_asks
from tests.staff_pages import post

SAID = {
    "organisation": "Citizens UK",
    "contact": "study@example.org",
    "processor": "Example Hosting, United Kingdom",
    "basis": "legitimate_interests",
    "special_basis": "research",
    "keep_until": "2031-07-31",
}


@pytest.fixture
def address(desk):
    return f"/studies/{desk.study.id}/who-asks"


@pytest.fixture
def told(desk):
    def now():
        with desk.services.database.reading() as db:
            return who_asks(db.get_one(Study, desk.study.id))

    return now


@pytest.mark.parametrize("role", ["researcher", "administrator"])
def test_it_is_said_and_shown_again(desk, address, told, role):
    client = desk.signed_in(role)
    assert post(client, address, page=address, **SAID).status_code == 303
    assert (told().organisation, told().keep_until, told().missing) == ("Citizens UK", date(2031, 7, 31), ())
    shown = client.get(address).text
    assert all(text in shown for text in SAID.values())
    with desk.services.database.reading() as db:
        entry = db.query(AuditEntry).filter_by(action="who asks changed").one()
    assert entry.details["changed"]["organisation"] == ["", "Citizens UK"]


def test_it_is_linked_from_the_plan_of_the_study(desk, address):
    assert address in desk.signed_in("researcher").get(f"/studies/{desk.study.id}/plan").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"organisation": ""}, "Say which organisation asks."),
        ({"contact": "at the desk"}, "no e-mail address and no telephone number"),
        ({"basis": "because"}, "is not one of consent"),
        ({"keep_until": "2020-01-01"}, "a day after today"),
        ({"keep_until": "2099-01-01"}, "at most 30 years"),
    ],
)
def test_what_cannot_be_told_is_given_back_with_what_was_typed(desk, address, told, wrong, sentence):
    refused = post(desk.signed_in("researcher"), address, page=address, **{**SAID, **wrong})
    assert refused.status_code == 422
    assert sentence in refused.text.replace("&#39;", "'")
    assert (SAID["processor"] in refused.text, told().organisation) == (True, "")


def test_an_evaluator_and_an_organiser_cannot_say_it(desk, address):
    for role in ("evaluator", "organiser"):
        assert post(desk.signed_in(role), address, **SAID).status_code == 403


def test_nobody_of_one_chapter_can(desk, address):
    assert desk.signed_in("administrator", chapter=desk.north).get(address).status_code == 404


def test_what_two_people_changed_is_chosen(desk, address, told):
    client = desk.signed_in("researcher")
    post(client, address, page=address, **SAID)
    was = client.get(address)
    post(client, address, page=address, **{**SAID, "contact": "first@example.org"})
    before = html.fromstring(was.data).xpath("//input[@name='before']/@value")[0]
    met = post(client, address, page=address, before=before, **{**SAID, "contact": "second@example.org"})
    assert (met.status_code, "first@example.org" in met.text) == (409, True)
    assert told().contact == "first@example.org"


def test_every_basis_has_a_label():
    assert (tuple(BASIS_LABELS), tuple(SPECIAL_LABELS)) == (BASES, SPECIAL_BASES)
