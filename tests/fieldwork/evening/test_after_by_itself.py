"""After opens by itself only where that helps: never on nobody's answers, never as soon as Before; and it says so."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest

from evaluation.domain.errors import Refused
from evaluation.fieldwork.timekeeping import keep_time
from evaluation.models import AuditEntry
from evaluation.storage.database import open_database
from evaluation.store.studies.copy_experiment import hours
from evaluation.web.app import Services
from tests.fieldwork.conftest import Evening
from tests.staff_pages import desk_of, post


def at(hour, minute=0, day=14):
    """A time of a day in May on the clock in London."""
    return datetime(2026, 5, day, hour - 1 if hour else 23, minute, tzinfo=UTC) - timedelta(days=0 if hour else 1)


@pytest.fixture
def planned(evening):
    """The evening of 18:30 to 20:20."""
    evening.change(starts_at=at(18, 30), ends_at=at(20, 20))
    return evening


def kept(evening, *moments):
    """Whether After is open once the clock was looked at every minute until each of some moments."""
    seen = []
    for moment in moments:
        while evening.clock.now < moment:
            evening.clock.advance(minutes=1)
            keep_time(evening.desk.services)
        seen.append(evening.wave("post").is_open())
    return seen


@pytest.fixture
def press(desk):
    """Press as an organiser who has just signed in, whatever the clock was turned to."""
    return lambda address, **fields: post(desk.signed_in("organiser", chapter=desk.north), address, **fields)


def said(evening):
    organiser = evening.desk.signed_in("organiser", chapter=evening.desk.north)
    return organiser.get(f"/experiments/{evening.id}").text


def test_an_evening_that_began_at_five_past_eight_keeps_before_open(planned, press, clock):
    clock.now = at(20, 5)
    press(f"/experiments/{planned.id}/waves/pre/open")
    planned.answered(3)
    assert kept(planned, at(20, 6), at(20, 40), at(23, 59)) == [False, False, False]
    assert planned.wave("pre").is_open()


def test_its_page_says_that_after_waits_and_why(planned, press, clock):
    clock.now = at(20, 5)
    press(f"/experiments/{planned.id}/waves/pre/open")
    assert "After does not open by itself: its planned time is 20:05" in said(planned)


def test_before_opened_after_the_planned_end_stays_open(planned, press, clock):
    clock.now = at(21, 30)
    press(f"/experiments/{planned.id}/waves/pre/open")
    planned.answered(1)
    assert kept(planned, at(22, 30)) == [False]


@pytest.mark.parametrize(("opened", "opens"), [((19, 45), True), ((19, 46), False)])
def test_twenty_minutes_of_before_are_enough_and_nineteen_are_not(planned, press, clock, opened, opens):
    clock.now = at(*opened)
    press(f"/experiments/{planned.id}/waves/pre/open")
    planned.answered(1)
    assert kept(planned, at(20, 5)) == [opens]


def test_nobodys_answers_open_nothing_not_even_with_the_first_of_them(planned, press, clock):
    clock.now = at(18, 30)
    press(f"/experiments/{planned.id}/waves/pre/open")
    kept(planned, at(20, 10))
    planned.answered(1)
    assert kept(planned, at(20, 30)) == [False]
    assert "nobody had answered Before by 20:05" in said(planned)


def test_moving_the_hours_moves_it(planned, press, clock):
    clock.now = at(20, 5)
    press(f"/experiments/{planned.id}/waves/pre/open")
    planned.answered(1)
    about = {"title": "North Hall", "kind": "weaving_trust", "languages": "en"}
    press(f"/experiments/{planned.id}/arrange", date="2026-05-14", starts="20:00", ends="22:00", **about)
    assert "After opens by itself at 21:45." in said(planned)
    assert kept(planned, at(21, 44), at(21, 45)) == [False, True]


def test_hours_moved_into_the_past_open_nothing_at_once(planned, press, clock):
    clock.now = at(18, 30)
    press(f"/experiments/{planned.id}/waves/pre/open")
    planned.answered(1)
    clock.now = at(19, 40)
    about = {"title": "North Hall", "kind": "weaving_trust", "languages": "en"}
    press(f"/experiments/{planned.id}/arrange", date="2026-05-14", starts="18:00", ends="19:50", **about)
    assert kept(planned, at(20, 30)) == [False]
    assert "had passed when the hours were set" in said(planned)


def test_a_before_that_was_reopened_for_a_latecomer_leaves_the_time_of_after(planned, press, clock):
    clock.now = at(18, 30)
    one = f"/experiments/{planned.id}/waves/pre"
    press(f"{one}/open")
    planned.answered(1)
    clock.now = at(19, 0)
    press(f"{one}/close")
    clock.now = at(20, 0)
    press(f"{one}/reopen")
    assert kept(planned, at(20, 4), at(20, 5)) == [False, True]


def test_a_close_taken_back_at_once_changes_nothing_of_the_clock(planned, press, clock):
    clock.now = at(18, 30)
    one = f"/experiments/{planned.id}/waves/pre"
    press(f"{one}/open")
    planned.answered(1)
    clock.now = at(19, 55)
    press(f"{one}/close")
    clock.now = at(19, 57)
    press(f"/experiments/{planned.id}/waves/undo", press=last(planned))
    assert kept(planned, at(20, 4), at(20, 5)) == [False, True]


def last(evening):
    from evaluation.store.studies.wave_presses import last_press

    with evening.database.reading() as db:
        return str(last_press(db, evening.row(), now=evening.clock()).id)


def test_a_learning_module_waits_for_a_person(planned, press, clock):
    planned.change(kind="learning_module")
    clock.now = at(18, 30)
    press(f"/experiments/{planned.id}/waves/pre/open")
    planned.answered(1)
    assert kept(planned, at(20, 30)) == [False]


@pytest.mark.parametrize(
    "nights",
    [
        (date(2026, 5, 14), time(22), time(0, 30), (at(0, 14, 15), at(0, 15, 15))),
        (date(2026, 5, 14), time(22), time(0, 10), (at(23, 54), at(23, 55))),
        # the clocks go back at 2 in the morning of 25 October: from 22:00 to 02:30 are five and a half hours
        (date(2026, 10, 24), time(22), time(2, 30), ("2026-10-25T02:14+00:00", "2026-10-25T02:15+00:00")),
        # they go forward at 1 in the morning of 29 March: from 22:00 to 03:00 are four
        (date(2026, 3, 28), time(22), time(3), ("2026-03-29T01:44+00:00", "2026-03-29T01:45+00:00")),
    ],
)
def test_midnight_and_the_nights_when_the_clocks_change(evening, clock, nights):
    day, starts, ends, moments = nights
    begins, over = hours(day, starts, ends, zone="Europe/London")
    evening.change(date=day, starts_at=begins, ends_at=over)
    clock.now = begins.astimezone(UTC)
    evening.open("pre")
    evening.answered(1)
    moments = [datetime.fromisoformat(each) if isinstance(each, str) else each for each in moments]
    assert kept(evening, *moments) == [False, True]


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (time(20, 30), "From 05:30 until 20:30 are 15 hours, more than an evening lasts"),
        (time(5, 15), "From 05:30 until 05:15 the next day are 23 hours, more than an evening lasts"),
    ],
)
def test_hours_that_are_too_many_are_refused_by_the_day_on_which_they_end(ends, said):
    with pytest.raises(Refused, match=said):
        hours(date(2026, 5, 14), time(5, 30), ends, zone="Europe/London")


def test_a_server_that_was_away_at_the_time_opens_after_when_it_is_back(planned, press, clock):
    clock.now = at(18, 30)
    press(f"/experiments/{planned.id}/waves/pre/open")
    planned.answered(1)
    clock.now = at(20, 40)
    again = open_database(planned.desk.services.settings)
    keep_time(Services(planned.desk.services.settings, again, clock))
    again.close()
    assert planned.wave("post").is_open()


def test_two_clocks_at_once_open_it_once(settings, database, clock):
    evening = Evening(desk_of(settings, database, clock))
    evening.change(starts_at=at(18, 30), ends_at=at(20, 20))
    evening.open("pre")
    evening.answered(1)
    clock.now = at(20, 6)
    with ThreadPoolExecutor(4) as clocks:
        list(clocks.map(lambda _: keep_time(evening.desk.services), range(8)))
    with database.reading() as db:
        opened = db.query(AuditEntry).filter(AuditEntry.action == "wave opened").count()
    assert (opened, evening.wave("post").is_open()) == (1, True)


def test_an_after_that_was_forgotten_closes_two_hours_after_it_was_opened(evening, press, clock):
    press(f"/experiments/{evening.id}/waves/post/open")
    assert re.search(r"<time>20:30</time> <span>After closes by itself", said(evening))
    assert kept(evening, at(20, 29), at(20, 31)) == [True, False]
    with evening.database.reading() as db:
        entry = db.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert (entry.actor, entry.action) == ("the clock", "wave closed")


def test_one_whose_closing_is_taken_back_or_that_is_opened_again_has_two_hours_more(evening, press, clock):
    press(f"/experiments/{evening.id}/waves/post/open")
    kept(evening, at(20, 31))
    press(f"/experiments/{evening.id}/waves/undo", press=undo_of(evening))
    assert kept(evening, at(22, 30), at(22, 32)) == [True, False]
    clock.advance(hours=1)
    press(f"/experiments/{evening.id}/waves/post/reopen")
    assert kept(evening, clock.now + timedelta(minutes=119)) == [True]


def undo_of(evening):
    return re.search(r'name="press" value="([^"]+)"', said(evening))[1]


@pytest.mark.parametrize("about", [{"kind": "learning_module"}, {"role": "comparison"}])
def test_what_is_asked_over_days_is_closed_by_a_person(evening, clock, about):
    evening.change(**about)
    evening.open("post")
    assert kept(evening, at(23, 59)) == [True]
