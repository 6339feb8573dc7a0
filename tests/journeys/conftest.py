"""A real browser before a real server: the evening's pages on 127.0.0.1, where service workers are allowed."""

import logging
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from evaluation.models import Response
from evaluation.participants_app import participants_app
from evaluation.store.intake.set_aside import people_set_aside
from evaluation.web.app import Services
from tests.close_browser import close_context
from tests.hall import Hall, served


class LiveHall(Hall):
    """The evening behind a real server, and a line that can lose a reply after the answers were stored."""

    def serve(self, settings):
        self.settings = settings
        self.app = participants_app(Services(settings, self.database, self.clock))
        self.losing, self.lost = threading.Event(), 0
        logging.getLogger("waitress").setLevel(logging.ERROR)  # it warns of a reply that is cut off, which is meant
        return served(self._line)

    def lose_reply(self):
        self.losing.set()

    def _line(self, environ, start_response):
        if environ["REQUEST_METHOD"] != "POST" or "/pre/" not in environ["PATH_INFO"] or not self.losing.is_set():
            return self.app(environ, start_response)
        self.losing.clear()
        self.lost += 1
        b"".join(self.app(environ, lambda *_: lambda _: None))
        start_response("201 Created", [("Content-Type", "application/json"), ("Content-Length", "1000")])
        return []  # what is announced never comes, and the server closes the line

    def set_aside(self):
        """How many people are set aside, since nothing shows that a start page was opened for them."""
        with self.database.reading() as db:
            return sum(people_set_aside(db, self.evening().experiment).values())

    def kept(self):
        with self.database.reading() as db:
            return list(db.scalars(select(Response)))


@pytest.fixture
def live(sqlite_database, sqlite_settings, clock):
    """The evening, served; `live.base` is its address."""
    hall = LiveHall(sqlite_database, clock)
    with hall.serve(sqlite_settings) as base:
        hall.base = base
        yield hall
        assert hall.set_aside() == 0, "an honest phone was set aside"


@pytest.fixture
def phone(chromium, live):
    """A fresh phone of a given width; what goes wrong in its scripts fails the test."""
    opened, wrong = [], []

    @contextmanager
    def fresh(**options):
        settings = {"viewport": {"width": 375, "height": 667}, "locale": "en-GB", **options}
        context = chromium.new_context(base_url=live.base, **settings)
        context.set_default_timeout(30_000)
        opened.append(context)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        yield context
        close_context(context)

    yield fresh
    assert wrong == []
