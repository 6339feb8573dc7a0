"""A phone goes on knowing who answered on it after the key of its cookie was rotated, for as long as it keeps it."""

import uuid

import pytest
from flask import request
from werkzeug import Response

from evaluation.operations.keys.rotate_keys import rotate_key
from evaluation.participants_app import participants_app
from evaluation.storage.keys import key
from evaluation.survey.cookie import (
    COOKIE_NAME,
    NOBODY,
    proof_of,
    proves_in_form,
    remember_on_phone,
    remembered,
    sender_of,
)
from evaluation.web.app import Services
from evaluation.web.audit_log import COMMAND_LINE, recording


@pytest.fixture
def agreed(sqlite_hall, participants):
    """The cookie of a phone on which somebody has agreed, and the evening over."""
    with participants.test_request_context("/"):
        answer = Response()
        remember_on_phone(answer, request, words=sqlite_hall.words, participant=uuid.uuid4())
    sqlite_hall.close("pre")
    return answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]


@pytest.fixture
def rotated(agreed, sqlite_settings, sqlite_hall, clock):
    clock.advance(days=1)
    by = recording(sqlite_settings, COMMAND_LINE, now=clock())
    rotate_key(sqlite_settings, sqlite_hall.database, "cookies", by=by)
    return participants_app(Services(sqlite_settings, sqlite_hall.database, clock))


def asked(app, cookie, ask, **sent):
    with app.test_request_context("/", headers={"Cookie": f"{COOKIE_NAME}={cookie}"}, **sent):
        return ask(request)


def test_a_cookie_of_before_names_the_same_people(participants, rotated, agreed):
    before = asked(participants, agreed, remembered)
    assert before is not NOBODY
    assert asked(rotated, agreed, remembered) == before


def test_it_is_nobodys_once_phones_no_longer_keep_it(rotated, agreed, clock):
    clock.advance(days=121)
    assert asked(rotated, agreed, remembered) is NOBODY


def test_whoever_sent_a_form_before_is_still_its_sender(participants, rotated, agreed):
    response = uuid.uuid4()
    before = asked(participants, agreed, lambda sent: sender_of(sent, response))
    assert asked(rotated, agreed, lambda sent: sender_of(sent, response)) == before


def test_what_an_answer_gave_before_still_proves_who_sent_it(participants, rotated, agreed):
    response = uuid.uuid4()
    given = asked(participants, agreed, lambda _: proof_of(response))
    proves = {"method": "POST", "data": {"proof": given}}
    assert asked(rotated, agreed, lambda sent: proves_in_form(sent, response), **proves)


def test_a_cookie_signed_with_any_other_key_is_nobodys(rotated, agreed, sqlite_settings):
    value = agreed.partition(".")[0]
    assert key(sqlite_settings, "cookies") != b"x" * 32
    assert asked(rotated, f"{value}.{'0' * 32}", remembered) is NOBODY
