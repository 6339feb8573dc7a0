"""A settled sheet that was keyed wrongly is opened again with a reason, and keyed anew."""

import pytest
from sqlalchemy import func, select

from evaluation.domain.errors import Refused
from evaluation.models import Participant, Response, ResponseRevision, SheetPass
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.paper.double_entry import keying_errors
from evaluation.store.paper.paper_responses import Became
from evaluation.store.paper.reopened_sheets import reopen_sheet
from evaluation.store.paper.sheets import SheetStanding, sheets_of
from evaluation.store.responses.withdrawals import withdraw_answers
from tests.hall import freeze
from tests.paper.conftest import ANSWERS


@pytest.fixture
def reopen(desk):
    def again(pile, sheet=1, reason="The keyer read the wrong column"):
        desk.keyed_at(pile, reopen_sheet, sheet=sheet, reason=reason)

    return again


def all_of(desk, table):
    with desk.database.reading() as db:
        return db.scalars(select(table)).all()


def test_a_sheet_that_is_reopened_is_to_be_keyed_from_its_first_pass(desk, reopen):
    pile = desk.pile(3)
    desk.key(pile)
    reopen(pile)
    assert desk.at(pile, sheets_of)[0] == (1, SheetStanding.TO_KEY)
    assert all_of(desk, SheetPass) == []


def test_its_answers_are_those_that_were_keyed_last_and_the_first_are_a_revision(desk, reopen):
    pile = desk.pile(3)
    desk.key(pile)
    reopen(pile)
    assert desk.key(pile, bt1=9).became is Became.RESPONSE
    (response,) = all_of(desk, Response)
    (kept,) = all_of(desk, ResponseRevision)
    assert (response.answers["bt1"], response.revision) == (9, 2)
    assert (kept.answers, kept.conflict) == (ANSWERS, False)


def test_nobody_new_comes_of_a_sheet_without_a_code(desk, reopen):
    pile = desk.pile(3)
    desk.key(pile)
    reopen(pile)
    desk.key(pile, bt1=9)
    assert len(all_of(desk, Participant)) == 1


def test_a_code_that_was_read_wrongly_leaves_no_answers_with_its_holder(desk, reopen):
    one, other = desk.cards(2)
    pile = desk.pile(3)
    desk.key(pile, code=one)
    reopen(pile)
    desk.key(pile, code=other)
    (response,) = all_of(desk, Response)
    with desk.database.reading() as db:
        holder = db.get_one(Participant, response.participant_id)
        started = db.scalar(select(func.count()).where(Participant.started_at.is_not(None)))
        accounts = accounts_of(db, desk.experiment(db).id)
    assert (holder.started_at is not None, started, accounts.holds) == (True, 1, True)


def test_the_true_holder_answers_afterwards_as_if_nothing_had_been(desk, reopen):
    one, other = desk.cards(2)
    pile = desk.pile(3)
    desk.key(pile, code=one)
    reopen(pile)
    desk.key(pile, code=other)
    desk.answer("ann", "pre", card=one, answers={"bt1": 2})
    assert sorted(row.mode for row in all_of(desk, Response)) == ["paper", "phone"]


def test_what_stood_beside_a_phones_answers_goes_and_those_stay(desk, reopen):
    (card,) = desk.cards(1)
    desk.answer("ann", "pre", card=card, answers={"bt1": 9})
    pile = desk.pile(3)
    assert desk.key(pile, code=card).became is Became.CONFLICT
    reopen(pile)
    assert all_of(desk, ResponseRevision) == []
    assert desk.key(pile).became is Became.RESPONSE
    assert len(all_of(desk, Response)) == 2


def test_a_sheet_of_somebody_who_took_their_answers_back_can_be_keyed_with_another_code(desk, reopen):
    one, other = desk.cards(2)
    desk.answer("ann", "pre", card=one)
    with desk.database.transaction() as db:
        withdraw_answers(db, one, now=desk.clock())
    pile = desk.pile(3)
    assert desk.key(pile, code=one).became is Became.WITHDRAWN
    reopen(pile)
    assert desk.key(pile, code=other).became is Became.RESPONSE


def test_a_sheet_keyed_twice_is_keyed_twice_again(desk, reopen):
    pile = desk.pile(20)
    desk.key(pile)
    desk.key(pile)
    reopen(pile)
    assert desk.key(pile, bt1=9).standing is SheetStanding.TO_KEY_AGAIN
    with desk.database.reading() as db:
        assert keying_errors(db, [desk.experiment(db).id]).sheets == 0


def test_the_reason_is_written_down(desk, reopen):
    pile = desk.pile(3)
    desk.key(pile)
    reopen(pile, reason="  Question 4 and 5 were swapped ")
    with desk.database.reading() as db:
        (entry,) = [each for each in latest_entries(db, limit=20) if each.action == "sheet reopened"]
    assert (entry.details["reason"], entry.actor) == ("Question 4 and 5 were swapped", "Mair")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_sheet_is_not_reopened_without_a_reason(desk, reopen, reason):
    pile = desk.pile(3)
    desk.key(pile)
    with pytest.raises(Refused, match="Say why"):
        reopen(pile, reason=reason)


def test_a_sheet_that_is_not_settled_is_not_reopened(desk, reopen):
    with pytest.raises(Refused, match="not settled"):
        reopen(desk.pile(3))


def test_nothing_is_reopened_once_the_data_are_frozen(desk, reopen):
    pile = desk.pile(3)
    desk.key(pile)
    with desk.database.transaction() as db:
        freeze(db, desk.experiment(db), at=desk.clock())
    with pytest.raises(Refused, match="frozen"):
        reopen(pile)
