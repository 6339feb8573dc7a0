"""The counter: counts alone, and 304 while they are the same."""

import re

import pytest


@pytest.fixture
def count(organiser, evening):
    return lambda **headers: organiser.get(f"/experiments/{evening.id}/count", headers=headers)


def test_it_counts_those_who_have_answered(count, evening):
    evening.open("pre")
    evening.answered(2)
    assert (count().json["answered"], count().json["sentence"]) == (2, "of about 46 have answered")


def test_it_is_304_until_somebody_answers(count, evening):
    evening.open("pre")
    tag = count().headers["ETag"]
    assert count(**{"If-None-Match": tag}).status_code == 304
    evening.answered(1)
    assert count(**{"If-None-Match": tag}).status_code == 200


def test_it_turns_to_after_with_the_evening(count, evening):
    evening.open("pre")
    evening.answered(2)
    evening.open("post")
    assert (count().json["wave"], count().json["answered"]) == ("After", 0)


def test_it_says_nothing_of_any_answer(organiser, evening):
    evening.open("pre")
    evening.answered(3)
    body = organiser.get(f"/experiments/{evening.id}/count").json
    assert set(body) == {"wave", "number", "answered", "sentence", "full", "colour"}


def test_the_screen_has_the_code_and_the_words_and_reloads_without_a_script(organiser, evening):
    page = organiser.get(f"/experiments/{evening.id}/screen").text
    assert f"QR code for http://127.0.0.1:8000/{evening.words}" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert re.search(rf"<b>{evening.words}</b>", page)


def test_a_withdrawn_person_is_not_counted(count, evening):
    from evaluation.models import Card
    from evaluation.store.responses.withdrawals import withdraw_answers

    evening.open("pre")
    evening.answered(2)
    with evening.database.transaction() as db:
        withdraw_answers(db, db.query(Card).first().token, now=evening.clock())
    assert count().json["answered"] == 1
