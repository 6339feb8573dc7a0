"""Taking answers back on the pages: a page says what goes, and nothing goes before somebody has said yes to that."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Card
from tests.survey.test_pages import kept, words_of


@pytest.fixture
def code(sqlite_hall, phone):
    """The code of somebody who has answered Before, a quarter of an hour ago."""
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    sqlite_hall.clock.advance(minutes=15)
    with sqlite_hall.database.reading() as db:
        return db.scalars(select(Card.token)).one()


def test_the_code_alone_deletes_nothing_and_is_told_what_it_would(sqlite_hall, phone, code):
    said = words_of(phone.post("/withdraw", {"code": code}))
    assert ["Delete your answers?" in said, "1 form, sent at 18:30." in said] == [True, True]
    assert len(kept(sqlite_hall)) == 1


def test_the_code_is_shown_as_it_was_understood(sqlite_hall, phone):
    (token,) = sqlite_hall.cards()
    phone.start(sqlite_hall.words, card=token)
    typed = token.replace("0", "o").replace("1", "l").lower()
    page = phone.post("/withdraw", {"code": f"{typed[:2]}-{typed[2:]}"})
    assert html.fromstring(page.data).xpath("string(//p[@class='code'])") == f"{token[:3]} {token[3:6]} {token[6:]}"


def test_the_page_that_asks_has_a_way_back_and_one_to_delete(sqlite_hall, phone, code):
    phone.post("/withdraw", {"code": code})
    address, sent = phone.form()
    sqlite_hall.clock.advance(seconds=5)
    assert phone.post(address, sent | {"keep": ""}).headers["Location"] == "/withdraw?lang=en"
    phone.post("/withdraw", {"code": code})
    sqlite_hall.clock.advance(seconds=5)
    assert "Your answers have been deleted" in words_of(phone.post(*phone.form()))
    assert kept(sqlite_hall) == []


def test_the_second_of_two_taps_deletes_nothing(sqlite_hall, phone, code):
    phone.post("/withdraw", {"code": code})
    sqlite_hall.clock.advance(milliseconds=1400)
    said = words_of(phone.post(*phone.form()))
    assert ["Delete your answers?" in said, "nothing is deleted yet. Press again" in said] == [True, True]
    assert len(kept(sqlite_hall)) == 1
    sqlite_hall.clock.advance(milliseconds=1600)
    assert "Your answers have been deleted" in words_of(phone.post(*phone.form()))


def test_whoever_presses_fast_is_asked_once_more_and_not_for_ever(sqlite_hall, phone, code):
    phone.post("/withdraw", {"code": code})
    deleted = []
    for wait in (900, 300, 900):
        sqlite_hall.clock.advance(milliseconds=wait)
        phone.post(*phone.form())
        deleted.append(kept(sqlite_hall) == [])
    assert deleted == [False, False, True]


def test_the_second_of_two_taps_keeps_nothing_either(sqlite_hall, phone, code):
    """Whoever taps Delete twice must not be led to their receipt, as though they had chosen to keep their answers."""
    phone.post("/withdraw", {"code": code})
    address, sent = phone.form()
    sqlite_hall.clock.advance(milliseconds=300)
    assert "nothing is deleted yet. Press again" in words_of(phone.post(address, sent | {"keep": ""}))
    buttons = [each.text_content() for each in html.fromstring(phone.page.data).xpath("//main//button")]
    assert buttons == ["No, keep my answers", "Delete my answers for good"]
    shown = words_of(phone.page).partition("Delete your answers?")[2]
    assert shown.index("Press again") < shown.index("Delete my answers for good")


def test_no_is_no_once_the_page_can_have_been_read(sqlite_hall, phone, code):
    phone.post("/withdraw", {"code": code})
    address, sent = phone.form()
    sqlite_hall.clock.advance(milliseconds=1100)
    assert phone.post(address, sent | {"keep": ""}).headers["Location"] == "/withdraw?lang=en"


def test_the_press_that_was_a_second_tap_is_told_of_first_and_in_the_title(sqlite_hall, phone, code):
    phone.post("/withdraw", {"code": code})
    sqlite_hall.clock.advance(milliseconds=300)
    page = html.fromstring(phone.post(*phone.form()).data)
    (told,) = page.xpath("//p[@autofocus and @tabindex='-1' and @role='alert']")
    assert "nothing is deleted yet. Press again" in told.text_content()
    assert page.xpath("string(//title)").strip().startswith("That was very quick, so nothing is deleted yet.")


def test_a_press_once_the_page_can_have_been_read_deletes(sqlite_hall, phone, code):
    phone.post("/withdraw", {"code": code})
    sqlite_hall.clock.advance(milliseconds=1600)
    assert "Your answers have been deleted" in words_of(phone.post(*phone.form()))


@pytest.mark.parametrize("asked", ["", "yes", "-1", "٣", "9" * 14, "9" * 40])
def test_what_no_page_has_asked_deletes_nothing(sqlite_hall, phone, code, asked):
    phone.post("/withdraw", {"code": code, "asked": asked})
    assert len(kept(sqlite_hall)) == 1


def test_the_second_tap_on_deleting_shows_the_same_confirmation(sqlite_hall, phone, code):
    phone.post("/withdraw", {"code": code, "words": sqlite_hall.words})
    address, sent = phone.form()
    sqlite_hall.clock.advance(seconds=5)
    first = phone.post(address, sent).text
    for wait in (300, 3000):
        sqlite_hall.clock.advance(milliseconds=wait)
        assert phone.post(address, sent).text == first
    assert "1 form was deleted for good." in words_of(phone.page)
    sqlite_hall.clock.advance(seconds=5)
    assert "taken back before" in words_of(phone.post(address, sent))


def test_a_code_under_which_nothing_was_sent_says_so(sqlite_hall, phone):
    (token,) = sqlite_hall.cards()
    phone.start(sqlite_hall.words, card=token)
    assert "No form was sent under this code." in words_of(phone.post("/withdraw", {"code": token}))


def test_a_code_taken_back_before_says_so_at_once(sqlite_hall, phone, code):
    phone.post("/withdraw", {"code": code})
    sqlite_hall.clock.advance(seconds=5)
    phone.post(*phone.form())
    said = words_of(phone.post("/withdraw", {"code": code}))
    assert "taken back before" in said
    assert ("No answers are kept under this code" in said, "Nothing is kept" in said) == (True, False)


def test_a_code_with_a_wrong_letter_is_of_no_form_and_the_field_has_the_focus(sqlite_hall, phone, code):
    wrong = ("A" if code[0] != "A" else "B") + code[1:]
    said = words_of(phone.post("/withdraw", {"code": wrong}))
    assert ["No form has this code. Look at each letter again." in said, "has nine letters" in said] == [True, False]
    field = html.fromstring(phone.page.data).get_element_by_id("code")
    assert (field.value, "autofocus" in field.attrib) == (wrong, True)


def delete_from_the_meeting(hall, phone, code):
    """Take back what was answered under a code, by the meeting's own page."""
    phone.post("/withdraw", {"code": code, "words": hall.words})
    address, hidden = phone.form()
    hall.clock.advance(seconds=5)
    assert "Your answers have been deleted" in words_of(phone.post(address, hidden))


