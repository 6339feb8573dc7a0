"""The end of a study's memory questions: their keys are destroyed, and their hashes fit nobody any more."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Study
from evaluation.storage.database import Database
from evaluation.storage.keys import shred_key, there_is
from evaluation.storage.settings import Settings
from evaluation.store.linking.memory_keys import memory_answers, remembering_experiments, taking_answers
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.key_marks import destroyed_keys, links_of, mark_destroyed

DESTROYED = "keys destroyed"
"""What the audit log calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DestroyedKey:
    """The key of one experiment's memory questions, and how many responses it was for."""

    experiment: uuid.UUID
    title: str
    name: str
    responses: int


def keys_to_destroy(db: Session, study: Study, *, now: datetime) -> list[DestroyedKey]:
    """What destroying a study's keys would destroy; refused while people may still answer."""
    if titles := taking_answers(db, now=now, study=study):
        raise Refused(
            f"People may still answer at {', '.join(titles)}: close every wave of {study.name}, and run this again "
            "once its time for late forms is over."
        )
    return [
        DestroyedKey(
            experiment=experiment.id,
            title=experiment.title,
            name=links_of(experiment.id),
            responses=memory_answers(db, experiment.id),
        )
        for experiment in remembering_experiments(db, study)
    ]


def note_destroyed(db: Session, study: Study, *, by: RecordedActor) -> list[DestroyedKey]:
    """Note in a transaction that a study's keys are gone; the files go after it, with `shred_destroyed`.

    Joins that were made stand. Nobody can be joined any more, and no guess can be tried against what is kept.
    """
    found = keys_to_destroy(db, study, now=by.now)
    for each in found:
        mark_destroyed(db, each.name, now=by.now)
    if found:
        about = {"keys": [each.name for each in found], "responses": sum(each.responses for each in found)}
        by.note(db, DESTROYED, f"study {study.id}", **about)
    return found


def shred_destroyed(settings: Settings, database: Database) -> list[str]:
    """Remove the file of every key that is noted as destroyed; their names. It may be done again after a crash."""
    with database.reading() as db:
        gone = [name for name in destroyed_keys(db) if there_is(settings, name)]
    for name in gone:
        shred_key(settings, name)
    return gone


def destroy_study_keys(
    settings: Settings, database: Database, study: uuid.UUID, *, by: RecordedActor
) -> list[DestroyedKey]:
    """Destroy the keys of a study's memory questions for good: what was destroyed, nothing where none was left."""
    with database.transaction() as db:
        found = note_destroyed(db, db.get_one(Study, study), by=by)
    shred_destroyed(settings, database)
    return found
