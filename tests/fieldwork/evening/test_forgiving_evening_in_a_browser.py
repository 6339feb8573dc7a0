"""The organiser's evening in real browsers: started late, closed by mistake, left alone for 45 minutes, two at once."""

import contextlib
import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from evaluation.fieldwork.timekeeping import keep_time
from evaluation.models import Experiment, Response
from evaluation.store.accounts.evening_keys import hand_key
from tests.fieldwork.conftest import Evening
from tests.fieldwork.test_organiser_in_a_browser import PATIENCE, served_desk, sit_down
from tests.journeys.test_accessible import sideways, violations

pytestmark = pytest.mark.browser
__all__ = ["served_desk", "sit_down"]


@pytest.fixture
def beating(desk):
    """The clock's own thread, as a server has it, looking without a pause."""
    stopped = threading.Event()

    def beat():
        while not stopped.wait(0.05):
            with contextlib.suppress(Exception):
                keep_time(desk.services)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    yield
    stopped.set()
    thread.join()


def press(page, name):
    """Press the button of exactly this name: that of "Undo" holds the name of what it takes back."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def sees(page, headline):
    expect(page.get_by_role("heading", name=headline)).to_be_visible(timeout=PATIENCE)


def faults_of(page):
    return [*violations(page), *(["scrolls sideways"] if sideways(page) else [])]


def test_started_at_five_past_eight_before_stays_open(sit_down, desk, evening, clock, beating):
    """Planned from 18:30 to 20:20."""
    evening.change(
        starts_at=datetime(2026, 5, 14, 17, 30, tzinfo=UTC), ends_at=datetime(2026, 5, 14, 19, 20, tzinfo=UTC)
    )
    clock.now = datetime(2026, 5, 14, 19, 5, tzinfo=UTC)
    page = sit_down("organiser")
    page.goto(f"/staff/experiments/{evening.id}")
    press(page, "Open Before")
    evening.answered(3)
    page.wait_for_timeout(1000)
    page.reload()
    sees(page, "Before is open")
    expect(page.get_by_text("After does not open by itself: its planned time is 20:05")).to_be_visible()
    clock.advance(minutes=40)
    page.wait_for_timeout(500)
    page.reload()
    sees(page, "Before is open")


def test_today_held_open_stays_on_its_evening_as_another_is_opened(sit_down, desk, evening, clock):
    """Both are within their hours; the other's Before is opened elsewhere, and then a press is made in this one."""
    hours = {"starts_at": clock() - timedelta(minutes=30), "ends_at": clock() + timedelta(hours=2)}
    evening.change(**hours)
    other = Evening(desk)
    other.id, other.words = desk.there.id, desk.there.slug
    page = sit_down("organiser")
    page.goto("/staff/")
    shown = page.get_by_role("heading", level=1).text_content()
    other.change(**hours)
    other.open("pre")
    evening.change(expected=50)
    expect(page.get_by_text("of about 50")).to_be_visible(timeout=PATIENCE)
    assert page.get_by_role("heading", level=1).text_content() == shown == "North Hall"


@pytest.mark.parametrize("width", [375, pytest.param(1280, marks=pytest.mark.long)])
def test_closed_by_mistake_and_undone_answers_before_and_after_are_kept(sit_down, evening, clock, width):
    page = sit_down("organiser", width=width)
    page.goto(f"/staff/experiments/{evening.id}")
    press(page, "Open Before")
    evening.answered(2)
    clock.advance(minutes=1)
    page.reload()
    press(page, "Close Before")
    sees(page, "Between")
    expect(page.get_by_text("Before was closed at 18:31 by you.")).to_be_visible()
    assert faults_of(page) == []
    press(page, re.compile("Undo .Close Before"))
    sees(page, "Before is open")
    evening.answered(1)
    clock.advance(minutes=20)
    page.reload()
    press(page, "Close Before")
    clock.advance(minutes=11)
    page.reload()
    assert page.get_by_role("button", name=re.compile("Undo")).count() == 0
    press(page, "Reopen Before")
    sees(page, "Before is open")
    evening.answered(1)
    with evening.database.reading() as db:
        assert [row.late for row in db.query(Response)] == [False] * 4


def test_a_volunteer_undoes_what_the_organiser_pressed_and_presses_twice(sit_down, desk, evening, clock, served_desk):
    from evaluation.store.log.actor import RecordedActor
    from evaluation.store.log.audit_entries import Actor

    with desk.services.database.transaction() as db:
        by = RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=clock())
        key = hand_key(db, db.get_one(Experiment, evening.id), by=by).key
    organiser, volunteer = sit_down("organiser"), sit_down("organiser", width=375)
    volunteer.context.clear_cookies()
    for page, address in ((organiser, f"/staff/experiments/{evening.id}"), (volunteer, f"/staff/evening/{key}")):
        page.goto(address)
    press(organiser, "Open Before")
    press(volunteer, "Open Before")
    sees(volunteer, "Before is open")
    assert f"/evening/{key}?" in volunteer.url
    clock.advance(minutes=1)
    organiser.reload()
    press(organiser, "Close Before")
    expect(volunteer.get_by_role("heading", name="Between")).to_be_visible(timeout=PATIENCE)
    assert faults_of(volunteer) == []
    press(volunteer, re.compile("Undo"))
    expect(organiser.get_by_role("heading", name="Before is open")).to_be_visible(timeout=PATIENCE)
    assert volunteer.context.cookies() == []


