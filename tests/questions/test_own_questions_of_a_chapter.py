"""A chapter's own questions: asked after the shared ones, whose version, scores and exports stay as they are."""

import random

import pytest
from sqlalchemy import select

import instruments
from evaluation.models import InstrumentVersion, Response
from evaluation.participants_app import participants_app
from evaluation.store.instruments.modules import asked_at, choose_modules
from evaluation.store.instruments.publishing import Why, publish
from evaluation.store.reports.export import answers_to_export
from evaluation.store.reports.frames import responses_frame
from evaluation.store.reports.module_counts import module_questions
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import waves_of
from evaluation.web.app import Services
from tests.hall import NOON, Phone
from tests.questions.asked import VERSION, Walk, evening_that_asks
from tests.questions.following import VERSION_THAT_FOLLOWS

OWN = ("again", "how_many", "which_way")


def own_questions():
    """What a chapter asks of its own: met again and how many, and a question with several answers."""
    items = {item.id: item for item in VERSION_THAT_FOLLOWS.items}
    several = items["which"].model_copy(
        update={"id": "which_way", "follows": "again", "follows_at": (1, 2), "section": "From Leicester"}
    )
    asked = (items["again"], items["how_many"], several)
    own = VERSION_THAT_FOLLOWS.having(id="leicester-asks", title="Leicester asks", items=asked, scales=())
    return instruments.parse(instruments.canonical_toml(own))


class WalkWithOwn(Walk):
    """An evening of the shared questionnaire that asks a chapter's own questions after it."""

    def __init__(self, database, clock, rng):  # what it asks is chosen before it opens
        self.database, self.clock, self.rng, self.version = database, clock, rng, VERSION
        self.words = evening_that_asks(database, clock, rng)
        with database.transaction() as db:
            publish(db, own_questions(), why=Why(by="somebody", reason="First.", reasons={}), now=NOON)
            choose_modules(db, experiment_named(db, self.words), wave="pre", names=["leicester-asks/1"])
        self.open("pre")


@pytest.fixture
def answered(database, settings, clock):
    walk = WalkWithOwn(database, clock, random.Random(7))
    app = participants_app(Services(settings, database, clock))
    app.testing = True
    phone = Phone(app)
    phone.start(walk.words)
    phone.send({"bt1": "4", "langs": "english", "again": "0"})
    return walk


def test_they_stand_after_the_shared_questions_and_what_follows_is_not_asked(answered):
    with answered.database.reading() as db:
        wave = waves_of(db, experiment_named(db, answered.words))["pre"]
        assert [item.id for item in asked_at(db, wave).questions("pre")] == ["bt1", "langs", "since", *OWN]
        assert db.scalars(select(Response.answers)).one() == {
            "bt1": 4,
            "langs": "english",
            "again": 0,
            "how_many": "not_asked",
            "which_way": "not_asked",
        }


def test_answers_are_of_the_shared_version_and_its_digest(answered):
    with answered.database.reading() as db:
        experiment = experiment_named(db, answered.words)
        row = db.get_one(InstrumentVersion, waves_of(db, experiment)["pre"].instrument_version_id)
        assert row.digest == instruments.digest(VERSION)
        assert db.scalars(select(Response.instrument_version_id)).one() == row.id


def test_they_are_counts_alone_and_in_no_row_of_an_export(answered):
    with answered.database.reading() as db:
        experiment = experiment_named(db, answered.words)
        assert {each.item.id for each in module_questions(db, [experiment.id])} == {"langs", "again", "which_way"}
        exported = answers_to_export(db, [experiment.id])
    assert not {name for name in exported.columns if name.startswith(OWN)}


def test_no_scale_counts_one(answered):
    assert own_questions().scales == ()
    with answered.database.reading() as db:
        frame = responses_frame(db, [experiment_named(db, answered.words).id])
    assert frame["bt1"].tolist() == [4.0]
