"""A study into which old answers are put."""

import hashlib
import random
from datetime import date

import pytest
from sqlalchemy import func, select

from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from evaluation.models import Experiment, Response
from evaluation.reports.brought.forms_from_files import every_item, forms_from_files
from evaluation.storage.keys import key
from evaluation.store.from_file.evening_from_file import OldAnswers, store_evening
from evaluation.store.from_file.removed_file_evening import take_out
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.studies import add_study
from tests.old_answers.files_of_an_evening import VERSION, files_of

DAY = date(2024, 5, 14)


class Archive:
    """Somebody who has files of old evenings, and a study for them."""

    def __init__(self, settings, database, clock):
        self.settings, self.database, self.clock, self.rng = settings, database, clock, random.Random(3)
        with database.transaction() as db:
            self.study = add_study(db, "Across Difference", now=clock())
            self.chapter = add_chapter(db, self.study, name="North", now=clock())

    @property
    def by(self):
        return RecordedActor(actor=Actor("account"), log_key=key(self.settings, "audit"), now=self.clock())

    def forms(self, files, *, named=None, part=""):
        grids = read_files(files)
        return forms_from_files(
            understand(grids, source=every_item(VERSION), named=named or {}), grids, VERSION, part=part
        )

    def put(self, files=None, *, title="Old hall", held_on=DAY, part="", named=None, **about):
        """Put files in; the id of the evening that they are."""
        files = files or files_of()
        found = self.forms(files, named=named, part=part)
        digests = {each.name: hashlib.sha256(each.content).hexdigest() for each in files}
        about |= {"people": found.people, "columns": found.columns, "joined_by": found.joined_by}
        answers = OldAnswers(title=title, held_on=held_on, files=digests, part=part, **about)
        with self.database.transaction() as db:
            version = version_in_use(db, "common-ground", 1, now=self.clock())
            return store_evening(db, self.chapter, version, answers, by=self.by, rng=self.rng).id

    def take_out(self, experiment):
        with self.database.transaction() as db:
            return take_out(db, db.get_one(Experiment, experiment), by=self.by)

    def stored(self):
        """How many evenings and how many forms there are."""
        with self.database.reading() as db:
            return tuple(db.scalar(select(func.count()).select_from(model)) for model in (Experiment, Response))


@pytest.fixture
def archive(settings, database, clock):
    return Archive(settings, database, clock)


@pytest.fixture
def sqlite_archive(sqlite_settings, sqlite_database, clock):
    return Archive(sqlite_settings, sqlite_database, clock)
