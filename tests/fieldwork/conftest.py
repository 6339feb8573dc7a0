"""A desk, an organiser of the northern chapter, and a hall whose people answer."""

import itertools
import random
import uuid

import pytest

from evaluation.models import Experiment, Participant, Response
from evaluation.storage.database import open_database
from evaluation.store.responses.join_page import evening_at
from evaluation.store.studies.waves import waves_of
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

    def answered_twice(self, count):
        """People who answered enough, before and after, for a release to be made of them."""
        rng = random.Random(5)
        with self.database.transaction() as db:
            waves = waves_of(db, db.get_one(Experiment, self.id))
            people = [
                Participant(id=uuid.uuid4(), experiment_id=self.id, created_at=self.clock()) for _ in range(count)
            ]
            db.add_all(people)
            db.flush()
            for person, wave in itertools.product(people, (waves["pre"], waves["post"])):
                db.add(
                    Response(
                        experiment_id=self.id, wave_id=wave.id, participant_id=person.id,
                        instrument_version_id=wave.instrument_version_id, language="en",
                        answers={item: rng.randint(1, 7) for item in ("bt1", "bt2", "bt3", "cg2", "cg3")},
                        digest="d", receipt="r", submitted_at=self.clock(),
                    )
                )  # fmt: skip

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
