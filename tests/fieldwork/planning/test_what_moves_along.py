"""An evening that moves takes the follow-up's days and its keys along, and says what was printed for the old day."""

import re
from datetime import date

import pytest

from evaluation.models import EveningKey, Experiment, Job
from evaluation.store.studies.wave_windows import Window, plan_window, window_of
from tests.mounted_evening import details_sent, evening, organiser, read

__all__ = ["evening", "organiser"]

TODAY, NEW = "2026-05-14", "2026-06-16"


@pytest.fixture
def at(evening, organiser):
    """Where the evening's page is, on today, with a follow-up in two weeks."""
    there = f"/staff/experiments/{evening.id}"
    moved_to(organiser, there, TODAY)
    days = {"first": "2026-05-28", "last": "2026-06-04"}
    organiser.post(f"{there}/windows/follow_up", page=f"{there}/arrange", **days)
    return there


def moved_to(organiser, at, day):
    """Move it; what the next page says."""
    answer = details_sent(organiser, at, date=day)
    return read(organiser.get(at) if answer.status_code == 303 else answer)


def undo(organiser, at):
    page = organiser.get(f"{at}/arrange")
    organiser.post(f"{at}/move/undo", page=at, entry=re.search(r'name="entry" value="(\d+)"', page.text)[1])


def follow_up(evening):
    return window_of(evening.row(), "follow_up")


def keys_end(evening):
    with evening.database.reading() as db:
        return sorted(f"{row.expires_at:%d %B}" for row in db.query(EveningKey))


def test_the_follow_up_moves_along_by_as_many_days_and_back(organiser, at, evening, clock):
    said = moved_to(organiser, at, NEW)
    assert follow_up(evening) == Window(date(2026, 6, 30), date(2026, 7, 7))
    assert "The follow-up moved along: it opens on 30 Jun 2026 and closes after 7 Jul 2026." in said
    undo(organiser, at)
    assert follow_up(evening) == Window(date(2026, 5, 28), date(2026, 6, 4))


def test_days_that_are_still_after_the_evening_stay(organiser, at, evening):
    assert "moved along" not in moved_to(organiser, at, "2026-05-20")
    assert follow_up(evening) == Window(date(2026, 5, 28), date(2026, 6, 4))


def test_days_that_people_were_told_refuse_the_move(organiser, at, evening, clock):
    moved_to(organiser, at, "2026-05-12")
    days = {"first": TODAY, "last": "2026-06-04", "meant": f"{TODAY} 2026-06-04"}
    organiser.post(f"{at}/windows/follow_up", page=f"{at}/arrange", **days)
    for move in ("pre/open", "pre/close", "post/open", "post/close"):
        clock.advance(minutes=25)
        organiser.post(f"{at}/waves/{move}", page=at)
    assert "The follow-up comes after the evening: its first day must be after" in moved_to(organiser, at, TODAY)
    assert evening.row().date == date(2026, 5, 12)
    assert follow_up(evening).first == date.fromisoformat(TODAY)


def test_a_key_works_until_noon_after_the_new_day_and_an_ended_one_is_not_revived(organiser, at, evening, clock):
    organiser.post(f"{at}/key", page=f"{at}/key")
    assert keys_end(evening) == ["15 May"]
    assert "Evening keys that were handed over work until 17 Jun" in moved_to(organiser, at, NEW)
    undo(organiser, at)
    assert keys_end(evening) == ["15 May"]
    with evening.database.transaction() as db:
        db.query(EveningKey).update({"revoked_at": clock()})
    moved_to(organiser, at, NEW)
    assert keys_end(evening) == ["15 May"]


def test_a_pack_that_names_the_old_day_is_to_be_made_again(organiser, at, evening, clock):
    organiser.post(f"{at}/pack", page=f"{at}/pack", count="10", hosts="0")
    with evening.database.transaction() as db:
        db.query(Job).update({"state": "done", "finished_at": clock()})
    clock.advance(minutes=1)
    warning = (
        "The print pack was made for Thursday, 14 May 2026; the evening is now on Tuesday, 16 June 2026: make it again."
    )
    assert warning not in read(organiser.get(f"{at}/pack"))
    assert warning in moved_to(organiser, at, NEW)
    assert warning in read(organiser.get(f"{at}/pack"))
    clock.advance(minutes=1)
    undo(organiser, at)
    assert "make it again" not in read(organiser.get(f"{at}/pack"))


# What is back once a move was taken back


def test_hours_that_were_changed_are_told_and_said_to_be_back(organiser, at, evening):
    details_sent(organiser, at, date=TODAY, starts="18:30", ends="20:30")
    details_sent(organiser, at, date=TODAY, starts="19:00", ends="21:00")
    assert "it was planned for 14 May 2026, 18:30–20:30" in read(organiser.get(f"{at}/arrange"))
    undo(organiser, at)
    said = read(organiser.get(f"{at}/arrange"))
    assert "14 May 2026, 18:30–20:30 again, in" in said.partition("Undone: it is planned for")[2]


def test_where_nothing_can_be_undone_any_more_that_is_said(organiser, at):
    organiser.post(f"{at}/move/undo", page=at, entry="1")
    assert "Nothing was undone" in read(organiser.get(f"{at}/arrange"))


# The page that looks back, and the pretest


def plan(evening, kind, first, last):
    with evening.database.transaction() as db:
        row = db.get_one(Experiment, evening.id)
        plan_window(row, kind, window=Window(date.fromisoformat(first), date.fromisoformat(last)))


def test_the_page_that_looks_back_moves_along_and_back(organiser, at, evening):
    plan(evening, "then", TODAY, "2026-05-16")
    said = moved_to(organiser, at, NEW)
    assert window_of(evening.row(), "then") == Window(date(2026, 6, 16), date(2026, 6, 18))
    assert "The page that looks back moved along: it opens on 16 Jun 2026 and closes after 18 Jun 2026." in said
    undo(organiser, at)
    assert window_of(evening.row(), "then") == Window(date(2026, 5, 14), date(2026, 5, 16))


def test_a_pretest_that_would_not_come_before_the_evening_refuses_the_move(organiser, at, evening):
    moved_to(organiser, at, NEW)
    plan(evening, "pretest", "2026-06-01", "2026-06-10")
    assert "The pretest comes before the evening" in moved_to(organiser, at, "2026-05-20")
    assert evening.row().date == date(2026, 6, 16)
