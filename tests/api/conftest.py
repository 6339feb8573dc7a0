"""Programs with tokens of people, before the whole application as it is served; and a release that is out."""

import random
import uuid
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from types import SimpleNamespace

import pytest
from werkzeug.test import Client

import instruments
from evaluation.api.api_app import api_app
from evaluation.application import application_for
from evaluation.models import Experiment, Happening, Job, JobState, Release, ReleaseEvent
from evaluation.reports.releases.freeze_release import of_experiments
from evaluation.reports.releases.release_steps import WantedRelease, freeze_release
from evaluation.store.accounts.api_tokens import TokenScope, WantedToken, make_token
from evaluation.store.accounts.people import EVERYWHERE
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.studies import add_study
from evaluation.web.app import combined
from tests.mounted import Mounted
from tests.releases.conftest import Fieldwork
from tests.releases.kept import begun
from tests.staff_pages import desk_of

SCALES = instruments.scoring_key(instruments.load("common-ground", 1))
ITEMS = tuple(dict.fromkeys(item for scale in SCALES for item in scale["items"]))


@dataclass
class Program:
    """A program that sends somebody's token with each request."""

    client: Client
    token: str

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def ask(self, method, path, *, headers=None, **sent):
        address = path if path.startswith("/") else f"/api/v1/{path}"
        carried = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        return self.client.open(address, method=method, headers=carried, buffered=True, **sent)


def nothing(_environ, start_response):
    start_response("404 Not Found", [])
    return []


class Programs:
    """The API as it is mounted, people, and programs of theirs."""

    def __init__(self, settings, database, clock):
        self.desk = desk_of(settings, database, clock)
        self.services = self.desk.services

    @cached_property
    def application(self):
        """The API alone, where it is served."""
        return combined(nothing, nothing, api=api_app(self.services))

    @cached_property
    def whole(self):
        """The pages beside it, with people who use them."""
        found = Mounted.__new__(Mounted)
        found.desk, found.services, found.application = self.desk, self.services, application_for(self.services)
        return found

    def token(self, account, *, scopes=tuple(TokenScope), days=30, place=EVERYWHERE):
        """A token of somebody's: its row and its secret."""
        wanted = WantedToken(name="Dashboard", scopes=scopes, days=days, place=place)
        with self.services.database.transaction() as db:
            return make_token(db, account, wanted, now=self.services.clock())

    def program(self, *roles, scopes=tuple(TokenScope), place=EVERYWHERE, **scope):
        """A program of somebody new with these roles."""
        _row, secret = self.token(self.desk.person(*roles, **scope), scopes=scopes, place=place)
        return self.with_token(secret)

    def with_token(self, secret):
        return Program(Client(self.application), secret)


@pytest.fixture
def mounted(settings, database, clock):
    """The API on either engine, with two chapters."""
    return Programs(settings, database, clock)


@pytest.fixture
def on_sqlite(sqlite_settings, sqlite_database, clock):
    """The same on SQLite, for what does not depend on the engine."""
    return Programs(sqlite_settings, sqlite_database, clock)


@pytest.fixture(scope="session")
def frozen(migrated_sqlite, tmp_path_factory):
    """The aggregates of a release of 26 people, as they are frozen."""
    with begun(migrated_sqlite, tmp_path_factory.mktemp("frozen") / "home") as fieldwork:
        fieldwork.evening("Mill Hall", 26, answering=ITEMS)
        fieldwork.clock.advance(days=30)

        def gather(db):
            return of_experiments(db, [db.get_one(Experiment, fieldwork.experiments["Mill Hall"].id)], public=False)

        wanted = WantedRelease(gather=gather, key=b"k" * 32, now=fieldwork.clock(), by="Ann")
        made = freeze_release(fieldwork.database, wanted).release
        yield SimpleNamespace(aggregates=made.aggregates, sha256=made.aggregates_sha256)


class AtDesk(Fieldwork):
    """Fieldwork at an experiment that is there already."""

    def __init__(self, programs, experiment):
        self.database, self.clock = programs.services.database, programs.services.clock
        self.rng, self.numbers, self.halves, self.ago = random.Random(5), iter(range(1000)), [], timedelta()
        with self.database.transaction() as db:
            self.experiments, self.tokens = {"Hall": db.merge(experiment)}, {}


def elsewhere_of(programs):
    """Another study with a chapter and an experiment."""
    now = programs.services.clock()
    with programs.services.database.transaction() as db:
        study = add_study(db, "Another Study", now=now)
        chapter = add_chapter(db, study, name="Faraway", now=now)
        version = version_in_use(db, "common-ground", 1, now=now)
        about = {"kind": "weaving_trust", "version": version, "now": now, "rng": random.Random(8)}
        far = add_experiment(db, chapter, title="Faraway Hall", date=now.date(), **about)
    return SimpleNamespace(study=study, chapter=chapter, experiment=far)


def released(programs, experiment, frozen, *, number, out=True, scope="experiment", subject=None):
    """A release of an experiment's people, put out unless it is not `out`; its id."""
    now, row = programs.services.clock(), uuid.uuid4()
    with programs.services.database.transaction() as db:
        about = {"plan_number": 1, "plan_digest": "d", "instruments": {}, "code_version": "0.1.0", "seed": 1}
        db.add(
            Release(
                id=row, study_id=experiment.study_id, number=number, scope=scope, subject=subject or experiment.id,
                public=False, title=experiment.title, aggregates=frozen.aggregates, aggregates_sha256=frozen.sha256,
                data_sha256="d", template_version="2", page={"used": {str(experiment.id): {}}}, frozen_at=now,
                made_by="Ann", **about,
            )
        )  # fmt: skip
        db.flush()
        if out:
            kind = Happening.RELEASED.value
            db.add(ReleaseEvent(release_id=row, place=1, kind=kind, by="Ann", at=now))
    return row


def made_job(programs, kind, subject):
    """A job that is done and made one file; its id."""
    job, now = uuid.uuid4(), programs.services.clock()
    folder = programs.services.settings.home / "artefacts" / job.hex
    folder.mkdir(parents=True)
    (folder / "report.csv").write_text("figures")
    (folder / "manifest.json").write_text('[{"name": "report.csv", "size": 7, "sha256": "ab"}]')
    with programs.services.database.transaction() as db:
        db.add(
            Job(
                id=job, kind=kind, arguments={"subject": str(subject), "scope": "experiment"}, content_hash=job.hex,
                state=JobState.DONE.value, requested_at=now, finished_at=now, artefact=job.hex,
            )
        )  # fmt: skip
    return job
