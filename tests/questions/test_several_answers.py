"""Questions to which several answers can be chosen: what a phone without script sends, and what is kept of it."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import OpenAnswer, Response, ResponseRevision
from evaluation.store.responses.receipts import kept_response


def kept(walk):
    """The answers, and the words that were written with whether they may be quoted."""
    with walk.database.reading() as db:
        words = db.execute(select(OpenAnswer.item, OpenAnswer.text, OpenAnswer.may_quote)).all()
        return db.scalars(select(Response.answers)).one(), [tuple(row) for row in words]


def fault_on(page):
    return html.fromstring(page.data).xpath("string(//fieldset[@id='langs']/p[@class='fault'])")


def test_all_that_is_ticked_is_kept_in_the_order_shown_whatever_the_order_sent(walk, phone):
    phone.start(walk.words)
    phone.send({"langs": ["arabic", "english"]})
    assert kept(walk) == ({"langs": "english arabic"}, [])


def test_boxes_have_their_words_one_name_and_a_hint_that_several_may_be_ticked(walk, phone):
    phone.start(walk.words)
    question = html.fromstring(phone.page.data).get_element_by_id("langs")
    boxes = question.xpath(".//input[@type='checkbox'][@name='langs']")
    assert [box.get("value") for box in boxes] == ["english", "welsh", "arabic", "another", "none", "declined"]
    assert "Choose all that apply." in question.text_content()


def test_words_beside_the_option_are_an_open_answer_and_tick_it(walk, phone):
    phone.start(walk.words)
    phone.send({"langs": "english", "langs-other": " Somali ", "langs-other-quote": "1"})
    assert kept(walk) == ({"langs": "english another"}, [("langs-other", "Somali", True)])


def test_the_option_may_be_ticked_without_a_word(walk, phone):
    phone.start(walk.words)
    phone.send({"langs": "another"})
    assert kept(walk) == ({"langs": "another"}, [])


@pytest.mark.parametrize("way", ["none", "declined"])
def test_words_that_were_left_beside_what_is_chosen_alone_are_not_kept(walk, phone, way):
    phone.start(walk.words)
    phone.send({"langs": way, "langs-other": "Somali"})
    assert kept(walk) == ({"langs": way}, [])


def test_none_of_these_goes_with_no_other_and_what_was_ticked_is_given_back(walk, phone):
    phone.start(walk.words)
    phone.send({"langs": ["welsh", "none"], "bt1": "4"})
    assert (phone.page.status_code, fault_on(phone.page)) == (
        422,
        "Choose either “None of these” or the others.",
    )
    ticked = html.fromstring(phone.page.data).xpath("//input[@name='langs'][@checked]/@value")
    assert ticked == ["welsh", "none"]


def test_an_answer_that_is_not_offered_is_refused(walk, phone):
    phone.start(walk.words)
    phone.send({"langs": ["welsh", "klingon"]})
    assert fault_on(phone.page) == "Choose from the answers shown."


def test_words_that_are_too_long_are_refused_at_their_question_and_given_back(walk, phone):
    phone.start(walk.words)
    phone.send({"langs": "welsh", "langs-other": "x" * 201})
    assert fault_on(phone.page) == "Write at most 200 characters; there are 201."
    assert html.fromstring(phone.page.data).xpath("//input[@name='langs-other']/@value") == ["x" * 201]


def test_what_was_ticked_goes_along_through_the_page_that_asks_whether_to_stop(walk, phone):
    address = phone.start(walk.words)
    phone.send({"langs": ["english", "another"], "langs-other": "Somali", "_check": "1"})
    _, carried = phone.form()
    assert (carried["langs"], carried["langs-other"]) == ("english another", "Somali")
    phone.at = address
    phone.send({**carried, "_stop": "1"})
    assert kept(walk) == ({"langs": "english another"}, [("langs-other", "Somali", False)])


def test_nothing_ticked_is_not_answered(walk, phone):
    phone.start(walk.words)
    phone.send({"bt1": "4", "langs-other": "  "})
    assert kept(walk) == ({"bt1": 4}, [])


def test_answered_again_it_takes_the_place_of_all_that_was_ticked_with_its_words(walk, phone):
    phone.start(walk.words)
    phone.send({"bt1": "4", "langs": ["english", "another"], "langs-other": "Somali"})
    phone.get(f"{phone.at}?again=1")
    phone.post(f"{phone.at}?again=1", {"langs": "welsh"})
    assert kept(walk) == ({"bt1": 4, "langs": "welsh"}, [])
    with walk.database.reading() as db:
        assert db.scalars(select(ResponseRevision.answers)).one()["langs-other"] == "Somali"


def test_the_receipt_counts_one_question_whatever_was_written_beside_it(walk, phone):
    phone.start(walk.words)
    phone.send({"langs": ["english", "another"], "langs-other": "Somali"})
    with walk.database.reading() as db:
        response = db.scalars(select(Response.id)).one()
        assert kept_response(db, response, words=walk.words).answered == 1


def test_the_same_sent_twice_is_one_response(walk, phone):
    phone.start(walk.words)
    for _ in range(2):
        phone.send({"langs": ["english", "another"], "langs-other": "Somali"})
    with walk.database.reading() as db:
        assert db.scalars(select(ResponseRevision)).all() == []
