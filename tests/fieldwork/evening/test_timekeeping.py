"""After opens by itself a quarter of an hour before the planned end, unless held; other waves keep their days."""

from datetime import date, timedelta

import pytest

from evaluation.fieldwork.timekeeping import keep_time
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.studies.wave_windows import Window, plan_window


@pytest.fixture
def planned(evening, clock):
    """From 18:30 to 20:30, Before open and answered by two; the clock stands at 18:30."""
    evening.change(starts_at=clock(), ends_at=clock() + timedelta(hours=2))
    evening.open("pre")
    evening.answered(2)
    return evening


def after_is_open(evening):
    keep_time(evening.desk.services)
    return evening.wave("post").is_open()


def test_after_opens_at_a_quarter_past_eight(planned, clock):
    clock.advance(minutes=104)
    before = after_is_open(planned)
    clock.advance(minutes=1)
    assert (before, after_is_open(planned), planned.wave("pre").is_open()) == (False, True, False)


def test_it_is_written_down_as_the_clocks(planned, clock):
    clock.advance(minutes=105)
    keep_time(planned.desk.services)
    with planned.database.reading() as db:
        entry = latest_entries(db, limit=1)[0]
    assert (entry.actor, entry.action, entry.details) == ("the clock", "wave opened", {"wave": "post"})


def test_a_held_after_stays_shut_until_it_is_let_go(planned, clock, press):
    press(f"/experiments/{planned.id}/hold/on")
    clock.advance(minutes=110)
    held = after_is_open(planned)
    with planned.database.transaction() as db:
        from evaluation.models import Experiment
        from evaluation.store.evening.schedule import hold_after

        hold_after(db.get_one(Experiment, planned.id), hold=False)
    assert (held, after_is_open(planned)) == (False, True)


def test_the_page_says_when_it_opens_and_whether_it_is_held(planned, organiser, press):
    before = "After opens by itself at 20:15." in organiser.get("/").text
    press(f"/experiments/{planned.id}/hold/on")
    assert (before, "After is held" in organiser.get("/").text) == (True, True)


def test_an_evening_whose_before_never_opened_stays_shut(evening, clock):
    evening.change(starts_at=clock(), ends_at=clock() + timedelta(hours=2))
    clock.advance(minutes=110)
    assert not after_is_open(evening)


def test_nothing_opens_by_itself_the_next_morning(planned, clock):
    clock.advance(hours=14)
    assert not after_is_open(planned)


def test_an_after_that_was_closed_is_not_opened_again(planned, clock):
    planned.open("post")
    planned.close("post")
    clock.advance(minutes=110)
    assert not after_is_open(planned)


def test_a_follow_up_opens_on_its_first_day_and_closes_after_its_last(evening, clock):
    with evening.database.transaction() as db:
        from evaluation.models import Experiment

        days = Window(date(2026, 8, 13), date(2026, 8, 20))
        plan_window(db.get_one(Experiment, evening.id), "follow_up", window=days)
    seen = []
    for _ in range(101):
        keep_time(evening.desk.services)
        seen.append((clock().date(), evening.wave("follow_up").is_open()))
        clock.advance(days=1)
    assert [day for day, is_open in seen if is_open] == [date(2026, 8, 13) + timedelta(days=n) for n in range(8)]


def test_the_days_of_a_wave_are_planned_on_the_page(evening, press, organiser):
    press(f"/experiments/{evening.id}/windows/follow_up", first="2026-08-13", last="2026-08-20")
    assert evening.row().options["windows"] == {"follow_up": {"first": "2026-08-13", "last": "2026-08-20"}}


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [("2026-08-20", "2026-08-13", "before the first"), ("2026-08-20", "", "both days"), ("soon", "soon", "not a day")],
)
def test_days_that_cannot_be_are_refused(evening, press, first, last, said):
    answer = press(f"/experiments/{evening.id}/windows/follow_up", first=first, last=last)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_a_follow_up_opened_by_a_wrong_date_closes_when_the_date_is_put_right_and_opens_on_it(evening, press, clock):
    today = clock().date()
    evening.change(date=today - timedelta(days=1))
    window = f"/experiments/{evening.id}/windows/follow_up"
    press(window, first=str(today), last=str(today), meant=f"{today} {today}")
    keep_time(evening.desk.services)
    was_open = evening.wave("follow_up").is_open()
    press(window, first="2026-08-13", last="2026-08-20")
    keep_time(evening.desk.services)
    assert (was_open, evening.wave("follow_up").is_open()) == (True, False)
    clock.advance(days=(date(2026, 8, 14) - today).days)
    keep_time(evening.desk.services)
    assert evening.wave("follow_up").is_open()
