"""Words are shown in batches: looking again after one person more wrote does not tell which words are theirs."""

import re

import pytest
from sqlalchemy import select

from evaluation.models import OpenAnswer, Participant, Response
from evaluation.store.responses.responses import record_response


@pytest.fixture
def look(desk, evening):
    """Look at the page as an evaluator: the words on it, and the sentence that counts the others."""
    evaluator = desk.signed_in("evaluator", chapter=desk.north)

    def looking():
        page = evaluator.get(f"/reports/experiments/{evening.id}/open-answers").text
        counted = re.search(r"(One or two|\d+) more answers were written", page)
        return set(re.findall(r"<q [^>]*>([^<]+)</q>", page)), counted[1] if counted else ""

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


def test_a_withdrawal_takes_its_words_away_at_once_and_brings_no_others(evening, came, look):
    came(*FIRST, "")
    look()
    came("I am the last.")
    with evening.database.transaction() as db:
        of = select(Response.participant_id).join(OpenAnswer, OpenAnswer.response_id == Response.id)
        gone = db.scalars(of.where(OpenAnswer.text == "We share a street.")).one()
        db.get_one(Participant, gone).withdrawn_at = evening.clock()
    assert look()[0] == {"I still feel a stranger."}


def test_whoever_withdrew_again_is_not_counted_among_those_who_came_since(evening, came, look):
    came(*FIRST)
    look()
    came("One.", "", "", "", "")
    with evening.database.transaction() as db:
        last = db.scalars(select(Response).order_by(Response.submitted_at.desc())).all()
        silent = next(row for row in last if not db.query(OpenAnswer).filter_by(response_id=row.id).count())
        db.get_one(Participant, silent.participant_id).withdrawn_at = evening.clock()
    assert "One." not in look()[0]
