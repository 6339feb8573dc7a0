"""An evening in the store: waves open and close, people are counted, cards are issued, answers become a frame."""

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from evaluation.domain.card_codes import normalise
from evaluation.domain.errors import Refused
from evaluation.models import Card, Participant, State, Study
from evaluation.store.linking.cards import issue_cards
from evaluation.store.reports.frames import responses_frame
from evaluation.store.studies.chapters import add_chapter, chapters_of
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.studies import add_study, current_plan
from evaluation.store.studies.waves import WaveCounts, close_wave, open_wave, wave_counts, waves_of


@pytest.fixture
def move(database, clock, experiment):
    """Open or close a wave and tell where the evening stands."""

    def act(step, kind):
        with database.transaction() as db:
            step(db, experiment, kind=kind, now=clock())
            return state_of(experiment, waves_of(db, experiment))

    return act


def test_an_evening_goes_from_draft_to_closed(database, experiment, move):
    with database.reading() as db:
        assert state_of(experiment, waves_of(db, experiment)) is State.DRAFT
    steps = [(open_wave, "pre"), (close_wave, "pre"), (open_wave, "post"), (close_wave, "post")]
    assert [move(*step) for step in steps] == [State.BEFORE_OPEN, State.BETWEEN, State.AFTER_OPEN, State.CLOSED]


def test_opening_after_closes_before(database, experiment, move):
    move(open_wave, "pre")
    move(open_wave, "post")
    with database.reading() as db:
        assert waves_of(db, experiment)["pre"].closed_at is not None


def test_before_does_not_open_again_while_after_is_open(move):
    move(open_wave, "post")
    with pytest.raises(Refused, match="close it before"):
        move(open_wave, "pre")


@pytest.mark.parametrize(("step", "kind"), [(close_wave, "pre"), (open_wave, "later")])
def test_what_cannot_be_done_is_refused_in_a_sentence(move, step, kind):
    with pytest.raises(Refused, match=r"has not been opened|has no wave"):
        move(step, kind)


def test_the_plan_is_fixed_when_the_first_before_opens(database, experiment, move, clock):
    with database.reading() as db:
        study = db.get_one(Study, experiment.study_id)
        assert current_plan(db, study).locked_at is None
    move(open_wave, "pre")
    with database.reading() as db:
        assert current_plan(db, study).locked_at == clock()


def test_people_are_counted_by_wave_and_as_linked(database, experiment, answer):
    for person, wave in [("a", "pre"), ("a", "post"), ("b", "pre"), ("c", "post"), ("a", "follow_up")]:
        answer(person, wave, bt1=5)
    with database.reading() as db:
        assert wave_counts(db, [experiment.id]) == {experiment.id: WaveCounts(pre=2, post=2, linked=1)}


def test_who_withdrew_is_not_counted(database, experiment, answer, clock):
    answer("a", "pre", bt1=5)
    with database.transaction() as db:
        db.get_one(Participant, answer.people["a"]).withdrawn_at = clock()
    with database.reading() as db:
        assert wave_counts(db, [experiment.id])[experiment.id].pre == 0


def test_an_experiment_without_answers_counts_nobody(database, experiment):
    with database.reading() as db:
        assert wave_counts(db, [experiment.id])[experiment.id] == WaveCounts(0, 0, 0)


def test_answers_become_a_row_a_person_and_wave(database, experiment, answer):
    answer("a", "pre", bt1=5, bt2="declined")
    answer("a", "post", bt1=7)
    with database.reading() as db:
        frame = responses_frame(db, [experiment.id])
    assert frame[["participant", "chapter", "wave"]].to_numpy().tolist() == [
        ["p0001", "Caer Lliw", "pre"],
        ["p0001", "Caer Lliw", "post"],
    ]


def test_declined_and_skipped_are_both_missing(database, experiment, answer):
    answer("a", "pre", bt1=5, bt2="declined")
    answer("b", "pre", bt2=3)
    with database.reading() as db:
        frame = responses_frame(db, [experiment.id])
    assert frame["bt2"].isna().tolist() == [True, False]
    assert frame["bt1"].isna().tolist() == [False, True]


def test_of_two_answers_at_one_wave_the_first_counts(database, experiment, answer):
    answer("a", "pre", bt1=5)
    answer("a", "pre", bt1=9)
    with database.reading() as db:
        assert responses_frame(db, [experiment.id])["bt1"].tolist() == [5]


def test_no_identifier_of_the_database_leaves_it(database, experiment, answer):
    answer("a", "pre", bt1=5)
    with database.reading() as db:
        text = responses_frame(db, [experiment.id]).to_csv()
    assert not any(str(row) in text or row.hex in text for row in answer.people.values())


def test_cards_are_distinct_sound_and_have_a_person_each(database, experiment, clock):
    with database.transaction() as db:
        tokens = issue_cards(db, experiment, count=60, now=clock(), rng=random.Random(3), role="guest")
        people = db.scalars(select(Card.participant_id)).all()
    assert (len(set(tokens)), len(set(people))) == (60, 60)
    assert all(normalise(token) == token for token in tokens)


def test_no_cards_is_refused(database, experiment, clock):
    with pytest.raises(Refused, match="Between 1 and 5000"), database.transaction() as db:
        issue_cards(db, experiment, count=0, now=clock(), rng=random.Random(3))


def test_chapters_come_in_name_order_and_not_twice(database):
    now = datetime(2026, 5, 1, tzinfo=UTC)
    with database.transaction() as db:
        study = add_study(db, "S", now=now)
        for name in ("Dunmere 11", "Dunmere", "Dunmere 2", "Alder Vale"):
            add_chapter(db, study, name=name, now=now)
        found = [chapter.slug for chapter in chapters_of(db, study)]
        assert found == ["alder-vale", "dunmere", "dunmere-2", "dunmere-11"]
        with pytest.raises(Refused, match="already has a chapter"):
            add_chapter(db, study, name="dunmere ", now=now)
