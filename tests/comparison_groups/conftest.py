"""A study of three chapters, each with a workshop and a comparison group, made and answered through the real pages."""

import random
import uuid

import pytest

import instruments
from evaluation.demonstration.browser import forms_of
from evaluation.models import Experiment, Study
from evaluation.participants_app import participants_app
from evaluation.storage.database import open_database
from evaluation.store.linking.cards import issue_cards
from evaluation.store.reports.gather import gather_chapter, gather_study
from evaluation.store.studies.chapters import add_chapter
from tests.conftest import StandingClock
from tests.first_version import only_first_version
from tests.homes import copied_home
from tests.staff_pages import desk_of, post

VERSION = instruments.load("common-ground", 1)
SCORED = {item for scale in VERSION.scales for item in scale.items}
PEOPLE = 9
ROSE_BY = 3
"""What people rise by at a workshop, in points of each answer; those of a comparison group stay where they are."""


class ComparedStudy:
    """What an organiser makes of it and presses, and what people answer on their phones."""

    def __init__(self, desk, clock):
        self.desk, self.clock, self.rng = desk, clock, random.Random(3)
        self.organiser, self.services = desk.signed_in("organiser"), desk.services
        with self.services.database.transaction() as db:
            study = db.get_one(Study, desk.study.id)
            self.chapters = [desk.north, desk.south, add_chapter(db, study, name="West", now=clock())]
        self.phones = participants_app(self.services)

    def made(self, chapter, title, role):
        """An experiment that an organiser makes."""
        fields = {
            "title": title,
            "date": f"{self.clock().date()}",
            "kind": "weaving_trust",
            "role": role,
            "another": "yes",
        }
        sent = post(self.organiser, "/experiments/new", page="/experiments/new", chapter=str(chapter.id), **fields)
        assert sent.status_code == 303, sent.text
        with self.services.database.reading() as db:
            return db.get_one(Experiment, _id_in(sent.headers["Location"]))

    def held(self, experiment, *, people=PEOPLE, rise=0):
        """So many people answer before and after, and rise by so much."""
        with self.services.database.transaction() as db:
            row = db.get_one(Experiment, experiment.id)
            cards = issue_cards(db, row, count=people, now=self.clock(), rng=self.rng)
            tokens = list(cards)
        levels = [self.rng.randint(2, 4) for _ in tokens]
        for wave, rose in (("pre", 0), ("post", rise)):
            self._press(experiment, wave, "open")
            for token, level in zip(tokens, levels, strict=True):
                self._answer(token, wave, level + rose)
            self._press(experiment, wave, "close")

    def whole(self):
        """A workshop and a comparison group in each chapter."""
        with only_first_version():  # as the desk's own experiment, so that one instrument reads the whole export
            for chapter in self.chapters:
                self.held(self.made(chapter, f"{chapter.name} workshop", "workshop"), rise=ROSE_BY)
                self.held(self.made(chapter, f"{chapter.name} readers", "comparison"))
        return self

    def gathered(self, db):
        return gather_study(db, db.get_one(Study, self.desk.study.id))

    def gathered_chapter(self, db, chapter):
        return gather_chapter(db, db.merge(chapter))

    def _press(self, experiment, wave, move):
        self.clock.advance(minutes=21)
        sent = post(self.organiser, f"/experiments/{experiment.id}/waves/{wave}/{move}")
        assert sent.status_code == 303, sent.text

    def _answer(self, token, wave, level):
        client = self.phones.test_client()
        page = client.get(f"/c/{token}", follow_redirects=True)
        for _ in range(4):
            form = next(each for each in forms_of(page.text) if each.method == "post")
            asked = [item for item in VERSION.questions(wave) if item.id in form.offered and item.id in SCORED]
            sent = dict(form.given)
            for item in asked:
                limits = VERSION.format_of(item).limits
                sent |= {item.id: str(min(limits[1], level + self.rng.randint(0, 2)))} if limits else {}
            address = form.action or page.request.path
            page = client.post(address, data=sent, follow_redirects=True)
            assert page.status_code == 200, page.text
            if asked:
                return
        raise AssertionError(page.text)


def _id_in(address):
    return uuid.UUID(address.rpartition("/")[2])


@pytest.fixture(scope="session")
def study(tmp_path_factory, migrated_sqlite):
    """The whole study, answered, for tests that only look at it."""
    settings, clock = copied_home(migrated_sqlite, tmp_path_factory.mktemp("compared") / "home"), StandingClock()
    database = open_database(settings)
    yield ComparedStudy(desk_of(settings, database, clock), clock).whole()
    database.close()


@pytest.fixture
def small(sqlite_settings, sqlite_database, clock):
    """The same on SQLite, for what does not depend on the engine."""
    return ComparedStudy(desk_of(sqlite_settings, sqlite_database, clock), clock)


@pytest.fixture
def empty_on_postgresql(postgresql_settings, clock):
    """The study before anything is planned in it, on the other engine."""
    database = open_database(postgresql_settings)
    yield ComparedStudy(desk_of(postgresql_settings, database, clock), clock)
    database.close()
