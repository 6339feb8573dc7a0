"""An organiser in a real browser: few interactions, no fault that axe finds, everything from the keyboard."""

import random
import re

import pytest
from playwright.sync_api import expect

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.participants_app import participants_app
from evaluation.store.accounts.evening_keys import hand_key
from evaluation.store.accounts.sessions import keep_session
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.responses.responses import record_response
from evaluation.store.studies.experiments import add_experiment
from evaluation.web.app import combined
from tests.close_browser import close_context
from tests.hall import served
from tests.journeys.test_accessible import sideways, violations
from tests.linking.conftest import ANN, Room

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # milliseconds: a page that comes late on a busy machine is no fault of the page
WIDTHS = (320, 375, 1280)
TOKEN = "a-session-of-this-test-alone"


@pytest.fixture
def served_desk(desk):
    """Both applications behind a real server; its address."""
    with served(combined(participants_app(desk.services), desk.app)) as base:
        yield base


@pytest.fixture
def sit_down(desk, served_desk, chromium):
    """A browser in which somebody with these roles is signed in."""
    contexts = []

    def seated(*roles, width=375, scripts=True):
        account, now = desk.person(*roles), desk.services.clock()
        contents = {WHO: account.session_key, "fs_cc": "set", "fs_paa": now.timestamp(), "_fresh": True}
        token = f"{TOKEN}-{account.id}"
        with desk.services.database.transaction() as db:
            keep_session(
                db, token_digest(token), contents=contents, session_key=account.session_key, device="", now=now
            )
        context = chromium.new_context(
            base_url=served_desk,
            viewport={"width": width, "height": 800},
            locale="en-GB",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "staff", "value": token, "url": served_desk}])
        contexts.append(context)
        return context.new_page()

    yield seated
    for context in contexts:
        close_context(context)


class Counted:
    """A page on which every press and every field filled in is counted."""

    def __init__(self, page):
        self.page, self.interactions = page, 0

    def press(self, name, role="button"):
        self.interactions += 1
        self.page.get_by_role(role, name=name).first.click()

    def fill(self, label, value):
        self.interactions += 1
        self.page.get_by_label(label).first.fill(value)

    def choose(self, label, option):
        self.interactions += 1
        self.page.get_by_label(label).first.select_option(label=option)

    def sees_the_code(self):
        expect(self.page.get_by_role("img", name="QR code for")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_signed_in_to_the_code_on_screen_in_at_most_eight_interactions(sit_down, scripts):
    page = sit_down("organiser", scripts=scripts)
    page.goto("/staff/")
    person = Counted(page)
    person.press("New experiment", role="link")
    person.fill("What is it called?", "St Mary's Hall")
    person.fill("About how many people?", "40")
    person.choose("Chapter", "North")
    person.press("Make it")
    person.press("Make another")
    person.press("Open Before")
    person.press("Join screen for the projector", role="link")
    person.sees_the_code()
    assert person.interactions <= 8


def test_a_copy_to_any_day_is_on_screen_in_two(sit_down):
    page = sit_down("organiser")
    page.goto("/staff/")
    person = Counted(page)
    person.fill("The same again on", "2026-06-11")
    person.press("Copy “North Hall”")
    person.sees_the_code()
    expect(page.get_by_text("Thu 11 Jun 2026")).to_be_visible(timeout=PATIENCE)
    assert person.interactions == 2


def test_the_evening_is_run_from_the_keyboard_alone(sit_down, evening, clock):
    page = sit_down("organiser")
    page.goto(f"/staff/experiments/{evening.id}")
    for label in ("Open Before", "Close Before", "Open After", "Close After"):
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.locator(":focus").text_content().strip() == label:
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        clock.advance(minutes=1)
        page.reload()
    expect(page.get_by_role("heading", name="Closed")).to_be_visible(timeout=PATIENCE)


def test_the_counter_rises_by_itself(sit_down, evening):
    evening.open("pre")
    page = sit_down("organiser", width=1280)
    page.goto(f"/staff/experiments/{evening.id}/screen")
    evening.answered(3)
    expect(page.locator("#counter h1 b")).to_have_text("3", timeout=PATIENCE)
    expect(page).to_have_title(re.compile("^3 of about 46 have answered"), timeout=PATIENCE)


def test_a_pair_is_decided_with_m_and_undone_with_u(sit_down, desk, clock):
    room = Room(desk.services.settings, desk.services.database, clock)
    room.answer("ann", "pre", memory=ANN)
    room.open("post")
    room.answer("ann again", "post", memory={**ANN, "birth_day": "15"})
    with room.database.reading() as db:
        experiment = room.experiment(db).id
    page = sit_down("organiser", width=1280)
    page.goto(f"/staff/experiments/{experiment}/links")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("m")
    page.get_by_text("No pair waits for you.").wait_for()
    page.keyboard.press("u")
    page.get_by_text("4 of 5 memory questions agree").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_some_of_a_chapters_experiments_are_ticked_from_the_keyboard(sit_down, desk, scripts):
    with desk.services.database.transaction() as db:
        version, now = version_in_use(db, "common-ground", 1, now=desk.services.clock()), desk.services.clock()
        about = {"kind": "assembly", "version": version, "now": now, "rng": random.Random(3)}
        for title in ("Mill Hall", "Vestry"):
            add_experiment(db, desk.north, title=title, **about)
    page = sit_down("evaluator", scripts=scripts)
    page.goto(f"/staff/reports/chapters/{desk.north.id}")
    page.get_by_label("Vestry").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Make the report of these").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("North, 2 of its experiments")).to_be_visible(timeout=PATIENCE)


def pages_of(evening, desk):
    """Every staff page that can be opened, by the roles that may see it."""
    one = f"/staff/experiments/{evening.id}"
    inside = ("", "/screen", "/key", "/script", "/pack", "/record", "/arrange", "/links", "/paper", "/quality")
    with desk.services.database.transaction() as db:
        from evaluation.models import Experiment
        from evaluation.store.log.actor import RecordedActor
        from evaluation.store.log.audit_entries import Actor

        by = RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=desk.services.clock())
        key = hand_key(db, db.get_one(Experiment, evening.id), by=by).key
    return [
        "/staff/",
        "/staff/experiments",
        "/staff/experiments/new",
        *(one + page for page in inside),
        f"/staff/evening/{key}",
        f"/staff/evening/{key}/screen",
        "/staff/experiments/by-chapter",
        "/staff/reports",
        f"/staff/reports/chapters/{desk.north.id}",
        "/staff/people",
        "/staff/audit",
        "/staff/account",
        "/staff/wan-register",
        "/staff/mf-recovery-codes",
        "/staff/nowhere",
    ]


