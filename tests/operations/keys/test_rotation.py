"""Keys are rotated: what they were used for goes on, and a rotation that is cut short ends at the next start."""

import base64

import pytest
from cryptography.fernet import Fernet
from flask_security.totp import Totp

from evaluation.domain.errors import Refused
from evaluation.models import Account
from evaluation.operations.keys import rotate_keys
from evaluation.operations.keys.key_list import listed_keys
from evaluation.operations.keys.rotate_keys import STEPS, rotate_key
from evaluation.storage.earlier_keys import EARLIER_COOKIES, earlier_cookie_key
from evaluation.storage.key_purposes import OF_LINKS, PURPOSES
from evaluation.storage.keyring import STANDING, hold_keys
from evaluation.storage.keys import key
from evaluation.store.accounts.sessions import keep_session, live_session
from evaluation.store.log.audit_entries import latest_entries, verify_log
from evaluation.web.audit_log import COMMAND_LINE, verify_whole_log, write_down
from tests.hall import NOON

ROTATED = sorted(STEPS)


def test_every_standing_key_says_what_it_is_for_and_is_rotated_or_says_why_not():
    assert set(PURPOSES) == set(STANDING)
    assert set(STEPS) == {name for name, purpose in PURPOSES.items() if not purpose.fixed}


@pytest.mark.parametrize("name", ROTATED)
def test_a_rotated_key_is_another_and_the_home_starts_with_it(settings, database, by, name):
    before = key(settings, name)
    rotate_key(settings, database, name, by=by())
    hold_keys(settings, database, now=NOON)
    assert key(settings, name) != before


@pytest.mark.parametrize("name", ROTATED)
def test_a_rotation_cut_short_after_the_database_knew_of_it_ends_at_the_next_start(
    settings, database, by, monkeypatch, name
):
    before = key(settings, name)
    monkeypatch.setattr(rotate_keys, "is_taken_up", lambda *_: False)
    rotate_key(settings, database, name, by=by())
    assert key(settings, name) == before
    hold_keys(settings, database, now=NOON)
    assert key(settings, name) != before


@pytest.mark.parametrize("name", ROTATED)
def test_a_rotation_cut_short_before_that_has_changed_nothing(settings, database, by, monkeypatch, name):
    before = key(settings, name)
    monkeypatch.setattr(rotate_keys, "change_mark", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rotate_key(settings, database, name, by=by())
    hold_keys(settings, database, now=NOON)
    with database.reading() as db:
        assert (key(settings, name), latest_entries(db, limit=1)) == (before, [])


@pytest.mark.parametrize("name", ["lots", "password-salt", "links-1", "unheard-of"])
def test_a_key_that_cannot_be_rotated_says_why(settings, database, by, name):
    with pytest.raises(Refused):
        rotate_key(settings, database, name, by=by())


def test_the_key_of_an_open_experiments_memory_questions_says_that_it_cannot_be_rotated(settings, database, by, hall):
    name = f"links-{hall.evening().experiment}"
    with pytest.raises(Refused, match="would join nobody"):
        rotate_key(settings, database, name, by=by())
    assert OF_LINKS.fixed


def test_no_key_of_phones_is_rotated_while_people_answer(settings, database, by, hall, clock):
    with pytest.raises(Refused, match="People are answering at Highfields Centre"):
        rotate_key(settings, database, "cookies", by=by())
    hall.close("pre")
    with pytest.raises(Refused, match="late forms"):
        rotate_key(settings, database, "cards", by=by())
    clock.advance(days=1)
    rotate_key(settings, database, "cookies", by=by())


def test_the_audit_log_holds_over_two_rotations(settings, database, by):
    for _ in range(2):
        with database.transaction() as db:
            write_down(db, settings, actor=COMMAND_LINE, action="did", subject="x", now=NOON)
        rotate_key(settings, database, "audit", by=by())
    with database.transaction() as db:
        write_down(db, settings, actor=COMMAND_LINE, action="did", subject="x", now=NOON)
    with database.reading() as db:
        found = verify_whole_log(db, settings)
        alone = verify_log(db, key(settings, "audit"))
    assert (found.entries, found.faults, len(alone.faults)) == (5, (), 4)


def test_an_entry_written_with_the_key_of_before_its_rotation_is_found(settings, database, by):
    old = key(settings, "audit")
    rotate_key(settings, database, "audit", by=by())
    (settings.keys / "audit").write_bytes(old)
    with database.transaction() as db:
        write_down(db, settings, actor=COMMAND_LINE, action="forged", subject="x", now=NOON)
    (settings.keys / "audit").write_bytes(b"n" * 32)
    with database.reading() as db:
        assert [str(fault) for fault in verify_whole_log(db, settings).faults] == [
            "Entry 2 was changed after it was written."
        ]


def test_codes_of_authenticator_apps_go_on_working(settings, database, by, somebody):
    def app(held):
        return Totp({"1": base64.b64encode(held).decode()}, "Weaving")

    secret = app(key(settings, "totp")).generate_totp_secret()
    account = somebody(totp_secret=secret)
    rotate_key(settings, database, "totp", by=by())
    with database.reading() as db:
        kept = db.get(Account, account).totp_secret
    before = app(key(settings, "totp"))._totp.from_source(kept)
    assert kept != secret
    assert len(before.generate().token) == 6


def test_recovery_codes_go_on_working(settings, database, by, somebody):
    def box():
        return Fernet(base64.urlsafe_b64encode(key(settings, "recovery")))

    account = somebody(recovery_codes=[box().encrypt(b"one").decode(), box().encrypt(b"two").decode()])
    rotate_key(settings, database, "recovery", by=by())
    with database.reading() as db:
        kept = db.get(Account, account).recovery_codes
    assert [box().decrypt(code) for code in kept] == [b"one", b"two"]


def test_the_key_of_staff_ends_every_session(settings, database, by):
    with database.transaction() as db:
        keep_session(db, "d" * 64, contents={"a": 1}, session_key=None, device="", now=NOON)
    assert "1 sessions ended" in rotate_key(settings, database, "staff", by=by())
    with database.reading() as db:
        assert live_session(db, "d" * 64, now=NOON) is None


def test_the_key_that_cookies_were_signed_with_is_accepted_for_120_days(settings, database, by, clock):
    old, at = key(settings, "cookies"), clock()
    rotate_key(settings, database, "cookies", by=by())
    with database.reading() as db:
        held, until = earlier_cookie_key(db, settings)
    assert (held, (until - at).days) == (old, 120)


def test_a_strange_earlier_key_is_accepted_by_nobody(settings, database):
    (settings.keys / EARLIER_COOKIES).write_bytes(b"x" * 32)
    with database.reading() as db:
        assert earlier_cookie_key(db, settings) is None


def test_a_list_tells_what_each_key_is_for_and_gives_none_away(settings, database, hall, clock):
    with database.reading() as db:
        rows = listed_keys(db, settings, now=clock())
    assert [row.name for row in rows] == sorted([*STANDING, f"links-{hall.evening().experiment}"])
    assert all(row.used_for and row.if_lost and row.state == "in use" for row in rows)
    (links,) = (row for row in rows if row.name.startswith("links"))
    assert "Highfields Centre" in links.used_for
    assert not {row.fingerprint for row in rows} & {key(settings, row.name).hex()[:16] for row in rows}
