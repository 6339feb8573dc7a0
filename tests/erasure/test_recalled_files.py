"""Packages and drafts that hold somebody's answers or words go when these are taken back, and staff are told."""

import uuid
from datetime import timedelta

import pytest

from evaluation.cli.operations.worker import HANDLERS
from evaluation.evaluators.shown_results import _front_page, front_page, results_of
from evaluation.export.export_job import ask_for_export
from evaluation.jobs import artefacts
from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.queue import open_queue
from evaluation.jobs.worker import work_off
from evaluation.models import Job, JobState, ReleaseScope
from evaluation.reports.report_job import ask_for_report
from evaluation.store.log.audit_entries import Actor, add_entry
from evaluation.store.reports.recalled_jobs import pending_erasures, recalled_jobs
from evaluation.store.reports.subject import ReportSubject
from evaluation.store.responses.withdrawals import withdraw_answers
from tests.erasure.byte_canaries import canary, found_in
from tests.export.conftest import study_in

KEY = b"k" * 32


@pytest.fixture
def study(tmp_path, migrated_sqlite):
    """Three evenings; at one of them three people wrote words that they let be quoted and a person released.

    Whichever of them a draft quotes, by lot, it holds the marked word.
    """
    study = study_in(tmp_path / "home", migrated_sqlite)
    study.word = canary()
    for number in range(3):
        study.person("Vestry", text=f"{study.word} {number}", released=True, role="guest")
    study.card = study.tokens["Vestry"][-1]
    yield study
    study.database.close()


def made(study, ask):
    """A job that was asked for, done."""
    queue = open_queue(study.services.settings)
    job = ask(queue)
    queue.close()
    study.clock.advance(minutes=1)
    work_off(WorkerContext(services=study.services, handlers=HANDLERS))
    assert row(study, job.id).state == JobState.DONE, row(study, job.id).message
    study.clock.advance(hours=1)
    return job.id


def export_of(study):
    return made(study, lambda queue: ask_for_export(study.services, queue, study=study.study.id, by="Eva"))


def draft_of(study, title):
    about = ReportSubject(scope=ReleaseScope.EXPERIMENT, id=study.experiments[title].id)
    return made(
        study, lambda queue: ask_for_report(study.services, queue, about=about, formats=("html", "json"), by="Eva")
    )


def row(study, job):
    with study.database.reading() as db:
        return db.get_one(Job, job)


def withdrawn(study):
    with study.database.transaction() as db:
        withdraw_answers(db, study.card, now=study.clock())


def holding(study):
    return found_in(artefacts.root(study.services.settings), [study.word.encode()])


def test_a_package_and_a_draft_that_quotes_go_and_whoever_has_a_copy_is_listed(study):
    package, draft = export_of(study), draft_of(study, "Vestry")
    kept = artefacts.folder_of(study.services.settings, row(study, draft).artefact)
    assert front_page(kept) is not None
    eva = uuid.uuid4()
    with study.database.transaction() as db:
        about = {"actor": Actor("account", eva), "action": "export downloaded", "subject": f"job {package}"}
        add_entry(db, KEY, now=study.clock(), **about)
    assert len(holding(study)) >= 2, "the control: both hold the words, the package within its zip"
    withdrawn(study)
    assert len(holding(study)) >= 2, "the control: deleting the rows leaves the files as they were"
    assert erase_withdrawn(study.services)
    assert holding(study) == {}
    assert [row(study, each).artefact for each in (package, draft)] == [None, None]
    with study.database.reading() as db:
        listed = recalled_jobs(db, now=study.clock())
    assert {each.job.id: [copy.account_id for copy in each.copies] for each in listed} == {package: [eva], draft: []}
    results_of(study.services.settings, [], chapters={})
    assert _front_page.cache_info().currsize == 0


@pytest.mark.long
def test_without_words_a_draft_stands_since_its_figures_are_of_enough_people(study):
    draft = draft_of(study, "Mill Hall")
    study.card = study.tokens["Mill Hall"][0]
    withdrawn(study)
    assert erase_withdrawn(study.services)
    assert row(study, draft).artefact is not None


@pytest.fixture
def begun(study):
    """An export that a worker is at, since a minute."""
    queue = open_queue(study.services.settings)
    job = ask_for_export(study.services, queue, study=study.study.id, by="Eva").id
    queue.close()
    change(study, job, state=JobState.RUNNING.value, started_at=study.clock())
    partial = artefacts.begin_artefact(study.services.settings, row(study, job).content_hash, attempt=1)
    (partial / "half.csv").write_text(study.word)
    return job


def change(study, job, **values):
    with study.database.transaction() as db:
        found = db.get_one(Job, job)
        for name, value in values.items():
            setattr(found, name, value)


def test_what_is_being_made_meanwhile_is_waited_for_and_then_goes(study, begun):
    withdrawn(study)
    assert not erase_withdrawn(study.services)
    with study.database.reading() as db:
        assert len(pending_erasures(db)) == 1
    hashed = row(study, begun).content_hash
    partial = next(artefacts.root(study.services.settings).glob("*partial*"))
    artefacts.place_artefact(study.services.settings, hashed, folder=partial)
    change(study, begun, state=JobState.DONE.value, artefact=hashed, finished_at=study.clock())
    assert erase_withdrawn(study.services)
    assert (holding(study), row(study, begun).recalled_at) == ({}, study.clock())


def test_what_was_stopped_half_way_leaves_no_half_behind(study, begun):
    change(study, begun, state=JobState.STOPPED.value)
    withdrawn(study)
    assert len(holding(study)) == 1
    assert erase_withdrawn(study.services)
    assert holding(study) == {}


def test_what_was_begun_afterwards_stays(study, begun):
    withdrawn(study)
    change(study, begun, started_at=study.clock.now + timedelta(minutes=3))
    assert erase_withdrawn(study.services)
    assert row(study, begun).state == JobState.RUNNING
