"""A key that is gone without a copy: said so, another one takes its place where nothing is lost for good."""

import base64

import pytest
from flask_security.totp import Totp
from passlib.exc import TokenError

from evaluation.domain.errors import Refused
from evaluation.models import Account
from evaluation.operations.keys.key_list import listed_keys
from evaluation.operations.keys.lost_keys import REPLACED_BY, replace_lost_key
from evaluation.operations.keys.rotate_keys import rotate_key
from evaluation.storage.earlier_keys import EARLIER_COOKIES
from evaluation.storage.key_purposes import PURPOSES
from evaluation.storage.keyring import hold_keys
from evaluation.storage.keys import key
from evaluation.store.log.audit_entries import latest_entries
from evaluation.web.audit_log import verify_whole_log
from tests.hall import NOON

REPLACEABLE = sorted(REPLACED_BY)
LOST_FOR_GOOD = sorted(set(PURPOSES) - set(REPLACED_BY))


def lose(settings, name):
    (settings.keys / name).unlink()


def test_what_says_that_it_can_be_replaced_can_be():
    assert set(REPLACED_BY) == {name for name, purpose in PURPOSES.items() if purpose.replaceable}
    assert LOST_FOR_GOOD == ["audit", "lots"]


@pytest.mark.parametrize("name", REPLACEABLE)
def test_a_lost_key_stops_the_start_until_somebody_says_that_it_is_lost(settings, database, by, name):
    lose(settings, name)
    with pytest.raises(Refused, match=f"weaving key rotate {name} --lost"):
        hold_keys(settings, database, now=NOON)
    replace_lost_key(settings, database, name, by=by())
    hold_keys(settings, database, now=NOON)
    with database.reading() as db:
        (entry,) = latest_entries(db, limit=1)
        assert verify_whole_log(db, settings).faults == ()
    assert (entry.action, entry.subject, entry.details["lost"]) == ("key rotated", f"key {name}", True)


@pytest.mark.parametrize("name", LOST_FOR_GOOD)
def test_a_key_whose_loss_cannot_be_made_good_is_never_made_anew(settings, database, by, name):
    lose(settings, name)
    with pytest.raises(Refused, match=f"Only a copy helps: without it {PURPOSES[name].if_lost}"):
        hold_keys(settings, database, now=NOON)
    with pytest.raises(Refused, match="is missing" if name == "audit" else "Only a copy helps"):
        replace_lost_key(settings, database, name, by=by())
    assert not (settings.keys / name).exists()


def test_a_key_that_is_there_is_not_lost(settings, database, by):
    before = key(settings, "staff")
    with pytest.raises(Refused, match="is not lost"):
        replace_lost_key(settings, database, "staff", by=by())
    assert key(settings, "staff") == before


def test_the_key_from_before_a_rotation_of_cookies_is_asked_for_no_more(settings, database, by):
    rotate_key(settings, database, "cookies", by=by())
    lose(settings, EARLIER_COOKIES)
    with pytest.raises(Refused, match="--lost"):
        hold_keys(settings, database, now=NOON)
    replace_lost_key(settings, database, EARLIER_COOKIES, by=by())
    hold_keys(settings, database, now=NOON)
    assert not (settings.keys / EARLIER_COOKIES).exists()


def test_a_second_factor_is_asked_for_as_before_and_no_code_of_an_app_is_right(settings, database, by, somebody):
    def app(held):
        return Totp({"1": base64.b64encode(held).decode()}, "Weaving")._totp

    before = app(key(settings, "totp"))
    mine = before.new()
    account = somebody(totp_secret=mine.to_json(encrypt=True), second_factor="authenticator")
    lose(settings, "totp")
    replace_lost_key(settings, database, "totp", by=by())
    with database.reading() as db:
        row = db.get(Account, account)
        assert row.second_factor == "authenticator"
        with pytest.raises(TokenError):
            app(key(settings, "totp")).verify(mine.generate().token, row.totp_secret)


def test_recovery_codes_are_gone(settings, database, by, somebody):
    account = somebody(recovery_codes=["encrypted"])
    lose(settings, "recovery")
    assert "(accounts: 1)" in replace_lost_key(settings, database, "recovery", by=by())
    with database.reading() as db:
        assert db.get(Account, account).recovery_codes == []


def test_a_list_says_which_is_missing(settings, database, clock):
    lose(settings, "staff")
    with database.reading() as db:
        missing = [row.name for row in listed_keys(db, settings, now=clock()) if row.state == "missing"]
    assert missing == ["staff"]
