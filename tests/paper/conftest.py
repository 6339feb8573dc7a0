"""A hall with paper forms, and somebody who keys them."""

import pytest

from evaluation.store.paper.double_entry import Keyed, key_sheet, keying_differences, settle_sheet
from evaluation.store.paper.paper_responses import Keyer
from evaluation.store.paper.sheets import add_batch, batch_of
from tests.linking.conftest import KEY, Room

ANSWERS = {"bt1": 4, "bt2": 5, "bt3": "declined", "cg2": 6}


class Desk(Room):
    """The hall and a desk at which its paper forms are keyed."""

    account = None

    def keyer(self, db):
        by = self.by("Mair", self.account)
        return Keyer(by=by, cards_key=KEY, links_key=self.links_key(db), rng=self.rng)

    def pile(self, sheets, kind="pre"):
        with self.database.transaction() as db:
            return add_batch(db, self.experiment(db), kind=kind, sheets=sheets, keyer=self.keyer(db)).id

    def key(self, pile, sheet=1, *, code="", texts=None, memory=None, **changed):
        answers = {name: value for name, value in {**ANSWERS, **changed}.items() if value is not None}
        keyed = Keyed(code=code, answers=answers, texts=texts or {}, memory=memory or {})
        return self.keyed_at(pile, key_sheet, sheet=sheet, keyed=keyed)

    def decide(self, pile, sheet=1, **chosen):
        return self.keyed_at(pile, settle_sheet, sheet=sheet, chosen=chosen)

    def differences(self, pile, sheet=1):
        return self.at(pile, keying_differences, sheet=sheet)

    def keyed_at(self, pile, deed, **about):
        with self.database.transaction() as db:
            batch = batch_of(db, self.experiment(db), batch=pile)
            return deed(db, batch, keyer=self.keyer(db), **about)

    def at(self, pile, deed, **about):
        with self.database.transaction() as db:
            return deed(db, batch_of(db, self.experiment(db), batch=pile), **about)


@pytest.fixture
def desk(settings, database, clock):
    return Desk(settings, database, clock)
