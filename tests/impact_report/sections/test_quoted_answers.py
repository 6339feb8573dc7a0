"""What a report quotes of what people wrote freely."""

import pytest
from sqlalchemy import select

from evaluation.models import OpenAnswer, Response
from evaluation.reports import from_study
from evaluation.reports.quoted import BY_LOT, with_open_answers
from evaluation.store.reports.gather import gather_experiment
from tests.linking.conftest import Room

CARDS = 8


@pytest.fixture
def gathered(sqlite_settings, sqlite_database, clock):
    """Eight people, of whom six wrote something: five agree to be quoted, and four of these answers are released."""
    room = Room(sqlite_settings, sqlite_database, clock)
    tokens = room.cards(CARDS)
    for wave in ("pre", "post"):
        if wave == "post":
            room.open(wave)
        for place, token in enumerate(tokens):
            room.answer(f"p{place}", wave, card=token, answers=dict.fromkeys(("bt1", "bt2", "bt3"), 4))
        room.close(wave)
    with sqlite_database.transaction() as db:
        responses = list(db.scalars(select(Response.id).order_by(Response.submitted_at)))
        for place, response in enumerate(responses[:6]):
            released = clock() if 0 < place < 5 else None
            db.add(
                OpenAnswer(
                    response_id=response, item="op1", text=f"Word {place}.", may_quote=place > 0, released_at=released
                )
            )
    with sqlite_database.reading() as db:
        return gather_experiment(db, room.experiment(db))


@pytest.fixture
def context(gathered, clock):
    return with_open_answers(from_study.report_of(gathered, now=clock()).context, gathered.wrote)


def test_only_words_that_their_writer_agreed_to_and_a_person_released_are_told(context):
    assert sorted(each.text for each in context.open_answers) == [f"Word {place}." for place in (1, 2, 3, 4)]


def test_a_quote_is_drawn_by_lot_from_them_and_says_from_how_many(context):
    assert context.quotation.text in {each.text for each in context.open_answers}
    assert (context.quotation.how_picked, context.quotation.of) == (BY_LOT, 4)


def test_the_same_answers_draw_the_same_quote(gathered, context, clock):
    again = with_open_answers(from_study.report_of(gathered, now=clock()).context, gathered.wrote)
    assert again.quotation == context.quotation


def test_a_welsh_report_names_outcomes_and_kinds_in_welsh(gathered, clock):
    told = from_study.report_of(gathered, now=clock(), language_code="cy")
    assert next(iter(told.measured.values())).outcome == "Ymddiriedaeth mewn pobl o gymunedau eraill"
