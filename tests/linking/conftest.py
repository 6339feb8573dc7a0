"""A hall whose people answer memory questions, and a reviewer."""

import random
import uuid

import pytest
from sqlalchemy import select

from evaluation.models import Card
from evaluation.storage.keyring import links_key
from evaluation.store.linking.memory_questions import ELEMENTS, keep_memory
from evaluation.store.linking.review_queue import suggest
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from evaluation.store.reports.frames import responses_frame
from evaluation.store.responses.consents import begin_with_card
from evaluation.store.responses.responses import record_response
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import wave_counts
from tests.hall import Hall

KEY = b"k" * 32
LOG_KEY = b"l" * 32
ANN = dict(zip(ELEMENTS, ("m", "14", "2", "l", "07"), strict=True))
BEA = dict(zip(ELEMENTS, ("s", "3", "0", "k", "55"), strict=True))


class Room(Hall):
    """The hall, with everybody's participant by the name that a test gives them."""

    def __init__(self, settings, database, clock):
        super().__init__(database, clock, random.Random(9))
        self.settings = settings
        self.people: dict[str, uuid.UUID] = {}

    def by(self, name="account", account=None):
        return RecordedActor(actor=Actor(name, account), log_key=LOG_KEY, now=self.clock())

    def experiment(self, db):
        return experiment_named(db, self.words)

    def answer(self, name, wave, *, memory=None, card=None, answers=None):
        """Somebody answers a wave, as somebody new or with a card; their participant is known by name."""
        response, person = self._begin(wave, card)
        with self.database.transaction() as db:
            assert record_response(db, self.submission(response, wave, answers), now=self.clock()).outcome == "new"
            if memory:
                keep_memory(db, response, given=memory, key=self.links_key(db))
        self.people[name] = person
        self.clock.advance(seconds=30)

    def links_key(self, db):
        """The key of this evening's memory questions, which its home makes with the first answer."""
        return links_key(db, self.settings, self.experiment(db).id, now=self.clock())

    def _begin(self, wave, card):
        evening = self.evening()
        with self.database.transaction() as db:
            if card:
                begun = begin_with_card(
                    db, evening, wave=evening.waves[wave], token=card, key=KEY, agreement=self.agreement()
                )
                return begun.response, begun.participant
        response = self.begin(wave)
        return response, uuid.uuid5(response, "participant")

    def token_of(self, name):
        """The code that somebody holds."""
        with self.database.reading() as db:
            return db.scalars(select(Card.token).where(Card.participant_id == self.people[name])).one()

    def act(self, deed, **details):
        with self.database.transaction() as db:
            return deed(db, self.experiment(db), by=self.by(), **details)

    def pair(self, before, after):
        return {"before": self.people[before], "after": self.people[after]}

    def see(self):
        """All that a link can change: the queue, the counts and the frame."""
        with self.database.reading() as db:
            experiment = self.experiment(db)
            frame = responses_frame(db, [experiment.id])
            return suggest(db, experiment), wave_counts(db, [experiment.id])[experiment.id], frame.to_csv()


@pytest.fixture
def room(settings, database, clock):
    return Room(settings, database, clock)


@pytest.fixture
def sqlite_room(sqlite_settings, sqlite_database, clock):
    return Room(sqlite_settings, sqlite_database, clock)
