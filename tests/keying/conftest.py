"""A hall with paper forms, and somebody who keys them."""

import pytest

from evaluation.store.keying import Keyed, decide, differences, key_sheet
from evaluation.store.paper import Keyer
from evaluation.store.sheets import add_batch, batch_of
from tests.linking.conftest import KEY, Room

ANSWERS = {"bt1": 4, "bt2": 5, "bt3": "declined", "cg2": 6}


class Desk(Room):
    """The hall and a desk at which its paper forms are keyed."""

    account = None

    def keyer(self):
        return Keyer(by=self.by("Mair", self.account), cards_key=KEY, links_key=KEY, rng=self.rng)

    def pile(self, sheets, kind="pre"):
        with self.database.transaction() as db:
            return add_batch(db, self.experiment(db), kind=kind, sheets=sheets, keyer=self.keyer()).id

    def key(self, pile, sheet=1, *, code="", texts=None, memory=None, **changed):
        answers = {name: value for name, value in {**ANSWERS, **changed}.items() if value is not None}
        keyed = Keyed(code=code, answers=answers, texts=texts or {}, memory=memory or {})
        return self.at(pile, key_sheet, sheet=sheet, keyed=keyed, keyer=self.keyer())

    def decide(self, pile, sheet=1, **chosen):
        return self.at(pile, decide, sheet=sheet, chosen=chosen, keyer=self.keyer())

    def differences(self, pile, sheet=1):
        return self.at(pile, differences, sheet=sheet)

    def at(self, pile, deed, **about):
        with self.database.transaction() as db:
            return deed(db, batch_of(db, self.experiment(db), batch=pile), **about)


@pytest.fixture
def desk(database, clock):
    return Desk(database, clock)
