"""Webhooks, with a receiver that listens: told once, signed, tried again, and never towards a network within."""

import base64
import hashlib
import hmac
import ipaddress
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from evaluation.api.webhooks import public_connection
from evaluation.api.webhooks.public_connection import NotSentError, post_publicly
from evaluation.api.webhooks.telling import tell
from evaluation.cli.operations.worker import HANDLERS
from evaluation.domain.errors import Refused
from evaluation.models import Job, Role, Webhook, WebhookDelivery
from evaluation.storage.webhook_secrets import webhook_secret
from evaluation.store.accounts.lost_power import disable_account
from evaluation.store.accounts.people import EVERYWHERE, RolePlace
from evaluation.store.log.jobs import jobs_to_do
from evaluation.store.scope.webhooks import (
    WAITS,
    WantedWebhook,
    WebhookEvent,
    add_webhook,
    is_public,
    is_sound_address,
    remove_webhook,
    start_webhook,
)
from evaluation.store.studies.waves import close_wave, open_wave
from tests.api.conftest import released
from tests.staff_pages import token_in


class Receiver:
    """A server on this machine that keeps what it is told and answers as it is set to."""

    def __init__(self):
        self.told, self.answers = [], []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.told.append((self.path, dict(self.headers), body))
                status = receiver.answers.pop(0) if receiver.answers else 204
                self.send_response(status)
                if status in {301, 302, 307}:
                    self.send_header("Location", f"{receiver.address}/elsewhere")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/told"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def receiver(monkeypatch):
    monkeypatch.setattr(public_connection, "MAY_BE_LOCAL", True)
    listening = Receiver()
    yield listening
    listening.close()


@pytest.fixture
def told(mounted, receiver):
    """An evaluator of North whose receiver is told of everything; go on with `work`."""
    mounted.owner = mounted.desk.person(Role.EVALUATOR, chapter=mounted.desk.north)
    mounted.webhook = registered(mounted, mounted.owner, receiver.address)
    mounted.services.clock.advance(minutes=1)
    return mounted


def registered(programs, account, address, *, place=EVERYWHERE, events=tuple(WebhookEvent)):
    wanted = WantedWebhook(address=address, events=events, place=place)
    with programs.services.database.transaction() as db:
        return add_webhook(db, account, wanted, now=programs.services.clock(), may_be_local=True)


def work(programs):
    """Look for what happened, and do the jobs that wait as a worker does; how many deliveries were due."""
    import importlib

    from evaluation.store.log import jobs as store

    due, known = tell(programs.services), programs.services
    with known.database.reading() as db:
        waiting = jobs_to_do(db, now=known.clock())
    for job in waiting:
        with known.database.transaction() as db:
            lease = store.take_job(db, job, now=known.clock(), lease=WAITS[0])
        module, _, name = HANDLERS[lease.kind].partition(":")
        send = getattr(importlib.import_module(module), name)
        send(known, lease.arguments, folder=known.settings.home, step=lambda *_: None)
        with known.database.transaction() as db:
            store.finish_job(db, lease, artefact="-", now=known.clock())
    return due


def close(programs, experiment, kind="pre"):
    with programs.services.database.transaction() as db:
        open_wave(db, db.merge(experiment), kind=kind, now=programs.services.clock())
        close_wave(db, db.merge(experiment), kind=kind, now=programs.services.clock())


def delivery(programs):
    with programs.services.database.reading() as db:
        return db.query(WebhookDelivery).one()


def test_a_wave_that_closes_is_told_once_with_ids_and_a_link_alone(told, receiver):
    close(told, told.desk.here)
    assert [work(told) for _ in range(3)] == [1, 0, 0]
    ((path, headers, body),) = receiver.told
    of = str(told.desk.here.id)
    data = {"experiment": of, "wave": "pre", "href": f"http://127.0.0.1:8000/api/v1/experiments/{of}"}
    assert (path, headers["Content-Type"]) == ("/told", "application/json")
    assert json.loads(body) == {"type": "wave.closed", "timestamp": json.loads(body)["timestamp"], "data": data}
    assert (delivery(told).outcome, delivery(told).next_at) == ("204", None)


def test_what_is_told_is_signed_as_the_standard_webhooks_have_it(told, receiver):
    close(told, told.desk.here)
    work(told)
    ((_path, headers, body),) = receiver.told
    secret = webhook_secret(told.services.settings, told.webhook.id)
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), content, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(mac).decode()
    assert int(headers["webhook-timestamp"]) == int(told.services.clock().timestamp())
    with told.services.database.reading() as db:
        kept = [str(value) for value in vars(db.get_one(Webhook, told.webhook.id)).values()]
    assert not any(secret in value for value in kept)


def test_a_release_that_is_put_out_is_told(told, receiver, frozen):
    release = released(told, told.desk.here, frozen, number=1)
    work(told)
    ((_path, _headers, body),) = receiver.told
    said = json.loads(body)
    assert (said["type"], said["data"]["release"]) == ("release.published", str(release))


