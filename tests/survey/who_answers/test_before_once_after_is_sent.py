"""Before that is opened again: whoever has sent After changes it no more, however they come, and is told so."""

from lxml import html

from evaluation.models import Response, ResponseRevision
from tests.hall import Phone
from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.who_answers.test_returning import answered, follow, press

FINAL = "You have answered After, so Before can no longer be changed."


def stored(hall):
    """The answers that count, Before first."""
    return [response.answers for response in sorted(kept(hall, Response), key=lambda one: one.submitted_at)]


def after_both(hall, phone, clock, *, card=""):
    """Somebody answers Before, and then After, and Before is opened again; the address of their Before."""
    form = phone.start(hall.words, card=card) if card else phone.start(hall.words)
    phone.send({"bt1": "2"})
    clock.advance(minutes=90)
    hall.open("post")
    phone.start(hall.words, same="yes", **({"card": card} if card else {}))
    phone.send({"bt1": "8"})
    hall.close("post")
    hall.open("pre")
    clock.advance(minutes=5)
    return form


def test_what_is_sent_for_before_after_after_changes_nothing(sqlite_hall, phone, clock):
    phone.at = after_both(sqlite_hall, phone, clock)
    phone.send({"bt1": "9"})
    assert stored(sqlite_hall) == [{"bt1": 2}, {"bt1": 8}]
    assert [(one.answers, one.conflict) for one in kept(sqlite_hall, ResponseRevision)] == [({"bt1": 9}, True)]


def test_whoever_sends_it_is_told_so_on_the_receipt_and_offered_no_change(sqlite_hall, phone, clock):
    phone.at = after_both(sqlite_hall, phone, clock)
    page = follow(phone, phone.send({"bt1": "9"}))
    said = words_of(page)
    assert [FINAL in said, "What you sent first stays as it was." in said] == [True, True]
    assert ["Change my answers" in said, "Before had closed" in said, "After opens" in said] == [False, False, False]


def test_the_script_is_answered_with_a_receipt_so_that_nothing_waits_for_ever(sqlite_hall, phone, clock):
    phone.at = after_both(sqlite_hall, phone, clock)
    page = phone.send({"bt1": "9"}, **JSON)
    assert (page.status_code, page.json["outcome"]) == (200, "conflict")
    assert stored(sqlite_hall) == [{"bt1": 2}, {"bt1": 8}]


def test_the_join_address_says_that_after_is_in(sqlite_hall, phone, clock):
    after_both(sqlite_hall, phone, clock)
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert ["You have answered After" in said, FINAL in said] == [True, True]
    assert ["Change my answers" in said, "After opens" in said] == [False, False]


def test_after_that_is_still_open_beside_before_can_be_changed(sqlite_hall, phone, clock):
    answered(sqlite_hall, phone)
    phone.get(f"/{sqlite_hall.words}?early=1")
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    phone.send({"bt1": "8"})
    (change,) = html.fromstring(phone.get(f"/{sqlite_hall.words}").data).xpath("//a[. = 'Change my answers']")
    assert f"/{sqlite_hall.words}/post/" in change.get("href")


def test_the_address_that_asks_for_the_questions_again_leads_to_the_receipt(sqlite_hall, phone, clock):
    form = after_both(sqlite_hall, phone, clock)
    assert FINAL in words_of(follow(phone, phone.get(f"{form}?again=1")))


def test_a_card_used_on_another_phone_changes_nothing_either(sqlite_hall, phone, new_phone, clock):
    (card,) = sqlite_hall.cards(1)
    after_both(sqlite_hall, phone, clock, card=card)
    another = new_phone()
    said = words_of(follow(another, another.get(f"/c/{card}")))
    assert "After was already answered with this card" in said
    another.get(f"/{sqlite_hall.words}")
    another.post(*begun_with(another, card))
    assert "Answers were already sent with this card" in words_of(another.page)
    assert stored(sqlite_hall) == [{"bt1": 2}, {"bt1": 8}]


def begun_with(phone, card):
    """What the first screen sends with a card's code typed."""
    address, hidden = phone.form()
    return address, {**hidden, "card": card}


def test_a_phone_without_cookie_that_proves_its_before_changes_nothing(sqlite_hall, participants, clock):
    phone = Phone(participants, cookies=False)
    phone.start(sqlite_hall.words)
    receipt = phone.send({"bt1": "2"}).headers["Location"]
    code = html.fromstring(phone.get(receipt).data).get_element_by_id("code").text
    sqlite_hall.open("post")
    phone.start(sqlite_hall.words, card=code)
    phone.send({"bt1": "8"})
    sqlite_hall.close("post")
    sqlite_hall.open("pre")
    clock.advance(minutes=1)
    phone.get(receipt)
    proof = receipt.partition("proof=")[2]
    form = receipt.partition("?")[0].replace("/sent/", "/pre/en/")
    page = follow(phone, phone.post(form, {"_change": "1", "_mine": "1", "proof": proof}))
    assert FINAL in words_of(page)
    phone.post(form, {"bt1": "9", "proof": proof})
    assert stored(sqlite_hall) == [{"bt1": 2}, {"bt1": 8}]


def test_whoever_answered_after_alone_begins_no_before(sqlite_hall, phone, clock):
    sqlite_hall.open("post")
    answered(sqlite_hall, phone, bt1="8")
    sqlite_hall.close("post")
    sqlite_hall.open("pre")
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert ["You have answered After" in said, FINAL in said] == [True, False]


def test_it_is_told_in_welsh_too(sqlite_hall, phone, clock):
    sqlite_hall.sign_welsh()
    after_both(sqlite_hall, phone, clock)
    said = words_of(phone.get(f"/{sqlite_hall.words}?lang=cy"))
    assert "Rydych wedi ateb Ar ôl, felly ni ellir newid" in said
