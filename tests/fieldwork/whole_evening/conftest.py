"""An evening of sixty in three browsers: the organiser's phone, a volunteer's with a key, and the projector."""

import contextlib
import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from evaluation.fieldwork.timekeeping import keep_time
from evaluation.models import Experiment
from evaluation.store.accounts.evening_keys import hand_key
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from tests.close_browser import close_context
from tests.fieldwork.conftest import Evening
from tests.fieldwork.whole_evening.http_phone import HttpPhone
from tests.hall import served
from tests.journeys.test_accessible import sideways, violations

PATIENCE = 30_000
PICTURES = os.environ.get("WEAVING_PICTURES", "")
"""A folder for what each browser shows at each moment, to be looked at; nothing is kept where it is not set."""
DAY = date(2026, 5, 14)


class WholeEvening:
    """The hall: who is in it, what time it is, and what each browser shows."""

    def __init__(self, mounted, clock, base, chromium, people):
        self.mounted, self.clock, self.base, self.chromium, self.people = mounted, clock, base, chromium, people
        self.evening, self.pages, self.contexts = Evening(mounted.desk), {}, []
        self.evening.change(
            title="Weaving Trust, North Hall",
            starts_at=self.moment(18, 30),
            ends_at=self.moment(20, 30),
            expected=people,
            planned_rounds=3,
            minutes_a_round=6,
        )
        self.phones = [HttpPhone(base, self.evening.words, rng=random.Random(number)) for number in range(people)]

    @staticmethod
    def moment(hour, minute):
        return datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=ZoneInfo("Europe/London"))

    def at(self, hour, minute):
        """Let it be so late, by the clock in the hall."""
        self.clock.advance(seconds=(self.moment(hour, minute) - self.clock()).total_seconds())

    def sit_down(self, name, *, size, browser=None):
        """Open a browser of this name; signed in as somebody's, or as nobody with the address alone."""
        width, height = size
        context = self.chromium.new_context(
            base_url=self.base, viewport={"width": width, "height": height}, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        if browser:
            token = browser.client.get_cookie("staff").value
            context.add_cookies([{"name": "staff", "value": token, "url": self.base}])
        self.contexts.append(context)
        self.pages[name] = context.new_page()
        return self.pages[name]

    def key(self):
        """The address of an evening key."""
        desk = self.mounted.desk
        with desk.services.database.transaction() as db:
            by = RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=self.clock())
            return f"/staff/evening/{hand_key(db, db.get_one(Experiment, self.evening.id), by=by).key}"

    def press(self, name, button):
        """Press a button on the page as it stands there; no page is loaded anew before."""
        page = self.pages[name]
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=isinstance(button, str)).first.click()

    def sees(self, name, text):
        """Wait until somebody's page says this, by itself."""
        expect(self.pages[name].get_by_text(text).first).to_be_visible(timeout=PATIENCE)

    def answer(self, phones):
        """Let phones scan, answer and send, eight at a time; what their last pages say."""
        with ThreadPoolExecutor(8) as hands:
            return list(hands.map(HttpPhone.answer, phones))

    def look(self, moment):
        """Nothing is wrong with any page now; each is kept as a picture where a folder is given."""
        for name, page in self.pages.items():
            assert violations(page) == [], (moment, name)
            assert not sideways(page), (moment, name)
            if PICTURES:
                Path(PICTURES).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=Path(PICTURES) / f"{moment} {name}.png", full_page="projector" not in name)


@pytest.fixture
def whole_evening(mounted, clock, chromium, people):
    """A hall behind the real server, whose clock beats as a server's does."""
    stopped = threading.Event()

    def beat():
        while not stopped.wait(0.2):
            with contextlib.suppress(Exception):
                keep_time(mounted.services)

    with served(mounted.application, threads=8) as base:
        beating = threading.Thread(target=beat, daemon=True)
        beating.start()
        evening = WholeEvening(mounted, clock, base, chromium, people)
        yield evening
        for context in evening.contexts:
            close_context(context)
        stopped.set()
        beating.join()