def test_what_lies_in_another_chapter_is_not_told(told, receiver, frozen):
    close(told, told.desk.there)
    released(told, told.desk.there, frozen, number=1)
    assert (work(told), receiver.told) == (0, [])


def test_a_webhook_of_one_chapter_is_told_of_no_other(mounted, receiver):
    desk = mounted.desk
    owner = desk.person(Role.EVALUATOR)
    registered(mounted, owner, receiver.address, place=RolePlace(desk.study.id, desk.south.id))
    mounted.services.clock.advance(minutes=1)
    close(mounted, desk.here)
    close(mounted, desk.there)
    work(mounted)
    assert [json.loads(body)["data"]["experiment"] for *_, body in receiver.told] == [str(desk.there.id)]


def test_a_failure_is_tried_again_after_growing_waits_under_the_same_id(told, receiver):
    receiver.answers = [500, 302, 503]
    close(told, told.desk.here)
    for wait in WAITS[:3]:
        work(told)
        assert work(told) == 0
        told.services.clock.advance(seconds=wait.total_seconds())
    work(told)
    assert len({headers["webhook-id"] for _, headers, _ in receiver.told}) == 1
    assert [path for path, *_ in receiver.told] == ["/told"] * 4, "a redirect leads nowhere"
    assert (delivery(told).outcome, delivery(told).tries) == ("204", 4)
    assert delivery(told).delivered_at is not None


def test_one_that_fails_each_time_is_stopped_and_can_be_started_again(told, receiver):
    receiver.answers = [500] * 20
    close(told, told.desk.here)
    for wait in (*WAITS, WAITS[-1]):
        work(told)
        told.services.clock.advance(seconds=wait.total_seconds())
    assert len(receiver.told) == len(WAITS) + 1
    with told.services.database.transaction() as db:
        row = db.get_one(Webhook, told.webhook.id)
        assert row.stopped_at is not None
        start_webhook(db, row, now=told.services.clock())
    receiver.answers, receiver.told[:] = [], []
    told.services.clock.advance(minutes=1)
    close(told, told.desk.here)
    assert (work(told), len(receiver.told)) == (1, 1)


def test_a_receiver_that_is_gone_stops_it_at_once(told, receiver):
    receiver.answers = [410]
    close(told, told.desk.here)
    work(told)
    with told.services.database.reading() as db:
        assert db.get_one(Webhook, told.webhook.id).stopped_at is not None


def test_one_that_was_removed_is_told_of_nothing(told, receiver):
    close(told, told.desk.here)
    tell(told.services)
    with told.services.database.transaction() as db:
        remove_webhook(db, db.get_one(Webhook, told.webhook.id), now=told.services.clock())
    work(told)
    assert receiver.told == []


def test_one_of_a_disabled_account_is_told_of_nothing(told, receiver):
    close(told, told.desk.here)
    with told.services.database.transaction() as db:
        disable_account(db, db.merge(told.owner), now=told.services.clock())
    work(told)
    assert receiver.told == []


def test_one_whose_owner_lost_their_role_meanwhile_is_told_of_nothing(told, receiver):
    close(told, told.desk.here)
    tell(told.services)
    with told.services.database.transaction() as db:
        (grant,) = db.merge(told.owner).grants
        db.delete(grant)
    work(told)
    assert (receiver.told, delivery(told).outcome) == ([], "not told: its owner may not see this any more")


def test_what_was_before_it_was_registered_is_not_told(mounted, receiver):
    close(mounted, mounted.desk.here)
    mounted.services.clock.advance(minutes=1)
    registered(mounted, mounted.desk.person(Role.EVALUATOR), receiver.address)
    assert work(mounted) == 0


