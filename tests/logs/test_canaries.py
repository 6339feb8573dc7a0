"""Words of people, their addresses and codes are in no log and in no answer of an error, whatever fails."""

import time
import uuid
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from evaluation.models import OpenAnswer, Role
from evaluation.web.app import Services
from instruments import Layout, load
from tests.hall import Hall
from tests.logs.canaries import TALKATIVE, beyond_own_form, cookie_of, watched
from tests.staff_pages import Desk, token_in

CANARY = "Kanarienvogel"
RESPONSE = uuid.UUID("5ca1ab1e-cafe-4bad-8bad-c0ffee15600d")
SPOKEN = (CANARY, str(RESPONSE), RESPONSE.hex)


@pytest.fixture
def hall(settings, database):
    """An evening of today on either engine, with After open, which asks for words."""
    evening = Hall(database, lambda: datetime.now(UTC))
    evening.close("pre")
    evening.open("post")
    return evening


@pytest.fixture
def staff(settings, database, hall):
    """Somebody of every role, signed in: the cookie."""
    now = datetime.now(UTC)
    desk = Desk.__new__(Desk)
    desk.services = Services(settings, database, lambda: now)
    account = desk.person(*Role, email=f"{CANARY}@example.org".lower())
    return cookie_of(desk.services, account, now)


def free_text():
    """An item of the questionnaire that takes free words."""
    version = load("common-ground", 1)
    return next(item.id for item in version.questions("post") if version.format_of(item).layout is Layout.TEXT)


@contextmanager
def locked(database):
    """Nobody else writes an answer, an account or an experiment while this lasts."""
    with database.transaction() as db:
        db.execute(text("SELECT 1"))
        if db.get_bind().dialect.name == "postgresql":
            db.execute(
                text("LOCK TABLE open_answer, response, experiment, invitation, staff_session IN EXCLUSIVE MODE")
            )
        yield


@contextmanager
def full(database, server):
    """Every row of answers, experiments and invitations is refused, by a full disk or by a database that quotes it."""
    if database.writer.dialect.name != "postgresql":
        with server.full_disk():
            yield
        return
    tables = {"open_answer": "NEW.text", "experiment": "NEW.title", "invitation": "NEW.email"}
    with database.transaction() as db:
        for table, column in tables.items():
            db.execute(
                text(
                    f"CREATE FUNCTION full_{table}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN RAISE EXCEPTION 'no room for %', {column} USING ERRCODE = '53100'; END $$"
                )
            )
            db.execute(
                text(f"CREATE TRIGGER full_{table} BEFORE INSERT OR UPDATE ON {table} "
                     f"FOR EACH ROW EXECUTE FUNCTION full_{table}()")
            )  # fmt: skip
    yield
    with database.transaction() as db:
        for table in tables:
            db.execute(text(f"DROP FUNCTION full_{table}() CASCADE"))


def participant_requests(words, *, response=RESPONSE):
    """What a participant's page sends, with words in every place that takes some."""
    said = f"{CANARY} said this"
    at = f"/{words}/post/en/{response}?o=1&consent=1&lang=en"
    yield "POST", at, {free_text(): said, "bt1": "4", f"{free_text()}-quote": "1"}
    yield (
        "POST",
        f"/{words}",
        {"wave": "post", "response": str(response), "card": CANARY, "anyway": "1", "lang": CANARY},
    )
    yield "POST", f"/{words}/remember/{response}", {"carer_letter": "K", "birth_day": CANARY}
    yield "POST", "/withdraw", {"code": CANARY}
    yield "POST", "/withdraw", {"code": CANARY, "asked": "1"}
    yield "POST", "/withdraw", {"code": "KEO ZBB 4F5", "asked": CANARY}


def staff_requests(token):
    """What staff type: titles, places, names, e-mail addresses, notes, drafts."""
    new = {"title": CANARY, "place": CANARY, "kind": "weaving_trust", "date": "2026-12-01", "chapter": CANARY}
    yield "POST", "/staff/experiments/new", {"csrf_token": token, **new}
    invited = {"email": f"{CANARY}@example.org", "roles": "organiser", "where": "everywhere"}
    yield "POST", "/staff/people", {"csrf_token": token, **invited}
    yield "POST", "/staff/instruments/drafts", {"csrf_token": token, "name": f"x{CANARY}".lower()}
    yield "POST", "/staff/login", {"csrf_token": token, "email": f"{CANARY}@example.org", "password": CANARY}


