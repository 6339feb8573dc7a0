"""A recovery code in the place of the app's, at signing in: counted, slowed and written down as those are."""

import re
from html import unescape

import pytest

from evaluation.models import Experiment
from evaluation.storage.events.event_log import EVENT_LOG, account_mark
from evaluation.store.accounts.accounts import account_by
from evaluation.store.log.audit_entries import latest_entries
from tests.accounts.test_signing_in import EMAIL, accept, invited, later_code, set_up, shown_key, sign_in
from tests.staff_pages import PASSWORD, desk_of, post, token_in

__all__ = ["invited"]
PAGE, OF_APP = "/mf-recovery", "/tf-validate"


@pytest.fixture
def desk(settings, database, clock):
    """On both engines: what is counted and written down lies in the database."""
    return desk_of(settings, database, clock)


@pytest.fixture
def noted(monkeypatch):
    """The lines of the event log, each as its name and its fields."""
    events = []
    monkeypatch.setattr(EVENT_LOG, "note", lambda name, fields=None, **_: events.append((name, dict(fields or {}))))
    return events


@pytest.fixture
def ada(desk, invited):
    """Somebody's app and one of their recovery codes."""
    client = desk.app.test_client()
    accept(client, invited)
    app = set_up(client)
    codes = post(client, "/mf-recovery-codes", page="/mf-recovery-codes", generate_new_codes="1").text
    return app, shown_key(codes)


def locked(desk, clock, *, wrong=5):
    """A browser that has given the password and, each after its wait, so many wrong codes of the app."""
    client = after_password(desk)
    for number in range(wrong):
        clock.advance(minutes=2 ** max(number - 4, 0))
        give(client, "000000", OF_APP)
    return client


def after_password(desk):
    """A browser that nobody signed in on before, and that has given the password."""
    client = desk.app.test_client()
    sign_in(client)
    return client


def give(client, code, page=PAGE):
    return post(client, page, page=page, code=code)


def failed(noted):
    return [(name, fields) for name, fields in noted if name in {"sign-in failed", "account locked"}]


def test_wrong_recovery_codes_are_counted_and_logged_as_those_of_the_app(desk, ada, noted):
    client = after_password(desk)
    for number in range(5):
        give(client, "000000" if number % 2 else "wrong-code", OF_APP if number % 2 else PAGE)
    with desk.services.database.reading() as db:
        account = account_by(db, email=EMAIL)
        entries = [entry for entry in latest_entries(db, limit=20) if entry.action == "sign-in failed"]
    mark = account_mark(account.id)
    wrong = ("sign-in failed", {"account": mark, "what": "second factor"})
    assert (account.failures, [entry.details["what"] for entry in entries]) == (5, ["second factor"] * 5)
    assert sorted(failed(noted)) == [("account locked", {"account": mark, "seconds": 60}), *[wrong] * 5]


def test_the_right_recovery_code_waits_as_well_and_is_not_used_up(desk, ada, clock):
    client = after_password(desk)
    for _ in range(5):
        give(client, "000000", OF_APP)
    give(client, ada[1])
    assert client.get("/").status_code == 303
    clock.advance(minutes=5)
    give(client, ada[1])
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("typed", [lambda code: f" {code.upper()} ", lambda code: code.replace("-", " ")])
def test_a_recovery_code_signs_in_however_it_is_typed_and_is_used_up(desk, ada, typed):
    for page in (200, 303):
        client = after_password(desk)
        give(client, typed(ada[1]))
        assert client.get("/").status_code == page


def test_neither_a_part_of_a_recovery_code_nor_signs_alone_sign_in(desk, ada):
    client = after_password(desk)
    for typed in (ada[1][:-1], f"{ada[1]}0", "-", "- -"):
        assert "does not work" in give(client, typed).text


def test_a_form_without_a_recovery_code_is_no_wrong_try(desk, ada, noted):
    give(after_password(desk), "  ")
    assert failed(noted) == []


