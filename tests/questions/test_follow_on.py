"""Questions that follow on another: asked of those who answered it so, and for others a third state in its place."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import OpenAnswer, Response
from evaluation.store.responses.receipts import kept_response


def kept(walk):
    """The answers, and the words that were written."""
    with walk.database.reading() as db:
        words = db.execute(select(OpenAnswer.item, OpenAnswer.text)).all()
        return db.scalars(select(Response.answers)).one(), dict(map(tuple, words))


def question(phone, name):
    return html.fromstring(phone.page.data).get_element_by_id(name)


def test_of_whom_it_is_asked_stands_above_it_and_names_the_question_by_its_number(asking, asked):
    asked.start(asking.words)
    above = question(asked, "how_many").xpath(".//span[@class='ask']")[0].text_content()
    assert " ".join(above.split()) == "If you answered “Once / Often” to question 5:"


def test_a_page_without_a_script_knows_by_their_places_which_answers_lead_on(asking, asked):
    asked.start(asking.words)
    leading = question(asked, "again").xpath(".//input/@class")
    assert leading == ["on2", "on1", "on1"]
    assert [question(asked, name).get("class") for name in ("how_many", "kept", "which")] == ["f1", "f2", "f1"]
    assert question(asked, "which").get("data-on") == '[name=langs][value="arabic"]:checked'


def test_asked_and_answered_it_is_an_answer_as_any(asking, asked):
    asked.start(asking.words)
    asked.send({"langs": "english arabic", "which": "iraqi", "again": "2", "how_many": "3"})
    assert kept(asking)[0] == {
        "langs": "english arabic",
        "which": "iraqi",
        "again": 2,
        "how_many": 3,
        "kept": "not_asked",
    }


@pytest.mark.parametrize("way", ["0", "declined"])
def test_not_asked_is_a_third_state_beside_declined_and_left_out(asking, asked, way):
    asked.start(asking.words)
    asked.send({"again": way, "kept": "No time"} if way == "0" else {"again": way})
    answers, words = kept(asking)
    assert (answers["how_many"], "bt1" in answers) == ("not_asked", False)
    assert words == ({"kept": "No time"} if way == "0" else {})


def test_due_and_left_blank_it_is_left_out_and_not_not_asked(asking, asked):
    asked.start(asking.words)
    asked.send({"again": "1", "langs": "arabic"})
    assert kept(asking)[0] == {"again": 1, "langs": "arabic", "kept": "not_asked"}


def test_what_was_typed_before_the_answer_changed_is_not_kept_and_not_in_the_way(asking, asked):
    asked.start(asking.words)
    asked.send({"again": "0", "how_many": "99"})
    answers, _ = kept(asking)
    assert answers["how_many"] == "not_asked"


def test_what_somebody_says_who_left_the_question_before_blank_stays(asking, asked):
    asked.start(asking.words)
    asked.send({"how_many": "3"})
    assert kept(asking)[0]["how_many"] == 3


def test_a_form_with_no_answer_at_all_stays_blank(asking, asked):
    asked.start(asking.words)
    asked.send({"_blank": "1"})
    assert kept(asking)[0] == {}


def test_answered_again_otherwise_the_number_and_the_words_are_gone(asking, asked):
    asked.start(asking.words)
    asked.send({"again": "2", "how_many": "3", "bt1": "4"})
    asked.get(f"{asked.at}?again=1")
    asked.post(f"{asked.at}?again=1", {"again": "0", "kept": "No time"})
    assert kept(asking) == (
        {"again": 0, "how_many": "not_asked", "bt1": 4, "which": "not_asked"},
        {"kept": "No time"},
    )
    asked.get(f"{asked.at}?again=1")
    asked.post(f"{asked.at}?again=1", {"again": "1"})
    assert kept(asking) == ({"again": 1, "kept": "not_asked", "bt1": 4, "which": "not_asked"}, {})


def test_answering_another_question_again_leaves_the_number_as_it_was(asking, asked):
    asked.start(asking.words)
    asked.send({"again": "2", "how_many": "3"})
    asked.get(f"{asked.at}?again=1")
    asked.post(f"{asked.at}?again=1", {"bt1": "4"})
    assert kept(asking)[0]["how_many"] == 3


def test_the_receipt_counts_what_was_asked_alone(asking, asked):
    asked.start(asking.words)
    asked.send({"bt1": "4", "langs": "english", "since": "2026-05-14", "again": "0", "kept": "No time"})
    with asking.database.reading() as db:
        found = kept_response(db, db.scalars(select(Response.id)).one(), words=asking.words)
    assert (found.answered, found.not_asked) == (5, 2)
    asked.get(asked.page.headers["Location"])
    assert "All 5 answers arrived" in asked.page.get_data(as_text=True)


def test_before_stopping_it_counts_the_questions_that_are_left_and_due(asking, asked):
    asked.start(asking.words)
    asked.send({"again": "1", "_check": "1"})
    assert "4 questions left" in asked.page.get_data(as_text=True).replace("</b>", "")
