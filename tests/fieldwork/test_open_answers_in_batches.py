"""Words are shown in batches: looking again after one came or left does not tell which words are theirs."""

import re

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Card, OpenAnswer, Participant, Response
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.withdrawals import withdraw_answers
from tests.staff_pages import post


@pytest.fixture
def evaluator(desk):
    return desk.signed_in("evaluator", chapter=desk.north)


@pytest.fixture
def page(evening, evaluator):
    """The page as an evaluator sees it."""
    return lambda: evaluator.get(f"/reports/experiments/{evening.id}/open-answers").text


@pytest.fixture
def look(page):
    """Look at the page as an evaluator: the words on it, and the sentence that counts the others."""

    def looking():
        text = page()
        counted = re.search(r"(One or two|\d+) more answers were written", text)
        return set(re.findall(r"<q [^>]*>([^<]+)</q>", text)), counted[1] if counted else ""

    return looking


@pytest.fixture
def came(evening):
    """People come while After is open, each with words or without, and it is closed again."""

    def coming(*texts, may_quote=True):
        evening.clock.advance(minutes=5)
        evening.open("post")
        for text in texts:
            response = evening.begin("post")
            given = {"op1": text} if text else {}
            sent = evening.submission(response, "post", texts=given, may_quote=given if may_quote else ())
            with evening.database.transaction() as db:
                record_response(db, sent, now=evening.clock())
        evening.clock.advance(minutes=5)
        evening.close("post")
        evening.clock.advance(minutes=5)

    return coming


@pytest.fixture
def send_again(evening):
    """Whoever wrote these words sends other ones: while After is open once more, or too late for them to be taken."""

    def sending(text, other, *, may_quote=True, too_late=False):
        with evening.database.reading() as db:
            response = db.query(OpenAnswer).filter_by(text=text).one().response_id
        evening.clock.advance(minutes=5)
        if not too_late:
            evening.open("post")
        sent = evening.submission(response, "post", texts={"op1": other}, may_quote=("op1",) if may_quote else ())
        with evening.database.transaction() as db:
            record_response(db, sent, now=evening.clock())
        if not too_late:
            evening.close("post")

    return sending


@pytest.fixture
def leave(evening):
    """People withdraw by the codes of their cards: whoever wrote these words, or so many who wrote nothing."""

    def leaving(text="", count=1):
        with evening.database.transaction() as db:
            stays = select(Response).join(Participant).where(Participant.withdrawn_at.is_(None))
            worded = select(OpenAnswer.response_id)
            if text:
                worded, count = worded.where(OpenAnswer.text == text), 1
            who = Response.id.in_(worded) if text else Response.id.not_in(worded)
            for response in db.scalars(stays.where(who).limit(count)).all():
                token = db.query(Card).filter_by(participant_id=response.participant_id).one().token
                withdraw_answers(db, token, now=evening.clock())

    return leaving


FIRST = ("We share a street.", "", "", "", "I still feel a stranger.")


def test_the_words_of_one_who_came_late_are_not_told_apart(came, look):
    came(*FIRST)
    before = look()
    came("I am the last.")
    assert (before[0], look()) == ({"We share a street.", "I still feel a stranger."}, before)


def test_those_who_came_since_are_shown_together_once_they_are_enough(came, look):
    came(*FIRST)
    look()
    came("One.", "Two.", "", "")
    assert look()[0] == {"We share a street.", "I still feel a stranger."}
    came("Five.")
    assert look()[0] == {"We share a street.", "I still feel a stranger.", "One.", "Two.", "Five."}


def test_where_nobody_had_written_at_first_the_words_of_one_more_wait_too(came, look):
    came("", "", "", "", "")
    assert look()[0] == set()
    came("I am the last.")
    assert look()[0] == set()


def test_the_answers_not_shown_are_counted_in_the_same_batches(came, look):
    came("A.", "B.", "", "", "", may_quote=False)
    assert look()[1] == "One or two"
    came("C.", may_quote=False)
    assert look()[1] == "One or two"
    came("", "", "", "D.", may_quote=False)
    assert look()[1] == "4"