@pytest.mark.parametrize(("wrong", "said"), [(5, "60 seconds"), (6, "2 minutes")])
def test_how_long_it_waits_is_said_to_the_right_code_and_to_a_wrong_one(desk, ada, clock, wrong, said):
    client = locked(desk, clock, wrong=wrong)
    for code, page in ((later_code(ada[0]), OF_APP), ("000000", OF_APP), (ada[1], PAGE), ("wrong-code", PAGE)):
        answer = give(client, code, page).text
        assert f"This account waits for {said} after wrong tries." in answer
        assert "not right now" not in answer


def test_a_try_during_the_wait_is_not_counted_and_does_not_lengthen_it(desk, ada, clock, noted):
    client = locked(desk, clock)
    noted.clear()
    for page in (OF_APP, PAGE) * 3:
        give(client, "000000", page)
    assert failed(noted) == []
    clock.advance(seconds=61)
    give(client, later_code(ada[0]), OF_APP)
    assert client.get("/").status_code == 200


def test_the_page_of_the_password_says_nothing_of_the_wait(desk, ada, clock):
    client = locked(desk, clock)
    page = sign_in(client).text
    assert ("Sign-in failed" in page, "This account waits" in page) == (True, False)


def test_both_logs_tell_a_recovery_code_from_a_code_of_the_app(desk, ada, noted):
    give(after_password(desk), ada[1])
    give(after_password(desk), later_code(ada[0]), OF_APP)
    with desk.services.database.reading() as db:
        via = [entry.details["via"] for entry in latest_entries(db, limit=2)]
    ways = [fields["with"] for name, fields in noted if name == "signed in"]
    assert (via, ways) == ([["second factor"], ["recovery code"]], ["recovery code", "second factor"])


@pytest.mark.parametrize(("had", "said"), [(5, "4 are left"), (2, "1 is left"), (1, "none is left")])
def test_whoever_signs_in_with_a_recovery_code_reads_once_how_many_are_left(desk, ada, had, said):
    with desk.services.database.transaction() as db:
        account = account_by(db, email=EMAIL)
        account.recovery_codes = account.recovery_codes[:had]
    client = after_password(desk)
    give(client, ada[1])
    pages = [client.get("/account").text for _ in range(2)]
    assert [said in page for page in pages] == [True, False]
    assert "under My account, at Recovery codes." in pages[0]


def led_on(client, page, code):
    """Where somebody arrives who signs in from this page with a recovery code, after a wrong one."""
    asked = post(client, page, page=page, email=EMAIL, password=PASSWORD).location
    link = unescape(re.search(r'href="([^"]*/mf-recovery[^"]*)"', client.get(asked).text)[1])
    give(client, "wrong-code", link)
    return give(client, code, link).location


def test_a_recovery_code_leads_back_to_the_page_that_asked(desk, ada):
    client = desk.app.test_client()
    page = f"/experiments/{desk.here.id}"
    assert led_on(client, client.get(page).location, ada[1]) == page


def test_what_was_sent_after_the_session_had_ended_is_shown_to_a_recovery_code_too(desk, ada, clock):
    with desk.services.database.transaction() as db:
        db.get_one(Experiment, desk.here.id).date = None
    with desk.services.database.reading() as db:
        client = desk.as_person(account_by(db, email=EMAIL))
    page = f"/experiments/{desk.here.id}/record"
    token = token_in(client.get(page).text)
    clock.advance(minutes=45)
    sent = client.post(page, data={"csrf_token": token, "came": "44", "notes": "A long note"})
    assert "A long note" in client.get(led_on(client, sent.location, ada[1])).text


def test_a_recovery_code_leads_nowhere_else(desk, ada):
    client = after_password(desk)
    assert client.get(PAGE, query_string={"next": "https://elsewhere.example/"}).location == PAGE
    away = client.post(f"{PAGE}?next=//elsewhere.example", data={"csrf_token": token_in(client.get(PAGE).text)})
    assert away.location == PAGE
