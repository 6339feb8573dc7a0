"""An experiment is named by its title where it alone has it, so that nobody looks up two words that were drawn."""

import random

import pytest

from evaluation.domain.errors import Refused
from evaluation.models import Chapter
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.lookup import experiment_named
from tests.hall import NOON, Hall


@pytest.fixture
def hall(database, clock):
    return Hall(database, clock)


def another(hall, title):
    with hall.database.transaction() as db:
        chapter = db.get_one(Chapter, experiment_named(db, hall.words).chapter_id)
        version = version_in_use(db, "common-ground", 1, now=NOON)
        about = {"kind": "weaving_trust", "version": version, "now": NOON, "rng": random.Random(8)}
        return add_experiment(db, chapter, title=title, **about).slug


def test_its_title_names_it(hall):
    another(hall, "Elsewhere")
    with hall.database.reading() as db:
        assert experiment_named(db, "Highfields Centre").slug == hall.words


def test_a_title_of_two_is_refused_with_the_addresses_of_both(hall):
    second = another(hall, "Highfields Centre")
    with hall.database.reading() as db, pytest.raises(Refused) as refused:
        experiment_named(db, "Highfields Centre")
    assert {hall.words, second} <= {each.strip("(),.:") for each in str(refused.value).split()}


def test_an_address_comes_before_a_title_of_the_same_letters(hall):
    another(hall, hall.words)
    with hall.database.reading() as db:
        assert experiment_named(db, hall.words).title == "Highfields Centre"


def test_a_title_that_nothing_has_is_refused_with_where_to_look(hall):
    with hall.database.reading() as db, pytest.raises(Refused, match="weaving experiment list"):
        experiment_named(db, "Nowhere")
