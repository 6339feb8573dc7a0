"""A study with one chapter and one experiment, and a way to answer without the pages."""

import random
import uuid

import pytest

from evaluation.models import Participant, Response, Wave
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.studies import add_study
from evaluation.store.studies.waves import waves_of


@pytest.fixture
def experiment(database, clock):
    """An experiment of common-ground in a study of its own."""
    with database.transaction() as db:
        study = add_study(db, "Across Difference", now=clock())
        chapter = add_chapter(db, study, name="Caer Lliw", now=clock())
        version = version_in_use(db, "common-ground", 1, now=clock())
        return add_experiment(
            db, chapter, title="Mill Hall", kind="weaving_trust", version=version, now=clock(), rng=random.Random(1)
        )


@pytest.fixture
def answer(database, clock, experiment):
    """Store a response of a person at a wave, as the pages would."""
    people: dict[str, uuid.UUID] = {}

    def store(person: str, wave: str, **answers: object) -> None:
        with database.transaction() as db:
            row: Wave = waves_of(db, experiment)[wave]
            if person not in people:
                people[person] = uuid.uuid4()
                db.add(Participant(id=people[person], experiment_id=experiment.id, created_at=clock()))
                db.flush()
            db.add(
                Response(
                    experiment_id=experiment.id, wave_id=row.id, participant_id=people[person],
                    instrument_version_id=row.instrument_version_id, language="en", answers=answers, digest="d",
                    receipt="r", submitted_at=clock(),
                )
            )  # fmt: skip
        clock.advance(seconds=90)

    store.people = people
    return store
