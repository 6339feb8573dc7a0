"""What is told of the answers of a real evening: every look, every link, who would not say, and what people wrote."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from evaluation.models import OpenAnswer, Response
from evaluation.reports import from_study
from evaluation.reports.quality_checks import BY_LOT
from evaluation.store.linking.links import confirm_link
from evaluation.store.reports.gather import gather_experiment
from tests.linking.conftest import ANN, Room

TRUST = ("bt1", "bt2", "bt3")
CARDS = 8


def said(value, **further):
    return {**dict.fromkeys(TRUST, value), **further}


@pytest.fixture
def gathered(sqlite_settings, sqlite_database, clock):
    """Eight people with cards, and Ann, whose two forms a person joined; everybody rose by one or two."""
    room = Room(sqlite_settings, sqlite_database, clock)
    tokens = room.cards(CARDS)
    for place, token in enumerate(tokens):
        room.answer(f"p{place}", "pre", card=token, answers=said(3 + place % 3, an1="declined"))
    room.answer("ann", "pre", memory=ANN, answers=said(4))
    room.close("pre")
    room.open("post")
    for place, token in enumerate(tokens):
        room.answer(f"p{place}", "post", card=token, answers=said(4 + place % 3 + place % 2))
    room.answer("ann again", "post", memory={**ANN, "birth_day": "15"}, answers=said(5))
    room.act(confirm_link, **room.pair("ann", "ann again"))
    room.close("post")
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
        return gather_experiment(db, room.experiment(db), checked=True)


@pytest.fixture
def context(gathered, clock):
    return from_study.report_of(gathered, now=clock()).context


def test_every_look_is_told_with_how_many_were_looked_at(context):
    assert {check.of for check in context.checks if not check.about} == {2 * (CARDS + 1)}


def test_an_outcome_at_its_best_is_named_as_the_report_names_it(context):
    assert "Trust in people from other communities" in {check.about for check in context.checks}


def test_links_are_told_by_method(context):
    assert {(each.method, each.people) for each in context.joined} == {("card", CARDS), ("memory_confirmed", 1)}


def test_the_headline_is_worked_out_again_with_exact_links_only(context):
    exact = next(each for each in context.readings if each.kind == "exact")
    assert exact.pairs == CARDS
    # Eight people rose by 1, 2, 1, 2, 1, 2, 1, 2.
    assert exact.change == pytest.approx(1.5)


def test_who_would_rather_not_say_is_counted_before_and_after(context):
    assert context.declined["an1"] == (CARDS, 0)


def test_only_words_that_their_writer_agreed_to_and_a_person_released_are_told(context):
    assert sorted(each.text for each in context.open_answers) == [f"Word {place}." for place in (1, 2, 3, 4)]


def test_a_quote_is_drawn_by_lot_from_them_and_says_from_how_many(context):
    assert context.quotation.text in {each.text for each in context.open_answers}
    assert (context.quotation.how_picked, context.quotation.of) == (BY_LOT, 4)


def test_the_same_answers_draw_the_same_quote(gathered, context, clock):
    assert from_study.report_of(gathered, now=clock()).context.quotation == context.quotation


def test_nothing_of_it_is_told_of_other_answers_than_those_looked_at(gathered, clock):
    told = from_study.report_of(replace(gathered, quality=None), now=clock()).context
    assert (told.checks, told.joined, told.readings, told.open_answers, told.quotation) == ((), (), (), (), None)


def test_a_welsh_report_names_outcomes_and_kinds_in_welsh(gathered, clock):
    told = from_study.report_of(gathered, now=clock(), language_code="cy")
    assert next(iter(told.measured.values())).outcome == "Ymddiriedaeth mewn pobl o gymunedau eraill"
