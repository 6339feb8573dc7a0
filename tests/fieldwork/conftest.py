"""A desk, an organiser of the northern chapter, and a hall whose people answer."""

import random

import pytest

from evaluation.models import Experiment
from evaluation.storage.database import open_database
from evaluation.store.responses.join_page import evening_at
from tests.hall import Hall, freeze
from tests.mounted import Mounted
from tests.staff_pages import desk_of, post


class Evening(Hall):
    """The desk's northern experiment, with people who answer it."""

    def __init__(self, desk):
        self.desk, self.database, self.clock, self.rng = (
            desk,
            desk.services.database,
            desk.services.clock,
            random.Random(3),
        )
        self.words, self.id = desk.here.slug, desk.here.id

    def row(self) -> Experiment:
        with self.database.reading() as db:
            return db.get_one(Experiment, self.id)

    def change(self, **columns):
        with self.database.transaction() as db:
            row = db.get_one(Experiment, self.id)
            if "frozen_at" in columns:
                freeze(db, row, at=columns.pop("frozen_at"))
            for name, value in columns.items():
                setattr(row, name, value)

    def answered(self, count, wave="pre"):
        from evaluation.store.responses.responses import record_response

        for _ in range(count):
            response = self.begin(wave)
            with self.database.transaction() as db:
                record_response(db, self.submission(response, wave), now=self.clock())

    def wave(self, kind):
        with self.database.reading() as db:
            return evening_at(db, self.words).waves[kind]


@pytest.fixture
def desk(sqlite_settings, clock):
    database = open_database(sqlite_settings)
    yield desk_of(sqlite_settings, database, clock)
    database.close()


@pytest.fixture
def mounted(sqlite_settings, clock):
    """Both applications as production mounts them, over one database."""
    database = open_database(sqlite_settings)
    yield Mounted(sqlite_settings, database, clock)
    database.close()


@pytest.fixture
def evening(desk):
    return Evening(desk)


@pytest.fixture
def organiser(desk):
    return desk.signed_in("organiser", chapter=desk.north)


@pytest.fixture
def press(organiser):
    """Press a button: send the form at an address, as the organiser."""
    return lambda address, **fields: post(organiser, address, **fields)
