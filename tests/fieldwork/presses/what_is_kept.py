"""What the program has kept of an evening, beside what a model of it says."""

import uuid

from sqlalchemy import text

from evaluation.models import Experiment
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.rounds import rounds_of
from evaluation.store.studies.waves import waves_of

ANSWERS = text(
    "SELECT wave.kind, count(*) FROM response JOIN wave ON wave.id = response.wave_id "
    "WHERE response.experiment_id = :one AND submitted_at IS NOT NULL GROUP BY wave.kind"
)
LAST_ENTRY = text("SELECT coalesce(max(number), 0) FROM audit_entry")
ENTRIES = text("SELECT number, action FROM audit_entry WHERE number > :last AND subject = :about")
PRESSES = text("SELECT id FROM wave_press WHERE experiment_id = :one ORDER BY number")


class WhatIsKept:
    """One evening in the database, and how far its log has been read."""

    def __init__(self, database, clock, experiment):
        self.database, self.clock, self.experiment = database, clock, experiment
        with database.reading() as db:
            self.entries = db.execute(LAST_ENTRY).scalar_one()
        self.last_action = ""

    def compare(self, model, *, sent, entries, story):
        """It stands where the model does, has as many answers as were sent, and so many entries more in its log."""
        one = {"one": self.experiment.hex}
        with self.database.reading() as db:
            stands = self._stands(db)
            answers = dict(db.execute(ANSWERS, one).all())
            about = {"last": self.entries, "about": f"experiment {self.experiment}"}
            logged = db.execute(ENTRIES, about).all()
            if not all(press.id for press in model.presses):
                _name(model.presses, [str(uuid.UUID(each)) for each in db.scalars(PRESSES, one)])
        wanted = (
            model.state,
            {kind: (wave.ever, wave.closed) for kind, wave in model.waves.items()},
            model.held,
            _told(model.rounds, self.clock.now),
        )
        assert stands == wanted, story
        assert answers == dict(sent), story
        assert len(logged) == entries, (story, logged)
        for number, self.last_action in logged:
            self.entries = max(self.entries, number)

    def _stands(self, db):
        row = db.get_one(Experiment, self.experiment)
        waves = waves_of(db, row)
        return (
            state_of(row, waves).value,
            {kind: (wave.opened_at is not None, wave.closed_at is not None) for kind, wave in waves.items()},
            bool(row.options.get("hold_after")),
            _told(rounds_of(db, row), self.clock.now),
        )


def _told(rounds, now):
    return rounds.total, rounds.number, str(rounds.phase(now)), rounds.left(now)


def _name(presses, identities):
    """A press is known by what the database calls it, in their order."""
    assert len(presses) == len(identities)
    for press, identity in zip(presses, identities, strict=True):
        press.id = identity
