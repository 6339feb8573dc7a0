"""A code lets one browser in: two that give it at the same moment do not both come in."""

import threading

import pytest

from evaluation.store.accounts.accounts import account_by
from evaluation.store.accounts.encrypted_factors import spend_code, spend_recovery_code
from tests.accounts.test_signing_in import EMAIL
from tests.mounted import Mounted

AT_ONCE = 6


@pytest.fixture
def mounted(settings, database, clock):
    return Mounted(settings, database, clock)


@pytest.fixture
def account(mounted):
    person = mounted.desk.person("organiser", email=EMAIL)
    with mounted.services.database.transaction() as db:
        account_by(db, email=EMAIL).recovery_codes = ["one", "two"]
    return person


def at_once(mounted, spend):
    """How many of several threads, each with a transaction of its own, used a code up."""
    start, won = threading.Barrier(AT_ONCE), []

    def try_it():
        start.wait(30)
        with mounted.services.database.transaction() as db:
            won.append(spend(db))

    threads = [threading.Thread(target=try_it) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(won)


def test_one_of_several_uses_a_code_of_the_app(mounted, account):
    assert at_once(mounted, lambda db: spend_code(db, account.id, counter=7)) == [False] * (AT_ONCE - 1) + [True]


def test_one_of_several_uses_a_recovery_code(mounted, account):
    assert at_once(mounted, lambda db: spend_recovery_code(db, account.id, kept_as="one")) == [False] * (
        AT_ONCE - 1
    ) + [True]
    with mounted.services.database.reading() as db:
        assert account_by(db, email=EMAIL).recovery_codes == ["two"]


def test_an_earlier_code_than_the_last_is_used(mounted, account):
    with mounted.services.database.transaction() as db:
        assert [spend_code(db, account.id, counter=number) for number in (7, 6, 7, 8)] == [True, False, False, True]
