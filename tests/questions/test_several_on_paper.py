"""Several answers on paper: boxes with figures, keyed all in one field, twice and compared."""

import random

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from evaluation.fieldwork.paper.keyed_fields import keyed_fields
from evaluation.fieldwork.paper.keying_pages import _meant
from evaluation.models import OpenAnswer, Response
from evaluation.questionnaire.form import check
from evaluation.questionnaire.paper_figures import value_keyed
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion
from evaluation.store.paper.double_entry import Keyed, key_sheet
from tests.paper.conftest import Desk
from tests.questions.asked import VERSION, evening_that_asks

LANGUAGES = VERSION.formats_by_id["languages"]
ASKED = AskedVersion(version=VERSION, wave="pre", language="en", place="Leicester")


def test_the_sheet_has_boxes_with_figures_a_line_for_words_and_says_that_several_may_be_marked():
    page = " ".join(paper_form(ASKED, FormDetails(title="A walk")).split())
    assert "Mark all that apply." in page
    assert '<i class="box"></i><small class="keyed">5</small> None of these' in page
    assert 'Another: please say <p class="lines"></p>' in page


@pytest.mark.parametrize("keyed", ["1 3", "1,3", " 1 , 3 "])
def test_figures_are_keyed_with_blanks_or_commas_between(keyed):
    assert value_keyed(LANGUAGES, keyed) == "english arabic"


def test_a_figure_of_none_is_refused():
    sent = _meant(VERSION, MultiDict({"langs": "1 9"}))
    assert check(VERSION, "pre", sent=sent).faults == {"langs": "Choose from the answers shown."}


def test_the_fields_are_the_boxes_the_words_and_whether_these_may_be_quoted(walk, phone):
    with phone.client.application.test_request_context():
        fields = keyed_fields(VERSION, "pre", place="Leicester")
    assert [field.name for field in fields[-4:]] == ["langs", "langs-other", "langs-other-quote", "since"]
    assert fields[-4].hint.startswith("all that are marked, such as 1 3, of 1 English, 2 Welsh")
    assert fields[-1].hint == "day, month and year, such as 14/5/2026, or d"


class WalkDesk(Desk):
    """A desk at which the forms of the walk are keyed."""

    def __init__(self, settings, database, clock):  # its evening is another than that of a desk
        self.settings, self.database, self.clock, self.rng = settings, database, clock, random.Random(9)
        self.words = evening_that_asks(database, clock, self.rng)
        self.open("pre")

    def read(self, pile, *, account, **answers):
        words = {name: answers.pop(name) for name in ("langs-other",) if name in answers}
        self.account = account
        return self.keyed_at(pile, key_sheet, sheet=1, keyed=Keyed(answers=answers, texts=words))


@pytest.fixture
def desk(settings, database, clock):
    return WalkDesk(settings, database, clock)


def test_two_who_read_other_boxes_are_asked_and_what_was_decided_is_kept_with_the_words(desk):
    pile, marked = desk.pile(20), {"langs-other-quote": 1}
    desk.read(pile, account=None, langs="english another", **marked, **{"langs-other": "Somali"})
    desk.read(pile, account=None, langs="english", **marked, **{"langs-other": "Somali"})
    (difference,) = desk.differences(pile)
    assert (difference.field, difference.first, difference.second) == ("langs", "english another", "english")
    desk.decide(pile, langs="english another")
    with desk.database.reading() as db:
        assert db.scalars(select(Response.answers)).one() == {"langs": "english another"}
        words = db.execute(select(OpenAnswer.item, OpenAnswer.text, OpenAnswer.may_quote)).one()
    assert tuple(words) == ("langs-other", "Somali", True)
