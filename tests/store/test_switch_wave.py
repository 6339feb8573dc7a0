"""The evening's switch in the store: a second press changes nothing, every press is taken back, no answer is lost."""

from datetime import timedelta

import pytest

from evaluation.domain.errors import Refused
from evaluation.models import Experiment, Response, State
from evaluation.store.evening.switch_wave import switch_wave, undo_press
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor, latest_entries, verify_log
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.submission import SubmissionOutcome
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.wave_presses import last_press
from evaluation.store.studies.waves import wave_counts, waves_of
from tests.hall import Hall, freeze

KEY = b"k" * 32


class SwitchedHall(Hall):
    """A hall whose switch is pressed as it is on the pages."""

    def by(self, actor=Actor("test")):  # noqa: B008 - it cannot be changed
        return RecordedActor(actor=actor, log_key=KEY, now=self.clock())

    def press(self, kind, move, **who):
        with self.database.transaction() as db:
            return switch_wave(db, experiment_named(db, self.words), kind=kind, move=move, by=self.by(**who))

    def undo(self, **which):
        with self.database.transaction() as db:
            return undo_press(db, experiment_named(db, self.words), by=self.by(), **which)

    def open(self, wave):
        self.press(wave, "open")

    def state(self):
        with self.database.reading() as db:
            row = experiment_named(db, self.words)
            return state_of(row, waves_of(db, row))

    def send(self, response, wave="pre"):
        with self.database.transaction() as db:
            return record_response(db, self.submission(response, wave), now=self.clock()).outcome

    def rows(self):
        with self.database.reading() as db:
            return db.query(Response).all()


@pytest.fixture
def hall(database, clock):
    return SwitchedHall(database, clock)


@pytest.mark.parametrize(
    "steps", [["pre open"], ["pre close"], ["pre close", "post open"], ["post open", "post close"]]
)
def test_a_second_press_changes_nothing_and_is_not_written_down(hall, clock, steps):
    done = [hall.press(*step.split()) for step in steps]
    before, entries = hall.state(), actions(hall)
    clock.advance(minutes=1)
    assert not hall.press(*steps[-1].split())
    assert (hall.state(), actions(hall)) == (before, entries)
    assert done.count(True) >= len(steps) - 1


def test_the_follow_up_is_not_opened_on_the_day_of_the_evening(hall, clock):
    for step in ("pre close", "post open", "post close"):
        hall.press(*step.split())
    clock.advance(seconds=8)
    with pytest.raises(Refused, match="its first day must be after 14 May 2026"):
        hall.press("follow_up", "open")
    clock.advance(days=1)
    assert hall.press("follow_up", "open")


def test_where_no_day_is_planned_the_follow_up_comes_after_the_day_of_after(hall, clock):
    with hall.database.transaction() as db:
        experiment_named(db, hall.words).date = None
    clock.advance(days=3)
    for step in ("pre close", "post open", "post close"):
        hall.press(*step.split())
    with pytest.raises(Refused, match="its first day must be after 17 May 2026"):
        hall.press("follow_up", "open")
    clock.advance(days=1)
    assert hall.press("follow_up", "open")


def actions(hall):
    with hall.database.reading() as db:
        return [entry.action for entry in latest_entries(db, limit=20)]


def test_a_button_of_a_page_that_is_old_does_not_open_what_was_closed_since(hall):
    hall.press("pre", "close")
    assert (hall.press("pre", "open"), hall.state()) == (False, State.BETWEEN)


@pytest.mark.parametrize(
    ("steps", "back_to"),
    [
        ([], State.DRAFT),
        (["pre close"], State.BEFORE_OPEN),
        (["post open"], State.BEFORE_OPEN),
        (["pre close", "post open"], State.BETWEEN),
        (["post open", "post close"], State.AFTER_OPEN),
        (["pre close", "pre reopen"], State.BETWEEN),
        (["post open", "post close", "pre reopen", "post reopen"], State.BEFORE_OPEN),
    ],
)
def test_every_press_is_taken_back(hall, clock, steps, back_to):
    for step in steps:
        clock.advance(minutes=1)
        assert hall.press(*step.split())
    clock.advance(minutes=9)
    assert hall.undo() is not None
    assert hall.state() is back_to


def test_presses_are_taken_back_one_after_the_other(hall, clock):
    hall.press("pre", "close")
    clock.advance(minutes=1)
    hall.press("post", "open")
    assert [(hall.undo() is not None, hall.state()) for _ in range(3)] == [
        (True, State.BETWEEN),
        (True, State.BEFORE_OPEN),
        (True, State.DRAFT),
    ]


