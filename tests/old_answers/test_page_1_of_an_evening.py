"""Page 1 of the report of an evening from a file says what was not asked, and claims no plan that nobody can show."""

import pytest

from evaluation.impact_report.language.language import Language
from evaluation.impact_report.layout.first_page import first_page
from tests.importing.brought_words import words_of
from tests.old_answers.files_of_an_evening import CODE, files_of
from tests.old_answers.test_an_outcome_of_one_chapter import people_moving
from tests.old_answers.test_questions_that_files_lack import draft_of

LACKING = ("bt1", "bt2", "bt3")


@pytest.fixture
def draft(sqlite_archive):
    return draft_of(sqlite_archive, sqlite_archive.put(files_of(people_moving({"cg": 1}, seed=3), without=LACKING)))


def test_the_margin_is_named_and_not_said_to_have_been_looked_for(draft):
    said = words_of(draft)
    assert "points we set out to look for" not in said
    assert "points named as worth counting" in said


def test_page_1_says_what_was_not_asked(draft):
    language = Language("en")
    lede = " ".join(language.say(each) for each in first_page(draft, language).lede)
    assert "Not asked, or by too few of its questions for a score: trust in people from other communities." in lede


def test_it_says_by_which_column_people_were_joined(draft):
    assert f"People in the files were joined by “{CODE}”." in words_of(draft)
