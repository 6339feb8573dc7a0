"""A study whose people differ in language, role and how they answered, ready to be exported."""

import random
import uuid

import pytest

import instruments
from evaluation.export.export_job import read_and_pack
from evaluation.models import Card, InstrumentVersion, OpenAnswer, Participant, Response
from evaluation.storage.database import open_database
from evaluation.store.studies.waves import waves_of
from evaluation.web.app import Services
from tests.conftest import StandingClock
from tests.homes import copied_home
from tests.releases.conftest import Fieldwork

VERSION = instruments.load("common-ground", 1)
FORMULA = '=HYPERLINK("http://x.example","look")'


class Study(Fieldwork):
    """Fieldwork with answers that the questionnaire allows, some of them declined."""

    def person(
        self, title, *, language="en", mode="phone", role=None, text=None, released=False, waves=("pre", "post")
    ):
        """Somebody comes to an evening that was held, and answers."""
        experiment, person, token = self.experiments[title], uuid.uuid4(), f"S{next(self.numbers):08d}"
        with self.database.transaction() as db:
            db.add(Participant(id=person, experiment_id=experiment.id, role=role, created_at=self.clock()))
            db.flush()
            db.add(Card(experiment_id=experiment.id, participant_id=person, token=token, issued_at=self.clock()))
            for kind in waves:
                self._response(db, experiment, person, kind, language=language, mode=mode, text=text, released=released)
        self.tokens.setdefault(title, []).append(token)
        return person

    def _response(self, db, experiment, person, kind, *, language, mode, text, released):
        wave, response = waves_of(db, experiment)[kind], uuid.uuid4()
        version = instruments.load("common-ground", db.get_one(InstrumentVersion, wave.instrument_version_id).number)
        asked = [item for item in version.questions(kind) if version.format_of(item).limits]
        answers = {item.id: self.rng.randint(*version.format_of(item).limits) for item in asked}
        answers["df1"] = "declined" if self.rng.random() < 0.2 else answers["df1"]
        del answers["ag2"]
        db.add(
            Response(
                id=response, experiment_id=experiment.id, wave_id=wave.id, participant_id=person,
                instrument_version_id=wave.instrument_version_id, language=language, mode=mode, answers=answers,
                digest="d", receipt="r", submitted_at=self.clock(),
            )
        )  # fmt: skip
        db.flush()
        if text and kind == "post":
            db.add(
                OpenAnswer(
                    response_id=response, item="op1", text=text, may_quote=released,
                    released_at=self.clock() if released else None,
                )
            )  # fmt: skip


def study_in(home, template):
    """A study on a database of its own: 26 people at one evening, four at another of the same chapter, 24 elsewhere.

    Two of them speak Welsh; one has words that were released and could act, one has words that were not.
    """
    settings, clock = copied_home(template, home), StandingClock()
    database = open_database(settings)
    study = Study(database, clock)
    study.rng = random.Random(11)
    for title, size, chapter in (("Mill Hall", 26, "Caer"), ("Quay", 4, "Caer"), ("Vestry", 22, "Ynys")):
        study.evening(title, 0, chapter=chapter)
        for number in range(size):
            study.person(title, language="cy" if title == "Mill Hall" and number < 2 else "en", role="guest")
    study.person("Vestry", text="I was lonely.", role="guest")
    study.person("Vestry", text=FORMULA, released=True, role="guest")
    study.services = Services(settings, database, clock)
    return study


def exported(study):
    """The files of a study's package."""
    return read_and_pack(study.services, study.study.id, step=lambda *_: None)


@pytest.fixture
def study(tmp_path, migrated_sqlite):
    """A study for a test that changes it."""
    study = study_in(tmp_path / "home", migrated_sqlite)
    yield study
    study.database.close()


@pytest.fixture(scope="session")
def exports(tmp_path_factory, migrated_sqlite):
    """Two exports of one study, and the study."""
    study = study_in(tmp_path_factory.mktemp("study") / "home", migrated_sqlite)
    yield exported(study), exported(study), study
    study.database.close()


@pytest.fixture(scope="session")
def package(exports):
    """The files of a study's package."""
    return exports[0]
