"""People are asked whether their own words may be quoted; only what they last said counts, and never more than that."""

import hashlib
import json

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.domain.answers_digest import answers_digest
from evaluation.models import OpenAnswer, Response, ResponseRevision, TranslationSignature
from evaluation.store.responses.responses import record_response
from instruments import translation, translation_digest

WORDS = {"op1": "We talked about buses."}
TICKED = {**WORDS, "op1-quote": "1"}


def kept(hall, model=OpenAnswer):
    with hall.database.reading() as db:
        return db.scalars(select(model)).all()


def agreed(hall) -> list[bool]:
    return [answer.may_quote for answer in kept(hall)]


def box_of(page):
    return html.fromstring(page.data).xpath("//fieldset[@id='op1']//input[@name='op1-quote']")


@pytest.fixture
def welsh(sqlite_hall):
    """The Welsh translation, signed."""
    digest = translation_digest(translation("common-ground", 1, "cy"))
    with sqlite_hall.database.transaction() as db:
        db.add(TranslationSignature(digest=digest, signed_by="A second person", signed_at=sqlite_hall.clock()))


@pytest.fixture
def after(sqlite_hall, phone):
    """Somebody with the questionnaire of After before them."""
    sqlite_hall.open("post")
    phone.start(sqlite_hall.words)
    return phone


@pytest.fixture
def send(hall):
    """Send the words of one response of After, time and again."""
    hall.open("post")
    response = hall.begin("post")

    def sending(*, texts=WORDS, may_quote=()):
        with hall.database.transaction() as db:
            submission = hall.submission(response, "post", texts=texts, may_quote=may_quote)
            return record_response(db, submission, now=hall.clock())

    return sending


def test_the_box_stands_unticked_beside_the_open_question_and_says_what_cannot_be_undone(after):
    (box,) = box_of(after.page)
    assert box.get("checked") is None
    assert "A published report cannot be taken back." in box.getparent().text_content()


def test_a_ticked_box_is_kept_with_the_words(sqlite_hall, after):
    after.send(TICKED)
    assert [(answer.text, answer.may_quote) for answer in kept(sqlite_hall)] == [(WORDS["op1"], True)]


def test_without_the_box_nothing_may_be_quoted(sqlite_hall, after):
    after.send(WORDS)
    assert agreed(sqlite_hall) == [False]


def test_who_stops_early_is_quoted_only_as_they_agreed(sqlite_hall, after):
    after.send({**TICKED, "_stop": "1"})
    assert agreed(sqlite_hall) == [True]


@pytest.mark.parametrize("sent", [{"op1-quote": "1"}, {"op1": "declined", "op1-quote": "1"}])
def test_a_box_without_words_says_nothing(sqlite_hall, after, sent):
    after.send(sent)
    assert kept(sqlite_hall) == []


@pytest.mark.parametrize("name", ["bt1-quote", "op2-quote", "op1-quoted"])
def test_a_box_that_the_form_does_not_have_is_not_heard(sqlite_hall, after, name):
    after.send({**WORDS, name: "1"})
    assert (agreed(sqlite_hall), kept(sqlite_hall, Response)[0].answers) == ([False], {})


def test_the_box_is_still_ticked_where_the_page_is_shown_again(after):
    (box,) = box_of(after.send({**TICKED, "oo1": "many"}))
    assert box.get("checked") is not None


@pytest.mark.usefixtures("welsh")
def test_the_box_is_still_ticked_in_another_language(after):
    (box,) = box_of(after.send({**TICKED, "_switch": "cy"}))
    assert box.get("checked") is not None
    assert "Cewch ddyfynnu" in box.getparent().text_content()


def test_the_same_words_with_the_same_consent_are_the_same(hall, send):
    assert [send(may_quote=["op1"]).outcome for _ in range(2)] == ["new", "same"]
    assert agreed(hall) == [True]


def test_consent_alone_is_other_content_and_what_was_said_before_is_kept(hall, send):
    send()
    assert (send(may_quote=["op1"]).outcome, agreed(hall)) == ("revised", [True])
    assert [revision.answers for revision in kept(hall, ResponseRevision)] == [{"bt1": 4, **WORDS}]


def test_a_box_left_unticked_the_second_time_takes_consent_back(hall, send):
    send(may_quote=["op1"])
    assert (send().outcome, agreed(hall)) == ("revised", [False])
    assert [revision.answers["op1-quote"] for revision in kept(hall, ResponseRevision)] == [1]


def test_consent_taken_back_after_closing_is_gone_and_the_release_with_it(hall, send):
    send(may_quote=["op1"])
    hall.close("post")
    with hall.database.transaction() as db:
        db.scalars(select(OpenAnswer)).one().released_at = hall.clock()
    assert send().outcome == "conflict"
    assert [(answer.text, answer.may_quote, answer.released_at) for answer in kept(hall)] == [
        (WORDS["op1"], False, None)
    ]


def test_consent_newly_given_after_closing_is_not_taken(hall, send):
    send()
    hall.close("post")
    assert (send(may_quote=["op1"]).outcome, agreed(hall)) == ("conflict", [False])


def test_what_was_sent_before_anybody_was_asked_has_the_digest_it_had():
    whole = json.dumps([{"bt1": 4}, WORDS], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert answers_digest({"bt1": 4}, WORDS) == hashlib.sha256(whole.encode()).hexdigest()
    assert answers_digest({"bt1": 4}, WORDS, may_quote={"op1"}) != answers_digest({"bt1": 4}, WORDS)
