"""Two passes over a sheet, what differs asked once, both kept, and a response with mode "paper" at the end."""

import uuid

import pytest
from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.models import Consent, MemoryAnswer, OpenAnswer, PaperSheet, Response, ResponseRevision, SheetPass
from evaluation.store.evening.close_and_join import close_and_join
from evaluation.store.linking.memory_questions import OPTION
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.paper.double_entry import KeyingErrors, keying_errors
from evaluation.store.paper.paper_responses import Became
from evaluation.store.paper.sheets import SheetStanding, sheets_of
from evaluation.store.reports.frames import responses_frame
from evaluation.store.responses.withdrawals import withdraw_answers
from tests.hall import freeze
from tests.linking.conftest import ANN
from tests.paper.conftest import ANSWERS


def test_a_small_pile_is_settled_by_one_pass(desk):
    outcome = desk.key(desk.pile(3))
    assert (outcome.standing, outcome.became) == (SheetStanding.SETTLED, Became.RESPONSE)


def test_from_twenty_sheets_every_sheet_is_keyed_again(desk):
    pile = desk.pile(20)
    assert desk.key(pile).standing is SheetStanding.TO_KEY_AGAIN
    assert desk.at(pile, sheets_of)[:2] == [
        (1, SheetStanding.TO_KEY_AGAIN),
        (2, SheetStanding.TO_KEY),
    ]


def test_a_later_pile_that_makes_it_twenty_is_keyed_twice(desk):
    desk.pile(12)
    assert desk.key(desk.pile(8)).standing is SheetStanding.TO_KEY_AGAIN


def test_two_passes_alike_settle_a_sheet(desk):
    pile = desk.pile(20)
    desk.key(pile)
    assert desk.key(pile).became is Became.RESPONSE


@pytest.fixture
def differing(desk):
    """A sheet read in two ways at three fields: another value, a blank, and a value where the first had none."""
    (desk.card,) = desk.cards(1)
    pile = desk.pile(20)
    desk.key(pile, code=desk.card)
    outcome = desk.key(pile, code=desk.card.lower(), bt1=7, cg2=None, cg3=2)
    assert outcome.standing is SheetStanding.TO_DECIDE
    return pile


def test_three_differences_are_exactly_what_is_asked(desk, differing):
    found = desk.differences(differing)
    assert [(each.field, each.first, each.second) for each in found] == [
        ("bt1", 4, 7),
        ("cg2", 6, None),
        ("cg3", None, 2),
    ]


def test_a_decision_settles_the_sheet_and_is_asked_once(desk, differing):
    assert desk.decide(differing, bt1=5, cg2=6, cg3=None).became is Became.RESPONSE
    with desk.database.reading() as db:
        (response,) = db.scalars(select(Response))
    assert response.answers == {**ANSWERS, "bt1": 5}
    assert desk.differences(differing) == ()
    with pytest.raises(Refused, match="nothing to decide"):
        desk.decide(differing, bt1=5, cg2=6, cg3=None)


def test_all_passes_are_kept(desk, differing):
    desk.decide(differing, bt1=5, cg2=6, cg3=None)
    with desk.database.reading() as db:
        passes = db.scalars(select(SheetPass).order_by(SheetPass.number)).all()
    assert [row.fields.get("bt1") for row in passes] == [4, 7, 5]


@pytest.mark.parametrize("chosen", [{"bt1": 5}, {"bt1": 5, "cg2": 6, "cg3": None, "bt2": 5}])
def test_a_decision_for_too_few_or_too_many_fields_is_refused(desk, differing, chosen):
    with pytest.raises(Refused, match=r"still needs a decision|nothing to decide"):
        desk.decide(differing, **chosen)
    assert len(desk.differences(differing)) == 3


def test_the_keying_errors_are_those_of_the_first_pass(desk, differing):
    desk.decide(differing, bt1=5, cg2=6, cg3=None)
    desk.key(differing, sheet=2)
    desk.key(differing, sheet=2)
    with desk.database.reading() as db:
        errors = keying_errors(db, [desk.experiment(db).id])
    # Before has 12 items, none written freely, and the code: 13 fields a sheet. bt1 alone was settled otherwise.
    assert errors == KeyingErrors(sheets=2, fields=26, wrong=1)


