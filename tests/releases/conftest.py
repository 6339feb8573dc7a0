"""A study of two chapters whose evenings people come to, answer, and withdraw from, on a real database."""

import random
import uuid
from types import SimpleNamespace

import pytest

from evaluation.models import Card, Experiment, Participant, Response, Scope, Study
from evaluation.reports.frozen import canonical
from evaluation.store.chapters import add_chapter
from evaluation.store.experiments import add_experiment
from evaluation.store.instruments import version_in_use
from evaluation.store.release_choice import choose
from evaluation.store.release_ledger import Outcome
from evaluation.store.releases import Frozen, Subject, freeze
from evaluation.store.studies import add_study
from evaluation.store.waves import waves_of
from evaluation.store.withdrawals import withdraw

KEY = b"k" * 32
TRUST = Outcome(id="bridging_trust", items=("bt1", "bt2", "bt3"), minimum_answered=2 / 3)
HOPE = Outcome(id="hope", items=("h1",))


class Fieldwork:
    """What organisers and people do, and what an evaluator asks for."""

    def __init__(self, database, clock):
        self.database, self.clock, self.rng, self.numbers = database, clock, random.Random(5), iter(range(1000))
        with database.transaction() as db:
            self.study = add_study(db, "Across Difference", now=clock())
            self.chapters = {name: add_chapter(db, self.study, name=name, now=clock()) for name in ("Caer", "Ynys")}
            self.version = version_in_use(db, "common-ground", now=clock())
        self.experiments, self.tokens = {}, {}

    def evening(self, title, size, chapter="Caer", *, answering=("bt1", "bt2", "bt3"), all_say=()):
        """People come to an evening, an old or a new one, and answer before and after; to `all_say` all say 7."""
        with self.database.transaction() as db:
            if title not in self.experiments:
                self.experiments[title] = add_experiment(
                    db, self.chapters[chapter], title=title, kind="weaving_trust", version=self.version,
                    now=self.clock(), rng=self.rng,
                )  # fmt: skip
            waves = waves_of(db, self.experiments[title])
            for _ in range(size):
                self._person(db, title, waves, answering, all_say)
        self.clock.advance(hours=1)

    def _person(self, db, title, waves, answering, all_say):
        experiment, person, token = self.experiments[title], uuid.uuid4(), f"T{next(self.numbers):08d}"
        db.add(Participant(id=person, experiment_id=experiment.id, created_at=self.clock()))
        db.flush()
        db.add(Card(experiment_id=experiment.id, participant_id=person, token=token, issued_at=self.clock()))
        self.tokens.setdefault(title, []).append(token)
        for kind in ("pre", "post"):
            answers = {item: 7 if item in all_say else self.rng.randint(1, 7) for item in answering}
            db.add(
                Response(
                    experiment_id=experiment.id, wave_id=waves[kind].id, participant_id=person,
                    instrument_version_id=waves[kind].instrument_version_id, language="en", answers=answers,
                    digest="d", receipt="r", submitted_at=self.clock(),
                )
            )  # fmt: skip

    def withdraw(self, title):
        """One of an evening's people withdraws by their card."""
        with self.database.transaction() as db:
            withdraw(db, self.tokens[title].pop(), now=self.clock())

    def choose(self, db, *titles, public=False, hold_back=False, outcomes=(TRUST,)):
        of = [db.get_one(Experiment, self.experiments[title].id) for title in titles or self.experiments]
        return choose(
            db, self.study, experiments=of, outcomes=outcomes, needed=["bridging_trust"], public=public,
            hold_back=hold_back, key=KEY, now=self.clock(),
        )  # fmt: skip

    def release(self, *titles, public=False, hold_back=False):
        """A release of some evenings, or of all: what was chosen, and the row."""
        self.clock.advance(hours=1)
        with self.database.transaction() as db:
            chosen = self.choose(db, *titles, public=public, hold_back=hold_back)
            aggregates = canonical({"people": len(chosen.participants), "words": "ŵ"})
            made = freeze(
                db, db.get_one(Study, self.study.id), plan=chosen.plan, page=chosen.decision.page,
                subject=Subject(scope=Scope.STUDY, id=self.study.id, title="All", public=public),
                frozen=Frozen(
                    aggregates=aggregates, data_sha256="d" * 64, instruments={"common-ground/1": self.version.digest},
                    code_version="0.1.0", template_version="t" * 64, seed=1,
                ),
                now=self.clock(), by="Mair",
            )  # fmt: skip
        return SimpleNamespace(people=len(chosen.participants), waiting=sum(chosen.decision.waiting.values()), row=made)


@pytest.fixture
def fieldwork(database, clock):
    """Fieldwork on each engine."""
    return Fieldwork(database, clock)


@pytest.fixture
def on_sqlite(sqlite_database, clock):
    """Fieldwork on SQLite, for what does not depend on the engine."""
    return Fieldwork(sqlite_database, clock)
