"""Somebody lends their phone midway: once the friend has sent, the lender finds their form again, and nobody else's."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Consent
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import answered, follow

BEGAN = "Somebody began Before on this phone at 18:30 and has not sent it"


@pytest.fixture
def lent(sqlite_hall, phone):
    """The lender began; a friend has answered since on the same phone. The address of the lender's questions."""
    at = phone.start(sqlite_hall.words)
    phone.post(f"/{sqlite_hall.words}/next", {})
    answered(sqlite_hall, phone, bt1="2")
    return at


def was_me(phone):
    forms = html.fromstring(phone.page.data).xpath("//form")
    place = next(number for number, form in enumerate(forms) if form.get("action").endswith("/own"))
    return follow(phone, phone.post(*phone.form(place)))


@pytest.mark.parametrize("handed_back", [True, False])
def test_the_lender_goes_on_with_their_own_form(sqlite_hall, phone, lent, handed_back):
    if handed_back:
        phone.post(f"/{sqlite_hall.words}/next", {})
    page = phone.get(f"/{sqlite_hall.words}")
    assert BEGAN in words_of(page)
    assert "Weaving-Personal" in page.headers
    assert was_me(phone).request.path == lent
    phone.at = lent
    said = words_of(follow(phone, phone.send({"bt1": "9"})))
    assert ["Thank you" in said, "Your code" in said] == [True, True]
    assert sorted(response.answers["bt1"] for response in kept(sqlite_hall)) == [2, 9]
    with sqlite_hall.database.reading() as db:
        assert len(set(db.scalars(select(Consent.participant_id)))) == 2


def test_whoever_goes_on_is_not_told_of_another_form_once_both_are_sent(sqlite_hall, phone, lent):
    phone.get(f"/{sqlite_hall.words}")
    was_me(phone)
    phone.at = lent
    phone.send({"bt1": "9"})
    assert "Somebody began" not in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_while_handing_on_can_be_undone_it_is_not_told_twice(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.post(f"/{sqlite_hall.words}/next", {})
    told = []
    for seconds in (5, 6):
        sqlite_hall.clock.advance(seconds=seconds)
        said = words_of(phone.get(f"/{sqlite_hall.words}"))
        told.append(("Undo" in said, "Somebody began" in said))
    assert told == [(True, False), (False, True)]


def test_a_phone_that_nobody_lent_says_nothing_of_it(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    assert "Somebody began" not in words_of(phone.get(f"/{sqlite_hall.words}"))


@pytest.mark.parametrize("sent", [{}, {"wave": "pre", "person": "nobody"}, {"wave": "none", "person": ""}])
def test_what_names_nobody_gives_the_phone_to_nobody(sqlite_hall, phone, lent, sent):
    assert phone.post(f"/{sqlite_hall.words}/own", sent).headers["Location"] == f"/{sqlite_hall.words}"


@pytest.mark.parametrize("is_sent", [True, False])
def test_handing_on_comes_first_unless_answers_would_be_cleared(sqlite_hall, phone, is_sent):
    phone.start(sqlite_hall.words)
    if is_sent:
        phone.send({"bt1": "7"})
    phone.get(f"/{sqlite_hall.words}/next")
    first = html.fromstring(phone.page.data).xpath("//main//*[contains(@class, 'go')]")[0]
    assert first.get("class") == "go"
    assert ("Yes, hand" in first.text_content()) is is_sent


def test_whoever_was_handed_the_phone_reads_their_own_first_screen_before_another_s_form(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.post(f"/{sqlite_hall.words}/next", {})
    sqlite_hall.clock.advance(seconds=11)
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert said.index("Welcome to") < said.index("I am 16 or over") < said.index(BEGAN)