def test_a_pile_keyed_once_says_nothing_of_errors(desk):
    desk.key(desk.pile(3))
    with desk.database.reading() as db:
        assert keying_errors(db, [desk.experiment(db).id]) == KeyingErrors(sheets=0, fields=0, wrong=0)


def test_a_sheet_with_a_card_is_the_holder_of_the_card(desk):
    (card,) = desk.cards(1)
    desk.key(desk.pile(3), code=card)
    desk.open("post")
    desk.answer("ann", "post", card=card)
    with desk.database.reading() as db:
        here = desk.experiment(db).id
        assert responses_frame(db, [here])["participant"].tolist() == ["p0001", "p0001"]
        assert db.scalars(select(Response.mode).order_by(Response.mode)).all() == ["paper", "phone"]
        assert accounts_of(db, here).holds


def test_a_sheet_without_a_code_is_somebody_new(desk):
    pile = desk.pile(3)
    desk.key(pile, 1)
    desk.key(pile, 2)
    with desk.database.reading() as db:
        assert len(set(db.scalars(select(Response.participant_id)))) == 2
        assert db.scalars(select(Consent.method)).all() == ["unmatched", "unmatched"]
        assert accounts_of(db, desk.experiment(db).id).holds


def test_what_was_answered_on_a_phone_stands_and_the_paper_is_kept_beside_it(desk):
    (card,) = desk.cards(1)
    desk.answer("ann", "pre", card=card, answers={"bt1": 9})
    assert desk.key(desk.pile(3), code=card).became is Became.CONFLICT
    with desk.database.reading() as db:
        assert db.scalars(select(Response.answers)).all() == [{"bt1": 9}]
        (kept,) = db.scalars(select(ResponseRevision))
    assert (kept.conflict, kept.answers) == (True, ANSWERS)


def test_paper_that_says_what_was_answered_on_a_phone_is_the_same_and_counted_once(desk):
    (card,) = desk.cards(1)
    desk.answer("ann", "pre", card=card, answers=ANSWERS)
    assert desk.key(desk.pile(3), code=card).became is Became.SAME
    with desk.database.reading() as db:
        assert len(db.scalars(select(Response)).all()) == 1


def test_words_written_freely_are_taken_from_the_first_pass_and_not_compared(desk):
    pile = desk.pile(20)
    desk.key(pile, texts={"open1": "We met."})
    assert desk.key(pile, texts={"open1": "We met"}).became is Became.RESPONSE
    with desk.database.reading() as db:
        assert db.scalars(select(OpenAnswer.text)).all() == ["We met."]


def test_the_box_by_which_words_may_be_quoted_is_stored_with_them(desk):
    desk.open("post")
    desk.key(desk.pile(2, "post"), texts={"op1": "We met."}, cg2=None, **{"op1-quote": 1})
    with desk.database.reading() as db:
        assert db.execute(select(OpenAnswer.text, OpenAnswer.may_quote)).all() == [("We met.", True)]
        assert "op1-quote" not in db.scalars(select(Response.answers)).one()


def test_the_box_by_which_words_may_be_quoted_is_compared_and_decided(desk):
    desk.open("post")
    pile = desk.pile(20, "post")
    desk.key(pile, texts={"op1": "We met."}, **{"op1-quote": 1})
    desk.key(pile, texts={"op1": "We met."})
    assert [(each.field, each.first, each.second) for each in desk.differences(pile)] == [("op1-quote", 1, None)]
    desk.decide(pile, **{"op1-quote": None})
    with desk.database.reading() as db:
        assert db.scalars(select(OpenAnswer.may_quote)).all() == [False]


def test_nothing_is_stored_or_kept_of_somebody_who_took_their_answers_back(desk):
    (card,) = desk.cards(1)
    with desk.database.transaction() as db:
        withdraw_answers(db, card, now=desk.clock())
    assert desk.key(desk.pile(3), code=card).became is Became.WITHDRAWN
    with desk.database.reading() as db:
        assert db.scalars(select(SheetPass)).all() + db.scalars(select(Response)).all() == []