@pytest.mark.parametrize("width", [WIDTHS[0], *(pytest.param(width, marks=pytest.mark.long) for width in WIDTHS[1:])])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(sit_down, desk, evening, width):
    evening.open("pre")
    evening.answered(2)
    page, found = sit_down("organiser", "evaluator", "administrator", width=width), {}
    for address in pages_of(evening, desk):
        page.goto(address)
        faults = [*violations(page), *(["scrolls sideways"] if sideways(page) else [])]
        if faults:
            found[address] = faults
    assert found == {}


def test_nothing_scrolls_sideways_in_welsh_on_a_narrow_phone(sit_down, desk, evening):
    page = sit_down("organiser", "evaluator", "administrator", width=320)
    page.goto("/staff/account")
    page.get_by_role("button", name="Cymraeg").click()
    parts = [f"/staff/experiments/{evening.id}/pack/{part}" for part in ("cards", "paper", "poster", "script")]
    places = ["/staff/places", "/staff/studies/new", "/staff/address", "/staff/calendar"]
    wide = []
    for address in (*pages_of(evening, desk), *parts, *places):
        page.goto(address)
        if sideways(page):
            wide.append(address)
    assert wide == []


def test_axe_finds_nothing_on_the_way_in(desk, served_desk, chromium):
    from evaluation.store.accounts.invitations import invite

    with desk.services.database.transaction() as db:
        secret = invite(db, "new@example.org", roles=["organiser"], now=desk.services.clock())
    context = chromium.new_context(base_url=served_desk, viewport={"width": 375, "height": 800})
    page, found = context.new_page(), {}
    page.goto("/staff/login")
    found["sign in"] = violations(page)
    page.goto("/staff/wan-signin")
    found["passkey"] = violations(page)
    page.goto(f"/staff/invitation/{secret}")
    found["invitation"] = violations(page)
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("A password").fill("correct horse battery")
    page.get_by_role("button", name="Go on").click()
    found["second factor"] = violations(page)
    page.get_by_role("button", name="Show the code to scan").click()
    found["code to scan"] = violations(page)
    close_context(context)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_theme_with_the_name_of_an_outcome_is_read_whole_on_a_screen_of_1280(sit_down, evening):
    evening.open("post")
    evening.answered(6, "post")
    response = evening.begin("post")
    sent = evening.submission(response, "post", texts={"op1": "We share a street."}, may_quote=("op1",))
    with evening.database.transaction() as db:
        record_response(db, sent, now=evening.clock())
    evening.close("post")
    page = sit_down("evaluator", width=1280)
    page.goto(f"/staff/reports/experiments/{evening.id}/open-answers")
    theme = page.locator("input[list=themes]")
    theme.fill("Trust in people from other communities")
    assert theme.evaluate("field => field.scrollWidth <= field.clientWidth")
