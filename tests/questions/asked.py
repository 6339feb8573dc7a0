"""A questionnaire with every kind of question that a workshop asks for, and an evening that asks it."""

import uuid

import instruments
from evaluation.models import Card, Participant, Response
from evaluation.participants_app import participants_app
from evaluation.store.instruments.publishing import Why, publish
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.studies import add_study
from evaluation.store.studies.waves import waves_of
from evaluation.web.app import Services
from tests.hall import NOON, Hall, Phone
from tests.instruments.written import BEGINNING

TEXT = f"""\
id = "walk"
number = 1
title = "A walk"
languages = ["en"]

{BEGINNING}"""
TEXT += """\
[formats.languages]
layout = "checkboxes"
options = [
    { value = "english", label = "English" },
    { value = "welsh", label = "Welsh" },
    { value = "arabic", label = "Arabic" },
    { value = "another", label = "Another: please say", specify = true },
    { value = "none", label = "None of these", exclusive = true },
]

[formats.day]
layout = "date"
minimum = 1990
maximum = 2030

[items.bt1]
label = "Trust"
text = "How much do you trust people in {place}?"
format = "trust11"
construct = "bridging_trust"
role = "primary"
direction = "higher"
waves = ["pre", "post"]
source = "Ours"
licence = "Ours"

[items.langs]
label = "Languages"
text = "Which languages do you speak at home?"
format = "languages"
construct = "descriptive"
role = "context"
waves = ["pre", "post"]
source = "Ours"
licence = "Ours"

[items.since]
label = "Here since"
text = "On which day did you first come to a meeting like this?"
format = "day"
construct = "descriptive"
role = "context"
waves = ["pre", "post"]
source = "Ours"
licence = "Ours"

[scales.trust]
label = "Trust"
construct = "bridging_trust"
items = ["bt1"]
minimum = 0
maximum = 10
margin = 0.5
primary = true
"""
VERSION = instruments.parse(TEXT)


def evening_that_asks(database, clock, rng, *, version=VERSION):
    """The join words of an evening at which `version` is asked, its Before open."""
    with database.transaction() as db:
        publish(db, version, why=Why(by="somebody", reason="First.", reasons={}), now=NOON)
        study = add_study(db, "Walks", now=NOON)
        chapter = add_chapter(db, study, name="Leicester", now=NOON)
        row = version_in_use(db, version.id, version.number, now=NOON)
        about = {"title": "A walk", "kind": "weaving_trust", "place": "Leicester"}
        return add_experiment(db, chapter, version=row, now=NOON, rng=rng, **about).slug


class Walk(Hall):
    """An evening that asks `VERSION`, and what was answered there."""

    def __init__(self, database, clock, rng, *, version=VERSION):  # its evening is another than that of a hall
        self.database, self.clock, self.rng, self.version = database, clock, rng, version
        self.words = evening_that_asks(database, clock, rng, version=version)
        self.open("pre")

    def phone(self):
        """Somebody's phone there."""
        app = participants_app(Services(self.settings, self.database, self.clock))
        app.testing = True
        return Phone(app)

    def store_forty(self, answers_of):
        """Store forty people's Before and After; `answers_of(number, kind)` are what one of them answered in a wave."""
        with self.database.transaction() as db:
            experiment = experiment_named(db, self.words)
            for number in range(40):
                person = uuid.UUID(int=number + 1)
                db.add(Participant(id=person, experiment_id=experiment.id, created_at=self.clock()))
                db.flush()
                card = {"token": f"S{number:08d}", "issued_at": self.clock()}
                db.add(Card(experiment_id=experiment.id, participant_id=person, **card))
                for kind in ("pre", "post"):
                    db.add(self._response(waves_of(db, experiment)[kind], person, answers_of(number, kind)))
                db.flush()

    def _response(self, wave, person, answers):
        return Response(
            id=uuid.uuid4(), experiment_id=wave.experiment_id, wave_id=wave.id, participant_id=person,
            instrument_version_id=wave.instrument_version_id, language="en", mode="phone", answers=answers,
            digest="d", receipt="r", submitted_at=self.clock(),
        )  # fmt: skip
