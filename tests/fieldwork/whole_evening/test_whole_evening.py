"""A whole evening as it goes: late, one wrong press, an idle phone, bells, After by itself, late phones, the result."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from evaluation.models import Experiment, Release, Response
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.responses.promised_days import CHANGEABLE
from evaluation.store.studies.waves import wave_counts
from tests.releases.staff_pages import work_off_by_the_clock

pytestmark = pytest.mark.browser
LATE, ENOUGH_TO_RELEASE = 3, 20
MOVES = {"wave opened", "wave reopened", "wave closed", "press taken back"}


@pytest.mark.parametrize("people", [12, pytest.param(60, marks=pytest.mark.long)])
def test_a_whole_evening_in_three_browsers_keeps_every_answer_and_ends_with_its_result(whole_evening, people):
    hall = whole_evening
    in_time, late = hall.phones[:-LATE], hall.phones[-LATE:]
    organiser = hall.mounted.person("org@example.org", "organiser", chapter=hall.mounted.desk.north)
    arrive(hall, organiser)
    answer_before(hall, in_time)
    talk(hall)
    answer_after(hall, in_time, late)
    write_down(hall, people)
    assert stored(hall) == {"pre": len(in_time), "post": people, "late": LATE, "linked": len(in_time)}
    assert pressed(hall) == [
        "wave opened, account",
        "wave closed, evening key",
        "press taken back, evening key",
        "wave closed, account",
        "wave opened, the clock",
        "wave closed, account",
    ]
    if len(in_time) >= ENOUGH_TO_RELEASE:
        released(hall)
        read_result(hall)


def arrive(hall, organiser):
    """Twenty minutes late the organiser, a volunteer with a key, and two projectors open their pages."""
    hall.at(18, 50)
    hall.sit_down("organiser", size=(375, 812), browser=organiser).goto(f"/staff/experiments/{hall.evening.id}")
    hall.sit_down("volunteer", size=(375, 812)).goto(hall.key())
    for name, size in {"projector": (1024, 768), "large projector": (1920, 1080)}.items():
        hall.sit_down(name, size=size, browser=organiser).goto(f"/staff/experiments/{hall.evening.id}/screen")
    hall.look("1 before it is opened")


def answer_before(hall, phones):
    """While half still answer, the volunteer closes Before, and takes it back."""
    hall.press("organiser", "Open Before")
    for name in hall.pages:
        hall.sees(name, re.compile("have answered"))
    half = len(phones) // 2
    assert all("Thank you" in said for said in hall.answer(phones[:half]))
    hall.look("2 Before")
    hall.at(18, 55)
    hall.press("volunteer", "Close Before")
    hall.sees("organiser", "Before was closed")
    hall.look("3 closed too early")
    hall.at(18, 56)
    hall.press("volunteer", re.compile("^Undo"))
    hall.sees("organiser", "Before is open")
    assert all("Thank you" in said for said in hall.answer(phones[half:]))
    hall.sees("organiser", str(len(phones)))


def talk(hall):
    """After forty minutes in a pocket, a press on the page as it stands there; then three rounds with their bells."""
    hall.at(19, 36)
    hall.press("organiser", "Close Before")
    hall.sees("projector", "Round 1 begins soon.")
    hall.at(19, 38)
    hall.press("organiser", "Start round 1")
    hall.sees("projector", "Round 1 of 3")
    hall.look("4 a round")
    hall.at(19, 45)
    hall.sees("organiser", "The bell has rung.")
    hall.sees("projector", "Round 2 begins soon.")
    hall.look("5 the bell has rung")
    for number in (2, 3):
        hall.press("organiser", f"Start round {number}")
        hall.sees("large projector", f"Round {number} of 3")
        hall.at(19, 45 + 7 * (number - 1))
        hall.sees("organiser", "The bell has rung." if number < 3 else "All 3 rounds are over")


def answer_after(hall, phones, late):
    """After opens by itself a quarter of an hour before the end; some have begun when it is closed, and send then."""
    hall.at(20, 15)
    hall.sees("organiser", "After is open")
    for phone in late:
        phone.begin()
    assert all("Thank you" in said for said in hall.answer(phones))
    hall.look("6 After by itself")
    hall.at(20, 40)
    hall.press("organiser", "Close After")
    hall.at(20, 43)
    assert all("Thank you" in phone.finish() for phone in late)
    hall.look("7 closed")


def write_down(hall, people):
    """How many came stands in the record."""
    page = hall.pages["organiser"]
    page.goto(f"/staff/experiments/{hall.evening.id}/record")
    page.get_by_label("People who came").fill(str(people))
    hall.press("organiser", "Keep the record")
    hall.at(20, 50)
    page.goto(f"/staff/experiments/{hall.evening.id}")
    hall.look("8 who came")


def stored(hall):
    """How many answers there are by wave, how many of them late, and how many people are linked."""
    with hall.evening.database.reading() as db:
        waves = {wave.id: wave.kind for wave in db.get_one(Experiment, hall.evening.id).waves}
        rows = db.query(Response).all()
        kinds = Counter(waves[row.wave_id] for row in rows)
        linked = wave_counts(db, [hall.evening.id])[hall.evening.id].linked
        return {**kinds, "late": sum(row.late for row in rows), "linked": linked}


def pressed(hall):
    """What was done to the waves and by whom, in its order, as the log has it."""
    with hall.evening.database.reading() as db:
        told = [entry for entry in latest_entries(db, limit=200) if entry.action in MOVES]
        return [f"{entry.action}, {entry.actor}" for entry in reversed(told)]


def released(hall):
    """An evaluator freezes the evening, shows it to the chapter, and puts it out once its days are over."""
    evaluator = hall.mounted.person("eva@example.org", "evaluator")
    evaluator.post(f"/staff/reports/experiments/{hall.evening.id}/freeze")
    work_off_by_the_clock(hall.mounted.services)
    with hall.evening.database.reading() as db:
        release = f"/staff/reports/releases/{db.query(Release).one().id}"
    assert evaluator.post(f"{release}/show").status_code == 303
    hall.clock.advance(seconds=(CHANGEABLE + timedelta(days=1)).total_seconds())
    evaluator = hall.mounted.as_person(hall.mounted.account(email="eva@example.org"))
    assert evaluator.post(f"{release}/put-out", page=release).status_code == 303
    work_off_by_the_clock(hall.mounted.services)
    assert "This is out and cannot be changed" in evaluator.get(release).text


def read_result(hall):
    """The organiser finds the result on the evening's page, and reads it there."""
    organiser = hall.mounted.as_person(hall.mounted.account(email="org@example.org"))
    hall.pages.clear()
    page = hall.sit_down("organiser", size=(375, 812), browser=organiser)
    page.goto(f"/staff/experiments/{hall.evening.id}")
    expect(page.get_by_text("is out: the result of your evenings.")).to_be_visible()
    page.get_by_role("link", name=re.compile("release 1")).click()
    expect(page.get_by_role("heading", name="What it says")).to_be_visible()
    expect(page.get_by_role("heading", name="How sure can we be?")).to_be_visible()
    hall.look("9 the released result")
