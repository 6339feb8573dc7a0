"""Who is in a release, from people who answer and withdraw on a real database."""

import json

import pytest
from sqlalchemy import text

from evaluation.domain.errors import Refused
from evaluation.models import Experiment
from tests.releases.conftest import HOPE, TRUST


def test_twenty_two_are_released_and_four_wait_and_three_more_make_twenty_nine(fieldwork):
    fieldwork.evening("Mill Hall", 22)
    fieldwork.evening("Quay", 4)
    first = fieldwork.release()
    assert (first.people, first.waiting) == (22, 4)
    fieldwork.evening("Chapel", 3)
    second = fieldwork.release()
    assert (second.people, second.waiting) == (29, 0)


def test_a_withdrawal_waits_for_five_others_and_blocks_nothing_for_ever(fieldwork):
    fieldwork.evening("Mill Hall", 22)
    fieldwork.release()
    fieldwork.withdraw("Mill Hall")
    with pytest.raises(
        Refused, match=r"“All” of 14 May 2026 stands in the way.*once at least 5 people have answered since"
    ) as refused:
        fieldwork.release()
    assert "few people have come or taken their answers back" in str(refused.value)
    fieldwork.evening("Quay", 5)
    assert fieldwork.release().people == 26


def test_of_two_that_were_told_together_one_alone_is_refused_with_the_name_of_the_other(on_sqlite):
    on_sqlite.evening("Mill Hall", 3)
    on_sqlite.evening("Quay", 4)
    on_sqlite.release()
    with pytest.raises(Refused, match="“All” of 14 May 2026 told of it together with Quay: alone"):
        on_sqlite.release("Mill Hall")
    assert on_sqlite.release("Mill Hall", "Quay").people == 7


def test_four_can_be_held_back_with_one_who_withdrew(on_sqlite):
    on_sqlite.evening("Mill Hall", 22)
    on_sqlite.release()
    on_sqlite.withdraw("Mill Hall")
    assert on_sqlite.release(hold_back=True).people == 17


def test_a_public_release_asks_for_ten(on_sqlite):
    on_sqlite.evening("Mill Hall", 22)
    on_sqlite.evening("Quay", 7)
    assert on_sqlite.release().people == 29
    assert on_sqlite.release(public=True).people == 22


def test_people_without_both_forms_are_in_no_release(on_sqlite):
    on_sqlite.evening("Mill Hall", 22)
    with on_sqlite.database.transaction() as db:
        db.execute(text("DELETE FROM response WHERE id IN (SELECT min(id) FROM response)"))
        assert len(on_sqlite.choose(db).people) == 21


def test_an_outcome_that_too_few_answered_is_left_out_of_its_chapter(on_sqlite):
    on_sqlite.evening("Mill Hall", 22)
    on_sqlite.evening("Vestry", 8, chapter="Ynys", answering=("bt1", "bt2", "h1"))
    with on_sqlite.database.transaction() as db:
        chosen = on_sqlite.choose(db, outcomes=(TRUST, HOPE))
    assert chosen.outcomes == {"Caer": {"bridging_trust"}, "Ynys": {"bridging_trust", "hope"}}


def test_nobody_stands_in_the_ledger(on_sqlite):
    on_sqlite.evening("Mill Hall", 22)
    on_sqlite.evening("Quay", 6)
    on_sqlite.release(public=False)
    row = on_sqlite.release(public=True).row
    with on_sqlite.database.reading() as db:
        people = [str(each) for each in db.execute(text("SELECT id FROM participant")).scalars()]
        stored = " ".join(map(str, db.execute(text("SELECT * FROM release")).all())).replace("-", "")
    assert json.dumps(row.page)
    assert [each for each in people if each in stored] == []


def test_what_is_released_can_no_longer_be_revised(on_sqlite):
    on_sqlite.evening("Mill Hall", 22)
    on_sqlite.release()
    with on_sqlite.database.reading() as db:
        assert db.get_one(Experiment, on_sqlite.experiments["Mill Hall"].id).frozen_at is not None
