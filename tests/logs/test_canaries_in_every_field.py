"""Words of their own in every field, header, cookie, address and file of every route: none is in anything written down.

`tests/logs/test_canaries.py` shows what faults tell of what people send as they should; this one sends nonsense to
every route of a real server that writes down all that it can, while all is well and while it fails.
"""

import http.client
import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from evaluation.models import Job, Role
from evaluation.participants_app import participants_app
from evaluation.staff_app import staff_app
from evaluation.web.app import Services
from tests.hall import Hall
from tests.logs.canaries import cookie_of, watched
from tests.logs.every_field import WORD, Words, broken_requests, requests_to
from tests.logs.test_canaries import full, locked
from tests.staff_pages import Desk, token_in

FEWEST = 500
NAMING_ADDRESSES = """
import evaluation.operations.monitoring.answered_requests as requests
requests._route_of = lambda environ: environ["PATH_INFO"]
"""
"""The control: an access line that says the path in place of the route."""
ENDING = {"security.logout", "accounts.end_session"}
NO_LOGS = ("weaving.sqlite", "keys", "cache")
"""What a home keeps that is no log: the answers themselves, keys, compiled templates."""


class Canaries:
    """A server under watch, the routes of both applications, and somebody of every role."""

    def __init__(self, settings, database, server):
        self.settings, self.database, self.server, self.words = settings, database, server, Words()
        self.known = {"words": self.hall().words, "instrument": "common-ground", "number": 1}
        services = Services(settings, database, lambda: datetime.now(UTC))
        desk = Desk.__new__(Desk)
        desk.services = services
        account = desk.person(*Role, email="kanari00000vogel@example.org")
        self.cookie = cookie_of(services, account, services.clock())
        self.participants = self.routes(participants_app(services))
        self.staff = self.routes(staff_app(services))

    def hall(self):
        hall = Hall(self.database, lambda: datetime.now(UTC))
        hall.close("pre")
        hall.open("post")
        return hall

    @staticmethod
    def routes(app):
        return [rule for rule in sorted(app.url_map.iter_rules(), key=str) if rule.endpoint not in ENDING]

    def token(self):
        return token_in(self.server.ask("GET", "/staff/account", Cookie=self.cookie)[1])

    def send(self, method, address, body, kind, headers):
        """One request, whatever becomes of it: a server may hang up on what is broken."""
        connection = http.client.HTTPConnection(self.server.base, timeout=60)
        try:
            sent = headers | ({"Content-Type": kind} if kind else {})
            connection.putrequest(method, address, skip_accept_encoding=True, skip_host="Host" in sent)
            for name, value in sent.items():
                connection.putheader(name, value.encode("latin-1"))
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def to_participants(self, routes=None):
        return [
            self.send(*each)
            for rule in routes or self.participants
            for each in requests_to(rule, self.known, self.words)
        ]

    def to_staff(self, routes):
        token = self.token()
        signed_in = {"prefix": "/staff", "token": token, "cookie": self.cookie}
        return [self.send(*each) for rule in routes for each in requests_to(rule, self.known, self.words, **signed_in)]

    def broken(self):
        return [self.send(*each) for each in broken_requests(self.words, self.known, uuid.uuid4())]


def told(canaries):
    """Where a word is: lines that were written, what the home keeps besides answers, and what is known of jobs."""
    places = [line for line in canaries.server.lines if WORD.search(line)]
    for path in canaries.settings.home.rglob("*"):
        within = path.relative_to(canaries.settings.home).parts[0]
        if path.is_file() and not within.startswith(NO_LOGS) and WORD.search(path.read_bytes().decode("latin-1")):
            places.append(str(path))
    with canaries.database.reading() as db:
        for job in db.scalars(select(Job)):
            said = f"{job.arguments} {job.message} {job.started_by}"
            places += [f"job: {said}"] if WORD.search(said) else []
    return places


def sent_everywhere(canaries, *, every):
    """All routes of participants and some of staff: while all is well, while locked, with a full disk, after a kill."""
    answers = canaries.to_participants() + canaries.to_staff(canaries.staff[::every]) + canaries.broken()
    some = canaries.participants[:: max(2, every)]
    with locked(canaries.database):
        failing = canaries.to_participants(some)
    with full(canaries.database, canaries.server):
        failing += canaries.to_participants(some) + canaries.broken()
    canaries.server.kill_children()
    return answers, failing


def test_no_word_of_any_field_is_written_down(settings, database):
    with watched(settings, "--access-log") as server:
        canaries = Canaries(settings, database, server)
        answers, _failing = sent_everywhere(canaries, every=20)
    assert len(canaries.words.places) >= FEWEST
    assert any('"event": "request"' in line for line in server.lines)
    assert (len(answers) > 100, told(canaries)) == (True, [])


@pytest.mark.long
def test_no_word_of_any_field_of_any_route_is_written_down(settings, database, record_property):
    with watched(settings, "--access-log") as server:
        canaries = Canaries(settings, database, server)
        answers, failing = sent_everywhere(canaries, every=1)
    record_property("canaries", f"{len(canaries.words.places)} words in {len(answers) + len(failing)} requests")
    assert told(canaries) == []


def test_the_search_finds_what_a_server_writes_that_names_addresses(sqlite_settings, sqlite_database):
    with watched(sqlite_settings, "--only", "participants", "--access-log", before=NAMING_ADDRESSES) as server:
        canaries = Canaries(sqlite_settings, sqlite_database, server)
        canaries.broken()
    assert told(canaries) != []
