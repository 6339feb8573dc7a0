"""Wrong passwords and codes: counted by account, and on a device that is known apart, so that nobody locks it out.

Never by address, since one hall is one address.
"""

import math
from datetime import timedelta

from flask import current_app
from flask_babel import ngettext

from evaluation.accounts.known_devices import DeviceTries, device_of, remember_device
from evaluation.models import Account
from evaluation.storage.events.event_log import account_mark, note_event
from evaluation.store.accounts.accounts import note_failure, note_success
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor
from evaluation.web.scope import log_action_of

FREE_FAILURES = 5
"""Wrong passwords or codes in a row before an account has to wait."""
LONGEST_WAIT = timedelta(minutes=15)
SAID_IN_SECONDS = 90
"""A longer wait is told in minutes."""


def wait_after(failures: int) -> timedelta:
    """How long an account waits after so many in a row: from the fifth on, twice as long each time."""
    over = failures - FREE_FAILURES
    return min(LONGEST_WAIT, timedelta(minutes=2 ** min(over, 10))) if over >= 0 else timedelta(0)


def wait_left(account: Account) -> timedelta:
    """How long the next try has to wait: this device's own where it is known, else everybody's of this account."""
    device = device_of(account)
    until = _tries().waits_until(device) if device else account.locked_until
    return max(until - services().clock(), timedelta(0)) if until else timedelta(0)


def why_wait(account: Account) -> str:
    """What whoever has given the right password is told of the wait, and nobody before; empty where there is none."""
    seconds = math.ceil(wait_left(account).total_seconds())
    if seconds <= SAID_IN_SECONDS:
        waits = ngettext(
            "This account waits for %(num)d second after wrong tries. Until then no code is looked at.",
            "This account waits for %(num)d seconds after wrong tries. Until then no code is looked at.",
            seconds,
        )
        return str(waits) if seconds else ""
    return str(
        ngettext(
            "This account waits for %(num)d minute after wrong tries. Until then no code is looked at.",
            "This account waits for %(num)d minutes after wrong tries. Until then no code is looked at.",
            math.ceil(seconds / 60),
        )
    )


def note(account: Account, *, what: str, by: Account | None = None) -> None:
    """Count a wrong try and write it down; `by` is who is signed in there, if anybody is."""
    now, device = services().clock(), device_of(account)
    with services().database.transaction() as db:
        if device is None:
            note_failure(db, account.id, now=now, wait=lambda failures: _noted_wait(account, failures))
        log_action_of(db, account_actor(by), account, "sign-in failed", what=what)
    if device is not None:
        wait = _noted_wait(account, _tries().failures(device) + 1)
        _tries().fail(device, until=now + wait if wait else None)


def _noted_wait(account: Account, failures: int) -> timedelta:
    """How long it waits after so many, which the event log tells too."""
    wait = wait_after(failures)
    if wait:
        note_event("account locked", account=account_mark(account.id), seconds=int(wait.total_seconds()))
    return wait


def forget(account: Account, *, via: list[str] | None) -> None:
    """Somebody has signed in: their failures are forgotten, the device is known and the sign-in is written down.

    On a device that is known already others' tries stay counted: signing in gives nobody five more.
    """
    device = device_of(account)
    with services().database.transaction() as db:
        if device is None:
            note_success(db, account.id)
        log_action_of(db, account_actor(account), account, "signed in", via=via or ["second factor"])
    if device is not None:
        _tries().forget(device)
    remember_device(account)


def forget_wrong_codes(account: Account) -> None:
    """Somebody who is signed in has proved once more who they are: the wrong tries of this device are forgotten."""
    if device := device_of(account):
        _tries().forget(device)


def _tries() -> DeviceTries:
    found = current_app.extensions.setdefault("device tries", DeviceTries())
    assert isinstance(found, DeviceTries)
    return found