def cookie(phone, hall):
    return phone.client.get_cookie("weaving_phone", path=f"/{hall.words}")


def test_the_phone_has_no_cookie_once_they_are_deleted(sqlite_hall, phone, code):
    delete_from_the_meeting(sqlite_hall, phone, code)
    assert cookie(phone, sqlite_hall) is None


def test_nor_where_the_page_was_typed_without_a_meeting(sqlite_hall, phone, code):
    phone.get("/withdraw")
    phone.post("/withdraw", {"code": code})
    sqlite_hall.clock.advance(seconds=5)
    page = phone.post(*phone.form())
    assert "Your answers have been deleted" in words_of(page)
    assert cookie(phone, sqlite_hall) is None
    body = html.fromstring(page.data).xpath("//body")[0]
    assert (body.get("data-words"), code[:3] in body.get("data-gone")) == (sqlite_hall.words, True)


@pytest.mark.parametrize("typed", ["", "x", "ABCDEFGHJ"])
def test_a_page_typed_without_a_meeting_leaves_no_cookie_on_a_phone_that_has_none(new_phone, typed):
    phone = new_phone()
    pages = [phone.get("/withdraw"), phone.post("/withdraw", {"code": typed})]
    assert [page.headers.get("Set-Cookie") for page in pages] == [None, None]


def test_it_still_remembers_others_who_agreed_on_it(sqlite_hall, phone, code):
    first = kept(sqlite_hall)[0].participant_id.hex
    phone.post(f"/{sqlite_hall.words}/next", {})
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "5"})
    (second,) = {response.participant_id.hex for response in kept(sqlite_hall)} - {first}
    delete_from_the_meeting(sqlite_hall, phone, code)
    left = cookie(phone, sqlite_hall).value
    assert (first in left, second in left) == (False, True)


def test_whoever_has_no_code_is_told_where_it_may_be_and_that_nobody_can_look_it_up(phone):
    said = words_of(phone.get("/withdraw"))
    assert "Open the address at which you answered, on the same phone" in said
    assert "Nobody else can look it up, the organiser neither" in said
