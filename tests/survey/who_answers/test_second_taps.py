"""The second of two taps falls on whatever page came in place of the first: it takes none at once, where one counts."""

import pytest
from lxml import html

from evaluation.models import Experiment
from evaluation.store.linking.memory_questions import OPTION
from tests.survey.kiosk.test_form_once_sent import begin
from tests.survey.languages.test_every_page_in_every_language import pages_seen
from tests.survey.test_pages import words_of

LEADS_ON_ONLY = {"Join a meeting", "Privacy", "Take my answers back", "Welcome to Highfields Centre"}
"""Pages, by their headings, on which no tap clears, sends, deletes or says who somebody is before it is asked."""


def is_covered(page):
    """Whether the style sheet keeps taps off the page, or off its links and buttons, while it is new."""
    body = html.fromstring(page.data).find("body")
    return bool({"asks", "soon"} & set(body.get("class", "").split())) or "data-sent" in body.attrib


def test_every_page_on_which_a_tap_counts_takes_none_while_it_is_new(sqlite_hall, phone):
    with sqlite_hall.database.transaction() as db:
        experiment = db.query(Experiment).one()
        experiment.options = {**experiment.options, OPTION: True}
    pages = [page for _, page in pages_seen(sqlite_hall, phone, "en") if not is_covered(page)]
    bare = {" ".join(html.fromstring(page.data).find(".//h1").text_content().split()) for page in pages}
    assert bare == LEADS_ON_ONLY


def test_so_does_the_page_of_a_form_that_was_sent_on_a_shared_tablet(sqlite_hall, phone):
    at = begin(phone, sqlite_hall.words)
    phone.post(at, {"bt1": "7"})
    page = phone.post(at, {"bt1": "2"})
    assert ("already sent" in words_of(page), is_covered(page)) == (True, True)


def test_so_does_the_page_that_undoes_handing_a_phone_on(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    sqlite_hall.close("pre")
    phone.post(f"/{sqlite_hall.words}/next", {})
    page = phone.get(f"/{sqlite_hall.words}")
    assert ("Undo: I still have it" in words_of(page), is_covered(page)) == (True, True)


@pytest.mark.parametrize(("wave", "said"), [("pre", "I am 16 or over"), ("post", "Did you answer Before?")])
def test_so_does_the_first_screen_that_comes_for_the_next_person_on_a_shared_tablet(sqlite_hall, phone, wave, said):
    if wave == "post":
        sqlite_hall.close("pre")
        sqlite_hall.open("post")
    page = phone.get(f"/{sqlite_hall.words}?kiosk=1")
    assert (said in words_of(page), is_covered(page)) == (True, True)


def test_so_does_the_first_screen_of_after_for_whoever_leaves_now(sqlite_hall, phone):
    sqlite_hall.close("pre")
    (leaving,) = html.fromstring(phone.get(f"/{sqlite_hall.words}").data).xpath("//a[contains(., 'Leaving now')]/@href")
    assert is_covered(phone.get(leaving))


def test_so_does_the_first_screen_on_which_handing_a_phone_on_can_be_undone(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.post(f"/{sqlite_hall.words}/next", {})
    page = phone.get(f"/{sqlite_hall.words}")
    assert ("I am 16 or over" in words_of(page), is_covered(page)) == (True, True)