def bad_bytes(words):
    """Bytes that are no text, in the address, in what is asked for, in a cookie and in a form."""
    canary = CANARY.encode()
    for path in (f"/{CANARY}%00", f"/{words}?lang={CANARY}%00", f"/{words}?lang=%ff{CANARY}", f"/c/%ff{CANARY}%00"):
        yield "GET", path, None, {}
    yield "GET", f"/{words}", None, {"Cookie": f"weaving_phone=\xe9{CANARY}.\xe9{CANARY}".encode("latin-1")}
    yield "POST", f"/{words}", b"wave=post&lang=%00" + canary + b"&card=%ff" + canary + b"&anyway=1", {}
    yield "POST", f"/{words}/post/en/{RESPONSE}", free_text().encode() + b"=%00%ff" + canary, {}
    yield "GET", f"/staff/experiments?search=%00{CANARY}", None, {}
    yield "GET", f"/clips/{CANARY}%00b/1/en/{CANARY}", None, {}


def everything(server, hall, staff):
    """Send it all once; the answers of errors."""
    token = token_in(server.ask("GET", "/staff/account", Cookie=staff)[1])
    for method, path, body in staff_requests(token):
        yield server.ask(method, path, body, Cookie=staff)
    for method, path, body in participant_requests(hall.words, response=uuid.uuid4()):
        yield server.ask(method, path, body)
    for method, path, body in participant_requests(hall.words):
        yield server.ask(method, path, body)


def found(server):
    """Where a canary is: lines that were written, and errors that say it beyond the form given back to its sender.

    A page names whoever is signed in by their own address, which is in small letters: pages are searched as typed.
    """
    told = [line for line in server.lines if any(word.lower() in line.lower() for word in SPOKEN)]
    return told + [said for said in server.faults if any(word in said for word in SPOKEN)]


def failed(answers):
    return sum(status >= 500 for status, _said in answers)


def test_no_fault_tells_what_somebody_wrote(settings, database, hall, staff):
    with watched(settings) as server:
        answers = list(everything(server, hall, staff))
        assert failed(answers) == 0, [answer for answer in answers if answer[0] >= 500]
        with locked(database):
            under_lock = [server.ask(*one) for one in participant_requests(hall.words, response=uuid.uuid4())]
        with full(database, server):
            no_room = list(everything(server, hall, staff))
        for method, path, body, headers in bad_bytes(hall.words):
            server.ask(method, path, body, **headers)
        server.kill_children()
    assert (failed(under_lock) > 0, failed(no_room) > 0) == (True, True)
    assert any("Error" in line for line in server.lines)
    assert found(server) == []
    assert stored(database)


def stored(database):
    """Whether words were kept at all: else there was nothing to tell."""
    with database.reading() as db:
        return db.query(OpenAnswer).count() > 0


def test_the_search_would_find_what_a_talkative_server_writes(settings, database, hall):
    with watched(settings, "--only", "participants", before=TALKATIVE) as server, full(database, server):
        answers = [server.ask(*one) for one in participant_requests(hall.words)]
    assert failed(answers) > 0
    assert found(server) != []


SENT = {"op1": f'{CANARY} said "this" & that', "bt1": "4"}
GIVEN_BACK = (
    '<form method="post" action="/words/post/en/1"><input type="hidden" name="op1" '
    f'value="{CANARY} said &#34;this&#34; &amp; that"><input type="hidden" name="bt1" value="4"></form>'
)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (GIVEN_BACK, False),
        (f"<h1>{CANARY}</h1>{GIVEN_BACK}", True),
        (f"{GIVEN_BACK}Location: /{CANARY}\n", True),
        (GIVEN_BACK.replace("</form>", f'<input type="hidden" name="op2" value="{CANARY}"></form>'), True),
        (GIVEN_BACK.replace("that", "what somebody else wrote"), True),
        (GIVEN_BACK.replace("/words/", "/elsewhere/"), True),
        (GIVEN_BACK * 2, True),
    ],
)
def test_only_what_its_sender_is_given_back_in_their_own_form_is_no_telling(page, told):
    assert (CANARY in beyond_own_form(page, path="/words/post/en/1", sent=SENT)) is told


@pytest.mark.long
def test_thirty_seconds_of_a_locked_database_tell_nothing(settings, database, hall):
    with ExitStack() as held:
        server = held.enter_context(watched(settings, "--only", "participants"))
        with locked(database):
            until = time.monotonic() + 30
            answers = []
            while time.monotonic() < until:
                answers += [server.ask(*one) for one in participant_requests(hall.words, response=uuid.uuid4())]
    assert failed(answers) > 0
    assert found(server) == []
