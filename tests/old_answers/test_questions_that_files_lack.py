"""An evening from a file that lacks questions takes out no other evening's answers to them, and says so."""

import pytest

from evaluation.models import Experiment, Study
from evaluation.reports.draft_report import draft_report
from evaluation.store.reports.gather import gather_experiment, gather_study
from evaluation.web.app import Services
from tests.importing.brought_words import words_of
from tests.old_answers.files_of_an_evening import LINKED, answers_of, files_of

LACKING = ("cg1", "df2")
MAIN = ("cg2", "cg3", "cg1", "df1", "df2", "an1", "ag1", "ag2")


def drafted(archive, gather):
    services = Services(archive.settings, archive.database, archive.clock)
    return draft_report(services, gather)


def draft_of_study(archive):
    return drafted(archive, lambda db: gather_study(db, db.get_one(Study, archive.study.id)))


def draft_of(archive, evening):
    return drafted(archive, lambda db: gather_experiment(db, db.get_one(Experiment, evening)))


def put_two(archive, *, without):
    """A whole evening, and one of others without some questions."""
    archive.put(title="Whole")
    other = files_of(answers_of(seed=8), without=without)
    return archive.put(other, title="Lacking")


def test_an_evening_that_lacks_questions_leaves_the_others_answers_to_them(archive):
    put_two(archive, without=LACKING)
    found = draft_of_study(archive).measured
    assert (found["bridging_trust"].n, found["closeness"].n, found["difference"].n) == (2 * LINKED, LINKED, LINKED)


def test_its_own_report_says_that_they_were_not_asked_and_holds_nothing_back(sqlite_archive):
    report = draft_of(sqlite_archive, put_two(sqlite_archive, without=LACKING))
    said = words_of(report)
    assert "Not asked, or by too few of its questions for a score: closeness and understanding of difference." in said
    assert [words for words in ("Held back, so that nobody", "too few to report") if words in said] == []


def test_a_question_without_the_others_of_its_outcome_is_told_of_by_itself(sqlite_archive):
    report = draft_of(sqlite_archive, put_two(sqlite_archive, without=LACKING))
    assert report.measured["df1"].n == LINKED
    assert "Life is different for others" in words_of(report)


@pytest.mark.parametrize("without", [MAIN])
def test_an_evening_without_one_main_outcome_is_reported_by_the_other(sqlite_archive, without):
    report = draft_of(sqlite_archive, put_two(sqlite_archive, without=without))
    assert list(report.measured) == ["bridging_trust"]
    assert report.measured["bridging_trust"].n == LINKED
