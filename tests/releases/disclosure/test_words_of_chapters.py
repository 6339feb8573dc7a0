"""A chapter's words beside a release: nobody's are lost, none are erased unasked, and what is typed is given back."""

import re
from html import unescape

import pytest

from evaluation.store.releases.releases import show_to_chapters, statements_of
from evaluation.web.app import Services
from tests.releases.conftest import Fieldwork
from tests.staff_pages import Desk, token_in

FIRST, SECOND = "We met and will meet again.", "It was loud, and it was good."


class WordsPage:
    """Somebody of the chapter with the page of the release open."""

    def __init__(self, client, release, chapter):
        self.client, self.address = client, f"/reports/releases/{release.id}"
        self.sends_to = f"{self.address}/words/{chapter.id}"
        self.read(client.get(self.address))

    def read(self, answer):
        self.status, self.page = answer.status_code, unescape(answer.text)
        self.box = re.search(r'<textarea[^>]*name="words"[^>]*>\n?(.*?)</textarea>', self.page, re.DOTALL)
        shown = re.search(r'name="before" value="([^"]*)"', answer.text)
        self.fields = {"csrf_token": token_in(answer.text), **({"before": unescape(shown[1])} if shown else {})}

    def keep(self, words, **chosen):
        sent = self.client.post(self.sends_to, data={**self.fields, "words": words, **chosen})
        self.read(self.client.get(sent.location) if sent.status_code == 303 else sent)
        return sent.status_code


@pytest.fixture
def fieldwork(sqlite_database, clock):
    """An evening whose release is with its chapter."""
    found = Fieldwork(sqlite_database, clock)
    found.evening("Mill Hall", 12)
    found.shown = found.release().row
    with sqlite_database.transaction() as db:
        show_to_chapters(db, found.shown, now=clock(), by="Mair")
    return found


@pytest.fixture
def chapter(fieldwork):
    """The chapter of the evening."""
    return fieldwork.chapters["Caer"]


@pytest.fixture
def opened(sqlite_settings, sqlite_database, clock, fieldwork, chapter):
    """The page of the release, opened by somebody else of the chapter each time."""
    here = fieldwork.experiments["Mill Hall"]
    desk = Desk(
        Services(sqlite_settings, sqlite_database, clock),
        fieldwork.study,
        chapter,
        fieldwork.chapters["Ynys"],
        here,
        here,
    )
    return lambda: WordsPage(desk.signed_in("organiser", chapter=chapter), fieldwork.shown, chapter)


@pytest.fixture
def kept(fieldwork):
    """The words that stand beside the release now."""

    def read():
        with fieldwork.database.reading() as db:
            return statements_of(db, fieldwork.shown).get("Caer", "")

    return read


def test_where_two_keep_words_both_are_shown_and_the_first_ones_stay(opened, kept):
    ann, bea = opened(), opened()
    assert (ann.keep(FIRST), bea.keep(SECOND)) == (303, 409)
    assert ("This was saved after you had opened this page" in bea.page, FIRST in bea.page, bea.box[1]) == (
        True,
        True,
        SECOND,
    )
    assert kept() == FIRST


@pytest.mark.parametrize(("choice", "stands"), [("theirs", FIRST), ("yours", SECOND)])
def test_whose_words_stand_is_chosen(opened, kept, choice, stands):
    ann, bea = opened(), opened()
    ann.keep(FIRST)
    bea.keep(SECOND)
    assert (bea.keep(SECOND, **{"keep.words": choice}), kept()) == (303, stands)


def test_a_page_that_was_not_typed_into_changes_nothing_of_what_was_kept_meanwhile(opened, kept):
    ann, bea = opened(), opened()
    ann.keep(FIRST)
    bea.keep("")
    assert kept() == FIRST


def test_words_are_asked_about_before_they_are_removed(opened, kept):
    page = opened()
    page.keep(FIRST)
    assert (page.keep(""), kept()) == (422, FIRST)
    assert ("Remove the words of Caer?" in page.page, FIRST in page.page) == (True, True)


def test_words_that_are_removed_are_said_to_be(opened, kept):
    page = opened()
    page.keep(FIRST)
    page.keep("")
    assert (page.keep("", remove="yes"), kept()) == (303, "")
    assert ("Removed." in page.page, "Kept." in page.page, "Words taken back" in page.page) == (True, False, True)


def test_an_empty_box_where_no_words_were_is_not_said_to_be_kept(opened):
    page = opened()
    assert (page.keep(" "), "Kept." in page.page) == (303, False)
    assert "so nothing has changed" in page.page


def test_words_that_are_too_many_are_given_back_with_how_many_there_may_be(opened, kept):
    page, many = opened(), " ".join(["word"] * 101)
    assert (page.keep(many), page.box[1], kept()) == (422, many, "")
    assert "A chapter has 100 words; these are 101." in page.page


def test_how_many_words_there_may_be_and_are_stands_below_the_box_before_they_are_sent(opened):
    page = opened()
    assert ("<b>0</b>" in page.page, "of at most 100 words" in page.page) == (True, True)
    page.keep("one two\n three")
    assert "<b>3</b>" in page.page