def test_a_receiver_that_does_not_answer_is_left_after_a_while(receiver, monkeypatch):
    import socket

    monkeypatch.setattr(public_connection, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(NotSentError, match="no answer in time"):
            post_publicly(address, b"{}", {})


@pytest.mark.parametrize(
    "address",
    ["http://example.org/", "ftp://example.org", "https://", "https://user:pass@example.org/", "https://example.org/#a",
     "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/latest", "https://localhost/",
     "https://192.168.1.1", "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/", "https://router.local/", "x",
     "https://0.0.0.0/", "https://example.org:0/", "https://example.org:99999/", "https://a b.org/", "https://é.org/",
     "https://" + "x" * 500 + ".org/"],
)  # fmt: skip
def test_an_address_that_may_not_be_told_is_refused(on_sqlite, address):
    assert not is_sound_address(address)
    wanted = WantedWebhook(address=address, events=tuple(WebhookEvent))
    account = on_sqlite.desk.person(Role.EVALUATOR)
    with pytest.raises(Refused, match="whole address"), on_sqlite.services.database.transaction() as db:
        add_webhook(db, account, wanted, now=on_sqlite.services.clock())
    with pytest.raises(NotSentError):
        post_publicly(address, b"{}", {})


WITHIN = ("100.64.0.1", "224.0.0.1", "fd00::1", "fe80::1", "2002:7f00:1::", "::", "198.18.0.1", "255.255.255.255")


@pytest.mark.parametrize(
    ("address", "public"), [("93.184.215.14", True), ("2606:2800:21f::1", True), *((each, False) for each in WITHIN)]
)
def test_only_addresses_of_the_public_internet_are_public(address, public):
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize("found", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"], ["::ffff:127.0.0.1"]])
def test_a_name_that_leads_within_is_not_connected_to(monkeypatch, found):
    looked = [(0, 0, 0, "", (each, 443)) for each in found]
    monkeypatch.setattr(public_connection.socket, "getaddrinfo", lambda *_a, **_k: looked)
    connected = []
    monkeypatch.setattr(public_connection.socket, "create_connection", lambda *to: connected.append(to))
    with pytest.raises(NotSentError, match="not in the public internet"):
        post_publicly("https://receiver.example.org/", b"{}", {})
    assert connected == []


def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to(monkeypatch):
    answers = iter([[(0, 0, 0, "", ("93.184.215.14", 443))], [(0, 0, 0, "", ("127.0.0.1", 443))]])
    monkeypatch.setattr(public_connection.socket, "getaddrinfo", lambda *_a, **_k: next(answers))
    connected = []

    def connect(to, *, timeout):
        connected.append(to)
        raise OSError

    monkeypatch.setattr(public_connection.socket, "create_connection", connect)
    with pytest.raises(NotSentError):
        post_publicly("https://receiver.example.org/", b"{}", {})
    assert connected == [("93.184.215.14", 443)]


def test_jobs_that_tell_hold_an_id_and_a_number(told):
    close(told, told.desk.here)
    tell(told.services)
    with told.services.database.reading() as db:
        assert set(db.query(Job).one().arguments) == {"delivery", "try"}


def sent(browser, page, fields):
    return browser.client.post(page, data={"csrf_token": token_in(browser.get("/staff/account").text), **fields})


def test_a_webhook_is_registered_on_its_page_with_its_secret_shown_once(mounted):
    browser = mounted.whole.person("eva@example.org", Role.EVALUATOR, chapter=mounted.desk.north)
    page = "/staff/account/webhooks"
    said = {"address": "https://example.org/told", "events": "wave.closed", "where": ""}
    answer = sent(browser, page, said)
    assert "whsec_" in answer.text
    shown = browser.get(page).text
    assert ("https://example.org/told" in shown, "whsec_" in shown, "nothing yet" in shown) == (True, False, True)
    wrong = sent(browser, page, {**said, "address": "http://10.0.0.1/"})
    assert (wrong.status_code, "Give the whole address" in wrong.text) == (422, True)
    with mounted.services.database.reading() as db:
        row = db.query(Webhook).one()
    assert browser.post(f"{page}/{row.id}/remove").status_code == 303
    assert browser.post(f"{page}/{row.id}/remove").status_code == 404
    other = mounted.whole.person("ann@example.org", Role.ORGANISER, chapter=mounted.desk.north)
    assert sent(other, page, said).status_code == 403


def test_an_administrator_removes_those_of_people_within_their_scope_and_of_nobody_else(mounted):
    for email, chapter in (("eva@example.org", mounted.desk.north), ("eli@example.org", mounted.desk.south)):
        browser = mounted.whole.person(email, Role.EVALUATOR, chapter=chapter)
        said = {"address": f"https://{email.partition('@')[0]}.example.org/told", "events": "wave.closed"}
        sent(browser, "/staff/account/webhooks", {**said, "where": ""})
    ada = mounted.whole.person("ada@example.org", Role.ADMINISTRATOR, chapter=mounted.desk.north)
    shown = ada.get("/staff/people/tokens").text
    assert ("https://eva." in shown, "https://eli." in shown) == (True, False)
    with mounted.services.database.reading() as db:
        known = {row.address[8:11]: row.id for row in db.query(Webhook)}
    answers = [sent(ada, f"/staff/people/webhooks/{known[name]}/remove", {}).status_code for name in ("eli", "eva")]
    assert answers == [404, 303]
    assert "https://eva." not in ada.get("/staff/people/tokens").text


def test_one_press_registers_one_webhook_however_often_it_arrives(mounted):
    browser = mounted.whole.person("eva@example.org", Role.EVALUATOR, chapter=mounted.desk.north)
    page = "/staff/account/webhooks"
    press = re.search(r'name="same_press" value="([^"]+)"', browser.get(page).text)[1]
    said = {"address": "https://example.org/told", "events": "wave.closed", "where": "", "same_press": press}
    shown = {re.search(r"whsec_[\w+/=-]+", sent(browser, page, said).text)[0] for _ in range(2)}
    with mounted.services.database.reading() as db:
        assert (len(shown), db.query(Webhook).count()) == (1, 1)