def test_after_ten_minutes_a_press_stands(hall, clock):
    hall.press("pre", "close")
    clock.advance(minutes=10, seconds=1)
    assert (hall.undo(), hall.state()) == (None, State.BETWEEN)


def test_an_undo_of_a_press_that_is_no_longer_the_last_changes_nothing(hall, clock):
    with hall.database.reading() as db:
        first = last_press(db, experiment_named(db, hall.words), now=clock()).id
    clock.advance(minutes=1)
    hall.press("pre", "close")
    assert (hall.undo(press=first), hall.state()) == (None, State.BETWEEN)


def test_what_is_sent_while_before_was_closed_by_mistake_is_kept_and_not_late(hall, clock):
    first, begun = hall.begin(), hall.begin()
    hall.send(first)
    hall.press("pre", "close")
    clock.advance(minutes=2)
    meanwhile = hall.send(begun)
    hall.undo()
    later = hall.send(hall.begin())
    assert (meanwhile, later) == (SubmissionOutcome.NEW, SubmissionOutcome.NEW)
    assert [row.late for row in hall.rows()] == [False] * 3


def test_what_is_answered_to_an_after_opened_by_mistake_is_kept_as_after(hall, clock):
    hall.send(hall.begin())
    hall.press("post", "open")
    sent, begun = hall.begin("post"), hall.begin("post")
    hall.send(sent, "post")
    hall.undo()
    clock.advance(minutes=5)
    assert hall.send(begun, "post") is SubmissionOutcome.NEW
    assert hall.send(hall.begin()) is SubmissionOutcome.NEW
    with hall.database.reading() as db:
        row = experiment_named(db, hall.words)
        counted = wave_counts(db, [row.id])[row.id]
    assert (hall.state(), counted.pre, counted.post) == (State.BEFORE_OPEN, 2, 2)


def test_a_form_of_a_wave_that_was_never_open_is_not_taken(hall):
    assert hall.send(hall.begin("post"), "post") is SubmissionOutcome.NOT_OPEN


def test_a_form_begun_while_a_wave_was_reopened_by_mistake_is_taken(hall, clock):
    hall.press("pre", "close")
    clock.advance(hours=5)
    hall.press("pre", "reopen")
    begun = hall.begin()
    hall.undo()
    clock.advance(minutes=2)
    assert hall.send(begun) is SubmissionOutcome.NEW


@pytest.mark.parametrize("kind", ["pre", "post"])
def test_a_wave_is_reopened_long_after_until_the_data_are_frozen(hall, clock, kind):
    for step in ("pre close", "post open", "post close"):
        hall.press(*step.split())
    clock.advance(days=3)
    assert hall.press(kind, "reopen")
    assert hall.state() is (State.BEFORE_OPEN if kind == "pre" else State.AFTER_OPEN)
    hall.press(kind, "close")
    with hall.database.transaction() as db:
        freeze(db, experiment_named(db, hall.words), at=clock())
    with pytest.raises(Refused, match="frozen"):
        hall.press(kind, "reopen")
    assert hall.undo() is None


def test_what_was_never_opened_is_not_reopened(hall):
    with pytest.raises(Refused, match="open it"):
        hall.press("post", "reopen")


def test_every_press_and_its_undo_stand_in_the_log(hall, clock):
    for step in ("pre close", "pre reopen"):
        clock.advance(seconds=1)
        hall.press(*step.split())
    hall.undo()
    assert actions(hall) == ["press taken back", "wave reopened", "wave closed", "wave opened"]
    with hall.database.reading() as db:
        assert verify_log(db, KEY).faults == ()


def test_four_who_press_at_once_open_once(hall):
    from concurrent.futures import ThreadPoolExecutor

    hall.press("pre", "close")
    with ThreadPoolExecutor(4) as people:
        done = list(people.map(lambda _: hall.press("post", "open"), range(4)))
    assert (done.count(True), actions(hall).count("wave opened")) == (1, 2)


def test_an_after_that_the_clock_opened_stays_shut_once_that_is_taken_back(hall, clock):
    from evaluation.store.evening.schedule import open_due_afters

    def beat():
        with hall.database.transaction() as db:
            return len(open_due_afters(db, by=hall.by()))

    with hall.database.transaction() as db:
        row = db.get_one(Experiment, experiment_named(db, hall.words).id)
        row.starts_at, row.ends_at = clock(), clock() + timedelta(hours=2)
    hall.send(hall.begin())
    clock.advance(minutes=105)
    opened = beat()
    clock.advance(minutes=1)
    hall.undo()
    assert (opened, beat(), hall.state()) == (1, 0, State.BEFORE_OPEN)
