"""A release is within the scope of those whose chapter's people are in it; one of a study, of the study's own."""

import pytest

from evaluation.models import Experiment, ReleaseScope, Study
from evaluation.reports.releases.freeze_release import of_experiments
from evaluation.storage.database import open_database
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.releases.listing import found_under, release_within, releases_within
from evaluation.store.releases.releases import Subject
from evaluation.store.reports.gather import gather_study
from tests.conftest import ENGINES
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import KEY, Fieldwork
from tests.releases.kept import begun, frozen_at_once


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory, migrated_sqlite):
    """Fieldwork and its releases, made once for both tests, which only look at them."""
    with begun(migrated_sqlite, tmp_path_factory.mktemp("released") / "home") as fieldwork:
        yield fieldwork, released(fieldwork)


@pytest.fixture
def on_postgresql(postgresql_settings, clock):
    database = open_database(postgresql_settings)
    fieldwork = Fieldwork(database, clock)
    yield fieldwork, released(fieldwork)
    database.close()


@pytest.fixture(params=ENGINES)
def of_both(request):
    """Fieldwork on each engine, and the rows of its releases by name."""
    return request.getfixturevalue(f"on_{request.param}")


def released(fieldwork):
    """A release of two evenings of one chapter, of one evening of the other, and of the study: their rows by name."""
    for title, chapter in (("Mill Hall", "Caer"), ("Chapel", "Caer"), ("Vestry", "Ynys")):
        fieldwork.evening(title, 12, chapter=chapter, answering=ITEMS)
    with fieldwork.database.transaction() as db:
        frozen = {titles: _of_evenings(db, fieldwork, titles) for titles in (("Mill Hall", "Chapel"), ("Vestry",))}
        gathered = gather_study(db, db.get_one(Study, fieldwork.study.id))
        whole = Subject(scope=ReleaseScope.STUDY, id=fieldwork.study.id, title="All", public=False)
        return {**frozen, ("All",): _frozen(db, gathered, whole, fieldwork.clock())}


def _of_evenings(db, fieldwork, titles):
    chosen = [db.get_one(Experiment, fieldwork.experiments[title].id) for title in titles]
    gathered, subject = of_experiments(db, chosen, public=False)
    return _frozen(db, gathered, subject, fieldwork.clock())


def _frozen(db, gathered, subject, now):
    return frozen_at_once(db, gathered, subject=subject, key=KEY, now=now, by="Mair").release


def test_each_sees_what_its_own_people_are_in_and_the_study_everything(of_both):
    fieldwork, released = of_both
    caer, ynys = (frozenset({fieldwork.chapters[name].id}) for name in ("Caer", "Ynys"))
    scopes = {
        "Caer": RoleScope(chapters=caer),
        "Ynys": RoleScope(chapters=ynys),
        "both": RoleScope(chapters=caer | ynys),
        "study": RoleScope(studies=frozenset({fieldwork.study.id})),
        "everywhere": RoleScope(everywhere=True),
        "nowhere": RoleScope(),
    }
    with fieldwork.database.reading() as db:
        listed = {name: {each.release.number for each in releases_within(db, scope)} for name, scope in scopes.items()}
        opened = {
            name: {row.number for row in released.values() if release_within(db, row.id, scope=scope)}
            for name, scope in scopes.items()
        }
    assert listed == opened
    assert listed == {
        "Caer": {1}, "Ynys": {2}, "both": {1, 2}, "study": {1, 2, 3}, "everywhere": {1, 2, 3}, "nowhere": set(),
    }  # fmt: skip


def test_the_jobs_of_a_set_are_found_under_its_chapter(of_both):
    fieldwork, released = of_both
    with fieldwork.database.reading() as db:
        under = [found_under(db, row) for row in released.values()]
    assert under == [fieldwork.chapters["Caer"].id, fieldwork.experiments["Vestry"].id, fieldwork.study.id]
