"""A study of two chapters whose evenings people come to, answer, and withdraw from, on a real database."""

import json
import random
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from evaluation.cli import weaving
from evaluation.impact_report.formats.json import document
from evaluation.models import (
    Card,
    Experiment,
    Link,
    Method,
    OpenAnswer,
    Participant,
    ReleaseScope,
    Response,
    Return,
    Study,
)
from evaluation.reports.releases.freeze_release import tree_of
from evaluation.reports.releases.serialize import canonical
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.eligibility import WantedReport, choose
from evaluation.store.releases.ledger import ReleasableOutcome
from evaluation.store.releases.releases import FrozenReport, Subject, keep_release, release_numbered
from evaluation.store.responses.promised_days import CHANGEABLE
from evaluation.store.responses.withdrawals import withdraw_answers
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.frozen_waves import reported_waves
from evaluation.store.studies.studies import add_study
from evaluation.store.studies.waves import waves_of

KEY = b"k" * 32
TRUST = ReleasableOutcome(id="bridging_trust", items=("bt1", "bt2", "bt3"), minimum_answered=2 / 3)
HOPE = ReleasableOutcome(id="hope", items=("h1",))


class Fieldwork:
    """What organisers and people do, and what an evaluator asks for."""

    def __init__(self, database, clock):
        self.database, self.clock, self.rng, self.numbers = database, clock, random.Random(5), iter(range(1000))
        self.ago = CHANGEABLE + timedelta(days=1)
        """How long before its answers an evening was: so long that what is made of it may go out at once."""
        with database.transaction() as db:
            self.study = add_study(db, "Across Difference", now=clock())
            self.chapters = {name: add_chapter(db, self.study, name=name, now=clock()) for name in ("Caer", "Ynys")}
            self.version = version_in_use(db, "common-ground", 1, now=clock())
        self.experiments, self.tokens, self.halves = {}, {}, []

    def evening(self, title, size, chapter="Caer", *, answering=("bt1", "bt2", "bt3"), all_say=()):
        """People come to an evening, an old or a new one, and answer before and after; to `all_say` all say 7."""
        with self.database.transaction() as db:
            if title not in self.experiments:
                self.experiments[title] = add_experiment(
                    db, self.chapters[chapter], title=title, kind="weaving_trust", version=self.version,
                    now=self.clock(), rng=self.rng,
                )  # fmt: skip
                self.experiments[title].date = self.clock().date() - self.ago
            waves = waves_of(db, self.experiments[title])
            for _ in range(size):
                self._person(db, title, waves, answering, all_say)
        self.clock.advance(hours=1)

    def _person(self, db, title, waves, answering, all_say):
        experiment, person = self.experiments[title], self._participant(db, title)
        token = f"T{next(self.numbers):08d}"
        db.add(Card(experiment_id=experiment.id, participant_id=person, token=token, issued_at=self.clock()))
        self.tokens.setdefault(title, []).append(token)
        for kind in ("pre", "post"):
            self._answered(db, waves[kind], person, answering, all_say)

    def _participant(self, db, title):
        person = uuid.uuid4()
        db.add(Participant(id=person, experiment_id=self.experiments[title].id, created_at=self.clock()))
        db.flush()
        return person

    def _answered(self, db, wave, person, answering, all_say=()):
        answers = {item: 7 if item in all_say else self.rng.randint(1, 7) for item in answering}
        db.add(
            Response(
                experiment_id=wave.experiment_id, wave_id=wave.id, participant_id=person,
                instrument_version_id=wave.instrument_version_id, language="en", answers=answers,
                digest="d", receipt="r", submitted_at=self.clock(),
            )
        )  # fmt: skip
        db.flush()

    def joined(self, title, count, *, answering=("bt1", "bt2", "bt3")):
        """People answer before and after as two participants, whom somebody joins."""
        self.apart(title, count, answering=answering)
        self.join()

    def apart(self, title, count, *, answering=("bt1", "bt2", "bt3")):
        """People answer before and after as two participants."""
        with self.database.transaction() as db:
            waves = waves_of(db, self.experiments[title])
            for _ in range(count):
                earlier, later = self._participant(db, title), self._participant(db, title)
                self._answered(db, waves["pre"], earlier, answering)
                self._answered(db, waves["post"], later, answering)
                self.halves.append((self.experiments[title].id, earlier, later))
        self.clock.advance(hours=1)

    def join(self):
        """Everybody's halves that lie apart are joined."""
        self.clock.advance(minutes=1)
        with self.database.transaction() as db:
            for experiment, earlier, later in self.halves:
                db.add(
                    Link(
                        experiment_id=experiment, earlier_id=earlier, later_id=later, joined=True, made_by="Ann",
                        method=Method.MEMORY_EXACT, distance=0, made_at=self.clock(),
                    )
                )  # fmt: skip
        self.halves.clear()

    def came_back(self, title, count, *, of, answering=("bt1", "bt2", "bt3")):
        """Holders of cards of an earlier evening come to another one and answer there as well."""
        with self.database.transaction() as db:
            here = waves_of(db, self.experiments[title])
            for token in self.tokens[of][:count]:
                card, person = db.scalars(select(Card).filter_by(token=token)).one(), self._participant(db, title)
                db.add(
                    Return(
                        card_id=card.id, experiment_id=self.experiments[title].id, participant_id=person,
                        came_at=self.clock(),
                    )
                )  # fmt: skip
                for kind in ("pre", "post"):
                    self._answered(db, here[kind], person, answering)
        self.clock.advance(hours=1)

    def months_later(self, title, count, *, answering=("bt1", "bt2", "bt3"), all_say=(), after=0, still_open=False):
        """Some of an evening's people answer once more, those with the first cards or those `after` them.

        Then the follow-up closes, unless it is `still_open`.
        """
        with self.database.transaction() as db:
            wave = waves_of(db, self.experiments[title])["follow_up"]
            held = select(Card.participant_id).where(Card.token.in_(self.tokens[title][after : after + count]))
            wave.opened_at = wave.opened_at or self.clock()
            for person in db.scalars(held).all():
                self._answered(db, wave, person, answering, all_say)
            wave.closed_at = None if still_open else self.clock()
        self.clock.advance(hours=1)

    def wrote(self, title, *texts, released=True):
        """The holders of an evening's last cards write something to be quoted, and somebody releases it."""
        with self.database.transaction() as db:
            post = waves_of(db, self.experiments[title])["post"]
            for token, words in zip(reversed(self.tokens[title]), texts, strict=False):
                person = select(Card.participant_id).where(Card.token == token)
                sent = select(Response).where(Response.participant_id.in_(person), Response.wave_id == post.id)
                db.add(
                    OpenAnswer(
                        response_id=db.scalars(sent).one().id, item="words", text=words, may_quote=True,
                        theme="The room", released_at=self.clock() if released else None,
                    )
                )  # fmt: skip

    def came(self, title, people):
        """So many people are recorded as having come to an evening."""
        with self.database.transaction() as db:
            db.get_one(Experiment, self.experiments[title].id).came = people

    def withdraw(self, title):
        """One of an evening's people withdraws by their card."""
        with self.database.transaction() as db:
            withdraw_answers(db, self.tokens[title].pop(), now=self.clock())

    def choose(self, db, *titles, public=False, hold_back=False, outcomes=(TRUST,)):
        of = [db.get_one(Experiment, self.experiments[title].id) for title in titles or self.experiments]
        wanted = WantedReport(
            study=self.study, experiments=tuple(of), outcomes=tuple(outcomes), needed=("bridging_trust",),
            public=public, hold_back=hold_back,
        )  # fmt: skip
        return choose(db, wanted, key=KEY, now=self.clock())

    def release(self, *titles, public=False, hold_back=False):
        """A release of some evenings, or of all: what was chosen, and the row."""
        self.clock.advance(hours=1)
        with self.database.transaction() as db:
            chosen = self.choose(db, *titles, public=public, hold_back=hold_back)
            made = self._frozen(db, chosen, public=public)
        return SimpleNamespace(people=len(chosen.people), waiting=sum(chosen.decision.waiting.values()), row=made)

    def kept(self, chosen, *, public):
        """A release of those who were chosen, frozen."""
        with self.database.transaction() as db:
            self._frozen(db, chosen, public=public)

    def _frozen(self, db, chosen, *, public):
        return keep_release(
            db, db.get_one(Study, self.study.id), plan=chosen.plan, page=chosen.decision.page,
            subject=Subject(scope=ReleaseScope.STUDY, id=self.study.id, title="All", public=public),
            frozen=FrozenReport(
                aggregates=canonical({"people": len(chosen.people), "words": "ŵ"}), data_sha256="d" * 64,
                instruments={"common-ground/1": self.version.digest}, code_version="0.1.0", renderer=2,
                seed=1,
            ),
            waves=reported_waves(db, [uuid.UUID(each) for each in chosen.decision.page.used]),
            now=self.clock(), by="Mair",
        )  # fmt: skip


def aggregates(fieldwork, number):
    """What report.json says of a release."""
    with fieldwork.database.reading() as db:
        return document(tree_of(rebuilding(db, release_numbered(db, fieldwork.study, number))))


@pytest.fixture
def release(sqlite_settings, on_sqlite, monkeypatch):
    """Run `weaving release` on the home of `on_sqlite`; what it printed, as JSON."""
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))

    def run(*arguments):
        done = CliRunner().invoke(
            weaving, ["release", *arguments, "--json"], catch_exceptions=False, standalone_mode=False
        )
        return json.loads(done.stdout)

    return run


@pytest.fixture
def fieldwork(database, clock):
    """Fieldwork on each engine."""
    return Fieldwork(database, clock)


@pytest.fixture
def on_sqlite(sqlite_database, clock):
    """Fieldwork on SQLite, for what does not depend on the engine."""
    return Fieldwork(sqlite_database, clock)