@pytest.mark.parametrize(
    ("scripts", "apart"),
    [
        (True, 150),
        (False, 2500),
        pytest.param(True, 2500, marks=pytest.mark.long),
        pytest.param(False, 150, marks=pytest.mark.long),
    ],
)
def test_two_taps_in_one_place_do_one_thing_and_the_button_comes_back(sit_down, evening, clock, scripts, apart):
    page = sit_down("organiser", scripts=scripts)
    page.goto(f"/staff/experiments/{evening.id}")
    for _tap in range(2):
        box = page.locator(".now .go").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(apart)
        clock.advance(seconds=apart / 1000)
    sees(page, "Before is open")
    clock.advance(seconds=5)
    press(page, re.compile("^Close Before$"))
    sees(page, "Between")


def test_forty_five_minutes_in_a_pocket_and_a_press_that_takes_effect(sit_down, evening, clock):
    evening.open("pre")
    page = sit_down("organiser")
    page.goto(f"/staff/experiments/{evening.id}")
    page.route("**/now", lambda route: route.abort())
    clock.advance(minutes=45)
    page.unroute("**/now")  # out of the pocket: a press without connection is not sent
    press(page, "Close Before")
    sees(page, "Between")
    assert evening.wave("pre").closed_at is not None


def test_a_press_of_a_session_that_is_over_survives_signing_in(sit_down, desk, evening, clock, served_desk):
    """The long end: the evening was copied from another day, so that no session holds for it."""
    evening.change(date=None)
    with desk.services.database.transaction() as db:
        db.get_one(Experiment, desk.there.id).date = None
    page = sit_down("organiser")
    page.goto(f"/staff/experiments/{evening.id}/record")
    page.get_by_label("Notes").fill("Long words\nof one evening.")
    page.wait_for_load_state("networkidle")  # what was asked for before holds the session from when it is answered
    clock.advance(minutes=45)
    with page.expect_navigation():
        page.get_by_role("button", name="Keep the record").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("what you sent is kept")).to_be_visible()
    sign_in(page, desk)
    page.goto(f"{served_desk}/staff/carried")
    expect(page.get_by_text("Long words")).to_be_visible(timeout=PATIENCE)
    assert faults_of(page) == []
    press(page, "Send it now")
    assert evening.row().notes.splitlines() == ["Long words", "of one evening."]


def sign_in(page, desk):
    """The browser's new session becomes that of whoever was signed in before, as signing in makes it."""
    from evaluation.accounts.session_cookie import WHO, token_digest
    from evaluation.models import Account, StaffSession

    (cookie,) = page.context.cookies()
    with desk.services.database.transaction() as db:
        account = db.query(Account).one()
        row = db.get_one(StaffSession, token_digest(cookie["value"]))
        now = desk.services.clock()
        row.contents = {**row.contents, WHO: account.session_key, "fs_cc": "set", "fs_paa": now.timestamp()}
        row.account_id = account.id


def test_two_browsers_on_one_record(sit_down, evening):
    ann, bea = sit_down("organiser", width=1280), sit_down("organiser", width=375)
    for page in (ann, bea):
        page.goto(f"/staff/experiments/{evening.id}/record")
    ann.get_by_label("People who came").fill("44")
    press(ann, "Keep the record")
    bea.get_by_label("People who came").fill("46")
    bea.get_by_label("Notes").fill("Loud.")
    press(bea, "Keep the record")
    expect(bea.get_by_text("after you had opened this page")).to_be_visible(timeout=PATIENCE)
    assert faults_of(bea) == []
    bea.get_by_label("As it was saved: 44").check()
    press(bea, "Keep the record")
    assert (evening.row().came, evening.row().notes) == (44, "Loud.")


def test_what_changed_while_the_page_was_under_way_is_seen(sit_down, evening, served_desk):
    """The page is drawn, another opens Before, and only then does the page arrive."""
    page, loads = sit_down("organiser"), []

    def late(route):
        drawn = route.fetch()
        if not loads:
            evening.open("pre")
        loads.append(route.request.url)
        route.fulfill(response=drawn)

    page.route(f"{served_desk}/staff/experiments/{evening.id}", late)
    page.goto(f"/staff/experiments/{evening.id}")
    sees(page, "Before is open")
    page.wait_for_timeout(4000)
    assert len(loads) == 2


def test_a_press_that_did_nothing_is_told_once_and_not_again_as_the_page_is_loaded_anew(sit_down, evening, clock):
    page = sit_down("organiser")
    address = f"/staff/experiments/{evening.id}"
    page.goto(address)
    page.route("**/now", lambda route: route.fulfill(status=304))
    other = page.context.new_page()
    other.goto(address)
    for step in ("Open Before", "Close Before"):
        press(other, step)
        clock.advance(seconds=30)
    press(page, "Open Before")
    told = page.get_by_text("was not done: the page it stood on was older")
    expect(told).to_be_visible(timeout=PATIENCE)
    page.reload()
    sees(page, "Between")
    expect(told).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_evenings_own_page_counts(sit_down, evening, scripts):
    evening.open("pre")
    page = sit_down("organiser", scripts=scripts)
    page.goto(f"/staff/experiments/{evening.id}")
    evening.answered(2)
    if not scripts:
        page.reload()
    expect(page.locator(".count b")).to_have_text("2", timeout=PATIENCE)


def test_the_projector_says_that_it_has_lost_its_sign_in_and_its_connection(sit_down, evening):
    evening.open("pre")
    page = sit_down("organiser", width=1280)
    page.goto(f"/staff/experiments/{evening.id}/screen")
    lost = page.locator("[data-lost]")
    expect(lost).to_be_hidden()
    page.context.clear_cookies()
    expect(lost).to_contain_text("lost its sign-in", timeout=PATIENCE)
    page.route("**/count*", lambda route: route.abort())
    expect(lost).to_contain_text("No connection since", timeout=PATIENCE)
