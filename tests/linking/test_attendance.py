"""Somebody with a card of the study comes back: known again, counted once a person, withdrawn everywhere."""

import random

import pytest

from evaluation.models import Study
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.reports.frames import responses_frame
from evaluation.store.responses.attendance import accept_study_cards, chapter_counts
from evaluation.store.responses.consents import begin_with_card
from evaluation.store.responses.evenings_of_card import evenings_of_card
from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.withdrawals import withdraw_answers
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import WaveCounts, open_wave
from tests.linking.conftest import KEY


@pytest.fixture
def second(room):
    """A later experiment of another chapter of the same study, which takes the study's cards; Before is open there."""
    room.close("pre")
    room.clock.advance(days=30)
    with room.database.transaction() as db:
        study = db.get_one(Study, room.experiment(db).study_id)
        chapter = add_chapter(db, study, name="Aberdare", now=room.clock())
        version = version_in_use(db, "common-ground", 1, now=room.clock())
        experiment = add_experiment(
            db, chapter, title="Town Hall", kind="weaving_trust", version=version, now=room.clock(),
            rng=random.Random(3), date=room.clock().date(),
        )  # fmt: skip
        accept_study_cards(db, experiment, accept=True)
        open_wave(db, experiment, kind="pre", now=room.clock())
        return experiment.slug


@pytest.fixture
def card(room):
    """A card of somebody who answered Before at the first experiment."""
    (token,) = room.cards(1)
    room.answer("ann", "pre", card=token, answers={"bt1": 2})
    return token


def begin(room, words, token, wave="pre"):
    with room.database.transaction() as db:
        evening = evening_at(db, words)
        return begin_with_card(db, evening, wave=evening.waves[wave], token=token, key=KEY, agreement=room.agreement())


def come_back(room, words, token):
    begun = begin(room, words, token)
    submission = room.submission(begun.response)
    with room.database.transaction() as db:
        elsewhere = type(submission)(**{**_fields(submission), "words": words})
        assert record_response(db, elsewhere, now=room.clock()).outcome == "new"
    return begun


def _fields(submission):
    return {name: getattr(submission, name) for name in submission.__dataclass_fields__}


def test_the_card_of_another_experiment_is_one_person_in_the_frame_of_both(room, card, second):
    come_back(room, second, card)
    with room.database.reading() as db:
        both = [experiment_named(db, words).id for words in (room.words, second)]
        frame = responses_frame(db, both)
    assert frame["participant"].tolist() == ["p0001", "p0001"]
    assert frame["experiment"].cat.categories.tolist() == [room.words, second]


def test_coming_twice_with_one_card_is_one_participant(room, card, second):
    assert begin(room, second, card) == begin(room, second, card)


def test_a_card_is_not_taken_where_nobody_said_so(room, card, second):
    with room.database.transaction() as db:
        accept_study_cards(db, experiment_named(db, second), accept=False)
    assert begin(room, second, card) is None


def led_to(room, db, card):
    return [one.words for one in evenings_of_card(db, card, now=room.clock())]


def test_the_card_leads_to_what_is_open_and_a_follow_up_at_home_leaves_the_choice(room, card, second):
    with room.database.reading() as db:
        assert led_to(room, db, card) == [second]
    room.clock.advance(hours=1)
    room.open("follow_up")
    with room.database.reading() as db:
        assert led_to(room, db, card) == [room.words, second]


def test_the_card_leads_home_where_no_other_experiment_takes_it(room, card, second):
    with room.database.transaction() as db:
        accept_study_cards(db, experiment_named(db, second), accept=False)
        assert led_to(room, db, card) == [room.words]


def test_taking_back_takes_back_at_every_experiment(room, card, second):
    come_back(room, second, card)
    with room.database.transaction() as db:
        assert withdraw_answers(db, card, now=room.clock()).responses == 2
    assert begin(room, second, card).withdrawn


def test_who_took_back_before_cannot_come_back_with_the_card(room, card, second):
    with room.database.transaction() as db:
        withdraw_answers(db, card, now=room.clock())
    assert begin(room, second, card).withdrawn


def test_people_are_counted_by_chapter(room, card, second):
    come_back(room, second, card)
    with room.database.reading() as db:
        counts = chapter_counts(db, db.get_one(Study, room.experiment(db).study_id))
    assert [(c.chapter.name, c.experiments, c.came, c.counts, c.returned) for c in counts] == [
        ("Aberdare", 1, None, WaveCounts(1, 0, 0), 1),
        ("Leicester", 1, None, WaveCounts(1, 0, 0), 0),
    ]
