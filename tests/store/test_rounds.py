"""The rounds of an evening in the store: every press once, taken back in one order with the waves, and on record."""

from datetime import timedelta

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from evaluation.domain.round_clock import Phase, RoundMove
from evaluation.models import State
from evaluation.store.evening.move_rounds import move_rounds
from evaluation.store.evening.switch_wave import switch_wave, undo_press
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor, latest_entries, verify_log
from evaluation.store.studies.experiments import record_event, state_of
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.rounds import own_prompts, plan_prompts, rounds_of, rounds_planned
from evaluation.store.studies.waves import waves_of
from tests.hall import Hall

KEY = b"k" * 32


class RoundsHall(Hall):
    """A hall between Before and After, whose rounds are pressed as on the pages."""

    def __init__(self, database, clock, rng=None):
        super().__init__(database, clock, rng)
        self.close("pre")

    def by(self):
        return RecordedActor(actor=Actor("test"), log_key=KEY, now=self.clock())

    def press(self, move, number, **about):
        with self.database.transaction() as db:
            row = experiment_named(db, self.words)
            return move_rounds(db, row, move=RoundMove(move), number=number, by=self.by(), **about)

    def switch(self, kind, move):
        with self.database.transaction() as db:
            return switch_wave(db, experiment_named(db, self.words), kind=kind, move=move, by=self.by())

    def undo(self):
        with self.database.transaction() as db:
            return undo_press(db, experiment_named(db, self.words), by=self.by())

    def row(self):
        with self.database.reading() as db:
            return experiment_named(db, self.words)

    def stands(self):
        with self.database.reading() as db:
            rounds = rounds_of(db, experiment_named(db, self.words))
        return rounds.number, rounds.phase(self.clock()), rounds.left(self.clock()), rounds.total

    def state(self):
        with self.database.reading() as db:
            row = experiment_named(db, self.words)
            return state_of(row, waves_of(db, row))


@pytest.fixture
def hall(database, clock):
    return RoundsHall(database, clock)


def actions(hall):
    with hall.database.reading() as db:
        assert verify_log(db, KEY).faults == ()
        return [(each.action, each.details.get("round")) for each in latest_entries(db, limit=20)]


def test_a_round_runs_for_as_long_as_is_planned_and_the_bell_ends_it(hall, clock):
    with hall.database.transaction() as db:
        experiment_named(db, hall.words).minutes_a_round = 6
    assert hall.press("start", 1)
    clock.advance(minutes=2)
    assert hall.stands() == (1, Phase.RUNNING, timedelta(minutes=4), 5)
    clock.advance(minutes=4)
    assert hall.stands() == (1, Phase.OVER, timedelta(), 5)


def test_a_second_press_of_the_same_button_changes_nothing_and_is_not_written_down(hall):
    pressed = [hall.press(*step) for step in [("start", 1), ("start", 1), ("pause", 1), ("pause", 1)]]
    assert pressed == [True, False, True, False]
    assert actions(hall) == [("round paused", 1), ("round started", 1)]


def test_rounds_are_pressed_only_between_before_and_after(hall):
    hall.switch("post", "open")
    assert not hall.press("start", 1)
    hall.undo()
    assert hall.press("start", 1)


def test_rounds_and_waves_are_taken_back_in_one_order(hall, clock):
    hall.press("start", 1)
    clock.advance(minutes=1)
    hall.switch("post", "open")
    undone = [hall.undo().kind for _ in range(2)]
    assert (undone, hall.stands()[0], hall.state()) == (["post", "round"], 0, State.BETWEEN)
    assert [action for action, _ in actions(hall)][:2] == ["press taken back"] * 2


def test_a_round_started_by_mistake_is_taken_back_and_the_one_before_runs_on(hall, clock):
    hall.press("start", 1)
    clock.advance(minutes=2)
    hall.press("start", 2)
    clock.advance(minutes=1)
    hall.undo()
    assert hall.stands()[:3] == (1, Phase.RUNNING, timedelta(minutes=4))


