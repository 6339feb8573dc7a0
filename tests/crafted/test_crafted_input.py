"""Whatever is sent to any route, in any of its parameters, is answered by a sentence and never by a fault."""

import json
import random
import uuid
from io import BytesIO
from urllib.parse import quote

import pytest
from werkzeug.test import Client

from evaluation.models import Role
from evaluation.participants_app import participants_app
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.published_versions import translations_of, version_of
from evaluation.store.linking.cards import issue_cards
from evaluation.store.studies.waves import open_wave
from tests.staff_pages import token_in

NASTY = ("\0", "a\0b", "é", "\u202e😀", "x" * 5000, "-1", "9" * 40, "' OR 1=1 --", "../../etc", "[]", "%s{}", "\ud7ff")
STRANGE = {
    "int": ("0", "2147483648", "9" * 30),
    "uuid": (str(uuid.UUID(int=0)), str(uuid.UUID(int=2**128 - 1))),
}
FIELDS = (
    "email", "roles", "where", "known", "name", "password", "title", "place", "kind", "date", "starts", "ends",
    "expected", "chapter", "languages", "minutes_a_round", "planned_rounds", "came", "hosts", "guests", "notes",
    "prompts", "organisations", "actual_rounds", "first", "last", "wave", "sheets", "number", "language", "code",
    "earlier", "later", "move", "here", "counter", "before", "id", "item", "reason", "reasons", "instrument", "words",
    "experiment", "lang", "card", "response", "after", "same", "consent", "early", "parental", "kiosk", "anyway",
    "_switch", "_stop", "bt1", "op1", "carer_letter", "birth_day", "phone_digits", "search", "q", "tick", "theme",
    "count", "credential", "next", "setup", "choice", "label", "text", "ask", "sure", "table", "values", "op1-quote",
)  # fmt: skip


@pytest.fixture
def world(mounted):
    """An evening under way with a card, a draft, and somebody of every role."""
    desk, now = mounted.desk, mounted.services.clock()
    with mounted.services.database.transaction() as db:
        here = db.merge(desk.here)
        for wave in ("pre", "post"):
            open_wave(db, here, kind=wave, now=now)
        issue_cards(db, here, count=1, now=now, rng=random.Random(3))
        version = version_of(db, "common-ground", 1)
        writer = Writer("-", "Wendy", now)
        draft = add_draft(db, version, based_on=1, translations=translations_of(db, version), writer=writer)
    mounted.draft = draft.id
    return mounted


def values_of(rule, world, *, nasty=None, at=None):
    """The values of an address: sound ones, but for one."""
    desk = world.desk
    sound = {
        "experiment": desk.here.id, "chapter": desk.north.id, "study": desk.study.id, "draft": world.draft,
        "instrument": "common-ground", "number": 1, "language": "cy", "wave": "pre", "words": desk.here.slug,
    }  # fmt: skip
    values = {}
    for name in rule.arguments:
        converter = type(rule._converters[name]).__name__
        if converter == "AnyConverter":
            values[name] = min(rule._converters[name].items)
        else:
            values[name] = sound.get(name, uuid.UUID(int=7) if converter == "UUIDConverter" else "1")
    return values if at is None else {**values, at: nasty}


def addressed(rule, values, prefix):
    """The address, percent-encoded by hand, since no value is too strange for it."""
    path = rule.rule
    for name, value in values.items():
        at = path.index(name + ">", path.index("<"))
        path = path[: path.rindex("<", 0, at)] + quote(str(value), safe="") + path[at + len(name) + 1 :]
    return prefix + path


def tried(client, rule, address, token, rng, *, times):
    """Send it as it is, with a query, and with forms: each field with something it does not expect."""
    query = "&".join(f"{name}={quote(rng.choice(NASTY))}" for name in ("lang", "search", "q", "item", "next", "tick"))
    if "GET" in rule.methods:
        yield "GET", client.get(f"{address}?{query}")
    if "POST" in rule.methods:
        for _time in range(times):
            sent = {name: rng.choice(NASTY) for name in FIELDS} | {"csrf_token": token}
            yield "POST", client.post(address, data=sent)
        files = {"csrf_token": token, "file": (BytesIO(rng.choice(NASTY).encode() + b"\xff\0"), "a\0.json")}
        yield "POST", client.post(address, data=files, content_type="multipart/form-data")
    if "POST" in rule.methods and times > 1:
        yield "POST", client.post(address, data={"csrf_token": token})
        yield "POST", client.post(address, data=json.dumps({"a": None}), content_type="application/json")


def staff_of(world):
    """Somebody of every role, who signs in again where a page has signed them out; and the token of their forms."""
    account = world.desk.person(*Role, email="everything@example.org")
    client = world.as_person(account).client

    def token():
        page = client.get("/staff/account").text
        if "csrf_token" not in page:
            fresh = world.as_person(world.account(email=account.email)).client.get_cookie("staff")
            client.set_cookie("staff", fresh.value)
            page = client.get("/staff/account").text
        return token_in(page)

    return client, token


def sent_everywhere(world, app, prefix, client, token, *, thorough=False):
    """Every route with sound values, and with each part of its address strange in turn."""
    rng, wrong = random.Random(11), []
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint in {"security.logout", "accounts.end_session"}:
            continue
        variants, held = [values_of(rule, world)], token()
        for name in sorted(rule.arguments):
            kind = {"UUIDConverter": "uuid", "ColumnInteger": "int"}.get(type(rule._converters[name]).__name__)
            strange = STRANGE[kind] if kind else NASTY
            some = strange if thorough else rng.sample(strange, 1)
            variants += [values_of(rule, world, nasty=each, at=name) for each in some]
        for values in variants:
            answers = tried(client, rule, addressed(rule, values, prefix), held, rng, times=3 if thorough else 1)
            wrong += [(method, rule.rule, values) for method, answer in answers if answer.status_code >= 500]
    return wrong


def test_no_staff_route_faults(world):
    client, token = staff_of(world)
    assert sent_everywhere(world, world.desk.app, "/staff", client, token) == []


def test_no_participant_route_faults(world):
    client = Client(world.application)
    app = participants_app(world.services)
    assert sent_everywhere(world, app, "", client, lambda: "") == []


@pytest.mark.long
def test_no_route_faults_whatever_is_tried(world):
    client, token = staff_of(world)
    assert sent_everywhere(world, world.desk.app, "/staff", client, token, thorough=True) == []
    app = participants_app(world.services)
    assert sent_everywhere(world, app, "", Client(world.application), lambda: "", thorough=True) == []
