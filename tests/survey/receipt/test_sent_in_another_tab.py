"""A page that says that somebody has not sent yet, left open while they send in another tab, leads to what is true."""

from lxml import html

from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import follow


def go_on(phone, at):
    """Press on the page of somebody midway."""
    return follow(phone, phone.get(at))


def test_going_on_leads_to_the_receipt_once_it_was_sent_in_another_tab(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    midway = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    at = midway.get_element_by_id("goon").get("href")
    assert "Question 1 of" in words_of(go_on(phone, at))
    phone.send({"bt1": "7"})
    said = words_of(go_on(phone, at))
    assert ("Question 1 of" in said, "1 answer arrived" in said) == (False, True)


def test_a_form_begun_without_a_script_leads_to_its_receipt_once_it_is_sent(sqlite_hall, phone):
    at = phone.start(sqlite_hall.words, plain="1")
    assert "plain=1" in at
    assert "Question 1 of" in words_of(go_on(phone, at))
    phone.send({"bt1": "7"})
    assert "1 answer arrived" in words_of(go_on(phone, at))
