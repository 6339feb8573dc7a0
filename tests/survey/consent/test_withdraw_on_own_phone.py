"""Whoever takes answers back on the phone that they answered on is led to their code; on no other phone is anybody."""

import pytest
from lxml import html

from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import answered, follow, press

KNOWN = "You answered on this phone, so you need not type your code."


def asked(hall, phone, query=""):
    """The page that asks for the code, by the foot of the meeting's first screen."""
    phone.get(f"/{hall.words}{query}")
    (address,) = html.fromstring(phone.page.data).xpath("//footer//a[. = 'Take my answers back']/@href")
    return follow(phone, phone.get(address))


def code_of(page):
    found = html.fromstring(page.data).xpath("//*[@id='code']")
    return found[0].text_content().strip() if found else ""


def look(hall, phone):
    (address,) = html.fromstring(asked(hall, phone).data).xpath("//a[. = 'Look at my code']/@href")
    return follow(phone, phone.get(address))


def test_the_page_leads_to_the_code_where_this_phone_answered(sqlite_hall, phone):
    receipt = answered(sqlite_hall, phone).headers["Location"]
    code = code_of(phone.get(receipt))
    assert KNOWN in words_of(asked(sqlite_hall, phone))
    assert code_of(look(sqlite_hall, phone)) == code != ""


def test_from_the_code_they_go_on_with_it_filled_in_and_back_to_it(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    code = code_of(look(sqlite_hall, phone))
    address, sent = next(form for form in map(phone.form, (0, 1)) if form[0].endswith("/withdraw?lang=en"))
    said = words_of(phone.post(address, sent))
    assert ["Delete your answers?" in said, code in said] == [True, True]
    sqlite_hall.clock.advance(seconds=5)
    address, sent = phone.form()
    assert code_of(follow(phone, phone.post(address, sent | {"keep": ""}))) == code


def test_the_page_itself_holds_no_code(sqlite_hall, phone):
    receipt = answered(sqlite_hall, phone).headers["Location"]
    code = code_of(phone.get(receipt))
    page = asked(sqlite_hall, phone)
    assert [code in page.text, code.replace(" ", "") in page.text] == [False, False]
    assert page.headers["Cache-Control"] == "no-store"


def test_after_a_mistyped_code_the_way_to_it_stands_there_still(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    asked(sqlite_hall, phone)
    address, sent = phone.form()
    said = words_of(phone.post(address, sent | {"code": "000 000 000"}))
    assert ["No form has this code" in said, KNOWN in said] == [True, True]


def test_the_code_of_before_is_led_to_from_after_midway(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    press(phone, ("same", "yes"))
    assert KNOWN in words_of(asked(sqlite_hall, phone))


def handed_on(hall, phone):
    phone.post(f"/{hall.words}/next", {})


def answered_by_another(hall, phone):
    handed_on(hall, phone)
    hall.clock.advance(minutes=1)
    phone.start(f"{hall.words}?new=1")
    phone.send({"bt1": "3"})


@pytest.mark.parametrize("then", [handed_on, answered_by_another])
def test_a_phone_that_somebody_else_has_had_leads_to_nobodys_code(sqlite_hall, phone, then):
    answered(sqlite_hall, phone)
    then(sqlite_hall, phone)
    said = words_of(follow(phone, phone.get(f"/{sqlite_hall.words}/withdraw")))
    assert ["Take my answers back" in said, KNOWN in said] == [True, False]


def test_another_phone_and_one_that_sent_nothing_are_led_to_no_code(sqlite_hall, phone, new_phone):
    answered(sqlite_hall, phone)
    midway = new_phone()
    midway.start(sqlite_hall.words)
    found = [KNOWN in words_of(asked(sqlite_hall, each)) for each in (new_phone(), midway)]
    assert found == [False, False]


def test_a_tablet_that_many_use_leads_to_no_code(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    assert KNOWN not in words_of(asked(sqlite_hall, phone, "?kiosk=1"))


def test_it_is_said_in_welsh(sqlite_hall, phone):
    sqlite_hall.sign_welsh()
    answered(sqlite_hall, phone)
    said = words_of(follow(phone, phone.get(f"/withdraw?words={sqlite_hall.words}&lang=cy")))
    assert "Fe wnaethoch ateb ar y ffôn hwn" in said
