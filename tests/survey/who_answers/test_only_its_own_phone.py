"""What was sent is changed, and its code shown, by the phone that sent it alone, whether or not that keeps cookies."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Card, Consent, Response, ResponseRevision
from tests.hall import Phone
from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.test_published_result import plan
from tests.survey.who_answers.test_sent_from_a_lent_form import checked, say

ASKED = "Did you begin this here?"
KEPT_APART = "Answers were already sent with this form, and they stay as they are."


@pytest.fixture
def bare(participants):
    """A phone that takes no cookie."""

    def phone():
        one = Phone(participants)
        one.client = participants.test_client(use_cookies=False)
        return one

    return phone


@pytest.fixture(params=["cookies", "none"])
def any_phone(request, new_phone, bare):
    """A phone that keeps cookies, or none."""
    return new_phone if request.param == "cookies" else bare


def answered(hall, phone, answers=None):
    phone.start(hall.words)
    return phone.send(answers or {"bt1": "7", "bt2": "3"}).headers["Location"]


def code_of(page):
    return html.fromstring(page.data).get_element_by_id("code").text


def shows_code(page):
    return 'id="code"' in page.text


def stored(hall):
    return [one.answers for one in kept(hall, Response)]


def test_another_phone_s_script_with_the_whole_address_of_a_phone_without_cookies_changes_nothing(sqlite_hall, bare):
    owner, other = bare(), bare()
    answered(sqlite_hall, owner)
    page = other.post(owner.at, {"bt1": "0"}, **JSON)
    assert stored(sqlite_hall) == [{"bt1": 7, "bt2": 3}]
    assert [(one.conflict, one.answers) for one in kept(sqlite_hall, ResponseRevision)] == [(True, {"bt1": 0})]
    there = other.get(page.json["location"])
    assert (KEPT_APART in words_of(there), shows_code(there)) == (True, False)
    assert ["What was sent now is not counted" in words_of(there), "Thank you" in words_of(there)] == [True, False]


def test_another_phone_with_the_whole_address_of_a_phone_without_cookies_is_asked_and_begins_its_own(sqlite_hall, bare):
    owner, other = bare(), bare()
    answered(sqlite_hall, owner)
    assert ASKED in words_of(other.post(owner.at, {"bt1": "0"}))
    assert (stored(sqlite_hall), kept(sqlite_hall, ResponseRevision)) == ([{"bt1": 7, "bt2": 3}], [])
    say(other, "No, somebody else")
    say(other, "I am 16 or over")
    assert checked(other) == [("bt1", "0")]
    other.post(other.page.request.full_path, {"bt1": "0"})
    assert sorted(one["bt1"] for one in stored(sqlite_hall)) == [0, 7]


@pytest.mark.parametrize("card", [True, False])
def test_whoever_goes_back_on_a_phone_that_keeps_nothing_says_so_and_changes_their_answers(sqlite_hall, bare, card):
    phone, more = bare(), {"card": sqlite_hall.cards()[0]} if card else {}
    phone.start(sqlite_hall.words, **more)
    phone.send({"bt1": "7", "bt2": "3"})
    assert ASKED in words_of(phone.send({"bt1": "9"}))
    said = words_of(say(phone, "Yes, it is mine"))
    assert ("It is not shown here." in said, stored(sqlite_hall)) == (True, [{"bt1": 9, "bt2": 3}])
    assert [one.conflict for one in kept(sqlite_hall, ResponseRevision)] == [False]


@pytest.mark.parametrize("card", [True, False])
def test_whoever_goes_back_on_a_phone_whose_script_alone_knows_the_form_changes_their_answers(sqlite_hall, bare, card):
    phone, more = bare(), {"card": sqlite_hall.cards()[0]} if card else {}
    phone.start(sqlite_hall.words, **more)
    code = code_of(phone.get(phone.send({"bt1": "7", "bt2": "3"}, **JSON).json["location"]))
    assert code_of(phone.get(phone.send({"bt1": "9"}, **JSON).json["location"])) == code
    assert stored(sqlite_hall) == [{"bt1": 9, "bt2": 3}]
    assert [one.conflict for one in kept(sqlite_hall, ResponseRevision)] == [False]


def test_two_phones_whose_scripts_alone_know_the_form_of_one_card_are_still_two(sqlite_hall, bare):
    phones, (card,) = [bare(), bare()], sqlite_hall.cards()
    for phone in phones:
        phone.start(sqlite_hall.words, card=card)
    for phone, answer in zip(phones * 2, ("7", "2", "8", "3"), strict=True):
        phone.send({"bt1": answer}, **JSON)
    assert sorted(one["bt1"] for one in stored(sqlite_hall)) == [3, 8]


def test_the_address_of_a_receipt_changes_nothing_by_itself(sqlite_hall, bare):
    owner, other = bare(), bare()
    at = answered(sqlite_hall, owner)
    form, proof = owner.at.partition("?")[0], at.partition("&")[2]
    assert "proof=" in proof
    assert other.get(f"{form}?again=1&{proof}").status_code == 409
    for sent in ({"bt1": "0"}, {"_change": "1"}):
        assert ASKED in words_of(other.post(f"{form}?again=1&{proof}", sent))
    other.get(at)
    say(other, "Change my answers")
    assert (ASKED in words_of(other.page), 'id="f"' in other.page.text) == (True, False)
    assert (stored(sqlite_hall), kept(sqlite_hall, ResponseRevision)) == ([{"bt1": 7, "bt2": 3}], [])


def test_another_with_the_address_of_a_receipt_does_not_look_back_as_whoever_sent(sqlite_hall, bare):
    at = answered(sqlite_hall, owner := bare())
    sqlite_hall.open("post")
    sent = {"wave": "post", "lang": "en", "response": "", "after": owner.at.partition("?")[0].rpartition("/")[2]}
    page = bare().post(f"/{sqlite_hall.words}?{at.partition('?')[2]}", sent)
    assert len({one.participant_id for one in kept(sqlite_hall, Consent)}) == len(kept(sqlite_hall, Consent)), page.text


def test_whoever_sent_is_not_told_that_they_were_late_by_what_another_sent(sqlite_hall, any_phone):
    owner, other = any_phone(), any_phone()
    at = answered(sqlite_hall, owner)
    other.post(owner.at, {"bt1": "0"})
    said = words_of(owner.get(at))
    assert ["had closed" in said, KEPT_APART in said] == [False, False]


def test_another_phone_that_agrees_with_the_identity_of_a_sent_form_is_not_taken_for_its_writer(sqlite_hall, any_phone):
    owner, other = any_phone(), any_phone()
    at = answered(sqlite_hall, owner)
    other.get(f"/{sqlite_hall.words}")
    address, hidden = other.form()
    other.post(address, hidden | {"response": owner.at.rpartition("/")[2]})
    other.post(owner.at, {"bt1": "0"})
    assert stored(sqlite_hall) == [{"bt1": 7, "bt2": 3}]
    assert not shows_code(other.get(at.partition("?")[0]))


def test_another_phone_does_not_go_on_to_after_as_whoever_sent(sqlite_hall, any_phone):
    owner, other = any_phone(), any_phone()
    at = answered(sqlite_hall, owner)
    sqlite_hall.open("post")
    form = {"wave": "post", "lang": "en", "response": "", "after": owner.at.rpartition("/")[2]}
    other.post(f"/{sqlite_hall.words}", form)
    assert not shows_code(other.get(at.partition("?")[0]))


def test_the_address_of_a_receipt_alone_shows_no_code(sqlite_hall, any_phone, new_phone, bare):
    plan(sqlite_hall)
    at = answered(sqlite_hall, any_phone()).partition("?")[0]
    for phone in (new_phone(), bare()):
        assert not shows_code(phone.get(at))
        entry = phone.get(f"{at}/follow-up.ics").text
        assert "BEGIN:VEVENT" in entry
        with sqlite_hall.database.reading() as db:
            assert db.scalars(select(Card.token)).one() not in entry


def test_a_phone_without_cookies_is_shown_its_code_in_each_language_and_changes_its_answers(sqlite_hall, bare):
    sqlite_hall.sign_welsh()
    phone = bare()
    page = phone.get(answered(sqlite_hall, phone))
    assert shows_code(page)
    (other,) = html.fromstring(page.data).xpath("//nav//a/@href")
    assert shows_code(phone.get(other))
    say(phone, "Newid fy atebion")
    say(phone, "Yes, it is mine")
    address, hidden = phone.form()
    assert "proof=" not in address
    assert 'value="' in phone.post(address, hidden | {"_check": "1", "bt1": "9"}).text
    sent = phone.post(address, phone.form()[1] | {"bt1": "9", "bt2": "3"})
    assert stored(sqlite_hall) == [{"bt1": 9, "bt2": 3}]
    assert shows_code(phone.get(sent.headers["Location"]))


def test_a_phone_without_cookies_takes_its_answers_back_from_the_receipt(sqlite_hall, bare):
    phone = bare()
    phone.get(answered(sqlite_hall, phone))
    phone.post(*phone.form(1))
    sqlite_hall.clock.advance(seconds=5)
    address, sent = phone.form()
    assert shows_code(phone.get(phone.post(address, sent | {"keep": ""}).headers["Location"]))
    phone.post(*phone.form(1))
    sqlite_hall.clock.advance(seconds=5)
    phone.post(*phone.form())
    assert stored(sqlite_hall) == []


@pytest.mark.parametrize("headers", [{}, JSON])
def test_the_same_answers_sent_twice_lead_to_the_same_receipt_with_its_code(sqlite_hall, any_phone, headers):
    phone = any_phone()
    phone.start(sqlite_hall.words)
    pages = [phone.send({"bt1": "7"}, **headers) for _ in range(2)]
    first, second = [page.json["location"] if headers else page.headers["Location"] for page in pages]
    assert first == second
    assert shows_code(phone.get(second))


def test_a_blank_form_of_another_phone_is_not_given_the_code(sqlite_hall, any_phone, bare):
    owner, other = any_phone(), bare()
    at = answered(sqlite_hall, owner)
    other.post(owner.at, {})
    assert not shows_code(other.get(at.partition("?")[0]))


def test_the_same_answers_from_another_phone_than_the_one_with_the_mark_are_not_given_the_code(
    sqlite_hall, new_phone, bare
):
    owner, other = new_phone(), bare()
    answered(sqlite_hall, owner)
    page = other.post(owner.at, {"bt1": "7", "bt2": "3"})
    assert not shows_code(other.get(page.headers["Location"]))


def test_whoever_began_without_signal_changes_what_was_sent_before_the_phone_had_its_mark(sqlite_hall, phone):
    phone.get(f"/{sqlite_hall.words}")
    _, hidden = phone.form()
    phone.at = f"/{sqlite_hall.words}/pre/en/{hidden['response']}?o=1&consent=1&lang=en"
    phone.send({"bt1": "7"}, **JSON)
    assert phone.send({"bt1": "8"}, **JSON).json["outcome"] == "revised"
    assert stored(sqlite_hall) == [{"bt1": 8}]