def test_whoever_withdrew_again_is_not_counted_among_those_who_came_since(evening, came, look):
    came(*FIRST)
    look()
    came("One.", "", "", "", "")
    with evening.database.transaction() as db:
        last = db.scalars(select(Response).order_by(Response.submitted_at.desc())).all()
        silent = next(row for row in last if not db.query(OpenAnswer).filter_by(response_id=row.id).count())
        db.get_one(Participant, silent.participant_id).withdrawn_at = evening.clock()
    assert "One." not in look()[0]


LEFT = "Since words were shown here a few people have taken back or changed theirs."
TEN = (*FIRST, "", "", "", "", "More time.")


@pytest.mark.parametrize("wrote", ["We share a street.", ""])
def test_after_one_withdrawal_no_words_are_shown_whether_or_not_they_wrote(page, came, look, leave, wrote):
    came(*TEN)
    look()
    leave(wrote)
    assert look() == (set(), "")
    text = " ".join(page().split())
    assert (LEFT in text, "until at least 5 people have" in text) == (True, True)


def test_who_withdraws_is_deleted_at_once(evening, came, look, leave):
    came(*TEN)
    look()
    leave("We share a street.")
    with evening.database.reading() as db:
        assert {row.text for row in db.query(OpenAnswer)} == {"I still feel a stranger.", "More time."}


def test_once_enough_have_left_the_words_of_those_who_stay_are_shown_until_one_more_leaves(came, look, leave):
    came(*TEN)
    look()
    leave("We share a street.")
    leave(count=3)
    assert look()[0] == set()
    leave(count=1)
    assert look()[0] == {"I still feel a stranger.", "More time."}
    leave("More time.")
    assert look()[0] == set()


def test_somebody_whose_words_were_not_shown_yet_leaves_without_a_trace(came, look, leave):
    came(*TEN)
    before = look()
    came("I am the last.")
    look()
    leave("I am the last.")
    assert look() == before


def test_words_that_wait_are_not_shown_in_the_place_of_those_that_are_gone(came, look, leave):
    came(*TEN)
    look()
    leave("We share a street.")
    came("One.", "", "", "", "")
    assert look()[0] == set()


def test_nothing_is_sorted_while_words_are_held_back(evening, evaluator, came, look, leave):
    came(*TEN)
    address = f"/reports/experiments/{evening.id}/open-answers"
    form = html.fromstring(evaluator.get(address).text).xpath("//form[@method='post'][.//table]")[0]
    answers = form.xpath(".//input[@name='answer']/@value")
    leave("We share a street.")
    fields = {"answer": answers, **{f"{each}.released": "yes" for each in answers}}
    sent = post(evaluator, address, page="/reports", **fields)
    assert (sent.status_code, LEFT in sent.text) == (422, True)


def test_a_theme_that_is_gone_does_not_tell_whose_words_had_it(evening, page, came, look, leave):
    came(*TEN)
    look()
    with evening.database.transaction() as db:
        for place, row in enumerate(db.query(OpenAnswer)):
            row.theme = f"Theme {place}"
    leave("We share a street.")
    assert "Theme" not in page()


def test_the_list_of_reports_goes_on_leading_to_the_page_when_the_only_writer_has_left(
    evening, evaluator, came, look, leave
):
    came("We share a street.", "", "", "", "", "", "")
    look()
    leave("We share a street.")
    assert f"/reports/experiments/{evening.id}/open-answers" in evaluator.get("/reports").text


@pytest.mark.parametrize(("other", "how"), [("Other words.", {}), ("Less.", {"may_quote": False, "too_late": True})])
def test_words_that_are_changed_or_may_no_longer_be_quoted_hold_the_others_back(came, look, send_again, other, how):
    came(*TEN)
    look()
    send_again("We share a street.", other, **how)
    assert look() == (set(), "")


def test_who_took_back_their_consent_and_then_their_answers_is_counted_once(evening, came, look, send_again, leave):
    came(*TEN)
    look()
    send_again("We share a street.", "Less.", may_quote=False, too_late=True)
    leave("We share a street.")
    leave(count=3)
    assert look()[0] == set()
    leave(count=1)
    assert look()[0] == {"I still feel a stranger.", "More time."}
