"""The rounds' clock: where it stands follows from the presses and the time alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.domain.round_clock import (
    LONGEST_ROUND,
    MOST_PLANNED_ROUNDS,
    Phase,
    RoundMove,
    RoundPress,
    rounds_after,
    rounds_held,
)

SEVEN = datetime(2026, 5, 14, 18, tzinfo=UTC)


def minutes(count):
    return timedelta(minutes=count)


def press(move, number, after=0.0, length=None):
    length = 6 if move == "start" else length
    return RoundPress(move=RoundMove(move), number=number, at=SEVEN + minutes(after), minutes=length)


def stands(*presses, at):
    rounds = rounds_after(presses, planned=5, minutes=6)
    return rounds.number, rounds.phase(SEVEN + minutes(at)), rounds.left(SEVEN + minutes(at))


def test_nothing_runs_before_the_first_round():
    assert stands(at=0) == (0, Phase.NOT_BEGUN, timedelta())


def test_a_round_runs_until_its_time_is_up_and_the_next_waits():
    first = press("start", 1)
    assert stands(first, at=2) == (1, Phase.RUNNING, minutes(4))
    assert stands(first, at=6) == (1, Phase.OVER, timedelta())
    assert stands(first, at=60) == (1, Phase.OVER, timedelta())


def test_the_next_round_started_early_ends_the_one_before():
    assert stands(press("start", 1), press("start", 2, 3), at=4) == (2, Phase.RUNNING, minutes(5))


def test_a_pause_keeps_what_is_left_and_going_on_runs_from_there():
    paused = [press("start", 1), press("pause", 1, 2)]
    assert stands(*paused, at=30) == (1, Phase.PAUSED, minutes(4))
    assert stands(*paused, press("resume", 1, 30), at=31) == (1, Phase.RUNNING, minutes(3))


def test_ringing_early_ends_a_round():
    assert stands(press("start", 1), press("end", 1, 2), at=2) == (1, Phase.OVER, timedelta())


def test_a_round_is_added_after_the_last_one():
    planned = [press("start", each, each * 7) for each in range(1, 6)]
    rounds = rounds_after([*planned, press("add", 6, 45), press("start", 6, 46)], planned=5, minutes=6)
    assert (rounds.number, rounds.total) == (6, 6)
    assert not rounds_after(planned, planned=5, minutes=6).takes(press("start", 6, 45))


@pytest.mark.parametrize(("at", "left"), [(2, 5), (6, 1), (9, 1)])
def test_a_minute_more_counts_from_the_bell_where_it_has_rung(at, left):
    assert stands(press("start", 1), press("minute", 1, at, 7), at=at)[1:] == (Phase.RUNNING, minutes(left))


def test_a_minute_more_leaves_a_paused_round_paused():
    added = [press("start", 1), press("pause", 1, 2), press("minute", 1, 3, 7)]
    assert stands(*added, at=9) == (1, Phase.PAUSED, minutes(5))


def test_a_press_that_comes_twice_changes_nothing():
    once = [press("start", 1), press("minute", 1, 1, 7), press("pause", 1, 2), press("add", 6, 3)]
    twice = [same for each in once for same in (each, each)]
    assert rounds_after(twice, planned=5, minutes=6) == rounds_after(once, planned=5, minutes=6)


def test_what_was_run_says_when_each_round_began_and_how_long_people_talked():
    run = [press("start", 1), press("pause", 1, 2), press("resume", 1, 5), press("start", 2, 7), press("start", 3, 20)]
    held = rounds_held(run, until=SEVEN + minutes(22))
    assert [(each.number, each.began - SEVEN, each.talked) for each in held] == [
        (1, minutes(0), minutes(4)),
        (2, minutes(7), minutes(6)),
        (3, minutes(20), minutes(2)),
    ]


presses = st.builds(
    RoundPress,
    move=st.sampled_from(RoundMove),
    number=st.integers(0, 7),
    at=st.floats(0, 90).map(lambda after: SEVEN + minutes(after)),
    minutes=st.integers(5, 9),
)


@given(st.lists(presses, max_size=30))
def test_whatever_is_pressed_no_round_is_skipped_and_none_runs_longer_than_its_length(some):
    some.sort(key=lambda each: each.at)
    seen = rounds_after([], planned=5, minutes=6)
    for each in some:
        before = seen
        seen = before.after(each) if before.takes(each) else before
        assert seen.number - before.number in {0, 1}
        assert timedelta() <= seen.talked_at(each.at) <= seen.length <= minutes(LONGEST_ROUND)
        assert seen.left(each.at) + seen.talked_at(each.at) == seen.length or seen.ended
        assert 5 <= seen.total <= MOST_PLANNED_ROUNDS
        assert not seen.takes(each), "the same press once more changes nothing"
    assert seen == rounds_after(some, planned=5, minutes=6)


def test_a_round_that_was_begun_stays_begun_where_fewer_are_planned_since():
    held = [press("start", 1), press("start", 2, 6), press("start", 3, 12)]
    rounds = rounds_after(held, planned=1, minutes=6)
    assert (rounds.number, rounds.total, rounds.phase(SEVEN + minutes(14))) == (3, 3, Phase.RUNNING)
