"""A published version's page tells of whom a question is asked, what stands before one, and each kind of consent."""

import instruments
from evaluation.store.instruments.publishing import Why, publish
from tests.hall import NOON
from tests.questions.following import TEXT_THAT_FOLLOWS

KINDS = 'online = ["The call is not recorded."]\nparent = ["Your parent knows of this."]\n'
HEADED = 'label = "Met again"\nsection = "Since then"\n'
VERSION = instruments.parse(
    TEXT_THAT_FOLLOWS.replace('agree = "Yes"', f'{KINDS}agree = "Yes"').replace('label = "Met again"\n', HEADED)
)


def test_all_of_it_is_on_the_page(researcher, desk):
    with desk.services.database.transaction() as db:
        publish(db, VERSION, why=Why(by="somebody", reason="First.", reasons={}), now=NOON)
    page = " ".join(researcher.get("/instruments/walk/1").text.split())
    assert "<i>Since then</i>" in page
    assert "Asked if again is answered with 1, 2." in page
    assert '<p>At a meeting online:</p> <ul lang="en"><li>The call is not recorded.</li></ul>' in page
    assert "<li>Your parent knows of this.</li>" in page
