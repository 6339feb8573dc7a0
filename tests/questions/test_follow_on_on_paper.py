"""What follows on another question on paper: of whom it is asked, keyed blank, and not asked of the others."""

import random

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from evaluation.fieldwork.paper.keyed_fields import keyed_fields
from evaluation.fieldwork.paper.keying_pages import _meant
from evaluation.models import OpenAnswer, Response
from evaluation.questionnaire.form import check
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion
from evaluation.store.paper.double_entry import Keyed, key_sheet
from tests.paper.conftest import Desk
from tests.questions.asked import evening_that_asks
from tests.questions.following import VERSION_THAT_FOLLOWS


def test_the_sheet_says_of_whom_it_is_asked():
    asked = AskedVersion(version=VERSION_THAT_FOLLOWS, wave="pre", language="en", place="Leicester")
    page = " ".join(paper_form(asked, FormDetails(title="A walk")).split())
    assert '<p class="ask">If you answered “Once / Often” to question 5:</p><h2>How many?</h2>' in page


def test_what_may_be_keyed_says_when_it_stays_blank(asked):
    with asked.client.application.test_request_context():
        fields = {field.name: field for field in keyed_fields(VERSION_THAT_FOLLOWS, "pre", place="Leicester")}
    assert fields["how_many"].hint == "a number, or d; blank unless 5 is “Once / Often”"
    assert fields["kept-quote"].hint.endswith("blank unless 5 is “No”")


def test_what_is_rightly_blank_is_not_asked_about():
    sent = _meant(VERSION_THAT_FOLLOWS, MultiDict({"again": "1", "langs": "1"}))
    read = check(VERSION_THAT_FOLLOWS, "pre", sent=sent)
    assert (read.not_asked, read.fields) == ({"kept", "which"}, {"again": 1, "langs": "english"})


class FollowingDesk(Desk):
    """A desk at which forms are keyed that ask what follows on another question."""

    def __init__(self, settings, database, clock):  # its evening is another than that of a desk
        self.settings, self.database, self.clock, self.rng = settings, database, clock, random.Random(9)
        self.words = evening_that_asks(database, clock, self.rng, version=VERSION_THAT_FOLLOWS)
        self.open("pre")

    def read(self, pile, *, texts=None, **answers):
        return self.keyed_at(pile, key_sheet, sheet=1, keyed=Keyed(answers=answers, texts=texts or {}))


@pytest.fixture
def desk(settings, database, clock):
    return FollowingDesk(settings, database, clock)


def test_what_was_decided_of_the_question_before_decides_whether_it_was_asked(desk):
    pile = desk.pile(20)
    desk.read(pile, again=2, how_many=3)
    desk.read(pile, again=0, how_many=3, texts={"kept": "No time"})
    (difference,) = desk.differences(pile)
    assert difference.field == "again"
    desk.decide(pile, again=0)
    with desk.database.reading() as db:
        assert db.scalars(select(Response.answers)).one() == {"again": 0, "how_many": "not_asked", "which": "not_asked"}


def test_words_of_whoever_was_not_asked_for_them_are_not_kept(desk):
    desk.read(desk.pile(1), again=2, how_many=3, texts={"kept": "No time"})
    with desk.database.reading() as db:
        assert db.scalars(select(OpenAnswer)).all() == []
        assert db.scalars(select(Response.answers)).one()["kept"] == "not_asked"
