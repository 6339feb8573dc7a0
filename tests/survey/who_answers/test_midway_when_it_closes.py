"""Somebody half-way through when the wave closes: every page they reach says that nothing was sent, and what to do."""

import pytest
from lxml import html

from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.who_answers.test_returning import follow, press

UNSENT = "Your answers to Before have not been sent yet"


@pytest.fixture
def midway(sqlite_hall, phone):
    """Somebody who began Before, which was closed ten minutes later."""
    phone.start(sqlite_hall.words)
    sqlite_hall.clock.advance(minutes=10)
    sqlite_hall.close("pre")
    return phone


def way_on(page):
    return html.fromstring(page.data).xpath("//a[@id='goon']/@href")


def test_a_rescan_after_closing_says_so_and_leads_back_to_the_questions(sqlite_hall, midway):
    page = midway.get(f"/{sqlite_hall.words}")
    said = words_of(page)
    assert UNSENT in said
    assert "what you began is taken until 21:40" in said
    assert way_on(page) == [midway.at]
    assert midway.send({"bt1": "7"}, **JSON).status_code == 201


def test_a_reload_after_closing_says_so_above_the_questions(sqlite_hall, midway):
    sqlite_hall.clock.advance(minutes=1)
    phone = follow_afresh(sqlite_hall, midway)
    assert UNSENT in words_of(phone.page)
    assert "Question 12 of 12" in words_of(phone.page)


def follow_afresh(hall, phone):
    """Reload, by a process that has looked since the wave was closed."""
    phone.client.application.extensions["weaving_page_cache"]._ready.clear()
    phone.get(phone.at)
    return phone


def test_once_the_time_is_over_they_are_told_that_it_cannot_be_taken_and_whom_to_ask(sqlite_hall, midway):
    sqlite_hall.clock.advance(hours=4)
    said = words_of(midway.get(f"/{sqlite_hall.words}"))
    assert (UNSENT in said, "Ask the organiser" in said, way_on(midway.page)) == (True, True, [])
    said = words_of(follow_afresh(sqlite_hall, midway).page)
    assert (UNSENT in said, "Ask the organiser" in said) == (True, True)


def test_what_was_sent_too_late_is_kept_on_the_page_and_sent_once_it_is_open_again(sqlite_hall, midway):
    sqlite_hall.clock.advance(hours=4)
    page = midway.send({"bt1": "7", "bt2": "3"})
    assert (page.status_code, kept(sqlite_hall)) == (409, [])
    address, hidden = midway.form()
    sqlite_hall.open("pre")
    midway.post(address, hidden)
    assert [response.answers for response in kept(sqlite_hall)] == [{"bt1": 7, "bt2": 3}]


def test_when_after_has_opened_the_page_that_asks_who_it_is_says_so_too(sqlite_hall, midway):
    sqlite_hall.open("post")
    page = midway.get(f"/{sqlite_hall.words}")
    assert UNSENT in words_of(page)
    assert "Was it you who began Before" in words_of(page)
    assert way_on(page) == [midway.at]


def test_it_is_said_while_after_is_answered_and_once_it_was_sent(sqlite_hall, midway):
    sqlite_hall.open("post")
    midway.get(f"/{sqlite_hall.words}")
    press(midway, ("same", "yes"))
    assert UNSENT in words_of(midway.get(f"/{sqlite_hall.words}"))
    midway.at = html.fromstring(midway.page.data).xpath("//a[contains(@href, '/post/')]/@href")[0]
    midway.send({"bt1": "8"})
    assert UNSENT in words_of(midway.get(f"/{sqlite_hall.words}"))


def test_no_page_says_at_once_that_their_answers_are_taken_and_that_no_more_can_be(sqlite_hall, new_phone):
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    phone, other = new_phone(), new_phone()
    phone.start(sqlite_hall.words)
    sqlite_hall.close("post")
    more = "No more answers can be taken here."
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert ("what you began is taken until" in said, more in said) == (True, False)
    assert more in words_of(other.get(f"/{sqlite_hall.words}"))


def test_who_has_sent_is_told_nothing_of_the_kind(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    sqlite_hall.close("pre")
    assert UNSENT not in words_of(phone.get(f"/{sqlite_hall.words}"))
    phone.client.application.extensions["weaving_page_cache"]._ready.clear()
    assert "Thank you" in words_of(follow(phone, phone.get(phone.at)))


def test_the_next_person_is_told_nothing_of_whoever_was_before(sqlite_hall, midway):
    midway.post(f"/{sqlite_hall.words}/next", {"lang": "en"})
    assert UNSENT not in words_of(midway.get(f"/{sqlite_hall.words}"))


def test_a_card_says_it_too(sqlite_hall, phone):
    (card,) = sqlite_hall.cards()
    phone.start(sqlite_hall.words, card=card)
    sqlite_hall.close("pre")
    assert UNSENT in words_of(follow(phone, phone.get(f"/c/{card}")))


@pytest.fixture
def welsh(sqlite_hall):
    sqlite_hall.sign_welsh()


def test_it_is_said_in_welsh(sqlite_hall, welsh, midway):
    assert "heb eu hanfon eto" in words_of(midway.get(f"/{sqlite_hall.words}?lang=cy"))


def test_pages_that_wait_look_again_by_themselves_and_lead_on_with_the_biggest_button(sqlite_hall, phone):
    sqlite_hall.close("pre")
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert document.xpath("//body/@data-waits") == ["after"]
    assert document.xpath("//noscript/meta[@http-equiv='refresh']/@content") == ["60"]
    assert [link.text for link in document.xpath("//a[contains(@class, 'go')]")] == ["Look again"]
    assert document.xpath("//a[contains(@href, 'early=1')]/@class") == ["act"]


@pytest.mark.parametrize(("days", "told"), [(0, 0), (1, 1)])
def test_whoever_answers_after_another_day_is_told_which_day_the_questions_mean(sqlite_hall, phone, days, told):
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    sqlite_hall.clock.advance(days=days)
    phone.start(sqlite_hall.words)
    said = "Where a question says today, it means Thursday, 14 May 2026."
    assert words_of(phone.page).count(said) == told
