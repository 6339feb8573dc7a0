"""A code with which nothing was answered: whoever gives it at After, or to take answers back, is told so first."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Consent, Participant
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import follow

TOLD = "Nothing was sent with this card before. Did you answer Before? Then use the code you were shown."


@pytest.fixture
def card(sqlite_hall):
    """A printed card that nobody has used, at After."""
    (card,) = sqlite_hall.cards()
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    return card


@pytest.mark.parametrize("kiosk", ["", "?kiosk=1&alone=yes"])
def test_whoever_types_it_at_after_is_told_and_nothing_is_begun(sqlite_hall, phone, card, kiosk):
    phone.get(f"/{sqlite_hall.words}{kiosk}")
    address, hidden = phone.form()
    page = phone.post(address, hidden | {"card": card.lower()})
    code = html.fromstring(page.data).xpath("//strong[@class='code']")[0].text.replace(" ", "")
    assert (page.status_code, words_of(page).count(TOLD), code.replace("-", "")) == (422, 1, card)
    assert kept(sqlite_hall, Consent) == []
    (other,) = html.fromstring(page.data).xpath("//a[.='Use another code']/@href")
    assert ("kiosk=1" in other) == bool(kiosk)


def test_whoever_goes_on_with_it_then_answers_after_with_the_card(sqlite_hall, phone, card):
    phone.get(f"/{sqlite_hall.words}")
    address, hidden = phone.form()
    phone.post(address, hidden | {"card": card})
    address, hidden = phone.form()
    assert "Question 1" in words_of(follow(phone, phone.post(address, hidden)))
    assert [one.method for one in kept(sqlite_hall, Consent)] == ["card"]


def test_a_card_that_was_scanned_has_told_so_already(sqlite_hall, phone, card):
    assert TOLD in words_of(follow(phone, phone.get(f"/c/{card}")))
    address, hidden = phone.form()
    assert phone.post(address, hidden).status_code == 303


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_nothing_is_taken_back_with_a_card_that_nobody_used_and_it_stays_good(
    sqlite_hall, new_phone, card, is_confirmed
):
    phone = new_phone()
    asked = {"asked": "1"} if is_confirmed else {}
    page = phone.post("/withdraw", {"code": card, **asked})
    said = words_of(page)
    assert (page.status_code, "so there is nothing to delete" in said, "deleted for good?" in said) == (
        422,
        True,
        False,
    )
    with sqlite_hall.database.reading() as db:
        assert set(db.scalars(select(Participant.withdrawn_at))) == {None}
    assert "Question 1" in words_of(
        follow(phone, phone.get(phone.start(sqlite_hall.words, card=card, shown_unused="1")))
    )