def test_what_was_keyed_goes_when_the_answers_are_taken_back(desk, differing):
    desk.decide(differing, bt1=5, cg2=6, cg3=None)
    with desk.database.transaction() as db:
        withdraw_answers(db, desk.card, now=desk.clock())
    with desk.database.reading() as db:
        assert db.scalars(select(SheetPass)).all() == []
        assert len(db.scalars(select(PaperSheet)).all()) == 19


def test_every_fault_of_a_sheet_is_named_at_once(desk):
    with pytest.raises(Refused) as refused:
        desk.key(desk.pile(3), code="NOT A CODE", bt9=1, bt8=1)
    assert len(refused.value.faults) == 3


def test_a_code_of_another_experiment_is_not_taken(desk, clock):
    other = type(desk)
    with pytest.raises(Refused, match="not a code of this experiment"):
        desk.key(desk.pile(3), code=other(desk.settings, desk.database, clock).cards(1)[0])


def test_a_settled_sheet_is_not_keyed_again_and_an_unknown_one_not_at_all(desk):
    pile = desk.pile(3)
    desk.key(pile)
    for sheet, sentence in ((1, "keyed already"), (4, "numbered 1 to 3")):
        with pytest.raises(Refused, match=sentence):
            desk.key(pile, sheet)


def test_nothing_is_keyed_once_the_data_are_frozen(desk):
    pile = desk.pile(3)
    with desk.database.transaction() as db:
        freeze(db, desk.experiment(db), at=desk.clock())
    with pytest.raises(Refused, match="frozen"):
        desk.key(pile)


def test_a_pile_that_cannot_be_is_refused_with_every_fault(desk):
    with pytest.raises(Refused) as refused:
        desk.pile(0, kind="later")
    assert len(refused.value.faults) == 2


def test_the_second_pass_is_for_somebody_else(desk):
    pile, desk.account = desk.pile(20), uuid.uuid4()
    desk.key(pile)
    with pytest.raises(Refused, match="You keyed sheet 1 the first time"):
        desk.key(pile)
    desk.account = uuid.uuid4()
    assert desk.key(pile).became is Became.RESPONSE


def test_whoever_keyed_first_may_decide(desk):
    pile, mine = desk.pile(20), uuid.uuid4()
    for desk.account, bt1 in ((mine, 4), (uuid.uuid4(), 7)):
        desk.key(pile, bt1=bt1)
    desk.account = mine
    assert desk.decide(pile, bt1=7).became is Became.RESPONSE


@pytest.fixture
def remembering(desk):
    """The desk of an evening whose forms ask memory questions."""
    with desk.database.transaction() as db:
        desk.experiment(db).options = {OPTION: True}
    return desk


def test_memory_keyed_from_two_forms_joins_their_writer_when_after_closes(remembering):
    remembering.key(remembering.pile(3), memory=ANN)
    remembering.open("post")
    remembering.key(remembering.pile(3, kind="post"), memory=ANN)
    remembering.act(close_and_join, kind="post")
    assert remembering.see()[1].linked == 1


def test_no_pass_holds_what_was_written(remembering):
    remembering.key(remembering.pile(3), memory={"town_letter": "q"})
    with remembering.database.reading() as db:
        assert [len(kept) for row in db.scalars(select(SheetPass)) for kept in row.memory.values()] == [32]


def test_an_element_read_in_two_ways_counts_as_not_known_and_is_not_asked(remembering):
    pile = remembering.pile(20)
    remembering.key(pile, memory=ANN)
    assert remembering.key(pile, memory={**ANN, "birth_day": "15"}).became is Became.RESPONSE
    with remembering.database.reading() as db:
        (row,) = db.scalars(select(MemoryAnswer))
    assert [name for name in ANN if getattr(row, name) is None] == ["birth_day"]


def test_memory_on_a_form_that_does_not_ask_it_is_refused_with_every_other_fault(desk):
    with pytest.raises(Refused) as refused:
        desk.key(desk.pile(3), code="NOT A CODE", memory=ANN)
    assert refused.value.faults[1:] == ("The forms of this wave ask no memory questions.",)
