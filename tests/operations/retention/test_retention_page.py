"""The administrator's page: what ends when, how much is due, and a press that is meant."""

import json

from sqlalchemy import select, text

from evaluation.cli.operations.worker import HANDLERS
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.worker import work_off
from evaluation.models import AuditEntry, Job, JobState, Role
from tests.people.conftest import desk
from tests.staff_pages import post

AT = "/retention"
__all__ = ["desk"]


def make_due(desk):
    """A study whose last day has passed, with something left of it: notes of an evening."""
    with desk.services.database.transaction() as db:
        db.execute(text("UPDATE study SET who_asks = :said"), {"said": json.dumps({"keep_until": "2026-05-01"})})
        db.execute(text("UPDATE experiment SET notes = 'Mair was unwell.'"))


def jobs(desk):
    with desk.services.database.reading() as db:
        return list(db.scalars(select(Job)))


def test_until_somebody_says_so_answers_are_kept_and_nothing_is_due(desk):
    page = desk.signed_in(Role.ADMINISTRATOR).get(AT).text
    assert ["nobody has said" in page, "Nothing is due." in page, "Delete what is due" in page] == [True, True, False]


def test_a_press_without_a_tick_is_asked_for_it_and_ends_nothing(desk):
    make_due(desk)
    browser = desk.signed_in(Role.ADMINISTRATOR)
    answer = post(browser, AT, page=AT)
    assert (answer.status_code, "Tick that you mean it" in answer.text, jobs(desk)) == (422, True, [])


def test_a_press_that_is_meant_is_done_by_a_worker_in_the_name_of_who_pressed(desk):
    make_due(desk)
    person = desk.person(Role.ADMINISTRATOR)
    browser = desk.as_person(person)
    assert "due now" in browser.get(AT).text
    for _ in range(2):
        assert post(browser, AT, page=AT, confirmed="1").status_code == 303
    (job,) = jobs(desk)
    assert "What is due is being deleted now." in browser.get(AT).text
    desk.services.database.close()
    work_off(WorkerContext(services=desk.services, handlers=HANDLERS))
    (job,) = jobs(desk)
    assert (job.state, job.message) == (JobState.DONE, "")
    page = desk.signed_in(Role.ADMINISTRATOR).get(AT).text  # the session of May is over by the worker's clock
    assert ["Last done" in page, "Nothing is due." in page] == [True, True]
    with desk.services.database.reading() as db:
        found = db.scalars(select(AuditEntry).where(AuditEntry.action.startswith("retention"))).all()
        assert {each.account_id for each in found} == {person.id}
        assert [each.action for each in found].count("retention asked for") == 1
        assert db.execute(text("SELECT count(*) FROM experiment WHERE notes <> ''")).scalar_one() == 0


def test_whoever_administers_a_chapter_alone_is_told_why_not(desk):
    answer = desk.signed_in(Role.ADMINISTRATOR, chapter=desk.north).get(AT)
    assert (answer.status_code, "takes a role that reaches everywhere" in answer.text) == (403, True)


def test_the_page_of_chapters_leads_there(desk):
    assert "How long things are kept" in desk.signed_in(Role.ADMINISTRATOR).get("/places").text
