"""A release on pages from frozen to out: made by the worker, shown to its chapters, given their words, put out."""

import re
from datetime import timedelta

import pytest

from evaluation.app import Parts
from evaluation.cli.worker import BODIES
from evaluation.clock import now_utc
from evaluation.jobs.worker import work_off
from evaluation.jobs.working import Workshop
from evaluation.models import Release
from evaluation.store.heard import heard_at
from evaluation.store.releases import events_of
from tests.conftest import StandingClock
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import Fieldwork
from tests.staff_desk import Desk, post

WORDS = "We met and will meet again."


@pytest.fixture
def clock():
    """Nine days ago: the worker's own clock says today."""
    standing = StandingClock()
    standing.now = now_utc() - timedelta(days=9)
    return standing


@pytest.fixture
def evenings(sqlite_database, clock):
    """Thirty people in each of two chapters."""
    found = Fieldwork(sqlite_database, clock)
    found.evening("Mill Hall", 30, answering=ITEMS)
    found.evening("Vestry", 30, chapter="Ynys", answering=ITEMS)
    return found


@pytest.fixture
def desk(sqlite_settings, sqlite_database, clock, evenings):
    """The staff's pages over these evenings."""
    return Desk(
        Parts(sqlite_settings, sqlite_database, clock),
        evenings.study,
        evenings.chapters["Caer"],
        evenings.chapters["Ynys"],
        evenings.experiments["Mill Hall"],
        evenings.experiments["Vestry"],
    )


@pytest.fixture
def evaluator(desk):
    """An evaluator of everything."""
    return desk.signed_in("evaluator")


@pytest.fixture
def worker(desk):
    """Do what the pages asked for."""
    return lambda: work_off(Workshop(parts=desk.parts, bodies=BODIES))


@pytest.fixture
def release(desk, evaluator, worker, evenings):
    """The study frozen from its page: the address of the release."""
    post(evaluator, f"/reports/studies/{evenings.study.id}/freeze")
    worker()
    with desk.parts.database.reading() as db:
        return f"/reports/releases/{db.query(Release).one().id}"


def happened(desk):
    with desk.parts.database.reading() as db:
        return [event.kind for event in events_of(db, db.query(Release).one())]


def test_a_chapter_sees_a_release_once_it_is_shown_and_gives_its_own_words_alone(desk, evaluator, release):
    organiser = desk.signed_in("organiser", chapter=desk.north)
    hidden = organiser.get(release).status_code
    post(evaluator, f"{release}/show")
    post(organiser, f"{release}/words/{desk.north.id}", page=release, words=WORDS)
    another = post(organiser, f"{release}/words/{desk.south.id}", page=release, words="Not ours.").status_code
    assert (hidden, another, happened(desk)) == (404, 404, ["shown", "words"])
    assert WORDS in organiser.get(release).text


def test_it_is_put_out_after_its_chapters_have_had_their_days_with_their_words_in_its_files(
    desk, evaluator, release, worker
):
    post(evaluator, f"{release}/show")
    post(evaluator, f"{release}/words/{desk.north.id}", page=release, words=WORDS)
    desk.parts.clock.advance(days=9)
    evaluator = desk.signed_in("evaluator")
    post(evaluator, f"{release}/put-out", page=release)
    worker()
    page = evaluator.get(release).text
    assert "This is out and cannot be changed" in page
    with evaluator.get(re.search(r'href="([^"]+/report\.html)"', page)[1]) as file:
        assert WORDS in file.text
    with desk.parts.database.reading() as db:
        assert WORDS in heard_at(db, desk.here.id).told_in("en").own_words[0]
