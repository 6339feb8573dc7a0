"""A study in a database that asked the second version of its questions after the first."""

import random
import uuid
from datetime import date

import instruments
from evaluation.models import Experiment, Participant, Response, Wave
from evaluation.store.instruments.confirmed_classes import Confirmation
from evaluation.store.instruments.publishing import Why, publish
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.studies import add_study
from evaluation.store.studies.waves import close_wave, open_wave, waves_of

FIRST = instruments.load("common-ground", 1)
REASONS = {
    "items.bt2.text": "People asked which others were meant.",
    "items.cg2.text": "The old words asked about two things.",
}


def second(**texts):
    """Version 2 in English alone, with other words for some items."""
    items = tuple(item.model_copy(update={"text": texts.get(item.id, item.text)}) for item in FIRST.items)
    return FIRST.having(number=2, languages=("en",), items=items)


MIXED = second(
    bt2=FIRST.items_by_id["bt2"].text.replace("whose", "here whose"),
    cg2="Do you and your own neighbours shop together every morning?",
    df1=FIRST.items_by_id["df1"].text + ".",
)
"""A word more for an item of trust, another question for one of common ground, a full stop for one of difference."""
WITH_CARE = "comparable_with_care"
CLASSES = {"items.bt2.text": WITH_CARE}
"""What whoever publishes it declares: the word more leaves the question the same."""


def confirmed_by_two(*keys):
    """What two people say of changes that compare against the rule, by the change's key."""
    people = [Confirmation(id=name, name=name, reason=f"{name} tried it.") for name in ("Ann", "Ben")]
    return dict.fromkeys(keys, tuple(people))


class TwoVersions:
    """A study whose experiments say which version each wave asks."""

    def __init__(self, database, clock, version=MIXED, reasons=None, classes=None):
        self.database, self.clock, self.rng, self.left_out = database, clock, random.Random(3), ""
        with database.transaction() as db:
            self.study = add_study(db, "Two versions", now=clock())
            self.chapters = {name: add_chapter(db, self.study, name=name, now=clock()) for name in ("Kestle", "Tarn")}
            for known in (FIRST, instruments.load("learning-module", 1)):
                version_in_use(db, known.id, known.number, now=clock())
            said = CLASSES if classes is None and version is MIXED else classes or {}
            given = REASONS if reasons is None else reasons
            twice = confirmed_by_two(*said)
            why = Why(by="somebody", reason="Clearer words.", reasons=given, classes=said, confirmations=twice)
            if version is not None:
                publish(db, version, why=why, now=clock())

    def evening(self, before=1, after=1, *, people=12, chapter="Kestle", instrument="common-ground"):
        """An evening whose waves asked these versions, with people who all rose by one point."""
        with self.database.transaction() as db:
            versions = {n: version_in_use(db, instrument, n, now=self.clock()) for n in {before, after}}
            experiment = add_experiment(
                db, self.chapters[chapter], title=f"Evening {self.rng.randrange(10**6)}", kind="weaving_trust",
                version=versions[before], now=self.clock(), rng=self.rng, date=date(2026, 5, 14),
            )  # fmt: skip
            waves_of(db, experiment)["post"].instrument_version_id = versions[after].id
            for kind in ("pre", "post"):
                self._answered(db, experiment, kind, people)
        return experiment

    def _answered(self, db, experiment, kind, people):
        open_wave(db, experiment, kind=kind, now=self.clock())
        wave = db.get_one(Wave, waves_of(db, experiment)[kind].id)
        version = wave.instrument_version_id
        for place in range(people):
            person = uuid.uuid5(experiment.id, str(place))
            if kind == "pre":
                db.add(Participant(id=person, experiment_id=experiment.id, created_at=self.clock()))
                db.flush()
            db.add(
                Response(
                    experiment_id=experiment.id, wave_id=wave.id, participant_id=person, language="en",
                    instrument_version_id=version, digest="d", receipt="r", submitted_at=self.clock(),
                    answers=self._answers(place + (kind == "post")),
                )
            )  # fmt: skip
            self.clock.advance(seconds=90)
        close_wave(db, experiment, kind=kind, now=self.clock())
        db.flush()

    def _answers(self, level):
        found = {}
        for item in FIRST.items:
            limits = FIRST.format_of(item).limits
            if limits and item.id != self.left_out:
                low, high = limits
                found[item.id] = low + (level + self.rng.randrange(2)) % (high - low)
        return found

    def experiment(self, db, experiment):
        """The row of an experiment."""
        return db.get_one(Experiment, experiment.id)
