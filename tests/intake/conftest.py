"""The evening and its phones, and what a process lets in, whose time is told."""

import uuid

import pytest

from evaluation.participants_app import participants_app
from evaluation.store.intake.attempts import attempts_since
from evaluation.store.intake.set_aside import people_set_aside
from evaluation.survey.starts.flood_limits import FloodLimits
from evaluation.survey.starts.signed_start import signed_start
from evaluation.web.app import Services
from tests.hall import Hall, Phone

JSON = {"Accept": "application/json"}
AGREED = "?o=1&consent=1&lang=en"
"""What the address says of whoever agreed without signal."""


class Door(Hall):
    """The evening with its application, whose limits know the time that a test tells."""

    def __init__(self, settings, database, clock):
        super().__init__(database, clock)
        self.app = participants_app(Services(settings, database, clock))
        self.app.testing = True
        self.seconds = 0.0
        self.app.extensions["weaving_flood_limits"] = FloodLimits(seconds=lambda: self.seconds)

    def phone(self, **headers):
        return Phone(self.app, **headers)

    def signed(self, wave="pre", words=""):
        with self.app.app_context():
            return signed_start(words or self.words, wave, now=self.clock())

    def send(self, response=None, answers=None, *, agreed=AGREED, wave="pre", **headers):
        """Answers come under an identity that nobody began, from a phone of its own."""
        address = f"/{self.words}/{wave}/en/{response or uuid.uuid4()}{agreed}"
        return self.phone(cookies=False).post(
            address, {"bt1": "7"} if answers is None else answers, **(headers or JSON)
        )

    def set_aside(self):
        with self.database.reading() as db:
            return dict(people_set_aside(db, self.evening().experiment))

    def tried(self, words=None):
        with self.database.reading() as db:
            return dict(attempts_since(db, self.clock(), words=self.words if words is None else words))


@pytest.fixture
def door(settings, database, clock):
    """The evening on either engine."""
    return Door(settings, database, clock)


@pytest.fixture
def sqlite_door(sqlite_settings, sqlite_database, clock):
    """The evening on SQLite, for what does not depend on the engine."""
    return Door(sqlite_settings, sqlite_database, clock)
