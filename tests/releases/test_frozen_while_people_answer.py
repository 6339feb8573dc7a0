"""A release is computed while people answer: only keeping it locks anybody out, and what changed meanwhile stops it."""

from datetime import timedelta
from importlib import import_module

import pytest

from evaluation.domain.errors import Refused
from evaluation.models import Release
from evaluation.reports.releases import freeze_release as report_frozen
from evaluation.reports.releases.freeze_release import of_experiments
from evaluation.reports.releases.release_jobs import run_freeze
from evaluation.reports.releases.release_steps import WantedRelease, freeze_release, put_out_release
from evaluation.store.releases.releases import ReleaseScope
from evaluation.store.reports.subject import ReportSubject
from evaluation.store.studies.waves import open_wave
from evaluation.web.app import Services
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import KEY, Fieldwork
from tests.releases.kept import begun, typed

AT_ONCE = 0.2
"""Seconds that a writer waits here, of the many that a computation might take: none, where nothing is locked."""


@pytest.fixture
def fieldwork(database, clock):
    """Thirty people at a workshop, and one at another that goes on, on each engine."""
    found = Fieldwork(database, clock)
    found.evening("Mill Hall", 30, answering=ITEMS)
    found.evening("Chapel", 1, answering=ITEMS)
    return found


def during(monkeypatch, name, happens):
    """Something happens in the middle of a computation; the command has its own name for it already, and keeps it."""
    import_module("evaluation.cli.results.release")
    computing = getattr(report_frozen, name)

    def computed(*given, **about):
        happens()
        return computing(*given, **about)

    monkeypatch.setattr(report_frozen, name, computed)


def wanted(fieldwork, *titles):
    def gather(db):
        rows = [db.merge(fieldwork.experiments[each], load=True) for each in titles]
        return of_experiments(db, rows, public=False)

    return WantedRelease(gather=gather, key=KEY, now=fieldwork.clock(), by="Ann")


def answers_elsewhere(fieldwork):
    """Somebody answers at the other workshop, at once or not at all."""
    patient, fieldwork.database = fieldwork.database, fieldwork.database.with_patience(AT_ONCE)
    try:
        fieldwork.evening("Chapel", 1, answering=ITEMS)
    finally:
        fieldwork.database = patient


def numbers(fieldwork):
    with fieldwork.database.reading() as db:
        return [each.number for each in db.query(Release).order_by(Release.number)]


def test_somebody_answers_elsewhere_while_a_release_is_computed(fieldwork, monkeypatch):
    during(monkeypatch, "released_report", lambda: answers_elsewhere(fieldwork))
    freeze_release(fieldwork.database, wanted(fieldwork, "Mill Hall"))
    assert len(fieldwork.tokens["Chapel"]) == 2
    assert numbers(fieldwork) == [1]


def test_somebody_answers_elsewhere_while_the_files_of_a_release_are_written(fieldwork, monkeypatch):
    monkeypatch.setattr(report_frozen, "RELEASE_FORMATS", ("html",))
    frozen = freeze_release(fieldwork.database, wanted(fieldwork, "Mill Hall")).release
    during(monkeypatch, "files", lambda: answers_elsewhere(fieldwork))
    put_out_release(fieldwork.database, frozen.id, clock=fieldwork.clock, by="Ann")
    assert len(fieldwork.tokens["Chapel"]) == 2


def test_of_two_releases_at_once_that_each_alone_may_be_the_second_is_refused(fieldwork, monkeypatch):
    fieldwork.evening("Chapel", 14, answering=ITEMS)
    more = [wanted(fieldwork, "Mill Hall", "Chapel")]

    def freeze_both():
        if more:
            freeze_release(fieldwork.database, more.pop())

    during(monkeypatch, "released_report", freeze_both)
    with pytest.raises(Refused, match="Ask for it again"):
        freeze_release(fieldwork.database, wanted(fieldwork, "Mill Hall"))
    assert numbers(fieldwork) == [1]


def test_what_somebody_took_back_meanwhile_is_not_frozen(fieldwork, monkeypatch):
    during(monkeypatch, "released_report", lambda: fieldwork.withdraw("Mill Hall"))
    with pytest.raises(Refused, match="Ask for it again"):
        freeze_release(fieldwork.database, wanted(fieldwork, "Mill Hall"))
    assert numbers(fieldwork) == []


def test_the_command_line_lets_people_answer_while_it_computes(migrated_sqlite, tmp_path, monkeypatch):
    monkeypatch.setattr(report_frozen, "RELEASE_FORMATS", ("html",))
    with begun(migrated_sqlite, tmp_path / "home") as fieldwork:
        fieldwork.evening("Mill Hall", 30, answering=ITEMS)
        fieldwork.evening("Chapel", 1, answering=ITEMS)
        during(monkeypatch, "released_report", lambda: answers_elsewhere(fieldwork))
        during(monkeypatch, "files", lambda: answers_elsewhere(fieldwork))
        typed(fieldwork, "make", str(fieldwork.experiments["Mill Hall"].id))
        typed(fieldwork, "put-out", "1")
    assert len(fieldwork.tokens["Chapel"]) == 3


@pytest.fixture
def evenings(sqlite_database, clock):
    """Thirty people at one workshop."""
    found = Fieldwork(sqlite_database, clock)
    found.evening("Mill Hall", 30, answering=ITEMS)
    return found


@pytest.fixture
def services(sqlite_settings, sqlite_database, clock):
    """What the job is given."""
    return Services(sqlite_settings, sqlite_database, clock)


def frozen(services, evenings, folder, *, meanwhile=lambda: None):
    """Freeze the workshop; something happens while its figures are computed."""
    about = ReportSubject(scope=ReleaseScope.EXPERIMENT, id=evenings.experiments["Mill Hall"].id)
    asked = {**about.as_arguments(), "public": False, "by": "eva", "asked_at": services.clock().isoformat()}
    run_freeze(services, asked, folder=folder, step=lambda number, *_: meanwhile() if number == 3 else None)


def reopen(services, evenings):
    """An organiser opens After again."""
    with services.database.transaction() as db:
        here = db.merge(evenings.experiments["Mill Hall"])
        open_wave(db, here, kind="post", now=services.clock() + timedelta(minutes=1))


def releases(services):
    with services.database.reading() as db:
        return db.query(Release).count()


def test_a_wave_that_is_reopened_meanwhile_stops_the_freezing(services, evenings, tmp_path):
    with pytest.raises(Refused, match="Mill Hall"):
        frozen(services, evenings, tmp_path, meanwhile=lambda: reopen(services, evenings))
    assert releases(services) == 0


def test_somebody_who_withdraws_meanwhile_stops_it_too(services, evenings, tmp_path):
    with pytest.raises(Refused):
        frozen(services, evenings, tmp_path, meanwhile=lambda: evenings.withdraw("Mill Hall"))
    assert releases(services) == 0


def test_what_nobody_touches_is_frozen(services, evenings, tmp_path):
    frozen(services, evenings, tmp_path)
    assert releases(services) == 1
