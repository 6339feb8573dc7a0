"""An evening from a file whose answers were taken out stays so, and no draft that told of them gives its files."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.evaluators.artefact_list import tells_of
from evaluation.models import Experiment, Job, JobState
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.evening.cancelled_evenings import take_archiving_back, take_cancelling_back
from evaluation.store.from_file.removed_file_evening import evenings_from_files, take_out, taken_out
from tests.old_answers.test_put_in_on_a_page import Keeper
from tests.old_answers.test_taken_out_again import drafted
from tests.staff_pages import desk_of, post

BACK = ("It takes place after all", "Put it back into the lists")


@pytest.fixture
def emptied(sqlite_archive):
    """An evening that a draft told of and whose answers were taken out two hours after they were stored."""
    evening = sqlite_archive.put()
    drafted(sqlite_archive, evening)
    sqlite_archive.clock.advance(hours=2)
    sqlite_archive.take_out(evening)
    return evening


@pytest.mark.parametrize("take_back", [take_cancelling_back, take_archiving_back])
def test_it_is_not_put_back(sqlite_archive, emptied, take_back):
    empty = pytest.raises(Refused, match="Old hall came from a file and were taken out: it stays empty")
    with sqlite_archive.database.transaction() as db, empty:
        take_back(db, db.get_one(Experiment, emptied), by=sqlite_archive.by)


def test_one_that_was_put_back_earlier_is_still_taken_out_and_in_no_list_of_evenings_from_files(
    sqlite_archive, emptied
):
    with sqlite_archive.database.transaction() as db:
        row = db.get_one(Experiment, emptied)
        row.cancelled_at = row.archived_at = None
    with sqlite_archive.database.reading() as db:
        assert [each.experiment for each in taken_out(db, [emptied])] == [str(emptied)]
        assert evenings_from_files(db, RoleScope(everywhere=True)) == []


@pytest.mark.parametrize(
    ("job_of", "begun", "told"),
    [
        (("report", "evening"), 1, True),
        (("report", "chapter"), 1, True),
        (("report", "study"), 1, True),
        (("export", "study"), 1, True),
        (("report", "study"), -1, False),
        (("report", "study"), 3, False),
        (("report", "other"), 1, False),
        (("release", "study"), 1, False),
    ],
)
def test_drafts_of_its_chapter_and_study_that_were_made_while_the_answers_were_there_told_of_it(
    sqlite_archive, emptied, job_of, begun, told
):
    archive, (kind, about) = sqlite_archive, job_of
    subjects = {"evening": emptied, "chapter": archive.chapter.id, "study": archive.study.id, "other": uuid.uuid4()}
    made = archive.clock() - timedelta(hours=2 - begun)
    arguments = {"subject": str(subjects[about]), "scope": about}
    job = Job(kind=kind, state=JobState.DONE, artefact="0" * 64, arguments=arguments)
    job.requested_at = job.started_at = job.finished_at = made
    with archive.database.reading() as db:
        assert tells_of(job, taken_out(db, list(subjects.values()))) is told


def test_a_draft_of_some_other_evenings_of_its_chapter_did_not_tell_of_it(sqlite_archive, emptied):
    chapter = sqlite_archive.chapter.id
    arguments = {"subject": str(chapter), "scope": "chapter", "experiments": [str(uuid.uuid4())]}
    job = Job(kind="report", state=JobState.DONE, artefact="0" * 64, arguments=arguments)
    with sqlite_archive.database.reading() as db:
        assert not tells_of(job, taken_out(db, [chapter]))


@pytest.fixture
def desk(sqlite_settings, sqlite_database, clock):
    return desk_of(sqlite_settings, sqlite_database, clock)


def test_its_pages_offer_no_way_back_and_a_press_is_refused_in_a_sentence(desk, clock, sqlite_archive):
    keeper = Keeper(desk)
    stored = keeper.store(keeper.page_of_evening(instrument="common-ground/1")).location
    evening = uuid.UUID(stored.rpartition("/")[2])
    drafted(SimpleNamespace(database=desk.services.database, clock=clock), evening)
    with desk.services.database.transaction() as db:
        take_out(db, db.scalars(select(Experiment).where(Experiment.id == evening)).one(), by=sqlite_archive.by)
    organiser = desk.signed_in("organiser", chapter=desk.north)
    for page in (stored, f"/experiments/{evening}/remove"):
        assert [words for words in BACK if words in organiser.get(page).text] == []
    for how in ("cancel", "archive"):
        answer = post(organiser, f"/experiments/{evening}/{how}/undo", page=stored)
        assert "were taken out: it stays empty and out of the lists" in answer.text
    assert "take-out" not in keeper.page("/bring")
