"""A phone on which two answered Before: whose After came is said, the other goes on, and each finds their own code."""

from lxml import html

from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import answered, follow, people, press

OTHERS = "These are the answers of whoever began at 18:30."
CODE = "//main//a[normalize-space()='Look at my code']/@href"


def two_at_after(hall, phone):
    """One answers Before at 18:30 and lends the phone to another, who answers it at 18:45; then After opens."""
    answered(hall, phone)
    phone.post(f"/{hall.words}/next", {})
    hall.clock.advance(minutes=15)
    answered(hall, phone, bt1="2")
    hall.close("pre")
    hall.open("post")


def after_by_the_first(hall, phone):
    """The first of them answers After."""
    phone.get(f"/{hall.words}")
    first = html.fromstring(phone.page.data).xpath("//button[@name='same'][contains(., '18:30')]/@value")[0]
    address, hidden = phone.form()
    follow(phone, phone.post(address, hidden | {"same": first}))
    phone.at = phone.page.request.full_path
    phone.send({"bt1": "9"})
    return phone.get(f"/{hall.words}")


def ways(page):
    return html.fromstring(page.data).xpath(CODE)


def test_the_other_reads_whose_after_came_and_goes_on_as_themselves_in_two_presses(sqlite_hall, phone):
    two_at_after(sqlite_hall, phone)
    said = words_of(after_by_the_first(sqlite_hall, phone))
    assert ["You have answered After" in said, OTHERS in said] == [True, True]
    sqlite_hall.clock.advance(seconds=2)
    asked = words_of(press(phone, None))
    assert ["Was it you" in asked, "18:45" in asked, "18:30" in asked] == [True, True, False]
    follow(phone, press(phone, ("same", "yes")))
    phone.at = phone.page.request.full_path
    phone.send({"bt1": "3"})
    assert people(sqlite_hall) == 2


def test_of_a_phone_of_one_person_it_is_not_said(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    assert "More than one person" not in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_whoever_has_not_answered_after_yet_finds_their_code(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    page = phone.get(f"/{sqlite_hall.words}")
    assert "Was it you who answered Before" in words_of(page)
    (way,) = ways(page)
    assert 'id="code"' in phone.get(way).text
    phone.get(f"/{sqlite_hall.words}")
    press(phone, ("same", "yes"))
    page = phone.get(f"/{sqlite_hall.words}")
    assert "Welcome back" in words_of(page)
    (way,) = ways(page)
    assert 'id="code"' in phone.get(way).text


def test_whoever_is_handed_the_phone_is_led_to_nobodys_code(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    phone.post(f"/{sqlite_hall.words}/next", {})
    assert ways(phone.get(f"/{sqlite_hall.words}")) == []


def test_before_a_phone_of_two_is_handed_on_it_leads_back_to_no_code_that_it_does_not_show(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    back = "Go back to look at it first."
    assert back in words_of(phone.get(f"/{sqlite_hall.words}/next"))
    phone.post(f"/{sqlite_hall.words}/next", {})
    answered(sqlite_hall, phone, bt1="2")
    said = words_of(phone.get(f"/{sqlite_hall.words}/next"))
    assert ["Have you kept your code?" in said, back in said] == [True, False]