def test_after_ten_minutes_a_press_of_the_rounds_stands(hall, clock):
    hall.press("start", 1)
    clock.advance(minutes=10, seconds=1)
    assert (hall.undo(), hall.stands()[0]) == (None, 1)


def test_how_many_rounds_were_held_is_on_record_until_somebody_corrects_it(hall, clock):
    seen = []
    for step in [("start", 1), ("start", 2), None]:
        clock.advance(minutes=1)
        hall.undo() if step is None else hall.press(*step)
        seen.append(hall.row().actual_rounds)
    assert (seen, hall.row().minutes_a_round) == ([1, 2, 1], 7)
    with hall.database.transaction() as db:
        record_event(db, experiment_named(db, hall.words), facts={"actual_rounds": 4}, now=clock(), reason="counted")
    hall.press("start", 2)
    assert hall.row().actual_rounds == 4


def test_a_round_is_added_once_by_two_who_press_at_once(hall):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as people:
        done = list(people.map(lambda _: hall.press("add", 6), range(4)))
    assert (done.count(True), hall.stands()[3]) == (1, 6)


@pytest.mark.parametrize(("kind", "rounds"), [("weaving_trust", 5), ("online", 4), ("house_meeting", 0)])
def test_without_a_plan_a_kind_has_the_rounds_that_it_usually_has(hall, kind, rounds):
    row = hall.row()
    row.kind = kind
    assert rounds_planned(row) == rounds
    row.planned_rounds = 3
    assert rounds_planned(row) == 3


def test_an_evening_keeps_prompts_of_its_own_by_language(hall):
    with hall.database.transaction() as db:
        plan_prompts(experiment_named(db, hall.words), {"en": ["Who taught you?"], "cy": []})
    assert (own_prompts(hall.row(), "en"), own_prompts(hall.row(), "cy")) == (["Who taught you?"], [])


class EveningOfRounds(RuleBasedStateMachine):
    """People press anything at any time; a plain list of what stood before each press says what has to hold."""

    def __init__(self, database, clock):
        super().__init__()
        self.hall, self.clock = RoundsHall(database, clock), clock
        self.earlier, self.pressed_at = [], []

    def pressed(self, done, before):
        if done:
            self.earlier.append(before)
            self.pressed_at.append(self.clock())

    def shape(self):
        with self.hall.database.reading() as db:
            return rounds_of(db, experiment_named(db, self.hall.words)), self.hall.state()

    @rule(move=st.sampled_from(RoundMove), away=st.integers(-1, 1))
    def press(self, move, away):
        before, (rounds, _state) = self.shape(), self.shape()
        number = rounds.total + away if move is RoundMove.ADD else max(0, rounds.number + away)
        minutes = rounds.length // timedelta(minutes=1) + 1
        done = [self.hall.press(move.value, number, minutes=minutes) for _twice in range(2)]
        assert move is RoundMove.MINUTE or not done[1]
        self.pressed(done[0], before)
        if done[1]:
            self.hall.undo()

    @rule(seconds=st.sampled_from([1, 30, 200, 420]))
    def wait(self, seconds):
        self.clock.advance(seconds=seconds)

    @precondition(lambda self: self.hall.state() in {State.BETWEEN, State.AFTER_OPEN})
    @rule()
    def open_after(self):
        before = self.shape()
        self.pressed(self.hall.switch("post", "open"), before)

    @rule()
    def undo(self):
        last = self.hall.undo()
        if last is None:
            assert not self.pressed_at or self.clock() - self.pressed_at[-1] > timedelta(minutes=10)
        else:
            assert self.shape() == self.earlier.pop()
            self.pressed_at.pop()

    @invariant()
    def the_record_says_how_many_rounds_began(self):
        assert (self.hall.row().actual_rounds or 0) == self.shape()[0].number


def test_whatever_people_press_each_undo_leads_back_by_one_press(sqlite_database, clock):
    few = hypothesis_settings(max_examples=12, stateful_step_count=15, deadline=None)
    run_state_machine_as_test(lambda: EveningOfRounds(sqlite_database, clock), settings=few)
